"""How a quotation may be meant: each reading by itself, in the order in which they are tried."""

from collections.abc import Iterator

import pytest

from sourcebook.texts.quotes import MOST_BRACKETS, MOST_REPLACED, QuotationReading, readings, without_brackets
from sourcebook.texts.windows import METHOD, Windows

WORDS = Windows(METHOD, 3, "flood").words


def shown(reading: QuotationReading) -> str:
    """Return a reading as a line: its fragments, and before each but the first how much may be left out."""

    def parts() -> Iterator[str]:
        for fragment, gap in zip(reading.fragments, reading.gaps, strict=True):
            yield f"<{'any' if gap is None else gap}>"
            yield " ".join(fragment)

    return " ".join(parts()).removeprefix("<0> ")


def read(quote: str) -> list[str]:
    return [shown(reading) for reading in readings(quote, WORDS)]


KEPT, LEFT_OUT, REPLACED = "the water rose high", "the rose high", f"the <{MOST_REPLACED}> rose high"


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("The water rose", ["the water rose"]),
        ("", [""]),
        ("the [water] rose high", [KEPT, LEFT_OUT, REPLACED]),
        ("the \uff3bwater\uff3d rose high", [KEPT, LEFT_OUT, REPLACED]),
        ("the \u3014water\u3015 rose high", [KEPT, LEFT_OUT, REPLACED]),
        ("the [ SIC ! ] rose", ["the sic rose", "the rose"]),
        ("the [sickly] rose", ["the sickly rose", "the rose", "the <5> rose"]),
        ("[water] rose", ["water rose", "rose", "rose"]),
        ("the [water]", ["the water", "the", "the"]),
        ("[I]t rose", ["it rose"]),
        ("the [w]ater", ["the water"]),
        ("the[, ] water", ["the water"]),
        ("the []water", ["the water"]),
        ("the [not] water", ["the not water"]),
        ("the [it never] water", ["the it never water"]),
        ("the [ninety] rose", ["the ninety rose"]),
        ("the [in 1783] rose", ["the in 1783 rose"]),
        ("the [b2] rose", ["the b2 rose"]),
        ("水[来]了", ["水 来 了", "水 了", "水 <5> 了"]),
        ("水[abc]了", ["水 abc 了", "水 了", "水 <5> 了"]),
        ("水[来]high", ["水 来 high", "水 high", "水 <5> high"]),
        ("水[没]了", ["水 没 了"]),
    ],
)
def test_what_brackets_may_mean(quote: str, expected: list[str]) -> None:
    assert read(quote) == expected


def test_two_brackets_are_looked_at_one_by_one() -> None:
    assert read("the [a] rose [b] high") == [
        "the a rose b high", "the a rose high", "the a rose <5> high",
        "the rose b high", "the rose high", "the rose <5> high",
        "the <5> rose b high", "the <5> rose high", "the <5> rose <5> high",
    ]  # fmt: skip


def test_many_brackets_are_all_meant_in_one_way() -> None:
    several = MOST_BRACKETS * "[a] b "
    assert len(read(several)) == 3**MOST_BRACKETS
    assert len(read(f"{several} [not] so")) == 3**MOST_BRACKETS
    assert read("the [a] rose [b] high [c] and [sic] fell [not] low") == [
        "the a rose b high c and sic fell not low",
        "the rose high and fell not low",
        "the <5> rose <5> high <5> and fell not low",
    ]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("the … rose", "the <any> rose"),
        ("the ... rose", "the <any> rose"),
        ("the . . . rose", "the <any> rose"),
        ("the [...] rose", "the <any> rose"),
        ("the (…) rose", "the <any> rose"),
        ("the ⋯⋯ rose", "the <any> rose"),
        ("the .. rose", "the rose"),
        ("… the rose …", "the rose"),
        ("the … … rose", "the <any> rose"),
        ("the … rose … high", "the <any> rose <any> high"),
    ],
)
def test_an_ellipsis_leaves_out_as_much_as_it_may(quote: str, expected: str) -> None:
    assert read(quote) == [expected]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("the [a][b] rose", "the <10> rose"),
        ("the [a] [b] rose [c] high", "the <10> rose <5> high"),
        ("the [a] … rose", "the <any> rose"),
        ("the … [a] rose", "the <any> rose"),
        ("the … [a] rose [b] high", "the <any> rose <5> high"),
        ("the [a] rose … high", "the <5> rose <any> high"),
        ("[a] the [b] rose", "the <5> rose"),
    ],
)
def test_words_in_brackets_that_replace_others_leave_out_a_few(quote: str, expected: str) -> None:
    assert read(quote)[-1] == expected


def test_brackets_are_left_out_where_the_rest_is_asked_for() -> None:
    reading = without_brackets("the [not] rose [b] high", WORDS)
    assert reading is not None
    assert shown(reading) == "the rose high"
    assert without_brackets("the … rose", WORDS) is None
