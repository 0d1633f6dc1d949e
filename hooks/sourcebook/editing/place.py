"""Where a new record goes, as its kind tells: its file, its list and its number in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcebook.editing.draft import Draft, addable_kinds, kinds_around
from sourcebook.editing.edit import Edit
from sourcebook.files.document import Document, EditError
from sourcebook.files.insert import add_item, remove_key
from sourcebook.files.layout import Layout
from sourcebook.guidance.shapecomments import shape_comment
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import Ref, Suggested
from sourcebook.records.model import Record
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.words.counting import with_article
from sourcebook.words.suggesting import suggest


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """The ids of the records within which a new one shall stand, the outermost first, as far as they are known.

    ``after`` is the id of the one behind which it shall stand, empty for the last place.
    """

    around: tuple[str, ...] = ()
    after: str = ""


def refuse_without_others(reference: Reference, kind: Kind) -> None:
    """Raise ``EditError`` where there is nothing to which a new record must refer, or within which it must stand."""
    catalogue = reference.catalogue
    needed = [([outer], "stand in") for outer in kinds_around(catalogue, kind)]
    needed += [(kinds, "name") for kinds in _needed_kinds(kind.model, catalogue)]
    for kinds, must in needed:
        if not any(reference.of(other.name) for other in kinds):
            addable = [f"'new {other.name}'" for other in kinds if other in addable_kinds(catalogue)]
            hint = f"begin with {' or '.join(addable)}" if addable else "write one first"
            what = f"{with_article(kind.name)} must {must} {' or '.join(with_article(other.name) for other in kinds)}"
            raise EditError(f"{what}: there is none ({hint})")


def _needed_kinds(model: type[Record], catalogue: Catalogue) -> Iterator[list[Kind]]:
    """Yield, for each reference that a record cannot do without, the kinds of which one must be there."""
    for field in fields_of(model):
        ref = field.mark(Ref) if field.needed else None
        if ref and not isinstance(ref, Suggested):
            yield [catalogue[name] for name in ref.kinds]
        elif field.needed and field.inner:
            yield from _needed_kinds(field.inner, catalogue)


def find_place(reference: Reference, kind: Kind, given: Mapping[str, str], after: str = "") -> RecordPlace:
    """Return the place that follows from the ids ``given`` for the kinds around; raises ``EditError`` if it is none."""
    around: tuple[str, ...] = ()
    within = ""
    for outer in kinds_around(reference.catalogue, kind):
        if name := given.get(outer.name, ""):
            known = standing_in(reference, outer, around)
            if name not in known:
                raise EditError(not_known(outer.name, name, known, within))
            around, within = (*known[name].around, name), f"{outer.name} '{name}'"
    if after:
        known = reference.of(kind.name)
        if after not in known:
            raise EditError(not_known(kind.name, after, known))
        own = known[after].around
        if own[: len(around)] != around:
            must = f"{within.partition(' ')[0]} must be that of the {kind.name} '{after}'"
            raise EditError(f"{must}: {around[-1]!r} (it stands in {own[len(around) - 1]!r})")
        around = own
    return RecordPlace(around, after)


def standing_in(reference: Reference, kind: Kind, around: tuple[str, ...]) -> dict[str, Located[Any]]:
    """Return the records of a kind that stand within others, by their ids; no ids for all."""
    return {name: at for name, at in reference.of(kind.name).items() if at.around[: len(around)] == around}


def not_known(kind: str, name: str, known: Iterable[str], within: str = "") -> str:
    """Return what is said of an id that is none of those known, of all or ``within`` a record."""
    hint = suggest(name, known)
    must = f"one of the {within}" if within else f"a known {kind}"
    return f"{kind} must be {must}: {name!r}" + (f" ({hint})" if hint else "")


def add_record(root: Path, draft: Draft, place: RecordPlace) -> Edit:
    """Return the edit that adds the draft; raises ``EditError`` where a file cannot be edited safely."""
    reference, kind, data = draft.reference, draft.kind, draft.ordered
    edit, outer = Edit(root), reference.catalogue.around(kind)
    if kind.folder:
        path = file_of(kind, data["id"])
        edit.create(path, new_file(path, data, reference.catalogue))
    elif outer:
        holder = reference.of(outer.name)[place.around[-1]]
        document = Document.read(root, holder.file.path)
        index = int(reference.of(kind.name)[place.after].address[-1]) + 1 if place.after else None
        add_item(document, (*holder.address, kind.steps[-1]), data, index)
        edit.add(document)
    else:
        add_to_list(edit, kind, data, reference.catalogue)
    for source in no_longer_unused(draft):
        held = Document.read(root, reference.sources[source].file.path)
        remove_key(held, "further-reading")
        edit.add(held)
    return edit


def add_to_list(
    edit: Edit, kind: Kind, data: dict[str, Any], catalogue: Catalogue, document: Document | None = None
) -> None:
    """Add a record to the file that is a list of its kind: the ``document``, where it is open; a new one if need be."""
    path = file_of(kind)
    if document is None and (edit.root / path).exists():
        document = Document.read(edit.root, path)
    if document is None:
        edit.create(path, new_file(path, {kind.steps[0]: [data]}, catalogue))
        return
    add_item(document, kind.steps, data, _in_order(document, kind, data["name"]) if kind.is_register else None)
    edit.add(document)


def file_of(kind: Kind, name: str = "") -> str:
    """Return the path of the file in which the record with this id stands, of a kind with files of its own."""
    return f"data/{kind.file.replace('*', name)}"


def no_longer_unused(draft: Draft) -> list[str]:
    """Return the sources that are marked further reading and that the draft of a claim cites."""
    cited = dict.fromkeys(citation["source"] for citation in draft.values.get("cites", ()))
    sources = draft.reference.sources
    return [name for name in cited if name in sources and sources[name].record.further_reading]


def _in_order(document: Document, kind: Kind, name: str) -> int | None:
    """Return the number at which an entry belongs in a register sorted by names, ``None`` where it is not sorted."""
    data = document.data()
    entries = data.get(kind.steps[0]) if isinstance(data, dict) else None
    listed = entries if isinstance(entries, list) else []
    names = [str(entry.get("name", "")).casefold() if isinstance(entry, dict) else "" for entry in listed]
    if len(names) < 2 or names != sorted(names):
        return None
    return sum(known <= name.casefold() for known in names)


def new_file(path: str, data: dict[str, Any], catalogue: Catalogue) -> str:
    """Return the text of a new file at ``data/…``, with the comment that shows its shape."""
    return shape_comment(Path(path).relative_to("data"), catalogue) + "\n".join(Layout().record(data, 0)) + "\n"
