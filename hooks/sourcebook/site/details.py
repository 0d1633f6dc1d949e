"""Fields that no template prints in a way of its own: they are printed all the same, each under its name.

``HOW_SHOWN`` says of each model which fields templates print themselves, and which readers are not shown, and why.
Every other field, such as one that was added to a model today, becomes a ``FurtherDetail``, told by its marks.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from urllib.parse import quote

from sourcebook.records.forms import DIGITAL_OBJECT, EDTF_DATE, LANGUAGE, WEB, Form, language_name
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.marks import Prose, Ref
from sourcebook.records.model import Answer, BoundSentence, Chapter, Citation, Claim, Question, Record, Section
from sourcebook.records.outlines.examination import Examination, ExaminedStatement
from sourcebook.records.outlines.outline import Aside, Outline, Silence, Version
from sourcebook.records.outlines.part import Appearance, Difference, Reading, Stretch, TextPart
from sourcebook.records.overviews.lists import CardRow, Handover, TimelineView
from sourcebook.records.overviews.searches import Search
from sourcebook.records.overviews.told import Episode, FirstClaim, Home, Paragraph, Start, Story, StorySentence
from sourcebook.records.registers import Definition, Entry, FormerId, Organization, Person, Place, Role, Term
from sourcebook.records.sources import Consulted, Name, Passage, RegisteredText, SetAside, Source
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
    """How the fields of a model are shown: which ones templates print, and which ones readers do not see, and why.

    ``details_in_place`` is said of parts of records of which templates print the further details where the part
    stands, so that they are not among those of the record around it.
    """

    printed: Set[str]
    hidden: Mapping[str, str] = field(default_factory=dict)
    details_in_place: bool = False


HOW_SHOWN: dict[type[Record], Shown] = {
    Citation: Shown(
        {"source", "locator", "quote", "gloss", "language", "passage", "figures", "says", "stance"},
        details_in_place=True,
    ),
    Claim: Shown(
        {"id", "title", "text", "kind", "by", "date", "people", "organizations", "places", "cites", "related",
         "variant_of"},
        hidden={"distinct_from": "answers a warning of the overlap rule; it says nothing about the past"},
        details_in_place=True,
    ),
    Section: Shown({"id", "title", "stage", "lead", "claims", "see"}, details_in_place=True),
    BoundSentence: Shown({"text", "claims"}),
    Answer: Shown({"label", "claims"}, details_in_place=True),
    Question: Shown(
        {"id", "question", "importance", "status", "verdict", "why", "would_settle", "answers", "weighing"},
        details_in_place=True,
    ),
    Chapter: Shown(
        {"id", "title", "group", "told_in_short", "sections", "questions"},
        hidden={"order": "chapters stand in this order; its number says no more"},
    ),
    Handover: Shown({"from_", "to", "date", "form", "claims"}),
    CardRow: Shown({"label", "value", "claims", "question"}),
    TimelineView: Shown({"id", "title"}, hidden={"date": "the axis of the picture shows which part of time it is"}),
    Search: Shown({"id", "sought", "where", "when", "words", "result", "claims", "sources"}),
    FormerId: Shown(
        {"old", "new", "reason"},
        hidden={
            "from_": "says on which page the old anchor stands",
            "kind": "says at which address the old page stands",
        },
    ),
    Home: Shown({"what_and_when", "what_it_said", "why_it_mattered"}),
    Start: Shown({"claims"}),
    FirstClaim: Shown({"claim", "before"}, details_in_place=True),
    Story: Shown({"title", "parts"}),
    Episode: Shown({"id", "title", "paragraphs"}, details_in_place=True),
    Paragraph: Shown({"sentences"}, details_in_place=True),
    StorySentence: Shown({"text", "claims"}, details_in_place=True),
    Name: Shown({"family", "given", "literal", "native"}),
    SetAside: Shown({"passage", "reason"}),
    Consulted: Shown({"where", "shelf_mark", "copy_", "part", "seen", "archived"}),
    Source: Shown(
        {"id", "type", "kind", "title", "title_gloss", "title_short", "author", "editor", "translator",
         "container_title", "volume", "issue", "page", "edition", "publisher", "publisher_place", "issued", "archive",
         "URL", "DOI", "ISBN", "language", "note", "standing", "standing_why", "consulted", "derives_from",
         "set_aside"},
        hidden={
            "cover": "asks editors to cite or set aside every passage; readers see the passages",
            "further_reading": "says that no claim need cite it; its page says when none does",
        },
    ),
    Passage: Shown({"id", "words", "gist"}, hidden={"windows": "a fingerprint says nothing to readers"}),
    RegisteredText: Shown(
        {"source", "unit", "passages"},
        hidden=dict.fromkeys(("key", "method", "window"), "needed to read the fingerprint only"),
    ),
    Outline: Shown(
        {"id", "title", "called", "chapters", "versions", "parts", "silences"},
        hidden={"roles": "says among which words the role of a person is chosen"},
    ),
    Version: Shown(
        {"id", "title", "source", "date", "language", "made_from", "complete", "set_aside", "displaced", "claims"},
        details_in_place=True,
    ),
    Aside: Shown({"passages", "reason"}),
    TextPart: Shown(
        {"id", "title", "gist", "stretches", "people", "organizations", "places", "figures", "differences"},
        details_in_place=True,
    ),
    Stretch: Shown({"version", "passages", "lacks"}, details_in_place=True),
    Appearance: Shown(
        {"name", "role", "said", "times"},
        hidden={"words": "prove to the machine that the person is named there"},
        details_in_place=True,
    ),
    Difference: Shown({"matter", "kind", "readings", "claims"}, details_in_place=True),
    Reading: Shown({"version", "reads", "passage", "spoilt"}, details_in_place=True),
    Silence: Shown({"matter", "claims"}, details_in_place=True),
    Examination: Shown({"id", "title", "source", "verdict", "statements"}, details_in_place=True),
    ExaminedStatement: Shown(
        {"passage", "quote", "gloss", "language", "outcome", "findings"}, details_in_place=True
    ),
    Role: Shown({"text", "claims"}),
    Definition: Shown({"text", "claims"}),
    Entry: Shown({"id", "name", "native", "aliases"}),
    Person: Shown({"role"}),
    Organization: Shown({"role"}),
    Place: Shown({"role"}, hidden={"coordinates": "the map shows where it is"}),
    Term: Shown({"definition"}),
}  # fmt: skip


def has_template(model: type[Record]) -> bool:
    """Say whether templates print anything of a model in their own way; a new kind has generic pages."""
    return bool(_shown(model))


@cache
def hidden_fields(model: type[Record]) -> frozenset[RecordField]:
    """Return the fields of a model and of its parts that readers do not see."""
    found: set[RecordField] = set()
    waiting = [model]
    while waiting:
        part = waiting.pop()
        hidden = {name for shown in _shown(part) for name in shown.hidden}
        found.update(one for one in fields_of(part) if one.name in hidden)
        waiting += [one.inner for one in fields_of(part) if one.inner and one.name not in hidden]
    return frozenset(found)


def _shown(model: type[Record]) -> list[Shown]:
    """Return what is said of a model and those that it extends."""
    return [HOW_SHOWN[base] for base in model.__mro__ if base in HOW_SHOWN]


@cache
def _fields_left(model: type[Record]) -> tuple[tuple[RecordField, bool], ...]:
    """Return the fields of which something is left to print, and whether it is all, or just details of its parts."""
    settled = {name for shown in _shown(model) for name in (*shown.printed, *shown.hidden)}
    found = []
    for one in fields_of(model):
        in_place = one.inner and any(shown.details_in_place for shown in _shown(one.inner))
        if one.name not in settled:
            found.append((one, True))
        elif one.inner and not in_place and _fields_left(one.inner):
            found.append((one, False))
    return tuple(found)


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
        for one, whole in _fields_left(type(record)):
            held = getattr(record, one.name)
            if held is None or held == () or one.name in without:
                continue
            values = tuple(self._value(one, item) for item in (held if isinstance(held, tuple) else (held,)))
            # Of a part that has nothing more to tell, there is nothing to print.
            values = tuple(value for value in values if value.parts or (whole and value.text))
            if values:
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
