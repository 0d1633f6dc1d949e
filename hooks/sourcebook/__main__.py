"""Command line: ``python -m sourcebook COMMAND``."""

import argparse
import io
import os
import sys
from pathlib import Path

from sourcebook.commands import check, diff, explain, export, find, ids, new, register, rename, schema

COMMANDS = (check, diff, explain, export, find, ids, new, register, rename, schema)


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


_CUT_OFF = 141
"""What shells report of a program whose reader went away: 128 and the number of SIGPIPE."""


def shell() -> int:
    """Run the command that was typed; a terminal that lacks letters, or a reader that stops, is no fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it closes the pipe (see "Note on SIGPIPE" in its documentation).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _CUT_OFF
    return code


if __name__ == "__main__":
    sys.exit(shell())
