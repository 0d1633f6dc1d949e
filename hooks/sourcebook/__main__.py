"""Command line: ``python -m sourcebook COMMAND``.

What holds for every command stands here: how it ends when it is interrupted, when a stream is closed or full, when
nothing is there to work on, and when an edit cannot be made.

Little is imported at the top: until ``shell`` has set what becomes of signals, as until Python itself has started, who
interrupts gets a traceback.
"""

import io
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from sourcebook import __version__

if TYPE_CHECKING:
    from types import FrameType, ModuleType

    from sourcebook.records.kinds import Catalogue

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ENDED_BY = 128
"""To the number of a signal shells add this, to report of a program what ended it."""


COMMANDS = ("check", "diff", "explain", "export", "find", "ids", "new", "register", "rename", "schema", "site")


def commands(name: str = "") -> "tuple[ModuleType, ...]":
    """Return the command of this name, or all if there is none: to load them takes most of the time of a start."""
    from importlib import import_module

    return tuple(import_module(f"sourcebook.commands.{one}") for one in ((name,) if name in COMMANDS else COMMANDS))


def asked_command(arguments: list[str]) -> str:
    """Return the first word of a command line that is no option, or an empty text where an option may be all."""
    words = iter(arguments)
    for word in words:
        if not word.startswith("-"):
            return word
        if not (len(word) > 2 and "--root".startswith(word.partition("=")[0])):
            break
        if "=" not in word:
            next(words, None)
    return ""


def main(arguments: list[str] | None = None, catalogue: "Catalogue | None" = None) -> int:
    """Run a command on data of these kinds; return the exit code: 0 done, 1 the data have problems, 2 wrong use.

    Less than 0 is the signal that ended a program which was run.
    """
    import re
    from pathlib import Path

    from sourcebook.commands import Parser
    from sourcebook.files.document import EditError

    given = sys.argv[1:] if arguments is None else arguments
    wanted = commands(asked_command(given))
    kinds = catalogue or _catalogue(wanted)
    about = "Check, edit and publish a reference that cites its sources."
    parser = Parser(prog="sourcebook", description=about)
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--root", type=Path, default=Path(), help="folder with data/ and docs/ (default: here)")
    parser.set_defaults(catalogue=kinds, needs_data=True)
    parsers = parser.add_subparsers(dest="command", required=True, metavar=f"{{{','.join(COMMANDS)}}}")
    for command in wanted:
        command.add(parsers, kinds)
    options_end = given.index("--") if "--" in given else len(given)
    if given.count("--") > 1 or any(re.fullmatch("--[a-z-]+=--", argument) for argument in given[:options_end]):
        parser.error("'--' must stand once, in front of what begins with a hyphen; it is no value")
    options = parser.parse_args(given)
    data = options.root / "data"
    filled = any(not file.is_dir() for file in data.rglob("*") if "/." not in file.relative_to(data.parent).as_posix())
    if not filled and (not data.is_dir() or options.needs_data):
        hint = "run this in the folder that has it, or name that folder with --root"
        must = "have files" if data.is_dir() else "exist"
        print(f"{data}: folder must {must}: no data here ({hint})", file=sys.stderr)
        return 2
    try:
        return int(options.run(options))
    except EditError as error:
        print(error, file=sys.stderr)
        return 2


def _catalogue(wanted: "tuple[ModuleType, ...]") -> "Catalogue | None":
    """Return the kinds of records, unless none of these commands knows any: to load them takes half a second."""
    if all(getattr(command, "KNOWS_NO_RECORDS", False) for command in wanted):
        return None
    from sourcebook.records.kinds import CATALOGUE

    return CATALOGUE


def shell() -> int:
    """Run the command that was typed; whatever its surroundings do to it, it ends with a word and a code."""
    try:
        _listen(_leave)
        _open_streams()
        _catalogue(commands(asked_command(sys.argv[1:])))
        _listen(_stop)
        try:
            code = main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 2
        code = code if code >= 0 else _ENDED_BY - code
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = _ENDED_BY + signal.SIGINT
        _say("\ninterrupted")
    except BrokenPipeError:
        code = _ENDED_BY + signal.SIGPIPE
        _silence(sys.stdout)
    except OSError as error:
        code = 2
        _silence(sys.stdout)
        what = f"{error.filename}: file must be one that can be used" if error.filename else "output must be writable"
        _say(f"{what}: {error.strerror}")
    finally:
        _listen(signal.SIG_IGN)
    return code


def _listen(handler: "signal._HANDLER") -> None:
    """Set what becomes of the signals that end programs, but for those that this one was told to pass over."""
    for number in _ENDS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _leave(number: int, _: "FrameType | None") -> None:
    # While libraries are loaded nothing has begun, and they would tell of it in their own way.
    os._exit(_ENDED_BY + number)


def _stop(number: int, _: "FrameType | None") -> None:
    """End the command in a way that lets it clean up, which nobody may disturb."""
    _listen(signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(_ENDED_BY + number)


def _open_streams() -> None:
    """Give each closed stream an end that says and keeps nothing; a terminal that lacks letters is given escapes."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(words: str) -> None:
    """Say how a command ended; where even that fails there is nobody to hear it."""
    try:
        print(words, file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let a stream lead nowhere: Python would complain once more when it closes it (see "Note on SIGPIPE" there)."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    sys.exit(shell())
