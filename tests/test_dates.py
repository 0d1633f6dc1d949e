"""Dates: what is accepted, what is refused and how, order and wording."""

import calendar
import re
from itertools import groupby

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sourcebook.words import dates as dates_module
from sourcebook.words.dates import OPEN_END, OPEN_START, DateError, date_words, known_date, parse_date, year_words

years = st.integers(1, 9998)
HOW_TO = "write 1783, 1783-11 or 1783-11-21; add ~ for 'about'; put / between two dates for a range"
MARKS = st.sampled_from(["", "", "~", "?", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    """A date of year, month, day or season, with or without a mark."""
    year = draw(years)
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, calendar.monthrange(year, month)[1]))
    shapes = [f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}", f"{year:04}-{21 + month % 4}"]
    return draw(st.sampled_from(shapes)) + draw(MARKS)


@st.composite
def unspecified(draw: st.DrawFn) -> str:
    year = f"{draw(years):04}"
    shapes = [year[:3] + "X", year[:2] + "XX", year[0] + "XXX", f"{year}-XX", f"{year}-02-XX", f"{year}-XX-XX"]
    return draw(st.sampled_from(shapes)) + draw(MARKS)


@st.composite
def ranges(draw: st.DrawFn) -> str:
    start, end = draw(points()), draw(points())
    assume(parse_date(start).earliest <= parse_date(end).latest)
    return draw(st.sampled_from([f"{start}/{end}", f"{start}/..", f"../{end}", f"{start}/", f"/{end}"]))


dates = st.one_of(points(), unspecified(), ranges())


@given(dates)
def test_a_date_keeps_its_text_and_is_in_order(text: str) -> None:
    date = parse_date(text)
    assert date.text == text
    assert date.earliest <= date.latest
    assert parse_date(text) is date
    assert date.approximate == ("~" in text or "%" in text)
    assert date.uncertain == ("?" in text or "%" in text)


@given(st.dates())
def test_a_day_is_itself(day: object) -> None:
    date = parse_date(str(day))
    assert date.earliest == date.latest
    assert "{:04}-{:02}-{:02}".format(*date.earliest) == str(day)


@given(dates, dates)
def test_what_is_over_sorts_before_what_begins_later(one: str, other: str) -> None:
    first, second = parse_date(one), parse_date(other)
    assume(first.latest < second.earliest)
    assert first.sort_key < second.sort_key


@given(st.lists(dates, max_size=30))
def test_sorted_dates_fall_into_months_once_each(texts: list[str]) -> None:
    ordered = sorted(map(parse_date, texts), key=lambda date: date.sort_key)
    keys = [key for key, _ in groupby(ordered, key=lambda date: date.month_key)]
    assert keys == sorted(set(keys))
    for date in ordered:
        assert parse_date(date.month_key).words == date.month_words


@given(points(), points())
def test_ranges_that_run_backwards_are_refused(one: str, other: str) -> None:
    assume(parse_date(one).earliest > parse_date(other).latest)
    with pytest.raises(DateError, match="must be a range in order") as refused:
        parse_date(f"{one}/{other}")
    assert refused.value.hint == f"did you mean '{other}/{one}'?"


@settings(max_examples=500)
@given(st.one_of(st.text(max_size=12), st.text("0123456789-/.~?%XYTZ:[]{} ", max_size=24)))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError as error:
        refused = error
    else:
        assert date.words
        assert date.earliest <= date.latest
        return
    assert str(refused).startswith("must be ")
    assert str(refused).endswith(repr(text))
    assert refused.hint


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1783", (1783, 1, 1), (1783, 12, 31)),
        ("1784-02", (1784, 2, 1), (1784, 2, 29)),
        ("1783-11-21", (1783, 11, 21), (1783, 11, 21)),
        ("1783~", (1783, 1, 1), (1783, 12, 31)),
        ("1783-02~", (1783, 2, 1), (1783, 2, 28)),
        ("1783-21", (1783, 3, 1), (1783, 5, 31)),
        ("1783-22", (1783, 6, 1), (1783, 8, 31)),
        ("1783-23", (1783, 9, 1), (1783, 11, 30)),
        ("1783-24", (1783, 12, 1), (1784, 2, 29)),
        ("9999-24", (9999, 12, 1), OPEN_END),
        ("1783-24/1784-21", (1783, 12, 1), (1784, 5, 31)),
        ("178X", (1780, 1, 1), (1789, 12, 31)),
        ("0XXX", (0, 1, 1), (999, 12, 31)),
        ("17XX", (1700, 1, 1), (1799, 12, 31)),
        ("1783-XX", (1783, 1, 1), (1783, 12, 31)),
        ("1783-02-XX", (1783, 2, 1), (1783, 2, 28)),
        ("1783-11/1784-02~", (1783, 11, 1), (1784, 2, 29)),
        ("../1783", OPEN_START, (1783, 12, 31)),
        ("/1783", OPEN_START, (1783, 12, 31)),
        ("1783/..", (1783, 1, 1), OPEN_END),
        ("1783/", (1783, 1, 1), OPEN_END),
        ("-0044-03-15", (-44, 3, 15), (-44, 3, 15)),
        ("-0044-02", (-44, 2, 1), (-44, 2, 29)),
        ("-0043-24~", (-43, 12, 1), (-42, 2, 28)),
    ],
)
def test_bounds(text: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]) -> None:
    assert (parse_date(text).earliest, parse_date(text).latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1783", "1783"),
        ("1783-11", "November 1783"),
        ("1783-11-21", "21 November 1783"),
        ("1783-03~", "about March 1783"),
        ("1783-03?", "possibly March 1783"),
        ("1783%", "possibly about 1783"),
        ("1783-21", "spring 1783"),
        ("1783-24~", "about winter 1783–1784"),
        ("-0043-24", "winter 44 BC–43 BC"),
        ("178X", "the 1780s"),
        ("17XX~", "about the years 1700–1799"),
        ("100X", "the 1000s"),
        ("099X", "the years AD 990–AD 999"),
        ("1783-XX", "a month in 1783"),
        ("1783-XX-XX", "a day in 1783"),
        ("1783-02-XX", "a day in February 1783"),
        ("1783-02-14/1783-02-25", "14–25 February 1783"),
        ("1783-02-28/1783-03-02", "28 February – 2 March 1783"),
        ("1783-12-30/1784-01-02", "30 December 1783 – 2 January 1784"),
        ("1783-01/1783-03", "January–March 1783"),
        ("1783-12/1784-01", "December 1783 – January 1784"),
        ("1783/1785", "1783–1785"),
        ("1783/1783", "1783"),
        ("1783-02~/1783-04", "from about February 1783 to April 1783"),
        ("1783-02/1783-04~", "from February 1783 to about April 1783"),
        ("1783-02/1783-02-25", "February 1783 – 25 February 1783"),
        ("1783~/1783~", "about 1783"),
        ("1783/1784-02-03", "1783 – 3 February 1784"),
        ("1783-02-03/1784", "3 February 1783 – 1784"),
        ("../1783-03", "until March 1783"),
        ("/1783", "until 1783, beginning unknown"),
        ("1783/..", "from 1783 on"),
        ("1783/", "from 1783, end unknown"),
        ("0079-10-24", "24 October AD 79"),
        ("-0043", "44 BC"),
        ("0000", "1 BC"),
        ("0001", "AD 1"),
        ("1000", "1000"),
    ],
)
def test_words(text: str, words: str) -> None:
    assert parse_date(text).words == words


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("1783-11-21", "1783-11", "November 1783"),
        ("1783~", "1783", "1783"),
        ("1783-21", "1783-03", "March 1783"),
        ("1783-12-30/1784-01-02", "1783-12", "December 1783"),
        ("1783/1785", "1783", "1783"),
        ("../1783-03", "1783-03", "March 1783"),
        ("-0043-03-15", "-0043-03", "March 44 BC"),
        ("-0043", "-0043", "44 BC"),
        ("0079-10-24", "0079-10", "October AD 79"),
    ],
)
def test_months(text: str, key: str, words: str) -> None:
    assert (parse_date(text).month_key, parse_date(text).month_words) == (key, words)


@pytest.mark.parametrize(
    ("text", "year", "key"),
    [
        ("1783-11-21", 1783, "1783"),
        ("0079-10", 79, "0079"),
        ("-0043-03-15", -43, "-0043"),
        ("-0043/0014", -43, "-0043"),
        ("../-0043-03", -43, "-0043"),
        ("/1783-03", 1783, "1783"),
        ("178X", 1780, "1780"),
    ],
)
def test_years(text: str, year: int, key: str) -> None:
    assert (parse_date(text).year, parse_date(text).year_key) == (year, key)
    assert parse_date(key).words == year_words(year)


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("1783", False),
        ("178X", False),
        ("1783/1785", False),
        ("../1783", True),
        ("/1783", True),
        ("1783/..", True),
        ("1783/", True),
    ],
)
def test_ranges_without_an_end_are_open(text: str, is_open: bool) -> None:
    assert parse_date(text).is_open is is_open


def test_what_is_no_date_is_not_known() -> None:
    assert known_date("1287-02~") == parse_date("1287-02~")
    assert [known_date(text) for text in ("1287-02-30", "February 1287", "")] == [None] * 3


def test_no_date_has_no_words() -> None:
    assert [date_words(None), date_words("1783")] == ["", "1783"]


def test_wider_dates_stand_before_narrower_ones() -> None:
    ordered = [
        "1782-12-31", "1783/1784", "1783", "1783-01/1783-03", "1783-01", "1783-01-02/1783-01-09", "1783-01-02",
        "../1783-01-05",
    ]  # fmt: skip
    assert sorted(ordered, key=lambda text: parse_date(text).sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("1783-02-30", "must be a day that the calendar has: '1783-02-30'", "February 1783 has 28 days"),
        ("1783-02-29~", "must be a day that the calendar has: '1783-02-29~'", "February 1783 has 28 days"),
        ("-0043-02-30?", "must be a day that the calendar has: '-0043-02-30?'", "February 44 BC has 28 days"),
        ("1783-02-30/1784", "must be a day that the calendar has: '1783-02-30/1784'", "February 1783 has 28 days"),
        ("1783/1784-02-30", "must be a day that the calendar has: '1783/1784-02-30'", "February 1784 has 29 days"),
        ("1784/1783", "must be a range in order, the earlier date first: '1784/1783'", "did you mean '1783/1784'?"),
        ("1783-2-5", "must be a date in EDTF, level 0 or 1: '1783-2-5'", "did you mean '1783-02-05'?"),
        ("c. 1783", "must be a date in EDTF, level 0 or 1: 'c. 1783'", "did you mean '1783~'?"),
        ("1783-11-21T14:00", "must be a date without a time of day: '1783-11-21T14:00'", "did you mean '1783-11-21'?"),
    ],
)  # fmt: skip
def test_refusals_say_how_to_mend(text: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert (str(refused.value), refused.value.hint) == (message, hint)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("21 November 1783", "1783-11-21"),
        ("21st of November, 1783", "1783-11-21"),
        ("November 21, 1783", "1783-11-21"),
        ("Friday, 21 November 1783", "1783-11-21"),
        ("21. November 1783", "1783-11-21"),
        ("21-Nov-1783", "1783-11-21"),
        ("1783 Nov 21", "1783-11-21"),
        ("21 Novmeber 1783", "1783-11-21"),
        ("M\u00e4rz 1783", "1783-03"),
        ("21.11.1783", "1783-11-21"),
        ("3.2.1783", "1783-02-03"),
        ("11/21/1783", "1783-11-21"),
        ("21/11/1783", "1783-11-21"),
        ("1783/11/21", "1783-11-21"),
        ("1783\u201311\u201321", "1783-11-21"),
        ("17831121", "1783-11-21"),
        ("1783-21-11", "1783-11-21"),
        ("1783-11-21 ", "1783-11-21"),
        ("1783-11-00", "1783-11"),
        ("1783-00-00", "1783"),
        ("11/1783", "1783-11"),
        ("Nov 1783", "1783-11"),
        ("November, 1783", "1783-11"),
        ("late November 1783", "1783-11"),
        ("1783 AD", "1783"),
        ("44 BC", "-0043"),
        ("1 BC", "0000"),
        ("c. 1783", "1783~"),
        ("ca. November 1783", "1783-11~"),
        ("about 21 November 1783", "1783-11-21~"),
        ("~1783", "1783~"),
        ("probably 1783", "1783?"),
        ("1783 (?)", "1783?"),
        ("c. 1783?", "1783%"),
        ("1780s", "178X"),
        ("the early 1780's", "178X"),
        ("18th century", "17XX"),
        ("spring 1783", "1783-21"),
        ("fall of 1783", "1783-23"),
        ("winter 1783\u201384", "1783-24"),
        ("winter of 1783/1784", "1783-24"),
        ("winter 1799-1800", "1799-24"),
        ("14-25 February 1783", "1783-02-14/1783-02-25"),
        ("14 and 15 February 1783", "1783-02-14/1783-02-15"),
        ("February 14\u201325, 1783", "1783-02-14/1783-02-25"),
        ("28 February \u2013 2 March 1783", "1783-02-28/1783-03-02"),
        ("30 December 1783 to 2 January 1784", "1783-12-30/1784-01-02"),
        ("January\u2013March 1783", "1783-01/1783-03"),
        ("1783 to 1785", "1783/1785"),
        ("1783\u20131785", "1783/1785"),
        ("1783-85", "1783/1785"),
        ("between 1783 and 1785", "1783/1785"),
        ("1783-11-21/22", "1783-11-21/1783-11-22"),
        ("1783-11-21/12-02", "1783-11-21/1783-12-02"),
        ("1783-11-21 - 1783-11-22", "1783-11-21/1783-11-22"),
        ("before 1783", "../1783"),
        ("until March 1783", "../1783-03"),
        ("after 1783", "1783/.."),
        ("since November 1783", "1783-11/.."),
        ("1783 onwards", "1783/.."),
        ("1783-", "1783/.."),
    ],
)
def test_dates_in_other_forms_are_proposed_in_ours(text: str, meant: str) -> None:
    parse_date(meant)
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert refused.value.hint == f"did you mean '{meant}'?"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2/3/1783", "did you mean '1783-02-03' or '1783-03-02'?"),
        ("21 November", "add the year, and write it first: YYYY-MM-DD"),
        ("November 21", "add the year, and write it first: YYYY-MM-DD"),
        ("21.11.83", "write the year with four digits, and first: YYYY-MM-DD"),
        ("30 February 1783", "February 1783 has 28 days"),
        ("27 February to 29 February 1783", "February 1783 has 28 days"),
        ("31.4.1783", "April 1783 has 30 days"),
        ("unknown", "leave the line out where no date is known"),
        ("n.d.", "leave the line out where no date is known"),
        ("when the sluice broke", HOW_TO),
        ("1783-1785-1787", HOW_TO),
        ("25-24 February 1783", HOW_TO),
        ("1 to " * 1000, HOW_TO),
    ],
)
def test_what_cannot_be_proposed_is_explained(text: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    must = "a day that the calendar has" if hint.endswith(" days") else "a date in EDTF, level 0 or 1"
    assert (str(refused.value), refused.value.hint) == (f"must be {must}: {text!r}", hint)


@given(st.one_of(dates, st.text("0123456789-/. ,?()~abcdefNovember", max_size=70)))
def test_every_proposal_is_a_date(text: str) -> None:
    try:
        parse_date(text)
    except DateError as error:
        for meant in re.findall(r"'([^']+)'(?: or|\?$)", error.hint) if error.hint.startswith("did you") else ():
            assert parse_date(meant).words


REFUSED = """
    / ../.. 21.11.1783 [1783,1784] {1783} 1783-25 1X83 178X/179X 1783-~02 Y17830 1783S2 1783-XX-05 1783-21-05 -0000
    -178X 1783-13 ١٧٨٣
"""


@pytest.mark.parametrize("text", ["", " ", "1783 ", "1783\n", "November 1783", *REFUSED.split()])
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


def test_what_may_be_meant_is_not_asked_in_its_turn_what_it_means(monkeypatch: pytest.MonkeyPatch) -> None:
    read = dates_module.parse_date
    monkeypatch.setattr(dates_module, "parse_date", None)
    for text in ("21 November 1783", "31 June 1783", "before 44 BC"):
        with pytest.raises(DateError):
            read(text)
