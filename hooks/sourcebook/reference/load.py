"""From the files of ``data/`` to one Reference with its indexes and back-links."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, reduce
from operator import getitem
from pathlib import Path
from typing import Any, Generic, TypeVar

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address, YamlFile, read
from sourcebook.records.keys import OTHER_WORDS
from sourcebook.records.model import (
    Card,
    CardRow,
    Chapter,
    Claim,
    Entry,
    FormerId,
    FormerIds,
    Handover,
    Handovers,
    Question,
    Record,
    Register,
    RegisteredText,
    Section,
    Source,
    Start,
    Timeline,
    TimelineView,
)
from sourcebook.records.shape import validate
from sourcebook.texts.fingerprint import Fingerprint, FingerprintError
from sourcebook.words.spelling import kebab

R_co = TypeVar("R_co", bound=Record, covariant=True)
REGISTERS = ("people", "organizations", "places", "terms")
_ID = re.compile(r"""^[ -]*id: *['"]?([^\s'"]+)""", re.MULTILINE)
FOLDERS: dict[str, type[Record]] = {"chapters": Chapter, "sources": Source, "texts": RegisteredText}
FILES: dict[str, type[Record]] = {
    **dict.fromkeys((f"{name}.yml" for name in REGISTERS), Register),
    "handovers.yml": Handovers,
    "speech.yml": Card,
    "start.yml": Start,
    "timeline.yml": Timeline,
    "former-ids.yml": FormerIds,
}
PUBLISHED = "published-ids.txt"
"""The list of published ids, which stands beside the files of records; `promises` reads and writes it."""


@dataclass(frozen=True, slots=True)
class Located(Generic[R_co]):
    """A record with the file and the address where it stands."""

    record: R_co
    file: YamlFile
    address: Address

    def problem(self, steps: Address, message: str, hint: str = "") -> Problem:
        """Return a problem at ``steps`` below this record."""
        return self.file.problem(self.address + steps, message, hint)

    @property
    def place(self) -> tuple[str, int]:
        """Path of the file and line of the record."""
        known = self.file.lines.get(getattr(self.record, "id", ""))
        return self.file.path, known.line if known else self.file.locate(self.address)[0]


@dataclass
class Reference:
    """Everything that the data say, with what refers to what. Made once by ``load`` and not changed afterwards."""

    chapters: dict[str, Located[Chapter]] = field(default_factory=dict)
    sections: list[tuple[str, Located[Section]]] = field(default_factory=list)
    claims: dict[str, Located[Claim]] = field(default_factory=dict)
    questions: dict[str, Located[Question]] = field(default_factory=dict)
    sources: dict[str, Located[Source]] = field(default_factory=dict)
    texts: dict[str, Located[RegisteredText]] = field(default_factory=dict)
    fingerprints: dict[str, Fingerprint] = field(default_factory=dict)
    entries: dict[str, dict[str, Located[Entry]]] = field(default_factory=lambda: {name: {} for name in REGISTERS})
    names: dict[str, dict[str, str]] = field(default_factory=lambda: {name: {} for name in REGISTERS})
    """For each register: name, alias or id → id of the entry."""
    handovers: list[Located[Handover]] = field(default_factory=list)
    card: list[Located[CardRow]] = field(default_factory=list)
    start: Located[Start] | None = None
    views: list[Located[TimelineView]] = field(default_factory=list)
    former: list[Located[FormerId]] = field(default_factory=list)
    chapter_of: dict[str, str] = field(default_factory=dict)
    """Claim or question id → chapter id."""
    claims_of_source: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    claims_of_entry: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    questions_of_claim: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    handovers_of_claim: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    related: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Claim id → the claims that either names as related to the other."""
    files: list[YamlFile] = field(default_factory=list)
    nameless: int = 0
    """How many records have no id or one that another has, and files no text: what refers to them is not at fault."""
    known: set[str] = field(default_factory=set)
    """Ids in files with faults of their own: what refers to them is not at fault as well."""

    def is_whole(self, kind: str) -> bool:
        """Say whether no file of a kind (``people``, ``chapters``, ``texts/ID.yml`` …) has faults of its own."""
        return not any(path.startswith(kind) for path in self._faulty)

    @cached_property
    def _faulty(self) -> list[str]:
        # Asked for every claim, so the files are gone through once.
        return [file.path.partition("/")[2] for file in self.files if file.problems]

    def claim(self, name: str) -> Claim:
        """Return the claim with this id; raises ``KeyError``."""
        return self.claims[name].record

    def source(self, name: str) -> Source:
        """Return the source with this id; raises ``KeyError``."""
        return self.sources[name].record


def load(data: Path) -> tuple[Reference, list[Problem]]:
    """Read all files below ``data`` and return the reference and the problems of form and shape.

    Paths in messages begin with the name of the folder ``data``. Relations between records are not checked here.
    """
    reference = Reference()
    if not data.is_dir():
        return reference, [Problem(data.name, 1, 1, "folder must exist: no such folder", "")]
    problems = list(_stray(data))
    for file, model in _files(data):
        path = f"{data.name}/{file.relative_to(data).as_posix()}"
        content = read(file, path)
        record = validate(model, content)
        reference.files.append(content)
        if record is not None:
            content.problems += _name_problem(file, content, record)
            _add(reference, record, content)
        if content.problems:
            problems += content.problems
            reference.known.update(_ID.findall(content.text))
            reference.nameless += sum(_has_no_id(content, part) for part in content.left_out) + (not content.text)
    problems += _link(reference)
    return reference, problems


def _files(data: Path) -> Iterator[tuple[Path, type[Record]]]:
    for folder, model in FOLDERS.items():
        # Names that begin with a dot are the locks and leavings of editors.
        for file in sorted((data / folder).glob("[!.]*.yml")):
            yield file, model
    for name, model in FILES.items():
        # A folder of that name or a link that leads nowhere is reported when it is read.
        if (data / name).exists() or (data / name).is_symlink():
            yield data / name, model


def _stray(data: Path) -> Iterator[Problem]:
    expected = {data / PUBLISHED, *(file for file, _ in _files(data))}
    for file in sorted(data.rglob("*")):
        if file.is_file() and file not in expected and not file.name.startswith("."):
            path = f"{data.name}/{file.relative_to(data).as_posix()}"
            hint = _right_name(file.relative_to(data))
            yield Problem(path, 1, 1, f"file must be one that the reference knows: {file.name!r}", hint)


def _has_no_id(file: YamlFile, part: Address) -> bool:
    """Say whether a part of a file that was left out is a record without an id, of those that have one."""
    record = reduce(getitem, part, file.data)
    return (
        part[-2:-1] in {("claims",), ("questions",), ("entries",)} and isinstance(record, dict) and "id" not in record
    )


def _right_name(path: Path) -> str:
    """Return a hint on what a file that the reference does not know may have to be called."""
    folder, name = path.parts[0], kebab(path.stem.split(".")[0]) + ".yml"
    if len(path.parts) == 2 and folder in FOLDERS and path.suffix.lower() in {".yaml", ".yml"}:
        return f"rename it to {name!r}"
    if len(path.parts) > 2 and folder in FOLDERS:
        return f"move it up into the folder {folder!r}"
    if len(path.parts) == 1 and path.suffix.lower() in {".yaml", ".yml"}:
        other = (f"{word}.yml" for word in OTHER_WORDS.get(path.stem.lower(), ()))
        known = next((word for word in (name, *other, *get_close_matches(name, FILES, 1, 0.8)) if word in FILES), "")
        if known:
            return f"rename it to {known!r}"
    return f"chapters, sources and texts have folders with .yml files; others are {', '.join(FILES)}"


def _name_problem(file: Path, content: YamlFile, record: Record) -> list[Problem]:
    key = "source" if isinstance(record, RegisteredText) else "id"
    name = getattr(record, key, file.stem)
    if name == file.stem:
        return []
    hint = f"the file is {file.name!r}: rename it to '{name}.yml'"
    if kebab(name) != name:
        hint = f"the file is {file.name!r}: write '{key}: {file.stem}'"
    return [content.problem((key,), f"{key} must be the same as the file name: {name!r}", hint)]


def _add(reference: Reference, record: Any, file: YamlFile) -> None:
    if isinstance(record, Chapter):
        _add_chapter(reference, record, file)
    elif isinstance(record, Source):
        reference.sources[record.id] = Located(record, file, ())
        reference.known.update({kebab(record.id)} - {record.id})
    elif isinstance(record, RegisteredText):
        reference.texts[record.source] = Located(record, file, ())
    elif isinstance(record, Register):
        _add_register(reference, record, file)
    elif isinstance(record, Handovers):
        reference.handovers = _items(record.handovers, file, "handovers")
    elif isinstance(record, Card):
        reference.card = _items(record.rows, file, "rows")
    elif isinstance(record, Timeline):
        reference.views = _items(record.views, file, "views")
    elif isinstance(record, FormerIds):
        reference.former = _items(record.former_ids, file, "former-ids")
    elif isinstance(record, Start):
        reference.start = Located(record, file, ())


def _items(records: tuple[R_co, ...], file: YamlFile, key: str) -> list[Located[R_co]]:
    return [Located(record, file, (key, number)) for number, record in file.numbered((key,), records)]


def _add_chapter(reference: Reference, chapter: Chapter, file: YamlFile) -> None:
    reference.chapters[chapter.id] = Located(chapter, file, ())
    for section in _items(chapter.sections, file, "sections"):
        reference.sections.append((chapter.id, section))
        within = (*section.address, "claims")
        for number, claim in file.numbered(within, section.record.claims):
            located = Located(claim, file, (*within, number))
            _note(reference, reference.claims, located)
            reference.chapter_of.setdefault(claim.id, chapter.id)
    for question in _items(chapter.questions, file, "questions"):
        _note(reference, reference.questions, question)
        reference.chapter_of.setdefault(question.record.id, chapter.id)


def _note(reference: Reference, known: dict[str, Located[R_co]], located: Located[R_co]) -> None:
    """Add a record with an id to those known; the first one with an id keeps it."""
    name = str(getattr(located.record, "id", ""))
    if known.setdefault(name, located) is not located:
        reference.nameless += 1
    if name != kebab(name):
        # What is to be called so is reported by its id alone, and not by all that refers to it.
        reference.known.add(kebab(name))


def _add_register(reference: Reference, register: Register, file: YamlFile) -> None:
    kind = Path(file.path).stem
    for located in _items(register.entries, file, "entries"):
        entry = located.record
        reference.entries[kind].setdefault(entry.id, located)
        for name in (entry.name, entry.id, *([entry.native] if entry.native else []), *entry.aliases):
            reference.names[kind].setdefault(name, entry.id)


def _link(reference: Reference) -> list[Problem]:
    """Sort the chapters and make the back-links; return what is wrong with fingerprints."""
    ordered = sorted(reference.chapters.items(), key=lambda item: (item[1].record.order, item[0]))
    reference.chapters = dict(ordered)
    position = {name: number for number, name in enumerate(reference.chapters)}
    joined: set[tuple[str, str]] = set()
    in_order = sorted(reference.claims.items(), key=lambda item: position[reference.chapter_of[item[0]]])
    reference.claims = dict(in_order)
    for name, located in reference.claims.items():
        for source in dict.fromkeys(citation.source for citation in located.record.cites):
            reference.claims_of_source[source].append(name)
        for kind in ("people", "organizations", "places"):
            # Who judges is named by the claim too.
            named = (*getattr(located.record, kind), *(located.record.by if kind != "places" else ()))
            found = (reference.names[kind].get(word) for word in named)
            for entry in dict.fromkeys(entry for entry in found if entry):
                reference.claims_of_entry[entry].append(name)
        for other in located.record.related:
            for one, two in ((name, other), (other, name)):
                if (one, two) not in joined:
                    joined.add((one, two))
                    reference.related[one].append(two)
    for name, question in reference.questions.items():
        for claim in dict.fromkeys(claim for answer in question.record.answers for claim in answer.claims):
            reference.questions_of_claim[claim].append(name)
    for number, handover in enumerate(reference.handovers):
        for claim in handover.record.claims:
            reference.handovers_of_claim[claim].append(number)
    problems = []
    for name, text in reference.texts.items():
        try:
            reference.fingerprints[name] = Fingerprint(text.record)
        except FingerprintError as error:
            hint = f"write it anew: python -m sourcebook register {name} TEXTFILE"
            problems.append(text.problem(("passages",), f"text '{name}': fingerprint must be whole: {error}", hint))
    return problems
