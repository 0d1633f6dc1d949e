"""``sourcebook check``: list every problem."""

import argparse

from sourcebook import export
from sourcebook.commands import Commands
from sourcebook.problems import STYLES, count, format_problems


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="check data/ and docs/ and list every problem")
    parser.add_argument("--format", choices=STYLES, default="text", help="for people, for GitHub, for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print all problems, or what the reference holds."""
    site = export.check(options.root / "data", options.root / "docs")
    if site.problems or options.format != "text":
        print(format_problems(site.problems, options.format))
    if site.problems:
        return 1
    if options.format == "text":
        reference = site.reference
        figures = (
            count(len(reference.claims), "claim"),
            count(len(reference.sources), "source"),
            count(len(reference.questions), "question"),
        )
        print(f"{', '.join(figures)}: no problems")
    return 0
