"""What stands in a record for values that are not known yet, so that those which are can be looked at."""

from typing import Any

from sourcebook.files.yamlfile import Address
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.marks import Ask, AtLeast
from sourcebook.records.model import Record

Data = dict[str, Any]


class OpenRecord(dict[str, Any]):
    """Values of a part of a record of which more will be asked."""


class OpenList(list[Any]):
    """Values of a list of which more will be asked."""


def completed(model: type[Record], values: Data, other: bool, at: Address, stand_ins: set[Address]) -> Data:
    """Return the values of a record in the order of its model, with stand-ins in open parts, whose places are noted."""
    data: Data = {}
    is_open = isinstance(values, OpenRecord)
    for one in fields_of(model):
        held = values.get(one.key) or []
        items = list(held) if isinstance(held, list) else [held]
        wanted = is_open and not items and (one.needed or (other and is_asked_if_needed(one)))
        known, mark = len(items), one.mark(AtLeast)
        if wanted or isinstance(held, OpenList):
            items += [readable_placeholder(one, other)] * ((mark.least if mark else 1) - known)
        for number, item in enumerate(items):
            here = (*at, one.key, number) if one.is_list else (*at, one.key)
            if one.inner:
                items[number] = completed(one.inner, item, other, here, stand_ins)
            elif number >= known:
                stand_ins.add(here)
        if items:
            data[one.key] = items if one.is_list else items[0]
    if is_open and not data:
        first = fields_of(model)[0].key
        data[first] = "New"
        stand_ins.add((*at, first))
    return data


def readable_placeholder(one: RecordField, other: bool = False) -> Any:
    """Return what can be read as a value of a field, one of several where it takes a list."""
    if one.inner:
        return OpenRecord()
    if one.choices:
        return one.choices[-1 if other else 0]
    return "1" if one.info.annotation is int else "New"


def is_asked_if_needed(one: RecordField) -> bool:
    """Say whether a value is asked for only where a rule demands it."""
    mark = one.mark(Ask)
    return mark is not None and mark.if_needed
