"""Rules about ids, also those that were published once, to which links must lead on, and about names."""

import re
from collections.abc import Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.reference.addresses import has_own_page
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.words.counting import with_article
from sourcebook.words.ids import KEBAB, what_is_odd
from sourcebook.words.suggesting import suggest

RESERVED = re.compile(
    r"index|in-short|see-also|questions-of-this-chapter|part-by-part|not-said|where-they-differ|(?:note|ref)-[0-9]+"
)
"""Names of pages and of places in pages that are not those of a record."""


def ids_are_unique(reference: Reference) -> Iterator[Problem]:
    """An id stands once in the whole reference."""
    first: dict[str, tuple[str, Located[Any]]] = {}
    for kind, located in reference.identified():
        name = located.record.id
        other, at = first.setdefault(name, (kind, located))
        if at is not located:
            path, line = at.place
            message = f"{kind} '{name}': id must be unique: it is also {with_article(other)} in {path}:{line}"
            joinable = other == kind and reference.catalogue[kind].is_register
            hint = "join the two entries" if joinable else "choose another id for the newer of the two"
            yield located.problem(("id",), message, hint)


def ids_are_kebab_case(reference: Reference) -> Iterator[Problem]:
    """An id is kebab-case: small Latin letters, digits and single hyphens."""
    for kind, located in reference.identified():
        name = located.record.id
        if not KEBAB.fullmatch(name):
            yield located.problem(("id",), f"{kind} '{name}': id must be kebab-case: {name!r}", what_is_odd(name))


def ids_are_not_reserved(reference: Reference) -> Iterator[Problem]:
    """No id is a name that pages need themselves: index, in-short, see-also, questions-of-this-chapter, part-by-part,
    not-said, where-they-differ, note-1 or ref-1.
    """  # noqa: D205 - all of it is the sentence
    for kind, located in reference.identified():
        name = located.record.id
        if RESERVED.fullmatch(name):
            message = f"{kind} '{name}': id must be none that pages need themselves: {name!r}"
            yield located.problem(("id",), message, "choose an id that says what it is about")


def names_are_unambiguous(reference: Reference) -> Iterator[Problem]:
    """A name or alias belongs to one entry of its register."""
    for kind in reference.catalogue.registers:
        for located in reference.of(kind.name).values():
            entry = located.record
            aliases = ((("aliases", number), alias) for number, alias in enumerate(entry.aliases))
            for at, name in ((("name",), entry.name), (("native",), entry.native), *aliases):
                owner = reference.names[kind.plural][name] if name else entry.id
                if owner != entry.id:
                    message = f"{kind.label_of(entry)}: name must belong to one entry: {name!r}"
                    yield located.problem(at, message, f"'{owner}' has it too")


def former_ids_are_not_used(reference: Reference) -> Iterator[Problem]:
    """A former id is the id of no record, unless that record only moved to another chapter."""
    places = {located.record.id: (kind, *located.place) for kind, located in reference.identified()}
    for former in reference.former:
        old, new = former.record.old, former.record.new
        # What has a page of its own, such as a question, keeps its address whatever its chapter.
        may_move = old in places and not has_own_page(reference.catalogue[places[old][0]])
        if old == new and may_move and former.record.from_ and former.record.from_ != reference.chapter_of.get(old):
            continue
        if old in places:
            kind, path, line = places[old]
            message = f"former id '{old}': must be the id of no record: it is that of a {kind} in {path}:{line}"
            yield former.problem(("old",), message, "choose another id for the record, or delete the former id")


def former_ids_lead_on(reference: Reference) -> Iterator[Problem]:
    """A former id leads to a record that exists, or says why there is none, and stands once for each place."""
    known = reference.kind_of.keys() | reference.ids_in_doubt
    seen: set[tuple[str, str | None]] = set()
    for former in reference.former:
        record = former.record
        lead = f"former id '{record.old}'"
        if record.new is None and not record.reason:
            hint = "add 'new:' with the id that took its place, or 'reason:'"
            yield former.problem((), f"{lead}: must have a new id or a reason: neither", hint)
        if record.new is not None and record.new not in known:
            hint = _newer(reference, record.new) or suggest(record.new, known)
            yield former.problem(("new",), f"{lead}: new must be the id of a record: {record.new!r}", hint)
        if (record.old, record.from_) in seen:
            yield former.problem(("old",), f"{lead}: must stand once: it stands twice", "delete one of the two")
        seen.add((record.old, record.from_))


def former_places_are_chapters(reference: Reference) -> Iterator[Problem]:
    """What a former id names as its place is a chapter, now or formerly."""
    chapters = {*reference.chapters, *reference.ids_in_doubt, *(former.record.old for former in reference.former)}
    for former in reference.former:
        name = former.record.from_
        if name is not None and name not in chapters:
            message = f"former id '{former.record.old}': from must be the id of a chapter, now or formerly: {name!r}"
            yield former.problem(("from",), message, suggest(name, reference.chapters))


def _newer(reference: Reference, name: str) -> str:
    """Return a hint where the id that should lead on is itself a former one."""
    found = next((former.record.new for former in reference.former if former.record.old == name), None)
    return f"it is {found!r} now" if found and found != name else ""
