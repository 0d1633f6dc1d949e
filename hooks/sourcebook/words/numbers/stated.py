"""Which numbers and dates a statement in English makes: those for which a reader may ask where they come from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sourcebook.words.numbers.digits import plain_digits, with_full_years, without_endless_numbers
from sourcebook.words.numbers.runs import runs
from sourcebook.words.numbers.told import DECADE, Numbers
from sourcebook.words.numbers.vocabulary import MONTH_WORDS, NUMBER_WORDS

_ENGLISH = "en"
_NOT_COUNTED = {"one", "first", "once", "second", "dozen"}
"""Words for numbers that mostly count nothing: *one of them*, *at first*."""
_MONTH = "|".join({month: word for word, month in reversed([*MONTH_WORDS[_ENGLISH].whole.items()])}.values()).title()
_BETWEEN = r"(?:\s?[–-]\s?|,\s|\s(?:and|to|or)\s)"
_DATE = re.compile(rf"(?:(?<![\d.,])(\d{{1,2}}(?:{_BETWEEN}\d{{1,2}})*)\s)?\b(({_MONTH})\b(?:\s\d{{4}}\b)?)")
_YEAR = re.compile(r"\d{4}")
_WORD = "|".join([*NUMBER_WORDS[_ENGLISH].whole, *NUMBER_WORDS[_ENGLISH].stems])
_ANY = re.compile(rf"\d|\b(?:{_MONTH}|(?i:{_WORD}))")
_TITLE = re.compile(r"\*[^*]+\*")


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number or date of a statement: how it is written there, in full, and of what it is made.

    The year of a date is part of the text alone: sources seldom repeat it.
    """

    text: str
    numbers: Numbers
    is_date: bool = False


def stated_numbers(text: str, names: tuple[str, ...] = ()) -> list[StatedNumber]:
    """Return the numbers and dates of a statement in the order of the text.

    What stands in one of the ``names``, such as that of a body that has a number, or in the title of a work, states
    nothing; nor do words such as *one* and *first*.
    """
    if not _ANY.search(text):
        return []
    if names:
        text = _any_of(names).sub(_blank, text)
    text = with_full_years(without_endless_numbers(plain_digits(_TITLE.sub(_blank, text))))
    found: dict[int, StatedNumber] = {}
    for pattern, take in ((_DATE, _dates), (DECADE, _decades)):
        for match in pattern.finditer(text):
            found.update(take(match))
        text = pattern.sub(_blank, text)
    for run in runs(text, NUMBER_WORDS[_ENGLISH]):
        if not run.words or not _NOT_COUNTED.issuperset(map(str.lower, run.words)):
            written = text[run.start : run.end]
            is_year = _YEAR.fullmatch(written) is not None
            found[run.start] = StatedNumber(written, Numbers(frozenset({run.value})), is_year)
    return [found[at] for at in sorted(found)]


@lru_cache(maxsize=4)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?!\w)")


def _blank(found: re.Match[str]) -> str:
    return "·" * len(found[0])


def _dates(found: re.Match[str]) -> Iterator[tuple[int, StatedNumber]]:
    """Yield each day with its month, or the month that stands alone."""
    months = frozenset(filter(None, [MONTH_WORDS[_ENGLISH].value(found[3])]))
    for day in re.finditer(r"\d+", found[1] or ""):
        numbers = Numbers(frozenset({Fraction(day[0])}), months)
        yield found.start(1) + day.start(), StatedNumber(f"{day[0]} {found[2]}", numbers, True)
    if not found[1]:
        yield found.start(2), StatedNumber(found[2], Numbers(months=months), True)


def _decades(found: re.Match[str]) -> Iterator[tuple[int, StatedNumber]]:
    yield found.start(), StatedNumber(found[0], Numbers(decades=frozenset({int(found[1])})), True)
