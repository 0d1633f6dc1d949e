"""Words as the search in the browser knows them, and how readers without the right keys may type them."""

import re
from collections.abc import Iterable, Iterator

from sourcebook.words.folding import fold

SEPARATOR = (
    r"['’]s(?!\w)"  # of a genitive: who looks for a name finds what is somebody's
    r"|[\s\-–—/()\[\]“”„«»\"?!;…·\u3001\u3002\uff0c\uff1a\uff1b\uff1f\uff01\u300a-\u300d]+['‘’]*"
    r"|[,:](?!\d)['‘’]?"  # 1,966 and 5:55 are one word
    r"|['‘’]+(?=[\s,;:?!)]|$)|^['‘’]+"
)
"""What parts words: a regular expression that Python and browsers read alike. Full stops stay, as in N. S. and p.m.,
since the search finds words by their beginnings: a single letter would find too much."""
_SEPARATOR = re.compile(SEPARATOR)
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def tokens(text: str) -> list[str]:
    """Return the words of a text as the search keeps them: in small letters, with the apostrophes within them."""
    return [word for word in _SEPARATOR.split(text.lower()) if word]


def plain_spellings(words: Iterable[str]) -> Iterator[str]:
    """Yield the words that have accents without these; of Cyrillic letters only yo is taken to have one."""
    for word in words:
        if not word.isascii():
            plain = _WORD.sub(lambda part: fold(part[0], romanized=not _CYRILLIC.search(part[0])), word)
            plain = plain.replace("\u0451", "\u0435")
            if plain != word:
                yield plain


def romanized_spellings(words: Iterable[str]) -> Iterator[str]:
    """Yield the words in Cyrillic letters in Latin ones."""
    for word in words:
        if _CYRILLIC.search(word):
            yield _WORD.sub(lambda part: fold(part[0]), word)
