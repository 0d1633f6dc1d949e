"""States of the tiny reference to be compared, as references or as revisions of git."""

import subprocess
from pathlib import Path

from sourcebook.__main__ import main
from sourcebook.changes.change import Changes, State
from sourcebook.changes.comparison import compare
from sourcebook.changes.terminal import text
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from support import TESTS, Copy

GOLDEN = TESTS / "golden" / "diff"
FLOOD, QUARREL = "data/chapters/flood.yml", "data/chapters/quarrel.yml"
BEFORE, AFTER = State("before"), State("after")
NEW_CLAIM = """
  - id: mill-stands-still
    title: The mill stands still
    text: For a month nothing was ground at Aldermere.
    kind: fact
    date: 1287-02/1287-03
    cites:
    - source: miller-letter
      locator: fol. 2
"""


def loaded(tiny: Copy) -> Reference:
    """Return the reference as it is now."""
    return load(tiny.root / "data")[0]


def edited(tiny: Copy, *edits: tuple[str, str, str]) -> Changes:
    """Make the edits and return what they change."""
    before = loaded(tiny)
    for file, old, new in edits:
        tiny.edit(file, old, new)
    return compare(before, loaded(tiny))


def said(changes: Changes) -> list[str]:
    """Return the lines of the text form with single spaces only."""
    return [" ".join(line.split()) for line in text(changes, BEFORE, AFTER).splitlines()]


def git(root: Path, *arguments: str) -> str:
    """Run git as on a machine without settings of its own."""
    settings = ("-c", "user.name=Edith", "-c", "user.email=edith@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(root), *settings, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(tiny: Copy, message: str = "A state") -> str:
    """Record the copy as it is, in a repository of its own, and return the commit."""
    if not (tiny.root / ".git").exists():
        git(tiny.root, "init", "--quiet", "--initial-branch=main")
    git(tiny.root, "add", "--all")
    git(tiny.root, "commit", "--quiet", "--message", message)
    return git(tiny.root, "rev-parse", "HEAD")


def diff(tiny: Copy, *arguments: str) -> int:
    return main(["--root", str(tiny.root), "diff", *arguments])
