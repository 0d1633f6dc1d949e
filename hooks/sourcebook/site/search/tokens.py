"""Words as the search in the browser knows them, and how readers without the right keys may type them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from sourcebook.words.folding import fold

_STOP_WORDS = (
    "a able about across after all almost also am among an and any are as at be because been but by can cannot could "
    "dear did do does either else ever every for from get got had has have he her hers him his how however i if in "
    "into is it its just least let like likely may me might most must my neither no nor not of off often on only or "
    "other our own rather said say says she should since so some than that the their them then there these they this "
    "tis to too twas us wants was we were what when where which while who whom why will with would yet you your"
)
"""Words that the search leaves out of its index; lunr, by which it is made, has this list."""
_SIGNS = r"\s*\-–—/()\[\]“”„«»\"?!;…·\u3001\u3002\uff0c\uff1a\uff1b\uff1f\uff01\u300a-\u300d"
_END = rf"(?=[{_SIGNS},:]|$)"
_STOP = (
    rf"(?:(?:{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in _STOP_WORDS.split())})"
    rf"['‘’]*{_END}[{_SIGNS}]*['‘’]*)"
)
SEPARATOR = (
    rf"['’]s{_END}"  # of a genitive: who looks for a name finds what is somebody's
    rf"|[{_SIGNS}]+['‘’]*{_STOP}*|^['‘’]*{_STOP}+"
    r"|[,:](?!\d)['‘’]?"  # 1,966 and 5:55 are one word
    rf"|['‘’]+{_END}|^['‘’]+"
)
"""What parts words: a regular expression that Python and browsers read alike.

The search looks for the beginnings of words, even of "the", of which the index has theatres only; so words that it
leaves out part others, and are left out of what readers ask as well. Full stops part nothing, as in N. S. and p.m.: a
single letter would find too much.
"""
_SEPARATOR = re.compile(SEPARATOR)
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile("<[^<>]*>")
_WITHIN_WORD = re.compile(r"\w['’](?!s\b)\w")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


# The same names stand in many entries.
@lru_cache(maxsize=2**14)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text as the search keeps them: in small letters, with the apostrophes within them."""
    return tuple(word for word in _SEPARATOR.split(text.lower()) if word)


def with_the_other_apostrophe(html: str) -> list[str]:
    """Return words of HTML within which is an apostrophe as they are with the other one, of keyboards or of print.

    What stands in the HTML in both ways is left out.
    """
    if "’" not in html and "'" not in html:
        return []
    around = " ".join(part for part in html.split() if ("’" in part or "'" in part) and _WITHIN_WORD.search(part))
    words = [word for word in tokens(unescape(_TAG.sub(" ", around))) if "’" in word or "'" in word]
    forms = dict.fromkeys(form for word in words for form in (word.replace("’", "'"), word.replace("'", "’")))
    return [form for form in forms if form not in words]


def plain_spellings(words: Iterable[str]) -> Iterator[str]:
    """Yield the words that have accents without these; of Cyrillic letters only yo is taken to have one."""
    for word in words:
        if not word.isascii():
            plain = _WORD.sub(lambda part: fold(part[0], romanized=not _CYRILLIC.search(part[0])), word)
            plain = plain.replace("\u0451", "\u0435").rstrip(".")
            if plain != word.rstrip("."):
                yield plain


def romanized_spellings(words: Iterable[str]) -> Iterator[str]:
    """Yield the words in Cyrillic letters in Latin ones."""
    for word in words:
        if _CYRILLIC.search(word):
            yield _WORD.sub(lambda part: fold(part[0]), word)
