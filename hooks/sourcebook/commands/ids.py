"""``sourcebook ids``: keep the list of published ids, and see that each of them is kept."""

import argparse
import sys

from sourcebook.commands import Commands
from sourcebook.files.problems import STYLES, format_problems
from sourcebook.files.writing import for_file, write_files
from sourcebook.records.kinds import Catalogue
from sourcebook.reference import published
from sourcebook.reference.load import load
from sourcebook.reference.published import PUBLISHED
from sourcebook.words.counting import count


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("ids", help="see that published ids are kept; record new ones at a release")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--check", action="store_true", help="list published ids that are gone without a word (default)")
    doing.add_argument("--write", action="store_true", help="record all present ids as published; none is ever removed")
    parser.add_argument("--format", choices=STYLES, default="text", help="for people, for GitHub, for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the list, or add to it what is new; nothing is written while one has vanished."""
    data = options.root / "data"
    file, path = data / PUBLISHED, f"data/{PUBLISHED}"
    reference, faults = load(data, options.catalogue)
    listed, problems = published.read_published(file, path)
    problems += published.vanished(listed, reference, path)
    # A file that cannot be read hides its ids: a list is written from whole data only.
    problems += faults if options.write else []
    if problems:
        print(format_problems(problems, options.format), file=sys.stderr if options.write else sys.stdout)
        return 1
    new = published.unrecorded(listed, reference)
    if options.write:
        write_files(options.root, {path: for_file(file, published.renewed_list(listed, reference))})
        print(f"{count(len(new), 'id')} added to {path}")
    elif options.format == "text":
        said = f"{count(len(set(listed)), 'published id')}: every promise is kept"
        print(
            said + (f"; {count(len(new), 'id')} not published yet (recorded at a release: ids --write)" if new else "")
        )
    elif options.format == "json":
        print(format_problems([], "json"))
    return 0
