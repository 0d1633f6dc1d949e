"""Command line: ``python -m sourcebook COMMAND``."""

import argparse
import sys
from pathlib import Path

from sourcebook.commands import check, export, register

COMMANDS = (check, export, register)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0 done, 1 the data have problems, 2 wrong use."""
    about = "Check, edit and publish a reference that cites its sources."
    parser = argparse.ArgumentParser(prog="sourcebook", description=about)
    parser.add_argument("--root", type=Path, default=Path(), help="folder with data/ and docs/ (default: here)")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        command.add(commands)
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
