"""What a change is: one record that came, went or became different, and how, down to the words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from sourcebook.files.problems import Problem
from sourcebook.records.kinds import Kind

MarkedPiece = tuple[str, bool]
"""A piece of a text, and whether it is one of those that changed."""

_TOKEN = re.compile(r"\s+|\w+(?:[’'-]\w+)*|.", re.DOTALL)
_ALIKE = 0.35
"""Texts that share less than this are shown whole: marks on almost every word would hide what happened."""

ADDED = "added"
LOST = "lost"
RENAMED = "renamed"
MOVED = "moved"
REWORDED = "reworded"
CITED = "with other citations"
WEIGHTED = "on other evidence"
ORIGINS = "with other origins"
ALTERED = "altered"
"""Whatever has no word of its own."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One difference: ``label`` in words, then what was and what is, where there is something to show.

    ``aspect`` is the word under which the summary counts it; ``within`` are differences inside this one.
    """

    label: str
    old: tuple[MarkedPiece, ...] = ()
    new: tuple[MarkedPiece, ...] = ()
    aspect: str = ALTERED
    within: tuple["Detail", ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record. ``aspects`` say what happened; kinds may have words of their own for some."""

    kind: Kind
    id: str
    title: str
    where: str
    aspects: tuple[str, ...]
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the reference, before and after."""

    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two states of a reference."""

    changes: tuple[Change, ...]
    figures: tuple[Figure, ...]
    forms: tuple[str, ...]
    """Files that were edited and say the same as before: comments, order of keys, line ends."""
    left_out: tuple[str, ...]
    """Ids of records, or names of files, that one of the states has in a form that cannot be read: not compared."""


@dataclass(frozen=True, slots=True)
class State:
    """One of the two states that are compared: its name in words, and what keeps parts of it from being read."""

    name: str
    problems: tuple[Problem, ...] = ()


def unmarked(text: str) -> tuple[MarkedPiece, ...]:
    """Return a text as one piece without marks, nothing for an empty one."""
    return ((text, False),) if text else ()


def changed_value(label: str, old: str, new: str, aspect: str = ALTERED) -> Detail:
    """Return the detail of a value that changed; an empty text stands for none."""
    if old and new:
        left, right = with_changes_marked(old, new)
        return Detail(f"{label} {REWORDED if aspect == REWORDED else 'changed'}", left, right, aspect)
    return Detail(f"{label} {ADDED if new else 'removed'}", unmarked(old), unmarked(new), aspect)


def aspects(details: Iterable[Detail]) -> tuple[str, ...]:
    """Return what the details are about, each word once."""
    return tuple(dict.fromkeys(detail.aspect for detail in details))


def with_changes_marked(old: str, new: str) -> tuple[tuple[MarkedPiece, ...], tuple[MarkedPiece, ...]]:
    """Return both texts in pieces, with the words marked that the other does not have in that place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ((old, True),), ((new, True),)
    left: list[MarkedPiece] = []
    right: list[MarkedPiece] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        _add(left, "".join(before[start:end]), tag != "equal")
        _add(right, "".join(after[first:last]), tag != "equal")
    return tuple(left), tuple(right)


def _add(pieces: list[MarkedPiece], text: str, changed: bool) -> None:
    if not text:
        return
    # A lone space between two changed words belongs to the change: one mark reads better than two.
    if changed and len(pieces) > 1 and pieces[-1] == (" ", False) and pieces[-2][1]:
        pieces.pop()
        pieces[-1] = (f"{pieces[-1][0]} {text}", True)
    else:
        pieces.append((text, changed))
