"""Where every page of the site stands: the only module that makes paths and anchors.

Paths are counted from the top of the site, ``chapters/flood.md#bridge-lost``; whoever publishes turns them into links.
"""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sourcebook.records.kinds import Kind
from sourcebook.records.registers import FormerId
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.words.dates import known_date

HOME = "index.md"
START_PAGE = "start.md"
STORY = "story.md"
TIMELINE = "timeline.md"
JOURNEY = "journey.md"
FIGURES = "figures.md"
EVIDENCE = "evidence.md"
SINGLE = "evidence/single.md"
SINGLE_JUDGEMENTS = "evidence/single-judgements.md"
"""The page of the claims that rest on one line."""
EVIDENCE_DATA = "evidence.json"
SOURCES_DATA = "sources.json"
TIMELINE_DATA = "timeline.json"
YEAR_TOGETHER = 200
"""So many claims of a year stand together with those of other years; more have a page of their own."""
SOURCES_TOGETHER = 100
"""So many sources stand together on the page of the bibliography; more have a page for each kind."""
ABOUT = "about/"
"""Folder of the pages about the reference itself."""
NOT_FOUND = f"{ABOUT}not-found.md"


def address(reference: Reference, kind: str, name: str) -> str:
    """Return the path of a record's page with the anchor of the record; raises ``KeyError`` where there is none."""
    located = reference.of(kind)[name]
    page = reference.catalogue[kind].page
    if not page:
        raise KeyError(kind)
    outer = located.around[0] if located.around else ""
    return page.format(id=name, chapter=outer, outer=outer, source=getattr(located.record, "source", ""))


def linkable(reference: Reference, kind: str) -> Mapping[str, Located[Any]]:
    """Return the records of a kind to which hand-written pages can link, by id; none for what is no such kind."""
    return reference.of(kind) if any(kind == one.name for one in reference.catalogue.linked) else {}


def linked_record(reference: Reference, link: str) -> tuple[str, str] | None:
    """Return path and title of the record that a link ``kind:id`` names, ``None`` where it names none."""
    kind, _, name = link.partition(":")
    located = linkable(reference, kind).get(name)
    if located is None:
        return None
    return address(reference, kind, name), reference.catalogue[kind].title_of(located.record)


def page_of(path: str) -> str:
    """Return a path without its anchor."""
    return path.partition("#")[0]


def anchor_of(path: str) -> str:
    """Return the anchor of a path, empty for one without."""
    return path.partition("#")[2]


def stem(path: str) -> str:
    """Return the path of a page without its ending."""
    return path.removesuffix(".md")


def has_own_page(kind: Kind) -> bool:
    """Say whether each record of a kind has a page for itself alone."""
    return kind.page != "" and "#" not in kind.page


def folder(kind: Kind) -> str:
    """Return the folder in which the pages of a kind's records stand."""
    return posixpath.dirname(kind.page)


def index(kind: Kind) -> str:
    """Return the path of the page that lists the records of a kind."""
    return TIMELINE if folder(kind) == "timeline" else f"{folder(kind)}/index.md"


def plain_file(kind: Kind, name: str) -> str:
    """Return the path at which a record is told in plain Markdown, apart from the site: ``claims/bridge-lost.md``."""
    return f"{kind.plural.replace(' ', '-')}/{name}.md"


def place_on(page: str, anchor: str) -> str:
    """Return the place with this anchor on a page."""
    return f"{page}#{anchor}"


def sources_apart(reference: Reference) -> bool:
    """Say whether the sources of each kind have a page of their own."""
    return len(reference.sources) > SOURCES_TOGETHER


def sources_of_kind(reference: Reference, kind: str) -> str:
    """Return where all sources of a kind are listed: ``sources/kinds/press.md``, or a place on the bibliography."""
    if sources_apart(reference):
        return f"sources/kinds/{kind}.md"
    return place_on(index(reference.catalogue["source"]), kind)


def outline_versions(name: str) -> str:
    """Return the path of the page with the versions of a text, by the id of its outline."""
    return f"outlines/{name}/versions.md"


def outline_names(name: str) -> str:
    """Return the path of the page with those who are named in a text, by the id of its outline."""
    return f"outlines/{name}/names.md"


def answer_place(reference: Reference, question: str, number: int) -> str:
    """Return the place of an answer, counted from 1, on the page of its question."""
    return f"{address(reference, 'question', question)}#answer-{number}"


def handover_place(number: int) -> str:
    """Return the place of a hand-over, counted from 1, on the page of the journey."""
    return f"{JOURNEY}#step-{number}"


def note_anchor(number: int) -> str:
    """Return the anchor of a note, counted from 1, on the page of its chapter."""
    return f"note-{number}"


def note_sign_anchor(number: int) -> str:
    """Return the anchor of the sign in the text that leads to a note."""
    return f"ref-{number}"


def crowded_years(reference: Reference) -> list[str]:
    """Return the keys of the years with so many dated claims that each has a page of its own: ``1783``."""
    years = Counter(_years(located.record.date for located in reference.claims.values()))
    return sorted(year for year, claims in years.items() if claims > YEAR_TOGETHER)


def _years(dates: Iterable[str | None]) -> Iterator[str]:
    known = (known_date(date) for date in dates if date)
    yield from (date.year_key for date in known if date)  # a rule tells of others


def page_of_year(key: str) -> str:
    """Return the path of the page with the claims of a year that has one."""
    return f"timeline/years/{key}.md"


def timeline_year(key: str) -> str:
    """Return the place of a year on the timeline."""
    return f"{TIMELINE}#y{key}"


def timeline_month(key: str) -> str:
    """Return the place of a month, or of a year, on the timeline by the key of a date: ``1783-11``, ``1783``."""
    return f"{TIMELINE}#{'m' if '-' in key[1:] else 'y'}{key}"


def register_letter(kind: Kind, initial: str) -> str:
    """Return the place of a letter in a register."""
    return f"{index(kind)}#letter-{initial}"


def former_kind(reference: Reference, former: FormerId) -> str:
    """Return the word for the kind of record that had a former id, empty where that is not known."""
    return former.kind or reference.kind_of.get(former.new or "", "")


def former_page(reference: Reference, former: FormerId) -> str:
    """Return the path of the page that leads on from a former id, empty for one that had no page of its own."""
    name = former_kind(reference, former)
    if name not in reference.catalogue or not has_own_page(reference.catalogue[name]):
        return ""
    return reference.catalogue[name].page.format(id=former.old)


def paths(reference: Reference) -> list[str]:
    """Return the paths of all generated pages and data files. The data may have problems."""
    return list(dict.fromkeys(_paths(reference)))


def _paths(reference: Reference) -> Iterator[str]:
    yield HOME
    if reference.claims:
        yield from (EVIDENCE, EVIDENCE_DATA, SINGLE, SINGLE_JUDGEMENTS)
    if reference.start:
        yield START_PAGE
    if reference.story:
        yield STORY
    if any(claim.record.date for claim in reference.claims.values()) or reference.timeline_views:
        yield from (TIMELINE, TIMELINE_DATA, *map(page_of_year, crowded_years(reference)))
    if reference.handovers or len(reference.stages) > 1:
        yield JOURNEY
    if any(person.record.statement for person in reference.entries["people"].values()):
        yield FIGURES
    if reference.of("search"):
        yield NOT_FOUND
    if reference.sources:
        yield SOURCES_DATA
    if sources_apart(reference):
        yield from (
            sources_of_kind(reference, kind) for kind in {one.record.kind for one in reference.all_of("source")}
        )
    for kind in filter(has_own_page, reference.catalogue):
        if names := reference.of(kind.name):
            yield index(kind)
            yield from (address(reference, kind.name, name) for name in names)
    for outline in reference.all_of("outline"):
        yield outline_versions(outline.record.id)
        if any(part.record.people for part in reference.all_of("part") if part.file is outline.file):
            yield outline_names(outline.record.id)
    yield from filter(None, (former_page(reference, former.record) for former in reference.former))


def relative(start: str, target: str) -> str:
    """Return the way from the page at one path to another path, with its anchor."""
    path, _, anchor = target.partition("#")
    if path == page_of(start):
        return f"#{anchor}"
    place, _, file = path.rpartition("/")
    way = _way(posixpath.dirname(start), place) + file
    return f"{way}#{anchor}" if anchor else way


@lru_cache(maxsize=2**14)
def _way(start: str, end: str) -> str:
    """Return the way from one folder to another, ready for the name of a file."""
    way = posixpath.relpath(end or ".", start or ".")
    return "" if way == "." else f"{way}/"


def published(start: str, target: str, *, folders: bool = True) -> str:
    """Return the address of a path, with its anchor, as seen from the published page at the path ``start``.

    A page is published as a folder, or with ``folders=False`` as a file that ends with ``.html``.
    """
    path, _, anchor = target.partition("#")
    if path == page_of(start):
        return f"#{anchor}"
    here, _ = _place(page_of(start), folders)
    there, file = _place(path, folders)
    way = _way(here, there) + file or "./"
    return f"{way}#{anchor}" if anchor else way


def from_top(target: str, *, folders: bool = True) -> str:
    """Return the address of a path, with its anchor, as seen from the top of the published site."""
    path, _, anchor = target.partition("#")
    place, file = _place(path, folders)
    way = f"{place}/{file}" if place else file
    return f"{way}#{anchor}" if anchor else way


@lru_cache(maxsize=2**14)
def _place(path: str, folders: bool) -> tuple[str, str]:
    """Return the folder in which a page or file is published, and its name there, empty for a folder's own page."""
    place, _, file = path.rpartition("/")
    if not path.endswith(".md"):
        return place, file
    if not folders:
        return place, f"{stem(file)}.html"
    return (place if file == HOME else stem(path)), ""
