"""What a new registration of a text changes against the earlier one, whom it concerns, and what is doubtful."""

from base64 import b64decode
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from sourcebook.records.sources import Passage, RegisteredText
from sourcebook.reference.evidence import placed_citations
from sourcebook.reference.reference import Reference
from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.folding import is_undivided
from sourcebook.texts.registeredtexts import Registration, identities
from sourcebook.texts.windows import windows_of
from sourcebook.words.counting import count

MOST_CHANGED = 3
"""Places at which a passage differs that are shown."""
_MOST_SHOWN = 12
_LEAST_LETTERS = 4
"""Shorter words of a title stand in any text."""


def difference(old: RegisteredText, new: RegisteredText, reference: Reference, texts: Sequence[str] = ()) -> list[str]:
    """Return a line for each passage that was added, changed, lost or given another number.

    Both are hashed by the same method, or all would seem changed (see ``Registration.as_before``).
    Claims are named that cite such a passage by its number or with words from it, and gists that no passage takes over.
    Where the ``texts`` of the new passages are at hand, it is shown how they read now. No lines mean that nothing
    differs.
    """
    users = _users(reference, new.source)
    lines = []
    if old.unit != new.unit:
        lines.append(f"passages are {new.unit}s now, not {old.unit}s")
    before, after = identities(old), identities(new)
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = old.passages[start:end], new.passages[first:last]
        if tag == "equal":
            lines += [
                f"{a.id} is {b.id} now{_cited(users, a)}" for a, b in zip(gone, come, strict=True) if a.id != b.id
            ]
        elif gone and come:
            reads = _reading_now(old, new, (start, end), (first, last), texts)
            lines.append(f"{_named(gone)} changed, now {_named(come)}{reads}{_cited(users, *gone)}{_gists(gone)}")
        elif gone:
            lines.append(f"{_named(gone)} lost{_cited(users, *gone)}{_gists(gone)}")
        else:
            lines.append(f"{_named(come)} added")
    return lines


def _named(passages: tuple[Passage, ...]) -> str:
    words = count(sum(passage.words for passage in passages), "word")
    ends = passages[0].id if len(passages) == 1 else f"{passages[0].id} to {passages[-1].id}"
    return f"{ends} ({words})"


def _reading_now(
    old: RegisteredText, new: RegisteredText, gone: tuple[int, int], come: tuple[int, int], texts: Sequence[str]
) -> str:
    """Return the words that stand in changed passages now where their hashes differ, with some around them."""
    if not texts:
        return ""
    windows = windows_of(new)
    words = [word for text in texts[slice(*come)] for word in windows.words(text)]
    before, after = _hashes(old, gone, windows.size), _hashes(new, come, windows.size)
    shown = []
    for tag, _, _, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            changed = words[first : last + windows.length - 1]
            more = " …" if len(changed) > _MOST_SHOWN else ""
            shown.append(f"'{' '.join(changed[:_MOST_SHOWN])}{more}'")
    return f": {', '.join(shown[:MOST_CHANGED])}{' …' if len(shown) > MOST_CHANGED else ''}" if shown else ""


def _hashes(text: RegisteredText, span: tuple[int, int], size: int) -> list[bytes]:
    held = b"".join(b64decode(passage.windows) for passage in text.passages[slice(*span)])
    return [held[at : at + size] for at in range(0, len(held), size)]


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
            if citation.source == source:
                found = reference.finding(citation)
                named = (citation.passage,) if citation.passage else found.passages if found else ()
                yield from ((passage, name) for passage in named)
    for name, examination in reference.of("examination").items():
        if examination.record.source == source:
            yield from ((one.passage, name) for one in examination.record.statements if one.passage)
    if source in reference.sources:
        yield from ((aside.passage, "set-aside") for aside in reference.source(source).set_aside)


def doubts(registration: Registration, record: RegisteredText, reference: Reference) -> list[str]:
    """Return what speaks against a text being that of its source; none where a quotation from the source stands in it.

    Without such a quotation, half of the words of the title stand in it, or the name of an author.
    """
    source = reference.source(record.source)
    text = Fingerprint(record)
    placed = (one.citation for one in placed_citations(reference))
    cited = [citation for citation in placed if citation.source == record.source and citation.quote]
    standing = sum(bool(text.find(citation.quote or "").passages) for citation in cited)
    if standing:
        return []
    found = []
    if cited:
        found.append(f"of {count(len(cited), 'quotation')} cited from '{record.source}', none stands in it")
    words = text.windows.words
    standing_words = {word for _, passage in registration.passages for word in words(passage)}
    title = [word for word in words(source.title) if len(word) >= _LEAST_LETTERS or is_undivided(word)]
    names = [words(name.family or name.literal or "") for name in source.author]
    named = any(name and standing_words.issuperset(name) for name in names)
    share = sum(word in standing_words for word in title)
    if 2 * share < max(1, len(title)) and not named:
        stand = f"{share:,} stand" if share > 1 else "one stands" if share else "none stands"
        found.append(f"of {count(len(title), 'word')} of its title, {stand} in it, nor does the name of an author")
    return found
