"""``sourcebook explain``: a record with everything that refers to it."""

import argparse
import sys

from sourcebook.commands import Commands
from sourcebook.editing.asking import step
from sourcebook.guidance.explain import Explainer, Unknown
from sourcebook.records.kinds import Catalogue
from sourcebook.site import build


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("explain", help="show a record with everything that refers to it")
    parser.add_argument("id", help="id of any record, or the number of a hand-over")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the record in plain words; the exit code is 2 where there is none."""
    with step("reading"):
        site = build.check(options.root / "data", options.root / "docs", options.catalogue)
    if site.problems:
        print("the data have problems, so some of this may be wrong: 'sourcebook check' lists them", file=sys.stderr)
    try:
        print("\n".join(Explainer(site.reference, options.root.as_posix()).explain(options.id)))
    except Unknown as error:
        print(error, file=sys.stderr)
        return 2
    return 0
