"""Where a text is cut into numbered passages."""

import re
from collections.abc import Iterable, Iterator

from sourcebook.texts.folding import quotation_words
from sourcebook.texts.windows import METHOD

SHORT_TEXT = 1000
"""A text with fewer words is split into sentences, others into paragraphs."""
_LONGEST_SHORT_TEXT = 20_000
"""Letters that hold more than so many words."""
_SOME_WORD = re.compile("[A-Za-z\u0410-\u044f\u4e00-\u9fff]")

BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_CLOSERS = "\"'”’»)\\]"
_SENTENCE_END = re.compile(rf"[.!?…]+[{_CLOSERS}]*\s+|[。\uff01\uff1f][{_CLOSERS}」』]*\s*")
_FINAL = re.compile(rf"[.!?…:;。\uff01\uff1f][{_CLOSERS}」』]*$")
_OPENERS = "\"'“‘«„([¿¡—–- "
_INITIALS = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)+$")
_ABBREVIATIONS = re.compile(
    r"\b(?:al|approx|ca|capt|cf|ch|co|col|dept|dr|eds?|esp|est|etc|figs?|fr|gen|gov|hon|inc|jr|ltd?|mme|mrs?|ms|mt"
    r"|nos?|op|p|para|pp|prof|rev|sec|ser|sr|st|trans|viz|vols?|vs)\.$",
    re.IGNORECASE,
)
_STARTER = re.compile(
    r"(?:After|All|An?|And|As|At|But|For|He|Her|His|I|If|In|It|No|On|She|So|Th(?:at|e|en|ere|ese|ey|is|ose)|We|What|When"
    r"|Who|You)\b"
)


def split_passages(text: str, unit: str | None = None) -> tuple[str, list[tuple[str, str]]]:
    """Split a text into numbered passages; return the unit and the pairs of id and text.

    Sentences are ``s1``, ``s2`` …, paragraphs ``p1`` …; ``unit`` is ``sentence`` or ``paragraph``, by default what
    suits the length. Headings before the first sentence are no sentences; pieces without a word are no passages.
    Raises ``ValueError`` for another unit.
    """
    if unit is None:
        beginning = quotation_words(text[:_LONGEST_SHORT_TEXT], METHOD)
        unit = "sentence" if len(text) <= _LONGEST_SHORT_TEXT and len(beginning) < SHORT_TEXT else "paragraph"
    if unit not in ("sentence", "paragraph"):
        raise ValueError(f"unit must be 'sentence' or 'paragraph': {unit!r}")
    paragraphs = _paragraphs(text)
    pieces: Iterable[str] = paragraphs
    if unit == "sentence":
        pieces = (sentence for block in _without_headings(paragraphs) for sentence in _sentences(block))
    found = [piece for piece in pieces if _SOME_WORD.search(piece) or quotation_words(piece, METHOD)]
    return unit, [(f"{unit[0]}{number}", piece) for number, piece in enumerate(found, 1)]


def is_last_line(line: str) -> bool:
    """Say whether a line ends with the end of a sentence or of what stands before a colon."""
    return _FINAL.search(line.rstrip()) is not None


def headings(text: str) -> list[str]:
    """Return the headings that are left out where a text is split into sentences."""
    paragraphs = _paragraphs(text)
    return paragraphs[: len(paragraphs) - len(_without_headings(paragraphs))]


def _paragraphs(text: str) -> list[str]:
    """Return the blocks between blank lines, or the lines of a text that has no blank lines."""
    text = "\n".join(text.splitlines()).strip()
    blocks = BLANK_LINES.split(text)
    return [" ".join(block.split()) for block in (blocks if len(blocks) > 1 else text.split("\n"))]


def _without_headings(paragraphs: list[str]) -> list[str]:
    """Leave out what stands before the first paragraph with a sentence; a text without any is kept whole."""
    full = (n for n, block in enumerate(paragraphs) if _FINAL.search(block) or len(list(_sentences(block))) > 1)
    return paragraphs[next(full, 0) :]


def _sentences(block: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(block):
        if _ends_sentence(block[start : end.start() + 1], end.group(), block[end.end() :]):
            yield block[start : end.end()].strip()
            start = end.end()
    if block[start:].strip():
        yield block[start:].strip()


def _ends_sentence(before: str, end: str, after: str) -> bool:
    """Tell whether a sentence ends between ``before``, which ends with the full stop, and ``after``."""
    following = after.lstrip(_OPENERS)[:1]
    if following and following.isalpha() and following.islower():
        return False
    if not end.startswith(".") or end.startswith(".."):
        return True
    if _INITIALS.search(before) or (end.rstrip() == "." and _ABBREVIATIONS.search(before)):
        return _STARTER.match(after) is not None
    return True
