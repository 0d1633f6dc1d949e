"""Dates in EDTF (levels 0 and 1): read, sorted and put into words in one place."""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from functools import lru_cache

from sourcebook.words import dateguesses

Day = tuple[int, int, int]
"""Year (astronomical: 0 is 1 BC), month and day."""

OPEN_START: Day = (-9999, 1, 1)
OPEN_END: Day = (9999, 12, 31)
YEARS_DRAWN = range(1, 9999)
"""Years that a picture can show: the calendar of Python has these, and a day after each of them."""

_DAY_NUMBER, _MONTH_NUMBER = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])"
_ONE_POINT = f"(?!-0000)-?[0-9]{{4}}(?:-{_MONTH_NUMBER}(?:-{_DAY_NUMBER})?|-2[1-4])?[?~%]?"
_NO_DIGITS = f"(?:[0-9](?:[0-9]{{2}}|[0-9]X|XX)X|[0-9]{{4}}-(?:XX|XX-XX|{_MONTH_NUMBER}-XX))[?~%]?"
DATE_PATTERN = rf"(?:{_ONE_POINT}|{_NO_DIGITS}|(?:{_ONE_POINT}|\.\.)?/{_ONE_POINT}|{_ONE_POINT}/(?:\.\.)?)"
"""What ``parse_date`` reads, and besides only days that no calendar has and ranges that run backwards."""
_POINT = re.compile(_ONE_POINT)
_UNSPECIFIED = re.compile(_NO_DIGITS)
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn"}
_WINTER = "24"
_MONTHS_OF_SEASON = {"21": (3, 5), "22": (6, 8), "23": (9, 11), _WINTER: (12, 2)}
"""First and last month of each season, as northern weather services count them."""
_MARK_WORDS = {"~": "about ", "?": "possibly ", "%": "possibly about "}
_MARKS = "?~%"
_UNKNOWN_ENDS = frozenset({"", ".."})
_HOW_TO = "write 1783, 1783-11 or 1783-11-21; add ~ for 'about'; put / between two dates for a range"


class DateError(ValueError):
    """A text that is no date this reference can use: "must be …: 'TEXT'"; ``hint`` says how to mend it."""

    def __init__(self, must: str, text: str, hint: str = _HOW_TO) -> None:
        super().__init__(f"must be {must}: {text!r}")
        self.must, self.text, self.hint = must, text, hint


@dataclass(frozen=True, slots=True)
class EDTF:
    """A date as ``parse_date`` returns it.

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
    def is_open(self) -> bool:
        """Say whether it is a range that has no beginning or no end, or one that is unknown."""
        start, slash, end = self.text.partition("/")
        return slash != "" and not _UNKNOWN_ENDS.isdisjoint({start, end})

    @property
    def year(self) -> int:
        """The year in which it begins, counted as in ``Day``; a range without a beginning stands at its end."""
        return self._begin[0]

    @property
    def year_key(self) -> str:
        """The year of ``year`` as it is written in EDTF, "1783" or "-0043"."""
        return f"{self.year:04}" if self.year >= 0 else f"{self.year:05}"

    @property
    def month_key(self) -> str:
        """The month in which it begins, "1783-11"; ``year_key`` where it covers whole years."""
        date = self._end if self._has_no_start else self
        year = (date.earliest[1:], date.latest[1:]) == ((1, 1), (12, 31))
        return self.year_key if year else f"{self.year_key}-{date.earliest[1]:02}"

    @property
    def month_words(self) -> str:
        """The month or year of ``month_key`` in English: "November 1783" or "1783"."""
        return _point_words(self.month_key)

    @property
    def sort_key(self) -> tuple[Day, str, Day, str]:
        """Key for sorting: by first day, the longer date first; dates with the same ``month_key`` stand together."""
        year, month, day = self.latest
        return self._begin, self.month_key, (-year, -month, -day), self.text

    @property
    def _has_no_start(self) -> bool:
        return self.text.startswith(("/", ".."))

    @property
    def _begin(self) -> Day:
        return self._end.earliest if self._has_no_start else self.earliest

    @property
    def _end(self) -> "EDTF":
        return parse_date(self.text.partition("/")[2])


def parse_date(text: str) -> EDTF:
    """Return the date that ``text`` writes in EDTF, level 0 or 1; raise ``DateError`` if it writes none.

    Refused: level 2, times of day, years of more than four digits, days that the calendar does not have, ranges that
    run backwards, and ranges open at both ends.
    """
    outcome = _outcome(text)
    if isinstance(outcome, EDTF):
        return outcome
    raise DateError(outcome.must, outcome.text, outcome.hint) if outcome else _refusal(text)


def known_date(text: str) -> EDTF | None:
    """Return the date that ``text`` writes, ``None`` where it writes none."""
    outcome = _outcome(text)
    return outcome if isinstance(outcome, EDTF) else None


@lru_cache(maxsize=2**16)
def _outcome(text: str) -> "EDTF | DateError | None":
    """Return the date that ``text`` writes, what it has wrong, or ``None`` where it has not the form of a date."""
    try:
        return _read(text)
    except DateError as error:
        return error


def _read(text: str) -> EDTF | None:
    """Return the date that ``text`` writes, ``None`` where it has not the form of one.

    Raises ``DateError`` for a day that the calendar does not have and for a range that runs backwards.
    """
    start, slash, end = text.partition("/")
    if slash:
        closed = [point for point in (start, end) if point not in _UNKNOWN_ENDS]
        if not closed or not all(map(_POINT.fullmatch, closed)):
            return None
        earliest = OPEN_START if start in _UNKNOWN_ENDS else _bounds(start, text)[0]
        latest = OPEN_END if end in _UNKNOWN_ENDS else _bounds(end, text)[1]
        if earliest > latest:
            raise DateError("a range in order, the earlier date first", text, f"did you mean '{end}/{start}'?")
    elif _POINT.fullmatch(text) or _UNSPECIFIED.fullmatch(text):
        earliest, latest = _bounds(text, text)
    else:
        return None
    return EDTF(text, earliest, latest, any(c in text for c in "~%"), any(c in text for c in "?%"))


def _bounds(point: str, text: str) -> tuple[Day, Day]:
    """Return first and last day of a point in time that belongs to ``text``.

    They take it at its word: "about May" is not stretched over other months. The standard leaves it open when seasons
    begin; here a winter is that which begins in December of its year.
    """
    year, month, day = _parts(point)
    first_year, last_year = (int(year.replace("X", digit)) for digit in "09")
    first, last = (1, 12) if month in ("", "XX") else _MONTHS_OF_SEASON.get(month) or (int(month), int(month))
    if last < first:
        last_year += 1
    if day in ("", "XX"):
        return (first_year, first, 1), min((last_year, last, _length(last_year, last)), OPEN_END)
    if int(day) > _length(last_year, last):
        name = f"{month_name[last]} {year_words(last_year)}"
        raise DateError("a day that the calendar has", text, f"{name} has {_length(last_year, last)} days")
    return (first_year, first, int(day)), (last_year, last, int(day))


def _parts(point: str) -> tuple[str, str, str]:
    """Return year with its sign, month or season, and day of a point in time as they are written, without its mark."""
    sign = "-" if point.startswith("-") else ""
    year, month, day = [*point.rstrip(_MARKS).lstrip("-").split("-"), "", ""][:3]
    return sign + year, month, day


def _length(year: int, month: int) -> int:
    return monthrange(2000 + year % 400, month)[1]  # the calendar repeats itself every 400 years


def _refusal(text: str) -> DateError:
    """Return the error for a text that is no date, with what it may mean."""
    if stamp := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.Z+-]+", text):
        return DateError("a date without a time of day", text, f"did you mean '{stamp[1]}'?")
    must = "a date in EDTF, level 0 or 1"
    # What may be meant is read, but not asked in its turn what it may mean.
    for meant in dateguesses.proposals(text):
        if dates := [f"'{proposal}'" for proposal in meant if _is_date(proposal)]:
            return DateError(must, text, f"did you mean {' or '.join(dates)}?")
        if days := next(filter(None, map(_days_of, meant)), None):
            return DateError("a day that the calendar has", text, days)
    if dateguesses.lacks_year(text):
        return DateError(must, text, "add the year, and write it first: YYYY-MM-DD")
    if dateguesses.has_short_year(text):
        return DateError(must, text, "write the year with four digits, and first: YYYY-MM-DD")
    if dateguesses.says_unknown(text):
        return DateError(must, text, "leave the line out where no date is known")
    return DateError(must, text)


def _is_date(text: str) -> bool:
    try:
        return _read(text) is not None
    except DateError:
        return False


def _days_of(text: str) -> str:
    """Return what the calendar says against a proposal that names a day too many, else an empty string."""
    for point in text.split("/"):
        try:
            _read(point)
        except DateError as error:
            return error.hint
    return ""


def year_words(year: int) -> str:
    """Return a year, counted as in ``Day``, in English: "1783", "AD 79", "44 BC"."""
    if year <= 0:
        return f"{1 - year} BC"
    return f"AD {year}" if year < 1000 else str(year)


def _point_words(point: str) -> str:
    """Return a single date in English, its mark in front."""
    mark = _MARK_WORDS.get(point[-1], "")
    year, month, day = _parts(point)
    if "X" in year:
        return f"{mark}the {_span_words(year)}"
    when = year_words(int(year))
    if month == "XX":
        return f"{mark}{'a day' if day else 'a month'} in {when}"
    if month == _WINTER:
        when = f"winter {when}–{year_words(int(year) + 1)}"
    elif month:
        when = f"{_SEASONS.get(month) or month_name[int(month)]} {when}"
    if day:
        when = f"a day in {when}" if day == "XX" else f"{int(day)} {when}"
    return mark + when


def _span_words(year: str) -> str:
    first, last = (int(year.replace("X", digit)) for digit in "09")
    return f"{first}s" if last - first == 9 and first >= 1000 else f"years {year_words(first)}–{year_words(last)}"


def _range_words(start: str, end: str) -> str:
    if start in _UNKNOWN_ENDS:
        return f"until {_point_words(end)}" + (", beginning unknown" if start == "" else "")
    if end in _UNKNOWN_ENDS:
        return f"from {_point_words(start)}" + (", end unknown" if end == "" else " on")
    first, last = _point_words(start), _point_words(end)
    if first == last:
        return first
    if start[-1] in _MARKS or end[-1] in _MARKS:
        return f"from {first} to {last}"
    one, other = first.split(), last.split()
    same = 0
    while len(one) == len(other) and one[-1 - same :] == other[-1 - same :]:
        same += 1
    dash = " – " if max(len(one), len(other)) - same > 1 else "–"
    return f"{' '.join(one[: len(one) - same])}{dash}{last}"


def date_words(date: str | None) -> str:
    """Return an EDTF date in words, an empty string for none."""
    return parse_date(date).words if date else ""
