"""Where a new record goes: its file, its list and its number in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcebook.editing.draft import CLAIM, HANDOVER, QUESTION, SOURCE, Draft
from sourcebook.editing.edit import Edit
from sourcebook.files.document import Document, EditError
from sourcebook.files.insert import add_item, remove_key
from sourcebook.files.layout import Layout
from sourcebook.guidance.heads import head
from sourcebook.reference.reference import Reference
from sourcebook.words.suggesting import suggest


@dataclass(frozen=True, slots=True)
class Place:
    """A section for a claim, after one of its claims or at its end; a chapter for a question; nothing for others."""

    chapter: str = ""
    section: str = ""
    after: str = ""


def resolve(reference: Reference, chapter: str = "", section: str = "", after: str = "") -> Place:
    """Return the place with all that follows from what is given; raises ``EditError`` where it does not exist."""
    of_section = {located.record.id: name for name, located in reference.sections}
    if after:
        if after not in reference.claims:
            raise EditError(f"claim must be a known claim: {after!r}{_hint(after, reference.claims)}")
        own = next(at.record.id for _, at in reference.sections if any(claim.id == after for claim in at.record.claims))
        if section and section != own:
            raise EditError(f"section must be that of the claim '{after}': {section!r} (it stands in '{own}')")
        section = own
    if section:
        known = [name for name, of in of_section.items() if not chapter or of == chapter]
        if section not in known:
            where = f" of the chapter '{chapter}'" if chapter else ""
            raise EditError(f"section must be one{where}: {section!r}{_hint(section, known)}")
        chapter = of_section[section]
    if chapter and chapter not in reference.chapters:
        raise EditError(f"chapter must be a known chapter: {chapter!r}{_hint(chapter, reference.chapters)}")
    return Place(chapter, section, after)


def _hint(word: str, known: Iterable[str]) -> str:
    found = suggest(word, known)
    return f" ({found})" if found else ""


def add(root: Path, draft: Draft, place: Place) -> Edit:
    """Return the edit that adds the draft; raises ``EditError`` where a file cannot be edited safely."""
    edit, data = Edit(root), draft.kind.ordered(draft.values)
    if draft.kind is SOURCE:
        edit.create(f"data/sources/{data['id']}.yml", new_file(f"sources/{data['id']}.yml", data))
        return edit
    if draft.kind is CLAIM:
        _add_claim(root, draft, place, edit)
        return edit
    if draft.kind is QUESTION:
        document = Document.read(root, draft.reference.chapters[place.chapter].file.path)
        add_item(document, ("questions",), data)
    else:
        key, path = ("handovers", "data/handovers.yml") if draft.kind is HANDOVER else ("entries", "")
        path = path or f"data/{draft.kind.register}.yml"
        if not (root / path).exists():
            edit.create(path, new_file(path.removeprefix("data/"), {key: [data]}))
            return edit
        document = Document.read(root, path)
        add_item(document, (key,), data, None if draft.kind is HANDOVER else _in_order(document, data["name"]))
    edit.add(document)
    return edit


def _add_claim(root: Path, draft: Draft, place: Place, edit: Edit) -> None:
    section = next(at for _, at in draft.reference.sections if at.record.id == place.section)
    document = Document.read(root, section.file.path)
    index = None
    if place.after:
        last = draft.reference.claims[place.after].address[-1]
        index = int(last) + 1
    add_item(document, (*section.address, "claims"), draft.kind.ordered(draft.values), index)
    edit.add(document)
    for source in no_longer_unused(draft):
        held = Document.read(root, draft.reference.sources[source].file.path)
        remove_key(held, "further-reading")
        edit.add(held)


def no_longer_unused(draft: Draft) -> list[str]:
    """Return the sources that are marked further reading and that the draft of a claim cites."""
    cited = dict.fromkeys(citation["source"] for citation in draft.values.get("cites", ()))
    sources = draft.reference.sources
    return [name for name in cited if name in sources and sources[name].record.further_reading]


def _in_order(document: Document, name: str) -> int | None:
    """Return the number at which an entry belongs in a register sorted by names, ``None`` where it is not sorted."""
    data = document.data()
    entries = data.get("entries") if isinstance(data, dict) else None
    listed = entries if isinstance(entries, list) else []
    names = [str(entry.get("name", "")).casefold() if isinstance(entry, dict) else "" for entry in listed]
    if len(names) < 2 or names != sorted(names):
        return None
    return sum(known <= name.casefold() for known in names)


def new_file(path: str, data: dict[str, Any]) -> str:
    """Return the text of a new file at ``path`` below ``data/``, with the comment that shows its shape."""
    return head(Path(path)) + "\n".join(Layout().record(data, 0)) + "\n"
