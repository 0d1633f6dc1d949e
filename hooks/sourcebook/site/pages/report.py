"""The evidence report."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sourcebook.records.forms import language_name
from sourcebook.records.sources import SOURCE_KIND_HEADINGS
from sourcebook.reference import addresses, evidence
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pictures import charts
from sourcebook.site.pictures.svg import Svg
from sourcebook.words.counting import count
from sourcebook.words.dates import parse_date

Counts = tuple[tuple[str, int], ...]
"""Names with their numbers, in the order of a table."""


@dataclass(frozen=True, slots=True)
class ReportCharts:
    """The pictures of the report."""

    proven: Svg
    sources: Svg
    lines: Svg
    time: Svg
    kinds: Svg
    languages: Svg


@dataclass(frozen=True, slots=True)
class SingleGroup:
    """The claims of a chapter that rest on one line: facts, and judgements on a page of their own."""

    chapter: str
    path: str
    """Its place on the page of these facts."""
    facts: tuple[PageLink, ...]
    judgements: tuple[PageLink, ...]
    judgements_path: str
    """Its place on the page of these judgements."""
    judgements_count: str
    total: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """What the evidence report shows."""

    report: evidence.Report
    data: str
    figures: Counts
    proven_share: str
    chapters: Counts
    kinds: Counts
    languages: Counts
    years: Counts
    months: Counts
    undated: int
    charts: ReportCharts
    single: tuple[SingleGroup, ...]
    single_page: str
    judgements_page: str


@dataclass(frozen=True, slots=True)
class SingleView:
    """What the page of the facts shows that rest on one line, or that of the judgements."""

    groups: tuple[SingleGroup, ...]
    total: str
    report: PageLink
    other: PageLink
    """The page of the others."""


def evidence_report(display: Display) -> Iterator[Page]:
    """Yield the figures of the evidence, and the page of the claims that rest on one line."""
    if not display.reference.claims or not any(
        map(display.wants, (addresses.EVIDENCE, addresses.SINGLE, addresses.SINGLE_JUDGEMENTS))
    ):
        return
    report = display.reference.once(evidence.report)
    drawn = ReportCharts(
        proven=charts.proven(report),
        sources=charts.by_sources(report),
        lines=charts.by_lines(report),
        time=charts.over_time(report),
        kinds=charts.by_kind(report, display.index("source")),
        languages=charts.by_language(report),
    )
    headings = SOURCE_KIND_HEADINGS.items()
    view = ReportView(
        report=report,
        data=addresses.EVIDENCE_DATA,
        figures=_figures(report),
        proven_share=f"{100 * report.proven / report.quotations if report.quotations else 0:.0f} %",
        chapters=tuple(
            (f"{display.reference.chapters[name].record.title}, of {count(quoted, 'quotation')}", proven)
            for name, (proven, quoted) in report.by_chapter.items()
        ),
        kinds=tuple((title, report.source_kinds[kind]) for kind, title in headings if kind in report.source_kinds),
        languages=tuple((language_name(code), number) for code, number in charts.ranked(report.languages)),
        years=tuple((parse_date(year).words, number) for year, number in report.by_year.items()),
        months=tuple((parse_date(month).words, number) for month, number in report.by_month.items()),
        undated=report.claims - sum(report.by_year.values()),
        charts=drawn,
        single=tuple(_single(display, report)),
        single_page=addresses.SINGLE,
        judgements_page=addresses.SINGLE_JUDGEMENTS,
    )
    yield Page(addresses.EVIDENCE, "Evidence report", "How strong the evidence of this reference is, in figures.",
               "evidence", view, searchable=False)  # fmt: skip
    yield from _single_pages(view.single)


def _single_pages(groups: tuple[SingleGroup, ...]) -> Iterator[Page]:
    """Yield the page of the facts that rest on one line, and that of the judgements, as most do by their nature."""
    report = PageLink("Evidence report", addresses.EVIDENCE)
    facts = PageLink("Facts that rest on one line", addresses.SINGLE)
    judgements = PageLink("Judgements that rest on one line", addresses.SINGLE_JUDGEMENTS)
    view = SingleView(groups, count(sum(len(group.facts) for group in groups), "fact"), report, judgements)
    yield Page(facts.path, facts.text, "Every fact that has one witness only, by chapter.",
               "single", view, parent=addresses.EVIDENCE, searchable=False)  # fmt: skip
    judged = tuple(group for group in groups if group.judgements)
    number = sum(len(group.judgements) for group in judged)
    view = SingleView(judged, count(number, "judgement"), report, facts)
    yield Page(judgements.path, judgements.text, "Every judgement that one witness reports, by chapter.",
               "single_judgements", view, parent=addresses.EVIDENCE, searchable=False)  # fmt: skip


def _figures(report: evidence.Report) -> Counts:
    return (
        ("Claims", report.claims),
        ("of these facts", report.facts),
        ("of these judgements", report.judgements),
        ("Citations", report.citations),
        ("Quotations", report.quotations),
        ("Quotations from registered texts", report.checkable),
        ("of these checked word for word", report.proven),
        ("of these too short to check", report.too_short),
        ("Quotations without a text at hand", report.without_text),
        ("Sources", report.sources),
        ("Registered texts", report.registered),
        ("Questions on which sources disagree", report.questions),
        ("Hand-overs", report.handovers),
        ("Numbers and dates of facts", report.numbers),
        ("of these with a witness in what the claim cites", report.numbers_cited),
        ("of these dates that another fact of the chapter has with one", report.numbers_nearby),
    )


def _single(display: Display, report: evidence.Report) -> Iterator[SingleGroup]:
    names: dict[str, list[str]] = defaultdict(list)
    for name in report.single:
        names[display.reference.chapter_of[name]].append(name)
    for chapter, located in display.reference.chapters.items():
        if names[chapter]:
            facts: list[PageLink] = []
            judgements: list[PageLink] = []
            for name in names[chapter]:
                kept = facts if display.reference.claim(name).kind == "fact" else judgements
                kept.append(display.claim_link(name))
            yield SingleGroup(
                chapter=located.record.title,
                path=addresses.place_on(addresses.SINGLE, chapter),
                facts=tuple(facts),
                judgements=tuple(judgements),
                judgements_path=addresses.place_on(addresses.SINGLE_JUDGEMENTS, chapter),
                judgements_count=count(len(judgements), "judgement"),
                total=len(names[chapter]),
            )


def evidence_data(reference: Reference) -> dict[str, Any]:
    """Return the machine-readable files of the site: path → what to write as JSON."""
    return {addresses.EVIDENCE_DATA: asdict(reference.once(evidence.report))}
