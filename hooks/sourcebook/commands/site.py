"""``sourcebook site``: let a command build the site, and put what it built in the place of the last one.

Whatever happens, ``site/`` is whole or not there, and where it is not there the next run puts it back first: builds do
not meet, since a lock is held by each and by its command; a new site takes its place only when its command has ended
well; the old one is moved away, and is only removed under another name.

Where only data were edited, the command need not be run: what is kept of the last build tells which files differ.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.commands import Commands
from sourcebook.site.kept.folder import ASKED, KeptFolder
from sourcebook.site.kept.lastsite import keep_build, renew_into
from sourcebook.words.ids import digest_of

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
    root = options.root.absolute()
    try:
        with _locked(options.root) as lock:
            return renew(root / "site", _Build(root, options.build, lock))
    except OSError as error:
        print(f"{error.filename or 'site'}: site must be one that can be built: {error.strerror}", file=sys.stderr)
        return 2


class _Build:
    """Fills a folder with the site: by what differs from the last one if that is enough, or else by the command."""

    def __init__(self, root: Path, command: Sequence[str], lock: int) -> None:
        """``lock`` is an open file that the command holds open as well."""
        self._root = root
        self._command = command
        self._lock = lock
        # Another command may have other settings.
        self._kept = KeptFolder(root / ".cache" / f"site-{digest_of(repr(command))[:8]}")

    def __call__(self, site: Path, folder: Path) -> int:
        """Fill ``folder``, which is not there yet, where ``site`` is the last one; return the code of the command.

        It is less than 0 for the signal that ended it.
        """
        if renew_into(folder, site, self._kept):
            return 0
        with suppress(OSError):  # what an earlier one left that did not end well
            self._kept.forget_build()
        # Should we be killed and the build live on, the lock is still held and nobody else builds into its folder.
        code = subprocess.run(
            [*self._command, str(folder)], cwd=self._root, pass_fds=[self._lock], check=False,
            env={**os.environ, ASKED: str(self._kept.path)},
        ).returncode  # fmt: skip
        if code == 0 and not folder.is_dir():
            words = "command must build into the folder that it is given: nothing is there"
            print(f"{self._command[0]}: {words}", file=sys.stderr)
            return 1
        if code == 0:
            keep_build(folder, site, self._kept)
        return code


def renew(site: Path, build: Callable[[Path, Path], int]) -> int:
    """Build beside ``site`` and swap; return the code of ``build``, which is given the last site and a new folder."""
    new, old = site.with_name(f".{site.name}.new"), site.with_name(f".{site.name}.old")
    _put_right(site, new, old)
    try:
        code = build(site, new)
        if code:
            return code
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
