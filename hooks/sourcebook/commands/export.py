"""``sourcebook export``: write all pages as Markdown."""

import argparse
import sys
from pathlib import Path

from sourcebook import export
from sourcebook.commands import Commands
from sourcebook.problems import count, format_problems


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("export", help="write all pages as Markdown into a new folder")
    parser.add_argument("target", type=Path, help="folder to write; must be empty or not exist")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write hand-written and generated pages into the target."""
    docs = options.root / "docs"
    site = export.build(options.root / "data", docs)
    if site.problems:
        print(format_problems(site.problems), file=sys.stderr)
        return 1
    try:
        written = export.write(site, docs, options.target)
    except (FileExistsError, NotADirectoryError):
        print(f"{options.target}: folder must be empty or not exist", file=sys.stderr)
        return 2
    print(f"{count(written, 'file')} written to {options.target}")
    return 0
