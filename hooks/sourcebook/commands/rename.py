"""``sourcebook rename``: give a record another id, everywhere at once."""

import argparse
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.editing.asking import step
from sourcebook.editing.place import file_of
from sourcebook.editing.rename import rename
from sourcebook.files.document import EditError
from sourcebook.files.problems import format_problems
from sourcebook.records.kinds import Catalogue
from sourcebook.reference import published
from sourcebook.reference.published import PUBLISHED
from sourcebook.site import build
from sourcebook.words.counting import count


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("rename", help="give a record another id everywhere, and let old links lead on")
    parser.add_argument("old", help="id that a record has now")
    parser.add_argument("new", help="id that it shall have")
    parser.add_argument("--reason", default="", help="why, in a few words")
    parser.add_argument(
        "--unpublished", action="store_true", help="the old id was never published: no links to it have to lead on"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rename, check the result, and write all files or none; return 1 where the result would not check."""
    reason = " ".join(options.reason.split())
    with step("reading"):
        before = build.check(options.root / "data", options.root / "docs", options.catalogue)
        if options.unpublished:
            _refuse_published(options.root / "data" / PUBLISHED, options.old)
        done = rename(options.root, before.reference, options.old, options.new, reason, not options.unpublished)
    with step("checking"):
        site, new = done.edit.check(before)
    if new:
        print(f"{format_problems(new)}\nnothing was written")
        return 1
    done.edit.renew_schemas(site.reference)
    done.edit.write()
    for path, number in done.counts.items():
        print(f"{options.root / path}: {count(number, 'place')}")
    for path, moved in done.moved.items():
        print(f"{options.root / path} is {options.root / moved} now")
    if not options.unpublished:
        former = file_of(options.catalogue["former id"])
        print(f"{options.root / former}: links to '{options.old}' lead on")
    print(f"{done.kind.name} '{options.old}' is '{options.new}' now")
    return 0


def _refuse_published(file: Path, old: str) -> None:
    """Raise ``EditError`` where the list of published ids has the id, or cannot be read."""
    listed, problems = published.read_published(file, f"{file.parent.name}/{file.name}")
    if problems:
        raise EditError(format_problems(problems))
    line = next((one.line for one in listed if one.id == old), None)
    if line:
        where = f"{file.parent.name}/{file.name}:{line}"
        hint = "leave out --unpublished, so that old links lead on"
        raise EditError(f"{where}: id must not be published where --unpublished is given: {old!r} ({hint})")
