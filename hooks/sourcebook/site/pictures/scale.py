"""Where in a picture a date stands, and how things are kept from lying on one another."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from sourcebook.words.dates import Day

CHARACTER = 5.9
"""Width of an average letter of a label in units of the picture (11 units high, measured over titles)."""


def ordinal(day: Day) -> int:
    """Return the number of a day, held within the years that the calendar of Python has."""
    year, month, number = day
    if year < 1:
        return date.min.toordinal()
    return date(min(year, 9999), month, number).toordinal()


@dataclass(frozen=True)
class Scale:
    """Time from left to right. Between its knots, pairs of a day's number and a place, it runs evenly."""

    knots: tuple[tuple[int, float], ...]

    @property
    def first(self) -> int:
        """The first day."""
        return self.knots[0][0]

    @property
    def end(self) -> int:
        """The day after the last."""
        return self.knots[-1][0]

    @property
    def width(self) -> float:
        """Where the last day ends."""
        return self.knots[-1][1]

    def x(self, day: float) -> float:
        """Return the place of a day's beginning; days outside stand at the nearer end."""
        day = min(max(day, self.first), self.end)
        place = max(bisect_left(self.knots, day, key=itemgetter(0)), 1)
        (start, left), (end, right) = self.knots[place - 1 : place + 1]
        return left + (right - left) * (day - start) / (end - start)

    @classmethod
    def even(cls, first: int, end: int, day: float, left: float = 0) -> "Scale":
        """Return a scale on which every day has the same width."""
        return cls(((first, left), (end, left + (end - first) * day)))

    @classmethod
    def of_years(cls, first: int, last: int, widths: dict[int, float], usual: float, left: float = 0) -> "Scale":
        """Return a scale on which each year, of 1 to 9998, has a width of its own or the ``usual`` one."""
        knots = [(date(first, 1, 1).toordinal(), left)]
        for year in range(first, last + 1):
            knots.append((date(year + 1, 1, 1).toordinal(), knots[-1][1] + widths.get(year, usual)))
        return cls(tuple(knots))


def months(first: int, end: int) -> Iterable[date]:
    """Yield the first day of each month that begins from ``first`` on and before ``end``."""
    day = date.fromordinal(first)
    if day.day > 1:
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day.toordinal() < end:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)


def pack(spans: list[tuple[float, float]]) -> list[int]:
    """Return a row for each span so that no two in a row overlap; spans must be in order of their beginnings."""
    ends: list[float] = []
    rows = []
    for start, end in spans:
        row = next((number for number, last in enumerate(ends) if last <= start), len(ends))
        ends[row:] = [end, *ends[row + 1 :]]
        rows.append(row)
    return rows


def label_room(spans: list[tuple[float, float]], rows: list[int], edge: float) -> list[float]:
    """Return for each span how much room is free behind it in its row, up to the next span or the edge."""
    room = []
    for number, (_, end) in enumerate(spans):
        later = (spans[other][0] for other in range(number + 1, len(spans)) if rows[other] == rows[number])
        room.append(min(later, default=edge) - end)
    return room


def label_width(text: str) -> float:
    """Return about how wide a label is."""
    return len(text) * CHARACTER
