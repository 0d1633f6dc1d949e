"""The bibliography and the page of each source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sourcebook.records.forms import language_name
from sourcebook.records.sources import COPY_WORDS, SOURCE_KIND_HEADINGS, Consulted, Source
from sourcebook.reference import addresses
from sourcebook.reference.evidence import passages_cited
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.site.details import FurtherDetail, doi_address
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.examinations import ExaminationView, examinations_of
from sourcebook.site.views.claims import CitedClaim
from sourcebook.words.counting import count
from sourcebook.words.dates import date_words
from sourcebook.words.typography import Part

_BOOST = 0.7
_MOST_USED = 8
"""Sources of each kind that the bibliography shows where it is divided."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source for the bibliography and its own page.

    ``parts`` are its bibliographical entry, each with its style; ``doi`` is the address at which its digital object
    identifier is resolved, ``language`` the English name of its language; ``registered`` says whether the fingerprint
    of its text is in the repository.
    """

    source: Source
    parts: tuple[Part, ...]
    path: str
    figures: str
    doi: str
    language: str
    registered: bool

    @classmethod
    def of(cls, source: Source, reference: Reference) -> "SourceView":
        """Return the view of a source."""
        claims = len(reference.claims_of_source.get(source.id, ()))
        return cls(
            source=source,
            parts=tuple(citations.full(source)),
            path=addresses.address(reference, "source", source.id),
            figures="One claim" if claims == 1 else count(claims, "claim"),
            doi=doi_address(source.DOI) if source.DOI else "",
            language=language_name(source.language),
            registered=source.id in reference.texts,
        )


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """The sources of one kind: all, or where they have a page of their own those on which most claims rest."""

    title: str
    id: str
    sources: tuple[SourceView, ...]
    everything: PageLink | None = None
    """Leads to the page with all of them, if there is one."""


@dataclass(frozen=True, slots=True)
class BibliographyView:
    """What the bibliography shows."""

    groups: tuple[SourceGroup, ...]
    total: str
    data: str


@dataclass(frozen=True, slots=True)
class SourceKindView:
    """What a page shows that lists the sources of one kind."""

    group: SourceGroup
    total: str
    bibliography: str


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage of a registered text: how many words it has, what it says, and which claims use it."""

    id: str
    words: int
    gist: str
    reason: str
    claims: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class StripPart:
    """A passage that claims use, or passages in a row that none uses, as the strip of the text shows them."""

    name: str
    words: int
    place: str
    """The id of the passage, empty where it is not used."""


@dataclass(frozen=True, slots=True)
class TextView:
    """How much of a registered text is used."""

    passages: tuple[PassageView, ...]
    strip: tuple[StripPart, ...]
    counted: str
    """What is counted as the words of a passage."""
    share: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """A copy that was read: its address, or else the place where it is kept, and what is known of it."""

    address: str
    place: str
    about: str
    archived: str

    @classmethod
    def of(cls, copy: Consulted) -> "CopyView":
        """Return the view of a copy."""
        kind = COPY_WORDS[copy.copy_] if copy.copy_ else ""
        seen = f"seen {date_words(copy.seen)}" if copy.seen else ""
        return cls(
            address=copy.address,
            place=" ".join(filter(None, (f"{copy.where},", copy.shelf_mark))),
            about=" · ".join(filter(None, (kind, copy.part, seen))),
            archived=copy.archived or "",
        )


@dataclass(frozen=True, slots=True)
class SourcePageView:
    """What the page of a source shows."""

    source: SourceView
    kind: PageLink
    copies_read: tuple[CopyView, ...]
    examinations: tuple[ExaminationView, ...]
    """None or one."""
    uses: tuple[CitedClaim, ...]
    origins: tuple[PageLink, ...]
    copies: tuple[PageLink, ...]
    text: TextView | None
    details: tuple[FurtherDetail, ...]


def sources(display: Display) -> Iterator[Page]:
    """Yield the bibliography and the page of each source."""
    reference = display.reference
    sources = sorted((located.record for located in reference.sources.values()), key=citations.sort_key)
    groups = [
        SourceGroup(title, kind, tuple(SourceView.of(source, reference) for source in sources if source.kind == kind))
        for kind, title in SOURCE_KIND_HEADINGS.items()
        if any(source.kind == kind for source in sources)
    ]
    index, apart = display.index("source"), addresses.sources_apart(reference)
    shown = [_in_short(group, reference) for group in groups] if apart else groups
    view = BibliographyView(tuple(shown), count(len(sources), "source"), addresses.SOURCES_DATA)
    yield Page(index, "Sources", "The bibliography, by kind of source.", "sources", view, searchable=False)
    for group in groups if apart else ():
        path, total = addresses.sources_of_kind(reference, group.id), count(len(group.sources), "source")
        yield Page(path, group.title, f"The bibliography: {group.title.lower()}.", "sources_of_kind",
                   SourceKindView(group, total, index), parent=index, searchable=False)  # fmt: skip
    repeated_by: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for origin in source.derives_from:
            repeated_by[origin].append(source)
    for source in sources:
        if display.wants(addresses.address(reference, "source", source.id)):
            yield _source(display, source, repeated_by[source.id])


def bibliography_data(reference: Reference) -> dict[str, Any]:
    """Return the bibliography for programs that manage references: path → what to write as JSON (CSL-JSON)."""
    records = sorted((located.record for located in reference.sources.values()), key=citations.sort_key)
    return {addresses.SOURCES_DATA: [citations.csl(source) for source in records]}


def _in_short(group: SourceGroup, reference: Reference) -> SourceGroup:
    """Return what the bibliography shows of a group that has a page of its own."""
    most_used = sorted(group.sources, key=lambda view: -len(reference.claims_of_source.get(view.source.id, ())))
    everything = PageLink(
        f"All {len(group.sources)}: {group.title.lower()}", addresses.sources_of_kind(reference, group.id)
    )
    return SourceGroup(group.title, group.id, tuple(most_used[:_MOST_USED]), everything)


def _source(display: Display, source: Source, copies: list[Source]) -> Page:
    reference = display.reference
    uses = []
    used: dict[str, list[str]] = defaultdict(list)
    for name in reference.claims_of_source.get(source.id, ()):
        mine = [citation for citation in reference.claim(name).cites if citation.source == source.id]
        notes = tuple(display.note(citation, number) for number, citation in enumerate(mine, 1))
        uses.append(CitedClaim(display.mention(name), notes))
        for citation in mine:
            for passage in passages_cited(reference, citation):
                if name not in used[passage]:
                    used[passage].append(name)
    text = reference.texts.get(source.id)
    view = SourcePageView(
        source=SourceView.of(source, reference),
        kind=PageLink(SOURCE_KIND_HEADINGS[source.kind], addresses.sources_of_kind(reference, source.kind)),
        copies_read=tuple(map(CopyView.of, source.consulted)),
        examinations=examinations_of(display, source.id, used),
        uses=tuple(uses),
        origins=tuple(display.link("source", name) for name in source.derives_from),
        copies=tuple(display.link("source", copy.id) for copy in copies),
        text=_text(display, source, used),
        details=display.details(source) + (display.details(text.record) if text else ()),
    )
    title, path = display.link("source", source.id)
    return Page(path, title, f"{title}: what it is, and every claim that cites it.", "source", view,
                reference.sources[source.id].place, display.index("source"), boost=_BOOST,
                searched=_searched(source))  # fmt: skip


def _searched(source: Source) -> tuple[str, ...]:
    """Return what the search has as the text of a source: how it is cited, and its title in English."""
    entry = "".join(text for text, _ in citations.full(source))
    return (entry, *filter(None, (source.title_gloss,)))


def _text(display: Display, source: Source, used: dict[str, list[str]]) -> TextView | None:
    """Return which passages of a registered text are used, each with its size."""
    text = display.reference.texts.get(source.id)
    if text is None:
        return None
    reasons = {aside.passage: aside.reason for aside in source.set_aside}
    passages = tuple(
        PassageView(
            id=passage.id,
            words=passage.words,
            gist=passage.gist or "",
            reason=reasons.get(passage.id, ""),
            claims=tuple(display.claim_link(name) for name in used.get(passage.id, ())),
        )
        for passage in text.record.passages
    )
    return TextView(
        passages,
        tuple(_stretches(passages)),
        text.record.counted,
        f"{sum(bool(one.claims) for one in passages)} of {count(len(passages), text.record.unit)}",
    )


def _stretches(passages: Iterable[PassageView]) -> Iterator[StripPart]:
    for used, run in groupby(passages, key=lambda passage: bool(passage.claims)):
        if used:
            yield from (StripPart(one.id, one.words, one.id) for one in run)
        else:
            unused = [*run]
            name = "–".join(dict.fromkeys((unused[0].id, unused[-1].id)))
            yield StripPart(name, sum(one.words for one in unused), "")
