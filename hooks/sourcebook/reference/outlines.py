"""Outlines beside the registered texts of their versions: what makes up a part, how long it is, and who cites it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sourcebook.records.forms import passage_ranges
from sourcebook.records.outlines.outline import Aside, Outline, Version
from sourcebook.records.outlines.part import TextPart
from sourcebook.records.sources import RegisteredText
from sourcebook.reference.evidence import citations, passages_cited
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference


@dataclass(frozen=True)
class RegisteredVersion:
    """A version whose text is registered."""

    located: Located[Version]
    text: RegisteredText

    @property
    def name(self) -> str:
        """Its id."""
        return self.located.record.id

    @property
    def is_complete(self) -> bool:
        """Whether it has the whole text, as it says itself or else its registered text."""
        said = self.located.record.complete
        return said == "yes" or (said is None and self.text.extent == "complete")

    @property
    def says_otherwise(self) -> bool:
        """Whether it and its registered text contradict each other on that."""
        return (self.located.record.complete, self.text.extent) in {("yes", "part"), ("no", "complete")}

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Passage → how long it is, in the order of the text."""
        return {passage.id: passage.words for passage in self.text.passages}

    @cached_property
    def place(self) -> dict[str, int]:
        """Passage → its place in the order of the text."""
        return {name: number for number, name in enumerate(self.sizes)}

    @cached_property
    def set_aside(self) -> frozenset[str]:
        """The passages that are no part of the text."""
        return self._named_by(self.located.record.set_aside)

    @cached_property
    def displaced(self) -> frozenset[str]:
        """The passages that stand at a wrong place in the copy."""
        return self._named_by(self.located.record.displaced)

    def _named_by(self, asides: Sequence[Aside]) -> frozenset[str]:
        return frozenset(name for aside in asides for name in self.within(aside.passages))

    def within(self, passages: str) -> Iterator[str]:
        """Yield each passage of ranges such as ``p1-p6, p9`` that the text has."""
        ids = [*self.sizes]
        for first, last in passage_ranges(passages):
            if first in self.place and last in self.place:
                yield from ids[self.place[first] : self.place[last] + 1]

    def chosen(self, passages: str) -> Iterator[str]:
        """Yield the passages of ranges as a part names them: a range passes over what is set aside or displaced."""
        for written in passages.split(", "):
            alone = "-" not in written
            yield from (one for one in self.within(written) if alone or one not in self.set_aside | self.displaced)

    def unknown(self, passages: str, *, alone: bool = False) -> list[str]:
        """Return what is named and is no passage of the text; ``alone`` where nothing but one passage can be."""
        if alone:
            return [] if passages in self.place else [passages]
        named = [name for ends in passage_ranges(passages) for name in dict.fromkeys(ends)]
        return [name for name in named if name not in self.place]


@dataclass(frozen=True)
class Division:
    """An outline with its parts and versions, and by their ids those versions whose text is registered."""

    outline: Located[Outline]
    parts: tuple[Located[TextPart], ...]
    versions: Mapping[str, Located[Version]]
    registered: Mapping[str, RegisteredVersion]

    @cached_property
    def measured(self) -> RegisteredVersion | None:
        """The version by which lengths are measured: the first complete one, or the first, whose text is registered."""
        whole = (one for one in self.registered.values() if one.is_complete)
        return next(whole, next(iter(self.registered.values()), None))

    def passages(self, part: TextPart, version: str) -> tuple[str, ...]:
        """Return the passages that make up a part in a version."""
        registered = self.registered.get(version)
        written = (one.passages for one in part.stretches if one.version == version and one.passages)
        return tuple(name for passages in written for name in registered.chosen(passages)) if registered else ()

    @cached_property
    def lengths(self) -> dict[str, int]:
        """Id of a part → its length in the version that is measured; 0 for all where none is."""
        version = self.measured
        if version is None:
            return {part.record.id: 0 for part in self.parts}
        return {
            part.record.id: sum(version.sizes[passage] for passage in self.passages(part.record, version.name))
            for part in self.parts
        }

    @cached_property
    def part_of(self) -> dict[tuple[str, str], str]:
        """Source and passage → id of the part that it belongs to."""
        return {
            (version.text.source, passage): part.record.id
            for name, version in self.registered.items()
            for part in self.parts
            for passage in self.passages(part.record, name)
        }


def divisions(reference: Reference) -> list[Division]:
    """Return all outlines. The data may have problems."""
    return [_division(reference, outline) for outline in reference.all_of("outline")]


def _division(reference: Reference, outline: Located[Outline]) -> Division:
    parts = tuple(part for part in reference.all_of("part") if part.file is outline.file)
    versions = {one.record.id: one for one in reference.all_of("version") if one.file is outline.file}
    texts = {name: reference.texts.get(one.record.source or "") for name, one in versions.items()}
    registered = {name: RegisteredVersion(versions[name], text.record) for name, text in texts.items() if text}
    return Division(outline, parts, versions, registered)


def parts_by_claim(reference: Reference, division: Division) -> dict[str, list[str]]:
    """Return claim id → ids of the parts whose passages it cites, in the order of the text."""
    cited: dict[str, set[str]] = defaultdict(set)
    for claim, _, citation in citations(reference):
        passages = passages_cited(reference, citation)
        cited[claim.record.id].update(
            division.part_of[citation.source, passage]
            for passage in passages
            if (citation.source, passage) in division.part_of
        )
    order = [part.record.id for part in division.parts]
    return {name: [part for part in order if part in parts] for name, parts in cited.items() if parts}


def claims_by_part(reference: Reference, division: Division) -> dict[str, list[str]]:
    """Return id of a part → ids of the claims that cite its passages, in reading order."""
    found: dict[str, list[str]] = {part.record.id: [] for part in division.parts}
    for claim, parts in parts_by_claim(reference, division).items():
        for part in parts:
            found[part].append(claim)
    return found
