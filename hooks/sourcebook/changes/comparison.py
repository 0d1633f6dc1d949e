"""The comparison of two states, kind by kind."""

from collections.abc import Iterable, Iterator
from typing import Any

from sourcebook.changes.change import ADDED, LOST, MOVED, RENAMED, Change, Changes, Detail, aspects, unmarked
from sourcebook.changes.fields import align, contents, differences, in_order, renamed
from sourcebook.changes.holdings import Holding, children, holdings, may_hold_unread, succession
from sourcebook.changes.weight import effects_on_claims, figures_of_both
from sourcebook.records.keys import attribute
from sourcebook.records.kinds import Kind
from sourcebook.records.model import Record
from sourcebook.reference.reference import Reference


def compare(before: Reference, after: Reference) -> Changes:
    """Return what differs between two states of a reference. Neither needs to be without problems."""
    comparison = Comparison(before, after)
    kinds = sorted(after.catalogue, key=lambda kind: not kind.id)
    found = [change for kind in kinds for change in comparison.of_kind(kind)]
    forms = tuple(sorted(_changed_in_form(before, after)))
    return Changes(tuple(found), figures_of_both(before, after), forms, tuple(sorted(comparison.left_out)))


def _changed_in_form(before: Reference, after: Reference) -> Iterator[str]:
    """Yield the files of which only the form changed."""
    old = {file.path: file for file in before.files}
    for file in after.files:
        earlier = old.get(file.path)
        if (
            earlier
            and earlier.data == file.data
            and not (earlier.problems or file.problems)
            and earlier.text != file.text
        ):
            yield file.path


class Comparison:
    """Two states of a reference beside each other."""

    def __init__(self, before: Reference, after: Reference) -> None:
        self.before, self.after = before, after
        self.old, self.new = holdings(before), holdings(after)
        self.succession = succession(after, self.old, self.new)
        self.now = self.succession.now
        self.effects = effects_on_claims(before, after, self.now)
        self.left_out: set[str] = set()

    def of_kind(self, kind: Kind) -> Iterator[Change]:
        """Yield what became of the records of a kind: those of the later state in their order, then the lost ones."""
        if not kind.id:
            yield from self._of_list(kind)
            return
        old, new = self.old[kind.name], self.new[kind.name]
        earlier = {self.now.get(name, name): name for name in old}
        for name, holding in new.items():
            if name in earlier:
                yield from self._kept(kind, name, earlier[name], old[earlier[name]], holding)
            elif may_hold_unread(self.before, self.old, kind.name, name, holding.path):
                self.left_out.add(name)
            elif not (kind.is_former and self._is_told(holding.record)):
                yield _change(kind, name, holding, (ADDED,), contents(holding.record, self._shown(kind)))
        for name, holding in old.items():
            if self.now.get(name, name) in new:
                continue
            if may_hold_unread(self.after, self.new, kind.name, name, holding.path):
                self.left_out.add(name)
            else:
                fate = self.succession.fate(name) if kind in self.after.catalogue.identified else ()
                said = contents(holding.record, self._shown(kind), lost=True)
                yield _change(kind, name, holding, (LOST,), (*fate, *said))

    def _own(self, kind: Kind) -> tuple[str, ...]:
        """Return the fields that are not compared: the id, and records that are compared on their own."""
        return kind.id, *(attribute(kind.model, key) for key in self.after.catalogue.keys_within(kind))

    def _shown(self, kind: Kind) -> tuple[str, ...]:
        """Return these, and what the line of a new or lost record shows already."""
        return *self._own(kind), kind.title

    def _kept(self, kind: Kind, name: str, formerly: str, old: Holding, new: Holding) -> Iterator[Change]:
        details: list[Detail] = []
        if name != formerly:
            details.append(Detail("id renamed", unmarked(formerly), unmarked(name), RENAMED))
        place = tuple(self.now.get(step, step) for step in old.place)
        if place != new.place:
            details.append(Detail("moved", unmarked(old.where), unmarked(new.where), MOVED))
            has_redirect = {(name, old.place[0]), (name, place[0])} & self.succession.moves
            if kind.is_within_page and place[0] != new.place[0] and not has_redirect:
                details.append(Detail("its old address has no redirect ('from' in former-ids.yml)", aspect=MOVED))
        details += differences(renamed(old.record, self.now), new.record, self._own(kind))
        details += self._order(kind, old.record, new.record)
        details += self.effects.get(name, []) if kind in self.after.catalogue.identified else []
        if details:
            yield _change(kind, name, new, aspects(details), details)

    def _order(self, kind: Kind, old: Record, new: Record) -> Iterator[Detail]:
        both = (children(self.after.catalogue, kind, record) for record in (old, new))
        for (label, earlier), (_, later) in zip(*both, strict=True):
            if not in_order([self.now.get(name, name) for name in earlier], later):
                yield Detail(f"{label} stand in another order", aspect=MOVED)

    def _is_told(self, former: Any) -> bool:
        """Say whether a former id is told already by the record that was renamed or lost."""
        kinds = [kind.name for kind in self.after.catalogue if kind.id and not kind.is_former]
        was, is_still = (any(former.old in side[kind] for kind in kinds) for side in (self.old, self.new))
        return was and not is_still

    def _of_list(self, kind: Kind) -> Iterator[Change]:
        """Yield what became of the records of a kind without ids."""
        if not (self.before.is_faultless(kind.file) and self.after.is_faultless(kind.file)):
            self.left_out.add(kind.file)
            return
        old: list[Record] = [renamed(located.record, self.now) for located in self.before.all_of(kind.name)]
        new: list[Record] = [located.record for located in self.after.all_of(kind.name)]
        pairs, lost, gained = align(old, new)
        for one, two in pairs:
            if one != two:
                details = tuple(differences(one, two))
                yield _unnamed(kind, two, aspects(details), details)
        yield from (_unnamed(kind, item, (ADDED,), contents(item)) for item in gained)
        yield from (_unnamed(kind, item, (LOST,), contents(item, lost=True)) for item in lost)
        if not in_order([one for one, _ in pairs], [one for one in old if one not in lost]):
            yield Change(kind, "", "all of them", "", (MOVED,), (Detail("stand in another order"),))


def _unnamed(kind: Kind, record: Record, what: tuple[str, ...], details: tuple[Detail, ...]) -> Change:
    return Change(kind, "", record.in_short if kind.label else "", "", what, details)


def _change(kind: Kind, name: str, holding: Holding, what: Iterable[str], details: Iterable[Detail]) -> Change:
    return Change(kind, name, holding.title, holding.where, tuple(what), tuple(details))
