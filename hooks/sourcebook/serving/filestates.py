"""What a site was made of, so that an edit can be told from what has stayed the same."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from sourcebook.files.encoding import is_hidden, read_text

FileStates = dict[Path, tuple[int, int]]
"""When each file was changed, in nanoseconds, and its size in bytes; zeros for one that is gone."""


def file_states(files: Iterable[Path]) -> FileStates:
    """Return the state of each of these files."""
    found = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            found[file] = 0, 0
        else:
            found[file] = status.st_mtime_ns, status.st_size
    return found


def files_below(folder: Path) -> list[Path]:
    """Return all files in a folder and its folders, but not those whose names begin with a dot, as editors' own do."""
    return [
        Path(parent, name) for parent, _, names in os.walk(folder) for name in names if not name.startswith(".")
    ]  # fmt: skip


def states_of_shared_files(settings: Path, docs: Path, theme: Path | None) -> FileStates:
    """Return the states of all files on which every page depends: settings, theme, style sheets, pictures."""
    beside_pages = [file for file in files_below(docs) if file.suffix != ".md"]
    return file_states([settings, *beside_pages, *(files_below(theme) if theme else ())])


class PageTexts(NamedTuple):
    """What every page says, by its path below ``docs/``: what was generated, and the text that was written by hand."""

    generated: Mapping[str, object]
    """Anything that differs where the page does."""
    by_hand: Mapping[str, str]

    @classmethod
    def read(cls, docs: Path, generated: Mapping[str, object]) -> "PageTexts":
        """Read the hand-written pages, those that frame a generated page as well."""
        pages = (file for file in docs.rglob("*.md") if not is_hidden(file, docs))
        # What cannot be read is refused elsewhere; here a page only needs to differ when it changes.
        written = {file.relative_to(docs).as_posix(): read_text(file, file.name)[0] for file in pages}
        return cls(generated, written)

    @property
    def all_pages(self) -> set[str]:
        """The paths of all pages and other files that are made of texts."""
        return {*self.by_hand, *self.generated}

    def changed_since(self, old: "PageTexts") -> list[str] | None:
        """Return the paths of pages that are new or differ; ``None`` if most do, or a hand-written one came or went."""
        if self.by_hand.keys() != old.by_hand.keys():
            return None
        # One that frames a generated page counts as generated.
        before, now = {**old.by_hand, **old.generated}, {**self.by_hand, **self.generated}
        changed = [path for path, text in now.items() if before.get(path) != text]
        return changed if len(changed) <= len(now) / 2 else None
