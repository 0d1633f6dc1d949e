"""Marks: what the value of a field is, written once at the field itself.

Rules, JSON Schemas, back-links, renaming, questions to editors and the limits that prose names are derived from them.
A mark stands in the type of a field, ``Annotated[Text, Words(45)]``, alone or within a list or a choice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, StringConstraints
from pydantic.fields import FieldInfo

from sourcebook.words.typography import shows_nothing


def _seen(text: str) -> str:
    if shows_nothing(text):
        raise ValueError("nobody sees it")
    return text


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_seen)]
"""Plain text that is not blank; white space around it is no part of it."""


@dataclass(frozen=True)
class Mark:
    """What is known of a value beyond its type."""


M = TypeVar("M", bound=Mark)


@dataclass(frozen=True, init=False)
class Ref(Mark):
    """The id of a record of one of these ``kinds``."""

    kinds: tuple[str, ...]

    def __init__(self, *kinds: str) -> None:
        """Take the words for the kinds: ``claim``."""
        object.__setattr__(self, "kinds", kinds)


class Formerly(Ref):
    """An id that a record has now or had once; of any kind if none is named. Rules of its own say what it must be."""


class Named(Ref):
    """A name, alias or id of an entry in the registers of these ``kinds``."""


class Suggested(Named):
    """A text for which the names in these registers are proposed; anything else is as good."""


@dataclass(frozen=True)
class Backlink(Mark):
    """How the link reads from the record that is named here, as a heading over those that name it: ``cited by``."""

    words: str


class KindWord(Mark):
    """The word for a kind of record that has ids."""


class Drawn(Mark):
    """A date of which there is a picture, from its first day to its last."""


@dataclass(frozen=True)
class Words(Mark):
    """A text has at ``most`` so many words, as white space parts them; ``instead`` is what may help besides."""

    most: int
    instead: str = ""


@dataclass(frozen=True)
class WordsInAll(Mark):
    """The texts in a list have together at ``most`` so many words."""

    most: int


@dataclass(frozen=True)
class Characters(Mark):
    """A text has at ``most`` so many characters."""

    most: int


@dataclass(frozen=True)
class AtLeast(Mark):
    """A list has at ``least`` so many items, and is asked for where it stands for itself."""

    least: int


@dataclass(frozen=True)
class Between(Mark):
    """A list that is given has from ``least`` to ``most`` items."""

    least: int
    most: int


@dataclass(frozen=True)
class EachOnce(Mark):
    """No two records in a list have the same under all these ``names`` of fields, by which each is an ``item``."""

    item: str
    names: tuple[str, ...]


class Prose(Mark):
    """Running text in our own words, in which ``*…*`` marks a title."""


@dataclass(frozen=True)
class Ask(Mark):
    """Whoever adds a record is asked for this value, in these ``words``; of a value with parts, for its first part."""

    words: str
    usual: str = ""
    """What most answer."""
    if_needed: bool = False
    """Whether the question is put only where a rule demands the value."""


@dataclass(frozen=True)
class AtFirst(Mark):
    """What a record has here when it is new and nothing else is given."""

    text: str


@dataclass(frozen=True)
class Example(Mark):
    """A value that documentation and editors show."""

    text: str


@dataclass(frozen=True, init=False)
class Offer(Mark):
    """Values that editors propose to insert."""

    texts: tuple[str, ...]

    def __init__(self, *texts: str) -> None:
        """Take the values."""
        object.__setattr__(self, "texts", texts)


@dataclass(frozen=True)
class Weight(Mark):
    """How much a word of this text counts in a search for records; 0 for one that is not searched."""

    weight: float


def marks_of(field: FieldInfo) -> Iterator[Mark]:
    """Yield the marks of a field of a model, those of the values in a list included."""
    yield from (mark for mark in field.metadata if isinstance(mark, Mark))
    yield from _within(field.annotation)


def mark_of(field: FieldInfo, kind: type[M]) -> M | None:
    """Return the first mark of this class that a field has, ``None`` for none."""
    return next((mark for mark in marks_of(field) if isinstance(mark, kind)), None)


def _within(annotation: Any) -> Iterator[Mark]:
    yield from (mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Mark))
    for part in getattr(annotation, "__args__", ()):
        yield from _within(part)
