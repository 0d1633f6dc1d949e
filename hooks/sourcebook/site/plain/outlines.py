"""What is told of outlines, their versions and their parts in plain Markdown: the views that pages print."""

from sourcebook.site.page import PageLink
from sourcebook.site.pages.outlines import NamedPerson, OutlineView, PartView, StretchView
from sourcebook.site.pages.versions import DifferenceView, VersionView
from sourcebook.site.plain.markdown import (
    Inline,
    Item,
    heading,
    labelled,
    line,
    listed,
    literal,
    paragraph,
    running_text,
    series,
    web_link,
)
from sourcebook.site.plain.parts import Parts
from sourcebook.site.plain.records import Told


def outline_blocks(title: str, view: OutlineView, versions: tuple[PageLink, ...], parts: Parts) -> Told:
    """Yield what is told of a text that is divided into parts."""
    yield heading(1, literal(title))
    yield listed((
        *labelled("Running text calls it", literal(view.called)),
        *labelled(
            "Measured in",
            line("{} of {}", literal(view.unit), parts.to(view.measured)) if view.measured else literal(""),
        ),
        *labelled("Chapters that tell what it says", parts.all(view.chapters)),
        *parts.details(view.details),
    ))  # fmt: skip
    yield heading(2, literal("Versions"))
    yield listed(parts.items(versions))
    yield heading(2, literal("Parts"))
    yield listed(parts.items(PageLink(part.title, part.path) for part in view.parts))
    if view.silences:
        yield heading(2, literal("What it does not say"))
        yield listed(
            Item(running_text(one.matter), (*labelled("Claims", series(map(parts.mention, one.claims))),
                                            *parts.details(one.details)))
            for one in view.silences
        )  # fmt: skip


def version_blocks(view: VersionView, parts: Parts) -> Told:
    """Yield what is told of a version of a text."""
    yield heading(1, literal(view.title))
    yield listed((
        *labelled("Source", parts.to(view.source) if view.source else literal("")),
        *labelled("Date", literal(view.date)),
        *labelled("Language", literal(view.language)),
        *labelled("Made from", parts.all(view.made_from)),
        *labelled("Extent", literal(view.complete)),
        *labelled("Copies", series(map(web_link, view.addresses))),
        *(item for aside in view.asides for item in labelled("In the copy", running_text(aside))),
        *labelled("Claims", parts.all(view.claims)),
        *parts.details(view.details),
    ))  # fmt: skip


def part_blocks(view: PartView, parts: Parts) -> Told:
    """Yield what is told of a part of a text."""
    yield heading(1, literal(view.title))
    yield paragraph(running_text(view.gist))
    yield listed((
        *labelled("Number", literal(str(view.number))),
        *labelled("Share of the text", literal(view.share)),
        *labelled("Organisations", parts.all(view.organizations)),
        *labelled("Places", parts.all(view.places)),
        *labelled("Figures", series(map(literal, view.figures), "; ")),
        *labelled("Claims that cite it", series(map(parts.mention, view.claims))),
        *parts.details(view.details),
    ))  # fmt: skip
    yield heading(2, literal("In the versions"))
    yield listed(_stretch(one, parts) for one in view.stretches)
    if view.people:
        yield heading(2, literal("Who is named"))
        yield listed(_person(one, parts) for one in view.people)
    if view.differences:
        yield heading(2, literal("Where versions differ"))
        yield listed(_difference(one, parts) for one in view.differences)


def _stretch(stretch: StretchView, parts: Parts) -> Item:
    below = (
        *labelled("Passages", literal(stretch.passages)),
        *labelled("Lacks", running_text(stretch.lacks)),
        *parts.details(stretch.details),
    )
    return Item(parts.to(stretch.version), below)


def _person(person: NamedPerson, parts: Parts) -> Item:
    below = (
        *labelled("As", literal(person.role)),
        *labelled("What is said", running_text(person.said)),
        *labelled("How often", literal(person.times)),
        *parts.details(person.details),
    )
    return Item(parts.to(person.person), below)


def _difference(one: DifferenceView, parts: Parts) -> Item:
    below = [
        Item(line("{}: {}", parts.to(reading.version), _reading(reading.reads, reading.passage, spoilt=reading.spoilt)),
             parts.details(reading.details))
        for reading in one.readings
    ]  # fmt: skip
    claims = labelled("Claims", parts.all(one.claims))
    return Item(
        line("{} ({})", running_text(one.matter), literal(one.kind)), (*below, *claims, *parts.details(one.details))
    )


def _reading(reads: str, passage: str, *, spoilt: bool) -> Inline:
    return series((running_text(reads), literal(passage), literal("spoilt copy" if spoilt else "")))
