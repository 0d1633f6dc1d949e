"""Changes put into lines, whatever these are printed on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from sourcebook.changes.change import ADDED, LOST, MOVED, RENAMED, REWORDED, Change, Changes, Detail, MarkedPiece, State
from sourcebook.records.kinds import Kind
from sourcebook.words.counting import count

Line = tuple[int, str]
"""How deep a line stands, and what it says."""
NOTHING = "Nothing changed in what the reference says."
SHORT = 40
"""Values up to this length are shown side by side, longer ones beneath each other."""
MOST_LISTED = 20
"""How many problems of a state, or ids that are not compared, are listed."""
_FIRST = (ADDED, LOST, RENAMED, MOVED, REWORDED)
"""What a summary begins with."""
_SIGNS = {ADDED: "+", LOST: "-"}


class Style(NamedTuple):
    """How texts are set: any text of the data, an old text with what went marked, a new one with what came marked."""

    text: Callable[[str], str]
    old: Callable[[Sequence[MarkedPiece]], str]
    new: Callable[[Sequence[MarkedPiece]], str]


def groups(changes: Changes) -> Iterator[tuple[str, list[Change]]]:
    """Yield the changes of each kind under their heading."""
    for kind, members in groupby(changes.changes, key=lambda change: change.kind):
        yield kind.readers_heading, list(members)


def summary(changes: Iterable[Change]) -> str:
    """Return how many records came, went and became different in which respect: ``2 added, 1 reworded``."""
    counts = Counter((aspect, _word(change.kind, aspect)) for change in changes for aspect in change.aspects)
    order = sorted(counts, key=lambda it: (_FIRST.index(it[0]) if it[0] in _FIRST else len(_FIRST), *it))
    return ", ".join(f"{counts[aspect, word]:,} {word}" for aspect, word in order)


def _word(kind: Kind, aspect: str) -> str:
    return {ADDED: kind.added, LOST: kind.lost}.get(aspect, aspect)


def sign(change: Change) -> str:
    """Return ``+`` for a record that came, ``-`` for one that went, and ``~`` for one that became different."""
    return next((_SIGNS[aspect] for aspect in change.aspects if aspect in _SIGNS), "~")


def detail_lines(detail: Detail, style: Style, depth: int) -> Iterator[Line]:
    """Yield the lines of a detail and of the details within it."""
    old, new = _joined(detail.old), _joined(detail.new)
    label = style.text(detail.label)
    if old and new and (detail.aspect == REWORDED or max(len(old), len(new)) > SHORT):
        yield depth, f"{label}:"
        yield depth + 1, style.old(detail.old)
        yield depth + 1, style.new(detail.new)
    elif old and new:
        yield depth, f"{label}: {style.text(old)} → {style.text(new)}"
    else:
        yield depth, f"{label}: {style.text(old or new)}" if old or new else label
    for inner in detail.within:
        yield from detail_lines(inner, style, depth + 1)


def remarks(changes: Changes, before: State, after: State, style: Style) -> Iterator[Line]:
    """Yield what keeps the comparison from being whole, and which files changed in form only."""
    for state in (before, after):
        if state.problems:
            number = count(len(state.problems), "problem")
            yield 0, f"{style.text(state.name)} has {number}; what cannot be read because of them is not compared:"
            yield from _first(map(str, state.problems), len(state.problems), style)
    if changes.left_out:
        yield 0, "not compared, because one of the two sides cannot be read:"
        yield from _first(changes.left_out, len(changes.left_out), style)
    if changes.forms:
        yield 0, "edited without a change of what is said:"
        yield from _first(changes.forms, len(changes.forms), style)


def _first(texts: Iterable[str], number: int, style: Style) -> Iterator[Line]:
    for _, text in zip(range(MOST_LISTED), texts, strict=False):
        yield 1, style.text(text)
    if number > MOST_LISTED:
        yield 1, f"and {number - MOST_LISTED:,} more"


def _joined(pieces: Sequence[MarkedPiece]) -> str:
    return "".join(text for text, _ in pieces)
