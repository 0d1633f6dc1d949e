"""Invented data sets of any size in the shape of the real one, for the benchmark.

The shares below were counted in ``data/`` when its twelve chapters had just been brought over (684 claims); they are
fixed, so that figures of different days can be compared. Words are invented and everything comes from a seed.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sourcebook.texts.folding import quotation_words
from sourcebook.texts.registeredtexts import registered_text
from sourcebook.texts.windows import METHOD

PROJECT = Path(__file__).parents[1]
CLAIMS = 684
PER_CHAPTER = 57
PER_SECTION = 7
CITES = {1: 480, 2: 144, 3: 44, 4: 10, 5: 5, 6: 1}
PEOPLE = {0: 148, 1: 244, 2: 158, 3: 84, 4: 33, 5: 13, 8: 4}
ORGANIZATIONS = {0: 223, 1: 338, 2: 109, 3: 13, 4: 1}
PLACES = {0: 324, 1: 330, 2: 25, 3: 4, 4: 1}
ANSWERS = {2: 39, 3: 27, 4: 14, 5: 2}
CLAIMS_OF_ANSWER = {1: 166, 2: 34, 3: 16, 4: 7, 5: 1, 6: 1}
KINDS = {"secondary": 200, "press": 94, "primary": 93, "tertiary": 51, "memoir": 28}
TYPES = {"webpage": 116, "book": 101, "article-newspaper": 73, "document": 56, "article-journal": 86, "chapter": 34}
COUNTS = {"sources": 466, "questions": 82, "handovers": 26, "texts": 15, "people": 312, "organizations": 132,
          "places": 60}  # fmt: skip
CARD_ROWS = 13
PASSAGES, WORDS_OF_PASSAGE = 96, 67
DATED, JUDGED, QUOTED, AUTHOR, CONTAINER, ISSUED = 494 / 684, 152 / 684, 934 / 986, 238 / 466, 340 / 466, 251 / 466
OF_REGISTERED, WITH_PASSAGE = 86 / 934, 25 / 86
DERIVED = 0.03
"""The real data have none yet, but the engine must pay for them."""

HOME = """# Home

<!-- sourcebook: card -->

## Chapters

<!-- sourcebook: chapters -->

## Figures

<!-- sourcebook: figures -->
"""


class Generator:
    """Makes one data set; the same size and seed give the same files."""

    def __init__(self, claims: int, seed: int = 1) -> None:
        self.random = random.Random(f"{claims} {seed}")
        self.vocabulary = [list(self._syllables(alphabet)) for alphabet in ("bdfglmnrstv aeiou", "бвгдлмнрст аеиоу")]
        self.size = claims
        self.numbers = {name: max(2, round(count * claims / CLAIMS)) for name, count in COUNTS.items()}
        self.names = {kind: [self._name(n) for n in range(self.numbers[kind])] for kind in
                      ("people", "organizations", "places")}  # fmt: skip
        self.sources = [self._id("source", n) for n in range(self.numbers["sources"])]
        self.texts = {name: self._text() for name in self.sources[: self.numbers["texts"]]}
        self.claims = [self._id("claim", n) for n in range(claims)]
        self.waiting = self.sources.copy()
        """Sources that no claim cites yet: each must be cited once."""

    def write(self, folder: Path) -> None:
        """Write ``data/`` and ``docs/`` into ``folder``."""
        for path, record in self._files():
            target = folder / "data" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            content = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
            target.write_text(content, "utf-8")
        texts = folder / "data" / "texts"
        texts.mkdir()
        for name, passages in self.texts.items():
            (texts / f"{name}.yml").write_text(registered_text(name, "\n\n".join(passages), "paragraph", None), "utf-8")
        (folder / "docs").mkdir()
        (folder / "docs" / "index.md").write_text(HOME, "utf-8")
        shutil.copytree(PROJECT / "docs" / "assets", folder / "docs" / "assets")

    def _files(self) -> Iterator[tuple[str, dict[str, Any]]]:
        chapters = list(self._chapters())
        for chapter in chapters:
            yield f"chapters/{chapter['id']}.yml", chapter
        for number, name in enumerate(self.sources):
            yield f"sources/{name}.yml", self._source(name, number)
        for kind, names in self.names.items():
            yield f"{kind}.yml", {"entries": [{"id": self._id(kind, n), "name": x} for n, x in enumerate(names)]}
        handovers = [
            {"from": self._words(3), "to": self._words(3), "date": self._date(), "form": self._words(8),
             "claims": self._some(self.claims, self._pick({1: 11, 2: 7, 3: 8}))}
            for _ in range(self.numbers["handovers"])
        ]  # fmt: skip
        yield "handovers.yml", {"handovers": handovers}
        rows = [
            {"label": self._words(2), "value": self._words(4), "claims": self._some(self.claims, 2)}
            for _ in range(CARD_ROWS)
        ]
        yield "card.yml", {"rows": rows}

    def _chapters(self) -> Iterator[dict[str, Any]]:
        firsts = range(0, self.size, PER_CHAPTER)
        for number, first in enumerate(firsts):
            members = self.claims[first : first + PER_CHAPTER]
            claims = [self._claim(name, first + n) for n, name in enumerate(members)]
            sections = [
                {"id": self._id("section", first + n), "title": self._words(4), "claims": claims[n : n + PER_SECTION]}
                for n in range(0, len(claims), PER_SECTION)
            ]
            due = range(number * self.numbers["questions"] // len(firsts),
                        (number + 1) * self.numbers["questions"] // len(firsts))  # fmt: skip
            questions = [self._question(self._id("question", n), members) for n in due]
            name = f"chapter-{number + 1}"
            yield {"id": name, "title": self._words(3), "order": number + 1, "sections": sections,
                   "questions": questions}  # fmt: skip

    def _claim(self, name: str, number: int) -> dict[str, Any]:
        # What must be cited is spread evenly over the claims.
        due = len(self.waiting) - round(len(self.sources) * (1 - (number + 1) / self.size))
        cites = [self._citation(self.waiting.pop()) for _ in range(due)]
        cites += [self._citation(self._often(self.sources, 2)) for _ in range(self._pick(CITES) - due)]
        claim: dict[str, Any] = {"id": name, "title": self._words(6)[:58], "text": f"{self._words(29)}."}
        claim["kind"] = "fact"
        if self._chance(JUDGED):
            claim |= {"kind": "judgement", "by": [self._often(self.names["people"], 3)]}
        if self._chance(DATED):
            claim["date"] = self._date()
        for kind, shares in (("people", PEOPLE), ("organizations", ORGANIZATIONS), ("places", PLACES)):
            named = dict.fromkeys(self._often(self.names[kind], 3) for _ in range(self._pick(shares)))
            if named:
                claim[kind] = list(named)
        return claim | {"cites": cites}

    def _citation(self, source: str) -> dict[str, Any]:
        citation = {"source": source, "locator": self._words(5)}
        if self._chance(QUOTED) and source not in self.texts:
            citation["quote"] = self._words(9, self.random.randrange(2))
        if source in self.texts:
            number = self.random.randrange(PASSAGES)
            passage = quotation_words(self.texts[source][number], METHOD)
            start = self.random.randrange(len(passage) - 9)
            citation["quote"] = " ".join(passage[start : start + 9])
            if self._chance(WITH_PASSAGE):
                citation["passage"] = f"p{number + 1}"
        return citation

    def _question(self, name: str, members: list[str]) -> dict[str, Any]:
        answers = [
            {"label": self._words(4), "claims": self._some(members, self._pick(CLAIMS_OF_ANSWER))}
            for _ in range(self._pick(ANSWERS))
        ]
        return {"id": name, "question": f"{self._words(8)}?", "answers": answers, "weighing": f"{self._words(69)}."}

    def _source(self, name: str, number: int) -> dict[str, Any]:
        address = f"https://example.org/{name}"
        source: dict[str, Any] = {"id": name, "type": self._pick(TYPES), "kind": self._pick(KINDS)}
        source |= {"title": self._words(8), "language": "en", "URL": address, "note": f"{self._words(20)}."}
        if self._chance(AUTHOR):
            source["author"] = [{"family": self._words(1), "given": self._words(1)}]
        if self._chance(CONTAINER):
            source["container-title"] = self._words(3)
        if self._chance(ISSUED):
            source["issued"] = self._date().split("/")[0]
        if number and self._chance(DERIVED):
            source["derives-from"] = [self.sources[self.random.randrange(number)]]
        return source | {"consulted": [{"where": address}]}

    def _text(self) -> list[str]:
        return [f"{self._words(WORDS_OF_PASSAGE)}." for _ in range(PASSAGES)]

    def _date(self) -> str:
        year, month = self.random.randrange(1801, 1811), self.random.randrange(1, 13)
        date = f"{year}-{month:02}" + (f"-{self.random.randrange(1, 29):02}" if self._chance(0.7) else "")
        return f"{date}/{year + 1}" if self._chance(0.1) else date

    def _syllables(self, alphabet: str) -> Iterator[str]:
        consonants, vowels = alphabet.split()
        for _ in range(3000):
            pairs = range(self.random.randrange(1, 5))
            yield "".join(self.random.choice(consonants) + self.random.choice(vowels) for _ in pairs)

    def _words(self, count: int, alphabet: int = 0) -> str:
        return " ".join(self.random.choices(self.vocabulary[alphabet], k=count)).capitalize()

    def _name(self, number: int) -> str:
        return f"{self._words(1)} {self._words(1)} {number}"

    def _id(self, kind: str, number: int) -> str:
        return f"{'-'.join(self._words(2).lower().split())}-{kind}-{number}"

    def _pick(self, shares: dict[Any, int]) -> Any:
        return self.random.choices(list(shares), list(shares.values()))[0]

    def _often(self, items: list[str], skew: int) -> str:
        """Return one of the items, the first ones far more often than the last."""
        return items[int(len(items) * self.random.random() ** skew)]

    def _some(self, items: list[str], count: int) -> list[str]:
        return self.random.sample(items, min(count, len(items)))

    def _chance(self, share: float) -> bool:
        return self.random.random() < share
