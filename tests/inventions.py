"""How often an invented quotation passes for one that stands in a text: counted, for each text whose words are here.

    python tests/inventions.py FOLDER [NUMBER]     # FOLDER has SOURCE.txt, NUMBER inventions of each kind for each text

Three kinds are tried. *Random*: words of the text in any order. *Plausible*: as the text runs, from each pair of words
to one that follows it somewhere, so that nearly all windows of the invention stand in the text, only elsewhere.
*Misquoted*: a passage of the text of which the last word is another one of the text. None of them stands in the text.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sourcebook.records.sources import RegisteredText
from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.registeredtexts import registration

LONGEST = 8
"""Windows of the longest invention; longer ones pass less often."""
SEED = 1956


class Inventor:
    """Makes up quotations from a text; ``kinds`` are the ways in which it does so."""

    def __init__(self, passages: Sequence[Sequence[str]], window: int) -> None:
        self.random = random.Random(SEED)
        self.words = [word for passage in passages for word in passage]
        self.window = window
        self.standing = {tuple(self.words[at : at + window]) for at in range(len(self.words) - window + 1)}
        self.follow: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for at in range(len(self.words) - window + 1):
            self.follow[tuple(self.words[at : at + window - 1])].append(self.words[at + window - 1])
        self.kinds: dict[str, Callable[[], list[str]]] = {
            "random": self.at_random, "plausible": self.plausible, "misquoted": self.misquoted,
        }  # fmt: skip
        self.text = f" {' '.join(self.words)} "

    def at_random(self) -> list[str]:
        """Return words of the text in any order."""
        return self.random.choices(self.words, k=self.length())

    def plausible(self) -> list[str]:
        """Return words each of which follows those before it somewhere in the text."""
        at = self.random.randrange(len(self.words) - self.window)
        made = self.words[at : at + self.window - 1]
        for _ in range(self.length() - len(made)):
            following = self.follow.get(tuple(made[1 - self.window :]))
            made.append(self.random.choice(following or self.words))
        return made

    def misquoted(self) -> list[str]:
        """Return words as they run in the text, but for the last one."""
        length = self.length()
        at = self.random.randrange(len(self.words) - length)
        return [*self.words[at : at + length - 1], self.random.choice(self.words)]

    def length(self) -> int:
        """Return how many words the next invention has: at least one window."""
        return self.window + self.random.randrange(LONGEST)

    def inventions(self, kind: str, number: int) -> Iterator[str]:
        """Yield so many inventions, none of which stands in the text."""
        while number:
            made = self.kinds[kind]()
            if f" {' '.join(made)} " not in self.text:
                number -= 1
                yield " ".join(made)


def inventor_of(text: str) -> tuple[Inventor, RegisteredText]:
    """Return who makes up quotations from a text, and the text as it is registered."""
    registered = registration("source", text)
    return Inventor(registered.words, registered.record.window or 3), registered.record


def _is_proven(text: Fingerprint, invention: str) -> bool:
    # What is wrong with an invention takes most of the time of a search, and nobody asks.
    hashes = b"".join(text.windows.hashes(invention.split()))
    return text.stands(hashes) and text.find(invention).proven


def main(folder: Path, number: int) -> None:
    """Print, for each text and kind, how many inventions were called proven."""
    for file in sorted(folder.glob("*.txt")):
        inventor, record = inventor_of(file.read_text("utf-8"))
        text = Fingerprint(record)
        passed = {
            kind: sum(_is_proven(text, invention) for invention in inventor.inventions(kind, number))
            for kind in inventor.kinds
        }
        print(f"{file.stem}: {len(inventor.words):,} words, of {number:,} each: {passed}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
