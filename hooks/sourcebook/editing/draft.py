"""A record that is about to be added: what is asked for it, how answers are written, and what the rules say of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sourcebook import rules
from sourcebook.files.layout import Layout
from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import parse
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.model import Citation, Claim, Handover, Question, Record
from sourcebook.records.registers import Term
from sourcebook.records.shape import validate
from sourcebook.records.sources import Source
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.rules.identity import RESERVED
from sourcebook.rules.overlaps import overlapping_claims_are_joined
from sourcebook.words.ids import KEBAB, to_id, what_is_odd

LONGEST_ID = 40
"""Characters of an id that is proposed, and below of an author's name in one."""
LONGEST_AUTHOR = 24
ANSWER = "answer"
"""Name of the file in which an answer is looked at."""
_LEAD = re.compile(rf"(?:{'|'.join(kind.name for kind in CATALOGUE)})\b.*?': ")
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its model, the field that names it, and the fields that are asked for, in sensible order."""

    name: str
    model: type[Record]
    main: str
    asked: tuple[str, ...]
    needed: frozenset[str]
    filler: Data
    """Values with which a field can be looked at before the others are known."""
    register: str = ""

    @property
    def has_id(self) -> bool:
        """Whether its records have ids."""
        return "id" in self.model.model_fields

    def fields(self) -> Iterator[tuple[str, str, bool]]:
        """Yield key, description and whether it takes several values, for each field of the model but the id."""
        for name, info in self.model.model_fields.items():
            if name != "id":
                yield info.alias or name, info.description or "", "tuple" in str(info.annotation)

    def ordered(self, data: Data) -> Data:
        """Return the values in the order of the model, without empty ones."""
        keys = [info.alias or name for name, info in self.model.model_fields.items()]
        return {key: data[key] for key in keys if data.get(key)}


KINDS = {kind.plural: kind.name for kind in CATALOGUE.registers}
MODELS = {kind.plural: kind.model for kind in CATALOGUE.registers}
_ENTRY = ("name", "native", "aliases", "role")
_NEW_ENTRY: Data = {"id": "new-record", "name": "New record"}
CLAIM = Kind(
    "claim", Claim, "title", ("title", "text", "kind", "by", "date", "people", "organizations", "places", "cites"),
    frozenset({"title", "text", "kind", "cites"}),
    {"id": "new-record", "title": "New", "text": "New.", "kind": "fact"},
)  # fmt: skip
SOURCE = Kind(
    "source", Source, "title",
    ("title", "type", "kind", "author", "issued", "container-title", "publisher", "language", "URL", "note"),
    frozenset({"title", "type", "kind", "language", "note"}),
    {"id": "new-record", "title": "New", "type": "book", "kind": "primary", "language": "en", "note": "New.",
     "further-reading": "yes"},
)  # fmt: skip
QUESTION = Kind(
    "question", Question, "question", ("question", "importance", "answers", "weighing"),
    frozenset({"question", "answers", "weighing"}), {"id": "new-record", "question": "New?", "weighing": "New."},
)  # fmt: skip
HANDOVER = Kind(
    "handover", Handover, "", ("from", "to", "date", "form", "claims"), frozenset({"from", "to", "form", "claims"}),
    {"from": "New", "to": "New", "form": "New"},
)  # fmt: skip
ENTRIES = tuple(
    Kind(noun, MODELS[register], "name", _ENTRY if register != "places" else (*_ENTRY, "coordinates"),
         frozenset({"name"}), _NEW_ENTRY, register)
    for register, noun in KINDS.items()
    if register != "terms"
)  # fmt: skip
TERM = Kind("term", Term, "name", ("name", "aliases", "definition"), frozenset({"name", "definition"}),
            {**_NEW_ENTRY, "definition": {"text": "new"}}, "terms")  # fmt: skip
ALL = {kind.name: kind for kind in (CLAIM, SOURCE, QUESTION, HANDOVER, *ENTRIES, TERM)}


@dataclass
class Draft:
    """Values of a record, and the reference to which it shall belong; ``chapter`` is that of a claim or question."""

    kind: Kind
    reference: Reference
    chapter: str = ""
    values: Data = field(default_factory=dict)

    def objections(self, **answers: Any) -> list[str]:
        """Return what the rules say against these answers, in their own words but without file and record.

        Fields that are not known yet are filled in with what no rule objects to. The answers are not kept. That a
        claim repeats another is no matter of one answer: see ``repeats``.
        """
        return self._said(answers, [rule for rule in rules.RULES if rule is not overlapping_claims_are_joined])

    def repeats(self) -> list[str]:
        """Return what the draft of a claim seems to repeat."""
        return self._said({}, [overlapping_claims_are_joined])

    def _said(self, answers: Data, wanted: list[rules.Rule]) -> list[str]:
        known = self.values | answers
        data = self.kind.ordered(self._filler(known) | known)
        file = parse("\n".join(Layout().record(data, 0)) + "\n", ANSWER)
        record = validate(self.kind.model, file)
        found = list(file.problems)
        if record is not None and not found:
            at = Located(record, file, ())
            reference = self._with(at)
            found = [problem for rule in wanted for problem in rule(reference) if problem.path == ANSWER]
        return list(dict.fromkeys(map(plain, found)))

    def _filler(self, known: Data) -> Data:
        claims, sources = [*self.reference.claims][:2], [*self.reference.sources][:1]
        filler = dict(self.kind.filler)
        if self.kind is CLAIM:
            filler["cites"] = [{"source": name, "locator": "p. 1"} for name in sources]
            if known.get("kind") == "judgement":
                filler["by"] = [*self.reference.names["people"], *self.reference.names["organizations"]][:1]
            elif known.get("by"):
                filler["kind"] = "judgement"
        elif self.kind is QUESTION:
            filler["answers"] = [{"label": str(number), "claims": claims[:1]} for number in (1, 2)]
        elif self.kind is HANDOVER:
            filler["claims"] = claims[:1]
        return filler

    def _with(self, at: Located[Any]) -> Reference:
        """Return the reference with the record in it."""
        name = "hand-over" if self.kind is HANDOVER else self.kind.name
        around = (self.chapter,) if self.kind in (CLAIM, QUESTION) else ()
        return self.reference.with_record(name, replace(at, around=around))

    def id_objections(self, name: str) -> list[str]:
        """Return what stands against an id: its form, or that it is or was in use."""
        if not KEBAB.fullmatch(name):
            return [f"id must be kebab-case: {name!r} ({what_is_odd(name)})"]
        if RESERVED.fullmatch(name):
            return [f"id must not be a name that pages need themselves: {name!r} (choose another id)"]
        for kind, at in self.reference.identified():
            if at.record.id == name:
                path, line = at.place
                return [f"id must be unique: it is also a {kind} in {path}:{line} (choose another id)"]
        if name in former_ids(self.reference):
            return [f"id must never have been that of another record: {name!r} is a former id (choose another id)"]
        return []

    def proposed_id(self) -> str:
        """Return an id made from the record's name that nothing has or had; empty where the name gives none."""
        base = to_id(self.values.get(self.kind.main, ""), LONGEST_ID)
        if self.kind is SOURCE:
            base = self._author_and_year() or base
        taken = self.reference.kind_of.keys() | former_ids(self.reference)
        names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
        return next((name for name in names if name not in taken), "") if base else ""

    def _author_and_year(self) -> str:
        author: Data = next(iter(self.values.get("author", ())), {})
        name = to_id(author.get("family") or author.get("literal") or "", LONGEST_AUTHOR)
        year = re.match(r"\d{4}", self.values.get("issued", ""))
        return f"{name}-{year[0]}" if name and year else ""

    def with_passage(self, citation: Data) -> Data:
        """Return a citation with its passage, where the text is registered and the quotation stands in one only."""
        if citation.get("passage") or not citation.get("quote"):
            return citation
        found = self.reference.finding(Citation.model_validate(citation))
        if found is None or not found.proven or len(found.passages) != 1:
            return citation
        return {**citation, "passage": found.passages[0]}


def former_ids(reference: Reference) -> set[str]:
    """Return every id that is given up."""
    return {former.record.old for former in reference.former}


def plain(problem: Problem) -> str:
    """Return a problem's words without file and record."""
    message = _LEAD.sub("", problem.message, count=1)
    return f"{message} ({problem.hint})" if problem.hint else message
