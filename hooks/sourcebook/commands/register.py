"""``sourcebook register``: write the fingerprint of a source's text."""

import argparse
import sys
from pathlib import Path

from sourcebook import register
from sourcebook.commands import Commands
from sourcebook.load import load


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("register", help="write the fingerprint of a source's text")
    parser.add_argument("source", help="id of the source")
    parser.add_argument("text", type=Path, help="file with its text (UTF-8); it is read, not copied")
    parser.add_argument("--unit", choices=("sentence", "paragraph"), help="what a passage is (default: by length)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the split and write the fingerprint."""
    data = options.root / "data"
    reference, _ = load(data)
    if options.source not in reference.sources:
        print(f"source must be a known source: {options.source!r} (add a file sources/ID.yml first)", file=sys.stderr)
        return 2
    try:
        text = options.text.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{options.text}: must be a readable UTF-8 file: {error}", file=sys.stderr)
        return 2
    before = reference.texts.get(options.source)
    try:
        content = register.register(options.source, text, options.unit, before.record if before else None)
    except ValueError as error:
        print(f"{options.text}: {error}", file=sys.stderr)
        return 2
    print(register.preview(text, options.unit))
    target = data / "texts" / f"{options.source}.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and moved into place, so that a broken run leaves the old file whole.
    fresh = target.with_suffix(".new")
    fresh.write_text(content, "utf-8")
    fresh.replace(target)
    print(f"written to {target}")
    return 0
