"""Dates in EDTF (levels 0 and 1): read, sorted and put into words in one place."""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from functools import lru_cache

import edtf

from sourcebook.words import dateguesses

Day = tuple[int, int, int]
"""Year (astronomical: 0 is 1 BC), month and day."""

OPEN_START: Day = (-9999, 1, 1)
OPEN_END: Day = (9999, 12, 31)

_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_POINT = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]|2[1-4])(?:(?<!-2[1-4])-(?P<day>0[1-9]|[12][0-9]|3[01]))?)?[?~%]?"
)
_UNSPECIFIED = re.compile(r"(?:[0-9](?:[0-9]{2}|[0-9]X|XX)X|[0-9]{4}-(?:XX|XX-XX|(?:0[1-9]|1[0-2])-XX))[?~%]?")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MARK_WORDS = {"~": "about ", "?": "possibly ", "%": "possibly about "}
_MARKS = "?~%"
_UNKNOWN_ENDS = ("", "..")
_HOW_TO = "write 1783, 1783-11 or 1783-11-21; add ~ for 'about'; put / between two dates for a range"


class DateError(ValueError):
    """A text that is no date this reference can use: "must be …: 'TEXT'"; ``hint`` says how to mend it."""

    def __init__(self, must: str, text: str, hint: str = _HOW_TO) -> None:
        super().__init__(f"must be {must}: {text!r}")
        self.hint = hint


@dataclass(frozen=True, slots=True)
class EDTF:
    """A date as ``parse`` returns it.

    ``earliest`` and ``latest`` are the first and the last day it may mean, both included; the open or unknown ends of
    a range are ``OPEN_START`` and ``OPEN_END``. A ``~`` makes it ``approximate``, a ``?`` ``uncertain``, a ``%`` both.
    """

    text: str
    earliest: Day
    latest: Day
    approximate: bool = False
    uncertain: bool = False

    @property
    def words(self) -> str:
        """The date in English: "21 November 1783", "about March 1783", "spring 1783", "14–25 February 1783"."""
        start, slash, end = self.text.partition("/")
        return _range_words(start, end) if slash else _point_words(start)

    @property
    def month_key(self) -> str:
        """The month in which it begins, "1783-11"; the year, "1783", where it covers whole years.

        A range without a beginning stands at its end.
        """
        if self._has_no_start:
            return self._end.month_key
        year, month, day = self.earliest
        number = f"{year:04}" if year >= 0 else f"{year:05}"
        return number if (month, day) == (1, 1) and self.latest[1:] == (12, 31) else f"{number}-{month:02}"

    @property
    def month_words(self) -> str:
        """The month or year of ``month_key`` in English: "November 1783" or "1783"."""
        return _point_words(self.month_key)

    @property
    def sort_key(self) -> tuple[Day, str, Day, str]:
        """Key for sorting: by first day, the longer date first; dates with the same ``month_key`` stand together."""
        begin = self._end.earliest if self._has_no_start else self.earliest
        year, month, day = self.latest
        return begin, self.month_key, (-year, -month, -day), self.text

    @property
    def _has_no_start(self) -> bool:
        return self.text.startswith(("/", ".."))

    @property
    def _end(self) -> "EDTF":
        return parse(self.text.partition("/")[2])


@lru_cache(maxsize=2**16)
def parse(text: str) -> EDTF:
    """Return the date that ``text`` writes in EDTF, level 0 or 1; raise ``DateError`` if it writes none.

    Refused: level 2, times of day, years of more than four digits, days that the calendar does not have, ranges that
    run backwards, and ranges open at both ends.
    """
    if plain := _PLAIN.fullmatch(text):
        return EDTF(text, *_plain_bounds(plain, text))
    start, slash, end = text.partition("/")
    if slash:
        earliest, latest = _range_bounds(start, end, text)
    elif _POINT.fullmatch(text) or _UNSPECIFIED.fullmatch(text):
        earliest, latest = _point_bounds(text, text)
    else:
        raise _refusal(text)
    return EDTF(text, earliest, latest, any(c in text for c in "~%"), any(c in text for c in "?%"))


def _range_bounds(start: str, end: str, text: str) -> tuple[Day, Day]:
    closed = [point for point in (start, end) if point not in _UNKNOWN_ENDS]
    if not closed or not all(_POINT.fullmatch(point) for point in closed):
        raise _refusal(text)
    earliest = OPEN_START if start in _UNKNOWN_ENDS else _point_bounds(start, text)[0]
    latest = OPEN_END if end in _UNKNOWN_ENDS else _point_bounds(end, text)[1]
    if earliest > latest:
        raise DateError("a range in order, the earlier date first", text, f"did you mean '{end}/{start}'?")
    return earliest, latest


def _point_bounds(point: str, text: str) -> tuple[Day, Day]:
    """Return first and last day of a point in time that belongs to ``text``.

    Seasons, unspecified digits and years BC are the edtf library's business. Its strict bounds take the text at its
    word; its fuzzy ones stretch "about May" over months. It never sees marks and ranges: it stumbles over a marked
    season, takes an unknown end for ten years and lets 29 February of any year pass.
    """
    bare = point.rstrip(_MARKS)
    if plain := _PLAIN.fullmatch(bare):
        return _plain_bounds(plain, text)
    try:
        date = edtf.parse_edtf(bare)
    except edtf.EDTFParseException as error:
        raise _refusal(text) from error
    first, last = date.lower_strict(), date.upper_strict()
    latest = _checked((last.tm_year, last.tm_mon, last.tm_mday), text)
    return (first.tm_year, first.tm_mon, first.tm_mday), latest


def _plain_bounds(plain: re.Match[str], text: str) -> tuple[Day, Day]:
    year, month, day = (int(part or 0) for part in plain.groups())
    last = month or 12
    return (year, month or 1, day or 1), _checked((year, last, day or _length(year, last)), text)


def _length(year: int, month: int) -> int:
    return monthrange(2000 + year % 400, month)[1]  # the calendar repeats itself every 400 years


def _checked(day: Day, text: str) -> Day:
    """Return the day if the calendar has it, else raise ``DateError``."""
    year, month, number = day
    if number > _length(year, month):
        name = f"{month_name[month]} {_year_words(year)}"
        raise DateError("a day that the calendar has", text, f"{name} has {_length(year, month)} days")
    return day


def _refusal(text: str) -> DateError:
    """Return the error for a text that is no date, with what it may mean."""
    if stamp := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.Z+-]+", text):
        return DateError("a date without a time of day", text, f"did you mean '{stamp[1]}'?")
    must = "a date in EDTF, level 0 or 1"
    for meant in dateguesses.proposals(text):
        if dates := [f"'{proposal}'" for proposal in meant if _is_date(proposal)]:
            return DateError(must, text, f"did you mean {' or '.join(dates[:2])}?")
        if days := next(filter(None, map(_days_of, meant)), ""):
            return DateError("a day that the calendar has", text, days)
    if dateguesses.is_without_year(text):
        return DateError(must, text, "add the year, and write it first: YYYY-MM-DD")
    if dateguesses.is_with_short_year(text):
        return DateError(must, text, "write the year with four digits, and first: YYYY-MM-DD")
    if dateguesses.is_unknown(text):
        return DateError(must, text, "leave the line out where no date is known")
    return DateError(must, text)


def _is_date(text: str) -> bool:
    """Say whether a proposal is a date; it is tested without asking what it might mean otherwise."""
    try:
        start, _, end = text.partition("/")
        points = [point for point in (start, end) if point and point != ".."]
        fitting = all(_POINT.fullmatch(point) or _UNSPECIFIED.fullmatch(point) for point in points)
        return bool(points) and fitting and bool(parse(text))
    except DateError:
        return False


def _days_of(text: str) -> str:
    """Return what the calendar says against a proposal that names a day too many, else an empty string."""
    for point in filter(_PLAIN.fullmatch, text.split("/")):
        try:
            parse(point)
        except DateError as error:
            return error.hint
    return ""


def _year_words(year: int) -> str:
    if year <= 0:
        return f"{1 - year} BC"
    return f"AD {year}" if year < 1000 else str(year)


def _point_words(point: str) -> str:
    """Return a single date in English, its mark in front."""
    mark = _MARK_WORDS.get(point[-1], "")
    sign = "-" if point.startswith("-") else ""
    year, month, day = [*point.rstrip(_MARKS).lstrip("-").split("-"), "", ""][:3]
    if "X" in year:
        return f"{mark}the {_span_words(year)}"
    when = _year_words(int(sign + year))
    if month == "XX":
        return f"{mark}{'a day' if day else 'a month'} in {when}"
    if month:
        when = f"{_SEASONS.get(int(month)) or month_name[int(month)]} {when}"
    if day:
        when = f"a day in {when}" if day == "XX" else f"{int(day)} {when}"
    return mark + when


def _span_words(year: str) -> str:
    first, last = (int(year.replace("X", digit)) for digit in "09")
    return f"{first}s" if last - first == 9 and first >= 1000 else f"years {_year_words(first)}–{_year_words(last)}"


def _range_words(start: str, end: str) -> str:
    if start in _UNKNOWN_ENDS:
        return f"until {_point_words(end)}" + (", beginning unknown" if start == "" else "")
    if end in _UNKNOWN_ENDS:
        return f"from {_point_words(start)}" + (", end unknown" if end == "" else " on")
    if start == end:
        return _point_words(start)
    first, last = _point_words(start), _point_words(end)
    if start[-1] in _MARKS or end[-1] in _MARKS:
        return f"from {first} to {last}"
    one, other = first.split(" "), last.split(" ")
    same = 0
    while same < len(one) - 1 and len(one) == len(other) and one[-1 - same :] == other[-1 - same :]:
        same += 1
    short = " ".join(one[: len(one) - same])
    dash = " – " if " " in short or " " in " ".join(other[: len(other) - same]) else "–"
    return f"{short}{dash}{last}"
