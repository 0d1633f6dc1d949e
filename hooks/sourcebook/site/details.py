"""Fields that no template prints in a way of its own: they are printed all the same, each under its name.

``HOW_SHOWN`` says of each model which fields templates print themselves, and which readers are not shown, and why.
Every other field, such as one that was added to a model today, becomes a ``FurtherDetail``, told by its marks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

from sourcebook.records.forms import DIGITAL_OBJECT, EDTF_DATE, LANGUAGE, WEB, Form, language_name
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.marks import Prose, Ref
from sourcebook.records.model import (
    Answer,
    CardRow,
    Chapter,
    Citation,
    Claim,
    FormerId,
    Handover,
    Question,
    Record,
    Section,
    Start,
    TimelineView,
)
from sourcebook.records.registers import Definition, Entry, Organization, Person, Place, Role, Term
from sourcebook.records.sources import Name, Passage, RegisteredText, SetAside, Source
from sourcebook.site.page import PageLink
from sourcebook.words.dates import parse_date


@dataclass(frozen=True, slots=True)
class DetailValue:
    """A value as readers see it: a text, which may be a link to ``path``, or the details of a part of the record."""

    text: str = ""
    form: Literal["text", "prose", "address"] = "text"
    path: str = ""
    parts: "tuple[FurtherDetail, ...]" = ()


@dataclass(frozen=True, slots=True)
class FurtherDetail:
    """A field with its name in words and its values."""

    label: str
    values: tuple[DetailValue, ...]


@dataclass(frozen=True)
class Shown:
    """How the fields of a model are shown.

    ``stands_alone`` is said of parts of records whose templates print the further details at the very part.
    """

    printed: frozenset[str]
    hidden: Mapping[str, str] = field(default_factory=dict)
    stands_alone: bool = False


def _printed(*names: str, stands_alone: bool = False, **hidden: str) -> Shown:
    return Shown(frozenset(names), hidden, stands_alone)


HOW_SHOWN: dict[type[Record], Shown] = {
    Citation: _printed("source", "locator", "quote", "gloss", "language", "passage", stands_alone=True),
    Claim: _printed(
        "id", "title", "text", "kind", "by", "date", "people", "organizations", "places", "cites", "related",
        stands_alone=True, distinct_from="answers a warning of the overlap rule; it says nothing about the past",
    ),
    Section: _printed("id", "title", "stage", "claims", "see", stands_alone=True),
    Answer: _printed("label", "claims", stands_alone=True),
    Question: _printed("id", "question", "importance", "answers", "weighing", stands_alone=True),
    Chapter: _printed(
        "id", "title", "group", "sections", "questions",
        order="chapters stand in this order; its number says no more",
    ),
    Handover: _printed("from_", "to", "date", "form", "claims"),
    CardRow: _printed("label", "value", "claims", "question"),
    TimelineView: _printed("id", "title", date="the axis of the picture shows which part of time it is"),
    FormerId: _printed(
        "old", "new", "reason",
        from_="says on which page the old anchor stands", kind="says at which address the old page stands",
    ),
    Start: _printed("claims"),
    Name: _printed("family", "given", "literal", "native"),
    SetAside: _printed("passage", "reason"),
    Source: _printed(
        "id", "type", "kind", "title", "title_gloss", "title_short", "author", "editor", "translator",
        "container_title", "volume", "issue", "page", "edition", "publisher", "publisher_place", "issued", "archive",
        "URL", "DOI", "ISBN", "language", "note", "consulted", "derives_from", "set_aside",
        cover="asks editors to cite or set aside every passage; readers see the passages",
        further_reading="says that no claim need cite it; its page says when none does",
    ),
    Passage: _printed("id", "words", "gist", windows="a fingerprint says nothing to readers"),
    RegisteredText: _printed("source", "unit", "passages", key="needed to read the fingerprint only"),
    Role: _printed("text", "claims"),
    Definition: _printed("text", "claims"),
    Entry: _printed("id", "name", "native", "aliases"),
    Person: _printed("role"),
    Organization: _printed("role"),
    Place: _printed("role", coordinates="the map shows where it is"),
    Term: _printed("definition"),
}  # fmt: skip


def is_known(model: type[Record]) -> bool:
    """Say whether templates print anything of a model in their own way; a new kind has generic pages."""
    return any(base in HOW_SHOWN for base in model.__mro__)


@cache
def _open_fields(model: type[Record]) -> tuple[tuple[RecordField, bool], ...]:
    """Return the fields of which something is left to print: all of it (true), or something within its parts."""
    declared = [HOW_SHOWN[base] for base in model.__mro__ if base in HOW_SHOWN]
    told = {name for shown in declared for name in (*shown.printed, *shown.hidden)}
    found = []
    for one in fields_of(model):
        if one.name not in told:
            found.append((one, True))
        elif one.inner and not _stands_alone(one.inner) and _open_fields(one.inner):
            found.append((one, False))
    return tuple(found)


def _stands_alone(model: type[Record]) -> bool:
    return any(HOW_SHOWN[base].stands_alone for base in model.__mro__ if base in HOW_SHOWN)


def doi_address(doi: str) -> str:
    """Return the web address at which a digital object identifier is resolved."""
    return f"https://doi.org/{quote(doi, safe='/()')}"


def words_of(key: str) -> str:
    """Return the key of a field in words: "Publisher place"."""
    words = key.replace("-", " ")
    return words[0].upper() + words[1:]


class FurtherDetails:
    """Tells what is left to print of records. ``target`` gives the link to what a field with a ``Ref`` names."""

    def __init__(self, target: Callable[[Ref, str], PageLink]) -> None:
        self._target = target

    def of(self, record: Record, without: tuple[str, ...] = ()) -> tuple[FurtherDetail, ...]:
        """Return what no template prints of a record, but for the fields ``without``."""
        return tuple(self._details(record, without))

    def _details(self, record: Record, without: tuple[str, ...]) -> Iterator[FurtherDetail]:
        for one, whole in _open_fields(type(record)):
            held = getattr(record, one.name)
            items = held if isinstance(held, tuple) else () if held is None else (held,)
            values = tuple(self._value(one, item) for item in items)
            # Of a part that has nothing more to tell, there is nothing to print.
            values = tuple(value for value in values if value.parts or (whole and value.text))
            if values and one.name not in without:
                yield FurtherDetail(words_of(one.key), values)

    def _value(self, one: RecordField, item: Any) -> DetailValue:
        if isinstance(item, Record):
            return DetailValue(parts=self.of(item))
        if isinstance(item, bool):
            return DetailValue("yes" if item else "no")
        ref, form, text = one.mark(Ref), one.mark(Form), str(item)
        if ref is not None:
            target = self._target(ref, text)
            return DetailValue(target.text, path=target.path)
        if form == EDTF_DATE:
            return DetailValue(parse_date(text).words)
        if form == LANGUAGE:
            return DetailValue(language_name(text))
        if form in (WEB, DIGITAL_OBJECT):
            return DetailValue(text if form == WEB else doi_address(text), "address")
        return DetailValue(text, "prose" if one.mark(Prose) else "text")
