"""Records with their places, and the places in them that name other records, as the marks of their fields tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address, YamlFile
from sourcebook.records.keys import RecordField, attribute, marked_texts, word
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import Formerly, Named, Ref, Suggested
from sourcebook.records.model import Record
from sourcebook.words.suggesting import suggest

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True, slots=True)
class Located(Generic[R_co]):
    """A record, the file and the address where it stands, and the ids of the records around it, the outermost first."""

    record: R_co
    file: YamlFile
    address: Address
    around: tuple[str, ...] = ()

    def problem(self, steps: Address, message: str, hint: str = "") -> Problem:
        """Return a problem at ``steps`` below this record."""
        return self.file.problem(self.address + steps, message, hint)

    @property
    def place(self) -> tuple[str, int]:
        """Path of the file and line of the record."""
        known = self.file.lines.get(getattr(self.record, "id", ""))
        return self.file.path, known.line if known else self.file.locate(self.address)[0]


def suggest_record(name: str, known: Mapping[str, Located[Any]]) -> str:
    """Return a hint with the name or id that was probably meant, and where its record stands, or an empty string.

    A record that is a file is found by its id; of one in a file among others, the line is told.
    """

    def where(near: str) -> str:
        path, line = known[near].place
        return f"{path}:{line}" if known[near].address else ""

    return suggest(name, known, where)


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A place in a record that names another: the ``holder``, the ``steps`` to the place, and what stands there."""

    kind: Kind
    holder: Located[Any]
    field: RecordField
    steps: Address
    name: str
    mark: Ref

    @property
    def lead(self) -> str:
        """How messages name the place."""
        return lead(self.kind, self.holder.record, self.steps)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of which the named record may be, none for any."""
        return self.mark.kinds

    @property
    def by_name(self) -> bool:
        """Whether the other record is named by a name or alias, and not by its id alone."""
        return isinstance(self.mark, Named)

    @property
    def may_be_former(self) -> bool:
        """Whether an id that was given up is as good."""
        return isinstance(self.mark, Formerly)


def links_of(kind: Kind, located: Located[Any], catalogue: Catalogue) -> Iterator[RecordLink]:
    """Yield the places in a record, but not in records of other kinds within it, that name other records."""
    for field, steps, name in marked_texts(located.record, Ref, catalogue.keys_within(kind)):
        mark = field.mark(Ref)
        if mark is not None and not isinstance(mark, Suggested):
            yield RecordLink(kind, located, field, steps, name, mark)


def lead(kind: Kind, record: Any, steps: Address) -> str:
    """Return how messages name a record and the part of it at ``steps``: ``question 'rain', answer 'A week'``."""
    said, part = kind.label_of(record), record
    for step in steps:
        part = part[step] if isinstance(step, int) else getattr(part, attribute(type(part), step))
        if isinstance(part, Record):
            if isinstance(step, str):
                said += f", {step}"
            elif label := getattr(part, "label", ""):
                said += f", {word(type(part).__name__)} {label!r}"
        elif isinstance(part, str):
            break
    return said
