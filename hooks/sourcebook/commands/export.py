"""``sourcebook export``: write all pages for any generator of sites, or records as plain Markdown for programs."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.files.problems import format_problems
from sourcebook.records.kinds import Catalogue
from sourcebook.site.build import build, check
from sourcebook.site.export import write
from sourcebook.site.plain.folder import write_plain
from sourcebook.site.render import Renderer
from sourcebook.words.counting import count


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("export", help="write all pages for any generator of sites into a new folder")
    parser.add_argument(
        "--plain", action="store_true",
        help="write no pages, but each claim, question and source as plain Markdown for programs that read text",
    )  # fmt: skip
    parser.add_argument("target", type=Path, help="folder to write; must be empty or not exist")
    parser.add_argument(
        "--files", action="store_true", help="link to pages as files that end with .html, where others are folders"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write hand-written and generated pages, or the plain Markdown of records, into the target."""
    data, docs, folders = options.root / "data", options.root / "docs", not options.files
    for source in (docs, data):
        if _is_within(options.target, source):
            print(f"{options.target}: folder must be outside {source}, which is checked and published", file=sys.stderr)
            return 2
    make = check if options.plain else partial(build, renderer=Renderer(folders=folders))
    site = make(data, docs, catalogue=options.catalogue)
    if site.problems:
        print(format_problems(site.problems), file=sys.stderr)
        return 1
    try:
        if options.plain:
            written = write_plain(site.reference, options.target, folders=folders)
        else:
            written = write(site, docs, options.target)
    except (FileExistsError, NotADirectoryError):
        print(f"{options.target}: folder must be empty or not exist", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{options.target}: folder must be one that can be written: {error.strerror}", file=sys.stderr)
        return 2
    print(f"{count(written, 'file')} written to {options.target}")
    return 0


def _is_within(target: Path, folder: Path) -> bool:
    """Say whether the target would lie inside a folder, whatever links lead there."""
    # Unlike "resolve", this bears links that lead in a circle.
    return Path(os.path.realpath(target)).is_relative_to(os.path.realpath(folder))
