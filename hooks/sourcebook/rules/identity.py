"""Rules about ids and names."""

import re
from collections.abc import Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.words.ids import KEBAB, what_is_odd

RESERVED = re.compile(r"index|see-also|questions-of-this-chapter|(?:note|ref)-[0-9]+")
"""Names of pages and of places in pages that are not those of a record."""


def ids_are_unique(reference: Reference) -> Iterator[Problem]:
    """An id stands once in the whole reference."""
    first: dict[str, tuple[str, Located[Any]]] = {}
    for kind, located in reference.identified():
        name = located.record.id
        other, at = first.setdefault(name, (kind, located))
        if at is not located:
            path, line = at.place
            message = f"{kind} '{name}': id must be unique: it is also a {other} in {path}:{line}"
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
    """No id is a name that pages need themselves: index, see-also, questions-of-this-chapter, note-1 or ref-1."""
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
                owner = reference.names[kind.plural].get(name, entry.id)
                if owner != entry.id:
                    message = f"{kind.label_of(entry)}: name must belong to one entry: {name!r}"
                    yield located.problem(at, message, f"'{owner}' has it too")
