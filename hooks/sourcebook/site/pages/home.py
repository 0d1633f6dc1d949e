"""The home page: the subject in a few sentences and on a card, the figures of the reference, and its chapters."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.overviews.told import Home
from sourcebook.reference import addresses, evidence
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.chapters import ChapterGroup, chapter_groups
from sourcebook.site.pages.ribbons import RibbonView, small_ribbons, text_ribbons
from sourcebook.site.pages.sentences import SentenceView, sentence_views
from sourcebook.site.pictures import charts
from sourcebook.site.pictures.svg import Svg
from sourcebook.words.counting import count


@dataclass(frozen=True, slots=True)
class CardLine:
    """A row of the identity card; ``question`` is the path of the question on which it depends, if there is one.

    ``settled`` says whether that is settled.
    """

    label: str
    value: str
    claims: tuple[PageLink, ...]
    question: str
    settled: bool
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class ToldPart:
    """Sentences about the subject, and what they tell of it."""

    label: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page shows. Paths of pages that are not made are empty."""

    told: tuple[ToldPart, ...]
    told_details: tuple[FurtherDetail, ...]
    card: tuple[CardLine, ...]
    ribbons: tuple[RibbonView, ...]
    report: evidence.Report
    charts: tuple[Svg, ...]
    groups: tuple[ChapterGroup, ...]
    languages: str
    chapters: str
    sources: str
    questions: str
    journey: str
    evidence: str


def home(display: Display) -> Iterator[Page]:
    """Yield the home page."""
    if not display.wants(addresses.HOME):
        return
    reference = display.reference
    rows = [located.record for located in reference.card]
    report = reference.once(evidence.report)
    told = reference.home.record if reference.home else None
    view = HomeView(
        told=tuple(_told(display, told)) if told else (),
        told_details=display.details(told) if told else (),
        card=tuple(
            CardLine(
                row.label,
                row.value,
                tuple(display.claim_link(name) for name in row.claims),
                display.link("question", row.question).path if row.question else "",
                row.question is not None and reference.is_settled(row.question),
                display.details(row),
            )
            for row in rows
        ),
        ribbons=small_ribbons(text_ribbons(display)),
        report=report,
        charts=(charts.by_lines(report), charts.by_kind(report, display.index("source")), charts.over_time(report)),
        groups=chapter_groups(display),
        languages=count(len(report.languages), "language"),
        chapters=display.index("chapter"),
        sources=display.index("source"),
        questions=display.index("question"),
        journey=display.if_made(addresses.JOURNEY),
        evidence=display.if_made(addresses.EVIDENCE),
    )
    yield Page(addresses.HOME, "Home", "A reference in which every statement cites its source.", "home", view,
               searched=tuple(row.own_words()[0] for row in rows))  # fmt: skip


def _told(display: Display, told: Home) -> Iterator[ToldPart]:
    yield ToldPart("What and when", sentence_views(display, told.what_and_when))
    yield ToldPart("What it said", sentence_views(display, told.what_it_said))
    yield ToldPart("Why it mattered", sentence_views(display, told.why_it_mattered))
