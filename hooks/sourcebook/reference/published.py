"""The list of published ids: each one stays, leads on, or says why it is gone.

``published-ids.txt`` records every id that was ever published, ``kind id`` a line, sorted. It is written by a command
and only grows.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sourcebook.files.encoding import read_text
from sourcebook.files.problems import Problem
from sourcebook.records.registers import FormerId
from sourcebook.reference.reference import Reference
from sourcebook.words.suggesting import nearest

PUBLISHED = "published-ids.txt"
"""The list of published ids, which stands beside the files of records."""
LARGEST_LIST = 20_000_000
"""Bytes of the list, which only grows."""
HEAD = """\
# Ids that were published, a promise each: they stay, or former-ids.yml says where they lead or why they are gone.
# Written by: python -m sourcebook ids --write
"""
KEPT = "published-ids-are-kept"
"""Code of a published id that is gone without a word."""
_LINE = re.compile(r"([a-z]+(?:[ -][a-z]+)*) ([a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True, order=True)
class PublishedId:
    """An id that was published, with its kind and the line where the list has it."""

    kind: str
    id: str
    line: int = 0


def present(reference: Reference) -> set[tuple[str, str]]:
    """Return kind and id of every record that the reference has now."""
    return {(kind.name, name) for kind in reference.catalogue.identified for name in reference.of(kind.name)}


def read_published(file: Path, path: str) -> tuple[list[PublishedId], list[Problem]]:
    """Return the ids of a list and what is wrong with its form; ``path`` is the name that messages show.

    The order of lines and repeated ones are not looked at: after two lists were merged they are as they are. No file
    is an empty list.
    """
    text, problems = read_text(file, path, LARGEST_LIST) if file.exists() else ("", [])
    published = []
    for number, line in enumerate(text.splitlines() if not problems else (), start=1):
        match = _LINE.fullmatch(line.strip())
        if match:
            published.append(PublishedId(match[1], match[2], number))
        elif line.strip() and not line.startswith("#"):
            message = f"line must be a kind of record and an id: {line[:60]!r}"
            hint = "like 'claim bridge-lost'; a merge may have left its marks"
            problems.append(Problem(path, number, 1, message, hint, "no-published-id"))
    return published, problems


def vanished(published: list[PublishedId], reference: Reference, path: str) -> list[Problem]:
    """Return the ids that have no record now, and of which no former id says what became.

    Ids that may stand where something cannot be read are passed over: that has problems of its own.
    """
    kinds = {name: kind for kind, name in present(reference)}
    former: dict[str, list[FormerId]] = defaultdict(list)
    for located in reference.former:
        former[located.record.old].append(located.record)
    unread = _kinds_in_faulty_files(reference)
    found: dict[tuple[str, str], Problem] = {}
    for one in published:
        if reference.may_exist(one.kind, one.id) or one.kind in unread:
            continue
        fault = _fault(one, kinds, former.get(one.id, []), reference)
        if fault:
            found.setdefault((one.kind, one.id), Problem(path, one.line, 1, *fault, KEPT))
    return sorted(found.values())


def _fault(
    one: PublishedId, kinds: dict[str, str], former: list[FormerId], reference: Reference
) -> tuple[str, str] | None:
    """Return message and hint for an id that has vanished, ``None`` for one that has not."""
    lead = f"{one.kind} '{one.id}'"
    if kinds.get(one.id) == one.kind:
        return None
    if one.id in kinds:
        message = f"{lead}: published id must stay what it was: it is now that of a {kinds[one.id]}"
        return message, "choose another id for the new record"
    if not former:
        alike = nearest(one.id, [name for name, kind in kinds.items() if kind == one.kind])
        perhaps = f" (perhaps {alike})" if alike else ""
        return f"{lead}: published id must not vanish: it is gone", (
            f"bring it back, or add '- old: {one.id}' to data/former-ids.yml, with 'new:' and the id that took its "
            f"place{perhaps} or, where nothing did, with 'kind: {one.kind}' and 'reason:'"
        )
    for record in former:
        if record.new is None and not (record.reason or "").strip():
            hint = f"add 'new:' or 'reason:' to '- old: {one.id}' in data/former-ids.yml"
            return f"{lead}: published id that is gone must have a new one or a reason: neither", hint
        if record.new is not None and record.new not in kinds and not _may_be_read_later(record.new, reference):
            hint = f"mend 'new:' of '- old: {one.id}' in data/former-ids.yml"
            return f"{lead}: published id must lead to a record: {record.new!r}", hint
    return None


def _may_be_read_later(name: str, reference: Reference) -> bool:
    # A record of any kind may be the one that leads on.
    return name in reference.ids_in_doubt or bool(_kinds_in_faulty_files(reference) | reference.kinds_in_doubt)


def _kinds_in_faulty_files(reference: Reference) -> set[str]:
    """Return the kinds of which a file has faults: its ids may be in what was cut off, or not be text at all."""
    catalogue = reference.catalogue
    models = (catalogue.file_model(Path(file.path.partition("/")[2])) for file in reference.files if file.problems)
    return {kind.name for model in models if model for kind in catalogue.kinds_in(model)}


def unrecorded(published: list[PublishedId], reference: Reference) -> list[tuple[str, str]]:
    """Return kind and id of the records that are not in the list yet, sorted."""
    return sorted(present(reference) - {(one.kind, one.id) for one in published})


def renewed_list(published: list[PublishedId], reference: Reference) -> str:
    """Return the list with all its ids and everything that the reference has now, sorted and each once."""
    ids = {(one.kind, one.id) for one in published} | present(reference)
    return HEAD + "".join(f"{kind} {name}\n" for kind, name in sorted(ids))
