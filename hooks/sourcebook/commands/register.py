"""``sourcebook register``: write the fingerprint of a source's text."""

import argparse
import sys
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.editing.asking import step
from sourcebook.editing.edit import Edit
from sourcebook.editing.place import file_of
from sourcebook.files.encoding import read_text
from sourcebook.files.problems import format_problems
from sourcebook.records.kinds import Catalogue
from sourcebook.records.sources import RegisteredText
from sourcebook.reference.links import Located
from sourcebook.reference.textchanges import difference
from sourcebook.site import build
from sourcebook.texts import registeredtexts
from sourcebook.words.ids import KEBAB, what_is_odd

LARGEST_TEXT = 4_000_000
"""Bytes of a text: its fingerprint, of half that size, must fit into a file of data."""


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("register", help="write the fingerprint of a source's text")
    parser.add_argument("source", help="id of the source")
    parser.add_argument("text", type=Path, help="file with its text (UTF-8); it is read, not copied")
    parser.add_argument("--unit", choices=("sentence", "paragraph"), help="what a passage is (default: by length)")
    parser.add_argument("--force", action="store_true", help="write it even where citations must then be mended")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the split and what it changes, check the result, and write the fingerprint."""
    data = options.root / "data"
    with step("reading"):
        before = build.check(data, options.root / "docs", options.catalogue)
    if not KEBAB.fullmatch(options.source):
        hint = what_is_odd(options.source)
        print(f"source must be an id in kebab-case: {options.source!r} ({hint})", file=sys.stderr)
        return 2
    if options.source not in before.reference.sources:
        print(f"source must be a known source: {options.source!r} (add a file sources/ID.yml first)", file=sys.stderr)
        return 2
    text, problems = read_text(options.text, str(options.text), LARGEST_TEXT)
    if problems:
        print(problems[0], file=sys.stderr)
        return 2
    earlier = before.reference.texts.get(options.source)
    try:
        content = registeredtexts.registered_text(
            options.source, text, options.unit, earlier.record if earlier else None
        )
    except ValueError as error:
        print(f"{options.text}: {error}", file=sys.stderr)
        return 2
    print(registeredtexts.preview_split(text, options.unit))
    path = file_of(options.catalogue["text"], options.source)
    edit = Edit(options.root)
    edit.put(path, content)
    with step("checking"):
        site, new = edit.check(before)
    _tell(earlier, site)
    if new and not options.force:
        print(f"{format_problems(new)}\nnothing was written; mend these first, or write it with --force")
        return 1
    edit.write()
    if new:
        print(format_problems(new))
    print(f"written to {options.root / path}")
    return 0


def _tell(earlier: Located[RegisteredText] | None, site: build.Site) -> None:
    """Print what differs from the earlier registration, where there was one."""
    fresh = site.reference.texts.get(earlier.record.source) if earlier else None
    if earlier and fresh:
        lines = difference(earlier.record, fresh.record, site.reference)
        print("against the earlier registration:" if lines else "the same as the earlier registration")
        print("".join(f"  {line}\n" for line in lines), end="" if lines else "\n")
