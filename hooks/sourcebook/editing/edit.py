"""What an edit is, and its result checked in a copy before anything is written."""

import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sourcebook.files.document import Document
from sourcebook.files.problems import Problem
from sourcebook.files.writing import for_file, temporary_folder, writable, write_files
from sourcebook.guidance import schema
from sourcebook.reference.reference import Reference
from sourcebook.site.build import Site, check


@dataclass
class Edit:
    """What is to be written, by paths from the root of the project.

    ``before`` holds the bytes on which the edit was made, ``None`` for a file that must not exist yet; ``after`` the
    bytes to write, ``None`` for a file to remove.
    """

    root: Path
    before: dict[str, bytes | None] = field(default_factory=dict)
    after: dict[str, bytes | None] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Take over the changes of a document."""
        if document.changed:
            self.before[document.path] = document.raw
            self.after[document.path] = document.new_bytes

    def create(self, path: str, content: str) -> None:
        """Note a new file."""
        self.before[path], self.after[path] = None, content.encode()

    def put(self, path: str, text: str) -> None:
        """Note what a file is to hold, which may be there already."""
        file = self.root / path
        held, content = file.read_bytes() if file.is_file() else None, for_file(file, text)
        if held != content:
            self.before[path], self.after[path] = held, content

    def move(self, old: str, new: str) -> None:
        """Note that a file gets another name, with the content that it has or is given by this edit."""
        content = self.after.get(old)
        if old not in self.before:
            content = self.before[old] = (self.root / old).read_bytes()
        self.before[new], self.after[new], self.after[old] = None, content, None

    def renew_schemas(self, reference: Reference) -> None:
        """Note the schemas that propose known ids and names to editors, where the project has such files."""
        for name, text in schema.schema_files(reference).items():
            path = f"{schema.SCHEMA_FOLDER}/{name}"
            if (self.root / path).is_file():
                self.put(path, text)

    def check(self, before: Site | None = None) -> tuple[Site, list[Problem]]:
        """Check a copy with the edit made; return the site as it will be and the problems that the edit brings.

        ``before`` is the site as it is now, where the caller has it already; problems that it has are not new.
        """
        now = before or check(self.root / "data", self.root / "docs")
        with temporary_folder() as copy:
            with writable(str(copy)):
                self._copy(copy)
            site = check(copy / "data", copy / "docs" if (copy / "docs").is_dir() else None, now.reference.catalogue)
        # Lines move with an edit, so a problem is known by its file and its words.
        known = Counter((problem.path, problem.message) for problem in now.problems)
        new = []
        for problem in site.problems:
            known[problem.path, problem.message] -= 1
            if known[problem.path, problem.message] < 0:
                new.append(problem)
        return site, new

    def _copy(self, target: Path) -> None:
        for folder, pattern in (("data", "*"), ("docs", "*")):
            for file in (self.root / folder).rglob(pattern):
                if file.is_file() and not file.name.startswith("."):
                    out = target / file.relative_to(self.root)
                    out.parent.mkdir(parents=True, exist_ok=True)
                    with suppress(FileNotFoundError):  # somebody else may be at work here
                        shutil.copyfile(file, out)
        for path, content in self.after.items():
            out = target / path
            if content is None:
                out.unlink(missing_ok=True)
            else:
                out.parent.mkdir(parents=True, exist_ok=True)
                out.write_bytes(content)

    def write(self) -> None:
        """Write all files, or none; raises ``EditError`` where one cannot be, or was changed since it was read."""
        write_files(self.root, self.after, self.before)
