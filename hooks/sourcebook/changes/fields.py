"""Two records of the same kind compared field by field, whatever fields the model has."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sourcebook.changes.change import ALTERED, CITED, ORIGINS, REWORDED, Detail, changed_value, unmarked
from sourcebook.records.keys import word
from sourcebook.records.model import Record, in_words
from sourcebook.records.sources import Passage
from sourcebook.words.counting import count

_R = TypeVar("_R", bound=Record)
Key = Callable[[Record], Hashable]
ASPECTS = {
    "title": REWORDED,
    "text": REWORDED,
    "question": REWORDED,
    "date": "redated",
    "cites": CITED,
    "weighing": "reweighed",
    "answers": "with other answers",
    "derives_from": ORIGINS,
}
"""Words of the summary for fields that have one."""


def differences(old: _R, new: _R, skip: tuple[str, ...] = ()) -> list[Detail]:
    """Return how two records differ, in the order of the model's fields; fields named in ``skip`` are passed over."""
    found: list[Detail] = []
    for name, label in _labels(new):
        if name not in skip:
            found += _difference(label, getattr(old, name), getattr(new, name), ASPECTS.get(name, ALTERED))
    return found


def contents(record: Record, skip: tuple[str, ...] = (), lost: bool = False) -> tuple[Detail, ...]:
    """Return what a record that came, or was ``lost``, says: a detail for each field that is not empty."""
    found: list[Detail] = []
    for name, label in _labels(record):
        for text in _texts(getattr(record, name)) if name not in skip else ():
            found.append(Detail(label, old=unmarked(text)) if lost else Detail(label, new=unmarked(text)))
    return tuple(found)


def renamed(record: _R, now: Mapping[str, str]) -> _R:
    """Return an old record as if it named every id by what it is called now, so that a rename is told only once."""
    updates = {name: _now(getattr(record, name), now) for name in type(record).model_fields}
    changed = {name: fresh for name, fresh in updates.items() if fresh is not getattr(record, name)}
    return record.model_copy(update=changed) if changed else record


def _now(held: Any, now: Mapping[str, str]) -> Any:
    if isinstance(held, str):
        return now.get(held, held)
    if isinstance(held, Record):
        return renamed(held, now)
    if isinstance(held, tuple):
        fresh = tuple(_now(item, now) for item in held)
        return held if all(one is two for one, two in zip(held, fresh, strict=True)) else fresh
    return held


def _labels(record: Record) -> Iterator[tuple[str, str]]:
    for name, field in type(record).model_fields.items():
        yield name, field.alias or name


def _difference(label: str, old: Any, new: Any, aspect: str) -> Iterator[Detail]:
    if old == new:
        return
    if label == "windows":
        yield Detail("fingerprint changed")
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _items(label, old, new, aspect)
    elif isinstance(old, Record) and isinstance(new, Record):
        yield Detail(f"{label} changed", aspect=aspect, within=tuple(differences(old, new)))
    else:
        yield changed_value(label, in_words(old), in_words(new), aspect)


def _items(label: str, old: tuple[Any, ...], new: tuple[Any, ...], aspect: str) -> Iterator[Detail]:
    if isinstance((old or new)[0], Record):
        pairs, lost, gained = align(old, new)
        one = word(type((old or new)[0]).__name__) if label.endswith("s") else label
        for before, after in pairs:
            if before != after:
                within = tuple(differences(before, after))
                yield Detail(f"{one} changed", new=unmarked(after.in_short), aspect=aspect, within=within)
        moved = not in_order([before for before, _ in pairs], [old_one for old_one in old if old_one not in lost])
    else:
        lost = _listed(item for item in old if item not in new)
        gained = _listed(item for item in new if item not in old)
        one, moved = label, not in_order(old, new)
    yield from (Detail(f"{one} lost", old=unmarked(in_words(item)), aspect=aspect) for item in lost)
    yield from (Detail(f"{one} gained", new=unmarked(in_words(item)), aspect=aspect) for item in gained)
    if moved or not (lost or gained or isinstance(new[0], Record)):
        yield Detail(f"{label} stand in another order", aspect=ALTERED)


def _listed(texts: Iterable[Any]) -> list[str]:
    """Return texts as one item, none for none."""
    joined = ", ".join(map(str, texts))
    return [joined] if joined else []


def _texts(held: Any) -> list[str]:
    if isinstance(held, tuple) and held and isinstance(held[0], Passage):
        return [f"{count(len(held), 'passage')}, {count(sum(passage.words for passage in held), 'word')}"]
    if isinstance(held, tuple) and held and isinstance(held[0], str):
        return _listed(held)
    return [in_words(item) for item in held] if isinstance(held, tuple) else [in_words(held)] if held else []


def _by(*names: str) -> Key:
    def key(record: Record) -> Hashable:
        found = tuple(getattr(record, name) for name in names)
        # What both lack does not make two items the same.
        return found if all(found) else object()

    return key


def align(old: Sequence[_R], new: Sequence[_R]) -> tuple[list[tuple[_R, _R]], list[_R], list[_R]]:
    """Return the pairs in their new order, what was lost and what was gained."""
    partner: dict[int, int] = {}
    waiting = list(range(len(old)))
    keys: tuple[Key, ...] = (lambda record: record, *(_by(*names) for names in (type(new[0]).sameness if new else ())))
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
