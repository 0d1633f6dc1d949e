"""Rules about what refers to what: the marks of the fields say to which kinds, and these rules whether it is there."""

from collections.abc import Iterable, Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.records.kinds import Catalogue
from sourcebook.reference.links import Located, suggest_record
from sourcebook.reference.reference import Reference
from sourcebook.words.folding import ByName


def references_exist(reference: Reference) -> Iterator[Problem]:
    """An id that a record names is the id of another record of the right kind."""
    for link in reference.links:
        if link.by_name or link.may_be_former:
            continue
        name, kinds = link.name, " or ".join(link.kinds)
        if link.kind.name in link.kinds and link.kind.id_of(link.holder.record) == name:
            message = f"{link.lead}: {link.field.key} must be another {kinds}: {name!r}"
            yield link.holder.problem(link.steps, message, "delete it")
        elif not any(name in reference.of(kind) or _may_exist(reference, kind, name) for kind in link.kinds):
            must = f"{link.field.key} must name" if len(link.kinds) > 1 else f"{kinds} must be"
            known = {other: located for kind in link.kinds for other, located in reference.of(kind).items()}
            hint = suggest_record(name, known) or _how_to_add(reference.catalogue, link.kinds, name)
            yield link.holder.problem(link.steps, f"{link.lead}: {must} a known {kinds}: {name!r}", hint)


def _may_exist(reference: Reference, kind: str, name: str) -> bool:
    # A record whose file has faults of its own is known all the same: one fault, one message.
    folder = reference.catalogue[kind].folder
    return reference.may_exist(kind, name) or (folder != "" and not reference.is_faultless(f"{folder}/{name}.yml"))


def _how_to_add(catalogue: Catalogue, kinds: Iterable[str], name: str) -> str:
    files = (f"add a file {catalogue[kind].folder}/{name}.yml" for kind in kinds if catalogue[kind].folder)
    return next(files, "")


def names_are_registered(reference: Reference) -> Iterator[Problem]:
    """Every person, organisation and place named by a claim has an entry in its register."""
    known: dict[tuple[str, ...], ByName[Located[Any]]] = {}
    for link in reference.links:
        if not link.by_name:
            continue
        registers = [reference.catalogue[kind] for kind in link.kinds]
        if link.kinds not in known:
            known[link.kinds] = ByName(
                (name, reference.of(register.name)[entry])
                for register in registers
                for name, entry in reference.names[register.plural].items()
            )
        whole = all(reference.is_faultless(register.file) for register in registers)
        if link.name not in known[link.kinds] and whole and not reference.kinds_in_doubt.intersection(link.kinds):
            what = "names of the register" if link.field.is_list and len(registers) == 1 else "a name of the registers"
            message = f"{link.lead}: {link.field.key} must be {what}: {link.name!r}"
            hint = suggest_record(link.name, known[link.kinds]) or f"add an entry to {registers[0].file}"
            yield link.holder.problem(link.steps, message, hint)


def sections_send_readers_elsewhere(reference: Reference) -> Iterator[Problem]:
    """A section sends readers on to claims of other chapters."""
    for chapter, section in reference.sections:
        for number, name in enumerate(section.record.see):
            if reference.chapter_of.get(name) == chapter:
                message = f"section '{section.record.id}': see must name claims of other chapters: {name!r}"
                yield section.problem(("see", number), f"{message} stands in this one", "delete it")
