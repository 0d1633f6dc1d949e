"""The tiny reference in ``tests/tiny``, copied so that a test can break it."""

import ast
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.site.build import Site, check
from sourcebook.site.search.entries import Frame
from sourcebook.site.search.index import documents, index_with

TESTS = Path(__file__).parent
TINY = TESTS / "tiny"


@dataclass(frozen=True)
class Copy:
    """A copy of the tiny reference. Files are named from its root: ``data/people.yml``."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> "Copy":
        for folder in ("data", "docs"):
            shutil.copytree(TINY / folder, root / folder)
        return cls(root)

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace what must stand once in the file."""
        text = (self.root / file).read_text("utf-8")
        assert text.count(old) == 1, f"{file} must contain this once: {old!r}"
        self.write(file, text.replace(old, new))

    def write(self, file: str, content: str | bytes) -> None:
        """Write a whole file, which may be new."""
        target = self.root / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    def remove(self, file: str) -> None:
        """Remove a file that must be there."""
        (self.root / file).unlink()

    def break_as(self, edit: dict[str, Any]) -> None:
        """Make the edit that a golden file describes: ``old`` and ``new``, or the whole ``content``."""
        if "old" in edit:
            self.edit(edit["file"], edit["old"], edit["new"])
        else:
            self.write(edit["file"], edit["content"].encode(edit.get("encoding", "utf-8")))

    def problems(self) -> list[Problem]:
        """Return all problems, sorted."""
        return check(self.root / "data", self.root / "docs").problems

    def messages(self) -> list[str]:
        """Return all problems as they are printed."""
        return [str(problem) for problem in self.problems()]

    @cached_property
    def reference(self) -> Reference:
        """The reference as it is when this is first asked."""
        return load(self.root / "data")[0]


def literals(file: Path) -> Iterator[str]:
    """Yield the texts of a module that are no documentation, those within f-strings included."""
    tree = ast.parse(file.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def whole_index(written: str, site: Site, frames: Mapping[str, Frame], *, folders: bool = True) -> str:
    """Return the text of an index of the search that a plugin wrote, with the entries of all generated pages."""
    return index_with(written, documents(site, site.pages, frames, folders=folders), folders=folders)
