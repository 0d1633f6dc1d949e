"""The timeline: the ordered list of all dated claims, and pictures of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sourcebook.records.overviews.lists import TimelineView
from sourcebook.reference import addresses
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pictures.scale import Scale, ordinal
from sourcebook.site.pictures.svg import Svg, figure
from sourcebook.site.pictures.timeline import Event, draw_overview, draw_timeline, within
from sourcebook.site.views.claims import Mention
from sourcebook.words.counting import count
from sourcebook.words.dates import EDTF, parse_date, year_words
from sourcebook.words.typography import typeset

_DAY, _YEAR, _CROWDED_YEAR = 24.0, 60.0, 1080.0
"""Widths in units of the picture, which are pixels at its natural size."""
_DAYS_DRAWN = 100
"""Up to so many days each has a place of its own; longer parts of time are drawn by months and years."""
_CROWDED = 100
"""A year with more claims than this is drawn wider."""


@dataclass(frozen=True, slots=True)
class DatedMonth:
    """The claims of a month, or those of a year of which no month is known."""

    words: str
    path: str
    apart: str
    """Its place on the page of its year, where that has one of its own."""
    claims: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class DatedYear:
    """The claims of a year by month."""

    words: str
    path: str
    months: tuple[DatedMonth, ...]
    total: str
    apart: str = ""
    """Path of its own page, where that has the claims instead."""


@dataclass(frozen=True, slots=True)
class YearView:
    """What the page of a year shows that has one of its own."""

    year: DatedYear
    timeline: PageLink


@dataclass(frozen=True, slots=True)
class TimelineListView:
    """What the list of all dated claims shows; ``pictures`` are the pages of parts of time."""

    years: tuple[DatedYear, ...]
    dated: str
    undated: str
    overview: Svg | None
    pictures: tuple[PageLink, ...]
    data: str


@dataclass(frozen=True, slots=True)
class TimelinePictureView:
    """What the page of a part of time shows."""

    picture: Svg
    left_out: str
    others: tuple[PageLink, ...]
    details: tuple[FurtherDetail, ...]


def timeline(display: Display) -> Iterator[Page]:
    """Yield the list of all dated claims by year and month, and a page for each picture of a part of time."""
    reference = display.reference
    pictures = {at.record.id: display.link("view", at.record.id) for at in reference.timeline_views}
    crowded = addresses.crowded_years(reference)
    pages = [addresses.TIMELINE, *map(addresses.page_of_year, crowded), *(link.path for link in pictures.values())]
    if not any(map(display.wants, pages)):
        return
    dated = [(parse_date(claim.record.date), name) for name, claim in reference.claims.items() if claim.record.date]
    dated.sort(key=lambda item: item[0].sort_key)
    years = _by_year(dated, display, crowded)
    view = TimelineListView(
        years=tuple(years.values()),
        dated=count(len(dated), "dated claim"),
        undated=count(len(reference.claims) - len(dated), "claim"),
        overview=_overview(dated, reference),
        pictures=tuple(pictures.values()),
        data=addresses.TIMELINE_DATA,
    )
    yield Page(addresses.TIMELINE, "Timeline", "Every dated claim in order of time.", "timeline", view,
               searchable=False)  # fmt: skip
    for year in (years[key] for key in crowded):
        yield Page(year.apart, year.words, f"The dated claims of {year.words} in order of time.", "timeline_year",
                   YearView(year, PageLink("Timeline", addresses.TIMELINE)), parent=addresses.TIMELINE,
                   searchable=False)  # fmt: skip
    events = [_event(display, date, name) for date, name in dated]
    for located in reference.timeline_views:
        yield _picture(display, events, located)


def timeline_data(reference: Reference) -> dict[str, Any]:
    """Return the dated claims for the filters of the page and for other programs: path → what to write as JSON."""
    people, places = reference.entries["people"], reference.entries["places"]
    dated = [
        (parse_date(located.record.date), located.record)
        for located in reference.claims.values()
        if located.record.date
    ]
    dated.sort(key=lambda item: item[0].sort_key)
    claims: list[dict[str, Any]] = [
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
    data: dict[str, Any] = {"chapters": chapters, "claims": claims}
    named = dict.fromkeys(name for claim in claims for key in ("chapter", "person", "place") for name in claim[key])
    # The page offers them to readers, for whom marks are set as in print.
    printed = {name: typeset(name) for name in named if typeset(name) != name}
    return {addresses.TIMELINE_DATA: data | ({"printed": printed} if printed else {})}


def _by_year(dated: list[tuple[EDTF, str]], display: Display, crowded: list[str]) -> dict[str, DatedYear]:
    """Return the dated claims by the keys of their years, of which the ``crowded`` ones have pages of their own."""
    found = {}
    for (year, key), together in groupby(dated, key=lambda item: (item[0].year, item[0].year_key)):
        members = list(together)
        apart = addresses.page_of_year(key) if key in crowded else ""
        months = []
        for (words, month), of_month in groupby(members, key=lambda item: (item[0].month_words, item[0].month_key)):
            place = addresses.timeline_month(month)
            there = addresses.place_on(apart, addresses.anchor_of(place)) if apart else ""
            months.append(DatedMonth(words, place, there, tuple(display.mention(name) for _, name in of_month)))
        total = count(len(members), "claim")
        found[key] = DatedYear(year_words(year), addresses.timeline_year(key), tuple(months), total, apart)
    return found


def _event(display: Display, date: EDTF, name: str) -> Event:
    reference, claim = display.reference, display.reference.claim(name)
    answers = tuple(
        (question, number)
        for question in (reference.questions_of_claim[name] if name in reference.disputed else ())
        if not reference.is_settled(question)
        for number, answer in enumerate(reference.questions[question].record.answers)
        if name in answer.claims
    )
    lane = reference.chapters[reference.chapter_of[name]].record.title
    title, path = display.claim_link(name)
    return Event(date, title, path, lane, claim.kind == "judgement", answers)


def _picture(display: Display, events: list[Event], located: Located[TimelineView]) -> Page:
    record = located.record
    scale = _scale(parse_date(record.date), events)
    drawn = within(events, scale)
    lanes = [chapter.record.title for chapter in display.reference.chapters.values()]
    caption = f"{record.title}: {count(len(drawn), 'claim')} in {count(len({e.lane for e in drawn}), 'chapter')}"
    timeline = PageLink("Timeline", addresses.TIMELINE)
    others = [
        display.link("view", other.record.id) for other in display.reference.timeline_views if other is not located
    ]
    view = TimelinePictureView(
        picture=figure(draw_timeline(events, lanes, scale, caption), caption, "timeline", wide=True),
        left_out=count(len(events) - len(drawn), "claim"),
        others=(timeline, *others),
        details=display.details(record),
    )
    title, path = display.link("view", record.id)
    return Page(path, title, f"{caption}, drawn in order of time with all their doubt.", "timeline_view", view,
                located.place, timeline.path, searchable=False)  # fmt: skip


def _scale(date: EDTF, events: list[Event]) -> Scale:
    first, last = ordinal(date.earliest), ordinal(date.latest)
    if last - first < _DAYS_DRAWN:
        return Scale.even(first, last + 1, _DAY)
    years = Counter(event.date.earliest[0] for event in events)
    crowded = {year: _CROWDED_YEAR for year, number in years.items() if number > _CROWDED}
    return Scale.of_years(date.earliest[0], date.latest[0], crowded, _YEAR)


def _overview(dated: list[tuple[EDTF, str]], reference: Reference) -> Svg | None:
    """Return how many claims each chapter has in each year; years before and after the crowd stand together."""
    if not dated:
        return None
    years = Counter(date.year for date, _ in dated)
    middle = max(years, key=lambda year: years[year])
    columns = {year: _column(year, range(middle - 3, middle + 6)) for year in years}
    targets: dict[str, str] = {}
    for date, _ in dated:
        targets.setdefault(columns[date.year], addresses.timeline_year(date.year_key))
    counts = Counter(
        (reference.chapters[reference.chapter_of[name]].record.title, columns[date.year]) for date, name in dated
    )
    told = {title for title, _ in counts}
    lanes = [chapter.record.title for chapter in reference.chapters.values() if chapter.record.title in told]
    caption = "Dated claims by chapter and year; the area of a circle is their number"
    return figure(draw_overview(counts, lanes, list(targets.items()), caption), caption, "overview", wide=True)


def _column(year: int, near: range) -> str:
    if year < near[0]:
        return "before"
    return "after" if year > near[-1] else year_words(year)
