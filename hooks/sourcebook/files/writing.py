"""Writing files: all that belong together or none of them, each with the mode, the owner and the links that it had.

What is new is written beside a file, under a name that all readers pass over, and takes its place in one step.
"""

import os
import re
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sourcebook.files.document import EditError
from sourcebook.files.encoding import not_a_file

_LEFT_BEHIND = re.compile(r"\..*\.(\d{1,9})\.sourcebook-(?:new|old)")


@dataclass(frozen=True, slots=True)
class _Swap:
    """A file with what takes its place and a copy of what it was; ``None`` where there is no such file."""

    file: Path
    new: Path | None
    old: Path | None

    def make(self) -> None:
        if self.new:
            self.new.replace(self.file)
        else:
            self.file.unlink()

    def undo(self) -> None:
        if self.old:
            self.old.rename(self.file)
        else:
            self.file.unlink(missing_ok=True)


def write_files(
    root: Path, after: Mapping[str, bytes | None], before: Mapping[str, bytes | None] | None = None
) -> None:
    """Write files, named from ``root``: all of them or, after any failure or interruption, none.

    ``after`` holds the bytes to write, ``None`` for a file to remove; ``before`` what was read, ``None`` for a file
    that must not exist yet. Raises ``EditError`` for a file that was changed since, and for one that cannot be written.
    """
    for path, content in (before or {}).items():
        file = root / path
        if (file.read_bytes() if file.is_file() else None) != content:
            raise EditError(f"{path}: file must not change while it is edited: it did (try again)")
    with _prepared(root, after) as swaps, undisturbed() as heard:
        done: list[_Swap] = []
        try:
            for path, swap in swaps.items():
                done.append(swap)
                with writable(path):
                    swap.make()
        except BaseException:
            for swap in reversed(done):
                swap.undo()
            raise
        # Who interrupts now comes too late, and is told what has been done.
        heard.clear()


@contextmanager
def _prepared(root: Path, after: Mapping[str, bytes | None]) -> Iterator[dict[str, _Swap]]:
    """Write everything beside its place, so that all which may fail for want of space or rights fails here."""
    swaps: dict[str, _Swap] = {}
    made: list[Path] = []
    try:
        for path, content in after.items():
            file = Path(os.path.realpath(root / path))
            there = os.path.lexists(file)
            problem = not_a_file(file, path) if there else None
            if problem:
                raise EditError(f"{path}: {problem.message}")
            new, old = _beside(file)
            swaps[path] = swap = _Swap(file, None if content is None else new, old if there else None)
            with writable(path):
                made += _make(file.parent)
                if swap.old:
                    shutil.copy2(file, swap.old)
                    _belong_alike(swap.old, file)
                if swap.new:
                    swap.new.write_bytes(content or b"")
                    if there:
                        _belong_alike(swap.new, file)
        yield swaps
    finally:
        with undisturbed():
            for swap in swaps.values():
                for temporary in (swap.new, swap.old):
                    if temporary:
                        with suppress(OSError):  # it may never have come to be
                            temporary.unlink()
            _remove_empty(made)


def write_folder(target: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files, named from ``target``, into a folder that is there whole or not at all; return how many.

    It must be empty, but for what a killed run left there, or not exist: raises ``FileExistsError`` otherwise, and
    ``OSError`` where it cannot be written.
    """
    target = Path(os.path.realpath(target))
    there = target.exists()
    entries = [*target.iterdir()] if there else []
    held = [entry for entry in entries if not _LEFT_BEHIND.fullmatch(entry.name)]
    # A run that was killed while it filled the folder left its own beside what it had moved already.
    if held and not any(_is_left_behind(entry.name, target.name) and entry.is_dir() for entry in entries):
        raise FileExistsError(target)
    # A folder that is there may be somebody's present folder, or another disk: it is filled, not replaced.
    place = target if there else target.parent
    made = _make(place)
    fresh, _ = _beside(place / target.name)
    number = 0
    try:
        fresh.mkdir()
        for path, content in files:
            number += 1
            out = fresh / path
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(content)
        # Only what would be written anew gives way, whoever wrote it.
        if not all((fresh / file.relative_to(target)).is_file() for entry in held for file in _files_in(entry)):
            raise FileExistsError(target)
        with undisturbed():
            if there:
                for entry in list(fresh.iterdir()):
                    _remove_entry(target / entry.name)
                    entry.rename(target / entry.name)
            else:
                fresh.rename(target)
    finally:
        with undisturbed():
            shutil.rmtree(fresh, ignore_errors=True)
            _remove_empty(made)
    return number


def for_file(file: Path, text: str) -> bytes:
    """Return a text as the bytes to write into a file, with the line ends that it has now."""
    with suppress(OSError):
        if file.is_file() and b"\r\n" in file.read_bytes():
            text = text.replace("\n", "\r\n")
    return text.encode("utf-8")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder that is gone afterwards, whatever ends the work in it."""
    with undisturbed():
        folder = TemporaryDirectory(prefix="sourcebook-")
    try:
        yield Path(folder.name)
    finally:
        with undisturbed():
            folder.cleanup()


@contextmanager
def writable(name: str) -> Iterator[None]:
    """Name what was to be written where the system refuses: raises ``EditError`` in place of ``OSError``."""
    try:
        yield
    except OSError as error:
        raise EditError(f"{name}: file must be writable: {error.strerror} (nothing was changed)") from None


@contextmanager
def undisturbed() -> Iterator[list[int]]:
    """Let nobody interrupt what must not be half done; yield the signals that come, which are heard when it is done."""
    heard: list[int] = []
    before = {}
    try:
        if threading.current_thread() is threading.main_thread():  # no other one is ever interrupted
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) not in {signal.SIG_IGN, None}:
                    before[number] = signal.signal(number, lambda number, _: heard.append(number))
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for come in heard:
            signal.raise_signal(come)


def _beside(file: Path) -> tuple[Path, Path]:
    """Return the names beside a file for what is to come and what was, free of what killed runs have left there."""
    with suppress(OSError):
        for entry in file.parent.iterdir():
            if _is_left_behind(entry.name):
                _remove_entry(entry)
    new, old = (file.with_name(f".{file.name}.{os.getpid()}.sourcebook-{kind}") for kind in ("new", "old"))
    return new, old


def _is_left_behind(name: str, of: str = "") -> bool:
    """Say whether a run that was killed left it, or left it of a file or folder of this name."""
    left = _LEFT_BEHIND.fullmatch(name)
    return left is not None and (not of or name.startswith(f".{of}.")) and not _is_running(int(left[1]))


def _files_in(entry: Path) -> list[Path]:
    """Return all that is no folder in a folder, or what is none itself."""
    within = [*entry.rglob("*")] if entry.is_dir() and not entry.is_symlink() else [entry]
    return [file for file in within if file.is_symlink() or not file.is_dir()]


def _remove_entry(entry: Path) -> None:
    shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _belong_alike(fresh: Path, file: Path) -> None:
    """Give a new file the owner and the mode of the one whose place it takes."""
    status = file.stat()
    if (status.st_uid, status.st_gid) != (fresh.stat().st_uid, fresh.stat().st_gid):
        with suppress(PermissionError):
            os.chown(fresh, -1, status.st_gid)
            os.chown(fresh, status.st_uid, -1)
    shutil.copymode(file, fresh)


def _make(folder: Path) -> list[Path]:
    """Make a folder with those above it; return those that were not there, the deepest first."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
