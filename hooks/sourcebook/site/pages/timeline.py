"""The timeline: the ordered list of all dated claims, and pictures of it."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sourcebook.files.problems import count
from sourcebook.records.model import TimelineView
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views
from sourcebook.site.page import Page
from sourcebook.site.pictures.scale import Scale, ordinal
from sourcebook.site.pictures.svg import Svg, figure
from sourcebook.site.pictures.timeline import Event, draw, overview, within
from sourcebook.words.dates import EDTF, parse

DAY, YEAR, CROWDED_YEAR = 24.0, 60.0, 1080.0
"""Widths in units of the picture, which are pixels at its natural size."""
DAYS_DRAWN = 100
"""Up to so many days each has a place of its own; longer parts of time are drawn by months and years."""
CROWDED = 100
"""A year with more claims than this is drawn wider."""


def timeline(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the list of all dated claims by year and month, and a page for each picture of a part of time."""
    dated = [(parse(claim.record.date), name) for name, claim in reference.claims.items() if claim.record.date]
    dated.sort(key=lambda item: item[0].sort_key)
    undated = len(reference.claims) - len(dated)
    view = {
        "years": _by_year(dated, views),
        "dated": count(len(dated), "dated claim"),
        "undated": count(undated, "claim"),
        "picture": _overview(dated, reference),
        "pictures": [(located.record.title, _path(located.record)) for located in reference.views],
    }
    yield Page("timeline.md", "Timeline", "Every dated claim in order of time.", "timeline", view, searchable=False)
    events = [_event(reference, views, date, name) for date, name in dated]
    for located in reference.views:
        yield _view(reference, events, located)


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the dated claims for the filters of the page and for other programs: path → what to write as JSON."""
    people, places = reference.entries["people"], reference.entries["places"]
    dated = [
        (parse(located.record.date), located.record) for located in reference.claims.values() if located.record.date
    ]
    dated.sort(key=lambda item: item[0].sort_key)
    claims = [
        {
            "id": claim.id,
            "title": claim.title,
            "date": claim.date,
            "chapter": [reference.chapters[reference.chapter_of[claim.id]].record.title],
            "person": [people[reference.names["people"][name]].record.name for name in claim.people],
            "place": [places[reference.names["places"][name]].record.name for name in claim.places],
        }
        for _, claim in dated
    ]
    chapters = [located.record.title for located in reference.chapters.values()]
    return {"timeline.json": {"chapters": chapters, "claims": claims}}


def _by_year(dated: list[tuple[EDTF, str]], views: Views) -> list[tuple[str, list[tuple[str, str, list[Any]]]]]:
    return [
        (year, [
            (words, key, [views.mention(name) for _, name in members])
            for (words, key), members in groupby(within, key=lambda item: (item[0].month_words, item[0].month_key))
        ])
        for year, within in groupby(dated, key=lambda item: item[0].month_key[:4])
    ]  # fmt: skip


def _path(view: TimelineView) -> str:
    return f"timeline/{view.id}.md"


def _event(reference: Reference, views: Views, date: EDTF, name: str) -> Event:
    claim = reference.claim(name)
    answers = tuple(
        (question, number)
        for question in reference.questions_of_claim.get(name, ())
        for number, answer in enumerate(reference.questions[question].record.answers)
        if name in answer.claims
    )
    lane = reference.chapters[reference.chapter_of[name]].record.title
    return Event(date, claim.title, views.claim_path(name), lane, claim.kind == "judgement", answers)


def _view(reference: Reference, events: list[Event], located: Located[TimelineView]) -> Page:
    view = located.record
    scale = _scale(parse(view.date), events)
    drawn = within(events, scale)
    lanes = [chapter.record.title for chapter in reference.chapters.values()]
    caption = f"{view.title}: {count(len(drawn), 'claim')} in {count(len({event.lane for event in drawn}), 'chapter')}"
    shown = figure(draw(events, lanes, scale, caption), caption, "timeline", wide=True)
    others = [(other.record.title, _path(other.record)) for other in reference.views if other is not located]
    description = f"{caption}, drawn in order of time with all their doubt."
    return Page(_path(view), view.title, description, "timeline_view",
                {"picture": shown, "left_out": count(len(events) - len(drawn), "claim"), "others": others},
                located.place, "timeline.md", searchable=False)  # fmt: skip


def _scale(date: EDTF, events: list[Event]) -> Scale:
    first, last = ordinal(date.earliest), ordinal(date.latest)
    if last - first < DAYS_DRAWN:
        return Scale.even(first, last + 1, DAY)
    years = Counter(event.date.earliest[0] for event in events)
    crowded = {year: CROWDED_YEAR for year, number in years.items() if number > CROWDED}
    return Scale.of_years(date.earliest[0], date.latest[0], crowded, YEAR)


def _overview(dated: list[tuple[EDTF, str]], reference: Reference) -> Svg | None:
    """Return how many claims each chapter has in each year; years before and after the crowd stand together."""
    if not dated:
        return None
    years = Counter(date.month_key[:4] for date, _ in dated)
    middle = max(years, key=lambda year: years[year])
    near = [str(year) for year in range(int(middle) - 3, int(middle) + 6)]
    columns = {year: _column(year, near) for year in years}
    targets: dict[str, str] = {}
    for year in sorted(years):
        targets.setdefault(columns[year], f"timeline.md#y{year}")
    counts = Counter(
        (reference.chapters[reference.chapter_of[name]].record.title, columns[date.month_key[:4]])
        for date, name in dated
    )
    lanes = [chapter.record.title for chapter in reference.chapters.values()]
    caption = "Dated claims by chapter and year; the area of a circle is their number"
    return figure(overview(counts, lanes, list(targets.items()), caption), caption, "overview", wide=True)


def _column(year: str, near: list[str]) -> str:
    if year < near[0]:
        return "before"
    return "after" if year > near[-1] else year
