"""Finding records by words in any spelling: case, accents, Cyrillic letters, beginnings of words and slips."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.reference.reference import Reference
from sourcebook.reference.searched import ID, NAME, TITLE, searched_texts
from sourcebook.words.folding import differ_by_one_slip, words

EXACT, BEGINNING, SLIP = 1.0, 0.7, 0.5
BEARER = 1.5
"""By how much more a record of a register counts: who asks for a name means its bearer first."""
SHORTEST_BEGINNING = 2
SHORTEST_SLIP = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A record that has the words: ``path`` and ``line`` say where it stands."""

    id: str
    kind: str
    title: str
    path: str
    line: int
    score: float


class Index:
    """The words of a reference, ready for questions."""

    def __init__(self, reference: Reference) -> None:
        self.records: dict[tuple[str, str], tuple[str, str, int]] = {}
        """Kind and id → title, path and line."""
        self._weights: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
        """Word → kind and id of the records that have it, with the most that it counts in each."""
        names = _names(reference)
        for kind in reference.catalogue.identified:
            more = BEARER if kind.is_register else 1
            for name, located in reference.of(kind.name).items():
                key, title = (kind.name, name), kind.title_of(located.record)
                self.records[key] = (title, *located.place)
                found = searched_texts(located.record, kind, reference.catalogue)
                texts = ((one.weight, one.text) for one in found)
                bearers = ((NAME, other) for other in sorted(names.get(key, ())))
                for weight, text in ((ID, name), (TITLE, title), *bearers, *texts):
                    for word in words(text):
                        held = self._weights[word]
                        held[key] = max(weight * more, held.get(key, 0))

    def find(self, query: str, kinds: Iterable[str] = ()) -> list[Found]:
        """Return the records that have all words of the query, best first; a whole id finds its record alone."""
        wanted = set(kinds)
        alone = [key for key in self.records if key[1] == query.strip() and (not wanted or key[0] in wanted)]
        scores = dict.fromkeys(alone, ID) if alone else self._scores(query)
        found = [
            Found(name, kind, *self.records[kind, name], round(score, 2))
            for (kind, name), score in scores.items()
            if not wanted or kind in wanted
        ]
        return sorted(found, key=lambda item: (-item.score, item.kind, item.id))

    def _scores(self, query: str) -> dict[tuple[str, str], float]:
        each = [self._having(word) for word in words(query)]
        common = set.intersection(*map(set, each)) if each else set()
        return {key: sum(scores[key] for scores in each) for key in common}

    def _having(self, word: str) -> dict[tuple[str, str], float]:
        """Return the records with a word like this one, with what it counts in each."""
        scores: dict[tuple[str, str], float] = {}
        for known, held in self._weights.items():
            likeness = _likeness(word, known)
            for key, weight in held.items() if likeness else ():
                scores[key] = max(scores.get(key, 0), weight * likeness)
        return scores


def _likeness(asked: str, known: str) -> float:
    if asked == known:
        return EXACT
    if len(asked) >= SHORTEST_BEGINNING and known.startswith(asked):
        return BEGINNING
    # Scripts without spaces make words of whole phrases.
    if not asked.isascii() and asked in known:
        return BEGINNING
    if len(asked) >= SHORTEST_SLIP and not asked.isdigit() and differ_by_one_slip(asked, known):
        return SLIP
    return 0


def _names(reference: Reference) -> dict[tuple[str, str], set[str]]:
    """Return kind and id of a record → every name and alias of the register entries that it names."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind in reference.catalogue.registers:
        for name, entry in reference.of(kind.name).items():
            for link in reference.links_to.get((kind.name, name), ()):
                if link.by_name and link.kind.id:
                    own = {*entry.record.names} - {name}
                    names[link.kind.name, link.kind.id_of(link.holder.record)].update(own)
    return names
