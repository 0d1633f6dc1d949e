"""The list of chapters, and the page of each with its claims in full."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from sourcebook.records.model import Chapter, Claim, Section
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.mentions import neighbours
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.former import Anchors, Gone, former_anchors
from sourcebook.site.pages.ribbons import RibbonView, TextRibbon, ToldStretch, small_ribbons, text_ribbons
from sourcebook.site.pages.told import ShortClaim, ToldSentence, other_versions, told_in_short, told_sentences
from sourcebook.site.views.claims import ClaimView, Mention
from sourcebook.words.counting import and_list, count

_BOOST = 2


@dataclass(frozen=True, slots=True)
class ChapterSummary:
    """A chapter in lists of chapters."""

    title: str
    path: str
    figures: str
    sections: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class ChapterGroup:
    """Chapters that stand together; a group without title is that of those that stand for themselves."""

    title: str
    chapters: tuple[ChapterSummary, ...]


@dataclass(frozen=True, slots=True)
class ChaptersView:
    """What the list of chapters shows."""

    groups: tuple[ChapterGroup, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its claims in full; ``see`` are claims told in other chapters, ``former`` ids that lead to it.

    ``told`` says which stretches of texts it tells, and ``lead`` what it tells, in running text.
    """

    id: str
    title: str
    stage: str
    told: tuple[ToldStretch, ...]
    lead: tuple[ToldSentence, ...]
    claims: tuple[ClaimView, ...]
    see: tuple[Mention, ...]
    former: tuple[str, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class NearChapter:
    """Another chapter, with what it has in common in words."""

    chapter: PageLink
    shared: str


@dataclass(frozen=True, slots=True)
class ChapterView:
    """What the page of a chapter shows."""

    in_short: tuple[ShortClaim, ...]
    figures: str
    ribbons: tuple[RibbonView, ...]
    sections: tuple[SectionView, ...]
    questions: tuple[PageLink, ...]
    near: tuple[NearChapter, ...]
    gone: tuple[Gone, ...]
    details: tuple[FurtherDetail, ...]


def chapters(display: Display) -> Iterator[Page]:
    """Yield the list of chapters and the page of each, with its claims in full."""
    index = display.index("chapter")
    yield Page(
        index, "Chapters", "All chapters with their sections.", "chapters", ChaptersView(chapter_groups(display))
    )
    near = neighbours(display.reference)
    former = former_anchors(display)
    for located in display.reference.chapters.values():
        chapter = located.record
        summary = _summary(display, chapter)
        if not display.wants(summary.path):
            continue
        texts = text_ribbons(display, chapter.id)
        sections = tuple(_sections(display, chapter, former, texts))
        view = ChapterView(
            in_short=tuple(told_in_short(display, chapter, (claim for one in sections for claim in one.claims))),
            figures=summary.figures,
            ribbons=small_ribbons(texts),
            sections=sections,
            questions=tuple(display.link("question", question.id) for question in chapter.questions),
            near=tuple(_near(display, *other) for other in near[chapter.id]),
            gone=tuple(former.by_chapter.get(chapter.id, ())),
            details=display.details(chapter),
        )
        titles = "; ".join(section.title for section in chapter.sections)
        yield Page(summary.path, chapter.title, f"{chapter.title}: {titles}.", "chapter", view,
                   (located.file.path, 1), index, boost=_BOOST)  # fmt: skip


def chapter_groups(display: Display) -> tuple[ChapterGroup, ...]:
    """Return all chapters in groups, in the order of reading."""
    records = [located.record for located in display.reference.chapters.values()]
    return tuple(
        ChapterGroup(group or "", tuple(_summary(display, chapter) for chapter in members))
        for group, members in groupby(records, key=lambda chapter: chapter.group)
    )


def _summary(display: Display, chapter: Chapter) -> ChapterSummary:
    figures = count(sum(len(section.claims) for section in chapter.sections), "claim")
    if chapter.questions:
        figures += f", {count(len(chapter.questions), 'question')}"
    sections = tuple(display.link("section", section.id) for section in chapter.sections)
    return ChapterSummary(*display.link("chapter", chapter.id), figures, sections)


def _sections(display: Display, chapter: Chapter, former: Anchors, texts: list[TextRibbon]) -> Iterator[SectionView]:
    """Yield the sections; claims and notes are numbered through the chapter."""
    number = note = 0
    versions = other_versions(chapter)
    for section in chapter.sections:
        claims = []
        for claim in _in_order(section, versions):
            number += 1
            claims.append(display.claim(claim, number, note + 1, former.by_successor.get(claim.id, ())))
            note += len(claim.cites)
        yield SectionView(
            id=section.id,
            title=section.title,
            stage=section.stage or "",
            told=tuple(filter(None, (text.told(section) for text in texts))),
            lead=told_sentences(display, section.lead),
            claims=tuple(claims),
            see=tuple(display.mention(name) for name in section.see),
            former=tuple(former.by_successor.get(section.id, ())),
            details=display.details(section),
        )


def _in_order(section: Section, versions: Mapping[str, list[Claim]]) -> Iterator[Claim]:
    """Yield the claims of a section; the stray versions of each stand behind it, in whatever section they are."""
    moved = {version.id for held in versions.values() for version in held}
    for claim in section.claims:
        if claim.id not in moved:
            yield from (claim, *versions.get(claim.id, ()))


def _near(display: Display, name: str, people: int, questions: int) -> NearChapter:
    shared = [f"{people:,} {'person' if people == 1 else 'people'}"] if people else []
    shared += [count(questions, "question")] if questions else []
    return NearChapter(display.link("chapter", name), and_list(shared))
