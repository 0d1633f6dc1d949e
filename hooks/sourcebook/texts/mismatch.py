"""What is wrong with a quotation that does not stand in a text, as far as a fingerprint tells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, Protocol

from sourcebook.texts.windows import Windows

MOST_PLACES = 50
"""Places that are looked at for what went wrong with a quotation."""
Why = Literal[
    "another word", "a word too many", "a word too few", "beginning", "other words", "order", "apart", "denial",
    "bracket", "nowhere",
]  # fmt: skip
"""What stands at the break: another word, with the words before and after it right; a word that the text does not have,
or lacks; something among the first words; other words, as far as can be told; fragments in another order, or too far
apart; a denial that an ellipsis leaves out, or that brackets put in, as a number may be; or nothing of the quotation is
in the text."""


class Hashes(Protocol):
    """The hashes of a text, one for each word."""

    windows: Windows

    def places(self, needle: bytes) -> Iterator[int]:
        """Yield each word at which these hashes stand."""

    def stands(self, needle: bytes) -> bool:
        """Say whether these hashes stand anywhere."""

    def stands_at(self, needle: bytes, word: int) -> bool:
        """Say whether these hashes stand at this word."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Which word, counted from 1, does not fit, why, and a place of the text where the words around it stand."""

    number: int
    why: Why
    place: int | None = None


def mismatch(text: Hashes, fragment: Sequence[str], needle: bytes) -> Mismatch:
    """Return what is wrong with words that do not stand in the text; ``needle`` are their hashes."""
    size, length = text.windows.size, text.windows.length
    matched = 0
    while text.stands(needle[: size * (matched + 1)]):
        matched += 1
    if matched:
        broken = matched + length - 1
        places = list(islice(text.places(needle[: size * matched]), MOST_PLACES))
        for place in places:
            if resumed := _resumption(text, needle, broken, place):
                return Mismatch(broken + 1, resumed, place)
        return Mismatch(broken + 1, "other words", places[0])
    # None of the first windows tells which of its words is wrong; what matches after it does.
    for number in range(1, min(length, len(fragment)) + 1):
        rest = needle[size * number :]
        start = next(text.places(rest), None) if rest else None
        if start is not None:
            return Mismatch(number, "another word" if number == 1 else "beginning", start)
    known = any(text.stands(needle[at : at + size]) for at in range(0, len(needle), size))
    return Mismatch(1, "other words" if known else "nowhere")


def _resumption(text: Hashes, needle: bytes, broken: int, place: int) -> Why | None:
    """Say how the quotation goes on matching after the broken word, if what is before it stands at ``place``."""
    at = place + broken
    ways: tuple[tuple[int, int, Why], ...] = (
        (broken + 1, at + 1, "another word"),
        (broken + 1, at, "a word too many"),
        (broken, at + 1, "a word too few"),
    )
    for word, there, why in ways:
        rest = needle[text.windows.size * word :]
        if rest and text.stands_at(rest, there):
            return why
    return None
