"""Giving a record another id, everywhere at once, so that links to the old one lead on."""

from dataclasses import dataclass
from pathlib import Path

from sourcebook.editing.draft import CLAIM, Draft, former_ids
from sourcebook.editing.edit import Edit
from sourcebook.editing.place import new_file
from sourcebook.editing.references import PAGES, rename_in_data, rename_in_page, rename_in_settings
from sourcebook.files.document import Document, EditError, settled
from sourcebook.files.insert import add_item, add_key
from sourcebook.reference.reference import Reference
from sourcebook.words.suggesting import suggest

FORMER = "data/former-ids.yml"
MOVED = {"chapter": ("chapters",), "source": ("sources", "texts")}
"""Kinds of record whose files have the id as their name → folders of these files."""


@dataclass
class Rename:
    """A rename: ``counts`` says how often the id is replaced in each file, by the name that the file has now."""

    kind: str
    edit: Edit
    counts: dict[str, int]


def rename(root: Path, reference: Reference, old: str, new: str, reason: str = "", published: bool = True) -> Rename:
    """Return the edit that renames a record; raises ``EditError`` where the ids are not right or a file is not.

    Where the id was ``published``, it is recorded as a former one. To go back to a former id of the same record is
    allowed: then the two change their roles.
    """
    kind = _kind(reference, old)
    _check_new(reference, kind, old, new)
    home = f"chapters/{_chapter(reference, kind, old)}.md" if kind in ("claim", "section") else ""
    _make_sure_all_is_read(reference)
    # Most files do not have the id in any form, and need no second look.
    documents = [document for path in _files(root) if old in (document := Document.read(root, path)).text]
    for document in documents:
        if document.path.startswith("data/"):
            rename_in_data(document, kind, old, new)
        elif document.path == "mkdocs.yml":
            if kind in PAGES:
                rename_in_settings(document, f"{PAGES[kind]}/{old}.md", f"{PAGES[kind]}/{new}.md")
        else:
            rename_in_page(document, kind, old, new, home)
    counts = {document.path: len(document.edits) for document in documents if document.edits}
    done = Rename(kind, Edit(root), counts)
    for document in map(settled, documents):
        if document.path == f"data/texts/{old}.yml" and kind == "source" and not reference.texts[old].record.key:
            # The hashes were made with the old id, and the text may not be at hand to make others.
            add_key(document, (), "key", old, "source")
        done.edit.add(document)
    if published:
        _record(root, reference, done, old, new, reason)
    for path in _moved(root, kind, old):
        done.edit.move(path, path.replace(f"/{old}.", f"/{new}."))
    return done


def _make_sure_all_is_read(reference: Reference) -> None:
    """Raise ``EditError`` where a file of the data cannot be read: the id may stand in it."""
    for file in reference.files:
        if file.data is None and file.problems:
            raise EditError(str(min(file.problems)))


def _kind(reference: Reference, name: str) -> str:
    known = reference.kind_of
    if name in known:
        return known[name]
    now = next((former.record.new for former in reference.former if former.record.old == name), None)
    hint = f"it is {now!r} now" if now else suggest(name, known)
    raise EditError(f"id must be that of a record: {name!r}" + (f" ({hint})" if hint else ""))


def _check_new(reference: Reference, kind: str, old: str, new: str) -> None:
    if old == new:
        raise EditError(f"the new id must be another one: {new!r}")
    objections = [] if _goes_back(reference, old, new) else Draft(CLAIM, reference).id_objections(new)
    if objections:
        raise EditError(f"{kind} '{old}': {objections[0]}")


def _goes_back(reference: Reference, old: str, new: str) -> bool:
    """Say whether the new id is a former one of the same record, and of nothing else."""
    led = {former.record.new for former in reference.former if former.record.old == new}
    return led == {old}


def _chapter(reference: Reference, kind: str, name: str) -> str:
    if kind == "section":
        return next(chapter for chapter, at in reference.sections if at.record.id == name)
    return reference.chapter_of[name]


def _files(root: Path) -> list[str]:
    """Return the paths of all files in which an id may stand."""
    data = [file for file in sorted((root / "data").rglob("*.yml")) if not file.name.startswith(".")]
    docs = sorted((root / "docs").rglob("*.md"))
    settings = [root / "mkdocs.yml"] if (root / "mkdocs.yml").is_file() else []
    return [file.relative_to(root).as_posix() for file in (*data, *docs, *settings)]


def _moved(root: Path, kind: str, old: str) -> list[str]:
    """Return the paths of the files that are named after the record: its data, and a page that frames its own."""
    paths = [f"data/{folder}/{old}.yml" for folder in MOVED.get(kind, ())]
    paths += [f"docs/{PAGES[kind]}/{old}.md"] if kind in PAGES else []
    return [path for path in paths if (root / path).is_file()]


def _record(root: Path, reference: Reference, done: Rename, old: str, new: str, reason: str) -> None:
    """Add the former id to its file, which may not be there yet."""
    values = {"old": old, "new": new, "reason": reason}
    if done.kind in ("claim", "section"):
        values = {"old": old, "new": new, "from": _chapter(reference, done.kind, old), "reason": reason}
    content = done.edit.after.get(FORMER)
    if content is None and not (root / FORMER).exists():
        kept = {key: value for key, value in values.items() if value}
        done.edit.create(FORMER, new_file("former-ids.yml", {"former-ids": [kept]}))
        return
    document = Document.read(root, FORMER)
    if content is not None:
        document = Document.of(FORMER, content.decode(), document.raw)
    if new in former_ids(reference):
        _swap(document, old, new)
    else:
        add_item(document, ("former-ids",), values)
    done.edit.add(document)


def _swap(document: Document, old: str, new: str) -> None:
    """Let the entry that led from the new id to the old one lead the other way round.

    Its ``new`` has been replaced already, with all other references to the old id.
    """
    for item in document.node("former-ids").value:
        pairs = {key.value: value for key, value in item.value}
        if pairs["old"].value == new:
            at = document.text.index(new, pairs["old"].start_mark.index)
            document.replace(at, at + len(new), old)
