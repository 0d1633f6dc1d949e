"""What a reference holds, by kind of record and by id: the two sides of a comparison."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.model import Chapter, Record, Section
from sourcebook.reference.reference import Reference

KINDS = {kind.plural: kind.name for kind in CATALOGUE.registers}
ORDER = ("chapter", "section", "claim", "question", "source", "text", *KINDS.values(), "view", "former id")
"""Kinds of records that have ids, in the order in which they are told."""
ELSEWHERE = {"chapter": ("id", "sections", "questions"), "section": ("id", "claims")}
"""Fields that are compared as records of their own, and the id, by which records are told apart."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A record and where it stands: its file below ``data/``, the ids of chapter and section, the same in words."""

    record: Record
    path: str
    place: tuple[str, ...] = ()
    where: str = ""

    @property
    def title(self) -> str:
        """What the record is called."""
        for name in ("question", "title", "name", "old", "label"):
            if getattr(self.record, name, None):
                return str(getattr(self.record, name))
        return ""


def holdings(reference: Reference) -> dict[str, dict[str, Holding]]:
    """Return kind → id → holding, each kind in reading order."""
    found: dict[str, dict[str, Holding]] = {kind: {} for kind in ORDER}
    for kind, name, holding in _all(reference):
        found[kind].setdefault(name, holding)
    return found


def unread(reference: Reference, held: dict[str, dict[str, Holding]], kind: str, name: str, path: str) -> bool:
    """Say whether a state may well have a record that it does not hold, in a file that cannot be read whole."""
    if name in reference.ids_in_doubt or reference.is_whole(path):
        return name in reference.ids_in_doubt
    # Without an id, or in a file of which nothing can be read, no one can say which record is missing.
    return kind == "former id" or not any(holding.path == path for kinds in held.values() for holding in kinds.values())


def _all(reference: Reference) -> Iterator[tuple[str, str, Holding]]:
    for located in reference.chapters.values():
        chapter, path = located.record, below_data(located.file.path)
        yield "chapter", chapter.id, Holding(chapter, path)
        for section in chapter.sections:
            yield "section", section.id, Holding(section, path, (chapter.id,), chapter.title)
            for claim in section.claims:
                where = f"{chapter.title} / {section.title}"
                yield "claim", claim.id, Holding(claim, path, (chapter.id, section.id), where)
        for question in chapter.questions:
            yield "question", question.id, Holding(question, path, (chapter.id,), chapter.title)
    for name, source in reference.sources.items():
        yield "source", name, Holding(source.record, below_data(source.file.path))
    for name, text in reference.texts.items():
        yield "text", name, Holding(text.record, below_data(text.file.path))
    for register, entries in reference.entries.items():
        for name, entry in entries.items():
            yield KINDS[register], name, Holding(entry.record, below_data(entry.file.path))
    for view in reference.views:
        yield "view", view.record.id, Holding(view.record, below_data(view.file.path))
    for former in reference.former:
        # A claim may be moved more than once, and an old address stays one for ever.
        place = f" in {former.record.from_}" if former.record.from_ else ""
        yield "former id", former.record.old + place, Holding(former.record, below_data(former.file.path))


def below_data(path: str) -> str:
    """Return the path of a file without the name of the folder with the data."""
    return path.partition("/")[2]


def children(record: Record) -> list[tuple[str, list[str]]]:
    """Return the ids of the records that stand within this one, by what they are, in order."""
    if isinstance(record, Chapter):
        return [("sections", [section.id for section in record.sections]),
                ("questions", [question.id for question in record.questions])]  # fmt: skip
    return [("claims", [claim.id for claim in record.claims])] if isinstance(record, Section) else []
