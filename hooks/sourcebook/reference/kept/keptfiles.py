"""Data files as they were read before: an edit costs the reading of what was edited, and nothing else.

A file is known again by what the system tells of it, if that is older than the last look at it, and otherwise by its
whole text. Only files without faults are kept, since messages need
more than what a file says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import time_ns
from typing import Any

from sourcebook.files.encoding import read_text
from sourcebook.files.yamlfile import Marked, YamlFile, parse_yaml
from sourcebook.records.model import Record
from sourcebook.records.sources import RegisteredText
from sourcebook.reference.links import Located, RecordLink
from sourcebook.texts.fingerprint import Finding, Fingerprint
from sourcebook.words.ids import digest_of

_SLOWEST_TICK = 3_000_000_000
"""Nanoseconds within which two edits may bear the same time."""
Asked = tuple[str, str, str | None]
"""Id of a source, words copied from it, and the passage that is named."""
Held = Mapping[str, tuple[Located[Any], ...]]
"""Word for a kind → the records of that kind in one file."""


@dataclass
class KeptFiles:
    """What was read of each file the last time, by the path that messages show. Filled and asked by ``load``."""

    parsed: dict[str, tuple[str, Any, Mapping[str, tuple[int, int]]]] = field(default_factory=dict)
    """Of files that another run has parsed: a digest of the text, what it says, and the places of its records."""
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was counted in the data, as ``Reference`` knows it."""
    found: dict[str, tuple[str, list[tuple[str, str | None, dict[str, Any]]]]] = field(default_factory=dict)
    """Of sources in whose texts another run has looked for quotations: a digest of the text's file; and each of those
    that may stand there, the passage that was named, and what was found."""
    _read: dict[str, tuple[YamlFile, Record, Held]] = field(default_factory=dict)
    _states: dict[str, tuple[int, ...] | None] = field(default_factory=dict)
    """What the system told of each file that is kept, before it was read."""
    _looked_at: dict[str, tuple[int, ...] | None] = field(default_factory=dict)
    """The same of files of which nothing is made yet."""
    _fingerprints: dict[str, tuple[RegisteredText, Fingerprint, str]] = field(default_factory=dict)
    """Of sources: the text, what is made of it, and a digest of its file."""
    findings: dict[Asked, Finding] = field(default_factory=dict)
    """What the fingerprints of sources say of quotations, as ``Reference`` knows it."""
    links: dict[int, tuple[Located[Any], tuple[RecordLink, ...]]] = field(default_factory=dict)
    """The places in records that name others, as ``Reference`` knows them."""

    def read(self, file: Path, path: str, largest: int) -> tuple[YamlFile, Record | None, Held]:
        """Return a file, and what was made of it if its text is the one it had the last time.

        ``largest`` is how many bytes it may have.
        """
        known, state = self._read.get(path), _state(file)
        if known and state and self._states.get(path) == state:
            return known
        text, problems = read_text(file, path, largest)
        if problems:
            return YamlFile(path, text, problems=problems), None, {}
        self._states[path] = None
        if known and known[0].text == text:
            self._states[path] = state
            return known
        self._looked_at[path] = state
        kept = self.parsed.get(path)
        if kept and kept[0] == digest_of(text):
            lines = {name: Marked(line, column) for name, (line, column) in kept[2].items()}
            return YamlFile(path, text, kept[1], lines=lines), None, {}
        return parse_yaml(text, path), None, {}

    def keep(self, file: YamlFile, record: Record | None, held: Held) -> None:
        """Remember what was made of a file, unless something is wrong with it."""
        if record is None or file.problems or file.left_out:
            self._read.pop(file.path, None)
        else:
            self._read[file.path] = file, record, held
            self._states[file.path] = self._looked_at.pop(file.path, None)

    def fingerprint(self, name: str, text: RegisteredText, file: YamlFile) -> Fingerprint:
        """Return the fingerprint of a source; raise ``FingerprintError`` where it is damaged.

        What was found in another text of that source is forgotten.
        """
        known = self._fingerprints.get(name)
        if known and known[0] is text:
            return known[1]
        self.findings = {asked: found for asked, found in self.findings.items() if asked[0] != name}
        made = Fingerprint(text)
        digest = digest_of(file.text)
        self._fingerprints[name] = text, made, digest
        before, found = self.found.get(name, ("", []))
        if before == digest:
            self.findings |= {(name, copied, passage): _finding(**one) for copied, passage, one in found}
        return made

    def only_fingerprints(self, names: Mapping[str, Fingerprint]) -> None:
        """Forget the texts of all other sources, and what was found in them."""
        self._fingerprints = {name: known for name, known in self._fingerprints.items() if name in names}
        self.findings = {asked: found for asked, found in self.findings.items() if asked[0] in names}

    def only(self, paths: set[str]) -> None:
        """Forget files that are gone."""
        self._read = {path: known for path, known in self._read.items() if path in paths}

    def to_keep(self) -> dict[str, Any]:
        """Return what another run can be given as arguments; it consists of lists, mappings, texts and numbers."""
        parsed = {
            path: (
                digest_of(file.text),
                file.data,
                {name: (mark.line, mark.column) for name, mark in file.lines.items()},
            )
            for path, (file, _, _) in self._read.items()
        }
        found: dict[str, tuple[str, list[Any]]] = {name: (known[2], []) for name, known in self._fingerprints.items()}
        for (name, copied, passage), finding in self.findings.items():
            if name in found and not finding.broken_at:
                found[name][1].append((copied, passage, asdict(finding)))
        return {"parsed": parsed, "counts": self.counts, "found": found}


def _finding(passages: Sequence[str], **others: Any) -> Finding:
    return Finding(passages=tuple(passages), **others)


def _state(file: Path) -> tuple[int, ...] | None:
    """Return what the system tells of a file, ``None`` where it may be edited once more without telling more.

    The last of these cannot be set back. The clock by which files are marked may tick slowly, as on disks elsewhere.
    """
    try:
        status = file.stat()
    except OSError:
        return None
    settled = time_ns() - max(status.st_ctime_ns, status.st_mtime_ns) > _SLOWEST_TICK
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns) if settled else None
