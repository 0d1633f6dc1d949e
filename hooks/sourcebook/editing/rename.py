"""Giving a record another id, everywhere at once, so that links to the old one lead on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sourcebook.editing.draft import former_ids, id_objections
from sourcebook.editing.edit import Edit
from sourcebook.editing.place import add_to_list, file_of
from sourcebook.editing.references import rename_in_data, rename_in_page, rename_in_settings
from sourcebook.files.document import Document, EditError, with_replacements_made
from sourcebook.files.insert import add_key
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import Ref
from sourcebook.reference.addresses import address, has_own_page
from sourcebook.reference.reference import Reference
from sourcebook.words.suggesting import suggest

SETTINGS = "mkdocs.yml"
"""The file with the navigation, beside ``data`` and ``docs``."""


@dataclass
class Rename:
    """A rename: ``counts`` says how often the id is replaced in each file, by the name that the file has now."""

    kind: Kind
    edit: Edit
    counts: dict[str, int]
    moved: dict[str, str] = field(default_factory=dict)
    """Paths of the files that are named after the record → the paths that they get."""


def rename(root: Path, reference: Reference, old: str, new: str, reason: str = "", published: bool = True) -> Rename:
    """Return the edit that renames a record; raises ``EditError`` where the ids are not right or a file is not.

    Where the id was ``published``, it is recorded as a former one. To go back to a former id of the same record is
    allowed: then the two change their roles.
    """
    catalogue = reference.catalogue
    kind = _kind(reference, old)
    _refuse_unfit(reference, kind, old, new)
    _refuse_unread_files(reference)
    page = address(reference, kind.name, old) if kind.page else ""
    # Most files do not have the id in any form, and need no second look.
    documents = [document for path in _files(root) if old in (document := Document.read(root, path)).text]
    for document in documents:
        if document.path.startswith("data/"):
            rename_in_data(document, kind.name, old, new, catalogue)
        elif document.path != SETTINGS:
            rename_in_page(document, kind.name, old, new, page)
        elif has_own_page(kind):
            rename_in_settings(document, page, _renamed(page, new))
    counts = {document.path: len(document.edits) for document in documents if document.edits}
    done = Rename(kind, Edit(root), counts)
    changed = {document.path: with_replacements_made(document) for document in documents}
    text = reference.texts.get(old)
    if text and not text.record.key:
        # The hashes were made with the old id, and the text may not be at hand to make others.
        add_key(changed[text.file.path], (), "key", old, "source")
    for document in changed.values():
        done.edit.add(document)
    if published:
        _record(reference, done, changed, old, new, reason)
    for path in _named_after(catalogue, kind, old, page):
        if (root / path).is_file():
            done.moved[path] = _renamed(path, new)
            done.edit.move(path, done.moved[path])
    return done


def _renamed(path: str, new: str) -> str:
    return PurePosixPath(path).with_stem(new).as_posix()


def _refuse_unread_files(reference: Reference) -> None:
    """Raise ``EditError`` where a file of the data cannot be read: the id may stand in it."""
    for file in reference.files:
        if file.data is None and file.problems:
            raise EditError(str(min(file.problems)))


def _kind(reference: Reference, name: str) -> Kind:
    known = reference.kind_of
    if name in known:
        return reference.catalogue[known[name]]
    now = next((former.record.new for former in reference.former if former.record.old == name), None)
    hint = f"it is {now!r} now" if now else suggest(name, known)
    raise EditError(f"id must be that of a record: {name!r}" + (f" ({hint})" if hint else ""))


def _refuse_unfit(reference: Reference, kind: Kind, old: str, new: str) -> None:
    if old == new:
        raise EditError(f"the new id must be another one: {new!r}")
    objections = [] if _goes_back(reference, old, new) else id_objections(reference, new)
    if objections:
        raise EditError(f"{kind.name} '{old}': {objections[0]}")


def _goes_back(reference: Reference, old: str, new: str) -> bool:
    """Say whether the new id is a former one of the same record, and of nothing else."""
    led = {former.record.new for former in reference.former if former.record.old == new}
    return led == {old}


def _files(root: Path) -> list[str]:
    """Return the paths of all files in which an id may stand."""
    data = [file for file in sorted((root / "data").rglob("*.yml")) if not file.name.startswith(".")]
    docs = sorted((root / "docs").rglob("*.md"))
    settings = [root / SETTINGS] if (root / SETTINGS).is_file() else []
    return [file.relative_to(root).as_posix() for file in (*data, *docs, *settings)]


def _named_after(catalogue: Catalogue, kind: Kind, old: str, page: str) -> Iterator[str]:
    """Yield the paths of files that may be named after the record: of its data, and of a page that frames its own."""
    for one in catalogue:
        if one is kind or any(field.key == one.id and _refers(field, kind) for field in fields_of(one.model)):
            yield from [file_of(one, old)] if one.folder else []
    yield from [f"docs/{page}"] if has_own_page(kind) else []


def _refers(field: RecordField, kind: Kind) -> bool:
    ref = field.mark(Ref)
    return ref is not None and kind.name in ref.kinds


def _record(
    reference: Reference, done: Rename, documents: dict[str, Document], old: str, new: str, reason: str
) -> None:
    """Add the former id to its file, which may not be there yet."""
    kind = reference.catalogue["former id"]
    document = documents.get(file_of(kind))
    if document and new in former_ids(reference):
        _swap(document, kind, old, new)
        done.edit.add(document)
        return
    chapter = reference.of(done.kind.name)[old].around[0] if "{chapter}" in done.kind.page else ""
    values = {"old": old, "new": new, "from": chapter, "reason": reason}
    given = {key: value for key, value in values.items() if value}
    add_to_list(done.edit, kind, given, reference.catalogue, document)


def _swap(document: Document, kind: Kind, old: str, new: str) -> None:
    """Let the entry that led from the new id to the old one lead the other way round.

    Its ``new`` has been replaced already, with all other references to the old id.
    """
    for item in document.node(*kind.steps).value:
        pairs = {key.value: value for key, value in item.value}
        if pairs["old"].value == new:
            at = document.text.index(new, pairs["old"].start_mark.index)
            document.replace(at, at + len(new), old)
