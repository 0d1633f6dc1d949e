"""Rules about lists: how many items they have, and how long the texts in them are together."""

from collections.abc import Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.keys import RecordField, fields_of, keys, marked_fields, marked_texts, may_bear, word
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import AtLeast, Between, Mark, Prose, Ref, WordsInAll
from sourcebook.records.wording import word_for
from sourcebook.reference.links import Located, lead
from sourcebook.reference.reference import Reference
from sourcebook.rules.forms import measured
from sourcebook.words.counting import count


def lists_are_long_enough(reference: Reference) -> Iterator[Problem]:
    """No list is shorter than it may be: {lists}."""
    for kind, located, field, at, held in _lists(reference, AtLeast):
        mark = field.mark(AtLeast)
        if mark and len(held) < mark.least:
            yield _short_list(kind, located, at, field, len(held), mark.least)


def _short_list(kind: Kind, located: Located[Any], at: Address, field: RecordField, length: int, least: int) -> Problem:
    item = _item(field)
    must = f"must {'have' if field.inner else 'name'} at least {count(least, item)}: {length or 'none'}"
    whose = lead(kind, located.record, at[:-1])
    message = f"{whose}: {'' if field.key == f'{item}s' else f'{field.key} '}{must}"
    inside = f" with {' and '.join(keys(field.inner)[:2])}" if field.inner else ""
    hint = (f"add another{inside}" if length else f"add '{field.key}:'{inside}") if inside else ""
    return located.problem(at, message, hint)


def lists_keep_to_their_numbers(reference: Reference) -> Iterator[Problem]:
    """A list that may be left out has, where it is given, so many items, and none of them twice: {numbers}."""
    for kind, located, field, at, held in _lists(reference, Between):
        mark = field.mark(Between)
        if not mark or not held:
            continue
        must, length = f"{lead(kind, located.record, at)}: {field.key} must name", len(held)
        if not mark.least <= length <= mark.most:
            message = f"{must} {mark.least} to {count(mark.most, _item(field))}: {length}"
            few = f"name {mark.least - length} more, or leave out '{field.key}:'"
            yield located.problem(at, message, few if length < mark.least else f"leave out {length - mark.most}")
        for number, item in enumerate(held):
            if item in held[:number]:
                yield located.problem((*at, number), f"{must} each {_item(field)} once: {item!r}", "delete it")


def joined_texts_are_short(reference: Reference) -> Iterator[Problem]:
    """Texts that are read as one are together no longer than they may be: {joined}."""
    for kind, located, field, at, held in _lists(reference, WordsInAll):
        mark = field.mark(WordsInAll)
        if not mark:
            continue
        texts = (text for part in held for _, _, text in marked_texts(part, Prose))
        unit, most, length = measured(" ".join(texts), mark.most)
        if length > most:
            message = f"{lead(kind, located.record, at)}: {field.key} must have at most {count(most, unit)} in all"
            yield located.problem(at, f"{message}: {length}", f"leave out {count(length - most, unit)}")


def _lists(reference: Reference, marked: type[Mark]) -> Iterator[tuple[Kind, Located[Any], RecordField, Address, Any]]:
    for kind in reference.catalogue:
        if not may_bear(kind.model, marked):
            continue
        skip = reference.catalogue.keys_within(kind)
        for located in reference.all_of(kind.name):
            yield from (
                (kind, located, field, at, held) for field, at, held in marked_fields(located.record, marked, skip)
            )


def _item(field: RecordField) -> str:
    """Return the word for an item of a list."""
    ref = field.mark(Ref)
    return word(field.inner.__name__) if field.inner else ref.kinds[0] if ref and len(ref.kinds) == 1 else "item"


def shortest_lists(catalogue: Catalogue) -> str:
    """Return in words how many items lists must have, for the sentence of the rule."""
    found = []
    for model in catalogue.models.values():
        for field in fields_of(model):
            if mark := field.mark(AtLeast):
                found.append(f"{field.key} of {word_for(catalogue, model)} {mark.least}")
    return ", ".join(found)


def numbers_of_lists(catalogue: Catalogue) -> str:
    """Return in words how many items lists that may be left out have, for the sentence of the rule."""
    return ", ".join(
        f"{field.key} of {word_for(catalogue, model)} {mark.least} to {mark.most}"
        for model in catalogue.models.values() for field in fields_of(model) if (mark := field.mark(Between))
    )  # fmt: skip


def longest_joined(catalogue: Catalogue) -> str:
    """Return in words how long texts may be together, for the sentence of the rule."""
    return ", ".join(
        f"{field.key} of {word_for(catalogue, model)} {count(mark.most, 'word')}"
        for model in catalogue.models.values() for field in fields_of(model) if (mark := field.mark(WordsInAll))
    )  # fmt: skip
