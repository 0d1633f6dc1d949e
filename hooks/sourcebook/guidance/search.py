"""Finding records by words in any spelling: case, accents, Cyrillic letters, beginnings of words and slips."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.model import Claim
from sourcebook.records.registers import Entry
from sourcebook.records.sources import Source
from sourcebook.reference.reference import Reference
from sourcebook.words.folding import one_slip, words

KINDS = {kind.plural: kind.name for kind in CATALOGUE.registers}
ID, TITLE, NAME, TEXT = 8.0, 6.0, 4.0, 2.0
"""What a word counts by the place in which it is found; a name also counts for the claims that name its bearer."""
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
        for kind, name, title, place, texts in _records(reference):
            key = (kind, name)
            self.records[key] = (title, *place)
            more = BEARER if kind in KINDS.values() else 1
            for weight, text in ((ID, name), (TITLE, title), *texts):
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
    if len(asked) >= SHORTEST_SLIP and not asked.isdigit() and one_slip(asked, known):
        return SLIP
    return 0


_Texts = list[tuple[float, str]]


def _records(reference: Reference) -> Iterator[tuple[str, str, str, tuple[str, int], _Texts]]:
    """Yield kind, id, title and place of every record, and its texts with their weights."""
    for name, chapter in reference.chapters.items():
        yield "chapter", name, chapter.record.title, chapter.place, []
    for _, section in reference.sections:
        yield "section", section.record.id, section.record.title, section.place, []
    names = _names(reference)
    for name, claim in reference.claims.items():
        yield "claim", name, claim.record.title, claim.place, _claim(claim.record, names[name])
    for name, question in reference.questions.items():
        texts = [(NAME, answer.label) for answer in question.record.answers]
        yield "question", name, question.record.question, question.place, [*texts, (TEXT, question.record.weighing)]
    for name, source in reference.sources.items():
        yield "source", name, source.record.title, source.place, _source(source.record)
    for register, entries in reference.entries.items():
        for name, entry in entries.items():
            yield KINDS[register], name, entry.record.name, entry.place, _entry(entry.record)


def _names(reference: Reference) -> dict[str, set[str]]:
    """Return claim → every name and alias of the people, organisations and places that it names."""
    names: dict[str, set[str]] = defaultdict(set)
    for entries in reference.entries.values():
        for name, entry in entries.items():
            for claim in reference.claims_of_entry.get(name, ()):
                names[claim].update((entry.record.name, entry.record.native or "", *entry.record.aliases))
    return names


def _claim(claim: Claim, names: Iterable[str]) -> _Texts:
    quotes = [(TEXT / 2, f"{citation.quote or ''} {citation.gloss or ''}") for citation in claim.cites]
    return [(TEXT, claim.text), *((NAME, name) for name in sorted(names)), *quotes]


def _source(source: Source) -> _Texts:
    people = (*source.author, *source.editor, *source.translator)
    named = [(NAME, " ".join(filter(None, (p.given, p.family, p.literal, p.native)))) for p in people]
    titles = (source.title_gloss, source.title_short)
    more = (source.container_title, source.publisher, source.issued, source.note)
    return [*((TITLE, title or "") for title in titles), *named, *((TEXT, text or "") for text in more)]


def _entry(entry: Entry) -> _Texts:
    said = entry.statement
    return [(TITLE, name) for name in (entry.native or "", *entry.aliases)] + [(TEXT, said.text if said else "")]
