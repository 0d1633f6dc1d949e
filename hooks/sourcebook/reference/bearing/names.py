"""Which proper names of facts have a witness: whom and what a fact names, something that it cites names as well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sourcebook.files.problems import Problem
from sourcebook.records.model import Claim
from sourcebook.records.registers import Entry
from sourcebook.records.sources import Source
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.texts.folding import has_undivided
from sourcebook.words.folding import words

_SHORTEST_STEM = 4
_LONGEST_ENDING = 2
"""Letters by which a name may be inflected: *Москва*, *Москве*."""
_SHORTEST_WORD = 3
"""Shorter words of a name are *of* and *de*, and initials."""


@dataclass(frozen=True, slots=True)
class NameOfFact:
    """A registered name that a fact tags and its text names, and whether a citation names it too."""

    claim: Located[Claim]
    name: str
    cited: bool


def names_of_facts(reference: Reference) -> Iterator[NameOfFact]:
    """Yield the registered people, bodies and places that facts name, in the order of reading.

    A name has a witness in a quotation, its gloss, copied figures, a locator, or in the title, the authors or the
    container of a source. Any of its spellings counts, inflected or not; of several words that of a person may be the
    surname alone.
    """
    for claim in reference.claims.values():
        if claim.record.kind == "fact":
            ours, theirs = _Text([claim.record.text]), _Text([*_told_by(reference, claim.record)])
            for entry in _tagged(reference, claim.record):
                if ours.names(entry) or ours.names_family_of(entry):
                    yield NameOfFact(claim, entry.name, theirs.names(entry) or theirs.names_family_of(entry))


def tally_of_names(names: Sequence[NameOfFact]) -> str:
    """Return the counts as a line: ``names of facts: 8 of 12 have a witness (67 %)``."""
    cited = sum(one.cited for one in names)
    share = f" ({100 * cited / len(names):.0f} %)" if names else ""
    return f"names of facts: {cited:,} of {len(names):,} have a witness{share}"


def names_without_witness(names: Sequence[NameOfFact]) -> Iterator[Problem]:
    """Yield where names stand that nothing which the claim cites tells."""
    for one in names:
        if not one.cited:
            message = f"claim '{one.claim.record.id}': name must have a witness: {one.name!r}"
            yield one.claim.problem(("text",), message, "")


def _tagged(reference: Reference, claim: Claim) -> Iterator[Entry]:
    for register, entries in reference.entries.items():
        for name in getattr(claim, register, ()):
            if (known := reference.names[register].get(name)) is not None:
                yield entries[known].record


def _told_by(reference: Reference, claim: Claim) -> Iterator[str]:
    for citation in claim.cites:
        if not citation.is_against:
            yield from filter(None, (citation.quote, citation.gloss, citation.locator, *citation.figures))
            source = reference.sources.get(citation.source)
            yield from _told_of(source.record) if source else ()


def _told_of(source: Source) -> Iterator[str]:
    yield from filter(None, (source.title, source.title_gloss, source.container_title))
    for person in source.author:
        yield from filter(None, (person.family, person.given, person.literal, person.native))


class _Text:
    """Texts in which names are looked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = "\n".join(texts)
        self._words = [word for text in texts for word in words(text)]
        self._known = {*self._words}

    def names(self, entry: Entry) -> bool:
        """Say whether it names an entry of a register by one of its names."""
        return any(self._has(name) for name in entry.names if name != entry.id)

    def names_family_of(self, entry: Entry) -> bool:
        """Say whether it has a family name: the last word of a name, the first of one that characters are used for."""
        at = 0 if has_undivided(entry.native or "") else -1
        found = (words(name)[at] for name in entry.names if entry.has_family_name and name != entry.id and " " in name)
        return any(self._has_word(word) for word in found if len(word) >= _SHORTEST_WORD)

    def _has(self, name: str) -> bool:
        if has_undivided(name):
            return name in self._whole
        return all(self._has_word(word) for word in _weighty(name))

    def _has_word(self, word: str) -> bool:
        if word in self._known:
            return True
        stem = word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)]
        longest = len(word) + _LONGEST_ENDING
        return len(stem) >= _SHORTEST_STEM and any(one.startswith(stem) and len(one) <= longest for one in self._words)


@lru_cache(maxsize=2**12)
def _weighty(name: str) -> tuple[str, ...]:
    """Return the words of a name that must stand in a text."""
    found = words(name)
    return tuple(word for word in found if len(word) >= _SHORTEST_WORD) or tuple(found)
