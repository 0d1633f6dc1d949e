"""Which words of a claim's text become links: the first mention of each person, organisation, place and term."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from sourcebook.records.model import Claim
from sourcebook.reference.addresses import address
from sourcebook.reference.reference import Reference

_WORD = re.compile(r"\w+")
_CLOSED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»|(?<![\w*])\*(?=\S)[^*]+\*(?![\w*])")
"""Quotations and titles, within which nothing is linked."""


class TextPiece(NamedTuple):
    """A piece of text and the path that it links to, empty for none."""

    text: str
    path: str


class Crosslinks:
    """Finds mentions of register entries in running text."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, str]]]:
        """First word of a name → names that begin with it and the paths of their entries, longest first."""
        found: dict[str, list[tuple[str, str]]] = {}
        for kind in self.reference.catalogue.registers:
            for entry in self.reference.of(kind.name).values():
                path = address(self.reference, kind.name, entry.record.id)
                for name in (entry.record.name, *entry.record.aliases):
                    self._enter(found, name, path, kind.is_vocabulary)
        for names in found.values():
            names.sort(key=lambda item: (-len(item[0]), item))
        return found

    @staticmethod
    def _enter(table: dict[str, list[tuple[str, str]]], name: str, path: str, is_term: bool) -> None:
        # A name with a small initial, such as "a commentator", is a description and would be found everywhere; a term
        # has one by nature, and a capital where it opens a sentence.
        spellings = {name, name[0].upper() + name[1:]} if is_term else {name}
        for spelling in spellings:
            first = _WORD.match(spelling)
            if first and (is_term or not name[0].islower()):
                table.setdefault(first[0], []).append((spelling, path))

    def pieces(self, claim: Claim) -> tuple[TextPiece, ...]:
        """Return the claim's text in pieces: each entry is linked once, at its first mention, by its longest name."""
        text = claim.text
        surnames = self._surnames(claim)
        closed = [match.span() for match in _CLOSED.finditer(text)]
        pieces: list[TextPiece] = []
        linked: set[str] = set()
        done = 0
        for start, end, path in self._mentions(text, surnames):
            within = any(first < end and start < last for first, last in closed)
            # What an asterisk means depends on the sign beside it, which would stand in another piece.
            touches = "*" in (text[max(start - 1, 0) : start], text[end : end + 1])
            if start < done or within or touches or path in linked:
                continue
            linked.add(path)
            pieces += [TextPiece(text[done:start], ""), TextPiece(text[start:end], path)]
            done = end
        return tuple(piece for piece in [*pieces, TextPiece(text[done:], "")] if piece.text)

    def _mentions(self, text: str, surnames: dict[str, str]) -> Iterator[tuple[int, int, str]]:
        for word in _WORD.finditer(text):
            start = word.start()
            for name, path in self._names.get(word[0], ()):
                end = start + len(name)
                if text.startswith(name, start) and not text[end : end + 1].isalnum():
                    yield start, end, path
                    break
            else:
                if word[0] in surnames:
                    yield start, word.end(), surnames[word[0]]

    def _surnames(self, claim: Claim) -> dict[str, str]:
        """Last names of the people whom the claim itself names, where they are unmistakable within it."""
        known = self.reference.names["people"]
        people = {known[name] for name in (*claim.people, *claim.by) if name in known}
        paths: dict[str, list[str]] = {}
        for person in people:
            for surname in _surname(self.reference.of("person")[person].record.name):
                paths.setdefault(surname, []).append(address(self.reference, "person", person))
        return {surname: found[0] for surname, found in paths.items() if len(found) == 1}


def _surname(name: str) -> Iterable[str]:
    words = name.split()
    last = _WORD.fullmatch(words[-1]) if len(words) > 1 else None
    return [last[0]] if last and len(last[0]) > 2 else []


def neighbours(reference: Reference, most: int = 3) -> dict[str, list[tuple[str, int, int]]]:
    """Return chapter → its nearest chapters, each with the number of people and of questions in common.

    Questions weigh more than people, since an editor's hand joined the claims of two chapters in them.
    """
    people: dict[str, set[str]] = {name: set() for name in reference.chapters}
    questions: dict[str, set[str]] = {name: set() for name in reference.chapters}
    for name, claim in reference.claims.items():
        own = reference.chapter_of[name]
        people[own].update(claim.record.people)
        questions[own].update(reference.questions_of_claim.get(name, ()))
    near = {}
    for chapter in reference.chapters:
        shared = [
            (other, len(people[chapter] & people[other]), len(questions[chapter] & questions[other]))
            for other in reference.chapters
            if other != chapter
        ]
        shared.sort(key=lambda item: -(item[1] + 5 * item[2]))
        near[chapter] = [item for item in shared[:most] if item[1] or item[2]]
    return near
