"""Rules about what refers to what: the marks of the fields say to which kinds, and these rules whether it is there."""

from collections.abc import Iterable, Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.keys import RecordField, fields_of, keys, marked_fields, word
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import AtLeast, Ref
from sourcebook.records.wording import word_for
from sourcebook.reference.links import Located, lead, suggest_record
from sourcebook.reference.reference import Reference
from sourcebook.words.counting import count
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
        elif not any(name in reference.of(kind) or reference.may_exist(kind, name) for kind in link.kinds):
            must = f"{link.field.key} must name" if len(link.kinds) > 1 else f"{kinds} must be"
            known = {other: located for kind in link.kinds for other, located in reference.of(kind).items()}
            hint = suggest_record(name, known) or _how_to_add(reference.catalogue, link.kinds, name)
            yield link.holder.problem(link.steps, f"{link.lead}: {must} a known {kinds}: {name!r}", hint)


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


def lists_are_long_enough(reference: Reference) -> Iterator[Problem]:
    """No list is shorter than it may be: {lists}."""
    for kind in reference.catalogue:
        skip = reference.catalogue.keys_within(kind)
        for located in reference.all_of(kind.name):
            for field, at, held in marked_fields(located.record, AtLeast, skip):
                mark = field.mark(AtLeast)
                if mark and len(held) < mark.least:
                    yield _short_list(kind, located, at, field, len(held), mark.least)


def _short_list(kind: Kind, located: Located[Any], at: Address, field: RecordField, length: int, least: int) -> Problem:
    ref = field.mark(Ref)
    item = word(field.inner.__name__) if field.inner else ref.kinds[0] if ref and len(ref.kinds) == 1 else "item"
    must = f"must {'have' if field.inner else 'name'} at least {count(least, item)}: {length or 'none'}"
    whose = lead(kind, located.record, at[:-1])
    message = f"{whose}: {'' if field.key == f'{item}s' else f'{field.key} '}{must}"
    inside = f" with {' and '.join(keys(field.inner)[:2])}" if field.inner else ""
    hint = (f"add another{inside}" if length else f"add '{field.key}:'{inside}") if inside else ""
    return located.problem(at, message, hint)


def shortest_lists(catalogue: Catalogue) -> str:
    """Return in words how many items lists must have, for the sentence of the rule."""
    found = []
    for model in catalogue.models.values():
        for field in fields_of(model):
            if mark := field.mark(AtLeast):
                found.append(f"{field.key} of {word_for(catalogue, model)} {mark.least}")
    return ", ".join(found)


def sections_send_readers_elsewhere(reference: Reference) -> Iterator[Problem]:
    """A section sends readers on to claims of other chapters."""
    for chapter, section in reference.sections:
        for number, name in enumerate(section.record.see):
            if reference.chapter_of.get(name) == chapter:
                message = f"section '{section.record.id}': see must name claims of other chapters: {name!r}"
                yield section.problem(("see", number), f"{message} stands in this one", "delete it")
