"""Rules about ids and names."""

import re
from collections.abc import Iterator

from sourcebook.files.problems import Problem
from sourcebook.records.model import Chapter, Claim, Entry, Question, Section, Source, TimelineView
from sourcebook.reference.load import Located, Reference
from sourcebook.words.spelling import kebab, odd_letter

KINDS = {"people": "person", "organizations": "organization", "places": "place", "terms": "term"}
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = re.compile(r"index|see-also|questions-of-this-chapter|(?:note|ref)-[0-9]+")
"""Names of pages and of places in pages that are not those of a record."""


Identified = Chapter | Section | Claim | Question | Source | Entry | TimelineView


def records(reference: Reference) -> Iterator[tuple[str, Located[Identified]]]:
    """Yield every record that has an id, with the word for its kind, as often as it stands in the files."""
    for chapter in reference.chapters.values():
        yield "chapter", chapter
        file = chapter.file
        for number, section in file.numbered(("sections",), chapter.record.sections):
            at = ("sections", number)
            yield "section", Located(section, file, at)
            for index, claim in file.numbered((*at, "claims"), section.claims):
                yield "claim", Located(claim, file, (*at, "claims", index))
        for number, question in file.numbered(("questions",), chapter.record.questions):
            yield "question", Located(question, file, ("questions", number))
    for source in reference.sources.values():
        yield "source", source
    for view in reference.views:
        yield "view", view
    for kind, entries in reference.entries.items():
        for entry in entries.values():
            yield KINDS[kind], entry


def ids_are_unique(reference: Reference) -> Iterator[Problem]:
    """An id stands once in the whole reference."""
    first: dict[str, tuple[str, str, int]] = {}
    for kind, located in records(reference):
        name = located.record.id
        if name in first:
            where = "{} in {}:{}".format(*first[name])
            message = f"{kind} '{name}': id must be unique: it is also a {where}"
            yield located.problem(("id",), message, "choose another id for the newer of the two")
        else:
            first[name] = (kind, located.file.path, located.file.lines[name].line if name in located.file.lines else 1)
    yield from _repeated_entries(reference)


def _repeated_entries(reference: Reference) -> Iterator[Problem]:
    for file in reference.files:
        entries = file.data.get("entries") if isinstance(file.data, dict) else None
        seen: set[str] = set()
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            name = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(name, str) and name in seen:
                message = f"entry '{name}': id must be unique: it stands twice here"
                yield file.problem(("entries", number, "id"), message, "join the two entries")
            seen.add(str(name))


def ids_are_kebab_case(reference: Reference) -> Iterator[Problem]:
    """An id is kebab-case: small Latin letters, digits and single hyphens."""
    for kind, located in records(reference):
        name = located.record.id
        if not KEBAB.fullmatch(name):
            yield located.problem(("id",), f"{kind} '{name}': id must be kebab-case: {name!r}", what_is_odd(name))


def what_is_odd(name: str) -> str:
    """Return a hint on what keeps an id from being kebab-case, with the id that was probably meant."""
    odd = next((letter for letter in name if not re.fullmatch(r"[a-z0-9-]", letter)), "")
    why = odd_letter(name)
    if not why:
        number = "" if odd.isascii() else f" (U+{ord(odd):04X})"
        why = f"not allowed here: {odd!r}{number}" if odd else "hyphens stand singly, and inside"
    meant = kebab(name)
    return f"did you mean {meant!r}? {why}" if meant else why


def ids_are_not_reserved(reference: Reference) -> Iterator[Problem]:
    """No id is a name that pages need themselves: index, see-also, questions-of-this-chapter, note-1 or ref-1."""
    for kind, located in records(reference):
        name = located.record.id
        if RESERVED.fullmatch(name):
            message = f"{kind} '{name}': id must be none that pages need themselves: {name!r}"
            yield located.problem(("id",), message, "choose an id that says what it is about")


def names_are_unambiguous(reference: Reference) -> Iterator[Problem]:
    """A name or alias belongs to one entry of its register."""
    for kind, entries in reference.entries.items():
        for entry in entries.values():
            aliases = ((("aliases", number), alias) for number, alias in enumerate(entry.record.aliases))
            for at, name in ((("name",), entry.record.name), (("native",), entry.record.native), *aliases):
                if name is None:
                    continue
                owner = reference.names[kind][name]
                if owner != entry.record.id:
                    message = f"{KINDS[kind]} '{entry.record.id}': name must belong to one entry: {name!r}"
                    yield entry.problem(at, message, f"'{owner}' has it too")
