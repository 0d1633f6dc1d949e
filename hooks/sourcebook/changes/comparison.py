"""The comparison of two states, kind by kind."""

from collections.abc import Iterable, Iterator, Sequence

from sourcebook.changes.align import align, in_order
from sourcebook.changes.change import ADDED, ALTERED, LOST, MOVED, RENAMED, Change, Detail, aspects, plain
from sourcebook.changes.fields import contents, describe, differences, renamed
from sourcebook.changes.holdings import ELSEWHERE, Holding, children, holdings, unread
from sourcebook.changes.succession import succession
from sourcebook.changes.weight import effects
from sourcebook.records.model import FormerId, Record
from sourcebook.reference.reference import Reference

LISTS = {"handovers": ("hand-over", "handovers.yml"), "card": ("row of the identity card", "card.yml")}
"""Lists of records without ids, with the word for one of them and their file."""
START = "start.yml"
WORDS = {"question": {ADDED: "opened", LOST: "closed"}}
"""Kinds that have words of their own for what happens to them."""
SHOWN = {"claim": ("title", "kind"), "question": ("question",), "former id": ("old",)}
"""Fields that the line of a new or lost record shows already."""


class Comparison:
    """Two states of a reference beside each other."""

    def __init__(self, before: Reference, after: Reference) -> None:
        self.before, self.after = before, after
        self.old, self.new = holdings(before), holdings(after)
        self.succession = succession(after, self.old, self.new)
        self.now = self.succession.now
        self.effects = effects(before, after, self.now)
        self.left_out: set[str] = set()

    def of_kind(self, kind: str) -> Iterator[Change]:
        """Yield what became of the records of a kind: those of the later state in their order, then the lost ones."""
        old, new = self.old[kind], self.new[kind]
        earlier = {self.now.get(name, name): name for name in old}
        for name, holding in new.items():
            if name in earlier:
                yield from self._kept(kind, name, earlier[name], old[earlier[name]], holding)
            elif unread(self.before, self.old, kind, name, holding.path):
                self.left_out.add(name)
            elif not self._is_told(holding.record):
                yield _change(kind, name, holding, (ADDED,), contents(holding.record, _skipped(kind)))
        for name, holding in old.items():
            if self.now.get(name, name) in new:
                continue
            if unread(self.after, self.new, kind, name, holding.path):
                self.left_out.add(name)
            else:
                fate = self.succession.fate(name) if kind not in {"former id", "text"} else ()
                said = contents(holding.record, _skipped(kind), lost=True)
                yield _change(kind, name, holding, (LOST,), (*fate, *said))

    def _kept(self, kind: str, name: str, formerly: str, old: Holding, new: Holding) -> Iterator[Change]:
        details: list[Detail] = []
        if name != formerly:
            details.append(Detail("id renamed", plain(formerly), plain(name), RENAMED))
        place = tuple(self.now.get(step, step) for step in old.place)
        if place != new.place:
            details.append(Detail("moved", plain(old.where), plain(new.where), MOVED))
            has_redirect = {(name, old.place[0]), (name, place[0])} & self.succession.moves
            if kind == "claim" and place[0] != new.place[0] and not has_redirect:
                details.append(Detail("its old address has no redirect ('from' in former-ids.yml)", aspect=MOVED))
        details += differences(renamed(old.record, self.now), new.record, _own(kind))
        details += self._order(old.record, new.record)
        details += self.effects.get(name, []) if kind in {"claim", "source"} else []
        if details:
            yield _change(kind, name, new, aspects(details), details)

    def _order(self, old: Record, new: Record) -> Iterator[Detail]:
        for (label, earlier), (_, later) in zip(children(old), children(new), strict=True):
            if not in_order([self.now.get(name, name) for name in earlier], later):
                yield Detail(f"{label} stand in another order", aspect=MOVED)

    def _is_told(self, record: Record) -> bool:
        """Say whether a former id is told already by the record that was renamed or lost."""
        if not isinstance(record, FormerId):
            return False
        was, is_still = (
            any(record.old in held for kind, held in side.items() if kind != "former id")
            for side in (self.old, self.new)
        )
        return was and not is_still

    def of_list(self, name: str) -> Iterator[Change]:
        """Yield what became of the items of a list without ids."""
        kind, path = LISTS[name]
        if not self._are_whole(path):
            return
        old: list[Record] = [renamed(located.record, self.now) for located in getattr(self.before, name)]
        new: list[Record] = [located.record for located in getattr(self.after, name)]
        pairs, lost, gained = align(old, new)
        for one, two in pairs:
            if one != two:
                details = tuple(differences(one, two))
                yield Change(kind, "", describe(two), "", aspects(details), details)
        yield from (Change(kind, "", describe(item), "", (ADDED,), contents(item)) for item in gained)
        yield from (Change(kind, "", describe(item), "", (LOST,), contents(item, lost=True)) for item in lost)
        if not in_order([one for one, _ in pairs], [one for one in old if one not in lost]):
            yield Change(kind, "", "all of them", "", (MOVED,), (Detail("stand in another order"),))

    def _are_whole(self, path: str) -> bool:
        """Say whether both sides can be read; where not, what stands in the file is left out."""
        whole = self.before.is_whole(path) and self.after.is_whole(path)
        if not whole:
            self.left_out.add(path)
        return whole

    def of_start(self) -> Iterator[Change]:
        """Yield what became of the claims with which a newcomer begins."""
        if not self._are_whole(START):
            return
        old = renamed(self.before.start.record, self.now) if self.before.start else None
        new = self.after.start.record if self.after.start else None
        details: Sequence[Detail] = ()
        if old and new:
            details = differences(old, new)
        elif new:
            details = contents(new)
        elif old:
            details = contents(old, lost=True)
        if details:
            yield Change("way in for newcomers", "", "", "", (ALTERED,), tuple(details))


def _change(kind: str, name: str, holding: Holding, what: Iterable[str], details: Iterable[Detail]) -> Change:
    words = WORDS.get(kind, {})
    said = tuple(words.get(word, word) for word in what)
    return Change(kind, name, holding.title, holding.where, said, tuple(details))


def _own(kind: str) -> tuple[str, ...]:
    """Return the fields that are not compared: the id, and records that are compared on their own."""
    return ELSEWHERE.get(kind, ("source",) if kind == "text" else ("id",))


def _skipped(kind: str) -> tuple[str, ...]:
    return (*_own(kind), *SHOWN.get(kind, ("title", "name")))
