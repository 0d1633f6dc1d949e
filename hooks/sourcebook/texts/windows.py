"""Windows of words and their hashes, of which a fingerprint is made, and how much they prove."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, pairwise

from sourcebook.records.sources import RegisteredText
from sourcebook.texts.folding import is_undivided, quotation_words

METHOD = 2
"""The method of registration by which texts are registered now."""
WORDS_IN_WINDOW = 3
CHARACTERS_IN_WINDOW = 6
"""Words in a window where most words are single characters of a script that does not divide words."""
BYTES_OF_HASH = {1: 2, 2: 4}
"""Method of registration → bytes of a hash."""
HIGHEST_CHANCE = 1e-6
"""A quotation counts as checked only if an invented one of its length would be found with less chance than this."""


@dataclass(frozen=True, slots=True)
class Windows:
    """How the windows of a text are made: by which method, of how many words, and with which key."""

    method: int
    length: int
    key: str

    @property
    def size(self) -> int:
        """Bytes of a hash."""
        return BYTES_OF_HASH[self.method]

    def words(self, text: str) -> list[str]:
        """Return the words of a text as this method compares them."""
        return quotation_words(text, self.method)

    def hashes(self, words: Sequence[str]) -> list[bytes]:
        """Return the hash of the window at each of the words that has enough words after it."""
        base = blake2b(key=blake2b(self.key.encode(), digest_size=32).digest(), digest_size=self.size)
        encoded = [word.encode() for word in words]
        whole = b" ".join(encoded)
        starts = [*accumulate((len(word) + 1 for word in encoded), initial=0)]
        found: list[bytes] = []
        # Texts have millions of windows, so each is a slice, and the names are at hand.
        copy, add = base.copy, found.append
        for start, end in zip(starts, starts[self.length :], strict=False):
            window = copy()
            window.update(whole[start : end - 1])
            add(window.digest())
        return found

    def fingerprint(self, passages: Iterable[Sequence[str]]) -> list[bytes]:
        """Return for the words of each passage the hashes of the windows that start in it, one after the other.

        Windows run across the end of a passage into the next; the last words of the text start none.
        """
        split = list(passages)
        windows = self.hashes([word for passage in split for word in passage])
        bounds = pairwise(accumulate(map(len, split), initial=0))
        return [b"".join(windows[start:end]) for start, end in bounds]

    def chance(self, words: int, places: int) -> float:
        """Return the chance with which invented words, so many together, seem to stand at one of so many places.

        Each window of theirs would have to have the hash of the window at its place by accident. 1 where the words do
        not make a window.
        """
        windows = words - self.length + 1
        if windows < 1:
            return 1.0
        return min(1.0, places * 2.0 ** (-8 * self.size * windows))


def windows_of(text: RegisteredText) -> Windows:
    """Return how the windows of a registered text were made."""
    return Windows(text.method or 1, text.window or WORDS_IN_WINDOW, text.key or text.source)


def windows_for(words: Sequence[str], key: str) -> Windows:
    """Return how the windows of a text with these words are made now."""
    undivided = sum(map(is_undivided, words))
    return Windows(METHOD, CHARACTERS_IN_WINDOW if 2 * undivided > len(words) else WORDS_IN_WINDOW, key)
