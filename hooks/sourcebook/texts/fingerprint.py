"""Quotations proven against texts that the reference does not hold.

A registered text is kept as hashes: one for the three-word window that starts at each of its words, keyed with the id
of the source and cut to 16 bits. A quotation of n words in a named passage is so proven with 16(n-2) bits, while
whoever tries to rebuild the text from a dictionary meets more false continuations than true ones.
"""

import base64
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import accumulate, islice, pairwise
from typing import Literal

from sourcebook.records.sources import RegisteredText

WINDOW = 3
"""Words in a window; a shorter quotation cannot be proven."""
SIZE = 2
"""Bytes of a hash."""
MOST_PLACES = 50
"""Places that are looked at for what went wrong with a quotation."""
SHORT_TEXT = 1000
"""A text with fewer words is split into sentences, others into paragraphs."""

_ELLIPSIS = re.compile(r"[\[(]?\s*(?:…|\.(?:\s?\.){2,})\s*[\])]?")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
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


class FingerprintError(ValueError):
    """A registered text in which the windows of the passage ``number``, counted from 0, do not fit its words."""

    def __init__(self, message: str, number: int) -> None:
        """Keep which passage it is."""
        super().__init__(message)
        self.number = number


class _Letters(dict[int, str | int]):
    """For ``str.translate``: letters, digits and their marks stay, apostrophes vanish, all else parts words."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        category = unicodedata.category(character)
        if character in "'’‘\u02bc`" or category == "Cf":
            self[code] = ""
        else:
            self[code] = code if category[0] in "LMN" else " "
        return self[code]


_letters = _Letters()


def quotation_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: NFKC, case folded, no punctuation, apostrophes closed up."""
    text = text.replace("\u00b4", "'")  # an acute accent, which NFKC would take apart into space and accent
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.translate(_letters).split()


def split_passages(text: str, unit: str | None = None) -> tuple[str, list[tuple[str, str]]]:
    """Split a text into numbered passages; return the unit and the pairs of id and text.

    Sentences are ``s1``, ``s2`` …, paragraphs ``p1`` …; ``unit`` is ``sentence`` or ``paragraph``, by default what
    suits the length. Headings before the first sentence are no sentences; pieces without a word are no passages.
    Raises ``ValueError`` for another unit.
    """
    if unit is None:
        unit = "sentence" if len(quotation_words(text)) < SHORT_TEXT else "paragraph"
    if unit not in ("sentence", "paragraph"):
        raise ValueError(f"unit must be 'sentence' or 'paragraph': {unit!r}")
    paragraphs = _paragraphs(text)
    pieces: Iterable[str] = paragraphs
    if unit == "sentence":
        pieces = (sentence for block in _without_headings(paragraphs) for sentence in _sentences(block))
    found = [piece for piece in pieces if quotation_words(piece)]
    return unit, [(f"{unit[0]}{number}", piece) for number, piece in enumerate(found, 1)]


def _paragraphs(text: str) -> list[str]:
    """Return the blocks between blank lines, or the lines of a text that has no blank lines."""
    text = "\n".join(text.splitlines()).strip()
    blocks = _BLANK_LINES.split(text)
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


def hashes(quote: Sequence[str], salt: str) -> list[bytes]:
    """Return the hash of the window at each of the words that has two words after it."""
    base = blake2b(key=blake2b(salt.encode(), digest_size=32).digest(), digest_size=SIZE)
    found = []
    for start in range(len(quote) - WINDOW + 1):
        window = base.copy()
        window.update(" ".join(quote[start : start + WINDOW]).encode())
        found.append(window.digest())
    return found


def fingerprint(passages: Iterable[tuple[str, str]], salt: str) -> list[bytes]:
    """Return for each passage (id, text) the hashes of the windows that start in it, one after the other.

    Windows run across the end of a passage into the next; the last two words of the text start none.
    """
    split = [quotation_words(text) for _, text in passages]
    windows = hashes([word for passage in split for word in passage], salt)
    bounds = pairwise(accumulate(map(len, split), initial=0))
    return [b"".join(windows[start:end]) for start, end in bounds]


Why = Literal["another word", "a word too many", "a word too few", "beginning", "other words", "order", "nowhere"]
"""What stands at the break: another word, with the words before and after it right; a word that the text does not have,
or lacks; something among the first words; other words, as far as can be told; fragments in another order; or nothing of
the quotation is in the text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a search for a quotation.

    ``passages`` are those in which any of its words stand, in every place where it is found. ``broken_at`` is the
    word, as compared, where matching stops; None if it is proven or ``too_short`` (fewer than three words together).
    ``why`` says what is wrong there, as far as the fingerprint tells, and ``near`` where the words around it stand.
    """

    proven: bool
    passages: tuple[str, ...] = ()
    too_short: bool = False
    broken_at: str | None = None
    why: Why | None = None
    near: str | None = None


class Fingerprint:
    """A registered text, ready for the search for quotations."""

    def __init__(self, text: RegisteredText) -> None:
        """Unpack the windows; raise ``FingerprintError`` if they are damaged."""
        self._salt = text.key or text.source
        self._ids = [passage.id for passage in text.passages]
        self._starts = [0, *accumulate(passage.words for passage in text.passages)]
        windows = []
        for number, (passage, start) in enumerate(zip(text.passages, self._starts, strict=False)):
            try:
                windows.append(base64.b64decode(passage.windows, validate=True))
            except ValueError as error:
                raise FingerprintError(f"passage {passage.id!r}: windows must be base64: {error}", number) from error
            expected = max(0, min(passage.words, self._starts[-1] - WINDOW + 1 - start))
            if len(windows[-1]) != SIZE * expected:
                message = f"passage {passage.id!r}: windows must be {expected} hashes of {SIZE} bytes"
                raise FingerprintError(message, number)
        self._windows = b"".join(windows)

    def find(self, quote: str) -> Finding:
        """Say whether and in which passages the quotation stands word for word.

        An ellipsis (``…``, ``...``, ``[…]``) parts fragments that must stand in this order; a fragment of fewer than
        three words proves nothing and is passed over if another is long enough.
        """
        fragments = [quotation_words(fragment) for fragment in _ELLIPSIS.split(quote)]
        fragments = [fragment for fragment in fragments if len(fragment) >= WINDOW]
        if not fragments:
            return Finding(proven=False, too_short=True)
        needles = [b"".join(hashes(fragment, self._salt)) for fragment in fragments]
        touched: set[int] = set()
        for start in self._places(needles[0]):
            touched |= self._touched(start, fragments, needles)
        if touched:
            return Finding(proven=True, passages=tuple(self._ids[number] for number in sorted(touched)))
        return self._break(fragments, needles)

    def _places(self, needle: bytes, start: int = 0) -> Iterator[int]:
        """Yield each word at which the windows stand, from word ``start`` on."""
        place = self._windows.find(needle, start * SIZE)
        while place >= 0:
            if place % SIZE == 0:
                yield place // SIZE
            place = self._windows.find(needle, place + 1)

    def _touched(self, start: int, fragments: list[list[str]], needles: list[bytes]) -> set[int]:
        """Return the numbers of the passages that the fragments touch if the first stands at ``start``, else none."""
        touched: set[int] = set()
        end = start
        for fragment, needle in zip(fragments, needles, strict=True):
            place = start if not touched else next(self._places(needle, end), None)
            if place is None:
                return set()
            end = place + len(fragment)
            touched.update(range(self._number(place), self._number(end - 1) + 1))
        return touched

    def _number(self, word: int) -> int:
        return bisect_right(self._starts, word) - 1

    def _break(self, fragments: list[list[str]], needles: list[bytes]) -> Finding:
        """Return where the first fragment that is not found stops matching, and why."""
        for fragment, needle in zip(fragments, needles, strict=True):
            if not self._stands(needle):
                found = self._break_within(fragment, needle)
                # If other parts are found, the source is the right one.
                elsewhere = found.why == "nowhere" and any(map(self._stands, needles))
                return replace(found, why="other words") if elsewhere else found
        return Finding(proven=False, broken_at=fragments[-1][0], why="order")

    def _break_within(self, fragment: list[str], needle: bytes) -> Finding:
        matched = 0
        while self._stands(needle[: SIZE * (matched + 1)]):
            matched += 1
        if matched:
            broken = matched + WINDOW - 1
            places = list(islice(self._places(needle[: SIZE * matched]), MOST_PLACES))
            for place in places:
                if resumed := self._resumption(needle, broken, place):
                    return Finding(proven=False, broken_at=fragment[broken], why=resumed, near=self._id(place))
            return Finding(proven=False, broken_at=fragment[broken], why="other words", near=self._id(places[0]))
        # None of the first windows tells which of its words is wrong; what matches after it does.
        for number in range(1, WINDOW + 1):
            rest = needle[SIZE * number :]
            start = next(self._places(rest), None) if rest else None
            if start is not None:
                word = fragment[number - 1]
                why: Why = "another word" if number == 1 else "beginning"
                return Finding(proven=False, broken_at=word, why=why, near=self._id(start))
        if any(self._stands(needle[at : at + SIZE]) for at in range(0, len(needle), SIZE)):
            return Finding(proven=False, broken_at=fragment[0], why="other words")
        return Finding(proven=False, broken_at=fragment[0], why="nowhere")

    def _resumption(self, needle: bytes, broken: int, place: int) -> Why | None:
        """Say how the quotation goes on matching after the broken word, if what is before it stands at ``place``."""
        at = place + broken
        ways: tuple[tuple[int, int, Why], ...] = (
            (broken + 1, at + 1, "another word"),
            (broken + 1, at, "a word too many"),
            (broken, at + 1, "a word too few"),
        )
        for word, there, why in ways:
            rest = needle[SIZE * word :]
            if rest and self._windows.startswith(rest, SIZE * there):
                return why
        return None

    def _id(self, word: int) -> str:
        return self._ids[self._number(word)]

    def _stands(self, needle: bytes) -> bool:
        return next(self._places(needle), None) is not None
