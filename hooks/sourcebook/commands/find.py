"""``sourcebook find``: look records up by words."""

import argparse
import json
import sys
from dataclasses import asdict

from sourcebook.commands import Commands
from sourcebook.editing.asking import step
from sourcebook.guidance.search import Found, Index
from sourcebook.records.kinds import Catalogue
from sourcebook.reference.load import load

MOST_FOUND = 20


def add(commands: Commands, catalogue: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("find", help="look up records by words in any spelling")
    parser.add_argument("words", nargs="+", help="words, their beginnings, names in any script, or an id")
    kinds = [kind.name for kind in catalogue.identified]
    parser.add_argument("--kind", action="append", choices=kinds, default=[], help="only records of this kind")
    parser.add_argument(
        "--limit", type=int, default=MOST_FOUND, help=f"how many to show, 0 for all (default: {MOST_FOUND})"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="for people or for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print what has all the words, best first; the exit code is 1 where nothing has them."""
    with step("reading"):
        reference, problems = load(options.root / "data", options.catalogue)
        found = Index(reference).find(" ".join(options.words), options.kind)
    shown = found[: options.limit] if options.limit > 0 else found
    if options.format == "json":
        print(json.dumps([asdict(item) for item in shown], ensure_ascii=False, indent=2))
    else:
        print("\n".join(table(shown)) or "nothing has all these words: try fewer, or only the beginning of one")
        if len(found) > len(shown):
            print(f"… and {len(found) - len(shown):,} more (--limit 0 shows all)")
    if problems:
        print("some files could not be read in full: 'sourcebook check' says why", file=sys.stderr)
    return 0 if found else 1


def table(found: list[Found]) -> list[str]:
    """Return a line for each record: id, kind, title, and file with line."""
    width = max((len(item.id) for item in found), default=0)
    kind = max((len(item.kind) for item in found), default=0)
    title = max((len(item.title) for item in found), default=0)
    return [
        f"{item.id:<{width}}  {item.kind:<{kind}}  {item.title:<{min(title, 60)}}  {item.path}:{item.line}"
        for item in found
    ]
