"""What a reference holds, by kind of record and by id, and what became of ids: the two sides of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sourcebook.changes.change import Detail, unmarked
from sourcebook.records.keys import attribute
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.model import Record
from sourcebook.records.registers import FormerId
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference


@dataclass(frozen=True, slots=True)
class Holding:
    """A record and where it stands: its file below ``data/``, the ids of the records around it, the same in words."""

    record: Record
    title: str
    path: str
    place: tuple[str, ...] = ()
    where: str = ""


Holdings = dict[str, dict[str, Holding]]
"""Word for a kind → id → record."""


def holdings(reference: Reference) -> Holdings:
    """Return the records with ids, each kind in reading order; the first one with an id keeps it."""
    found: Holdings = {kind.name: {} for kind in reference.catalogue if kind.id}
    for kind in reference.catalogue:
        for located in reference.all_of(kind.name) if kind.id else ():
            found[kind.name].setdefault(_name(kind, located.record), _holding(reference, kind, located))
    return found


def _name(kind: Kind, record: Any) -> str:
    # A claim may be moved more than once, and an old address stays one for ever.
    return kind.id_of(record) + (f" in {record.from_}" if kind.is_former and record.from_ else "")


def _holding(reference: Reference, kind: Kind, located: Located[Record]) -> Holding:
    where = [
        reference.catalogue[reference.kind_of[name]].title_of(reference.of(reference.kind_of[name])[name].record)
        for name in located.around
        if name in reference.kind_of
    ]
    path = below_data(located.file.path)
    return Holding(located.record, kind.title_of(located.record), path, located.around, " / ".join(where))


def may_hold_unread(reference: Reference, held: Holdings, kind: str, name: str, path: str) -> bool:
    """Say whether a state may well have a record that it does not hold, in a file that cannot be read whole."""
    if name in reference.ids_in_doubt or reference.is_faultless(path):
        return name in reference.ids_in_doubt
    # Without an id, or in a file of which nothing can be read, no one can say which record is missing.
    some = any(holding.path == path for kinds in held.values() for holding in kinds.values())
    return reference.catalogue[kind].is_former or not some


def below_data(path: str) -> str:
    """Return the path of a file without the name of the folder with the data."""
    return path.partition("/")[2]


def children(catalogue: Catalogue, kind: Kind, record: Record) -> list[tuple[str, list[str]]]:
    """Return the ids of the records that stand within this one, by the key of their list, in order."""
    return [
        (key, [inner.id_of(one) for one in getattr(record, attribute(kind.model, key))])
        for inner in catalogue.within(kind)
        for key in inner.steps[-1:]
    ]


@dataclass(frozen=True, slots=True)
class Succession:
    """Former ids as the later state tells them. ``now`` leads from an old id to what it is called now."""

    now: dict[str, str] = field(default_factory=dict)
    records: dict[str, FormerId] = field(default_factory=dict)
    moves: frozenset[tuple[str, str]] = frozenset()
    """Claims and the chapters in which they stood, for which there is a redirect."""

    def fate(self, name: str) -> tuple[Detail, ...]:
        """Return what became of the address of a record that is gone: where it leads, or that it leads nowhere."""
        former = self.records.get(name)
        if former is None:
            return (Detail("old links lead nowhere: neither a redirect nor a tombstone in former-ids.yml"),)
        reason = (Detail("reason", new=unmarked(former.reason)),) if former.reason else ()
        if former.new is None:
            return (Detail("tombstone in former-ids.yml"), *reason)
        return (Detail("old links lead to", new=unmarked(former.new)), *reason)


def succession(reference: Reference, before: Holdings, after: Holdings) -> Succession:
    """Return what became of the ids of ``before``, as ``reference``, the later state, tells it.

    An id is renamed where its new id is new as well; it is joined with another record where that was there before.
    """
    records = {
        former.record.old: former.record for former in reference.former if former.record.old != former.record.new
    }
    old_ids, new_ids = _ids(reference, before), _ids(reference, after)
    now: dict[str, str] = {}
    for old in records:
        new = _end(old, records)
        if new in new_ids and new not in old_ids and old in old_ids and old not in new_ids and new not in now.values():
            now[old] = new
    moves = frozenset((former.record.new or former.record.old, former.record.from_) for former in reference.former
                      if former.record.from_)  # fmt: skip
    return Succession(now, records, moves)


def _ids(reference: Reference, held: Holdings) -> set[str]:
    kinds = [kind.name for kind in reference.catalogue if kind.id and not kind.is_former]
    return {name for kind in kinds for name in held.get(kind, ())}


def _end(name: str, records: Mapping[str, FormerId]) -> str:
    """Follow redirects to the last id; one that leads back to itself ends where it began."""
    seen = set()
    while name in records and name not in seen:
        seen.add(name)
        name = records[name].new or ""
    return name
