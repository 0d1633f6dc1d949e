"""A text as an editor has it at hand, made ready for registration: what is no part of it is set aside, and shown.

Copies come from PDFs, scans and web pages. Their lines end where the paper ended, words are divided there, and page
numbers, running heads and marks of notes stand between the words. Nothing is joined or set aside that is not told.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from sourcebook.texts.folding import NOTE_MARKS, is_undivided
from sourcebook.texts.pages import CLOSERS, OPENERS, Treatment, tell, without_page_marks, without_running_heads
from sourcebook.texts.passages import BLANK_LINES, is_last_line
from sourcebook.words.counting import count

_LINE_ENDS = re.compile("\r\n?|[\x0b\x1c-\x1e\x85\u2028\u2029]")
_NOTES_IN_BRACKETS = re.compile(rf"[{OPENERS}]\s*\d{{1,3}}\s*[{CLOSERS}]")
_GLUED_NUMBERS = re.compile(r"[0-9]+(?!\w)")
_LETTERS_BEFORE = 3
"""A number glued to fewer letters is a name: *MI6*."""
_LONGEST_NOTE = 3
_LEAST_NOTES = 3
"""Numbers that end words are taken for marks of notes if so many of them count on, one by one."""
_DIVIDED = re.compile(r"(?<=[^\W_])([-\u00ad\u2010¬]+)[^\S\n]*\n[^\S\n]*(?=[^\W_])")
_LAST_WORD, _FIRST_WORD = re.compile(r"[^\W_]+$"), re.compile(r"[^\W_]+")
_LONGEST_WORD = 60
_SOFT = "\u00ad¬"
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_LONGEST_LINE = 200
"""Longer lines were not broken to fit on paper."""
_FULL = 0.7
"""A line is full if it has so much of the length of the longest one."""
_HAN = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_SPACED = re.compile(rf"(?<={_HAN})[^\S\n]+(?={_HAN})")


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text without what is no part of it, and what was done for that."""

    text: str
    changes: tuple[Treatment, ...]


def read(text: str) -> ReadText:
    """Make a text ready to be cut into passages.

    Set aside are page marks, page numbers, running heads and marks of notes; words divided at line ends are joined, and
    so are the lines of a paragraph. What looks odd and is kept is told as well.
    """
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    changes: list[Treatment] = []
    steps: tuple[Callable[[str, list[Treatment]], str], ...] = (
        without_running_heads, without_page_marks, _without_note_marks, _with_divided_words_joined,
        _with_lines_joined,
    )  # fmt: skip
    if spaced := len(_SPACED.findall(text)):
        changes.append(Treatment("spaces between characters that make no difference", spaced))
    for step in steps:
        text = step(text, changes)
    return ReadText(text, tuple(changes))


# --- notes ------------------------------------------------------------------------------------------------------------


def _without_note_marks(text: str, changes: list[Treatment]) -> str:
    aside = NOTE_MARKS.findall(text) + _NOTES_IN_BRACKETS.findall(text)
    text = _NOTES_IN_BRACKETS.sub(" ", NOTE_MARKS.sub("", text))
    glued = [found for found in _GLUED_NUMBERS.finditer(text) if _is_glued(text, found)]
    notes = _counting(glued)
    starts = {found.start() for found in notes}
    aside += (text[found.start() - 3 : found.end()] for found in notes)
    tell(changes, "marks of notes set aside", aside)
    tell(changes, "words that end in a number, kept", (
        f"{re.split(r'[^0-9A-Za-z]', text[max(0, found.start() - 20) : found.start()])[-1]}{found[0]}"
        for found in glued if found.start() not in starts
    ))  # fmt: skip
    return _GLUED_NUMBERS.sub(lambda found: "" if found.start() in starts else found[0], text) if starts else text


def _is_glued(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - _LETTERS_BEFORE) : found.start()]
    letters = len(before) == _LETTERS_BEFORE and before.isalpha() and not is_undivided(before[-1])
    return letters and len(found[0]) <= _LONGEST_NOTE


def _counting(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the numbers that count on, one by one, from 1, if they are enough to be marks of notes."""
    run: list[re.Match[str]] = []
    for number in found:
        if int(number[0]) == len(run) + 1:
            run.append(number)
    return run if len(run) >= _LEAST_NOTES else []


# --- lines ------------------------------------------------------------------------------------------------------------


def _with_divided_words_joined(text: str, changes: list[Treatment]) -> str:
    """Join words that are divided at line ends; a hyphen stays where the whole text, or a capital, speaks for it."""
    if not _DIVIDED.search(text):
        return text
    elsewhere = Counter(word.casefold() for word in _WORD.findall(_DIVIDED.sub("\n", text)))
    joined: list[str] = []
    kept: list[str] = []

    def whole(found: re.Match[str]) -> str:
        last = _LAST_WORD.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
        first = _FIRST_WORD.match(text, found.end())
        before, after = last[0] if last else "", first[0] if first else ""
        compound = f"{before}-{after}"
        if not set(found[1]) <= set(_SOFT) and _is_compound(before, after, elsewhere):
            kept.append(compound)
            return "-"
        joined.append(f"{compound} → {before}{after}")
        return ""

    text = _DIVIDED.sub(whole, text)
    tell(changes, "words joined that were divided at line ends", joined)
    tell(changes, "hyphens kept at line ends", kept)
    return text


def _is_compound(before: str, after: str, elsewhere: Counter[str]) -> bool:
    if elsewhere[f"{before}-{after}".casefold()] or elsewhere[f"{before}{after}".casefold()]:
        return elsewhere[f"{before}-{after}".casefold()] > elsewhere[f"{before}{after}".casefold()]
    return not after[0].islower() or before[-1].isdigit()


def _with_lines_joined(text: str, changes: list[Treatment]) -> str:
    """Join the lines of paragraphs: between blank lines or, where there are none, if lines were broken to fit."""
    blocks = BLANK_LINES.split(text.strip())
    lines = [line for line in text.split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    if len(blocks) > 1:
        within = sum(block.strip().count("\n") for block in blocks)
        if within:
            changes.append(Treatment("line ends within paragraphs, joined", within))
        return text
    runs_on = partial(_runs_on, longest=longest)
    broken = [runs_on(before, after) for before, after in pairwise(lines)]
    if not broken or 2 * sum(broken) < len(broken):
        return text
    paragraphs = [lines[0].strip()]
    for before, after, on in zip(lines, lines[1:], broken, strict=False):
        indented = len(after) - len(after.lstrip()) > len(before) - len(before.lstrip())
        if not on and (indented or len(before) < _FULL * longest):
            paragraphs.append(after.strip())
        else:
            paragraphs[-1] += " " + after.strip()
    told = f"lines of one paragraph, joined to {count(len(paragraphs), 'paragraph')}"
    changes.append(Treatment(told, len(lines) - len(paragraphs)))
    return "\n\n".join(paragraphs)


def _runs_on(before: str, after: str, longest: int) -> bool:
    """Say whether a line was broken to fit: its sentence goes on in the next one."""
    if is_last_line(before):
        return False
    full = (
        longest <= _LONGEST_LINE
        and len(before) >= _FULL * longest
        and longest >= (_LONGEST_LINE // 10 if is_undivided(before.strip()[-1]) else _LONGEST_LINE // 5)
    )
    return after.lstrip()[:1].islower() or full
