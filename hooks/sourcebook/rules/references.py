"""Rules about what refers to what: the marks of the fields say to which kinds, and these rules whether it is there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.keys import RecordField, keys, required, word
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import AtLeast, Between, EachOnce, Ref
from sourcebook.reference.links import Located, lead, suggest_record
from sourcebook.reference.reference import Reference
from sourcebook.rules.forms import held_fields
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
    for kind, located, field, at, held in held_fields(reference, AtLeast):
        mark = field.mark(AtLeast)
        if mark and len(held) < mark.least:
            yield _short_list(kind, located, at, field, len(held), mark.least)


def _short_list(kind: Kind, located: Located[Any], at: Address, field: RecordField, length: int, least: int) -> Problem:
    item = _item(field)
    must = f"must {'have' if field.inner else 'name'} at least {count(least, item)}: {length or 'none'}"
    whose = lead(kind, located.record, at[:-1])
    message = f"{whose}: {'' if field.key == f'{item}s' else f'{field.key} '}{must}"
    needed = [key for key in keys(field.inner) if key in required(field.inner)] if field.inner else []
    inside = f" with {' and '.join(needed[:2])}" if needed else ""
    hint = (f"add another{inside}" if length else f"add '{field.key}:'{inside}") if inside else ""
    return located.problem(at, message, hint)


def lists_keep_to_their_numbers(reference: Reference) -> Iterator[Problem]:
    """A list that may be left out has, where it is given, so many items: {numbers}."""
    for kind, located, field, at, held in held_fields(reference, Between):
        mark = field.mark(Between)
        if not mark or not held:
            continue
        must, length = f"{lead(kind, located.record, at)}: {field.key} must name", len(held)
        if not mark.least <= length <= mark.most:
            message = f"{must} {mark.least} to {count(mark.most, _item(field))}: {length}"
            few = f"name {mark.least - length} more, or leave out '{field.key}:'"
            yield located.problem(at, message, few if length < mark.least else f"leave out {length - mark.most}")


def lists_name_each_once(reference: Reference) -> Iterator[Problem]:
    """No list names the same record twice, or the same copy of a source."""
    for kind, located, field, at, held in held_fields(reference, (Ref, EachOnce)):
        once = field.mark(EachOnce)
        named = [*_named(once, held)] if field.is_list and (once or not field.inner) else []
        for number, item in enumerate(named if len({*named}) < len(named) else ()):
            if item in named[:number]:
                must = f"{field.key} must name each {once.item if once else _item(field)} once"
                message = f"{lead(kind, located.record, at[:-1])}: {must}: {', '.join(map(repr, filter(None, item)))}"
                yield located.problem((*at, number), message, "delete it")


def _named(once: EachOnce | None, held: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield by what each item of a list is known."""
    for item in held:
        yield tuple(getattr(item, name) for name in once.names) if once else (item,)


def _item(field: RecordField) -> str:
    """Return the word for an item of a list."""
    ref = field.mark(Ref)
    return word(field.inner.__name__) if field.inner else ref.kinds[0] if ref and len(ref.kinds) == 1 else "item"


def sections_send_readers_elsewhere(reference: Reference) -> Iterator[Problem]:
    """A section sends readers on to claims of other chapters."""
    for chapter, section in reference.sections:
        for number, name in enumerate(section.record.see):
            if reference.chapter_of.get(name) == chapter:
                message = f"section '{section.record.id}': see must name claims of other chapters: {name!r}"
                yield section.problem(("see", number), f"{message} stands in this one", "delete it")


def leads_rest_on_their_section(reference: Reference) -> Iterator[Problem]:
    """The lead of a section rests on a claim of that section, whatever else it names."""
    for _, section in reference.sections:
        named = {name: None for sentence in section.record.lead for name in sentence.claims}
        own = [claim.id for claim in section.record.claims]
        # Of a claim that is not there another rule tells.
        if own and named and named.keys() <= reference.claims.keys() and named.keys().isdisjoint(own):
            names = ", ".join(map(repr, named))
            message = f"section '{section.record.id}': lead must rest on a claim of this section: {names}"
            yield section.problem(("lead",), message, f"its claims begin with '{own[0]}'")


def chapters_are_told_by_their_own_claims(reference: Reference) -> Iterator[Problem]:
    """The claims that tell a chapter in short stand in that chapter."""
    for name, chapter in reference.chapters.items():
        for number, claim in enumerate(chapter.record.told_in_short):
            where = reference.chapter_of.get(claim, name)
            if where != name:
                message = f"chapter '{name}': in-short must name claims of this chapter: {claim!r} stands in '{where}'"
                yield chapter.problem(("in-short", number), message, "name another claim")


def versions_stand_beside_their_claim(reference: Reference) -> Iterator[Problem]:
    """A claim of which another is a stray version stands in the same chapter, and is no version itself."""
    before = set[str]()
    for name, located in reference.claims.items():
        before.add(name)
        main = located.record.variant_of
        if not main or main not in reference.claims:
            continue  # of an unknown one another rule tells
        here, there = located.around[0], reference.chapter_of[main]
        further = reference.claim(main).variant_of
        must = f"claim '{name}': variant-of must name a claim"
        if here != there:
            message = f"{must} of the same chapter: {main!r} stands in '{there}'"
            yield located.problem(("variant-of",), message, "move one of them, or name it under 'related:'")
        elif further and further != main and (further != name or main in before):
            message = f"{must} that is no version itself: {main!r} is one of '{further}'"
            hint = "delete one of the two" if further == name else f"name '{further}'"
            yield located.problem(("variant-of",), message, hint)
