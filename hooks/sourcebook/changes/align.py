"""Which item of an old list is which item of the new one, where items have no id."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from sourcebook.records.model import Answer, CardRow, Citation, Handover, Record
from sourcebook.records.sources import Name, Passage, SetAside

T = TypeVar("T", bound=Record)
Key = Callable[[Record], Hashable]


def _by(*names: str) -> Key:
    def key(record: Record) -> Hashable:
        found = tuple(getattr(record, name) for name in names)
        # What both lack does not make two items the same.
        return found if all(found) else object()

    return key


KEYS: dict[type[Record], tuple[Key, ...]] = {
    Citation: (_by("source", "locator"), _by("source", "quote"), _by("source", "passage"), _by("quote"), _by("source")),
    Answer: (_by("label"), _by("claims")),
    Handover: (_by("from_", "to"), _by("claims")),
    CardRow: (_by("label"), _by("value")),
    Name: (_by("family", "given"), _by("literal"), _by("native"), _by("family")),
    SetAside: (_by("passage"),),
    Passage: (_by("id"),),
}
"""What tells that two items are the same one, the surest sign first; equal items are the same in any case."""


def align(old: Sequence[T], new: Sequence[T]) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Return the pairs in their new order, what was lost and what was gained."""
    partner: dict[int, int] = {}
    waiting = list(range(len(old)))
    keys: tuple[Key, ...] = (lambda record: record, *KEYS.get(type(new[0]) if new else Record, ()))
    for key in keys:
        places: dict[Hashable, list[int]] = defaultdict(list)
        for number in waiting:
            places[key(old[number])].append(number)
        for number, item in enumerate(new):
            found = places.get(key(item)) if number not in partner else None
            if found:
                partner[number] = found.pop(0)
        taken = set(partner.values())
        waiting = [number for number in waiting if number not in taken]
    pairs = [(old[partner[number]], item) for number, item in enumerate(new) if number in partner]
    return pairs, [old[number] for number in waiting], [item for n, item in enumerate(new) if n not in partner]


def in_order(old: Sequence[Hashable], new: Sequence[Hashable]) -> bool:
    """Say whether what stands in both stands in the same order."""
    return [item for item in old if item in new] == [item for item in new if item in old]
