"""What became of ids: renamed, joined with another record, or given up for good."""

from dataclasses import dataclass, field

from sourcebook.changes.change import Detail, plain
from sourcebook.changes.holdings import Holding
from sourcebook.records.model import FormerId
from sourcebook.reference.reference import Reference

Holdings = dict[str, dict[str, Holding]]


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
        reason = (Detail("reason", new=plain(former.reason)),) if former.reason else ()
        if former.new is None:
            return (Detail("tombstone in former-ids.yml"), *reason)
        return (Detail("old links lead to", new=plain(former.new)), *reason)


def succession(reference: Reference, before: Holdings, after: Holdings) -> Succession:
    """Return what became of the ids of ``before``, as ``reference``, the later state, tells it.

    An id is renamed where its new id is new as well; it is joined with another record where that was there before.
    """
    records = {
        former.record.old: former.record for former in reference.former if former.record.old != former.record.new
    }
    old_ids, new_ids = _ids(before), _ids(after)
    now: dict[str, str] = {}
    for old in records:
        new = _end(old, records)
        if new in new_ids and new not in old_ids and old in old_ids and old not in new_ids and new not in now.values():
            now[old] = new
    moves = frozenset((former.record.new or former.record.old, former.record.from_) for former in reference.former
                      if former.record.from_)  # fmt: skip
    return Succession(now, records, moves)


def _ids(holdings: Holdings) -> set[str]:
    return {name for kind, held in holdings.items() if kind != "former id" for name in held}


def _end(name: str, records: dict[str, FormerId]) -> str:
    """Follow redirects to the last id; one that leads back to itself ends where it began."""
    seen = set()
    while name in records and name not in seen:
        seen.add(name)
        name = records[name].new or ""
    return name
