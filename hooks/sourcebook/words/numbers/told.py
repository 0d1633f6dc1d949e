"""Which numbers a text tells: in digits, words, Roman and Chinese numerals, and as parts of dates."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from sourcebook.words.numbers.chinese import chinese_numbers
from sourcebook.words.numbers.digits import plain_digits, with_full_years, without_endless_numbers
from sourcebook.words.numbers.runs import TOKEN, digits_elsewhere, first_of_ranges, runs
from sourcebook.words.numbers.vocabulary import MONTH_WORDS, NONE, NUMBER_WORDS, NumberWords

_RUSSIAN_ENDINGS = "\u0445|\u044b\u0435|\u043c\u0438|\u0435"
DECADE = re.compile(rf"\b(?:\d\d)?(\d0)(?:[’']?s|[-\u2011–](?:{_RUSSIAN_ENDINGS})|er)\b")
_DECADE_IN_WORDS = re.compile(r"([^\W\d_]+)\s+(?:год|lat)\w*|([^\W\d_]+ties)\b")
_CHINESE_DECADE = re.compile("([0-9]0|[二三四五六七八九]十)年代")
_NOTE_MARKS = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u2473]+")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_IN_FIGURES = re.compile(r"(?<![\d.])(\d{1,2})\s?[./]\s?(\d{1,2}|[IVX]+)\s?[./]\s?(\d{4})?(?!\d)")
_CHINESE_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,2}"
_CHINESE_MONTH = re.compile(f"({_CHINESE_NUMBER})(?:[—–-]+({_CHINESE_NUMBER}))?月")
_ROMAN = re.compile(r"\b(?=[IVXLC]{2})(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_ONES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_CYRILLIC_ROMAN = str.maketrans("\u0425\u0406\u0421", "XIC")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers, months from 1 to 12, and decades: 50 for those of any century."""

    values: frozenset[Fraction] = frozenset()
    months: frozenset[int] = frozenset()
    decades: frozenset[int] = frozenset()

    def __or__(self, other: "Numbers") -> "Numbers":
        """Return the numbers of both."""
        return Numbers(self.values | other.values, self.months | other.months, self.decades | other.decades)

    def __le__(self, other: "Numbers") -> bool:
        """Say whether the other has all of these."""
        return self.values <= other.values and self.months <= other.months and self.decades <= other.decades


@lru_cache(maxsize=2**14)  # rules and figures ask for the same quotations
def told_numbers(text: str, language: str) -> Numbers:
    """Return all numbers that a text may be telling; of digits that can be read in two ways, both.

    Words are those of the ``language``, a BCP 47 code; digits and numerals are read in any.
    """
    text = unicodedata.normalize("NFKC", _NOTE_MARKS.sub(" ", text))
    text = without_endless_numbers(plain_digits(text))
    dates = [*_dates_in_figures(text)]
    text = with_full_years(text)
    language = language.partition("-")[0]
    numbers, months = NUMBER_WORDS.get(language, NONE), MONTH_WORDS.get(language, NONE)
    values = {
        *(part for run in runs(text, numbers) for part in (run.value, *run.parts)),
        *digits_elsewhere(text),
        *first_of_ranges(text, numbers),
        *chinese_numbers(text),
        *map(Fraction, _roman_numbers(text)),
        *(Fraction(number) for day, _, year in dates for number in (day, year) if number),
    }
    named = map(months.value, {found["word"] for found in TOKEN.finditer(text)} - {None})
    told_months = {
        *filter(None, named),
        *(int(value) for found in _CHINESE_MONTH.finditer(text) for one in found.groups("") for value in _number(one)),
        *(month for _, month, _ in dates),
    }
    return Numbers(frozenset(values), frozenset(told_months), frozenset(_decades(text, numbers)))


def _number(written: str) -> Iterator[Fraction]:
    yield from [Fraction(written)] if written.isdecimal() else chinese_numbers(written)


def _roman_numbers(text: str) -> Iterator[int]:
    for found in _ROMAN.finditer(text.translate(_CYRILLIC_ROMAN)):
        if found[0]:
            yield _roman(found[0])


def _roman(written: str) -> int:
    values = [_ROMAN_ONES[letter] for letter in written]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _dates_in_figures(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield day, month and year of dates in figures, the month first where it must be; 0 for what is left out."""
    for found in _ISO.finditer(text):
        if 1 <= int(found[2]) <= 12:
            yield int(found[3] or 0), int(found[2]), int(found[1])
    for found in _IN_FIGURES.finditer(text):
        day, month = int(found[1]), _roman(found[2]) if found[2].isalpha() else int(found[2])
        if 1 <= month <= 12:
            yield day, month, int(found[3] or 0)
        elif 1 <= day <= 12:
            yield month, day, int(found[3] or 0)


def _decades(text: str, numbers: NumberWords) -> Iterator[int]:
    """Yield the decades that a text names: *1930s*, *тридцатых годов*, 三十年代."""
    yield from (int(found[1]) for found in DECADE.finditer(text))
    if not text.isascii():
        yield from (int(value) for found in _CHINESE_DECADE.finditer(text) for value in _number(found[1]))
    for found in _DECADE_IN_WORDS.finditer(text):
        value = numbers.value(found[1] or found[2])
        if value in range(20, 100, 10):
            yield int(value or 0)
