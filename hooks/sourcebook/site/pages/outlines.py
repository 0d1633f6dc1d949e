"""A text part by part, and what it does not say."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.outlines.outline import Silence
from sourcebook.records.outlines.part import Appearance
from sourcebook.reference import addresses
from sourcebook.reference.outlines import claims_by_part
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.former import former_anchors
from sourcebook.site.pages.named import people_named
from sourcebook.site.pages.newkinds import RecordsView
from sourcebook.site.pages.ribbons import TextRibbon, text_ribbons
from sourcebook.site.pages.versions import DifferenceView, difference_view, shown_passages, versions_of
from sourcebook.site.pictures.svg import Svg
from sourcebook.site.views.claims import Mention
from sourcebook.words.counting import count


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody named in a part: the link under the name that stands there, as what, and what is said."""

    person: PageLink
    role: str
    said: str
    times: str
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
    unit: str
    """What is counted in the version by which lengths are measured: words, or characters."""
    measured: PageLink | None
    ribbon: Svg
    parts: tuple[PartView, ...]
    silences: tuple[SilenceView, ...]
    versions: PageLink
    named: PageLink | None
    chapters: tuple[PageLink, ...]
    details: tuple[FurtherDetail, ...]


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
        yield versions_of(display, text)
        if any(part.record.people for part in text.division.parts):
            yield people_named(display, text)


def _outline(display: Display, text: TextRibbon) -> Page:
    outline = text.outline
    measured = text.division.measured
    parts = tuple(_parts(display, text))
    names = addresses.outline_names(outline.id)
    view = OutlineView(
        called=outline.called,
        figures=count(len(parts), "part"),
        unit=f"{measured.text.counted}s" if measured else "",
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
                StretchView(display.link("version", one.version), shown_passages(one.passages), one.lacks or "",
                            display.details(one))
                for one in part.stretches
            ),
            people=tuple(_named(display, one) for one in part.people),
            organizations=tuple(_entry(display, "organization", name) for name in part.organizations),
            places=tuple(_entry(display, "place", name) for name in part.places),
            figures=part.figures,
            claims=tuple(display.mention(name) for name in claims[part.id]),
            differences=tuple(difference_view(display, part, one) for one in part.differences),
            former=tuple(former.by_successor.get(part.id, ())),
            details=display.details(part),
        )  # fmt: skip


def _entry(display: Display, kind: str, name: str) -> PageLink:
    """Return the link to an entry under the name by which it is named."""
    register = display.reference.names[display.reference.catalogue[kind].plural]
    return PageLink(name, display.link(kind, register[name]).path)


def _named(display: Display, one: Appearance) -> NamedPerson:
    times = f"{one.times} times" if one.times and one.times > 1 else ""
    return NamedPerson(_entry(display, "person", one.name), one.role or "", one.said or "", times, display.details(one))


def _silence(display: Display, silence: Silence) -> SilenceView:
    mentions = tuple(display.mention(name) for name in silence.claims)
    return SilenceView(silence.matter, mentions, display.details(silence))
