"""Small pictures of the evidence in figures: bars and columns with their values written at them, and nothing else.

Each stands beside a table with the same figures; its name says in a sentence what is to be seen.
"""

from calendar import month_abbr
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sourcebook.records.forms import language_name
from sourcebook.records.sources import SOURCE_KIND_HEADINGS
from sourcebook.reference import addresses
from sourcebook.reference.evidence import Report
from sourcebook.site.pictures.columns import CHART_HEIGHT, CHART_WIDTH, columns, crowded, draw_columns, kind
from sourcebook.site.pictures.scale import label_width
from sourcebook.site.pictures.svg import Svg, figure, link, picture, tag
from sourcebook.words.counting import count
from sourcebook.words.dates import year_words

_ROW = 24.0
"""Height of a row: a link in one is large enough for a finger."""
_THICK = 10.0
MOST_COLUMNS = 120
MONTHS = tuple(month_abbr[1:])


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: what is counted, how many, where it leads. A ``hollow`` one is drawn in outline."""

    label: str
    number: int
    path: str = ""
    hollow: bool = False


def bars(rows: Sequence[Bar], name: str) -> Svg:
    """Return horizontal bars whose lengths are as the numbers, with label in front and number behind."""
    names = max((label_width(row.label) for row in rows), default=0) + 8
    numbers = max((label_width(f"{row.number:,}") for row in rows), default=0) + 10
    most = max((row.number for row in rows), default=1) or 1
    room = CHART_WIDTH - names - numbers
    parts = []
    for place, row in enumerate(rows):
        y, length = place * _ROW, room * row.number / most
        shown = [
            tag("rect", x=0, y=y, width=CHART_WIDTH, height=_ROW, class_="touch"),
            tag("text", row.label, x=names - 8, y=y + 16, class_="label"),
            tag("rect", x=names, y=y + (_ROW - _THICK) / 2, width=length, height=_THICK, class_=kind(row.hollow)),
            tag("text", f"{row.number:,}", x=names + length + 6, y=y + 16, class_="value"),
        ]
        parts.append(link(row.path, f"{row.label}: {row.number:,}", *shown) if row.path else tag("g", *shown[1:]))
    return picture(CHART_WIDTH, max(len(rows), 1) * _ROW, name, *parts)


def share(part: int, whole: int, of_part: str, of_rest: str, name: str) -> Svg:
    """Return one bar, divided: full is the part, hollow the rest, each with its number and words."""
    length, rest = CHART_WIDTH * part / whole if whole else 0, whole - part
    return picture(
        CHART_WIDTH, 58, name,
        tag("text", f"{part:,} {of_part} ({_percent(part, whole)})", x=0, y=12),
        tag("rect", x=0.5, y=20, width=CHART_WIDTH - 1, height=_THICK, class_="bar hollow"),
        tag("rect", x=0, y=20, width=length, height=_THICK, class_="bar"),
        tag("text", f"{rest:,} {of_rest} ({_percent(rest, whole)})", x=CHART_WIDTH, y=46, class_="last"),
    )  # fmt: skip


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0:.0f} %"


def by_lines(report: Report) -> Svg:
    """Return how many claims rest on how many independent lines."""
    rows = [
        Bar(count(number, "line"), claims, addresses.SINGLE if number == 1 else "", hollow=number == 1)
        for number, claims in report.by_lines.items()
    ]
    more = report.claims - report.by_lines.get(1, 0)
    name = f"Claims by independent lines: {more:,} of {report.claims:,} claims have more than one"
    return figure(bars(rows, name), "Claims by number of independent lines", "chart")


def by_sources(report: Report) -> Svg:
    """Return how many claims cite how many sources."""
    rows = [Bar(count(number, "source"), claims) for number, claims in report.by_sources.items()]
    return figure(bars(rows, "Claims by number of sources"), "Claims by number of sources", "chart")


def by_kind(report: Report, bibliography: str) -> Svg:
    """Return how many sources there are of each kind, in the order of the bibliography, to which the bars lead."""
    headings = SOURCE_KIND_HEADINGS.items()
    rows = [
        Bar(heading, report.source_kinds[kind], addresses.place_on(bibliography, kind))
        for kind, heading in headings
        if kind in report.source_kinds
    ]
    name = f"Sources by kind: {report.source_kinds.get('primary', 0):,} of {report.sources:,} sources are primary ones"
    return figure(bars(rows, name), "Sources by kind", "chart")


def by_language(report: Report) -> Svg:
    """Return how many sources there are in each language, the most frequent first."""
    rows = [Bar(language_name(code), number) for code, number in ranked(report.languages)]
    name = f"Sources by language: {count(len(rows), 'language')}"
    return figure(bars(rows, name), "Sources by language", "chart")


def proven(report: Report) -> Svg:
    """Return how large a share of the quotations is proven."""
    name = f"{report.proven:,} of {report.quotations:,} quotations are checked word for word by machine"
    bar = share(report.proven, report.quotations, "checked by machine", "read by an editor", name)
    return figure(bar, "Quotations checked word for word", "chart")


def ranked(numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return names with their numbers, the largest first."""
    return sorted(numbers.items(), key=lambda item: (-item[1], item[0]))


def over_time(report: Report) -> Svg:
    """Return how many claims there are of each year, and of each month of a year that has far more than the others."""
    if not report.by_year:
        return Svg()
    heads, numbers = spans(report.by_year)
    parts, height = draw_columns(columns(heads, numbers, 0), of_years=True), CHART_HEIGHT
    name = f"{count(sum(numbers), 'dated claim')} by {_span(report.by_year)}"
    caption = f"Dated claims by {_span(report.by_year)}"
    busy = crowded(list(report.by_year.values()))
    if busy is not None:
        year = list(report.by_year)[busy]
        months = [report.by_month.get(f"{year}-{number:02}", 0) for number in range(1, 13)]
        unknown = report.by_year[year] - sum(months)
        shown = year_words(int(year))
        name += f"; {report.by_year[year]:,} of them belong to {shown}, which is shown by month"
        cut = ", cut off above," if _years(report.by_year) == 1 else ""
        words = f"{shown}{cut} by month{'; ?: month not known' if unknown else ''}"
        parts.append(tag("text", words, x=0, y=height + 22, class_="title"))
        heads, numbers = ([*MONTHS, "?"], [*months, unknown]) if unknown else (list(MONTHS), months)
        parts += draw_columns(columns(heads, numbers, height + 28, hollow=12))
        height += 28 + CHART_HEIGHT
    return figure(picture(CHART_WIDTH, height, name, *parts), caption, "chart")


def _span(by_year: Mapping[str, int]) -> str:
    return {1: "year", 10: "decade"}.get(_years(by_year), "century")


def _years(by_year: Mapping[str, int]) -> int:
    """Return how many years a column holds, so that there are not too many columns."""
    reach = int(max(by_year, key=int)) - int(min(by_year, key=int))
    return next((years for years in (1, 10) if reach / years < MOST_COLUMNS), 100)


def spans(by_year: Mapping[str, int]) -> tuple[list[str], list[int]]:
    """Return the first years of all spans of time, also of empty ones, and the number of claims in each."""
    years = _years(by_year)
    numbers = {int(year) // years: 0 for year in by_year}
    for year, number in by_year.items():
        numbers[int(year) // years] += number
    all_spans = range(min(numbers), max(numbers) + 1)
    return [str(span * years) for span in all_spans], [numbers.get(span, 0) for span in all_spans]
