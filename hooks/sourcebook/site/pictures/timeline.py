"""The timeline as a picture that draws doubt.

A date known to the day is a point, one known to the month or year a hollow bar as long as the doubt, a span of time a
full bar; "about" softens the ends, "possibly" breaks the outline; rival dates of one question are joined by a line.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sourcebook.reference import addresses
from sourcebook.site.pictures.scale import Scale, label_room, label_width, months, ordinal, pack
from sourcebook.site.pictures.svg import Svg, link, picture, tag
from sourcebook.words.dates import EDTF

ROW_HEIGHT = 24
"""Height of a row: two marks stand at least this far apart, so that fingers hit the one they mean."""
_HEAD = 20
_AXIS = 44
REACH = 12
"""How far a mark claims room to both sides of its middle."""
_NAMES, _STEP, _LINE = 230.0, 56.0, 44.0
"""In the overview: room for the names of lanes, width of a column, height of a lane."""
MOST_MARKS = 2
"""More claims of the same date in one lane are drawn as one mark with their number."""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated claim, or several of the same date as one. ``lane`` is the title of its chapter."""

    date: EDTF
    title: str
    path: str
    lane: str
    judgement: bool = False
    answers: tuple[tuple[str, int], ...] = ()
    """For each question that it answers: the question's id, and which of the answers."""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its place: ``left`` and ``right`` end of the mark, ``y`` its middle, ``room`` for a label."""

    event: Event
    left: float
    right: float
    y: float
    room: float

    @property
    def middle(self) -> float:
        """Where lines begin that join it to others."""
        return (self.left + self.right) / 2


def within(events: list[Event], scale: Scale) -> list[Event]:
    """Return the events that lie wholly within a scale, in order of time."""
    inside = [event for event in events if scale.first <= ordinal(event.date.earliest)]
    inside = [event for event in inside if ordinal(event.date.latest) < scale.end]
    return sorted(inside, key=lambda event: event.date.sort_key)


def draw_timeline(events: list[Event], lanes: list[str], scale: Scale, name: str) -> Svg:
    """Return the picture of the events that lie within the scale, a lane for each title in ``lanes`` that has any."""
    events = within(events, scale)
    top = float(_AXIS)
    parts: list[Svg] = []
    for lane in lanes:
        here, height = place_events([event for event in events if event.lane == lane], scale, top + _HEAD)
        if here:
            parts += [
                tag("line", x1=0, x2=scale.width, y1=top, y2=top, class_="lane"),
                tag("text", lane, x=4, y=top + 14, class_="lane-name"),
                *_rivals(here),
                *map(_mark, here),
            ]
            top += _HEAD + height
    height = top + 4
    return picture(scale.width, height, name, _softening(), *_axis(scale, height), *parts)


def place_events(events: list[Event], scale: Scale, top: float) -> tuple[list[Placed], float]:
    """Return the events of one lane with their places below ``top``, and the height that they take."""
    events = merged_by_date(events)
    ends = [(scale.x(ordinal(e.date.earliest)), scale.x(ordinal(e.date.latest) + 1)) for e in events]
    # A day is drawn as a point at its middle, whatever the width of a day.
    ends = [((a + b) / 2, (a + b) / 2) if e.date.earliest == e.date.latest else (a, b)
            for e, (a, b) in zip(events, ends, strict=True)]  # fmt: skip
    # In whole units: pages with hundreds of marks are the heaviest, and no eye sees the rest.
    ends = [(round(a), round(b)) for a, b in ends]
    order = sorted(range(len(events)), key=lambda number: ends[number])
    spans = [(ends[number][0] - REACH, max(ends[number][1], ends[number][0]) + REACH) for number in order]
    rows = pack(spans)
    room = label_room(spans, rows, scale.width)
    placed = [
        Placed(events[number], *ends[number], top + row * ROW_HEIGHT + ROW_HEIGHT / 2, free)
        for number, row, free in zip(order, rows, room, strict=True)
    ]
    return placed, ROW_HEIGHT * (max(rows, default=-1) + 1)


def merged_by_date(events: list[Event]) -> list[Event]:
    """Return the events with those of the same date as one, where they are too many to be drawn singly."""
    same: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        same[event.date.text].append(event)
    piled = []
    for members in same.values():
        first = members[0]
        if len(members) > MOST_MARKS:
            title = f"{len(members)} claims of {first.date.words}"
            path = addresses.timeline_month(first.date.month_key)
            piled.append(Event(first.date, title, path, first.lane, number=len(members)))
        else:
            piled += members
    return piled


def _mark(it: Placed) -> Svg:
    event = it.event
    kind = ["mark", "opinion" if event.judgement else "", "contested" if event.answers else ""]
    doubt = ["about" if event.date.approximate else "", "possibly" if event.date.uncertain else ""]
    shown = [_shape(it)]
    if event.number == 1 and label_width(event.title) <= it.right - it.left - 12:
        shown.append(tag("text", event.title, x=it.left + 8, y=it.y + 3.5))
    elif event.number == 1 and label_width(event.title) <= it.room - 2:
        shown.append(tag("text", event.title, x=it.right + REACH, y=it.y + 3.5))
    words = event.title if event.number > 1 else f"{event.title} ({event.date.words})"
    name = f"{words}, {event.lane}{', disputed' if event.answers else ''}"
    return link(event.path, name, *shown, class_=" ".join(filter(None, kind + doubt)))


def _shape(it: Placed) -> Svg:
    event, y = it.event, it.y
    if event.number > 1:
        box = tag("rect", x=it.middle - 11, y=y - 9, width=22, height=18, rx=4, class_="pile")
        return Svg(box + tag("text", str(event.number), x=it.middle, y=y + 4, class_="number"))
    if it.left == it.right:
        return _point(it.left, y, event)
    # A span of time is full; a day that is only known to lie within these bounds is hollow.
    form = "span" if "/" in event.date.text else "bounds"
    return tag("rect", x=it.left, y=y - 8, width=max(it.right - it.left, 6.0), height=16, rx=3, class_=form)


def _point(x: float, y: float, event: Event) -> Svg:
    square = tag("rect", x=x - 4.5, y=y - 4.5, width=9, height=9)
    shape = square if event.judgement else tag("circle", cx=x, cy=y, r=5)
    ring = tag("circle", cx=x, cy=y, r=9, class_="ring") if event.answers else Svg()
    return Svg(ring + shape)


def _rivals(placed: list[Placed]) -> list[Svg]:
    """Return a line for each pair of neighbours that give rival answers to one question at different dates."""
    by_question: dict[str, list[tuple[Placed, int]]] = defaultdict(list)
    for it in placed:
        for question, answer in it.event.answers:
            by_question[question].append((it, answer))
    lines = []
    for members in by_question.values():
        members.sort(key=lambda member: (member[0].middle, member[0].y))
        for (one, first), (two, second) in pairwise(members):
            if first != second and one.event.date.text != two.event.date.text:
                lines.append(_arc(one, two))
    return lines


def _arc(one: Placed, two: Placed) -> Svg:
    over = min(one.y, two.y) - 14
    bend = (one.middle + two.middle) / 2
    way = f"M{one.middle:.0f} {one.y:.0f}Q{bend:.0f} {over:.0f} {two.middle:.0f} {two.y:.0f}"
    return tag("path", d=way, class_="rival")


def _axis(scale: Scale, height: float) -> list[Svg]:
    """Return the lines and names of the years and months, and of every seventh day where days are wide."""
    parts = []
    day = scale.x(scale.first + 1) - scale.x(scale.first)
    for month in months(scale.first, scale.end):
        x, following = scale.x(month.toordinal()), scale.x(month.toordinal() + 28)
        wide = following - x > 24
        if month.month == 1 or wide:
            parts.append(tag("line", x1=x, x2=x, y1=14 if wide else 2, y2=height, class_="tick"))
        if month.month == 1 or month.toordinal() == scale.first:
            parts.append(tag("text", str(month.year), x=x + 3, y=11, class_="year"))
        if wide:
            parts.append(tag("text", f"{month:%B}" if day > 3 else f"{month:%b}", x=x + 3, y=26, class_="month"))
    if day > 12:
        parts += [
            _day(scale, number) for number in range(scale.first, scale.end) if date.fromordinal(number).day % 7 == 1
        ]
    return parts


def _day(scale: Scale, number: int) -> Svg:
    middle = (scale.x(number) + scale.x(number + 1)) / 2
    return tag("text", str(date.fromordinal(number).day), x=middle, y=_AXIS - 4, class_="day")


def _softening() -> Svg:
    """Return the gradients with which ends fade."""
    stops = ((0, 0), (0.35, 1), (0.65, 1), (1, 0))
    fade = [tag("stop", offset=at, stop_opacity=opacity) for at, opacity in stops]
    return tag("defs", tag("linearGradient", *fade, id="fade"))


def draw_overview(
    counts: dict[tuple[str, str], int], lanes: list[str], columns: list[tuple[str, str]], name: str
) -> Svg:
    """Return a picture of how many claims each lane has in each column, as circles whose area is that number.

    ``counts`` goes by lane and column; ``columns`` are names with the path to which their circles lead.
    """
    most = max(counts.values(), default=1)
    xs = [_NAMES + (number + 0.5) * _STEP for number in range(len(columns))]
    ys = [_AXIS + (number + 0.5) * _LINE - 10 for number in range(len(lanes))]
    parts = [tag("text", head, x=x, y=20, class_="month middle") for x, (head, _) in zip(xs, columns, strict=True)]
    for y, lane in zip(ys, lanes, strict=True):
        parts.append(tag("text", lane, x=4, y=y + 4, class_="lane-name"))
        for x, (column, path) in zip(xs, columns, strict=True):
            if size := counts.get((lane, column), 0):
                parts.append(link(path, f"{lane}, {column}: {size}", *_bubble(x, y, size, most)))
    return picture(_NAMES + len(columns) * _STEP, _AXIS + len(lanes) * _LINE - 10, name, *parts)


def _bubble(x: float, y: float, size: int, most: int) -> tuple[Svg, ...]:
    radius = max(21 * (size / most) ** 0.5, 2.0)
    inside = radius > 9  # the number stands in the circle, or below it where there is no room
    return (
        tag("circle", cx=x, cy=y, r=14, class_="touch"),
        tag("circle", cx=x, cy=y, r=radius, class_="bubble"),
        tag(
            "text", str(size), x=x, y=y + (4 if inside else radius + 11), class_="number" if inside else "number below"
        ),
    )
