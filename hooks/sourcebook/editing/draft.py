"""A record that is about to be added: its values, and what the rules say of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sourcebook import rules
from sourcebook.editing.answers import asked_fields, title_key
from sourcebook.editing.standins import Data, OpenRecord, completed, is_asked_if_needed, readable_placeholder
from sourcebook.files.layout import Layout
from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address, parse_yaml
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.model import Citation
from sourcebook.records.shape import validate
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.rules.identity import RESERVED
from sourcebook.rules.overlaps import overlapping_claims_are_joined
from sourcebook.words.counting import with_article
from sourcebook.words.ids import KEBAB, to_id, what_is_odd

LONGEST_PROPOSAL = 40
"""Characters of an id that is proposed: whole words of a title, that links stay short."""
LONGEST_AUTHOR = 24
"""Characters of an author's name in an id that is proposed."""
ANSWER = "answer"
"""Name of the file in which an answer is looked at."""
_RULES = tuple(rule for rule in rules.RULES if rule is not overlapping_claims_are_joined)
"""What is asked of each answer; whether a claim repeats another is asked of the whole."""


def addable_kinds(catalogue: Catalogue) -> list[Kind]:
    """Return the kinds of which records are added one by one: in lists or files, and without others within them.

    Left out are those that have the id of another record: they are written by commands. So are parts of a record of
    which there is one only, since they are written together.
    """
    kinds = (kind for kind in catalogue if kind.folder or kind.steps)
    found = (kind for kind in kinds if kind.id in {"id", ""} and not catalogue.within(kind))
    return [kind for kind in found if all(outer.id for outer in kinds_around(catalogue, kind))]


def kinds_around(catalogue: Catalogue, kind: Kind) -> list[Kind]:
    """Return the kinds within whose records those of a kind stand, the outermost first."""
    outer = catalogue.around(kind)
    return [*kinds_around(catalogue, outer), outer] if outer else []


@dataclass
class Draft:
    """Values of a record, and the reference to which it shall belong; ``around`` are the ids of those it stands in."""

    kind: Kind
    reference: Reference
    around: tuple[str, ...] = ()
    values: Data = field(default_factory=dict)

    @property
    def ordered(self) -> Data:
        """The values in the order of the model, without empty ones."""
        return {one.key: self.values[one.key] for one in fields_of(self.kind.model) if self.values.get(one.key)}

    def objections(self, answers: Data) -> list[str]:
        """Return what the rules say against these answers, in their own words but without file and record.

        The answers are not kept. That a claim repeats another is no matter of one answer: see ``repeats``.
        """
        return [words for _, words in self._lasting(self.values | answers)]

    def take_out_wrong_values(self) -> list[tuple[str, str]]:
        """Take out the values against which the rules say something; return their keys and what is said."""
        found: list[tuple[str, str]] = []
        # What has the wrong shape hides the rest from the rules.
        while said := self._lasting(self.values):
            found += said
            self.values = {key: value for key, value in self.values.items() if key not in dict(said)}
        order = [one.key for one in (*asked_fields(self.kind.model, self.kind), *fields_of(self.kind.model))]
        return sorted(found, key=lambda said: order.index(said[0]))

    def repeats(self) -> list[str]:
        """Return what the draft of a claim seems to repeat."""
        return [words for _, words in self._problems(self.values | {"id": "New"}, (overlapping_claims_are_joined,))]

    def needs(self, asked: RecordField, part: Data, within: Callable[[Data], Data]) -> bool:
        """Say whether a part of the draft needs a value of the field ``asked``: always, or by what a rule says of it.

        ``within`` returns all values of the draft with the part in its place.
        """
        if asked.needed or not is_asked_if_needed(asked):
            return asked.needed
        without = self._problems(within(part))
        value = readable_placeholder(asked)
        more = OpenRecord(part | {asked.key: [value] if asked.is_list else value})
        return bool(without) and not set(without) <= set(self._problems(within(more)))

    def _lasting(self, values: Data) -> list[tuple[str, str]]:
        """Return key and words of what is wrong with values, whatever is answered to the questions that follow."""
        found = self._problems(values)
        lasting = self._problems(values, other=True) if found else []
        return [said for said in dict.fromkeys(found) if said in lasting]

    def _problems(
        self, values: Data, wanted: tuple[rules.Rule, ...] = _RULES, other: bool = False
    ) -> list[tuple[str, str]]:
        """Return key and words of what the rules say against values, with stand-ins for what is not known yet.

        What they say against stand-ins is passed over. The ``other`` stand-ins are the last choices in place of the
        first, and stand also for what may be needed.
        """
        stand_ins: set[Address] = set()
        data = completed(self.kind.model, OpenRecord(values), other, (), stand_ins)
        file = parse_yaml("\n".join(Layout().record(data, 0)) + "\n", ANSWER)
        found, record = file.problems, validate(self.kind.model, file, self.reference.catalogue)
        if record is not None and not found:
            around = self.around or ("",) * len(kinds_around(self.reference.catalogue, self.kind))
            reference = self.reference.with_record(self.kind.name, Located(record, file, (), around))
            found = [problem for rule in wanted for problem in rule(reference) if problem.path == ANSWER]
        passed = {file.locate(address)[0] for address in stand_ins}
        lines = {file.locate((key,), key=True)[0]: key for key in data}
        name = self.kind.label_of(record) if record else f"{self.kind.name} '{data.get('id')}'"
        lead = re.compile(rf"{re.escape(name)}(?:, [a-z-]+(?: '.*?')?)*: ")
        return [
            (lines[max(line for line in lines if line <= problem.line)], lead.sub("", _words(problem), count=1))
            for problem in found
            if problem.line not in passed
        ]

    def proposed_id(self) -> str:
        """Return an id made from the record's name that nothing has or had; empty where the name gives none."""
        base = self._id_from_fields() or to_id(self.values.get(title_key(self.kind), ""), LONGEST_PROPOSAL)
        taken = self.reference.kind_of.keys() | former_ids(self.reference)
        names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
        return next((name for name in names if name not in taken), "") if base else ""

    def _id_from_fields(self) -> str:
        """Return an id of the fields of which the kind makes ids, empty where one of them is not given."""
        fields = {one.name: one for one in fields_of(self.kind.model)}
        parts = [_id_part(fields[name], self.values.get(fields[name].key)) for name in self.kind.id_from]
        return "-".join(parts) if all(parts) else ""

    def name_passages(self) -> None:
        """Give each citation its passage, where the text is registered and the quotation stands in one only."""
        for one in fields_of(self.kind.model):
            if one.inner and issubclass(one.inner, Citation):
                self.values[one.key] = [self._with_passage(citation) for citation in self.values.get(one.key, ())]

    def _with_passage(self, citation: Data) -> Data:
        if citation.get("passage") or not citation.get("quote"):
            return citation
        found = self.reference.finding(Citation.model_validate(citation))
        if found is None or len(found.passages) != 1:
            return citation
        # What is too short to be proven in the whole text may be long enough for a passage.
        within = {**citation, "passage": found.passages[0]}
        return within if self.reference.is_proven(Citation.model_validate(within)) else citation


def _id_part(one: RecordField, held: Any) -> str:
    """Return the first of the names in a field, or the year of its date, as part of an id; empty for none."""
    if not one.inner:
        return "".join(re.findall(r"^\d{4}", held or ""))
    name: Data = next(iter(held or ()), {}) if one.is_list else held or {}
    return to_id(name.get("family") or name.get("literal") or "", LONGEST_AUTHOR)


def id_objections(reference: Reference, name: str) -> list[str]:
    """Return what stands against an id for a new record: its form, or that it is or was in use."""
    if not KEBAB.fullmatch(name):
        return [f"id must be kebab-case: {name!r} ({what_is_odd(name)})"]
    if RESERVED.fullmatch(name):
        return [f"id must not be a name that pages need themselves: {name!r} (choose another id)"]
    for kind, at in reference.identified():
        if at.record.id == name:
            path, line = at.place
            return [f"id must be unique: it is also {with_article(kind)} in {path}:{line} (choose another id)"]
    if name in former_ids(reference):
        return [f"id must never have been that of another record: {name!r} is a former id (choose another id)"]
    return []


def former_ids(reference: Reference) -> set[str]:
    """Return every id that is given up."""
    return {former.record.old for former in reference.former}


def _words(problem: Problem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message
