"""A text part by part, its versions and where they differ, who is named in it, and what it does not say."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.forms import language_name
from sourcebook.records.outlines.outline import Silence, Version
from sourcebook.records.outlines.part import Appearance, Difference, TextPart
from sourcebook.reference import addresses
from sourcebook.reference.links import Located
from sourcebook.reference.outlines import claims_by_part
from sourcebook.site.articles.prose import plain_prose
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display, Mention
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.former import former_anchors
from sourcebook.site.pages.newkinds import RecordsView
from sourcebook.site.pages.ribbons import TextRibbon, text_ribbons
from sourcebook.site.pictures.svg import Svg
from sourcebook.words.counting import count
from sourcebook.words.dates import date_words


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody named in a part: the link under the name that stands there, as what, and what is said."""

    person: PageLink
    role: str
    said: str
    times: str
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What a version has where others differ."""

    version: PageLink
    reads: str
    passage: str
    spoilt: bool
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A matter in which versions differ."""

    part: PageLink
    matter: str
    kind: str
    readings: tuple[ReadingView, ...]
    claims: tuple[PageLink, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class StretchView:
    """What a version has of a part."""

    version: PageLink
    passages: str
    lacks: str
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part in full. ``share`` is empty where no length is known."""

    id: str
    path: str
    number: int
    title: str
    gist: str
    share: str
    stretches: tuple[StretchView, ...]
    people: tuple[NamedPerson, ...]
    organizations: tuple[PageLink, ...]
    places: tuple[PageLink, ...]
    figures: tuple[str, ...]
    claims: tuple[Mention, ...]
    differences: tuple[DifferenceView, ...]
    former: tuple[str, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class SilenceView:
    """Something that the text does not say, with the claims that say so."""

    matter: str
    claims: tuple[Mention, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class OutlineView:
    """What the page of a text part by part shows; ``called`` is what running text calls it."""

    called: str
    figures: str
    measured: PageLink | None
    ribbon: Svg
    parts: tuple[PartView, ...]
    silences: tuple[SilenceView, ...]
    versions: PageLink
    named: PageLink | None
    chapters: tuple[PageLink, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version in the table of versions."""

    id: str
    title: str
    date: str
    language: str
    made_from: tuple[PageLink, ...]
    complete: str
    source: PageLink | None
    addresses: tuple[str, ...]
    asides: tuple[str, ...]
    claims: tuple[PageLink, ...]
    former: tuple[str, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference in the table of all: what versions have, column by column; ``None`` where nothing is said of one."""

    difference: DifferenceView
    cells: tuple[ReadingView | None, ...]


@dataclass(frozen=True, slots=True)
class PartDifferences:
    """The differences of one part."""

    part: PageLink
    rows: tuple[DifferenceRow, ...]


@dataclass(frozen=True, slots=True)
class VersionsView:
    """What the page of the versions of a text shows; ``compared`` are the versions that have a column."""

    outline: PageLink
    versions: tuple[VersionView, ...]
    compared: tuple[PageLink, ...]
    differences: tuple[PartDifferences, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the table of those who are named: as what, how often, and in which parts, by their numbers."""

    person: PageLink
    roles: str
    times: str
    parts: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class NamesView:
    """What the page of those who are named shows; ``counted`` says whether it is known how often each is."""

    outline: PageLink
    people: tuple[PersonLine, ...]
    figures: str
    counted: bool


def outlines(display: Display) -> Iterator[Page]:
    """Yield the list of texts that are divided into parts, and three pages for each."""
    texts = text_ribbons(display)
    if not texts:
        return
    index = display.index("outline")
    kind = display.reference.catalogue["outline"]
    yield Page(index, kind.readers_heading, "Texts divided into parts, each with what it says and who is named.",
               "records", RecordsView(tuple(text.link for text in texts)), searchable=False)  # fmt: skip
    for text in texts:
        yield _outline(display, text)
        yield _versions(display, text)
        if any(part.record.people for part in text.division.parts):
            yield _names(display, text)


def _outline(display: Display, text: TextRibbon) -> Page:
    outline = text.outline
    measured = text.division.measured
    parts = tuple(_parts(display, text))
    names = addresses.outline_names(outline.id)
    view = OutlineView(
        called=outline.called,
        figures=count(len(parts), "part"),
        measured=display.link("version", measured.name) if measured else None,
        ribbon=text.figure(),
        parts=parts,
        silences=tuple(_silence(display, silence) for silence in outline.silences),
        versions=PageLink(f"Versions of {outline.called}", addresses.outline_versions(outline.id)),
        named=PageLink(f"Who is named in {outline.called}", names) if display.if_made(names) else None,
        chapters=tuple(display.link("chapter", name) for name in outline.chapters),
        details=display.details(outline),
    )
    description = f"{outline.title}: {view.figures}, each with what it says, who is named, and the claims that cite it."
    return Page(text.link.path, outline.title, description, "outline", view, text.division.outline.place,
                display.index("outline"))  # fmt: skip


def _parts(display: Display, text: TextRibbon) -> Iterator[PartView]:
    claims, former = claims_by_part(display.reference, text.division), former_anchors(display)
    for located in text.division.parts:
        part = located.record
        yield PartView(
            id=part.id,
            path=text.path(part.id),
            number=text.numbers[part.id],
            title=part.title,
            gist=part.gist,
            share=text.share((part.id,)),
            stretches=tuple(
                StretchView(display.link("version", one.version), _shown(one.passages), one.lacks or "",
                            display.details(one))
                for one in part.stretches
            ),
            people=tuple(_named(display, one) for one in part.people),
            organizations=tuple(_entry(display, "organization", name) for name in part.organizations),
            places=tuple(_entry(display, "place", name) for name in part.places),
            figures=part.figures,
            claims=tuple(display.mention(name) for name in claims[part.id]),
            differences=tuple(_difference(display, part, one) for one in part.differences),
            former=tuple(former.by_successor.get(part.id, ())),
            details=display.details(part),
        )  # fmt: skip


def _shown(passages: str | None) -> str:
    """Return passages as readers see them: ranges with a dash."""
    return (passages or "").replace("-", "–")


def _entry(display: Display, kind: str, name: str) -> PageLink:
    """Return the link to an entry under the name by which it is named."""
    register = display.reference.names[display.reference.catalogue[kind].plural]
    return PageLink(name, display.link(kind, register[name]).path)


def _named(display: Display, one: Appearance) -> NamedPerson:
    times = f"{one.times} times" if one.times and one.times > 1 else ""
    return NamedPerson(_entry(display, "person", one.name), one.role or "", one.said or "", times, display.details(one))


def _difference(display: Display, part: TextPart, one: Difference) -> DifferenceView:
    readings = tuple(
        ReadingView(display.link("version", reading.version), reading.reads, reading.passage or "",
                    reading.spoilt is not None, display.details(reading))
        for reading in one.readings
    )  # fmt: skip
    claims = tuple(display.claim_link(name) for name in one.claims)
    return DifferenceView(display.link("part", part.id), one.matter, one.kind, readings, claims, display.details(one))


def _silence(display: Display, silence: Silence) -> SilenceView:
    mentions = tuple(display.mention(name) for name in silence.claims)
    return SilenceView(silence.matter, mentions, display.details(silence))


def _versions(display: Display, text: TextRibbon) -> Page:
    outline, division = text.outline, text.division
    former = former_anchors(display).by_successor
    versions = tuple(_version(display, one, tuple(former.get(name, ()))) for name, one in division.versions.items())
    title = f"Versions of {outline.called}"
    description = f"{title}: what each was made from, where it can be read, and where they differ."
    compared = _compared(display, text)
    differences = tuple(_differences(display, text, compared))
    view = VersionsView(text.link, versions, compared, differences)
    matters = (f"{one.part.text}: {'; '.join(plain_prose(row.difference.matter) for row in one.rows)}"
               for one in differences)  # fmt: skip
    return Page(addresses.outline_versions(outline.id), title, description, "outline_versions", view,
                division.outline.place, text.link.path, searched=tuple(matters))  # fmt: skip


def _compared(display: Display, text: TextRibbon) -> tuple[PageLink, ...]:
    """Return the versions of which some difference tells, in the order of the outline."""
    parts = [part.record for part in text.division.parts]
    told = {reading.version for part in parts for one in part.differences for reading in one.readings}
    return tuple(display.link("version", name) for name in text.division.versions if name in told)


def _differences(display: Display, text: TextRibbon, compared: tuple[PageLink, ...]) -> Iterator[PartDifferences]:
    for part in (part.record for part in text.division.parts if part.record.differences):
        rows = []
        for one in (_difference(display, part, difference) for difference in part.differences):
            by_version = {reading.version: reading for reading in one.readings}
            rows.append(DifferenceRow(one, tuple(by_version.get(version) for version in compared)))
        yield PartDifferences(display.link("part", part.id), tuple(rows))


def _version(display: Display, located: Located[Version], former: tuple[str, ...]) -> VersionView:
    version = located.record
    source = display.reference.source(version.source) if version.source else None
    language = version.language or (source.language if source else "")
    told = {"yes": "complete", "no": "in part"}
    asides = [f"{_shown(one.passages)}: no part of the text, {one.reason}" for one in version.set_aside]
    asides += [f"{_shown(one.passages)}: displaced, {one.reason}" for one in version.displaced]
    return VersionView(
        id=version.id,
        title=version.title,
        date=date_words(version.date),
        language=language_name(language) if language else "",
        made_from=tuple(display.link("version", name) for name in version.made_from),
        complete=told.get(version.complete or "", ""),
        source=display.link("source", source.id) if source else None,
        addresses=tuple(dict.fromkeys((*filter(None, (source.URL,)), *source.consulted))) if source else (),
        asides=tuple(asides),
        claims=tuple(display.claim_link(name) for name in version.claims),
        former=former,
        details=display.details(version),
    )


def _names(display: Display, text: TextRibbon) -> Page:
    outline = text.outline
    people = tuple(_people(display, text))
    counted = any(line.times for line in people)
    figures = count(len(people), "person") if len(people) == 1 else f"{len(people):,} people"
    title = f"Who is named in {outline.called}"
    view = NamesView(text.link, people, figures, counted)
    return Page(addresses.outline_names(outline.id), title, f"{title}: how often, in which parts, and as what.",
                "outline_names", view, text.division.outline.place, text.link.path, searchable=False)  # fmt: skip


def _people(display: Display, text: TextRibbon) -> Iterator[PersonLine]:
    """Yield those who are named, by the number of parts, and among equals as the text first names them."""
    named: dict[str, list[tuple[str, Appearance]]] = defaultdict(list)
    known = display.reference.names["people"]
    for part in text.division.parts:
        for one in part.record.people:
            named[known[one.name]].append((part.record.id, one))
    order = {role: number for number, role in enumerate(text.outline.roles)}
    for person, places in sorted(named.items(), key=lambda item: -len(item[1])):
        roles = sorted({one.role for _, one in places if one.role}, key=lambda role: order.get(role, 0))
        times = [one.times for _, one in places]
        yield PersonLine(
            person=display.link("person", person),
            roles=", ".join(roles),
            times=f"{sum(filter(None, times)):,}" if all(times) else "",
            parts=tuple(PageLink(str(text.numbers[part]), text.path(part)) for part, _ in places),
        )
