"""Quotations proven against texts that the reference does not hold.

A registered text is kept as hashes: one for the window of words that starts at each of its words, keyed with the id of
the source. The hashes of a quotation stand in it one after the other if and only if its words do, but for accidents, of
which the chance is known: a quotation that an accident could make is called too short to check.
"""

import base64
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from sourcebook.records.sources import RegisteredText
from sourcebook.texts.mismatch import Mismatch, Why, mismatch
from sourcebook.texts.quotes import DENIALS_AFTER, DENIALS_BEFORE, QuotationReading, readings, without_brackets
from sourcebook.texts.windows import HIGHEST_CHANCE, WORDS_IN_WINDOW, windows_of


class FingerprintError(ValueError):
    """A registered text in which the windows of the passage ``number``, counted from 0, do not fit its words."""

    def __init__(self, message: str, number: int) -> None:
        """Keep which passage it is."""
        super().__init__(message)
        self.number = number


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a search for a quotation.

    ``proven`` if all its words stand in the text as they run, and an invented quotation as long would not pass (see
    ``HIGHEST_CHANCE``). ``too_short`` if all of it that can be looked for stands there, but a part of it proves too
    little. Else ``broken_at`` is the word, as compared, where matching stops, the ``broken_number``-th of its fragment;
    ``why`` says what is wrong there, as far as the fingerprint tells, and ``near`` where the words around it stand.

    ``passages`` are those in which any of its words stand, in every place where it is found. ``chance`` is that with
    which the weakest part of an invented quotation as long would be found.
    """

    proven: bool
    passages: tuple[str, ...] = ()
    too_short: bool = False
    broken_at: str | None = None
    broken_number: int = 0
    why: Why | None = None
    near: str | None = None
    chance: float = 1.0


class Fingerprint:
    """A registered text, ready for the search for quotations."""

    def __init__(self, text: RegisteredText) -> None:
        """Unpack the windows; raise ``FingerprintError`` if they are damaged."""
        self.windows = windows_of(text)
        self._ids = [passage.id for passage in text.passages]
        self._starts = [0, *accumulate(passage.words for passage in text.passages)]
        size, length = self.windows.size, self.windows.length
        windows = []
        for number, passage in enumerate(text.passages):
            try:
                windows.append(base64.b64decode(passage.windows, validate=True))
            except ValueError as error:
                raise FingerprintError(f"passage {passage.id!r}: windows must be base64: {error}", number) from error
            expected = max(0, min(passage.words, self._starts[-1] - length + 1 - self._starts[number]))
            if len(windows[-1]) != size * expected:
                message = f"passage {passage.id!r}: windows must be {expected} hashes of {size} bytes"
                raise FingerprintError(message, number)
        self._hashes = b"".join(windows)

    def find(self, quote: str, passage: str | None = None) -> Finding:
        """Say whether and in which passages the quotation stands word for word; it is sought in all of them.

        An ellipsis parts fragments that stand in this order, each in the passage of the one before it or in the next.
        What is in brackets may be an editor's (see ``readings``). Where a ``passage`` is named and the quotation stands
        in it, an invented one would have had to pass there: so a shorter one is proven.
        """
        others = []
        for reading in readings(quote, self.windows.words):
            found = self._find(reading, passage)
            if found.proven:
                return found
            others.append(found)
        found = next((one for one in others if one.too_short), others[0])
        if found.too_short or not (bare := without_brackets(quote, self.windows.words)):
            return found
        without = self._find(bare)
        if without.passages:
            # Only a denial or a number is never left out.
            return replace(found, why="bracket")
        return without if without.near else found

    def _find(self, reading: QuotationReading, passage: str | None = None) -> Finding:
        long = [number for number, words in enumerate(reading.fragments) if len(words) >= self.windows.length]
        if not long:
            return Finding(proven=False, too_short=True)
        needles = [b"".join(self.windows.hashes(reading.fragments[number])) for number in long]
        found = _Places(self, reading, long, needles)
        if not found.kept:
            return self._broken(reading, long, needles, found)
        touched = sorted(found.touched)
        passages = tuple(self._ids[number] for number in touched)
        chance = self._chance(reading, touched[passages.index(passage)] if passage in passages else None)
        proven = chance < HIGHEST_CHANCE
        return Finding(proven=proven, passages=passages, too_short=not proven, chance=chance)

    def _chance(self, reading: QuotationReading, passage: int | None) -> float:
        """Return the chance with which the weakest fragment, if it were invented, would have been found there."""
        places = len(self._hashes) // self.windows.size
        if passage is not None:
            # Each ellipsis may lead into the next passage, and a fragment may begin before the passage.
            apart = len(reading.fragments) - 1
            first, last = max(0, passage - apart), min(len(self._ids), passage + apart + 1)
            around = self._starts[last] - self._starts[first] + sum(map(len, reading.fragments))
            places = min(places, around)
        return max(self.windows.chance(len(fragment), places) for fragment in reading.fragments)

    def _broken(self, reading: QuotationReading, long: list[int], needles: list[bytes], found: "_Places") -> Finding:
        """Return where the first fragment that is not found stops matching, and why."""
        fragments = [reading.fragments[number] for number in long]
        for fragment, needle in zip(fragments, needles, strict=True):
            if not self.stands(needle):
                broken = mismatch(self, fragment, needle)
                # If other parts are found, the source is the right one.
                if broken.why == "nowhere" and any(map(self.stands, needles)):
                    broken = Mismatch(broken.number, "other words")
                near = None if broken.place is None else self.passage_at(broken.place)
                word = fragment[broken.number - 1]
                return Finding(False, broken_at=word, broken_number=broken.number, why=broken.why, near=near)
        return Finding(False, broken_at=fragments[-1][0], broken_number=1, why=found.why)

    # --- places -------------------------------------------------------------------------------------------------------

    def places(self, needle: bytes) -> Iterator[int]:
        """Yield each word at which these hashes stand."""
        size = self.windows.size
        place = self._hashes.find(needle)
        while place >= 0:
            word, within = divmod(place, size)
            if not within:  # else the bytes stand across hashes
                yield word
            place = self._hashes.find(needle, (word + 1) * size)

    def stands(self, needle: bytes) -> bool:
        """Say whether these hashes stand anywhere."""
        return next(self.places(needle), None) is not None

    def stands_at(self, needle: bytes, word: int) -> bool:
        """Say whether these hashes stand at this word."""
        return self._hashes.startswith(needle, self.windows.size * word)

    def passage_at(self, word: int) -> str:
        """Return the id of the passage in which a word stands."""
        return self._ids[self.number_at(word)]

    def number_at(self, word: int) -> int:
        """Return the number, from 0, of the passage in which a word stands."""
        return bisect_right(self._starts, word) - 1

    def end_of_next(self, word: int) -> int:
        """Return the word after the passage that follows the one in which this word stands."""
        return self._starts[min(self.number_at(word) + 2, len(self._starts) - 1)]


class _Places:
    """Where the fragments of a reading stand: ``kept`` is, for each, the places that fit those of the others."""

    def __init__(self, text: Fingerprint, reading: QuotationReading, long: list[int], needles: list[bytes]) -> None:
        self._text = text
        self._fragments = [reading.fragments[number] for number in long]
        self._gaps = [self._gap(reading, before, after) for before, after in pairwise(long)]
        self._guesses: dict[int, list[tuple[bool, int, bytes]]] = {}
        self.why: Why = "order"
        places = [list(text.places(needle)) for needle in needles]
        self.kept = self._fitting(places)

    @property
    def touched(self) -> set[int]:
        """The numbers of the passages in which any of the words stand."""
        text = self._text
        return {
            number
            for places, fragment in zip(self.kept, self._fragments, strict=True)
            for place in places
            for number in range(text.number_at(place), text.number_at(place + len(fragment) - 1) + 1)
        }

    def _gap(self, reading: QuotationReading, before: int, after: int) -> tuple[int, int | None]:
        """Return how many words stand between two fragments at least and at most, those too short to be found too."""
        between = sum(len(reading.fragments[number]) for number in range(before + 1, after))
        most = 0
        for gap in reading.gaps[before + 1 : after + 1]:
            if gap is None:
                return between, None
            most += gap
        return between, between + most

    def _fitting(self, places: list[list[int]]) -> list[list[int]]:
        """Return the places, for each fragment, that are part of a whole quotation; nothing where there is none."""
        pairs: list[list[tuple[int, int]]] = []
        reached = places[0]
        for number, following in enumerate(places[1:]):
            found = [(place, then) for place in reached for then in self._next(number, place, following)]
            pairs.append(found)
            reached = sorted({then for _, then in found})
            if not found:
                return []
        kept = [reached]
        for found in reversed(pairs):
            alive = set(kept[0])
            kept.insert(0, sorted({place for place, then in found if then in alive}))
        return kept if reached else []

    def _next(self, number: int, place: int, following: list[int]) -> Iterator[int]:
        """Yield where the next fragment may stand if this one stands at ``place``."""
        end = place + len(self._fragments[number])
        least, most = self._gaps[number]
        last = self._text.end_of_next(end - 1) - 1
        if most is not None:
            last = min(last, end + most)
        for then in following[bisect_left(following, end + least) :]:
            if then > last:
                self.why = "apart" if self.why == "order" else self.why
                return
            if self._denies(number, end, then):
                self.why = "denial"
            else:
                yield then

    def _denies(self, number: int, end: int, then: int) -> bool:
        """Say whether a denial is left out between two fragments, as far as can be told: beside either of them."""
        windows, text = self._text.windows, self._text
        if end == then or windows.size < _BYTES_TO_GUESS:
            return False
        if number not in self._guesses:
            before, after = self._fragments[number], self._fragments[number + 1]
            # In Chinese, what begins with such a character often denies nothing.
            follows = DENIALS_AFTER if windows.length == WORDS_IN_WINDOW else ()
            self._guesses[number] = [
                *((True, len(out), windows.hashes((*before, *out)[-windows.length :])[0]) for out in follows),
                *((False, len(out), windows.hashes((*out, *after)[: windows.length])[0]) for out in DENIALS_BEFORE),
            ]
        return any(
            text.stands_at(guess, end + out - windows.length if follows else then - out)
            for follows, out, guess in self._guesses[number]
            if end + out <= then
        )


_BYTES_TO_GUESS = 4
"""With shorter hashes, guessing what is left out would find what does not stand there."""
