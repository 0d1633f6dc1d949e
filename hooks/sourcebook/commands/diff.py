"""``sourcebook diff``: say in words what a change does to the reference."""

import argparse
import sys
from pathlib import Path

from sourcebook.changes.change import State
from sourcebook.changes.comparison import compare
from sourcebook.changes.markdown import markdown
from sourcebook.changes.terminal import text
from sourcebook.commands import Commands
from sourcebook.commands.git import DATA_FOLDER, RevisionError, extract, resolve_revision
from sourcebook.files.writing import temporary_folder
from sourcebook.records.kinds import Catalogue
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference

FORMATS = {"text": text, "markdown": markdown}


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("diff", help="say in words what a change does to the reference")
    parser.add_argument("old", metavar="REV", help="revision of git to compare with: a commit, branch or tag")
    parser.add_argument("new", metavar="REV2", nargs="?", help="revision to look at (default: the working tree)")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="for people, for a pull request")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what differs between two revisions."""
    with temporary_folder() as folder:
        try:
            old, before = _state(options, options.old, folder / "old")
            new, after = _state(options, options.new, folder / "new")
        except RevisionError as error:
            print(error, file=sys.stderr)
            return 2
        print(FORMATS[options.format](compare(old, new), before, after), end="")
    return 0


def _state(options: argparse.Namespace, revision: str | None, folder: Path) -> tuple[Reference, State]:
    """Load the data of a revision, or of the working tree where none is named."""
    if revision is None:
        reference, problems = load(options.root / DATA_FOLDER, options.catalogue)
        return reference, State("the working tree", tuple(sorted(problems)))
    commit = resolve_revision(options.root, revision)
    reference, problems = load(extract(options.root, commit, folder), options.catalogue)
    name = revision if commit.startswith(revision) else f"{revision} ({commit[:9]})"
    return reference, State(name, tuple(sorted(problems)))
