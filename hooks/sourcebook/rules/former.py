"""Rules about ids that were published once: links to them must lead on."""

from collections.abc import Iterator

from sourcebook.files.problems import Problem
from sourcebook.reference.reference import Reference
from sourcebook.words.suggesting import suggest


def former_ids_are_not_used(reference: Reference) -> Iterator[Problem]:
    """A former id is the id of no record, unless that record only moved to another chapter."""
    places = {located.record.id: (kind, *located.place) for kind, located in reference.identified()}
    for former in reference.former:
        old, new = former.record.old, former.record.new
        if old == new and former.record.from_ and former.record.from_ != reference.chapter_of.get(old):
            continue
        if old in places:
            kind, path, line = places[old]
            message = f"former id '{old}': must be the id of no record: it is that of a {kind} in {path}:{line}"
            yield former.problem(("old",), message, "choose another id for the record, or delete the former id")


def former_ids_lead_on(reference: Reference) -> Iterator[Problem]:
    """A former id leads to a record that exists, or says why there is none, and stands once for each place."""
    known = reference.kind_of.keys() | reference.ids_in_doubt
    seen: set[tuple[str, str | None]] = set()
    for former in reference.former:
        record = former.record
        lead = f"former id '{record.old}'"
        if record.new is None and not record.reason:
            hint = "add 'new:' with the id that took its place, or 'reason:'"
            yield former.problem((), f"{lead}: must have a new id or a reason: neither", hint)
        if record.new is not None and record.new not in known:
            hint = _newer(reference, record.new) or suggest(record.new, known)
            yield former.problem(("new",), f"{lead}: new must be the id of a record: {record.new!r}", hint)
        if (record.old, record.from_) in seen:
            yield former.problem(("old",), f"{lead}: must stand once: it stands twice", "delete one of the two")
        seen.add((record.old, record.from_))


def former_places_are_chapters(reference: Reference) -> Iterator[Problem]:
    """What a former id names as its place is a chapter, now or formerly."""
    chapters = {*reference.chapters, *reference.ids_in_doubt, *(former.record.old for former in reference.former)}
    for former in reference.former:
        name = former.record.from_
        if name is not None and name not in chapters:
            message = f"former id '{former.record.old}': from must be the id of a chapter, now or formerly: {name!r}"
            yield former.problem(("from",), message, suggest(name, reference.chapters))


def _newer(reference: Reference, name: str) -> str:
    """Return a hint where the id that should lead on is itself a former one."""
    found = next((former.record.new for former in reference.former if former.record.old == name), None)
    return f"it is {found!r} now" if found and found != name else ""
