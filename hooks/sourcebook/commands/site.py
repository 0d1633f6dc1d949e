"""``sourcebook site``: let a command build the site, and put what it built in the place of the last one.

Whatever happens, ``site/`` is whole or not there, and where it is not there the next run puts it back first: builds do
not meet, since a lock is held by each and by its command; a new site takes its place only when its command has ended
well; the old one is moved away, and is only removed under another name.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.commands import Commands

if TYPE_CHECKING:
    from sourcebook.records.kinds import Catalogue

KNOWS_NO_RECORDS = True


def add(commands: Commands, _: "Catalogue | None") -> None:
    """Add the command."""
    parser = commands.add_parser("site", help="build site/ with a command; the last good site stays until then")
    about = "command that builds into the folder whose path is added to it, after --; it runs in the root folder"
    parser.add_argument("build", nargs="+", metavar="COMMAND", help=about)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Renew ``site/``; return the exit code of the build, or 2 where it could not be run or its folder not moved."""
    try:
        with _locked(options.root) as lock:
            return renew(options.root.absolute() / "site", options.build, lock)
    except OSError as error:
        print(f"{error.filename or 'site'}: site must be one that can be built: {error.strerror}", file=sys.stderr)
        return 2


def renew(site: Path, build: Sequence[str], lock: int) -> int:
    """Build beside ``site`` and swap; ``lock`` is an open file that the build holds open as well.

    Returns its code, less than 0 for the signal that ended it.
    """
    new, old = site.with_name(f".{site.name}.new"), site.with_name(f".{site.name}.old")
    _put_right(site, new, old)
    try:
        # Should we be killed and the build live on, the lock is still held and nobody else builds into its folder.
        code = subprocess.run([*build, str(new)], cwd=site.parent, pass_fds=[lock], check=False).returncode
        if code:
            return code
        if not new.is_dir():
            print(f"{build[0]}: command must build into the folder that it is given: nothing is there", file=sys.stderr)
            return 1
        if os.path.lexists(site):
            site.rename(old)
        new.rename(site)
        return 0
    finally:
        _put_right(site, new, old)


def _put_right(site: Path, new: Path, old: Path) -> None:
    """Put the last site back if it was moved away and none took its place; remove what else a build left."""
    removed = site.with_name(f".{site.name}.removed")
    _remove(removed)
    if os.path.lexists(old) and not os.path.lexists(site):
        old.rename(site)
    for left in (old, new):
        if os.path.lexists(left):
            left.rename(removed)  # one that is half removed must not be taken for a site
            _remove(removed)


def _remove(path: Path) -> None:
    """Remove a folder or what stands in its place; a link is removed, and not what it leads to."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    """Wait until nobody else builds in the folder; yield the open folder, which is the lock."""
    import fcntl  # not known to Windows, where the other commands can work

    lock = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another build of the site is under way: waiting for its end", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)
