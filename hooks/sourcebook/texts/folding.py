"""The words of quotations and of the texts that prove them, in the form in which they are compared.

What is folded is part of a fingerprint: a change makes quotations fail that stood. So each method of registration keeps
the fold that it began with, and a new fold is a new method.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

_APOSTROPHES = "'’‘\u201b\u02bc\u02b9\u02ba\u02bb\u02bd\u2032\u2033\u2034\ua78c\u055a`"
_PLAIN = (
    ("\u00b4", "'"),
    ("’", "'"),
    ("‘", "'"),
    ("\u201c", " "),
    ("\u201d", " "),
    ("–", " "),
    ("\u2014", " "),
    ("…", " "),
)
"""Signs of print, as what comes of them. NFKC would take an acute accent that stands alone apart."""
_TO_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "\u0451": "\u0435"})
NOTE_MARKS = re.compile("[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u2473\u24f5-\u24fe\u2776-\u277f]+")
"""Superscript and circled digits: marks of notes, which NFKC would make part of the word before them."""
_STRESS = re.compile("(?<=[аеиоуыэюяіїє])[\u0300\u0301]")
_UNWRITTEN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Arabic ones, tatweel
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]"  # variation selectors
)
_RANGES = (
    (0x2E80, 0x2FD5), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0x20000, 0x3FFFF),  # Han
    (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF),
    (0x1B000, 0x1B16F),  # kana
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x1A20, 0x1AAF), (0xA9E0, 0xA9FF),
    (0xAA60, 0xAADF),  # Thai, Lao, Burmese, Khmer, the scripts of the Tai
)  # fmt: skip
"""Code points of scripts that do not divide words."""
_FIRST = chr(min(first for first, _ in _RANGES))
_BESIDE_HAN = 0x2000
"""Above it, none of these scripts but those of the Tai has marks that belong to the character before them."""


class _Letters(dict[int, str | int]):
    """For ``str.translate``: letters, digits and their marks stay, apostrophes vanish, all else parts words."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        category = unicodedata.category(character)
        if character in self.closed_up or category == "Cf":
            self[code] = ""
        else:
            self[code] = code if category[0] in "LMN" else " "
        return self[code]

    def __init__(self, closed_up: str) -> None:
        super().__init__()
        self.closed_up = closed_up


_letters = _Letters(_APOSTROPHES)
_letters_at_first = _Letters("'’‘\u02bc`")


def quotation_words(text: str, method: int) -> list[str]:
    """Return the words of a text as they are compared, in the fold of a method of registration.

    Case, punctuation, ways of encoding and apostrophes make no difference. From the second method on, nor do
    œ and oe, the Russian yo and ye, stress marks, points, tatweel, variation selectors and marks of notes; and each
    character of a script that does not divide words is a word of its own, so that spaces between them make no
    difference either.
    """
    if method == 1:
        return _words_at_first(text)
    if not text.isascii():
        for sign, plain in _PLAIN:
            text = text.replace(sign, plain)
    if text.isascii():  # most English texts; millions of words are folded when texts are registered
        return text.lower().translate(_letters).split()
    text = NOTE_MARKS.sub("", text)
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = text.translate(_TO_LETTERS)
    bare = _UNWRITTEN.sub("", _STRESS.sub("", unicodedata.normalize("NFD", text)))
    if bare != text:
        text = unicodedata.normalize("NFKC", bare)
    return _characters_and_words().findall(text.translate(_letters))


def _words_at_first(text: str) -> list[str]:
    text = text.replace("\u00b4", "'")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded.translate(_letters_at_first).split()


def is_undivided(word: str) -> bool:
    """Say whether a word is a character of a script that does not divide words."""
    # Most words are of scripts below all of these.
    return word[0] >= _FIRST and _is_in_ranges(word[0])


def has_undivided(text: str) -> bool:
    """Say whether there is a character in a text of a script that does not divide words."""
    return max(text, default="") >= _FIRST and any(map(is_undivided, text))


# A long text has millions of characters, and a few thousand different ones.
@lru_cache(maxsize=2**16)
def _is_in_ranges(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _RANGES)


@cache
def _characters_and_words() -> re.Pattern[str]:
    undivided = "".join(f"{chr(first)}-{chr(last)}" for first, last in _RANGES)
    marks = "".join(re.escape(mark) for mark in _marks())
    return re.compile(f"[{undivided}][{marks}]*|[^\\s{undivided}]+")


def _marks() -> Iterator[str]:
    """Yield what belongs to the character before it, in the scripts that do not divide words."""
    for first, last in _RANGES:
        if last - first < _BESIDE_HAN:
            yield from (chr(code) for code in range(first, last + 1) if unicodedata.category(chr(code))[0] == "M")
    yield from "\u3099\u309a"
