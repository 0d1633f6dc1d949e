"""Upright columns side by side, with those of their numbers and heads written for which there is room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sourcebook.site.pictures.scale import label_width
from sourcebook.site.pictures.svg import Svg, tag
from sourcebook.words.dates import year_words

CHART_WIDTH = 320.0
"""So wide that it fits on a phone as it is, with letters of their full size."""
_HIGH, _NUMBERS, _FOOT = 76.0, 16.0, 18.0
"""Height of the tallest column, of the room above for its number, and below for its head."""
CHART_HEIGHT = _HIGH + _NUMBERS + _FOOT
_THIN, _WIDEST = 15.0, 40.0
CROWDED = 3
"""A column so many times taller than the next is broken off, lest all others vanish."""
_LINE = 12.0
_ROUND = 20
"""Of many years those are written that can be divided by this."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number, its head, and its box on the picture from ``top`` down to ``base``."""

    number: int
    head: str
    left: float
    right: float
    top: float
    base: float
    hollow: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A text with its middle and the line on which it stands."""

    text: str
    x: float
    y: float

    @property
    def half(self) -> float:
        """Half its width."""
        return label_width(self.text) / 2


def crowded(numbers: Sequence[int]) -> int | None:
    """Return the place of a number more than ``CROWDED`` times as large as each other, ``None`` where there is none."""
    if len(numbers) < 2:
        return None
    place = max(range(len(numbers)), key=lambda number: numbers[number])
    second = max(number for other, number in enumerate(numbers) if other != place)
    return place if second and numbers[place] > CROWDED * second else None


def columns(heads: Sequence[str], numbers: Sequence[int], top: float, hollow: int | None = None) -> list[Column]:
    """Return columns side by side below ``top``; the one at place ``hollow`` is to be drawn in outline.

    Heights are as the numbers, but for a crowded column, which is taller than all others and broken off.
    """
    broken = crowded(numbers)
    tallest = max((number for place, number in enumerate(numbers) if place != broken), default=0) or 1
    room = _HIGH if broken is None else 0.6 * _HIGH
    step = min(CHART_WIDTH / max(len(numbers), 1), _WIDEST)
    gap = max(1.0, step / 4)
    base = top + _NUMBERS + _HIGH
    made = []
    for place, (head, number) in enumerate(zip(heads, numbers, strict=True)):
        high = _HIGH if place == broken else room * number / tallest
        left, right = place * step + gap / 2, (place + 1) * step - gap / 2
        made.append(Column(number, head, left, right, base - high, base, place == hollow, place == broken))
    return made


def draw_columns(those: Sequence[Column], *, of_years: bool = False) -> list[Svg]:
    """Return columns with their numbers and heads; with ``of_years`` round years are written before others."""
    base = those[0].base
    parts = [tag("line", x1=0, x2=CHART_WIDTH, y1=base, y2=base, class_="base")]
    for it in filter(lambda column: column.number, those):
        wide = it.right - it.left
        box = tag("rect", x=it.left, y=it.top, width=wide, height=base - it.top, class_=kind(it.hollow))
        parts.append(box)
        if it.broken:
            parts.append(tag("path", d=f"M{it.left - 4:.1f} {it.top + 18:.1f}l{wide + 8:.1f} -6", class_="cut"))
    parts += [tag("text", word.text, x=word.x, y=word.y, class_="value middle") for word in numbers(those)]
    return [
        *parts,
        *(tag("text", word.text, x=word.x, y=word.y, class_="head middle") for word in heads(those, of_years)),
    ]


def kind(hollow: bool) -> str:
    """Return the class of a bar or column."""
    return "bar hollow" if hollow else "bar"


def numbers(those: Sequence[Column]) -> list[Word]:
    """Return the numbers to write above columns, or beside their upper end: none lies on another or on a column.

    The larger ones choose first. Thin columns have theirs only if they are at least half as tall as the tallest.
    """
    some = sorted((column for column in those if column.number), key=lambda column: -column.number)
    if those[0].right - those[0].left < _THIN:
        whole = [column.number for column in some if not column.broken]
        some = [column for column in some if 2 * column.number >= max(whole, default=0)]
    placed: list[Word] = []
    for column in some:
        text, y = f"{column.number:,}", column.top - 4
        half = label_width(text) / 2
        places = ((column.left + column.right) / 2, column.right + half + 1, column.left - half - 1)
        words = (Word(text, min(max(x, half), CHART_WIDTH - half), y) for x in places)
        placed += next(([word] for word in words if _free(word, placed) and not _hidden(word, those)), [])
    return placed


def heads(those: Sequence[Column], of_years: bool) -> list[Word]:
    """Return the heads to write below columns: none lies on another; a broken one and the ends choose first."""
    order = [*(column for column in those if column.broken), those[0], those[-1]]
    order += [column for column in those if not of_years or int(column.head) % _ROUND == 0]
    placed: list[Word] = []
    for column in order:
        head = year_words(int(column.head)) if of_years else column.head
        half = label_width(head) / 2
        x = min(max((column.left + column.right) / 2, half), CHART_WIDTH - half)
        word = Word(head, x, column.base + 14)
        placed += [word] if _free(word, placed) else []
    return placed


def _free(word: Word, others: Iterable[Word]) -> bool:
    return all(
        abs(word.x - other.x) >= word.half + other.half + 2 or abs(word.y - other.y) >= _LINE for other in others
    )


def _hidden(word: Word, those: Iterable[Column]) -> bool:
    return any(
        column.left < word.x + word.half and word.x - word.half < column.right and column.top < word.y
        for column in those
        if column.number
    )
