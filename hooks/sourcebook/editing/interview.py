"""Questions for the parts of a new record that are missing, each answer checked by the rules at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sourcebook.editing.answers import asked_fields, list_of, singular, title_key, value_of
from sourcebook.editing.asking import another, ask, can_ask
from sourcebook.editing.draft import Draft, id_objections, kinds_around
from sourcebook.editing.place import RecordPlace, not_known, standing_in
from sourcebook.editing.standins import Data, OpenList, OpenRecord, is_asked_if_needed
from sourcebook.files.document import EditError
from sourcebook.guidance.search import Index
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.marks import Ask, AtLeast, Named, Ref

NEAREST = 5
"""How many records are shown to somebody who looks for an id by words."""
Within = Callable[[Data], Data]


class NothingToAsk(Exception):
    """Something is missing or wrong, and nobody is there to be asked."""


def ask_for_what_is_missing(draft: Draft, place: RecordPlace, name: str) -> RecordPlace:
    """Fill in what the draft lacks, its id included, and return its place; ``name`` is the id that is wanted.

    Nobody is asked where all that is needed is there. Raises ``NothingToAsk`` with all that is missing or wrong
    where standard input is no terminal.
    """
    kind, reference = draft.kind, draft.reference
    missing = _missing(draft, place)
    wrong = [f"{_option(draft, key)}: {said}" for key, said in draft.take_out_wrong_values()]
    if name:
        wrong += [f"--id: {objection}" for objection in id_objections(reference, name)]
    asking = bool(wrong or missing)
    if asking and not can_ask():
        lines = [*wrong, *([f"{', '.join(missing)}: needed"] if missing else [])]
        hint = "standard input is no terminal, so nothing can be asked"
        raise NothingToAsk("\n".join(f"new {kind.name}: {line}" for line in lines) + f" ({hint})")
    for line in wrong:
        print(line)
    if asking:
        place = _ask_place(draft, place)
    draft.around = place.around
    if asking:
        _ask_fields(draft, asked_fields(kind.model, kind), draft.values, dict)
        _ask_what_it_repeats(draft)
    draft.name_passages()
    if kind.id:
        draft.values["id"] = _id(draft, "" if id_objections(reference, name) else name, asking)
    return place


def _missing(draft: Draft, place: RecordPlace) -> list[str]:
    """Return the options for what is needed and not given."""
    kind, outer = draft.kind, kinds_around(draft.reference.catalogue, draft.kind)
    fields = [field for field in asked_fields(kind.model, kind) if not draft.values.get(field.key)]
    options = [_option(draft, field.key) for field in fields if draft.needs(field, draft.values, dict)]
    return options + ([f"--{outer[-1].name}"] if len(place.around) < len(outer) else [])


def _option(draft: Draft, key: str) -> str:
    """Return how a field is called on the command line."""
    field = next(field for field in fields_of(draft.kind.model) if field.key == key)
    return key.upper() if key == title_key(draft.kind) else f"--{singular(field, draft.reference.catalogue)}".lower()


def _ask_place(draft: Draft, place: RecordPlace) -> RecordPlace:
    around = place.around
    for outer in kinds_around(draft.reference.catalogue, draft.kind)[len(around) :]:
        known = standing_in(draft.reference, outer, around)
        for name, located in known.items():
            print(f"  {name}: {outer.title_of(located.record)}")
        around = (*around, ask(f"{outer.name.capitalize()} (id)", partial(_unknown, outer.name, known)))
    return RecordPlace(around, place.after)


def _unknown(kind: str, known: Iterable[str], name: str) -> list[str]:
    return [] if name in known else [not_known(kind, name, known)]


def _ask_fields(draft: Draft, fields: Iterable[RecordField], part: Data, within: Within) -> None:
    """Ask for the values that a part of the draft lacks; ``within`` returns the values of the draft with the part."""
    for field in fields:
        if part.get(field.key):
            continue
        needed = draft.needs(field, part, within)
        if needed or not is_asked_if_needed(field):
            part[field.key] = _Question(draft, field, part, within).ask(_words(field), needed)


@dataclass(frozen=True)
class _Question:
    """The question for a field of a part of the draft; ``within`` returns the draft's values with the part in them."""

    draft: Draft
    field: RecordField
    part: Data
    within: Within

    def ask(self, words: str, needed: bool) -> Any:
        """Return what is answered, nothing for no answer."""
        if not self.field.is_list or self._is_one_line:
            return self._ask_once(words, needed)
        mark, found = self.field.mark(AtLeast), OpenList()
        while answer := self._ask_once(another(words, found), needed and len(found) < (mark.least if mark else 1)):
            found.append(answer)
        return list(found)

    def _ask_once(self, words: str, needed: bool) -> Any:
        if self.field.inner and (asked := asked_fields(self.field.inner)):
            part = OpenRecord()
            part[asked[0].key] = _Question(self.draft, asked[0], part, self._values).ask(words, needed)
            if part[asked[0].key]:
                _ask_fields(self.draft, asked[1:], part, self._values)
            return {key: value for key, value in part.items() if value}
        answer = ask(words, self._objections, self._usual, needed)
        return self._read(answer) if answer else ""

    @property
    def _usual(self) -> str:
        """What an empty answer means, an empty text where it means nothing, as it does at the end of a list."""
        mark, of_model = self.field.mark(Ask), self.field.info.default
        if self.field.is_list:
            return ""
        return mark.usual if mark and mark.usual else of_model if isinstance(of_model, str) else ""

    @property
    def _is_one_line(self) -> bool:
        """Whether a list is given at once: one within a part of a record."""
        return self.field.is_list and self.field.inner is None and isinstance(self.part, OpenRecord)

    def _read(self, text: str) -> Any:
        return (
            list_of(self.field, text)
            if self._is_one_line
            else value_of(self.field, text, self.draft.reference.catalogue)
        )

    def _values(self, value: Any) -> Data:
        """Return the values of the draft with a value, or one of several, in the place of the field."""
        several = self.field.is_list and not self._is_one_line
        return self.within(OpenRecord(self.part | {self.field.key: OpenList([value]) if several else value}))

    def _objections(self, text: str) -> list[str]:
        try:
            read = self._read(text)
        except EditError as error:
            return [str(error)]
        ref, reference = self.field.mark(Ref), self.draft.reference
        if ref is None or isinstance(ref, Named) or not ref.kinds:
            return self.draft.objections(self._values(read))
        names = read if self._is_one_line else [read]
        unknown = [name for name in names if not any(name in reference.of(kind) for kind in ref.kinds)]
        if len(unknown) > 1 and unknown == names:
            # No id at all: somebody looks for a record by words.
            unknown, said = [text], [not_known(" or ".join(ref.kinds), text, ())]
        else:
            said = self.draft.objections(self._values(read))
        near = [item for name in unknown for item in Index(reference).find(name, ref.kinds)[:NEAREST]]
        return [*said, *(f"{item.id}: {item.title}" for item in near)]


def _words(field: RecordField) -> str:
    """Return the question for a field."""
    mark = field.mark(Ask)
    words = mark.words if mark else field.key.replace("-", " ").capitalize()
    return f"{words} ({', '.join(field.choices)})" if field.choices else words


def _ask_what_it_repeats(draft: Draft) -> None:
    """Show what the draft of a claim seems to repeat, and ask which of them are related claims."""
    related = next((field for field in fields_of(draft.kind.model) if field.key == "related"), None)
    repeated = draft.repeats() if related and not draft.values.get("related") else []
    for line in repeated:
        print(line)
    if related and repeated:
        draft.values["related"] = _Question(draft, related, draft.values, dict).ask(_words(related), needed=False)


def _id(draft: Draft, name: str, asking: bool) -> str:
    if name:
        return name
    proposed = draft.proposed_id()
    if asking:
        return ask("Id", partial(id_objections, draft.reference), proposed)
    if not proposed:
        raise NothingToAsk(f"new {draft.kind.name}: --id: needed, since none can be made from the name")
    return proposed
