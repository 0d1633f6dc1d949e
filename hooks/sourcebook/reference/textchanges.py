"""What a new registration of a text changes against the earlier one, and whom it concerns."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from sourcebook.records.sources import Passage, RegisteredText
from sourcebook.reference.reference import Reference
from sourcebook.texts.registeredtexts import own_identity
from sourcebook.words.counting import count


def difference(old: RegisteredText, new: RegisteredText, reference: Reference) -> list[str]:
    """Return a line for each passage that was added, changed, lost or given another number.

    Claims that cite such a passage by its number are named, and gists that no passage takes over. No lines mean that
    nothing differs.
    """
    users = _users(reference, new.source)
    lines = []
    if old.unit != new.unit:
        lines.append(f"passages are {new.unit}s now, not {old.unit}s")
    before, after = (
        [own_identity(passage) for passage in old.passages],
        [own_identity(passage) for passage in new.passages],
    )
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = old.passages[start:end], new.passages[first:last]
        if tag == "equal":
            lines += [
                f"{a.id} is {b.id} now{_cited(users, a)}" for a, b in zip(gone, come, strict=True) if a.id != b.id
            ]
        elif gone and come:
            lines.append(f"{_named(gone)} changed, now {_named(come)}{_cited(users, *gone)}{_gists(gone)}")
        elif gone:
            lines.append(f"{_named(gone)} lost{_cited(users, *gone)}{_gists(gone)}")
        else:
            lines.append(f"{_named(come)} added")
    return lines


def _named(passages: tuple[Passage, ...]) -> str:
    words = count(sum(passage.words for passage in passages), "word")
    ends = passages[0].id if len(passages) == 1 else f"{passages[0].id} to {passages[-1].id}"
    return f"{ends} ({words})"


def _cited(users: dict[str, list[str]], *passages: Passage) -> str:
    names = dict.fromkeys(name for passage in passages for name in users.get(passage.id, ()))
    return f"; cited by {', '.join(names)}" if names else ""


def _gists(passages: tuple[Passage, ...]) -> str:
    gists = [f"'{passage.gist}'" for passage in passages if passage.gist]
    return f"; no longer kept: {', '.join(gists)}" if gists else ""


def _users(reference: Reference, source: str) -> dict[str, list[str]]:
    """Return passage → claims that name it, and the source itself where it is set aside."""
    users: dict[str, list[str]] = {}
    for passage, user in _uses(reference, source):
        users.setdefault(passage, []).append(user)
    return users


def _uses(reference: Reference, source: str) -> Iterator[tuple[str, str]]:
    for name in reference.claims_of_source.get(source, ()):
        for citation in reference.claim(name).cites:
            if citation.source == source and citation.passage:
                yield citation.passage, name
    if source in reference.sources:
        yield from ((aside.passage, "set-aside") for aside in reference.source(source).set_aside)
