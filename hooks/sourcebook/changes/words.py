"""Which words of a text changed."""

import re
from difflib import SequenceMatcher

Piece = tuple[str, bool]
"""A piece of a text, and whether it is one of those that changed."""

_TOKEN = re.compile(r"\s+|\w+(?:[’'-]\w+)*|.", re.DOTALL)
_ALIKE = 0.35
"""Texts that share less than this are shown whole: marks on almost every word would hide what happened."""


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, with the words marked that the other does not have in that place."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return ((old, True),), ((new, True),)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        _add(left, "".join(before[start:end]), tag != "equal")
        _add(right, "".join(after[first:last]), tag != "equal")
    return tuple(left), tuple(right)


def _add(pieces: list[Piece], text: str, changed: bool) -> None:
    if not text:
        return
    # A lone space between two changed words belongs to the change: one mark reads better than two.
    if changed and len(pieces) > 1 and pieces[-1] == (" ", False) and pieces[-2][1]:
        pieces.pop()
        pieces[-1] = (f"{pieces[-1][0]} {text}", True)
    else:
        pieces.append((text, changed))
