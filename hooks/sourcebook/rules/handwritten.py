"""What must be true of hand-written pages: they open, explain and place, and state nothing of their own."""

import os
import re
from calendar import month_abbr, month_name
from collections.abc import Iterator, Set
from pathlib import Path

from sourcebook.files.encoding import (
    FORBIDDEN,
    INVISIBLE,
    MOST_ALIKE,
    invisible,
    is_hidden,
    not_a_file,
    problem_at,
    read_text,
)
from sourcebook.files.problems import Problem, coded, limited
from sourcebook.reference.addresses import ABOUT, HOME, linkable, paths
from sourcebook.reference.links import suggest_record
from sourcebook.reference.reference import Reference
from sourcebook.rules.identity import RESERVED
from sourcebook.rules.pagelinks import (
    IdsOf,
    LinkForms,
    PagePlaces,
    addresses_are_unique,
    link_forms,
    links_lead_to_pages,
    links_lead_to_places,
)
from sourcebook.words.markdown import (
    ATTRIBUTES,
    MARKER,
    MarkdownLink,
    blank,
    blanked,
    body_start,
    links,
    markers,
    readable,
    without_code,
)
from sourcebook.words.suggesting import suggest

MOST_OF_A_PAGE = 100
"""How often a fault of a kind that editors make one by one is reported in a page."""

_MONTHS = (
    rf"(?:{'|'.join(name for name in month_name if name not in {'', 'May'})})\b"
    rf"|(?:Sept|{'|'.join(name for name in month_abbr if name not in {'', 'May'})})\."
)
# Small numbers in words are common in prose that states nothing ("two ways", "one of them"), unless they count time.
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINAL_TENS = "twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|thousandth"
_DIGIT = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_SMALL = "two|three|four|five|six|seven|eight|nine|ten"
_TIMES = "second|minute|hour|day|night|week|month|year|decade|centurie|century"
_NUMBERS = (
    rf"(?:{_TENS})(?:-(?:{_DIGIT}))?|{_ORDINAL_TENS}|(?:{_TEENS})(?:th)?|twelfth|hundred|thousand|million|billion"
    rf"|(?:{_SMALL})(?=[ -](?:{_TIMES})s?\b)"
)
_FIGURE = re.compile(rf"\d[\d.,:]*|\b(?:{_MONTHS}|(?i:{_NUMBERS})\b)")
_ODD_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}|\{[^{}=\n]*=[^{}\n]*\}")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_MOST_OF_A_COMMENT = 42
"""How many characters of a comment or tag a message shows."""
_WEB_ADDRESS = re.compile(r"https?://[^\s<>()]+")


def problems_of(docs: Path, reference: Reference, ids_of: IdsOf) -> list[Problem]:
    """Return what is wrong with the hand-written pages and files below ``docs``; ``ids_of`` tells the ids of pages."""
    generated = set(paths(reference))
    files = {file.relative_to(docs).as_posix(): file for file in sorted(docs.rglob("*")) if _is_published(file, docs)}
    # What a file with faults, or of a wrong name, would have generated is not known.
    whole = not reference.kinds_in_doubt and not any(file.problems for file in reference.files)
    found = list(addresses_are_unique(docs.name, files, generated)) + list(_no_files(docs))
    written = {path: read_text(file, f"{docs.name}/{path}") for path, file in files.items() if path.endswith(".md")}
    places = PagePlaces(
        reference, {path: text for path, (text, faults) in written.items() if not faults}, generated, ids_of
    )
    for path, (text, faults) in written.items():
        shown = f"{docs.name}/{path}"
        found += faults or _page(text, shown, path, reference)
        if path in generated and not faults:
            found += _markers(text, shown, path)
        if whole and not faults:
            found += _frame(text, shown, path, generated)
            read = _without_comments(text)
            found += links_lead_to_pages(read, shown, path, files.keys() | generated, link_forms(reference))
            found += links_lead_to_places(read, shown, path, places)
    return found


def _is_published(file: Path, docs: Path) -> bool:
    return not is_hidden(file, docs) and not _leads_out(file, docs) and (file.suffix == ".md" or file.is_file())


def _leads_out(file: Path, docs: Path) -> bool:
    # MkDocs publishes what links lead to, folders included.
    within = Path(os.path.realpath(file)).is_relative_to(os.path.realpath(docs))
    return file.is_symlink() and (not within or file.is_dir())


@coded("pages-are-files")
def _no_files(docs: Path) -> Iterator[Problem]:
    """What stands below ``docs`` are pages and other files, not links to what stands elsewhere."""
    if os.path.lexists(docs) and not docs.is_dir():
        yield Problem(docs.name, 1, 1, "folder must be one that can be read: something else is there")
    for file in sorted(docs.rglob("*")):
        path = f"{docs.name}/{file.relative_to(docs).as_posix()}"
        if is_hidden(file, docs):
            continue
        if _leads_out(file, docs):
            message = f"link must lead to a file in {docs.name}/: {str(file.readlink())!r}"
            yield Problem(path, 1, 1, message, "put the file itself in its place; what is linked would be published")
        elif file.suffix != ".md" and not file.is_dir() and (problem := not_a_file(file, path)):
            yield problem


def _page(text: str, shown: str, path: str, reference: Reference) -> Iterator[Problem]:
    unseen = (
        problem_at(text, match.start(), shown, *invisible(match[0]), INVISIBLE) for match in FORBIDDEN.finditer(text)
    )
    yield from limited(unseen, MOST_ALIKE)
    yield from limited(_html(text, shown, link_forms(reference)), MOST_ALIKE)
    yield from limited(_ids(_without_comments(text), shown, reference), MOST_OF_A_PAGE)
    yield from limited(_records(_without_comments(text), shown, reference), MOST_OF_A_PAGE)
    if not path.startswith(ABOUT):
        yield from limited(stated_figures(text, shown), MOST_OF_A_PAGE)


def _without_comments(text: str) -> str:
    """Return the text with spaces in place of comments: that they are there is one fault, whatever stands in them."""
    return blanked(text, [match.span() for match in _COMMENT.finditer(without_code(text))])


@coded("pages-state-no-figures")
def stated_figures(text: str, path: str) -> Iterator[Problem]:
    """Hand-written pages state no figure and no date (those about the reference are not asked)."""
    for match in _FIGURE.finditer(readable(text)):
        message = f"hand-written pages must state no figure or date: {match[0]!r}"
        yield problem_at(text, match.start(), path, message, "put it into a claim and link to it")


@coded("pages-hold-no-html")
def _html(text: str, path: str, forms: LinkForms) -> Iterator[Problem]:
    """Hand-written pages hold no HTML, and name nothing but ids and classes in braces."""
    angled = [(link.start - 1, link.end) for link in links(text) if text[link.start - 1] == "<"]
    prose = MARKER.sub(lambda match: blank(match[0]), blanked(without_code(text), angled))
    comments = [match for match in _COMMENT.finditer(prose) if match.start() >= body_start(text)]
    rest = blanked(prose, [match.span() for match in comments])
    for match in (*comments, *forms.html.finditer(rest, body_start(text))):
        written = match[0].partition("\n")[0][:_MOST_OF_A_COMMENT]
        if re.match(r"<!--\s*sourcebook", match[0]):
            message = f"marker must be written as '<!-- sourcebook: NAME -->': {written!r}"
            yield problem_at(text, match.start(), path, message, "small letters, and one space at each place")
        elif match[0].startswith("<!"):
            message = f"hand-written pages must have no comments: {written!r}"
            yield problem_at(text, match.start(), path, message, "delete it; it would be published")
        else:
            message = f"hand-written pages must have no HTML: {written!r}"
            yield problem_at(text, match.start(), path, message, "write Markdown, and each sign as it is")
    for match in _ODD_ATTRIBUTES.finditer(rest, body_start(text)):
        if not ATTRIBUTES.fullmatch(match[0]):
            message = f"braces must hold ids and classes only: {match[0]!r}"
            yield problem_at(text, match.start(), path, message, "write {: #id } or {: .class }")


@coded("ids-in-braces-are-free")
def _ids(text: str, path: str, reference: Reference) -> Iterator[Problem]:
    """The ids in braces are none that records or generated parts have, since both may stand on one page."""
    taken = {at.record.id for _, at in reference.identified() if at.around}
    for match in ATTRIBUTES.finditer(without_code(text)):
        for name in re.findall(r"#([\w-]+)", match[0]):
            if name in taken or RESERVED.fullmatch(name):
                message = f"id must be one that no record and no generated part has: {name!r}"
                yield problem_at(text, text.index(f"#{name}", match.start()) + 1, path, message, "choose another")


@coded("links-name-records")
def _records(text: str, path: str, reference: Reference) -> Iterator[Problem]:
    """Links to records name records that exist, and are written in the one way that is understood."""
    forms = link_forms(reference)
    for link, kind, name in _record_links(text, forms):
        there = linkable(reference, kind)
        if name not in there and not reference.may_exist(kind, name):
            at = link.start + len(kind) + 1
            message = f"link must name a known {kind}: {name!r}"
            yield problem_at(text, at, path, message, suggest_record(name, there))
    rest = blanked(without_code(text), [(link.start, link.end) for link, _, _ in _record_links(text, forms)])
    rest = _WEB_ADDRESS.sub(lambda match: blank(match[0]), rest)
    for match in forms.attempt.finditer(rest, body_start(text)):
        message = f"link to a record must be written as [words](kind:id): {match[0]!r}"
        yield problem_at(
            text, match.start(), path, message, "small letters, and nothing else between the round brackets"
        )


def _record_links(text: str, forms: LinkForms) -> Iterator[tuple[MarkdownLink, str, str]]:
    """Yield the links to records that are written in the one way, with kind and id."""
    for link in links(text):
        match = forms.link.fullmatch(link.target)
        if match and link.plain:
            yield link, match[1], match[2]


@coded("markers-are-known")
def _markers(text: str, path: str, name: str) -> Iterator[Problem]:
    """A marker is one that its page has, and stands there once."""
    there = markers_of(name)
    seen = set()
    for match in markers(text):
        if match[1] not in there:
            message = f"marker must be one that this page has: {match[1]!r}"
            yield problem_at(
                text, match.start(1), path, message, suggest(match[1], there) or f"it has {', '.join(there)}"
            )
        elif match[1] in seen:
            message = f"marker must stand once on its page: {match[1]!r}"
            yield problem_at(text, match.start(1), path, message, "delete one of the two")
        seen.add(match[1])


def markers_of(name: str) -> tuple[str, ...]:
    """Return the markers that the generated page at a path has."""
    return ("opening", "card", "outlines", "figures", "chapters") if name == HOME else ("body",)


@coded("generated-pages-have-markers")
def _frame(text: str, shown: str, path: str, generated: Set[str]) -> Iterator[Problem]:
    """A page at the address of a generated one says where that stands in it, and no other page does."""
    found = markers(text)
    if path in generated and not found:
        marker = f"<!-- sourcebook: {markers_of(path)[0]} -->"
        message = "page must have a marker, since a page is generated at its address: none"
        yield Problem(shown, 1, 1, message, f"add the line {marker} where that is to stand")
    elif path not in generated:
        for match in found:
            message = f"marker must stand on a page that is generated: {match[1]!r}"
            yield problem_at(text, match.start(1), shown, message, f"nothing is generated at {path}")
