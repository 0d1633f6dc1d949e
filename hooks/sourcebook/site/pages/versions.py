"""The versions of a text, and where they differ, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.forms import language_name
from sourcebook.records.outlines.outline import Version
from sourcebook.records.outlines.part import Difference, TextPart
from sourcebook.records.sources import Source
from sourcebook.reference import addresses
from sourcebook.reference.links import Located
from sourcebook.site.articles.prose import plain_prose
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.former import former_anchors
from sourcebook.site.pages.ribbons import TextRibbon
from sourcebook.words.dates import date_words


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


def versions_of(display: Display, text: TextRibbon) -> Page:
    """Return the page of the versions of a text."""
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
        for one in (difference_view(display, part, difference) for difference in part.differences):
            by_version = {reading.version: reading for reading in one.readings}
            rows.append(DifferenceRow(one, tuple(by_version.get(version) for version in compared)))
        yield PartDifferences(display.link("part", part.id), tuple(rows))


def _version(display: Display, located: Located[Version], former: tuple[str, ...]) -> VersionView:
    version = located.record
    source = display.reference.source(version.source) if version.source else None
    language = version.language or (source.language if source else "")
    text = display.reference.texts.get(version.source or "")
    extent = version.complete or (text.record.extent if text else None) or ""
    told = {"yes": "complete", "no": "in part", "complete": "complete", "part": "in part"}
    asides = [f"{shown_passages(one.passages)}: no part of the text, {one.reason}" for one in version.set_aside]
    asides += [f"{shown_passages(one.passages)}: displaced, {one.reason}" for one in version.displaced]
    return VersionView(
        id=version.id,
        title=version.title,
        date=date_words(version.date),
        language=language_name(language) if language else "",
        made_from=tuple(display.link("version", name) for name in version.made_from),
        complete=told.get(extent, ""),
        source=display.link("source", source.id) if source else None,
        addresses=tuple(dict.fromkeys((*filter(None, (source.URL,)), *_read(source)))) if source else (),
        asides=tuple(asides),
        claims=tuple(display.claim_link(name) for name in version.claims),
        former=former,
        details=display.details(version),
    )


def _read(source: Source) -> Iterator[str]:
    """Yield the addresses at which copies of a source were read."""
    return (copy.address for copy in source.consulted if copy.address)


def difference_view(display: Display, part: TextPart, one: Difference) -> DifferenceView:
    """Return what is shown of a matter in which versions of a part differ."""
    readings = tuple(
        ReadingView(display.link("version", reading.version), reading.reads, reading.passage or "",
                    reading.spoilt is not None, display.details(reading))
        for reading in one.readings
    )  # fmt: skip
    claims = tuple(display.claim_link(name) for name in one.claims)
    return DifferenceView(display.link("part", part.id), one.matter, one.kind, readings, claims, display.details(one))


def shown_passages(passages: str | None) -> str:
    """Return passages as readers see them: ranges with a dash."""
    return (passages or "").replace("-", "–")
