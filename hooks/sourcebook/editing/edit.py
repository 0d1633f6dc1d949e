"""Writing files whole or not at all, after the result was checked in a copy."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sourcebook.editing import EditError
from sourcebook.files.document import Document
from sourcebook.files.problems import Problem
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

    def move(self, old: str, new: str) -> None:
        """Note that a file gets another name, with the content that it has or is given by this edit."""
        content = self.after.get(old)
        if old not in self.before:
            content = self.before[old] = (self.root / old).read_bytes()
        self.before[new], self.after[new], self.after[old] = None, content, None

    def check(self, before: Site | None = None) -> tuple[Site, list[Problem]]:
        """Check a copy with the edit made; return the site as it will be and the problems that the edit brings.

        ``before`` is the site as it is now, where the caller has it already; problems that it has are not new.
        """
        now = before or check(self.root / "data", self.root / "docs")
        with tempfile.TemporaryDirectory(prefix="sourcebook-") as folder:
            copy = Path(folder)
            self._copy(copy)
            site = check(copy / "data", copy / "docs" if (copy / "docs").is_dir() else None)
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
        """Write all files, or none: after any failure everything is put back as it was, and the failure is raised.

        Raises ``EditError`` where a file was changed by somebody else since it was read.
        """
        for path, content in self.before.items():
            file = self.root / path
            if (file.read_bytes() if file.exists() else None) != content:
                raise EditError(f"{path}: file must not change while it is edited: it did (try again)")
        done: list[str] = []
        try:
            # The outer block cleans up last, when what was written is back where it was.
            with self._beside() as fresh, self._or_back(done):
                for path, content in self.after.items():
                    done.append(path)
                    if content is None:
                        (self.root / path).unlink()
                    else:
                        os.replace(fresh[path], (self.root / path).resolve())  # noqa: PTH105 - says what it does
        except OSError as error:
            message = f"{error.filename}: file must be writable: {error.strerror} (nothing was changed)"
            raise EditError(message) from None

    @contextmanager
    def _or_back(self, done: list[str]) -> Iterator[None]:
        """Put back as they were the files that are ``done`` when anything fails, an interruption included."""
        try:
            yield
        except BaseException:
            for path in reversed(done):
                self._put_back(path)
            raise

    @contextmanager
    def _beside(self) -> Iterator[dict[str, Path]]:
        """Write the new contents beside the files, with their modes, under names that the reference passes over."""
        fresh: dict[str, Path] = {}
        made: list[Path] = []
        try:
            for path, content in self.after.items():
                if content is not None:
                    file = (self.root / path).resolve()
                    made += [folder for folder in file.parents if not folder.exists()]
                    file.parent.mkdir(parents=True, exist_ok=True)
                    fresh[path] = file.with_name(f".{file.name}.{os.getpid()}.new")
                    fresh[path].write_bytes(content)
                    if file.exists():
                        shutil.copymode(file, fresh[path])
            yield fresh
        finally:
            for temporary in fresh.values():
                temporary.unlink(missing_ok=True)
            for folder in made:
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()

    def _put_back(self, path: str) -> None:
        file, content = self.root / path, self.before[path]
        if content is None:
            file.unlink(missing_ok=True)
        elif not file.exists() or file.read_bytes() != content:
            mode = file.stat().st_mode if file.exists() else None
            file.write_bytes(content)
            if mode is not None:
                file.chmod(mode)
