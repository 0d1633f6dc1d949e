"""The place where YAML cannot be read any further, and how lines are looked at around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

LONGEST_LINE = 400
"""What stands further to the right in a line is not looked at."""
SHOWN = 60
KEY_LINE = re.compile(r"(?P<lead> *(?:- +)*)(?P<key>[^\s:'\"#\[{](?:[^:\n]*[^\s:])?) *:(?: +(?P<value>.*\S))? *")
_ITEM_LINE = re.compile(r"(?P<lead> *(?:- +)+)(?P<value>\S.*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake with its place, counted from 0; ``message`` and ``hint`` as in a ``Problem``."""

    row: int
    column: int
    message: str
    hint: str
    code: str = "not-yaml"


@dataclass(frozen=True)
class Stop:
    """Where the reader stopped, for what ``reason``, and the place where it had ``begun`` what it could not finish."""

    text: str
    reason: str
    row: int
    column: int
    begun: tuple[int, int]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, the long ones cut."""
        return [line[:LONGEST_LINE] for line in self.text.split("\n")]

    @property
    def line(self) -> str:
        """The line in which the reader stopped, empty behind the last one."""
        return self.lines[self.row] if self.row < len(self.lines) else ""

    def above(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield the lines above ``row`` that say something, the nearest first."""
        for number in range(min(row, len(self.lines)) - 1, -1, -1):
            bare = self.lines[number].strip()
            if bare and not bare.startswith("#"):
                yield number, self.lines[number]

    def near(self) -> Iterator[tuple[int, str]]:
        """Yield the lines where a key may be wrong: where the reader had begun, where it stopped, and above."""
        rows = [self.begun[0], self.row, *(row for row, _ in list(self.above(self.row))[:1])]
        yield from ((row, self.lines[row]) for row in dict.fromkeys(rows) if row < len(self.lines))


def in_single_quotes(text: str) -> str:
    """Return a text in single quotation marks, as YAML writes it."""
    return "'" + text.replace("'", "''") + "'"


def own_value(line: str) -> tuple[int, str]:
    """Return column and text of the value in a line: what stands behind the key or the hyphen."""
    if found := KEY_LINE.fullmatch(line) or _ITEM_LINE.fullmatch(line):
        return (found.start("value"), found["value"]) if found["value"] else (len(line), "")
    return indentation(line), line.strip()


def indentation(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def spaces(number: int) -> str:
    """Return a number of spaces in words."""
    return {0: "no spaces", 1: "1 space"}.get(number, f"{number} spaces")


def quoted(text: str) -> str:
    """Return a text for messages: cut, and in quotation marks."""
    return repr(shown(text.strip()))


def shown(text: str) -> str:
    """Return a text, cut where it is long."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
