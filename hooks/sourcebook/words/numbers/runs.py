"""Digits and words of a text that together are one number: *1.5 million*, *двадцать пять*."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sourcebook.words.numbers.vocabulary import NumberWords

_GROUP = "[.,'’\u00a0\u2009\u202f ]"
_GROUPED = re.compile(rf"(\d{{1,3}}(?:{_GROUP}\d{{3}})+)(?:[.,](\d{{1,2}}))?")
TOKEN = re.compile(rf"(?P<digits>{_GROUPED.pattern}(?!\d)|\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+)")
_BETWEEN = re.compile(r"[\s-]*(?:and\s)?")
_TIME = re.compile(r"\b(\d{1,2}):(\d\d)\b")
_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s?[–-]\s?\d+(?:[.,]\d+)?\s([^\W\d_]+)")
_SHARE = re.compile(r"\b(?:per|pour)\s$")


@dataclass(frozen=True, slots=True)
class _Part:
    """Digits, or a word for a number, in its place; of digits the ``word`` is empty."""

    start: int
    end: int
    value: Fraction
    word: str


@dataclass(frozen=True, slots=True)
class Run:
    """What together is one number: its place, its value, and the values and the words of which it is made."""

    start: int
    end: int
    value: Fraction
    parts: tuple[Fraction, ...]
    words: tuple[str, ...]


def runs(text: str, vocabulary: NumberWords) -> Iterator[Run]:
    """Yield the numbers that stand in a text in digits or in words of this vocabulary, and in English digits."""
    run: list[_Part] = []
    before = 0
    for found in TOKEN.finditer(text):
        if not run and found["word"] and not vocabulary.values(found["word"]):
            continue  # most words are no numbers
        if run and found["word"] == "and" and run[-1].value >= 100:
            continue  # two hundred and fifty
        parts: Sequence[_Part | None] = _parts(text, found, vocabulary) or [None]
        for part in parts:
            if run and (part is None or not _BETWEEN.fullmatch(text[before : found.start()]) or not _joins(run, part)):
                yield _joined(run)
                run = []
            run += [part] if part else []
            before = found.start()
        before = found.end()
    if run:
        yield _joined(run)


def digits_elsewhere(text: str) -> Iterator[Fraction]:
    """Yield what else digits of a text may mean: 14.338 thousands, groups beside a space numbers of their own."""
    for found in TOKEN.finditer(text):
        if (written := found["digits"]) and not written.isdecimal():
            if re.fullmatch(r"\d{1,3}\.\d{3}", written):
                yield Fraction(written.replace(".", ""))
            yield from map(Fraction, map(int, re.findall(r"\d+", written)))
    yield from (Fraction(f"{found[1]}.{found[2]}") for found in _TIME.finditer(text))


def first_of_ranges(text: str, vocabulary: NumberWords) -> Iterator[Fraction]:
    """Yield the lower number of ranges of which only the upper one is followed by its word: *2–2.5 thousand*."""
    for found in _RANGE.finditer(text):
        if value := vocabulary.value(found[2]):
            yield _in_digits(found[1]) * value


def _parts(text: str, found: re.Match[str], vocabulary: NumberWords) -> list[_Part]:
    if found["digits"]:
        return [_Part(found.start(), found.end(), _in_digits(found["digits"]), "")]
    values = vocabulary.values(found["word"])
    if values and _SHARE.search(text[max(0, found.start() - 5) : found.start()]):
        return []  # per cent
    return [_Part(found.start(), found.end(), Fraction(value), found["word"]) for value in values]


def _in_digits(written: str) -> Fraction:
    """Return the number that digits are in English, where a comma or space groups thousands."""
    if written.isdecimal():
        return Fraction(int(written))
    if grouped := _GROUPED.fullmatch(written):
        whole, rest = grouped.groups()
        if whole.count(".") != 1 or rest:
            return Fraction(f"{re.sub('[^0-9]', '', whole)}.{rest or 0}")
    return Fraction(re.sub("[^0-9.]", "", written) if grouped else written.replace(",", "."))


def _joins(run: list[_Part], part: _Part) -> bool:
    """Say whether a part belongs to the number whose parts stand before it."""
    last = run[-1]
    if not part.word:
        return last.word != "" and last.value == 1000 and 100 <= part.value < 1000
    if part.value >= 1000:
        return last.value < part.value
    if not last.word:
        return False
    if part.value == 100:
        return last.value < 100 or last.value >= 1000
    if last.value >= 100:
        return part.value < last.value and part.value < 1000
    if [one.value for one in run[-2:]] == [4, 20]:
        return part.value < 20  # quatre-vingt-dix
    tens = last.value >= 20 and part.value < 10
    return tens or (last.value == 60 and part.value < 20) or (last.value == 4 and part.value == 20)


def _joined(run: list[_Part]) -> Run:
    total = current = Fraction(0)
    for part in run:
        if part.value >= 1000:
            total, current = total + (current or 1) * part.value, Fraction(0)
        elif (part.value == 100 and 1 <= current < 100) or (part.value == 20 and current == 4):
            current *= part.value  # two hundred; quatre-vingt
        else:
            current += part.value
    words = tuple(part.word for part in run if part.word)
    return Run(run[0].start, run[-1].end, total + current, tuple(part.value for part in run), words)
