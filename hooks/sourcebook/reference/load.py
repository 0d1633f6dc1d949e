"""From the files of ``data/`` to one Reference."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

from sourcebook.files.encoding import LARGEST_FILE, LARGEST_WRITTEN_FILE, is_hidden
from sourcebook.files.problems import Problem, coded, stamped
from sourcebook.files.yamlfile import Address, YamlFile, without_garbage_collection
from sourcebook.records.keys import KEYS_MEANT, attribute
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.model import Record
from sourcebook.records.shape import validate
from sourcebook.reference.kept.keptfiles import KeptFiles
from sourcebook.reference.links import Located
from sourcebook.reference.published import PUBLISHED
from sourcebook.reference.reference import Records, Reference
from sourcebook.texts.fingerprint import Fingerprint, FingerprintError
from sourcebook.words.ids import KEBAB, to_id
from sourcebook.words.suggesting import nearest

_ID = re.compile(r"""^[ -]*id: *['"]?([^\s'"]+)""", re.MULTILINE)
_LIKE_ID = re.compile(r"^[^\w\n]*i[^\w\n]?d\b.*", re.MULTILINE)
"""A line that is meant to name a record, with whatever slipped into it: a letter that nobody sees, or no colon."""
_LIKE_YAML = re.compile(r"\.ya?ml\b", re.IGNORECASE)
"""The name of a file of data, with whatever came behind it: ``people.yml.txt``."""
_ID_LINE = re.compile(r"""[ -]*id: *['"]?[a-z0-9-]+['"]? *(?:#.*)?""")


def load(
    data: Path, catalogue: Catalogue = CATALOGUE, kept: KeptFiles | None = None
) -> tuple[Reference, list[Problem]]:
    """Read all files below ``data`` and return the reference and the problems of form and shape.

    Paths in messages begin with the name of the folder ``data``. Relations between records are not checked here.
    ``kept`` are the files as they were read before, by the same catalogue; it is brought up to date.
    """
    if not data.is_dir():
        return Reference(catalogue), [Problem(data.name, 1, 1, "folder must exist: no such folder", "", "no-folder")]
    with without_garbage_collection():
        return _load(data, catalogue, kept or KeptFiles())


def _load(data: Path, catalogue: Catalogue, kept: KeptFiles) -> tuple[Reference, list[Problem]]:
    stray = _unknown_files(data, catalogue)
    problems = [*_stray(data, stray, catalogue), *_no_folders(data, catalogue)]
    files: list[YamlFile] = []
    held: dict[str, list[Located[Any]]] = defaultdict(list)
    for path, model in _files(data, catalogue):
        by_command = all(kind.written_by for kind in catalogue.kinds_in(model))
        largest = LARGEST_WRITTEN_FILE if by_command else LARGEST_FILE
        name = f"{data.name}/{path.relative_to(data).as_posix()}"
        file, record, records_in = kept.read(path, name, largest)
        if record is None:
            file.problems[:] = stamped(file.problems, "unreadable")
            record = validate(model, file, catalogue)
            records_in = _records_in(model, path, file, record, catalogue)
            kept.keep(file, record, records_in)
        files.append(file)
        for kind_name, standing in records_in.items():
            held[kind_name] += standing
        problems += file.problems
    kept.only({file.path for file in files})
    records = _in_reading_order(held)
    fingerprints, damaged = _fingerprints(records, kept)
    unknown = _kinds_in_unknown_files(data, stray, catalogue) | _kinds_in_lost_folders(data, catalogue)
    doubtful = _ids_in_doubt(files, records, catalogue), _kinds_in_doubt(files, records, catalogue) | unknown
    reference = Reference(
        catalogue, tuple(files), records, fingerprints, *doubtful, kept.findings, kept.links, kept.counts
    )
    return reference, problems + damaged


def _records_in(
    model: type[Record], path: Path, file: YamlFile, record: Record | None, catalogue: Catalogue
) -> dict[str, tuple[Located[Any], ...]]:
    """Return kind → its records in a file, after adding to the file's problems what is wrong with its name."""
    found: dict[str, tuple[Located[Any], ...]] = {}
    if record is not None:
        for kind in catalogue.kinds_in(model):
            found[kind.name] = tuple(_standing(kind, record, file, kind.steps))
            file.problems += _misnamed(kind, path, file, record)
    return found


def _files(data: Path, catalogue: Catalogue) -> Iterator[tuple[Path, type[Record]]]:
    for pattern, model in catalogue.files.items():
        if "*" in pattern:
            # Names that begin with a dot are the locks and leavings of editors.
            found = data.glob(pattern.replace("*", "[!.]*"))
            yield from ((file, model) for file in sorted(found, key=lambda file: file.name))
        elif (data / pattern).exists() or (data / pattern).is_symlink():
            # A folder of that name or a link that leads nowhere is reported when it is read.
            yield data / pattern, model


def _lost_folders(data: Path, catalogue: Catalogue) -> list[Path]:
    """Return the folders of files with records where something else is, or nobody may look."""
    folders = {data / Path(pattern).parent for pattern in catalogue.files} - {data}
    there = (folder for folder in sorted(folders) if os.path.lexists(folder))
    return [folder for folder in there if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK)]


@coded("no-folder")
def _no_folders(data: Path, catalogue: Catalogue) -> Iterator[Problem]:
    for folder in _lost_folders(data, catalogue):
        found = "nobody may look into it" if folder.is_dir() else "something else is there"
        path = f"{data.name}/{folder.relative_to(data).as_posix()}"
        yield Problem(path, 1, 1, f"folder must be one that can be read: {found}")


def _kinds_in_lost_folders(data: Path, catalogue: Catalogue) -> frozenset[str]:
    lost = _lost_folders(data, catalogue)
    return frozenset(kind.name for kind in catalogue if (data / kind.file).parent in lost)


@coded("unknown-file")
def _stray(data: Path, stray: list[Path], catalogue: Catalogue) -> Iterator[Problem]:
    for path in stray:
        message = f"file must be one that the reference knows: {path.name!r}"
        yield Problem(f"{data.name}/{path.as_posix()}", 1, 1, message, _right_name(path, catalogue))


def _unknown_files(data: Path, catalogue: Catalogue) -> list[Path]:
    """Return the ways from the data to the files that the reference does not know."""
    files = (file for file, _ in _files(data, catalogue))
    expected = {*map(str, (data / PUBLISHED, *files, *_lost_folders(data, catalogue)))}
    there = (os.path.join(place, name) for place, _, names in os.walk(data) for name in names)  # noqa: PTH118
    others = [Path(file) for file in there if file not in expected]
    return sorted(file.relative_to(data) for file in others if file.is_file() and not is_hidden(file, data))


def _kinds_in_unknown_files(data: Path, stray: list[Path], catalogue: Catalogue) -> frozenset[str]:
    """Return the kinds whose records a file of a wrong name, which is not read, probably holds.

    None where the file that it is called after is there and read: then it is a copy.
    """
    meant = (
        Path(*path.parts[:-1][:1], path.name.lower().partition(".")[0] + ".yml")
        for path in stray
        if _LIKE_YAML.search(path.name)
    )
    models = (catalogue.file_model(path) for path in meant if not (data / path).exists())
    return frozenset(kind.name for model in models if model for kind in catalogue.kinds_in(model))


def _right_name(path: Path, catalogue: Catalogue) -> str:
    """Return a hint on what a file that the reference does not know may have to be called."""
    folders = [kind.folder for kind in catalogue if kind.folder]
    single = [pattern for pattern in catalogue.files if "*" not in pattern]
    folder, name = path.parts[0], to_id(path.stem.split(".")[0]) + ".yml"
    is_yaml = path.suffix.lower() in {".yaml", ".yml"}
    if len(path.parts) == 2 and folder in folders and is_yaml:
        return f"rename it to {name!r}"
    if len(path.parts) > 2 and folder in folders:
        return f"move it up into the folder {folder!r}"
    if len(path.parts) == 1 and is_yaml:
        other = [f"{word}.yml" for word in KEYS_MEANT.get(path.stem.lower(), ())]
        if known := next((word for word in (name, *other, nearest(name, single, 0.8)) if word in single), ""):
            return f"rename it to {known!r}"
    listed = f"{', '.join(folders[:-1])} and {folders[-1]}"
    return f"{listed} have folders with .yml files; others are {', '.join(single)}"


def _standing(
    kind: Kind, record: Any, file: YamlFile, steps: tuple[str, ...], at: Address = (), around: tuple[str, ...] = ()
) -> Iterator[Located[Any]]:
    """Yield the records of a kind below one that holds them, or that one itself."""
    if not steps:
        yield Located(record, file, at, around)
        return
    inner = (*around, record.id) if "id" in type(record).model_fields else around
    key, *rest = steps
    for number, item in file.numbered((*at, key), getattr(record, attribute(type(record), key))):
        yield from _standing(kind, item, file, tuple(rest), (*at, key, number), inner)


@coded("id-and-file-name-differ")
def _misnamed(kind: Kind, path: Path, file: YamlFile, record: Record) -> Iterator[Problem]:
    """Yield what is wrong where a record does not have the name of its file as id."""
    if not kind.folder or (name := kind.id_of(record)) == path.stem:
        return
    hint = f"the file is {path.name!r}: rename it to '{name}.yml'"
    if to_id(name) != name:
        hint = f"the file is {path.name!r}: write '{kind.id}: {path.stem}'"
    yield file.problem((kind.id,), f"{kind.id} must be the same as the file name: {name!r}", hint)


def _in_reading_order(held: dict[str, list[Located[Any]]]) -> Records:
    """Return the records with the chapters in their order, and the claims in that of their chapters."""
    chapters = sorted(held["chapter"], key=lambda located: (located.record.order, located.record.id))
    position = {located.record.id: number for number, located in enumerate(chapters)}
    claims = sorted(held["claim"], key=lambda located: position[located.around[0]])
    return {kind: tuple(found) for kind, found in {**held, "chapter": chapters, "claim": claims}.items()}


def _fingerprints(records: Records, kept: KeptFiles) -> tuple[dict[str, Fingerprint], list[Problem]]:
    """Return the registered texts, ready for searches, and what is wrong with those that are damaged."""
    found: dict[str, Fingerprint] = {}
    problems: list[Problem] = []
    for text in records.get("text", ()):
        name = text.record.source
        try:
            found[name] = kept.fingerprint(name, text.record, text.file)
        except FingerprintError as error:
            hint = f"write it anew: python -m sourcebook register {name} TEXTFILE"
            message = f"text '{name}': fingerprint must be whole: {error}"
            damaged = text.problem(("passages", error.number, "windows"), message, hint)
            problems += stamped([damaged], "damaged-fingerprint")
    kept.only_fingerprints(found)
    return found, problems


def _ids_in_doubt(files: list[YamlFile], records: Records, catalogue: Catalogue) -> frozenset[str]:
    """Return ids in files with faults, and what ids that are not kebab-case were probably meant to be."""
    found = {name for file in files if file.problems for name in (*_ID.findall(file.text), Path(file.path).stem)}
    for kind in catalogue.identified:
        names = (located.record.id for located in records.get(kind.name, ()))
        # What is to be called so is reported by its id alone, and not by all that refers to it.
        found |= {to_id(name) for name in names if not KEBAB.fullmatch(name)}
    return frozenset(found)


def _kinds_in_doubt(files: list[YamlFile], records: Records, catalogue: Catalogue) -> frozenset[str]:
    """Return the kinds of which a record has no id, shares one, or may stand in a file without text."""
    found = set()
    for kind in catalogue.identified:
        names = [located.record.id for located in records.get(kind.name, ())]
        if len(set(names)) < len(names):
            found.add(kind.name)
    for file in files:
        model = catalogue.file_model(Path(file.path.partition("/")[2]))
        odd = file.problems and any(not _ID_LINE.fullmatch(line[0]) for line in _LIKE_ID.finditer(file.text))
        if model and (odd or not file.text):
            found |= {kind.name for kind in catalogue.kinds_in(model)}
        for part in file.left_out if model else ():
            left = reduce(getitem, part, file.data)
            kind_left = catalogue.kind_at(model, part) if model else None
            if kind_left and isinstance(left, dict) and "id" not in left:
                found.add(kind_left.name)
    return frozenset(found)
