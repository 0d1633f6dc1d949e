"""The figures of a text, so that two ways of writing the same one are the same: 1,548,366 and 1548366, 18th and 18.

Digits behind a letter are part of a name and no figure.
"""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sourcebook.words.counting import nth_in_words, number_in_words
from sourcebook.words.numbers.digits import plain_digits, with_full_years

_MONTHS = "|".join(filter(None, month_name))
_FIGURE = re.compile(
    rf"(?<!\w)\d+(?:[.:,\u00a0\u2009\u202f]\d+)*(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?P<month>{_MONTHS})\b)?"
)
_OF_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.:]\d+)*")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_WORD = re.compile(r"[^\W\d_]+")
_IN_WORDS = {str(number): {number_in_words(number), nth_in_words(number)} for number in range(1, 13)}
"""Numbers that are written in words as often as in figures."""


class StatedFigure(NamedTuple):
    """A figure of a text: as it is written there, its numbers in one way of writing, and the month behind it if any."""

    written: str
    numbers: tuple[str, ...]
    month: str


def figures(text: str) -> Iterator[StatedFigure]:
    """Yield the figures of a text in their order; a day and the month behind it are one."""
    for match in _FIGURE.finditer(with_full_years(text)):
        yield StatedFigure(match[0], _numbers(match[0]), match["month"] or "")


def _numbers(text: str) -> tuple[str, ...]:
    numbers = _NUMBER.findall(_OF_THOUSANDS.sub("", plain_digits(text)))
    return tuple(_LEADING_ZEROS.sub("", number.replace(":", ".")) for number in numbers)


class Stated:
    """The figures that a text states; ``texts`` are the parts of which it consists."""

    def __init__(self, texts: Iterable[str]) -> None:
        text = "\n".join(texts)
        found = [*figures(text)]
        self.written = tuple(figure.written for figure in found)
        self._numbers = {number for figure in found for number in figure.numbers}
        self._words = {*_WORD.findall(text)}

    def has(self, figure: StatedFigure) -> bool:
        """Say whether the text states a figure too, of a day of a month both the day and the month."""
        return (not figure.month or figure.month in self._words) and all(map(self._has, figure.numbers))

    def _has(self, number: str) -> bool:
        if number in self._numbers:
            return True
        return bool(_IN_WORDS.get(number, set()) & self._words)
