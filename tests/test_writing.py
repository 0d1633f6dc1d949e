"""Writing files: all or none, with the mode, the owner and the line ends they had, and nothing left beside them."""

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sourcebook.__main__ import main
from sourcebook.files.document import EditError
from sourcebook.files.writing import temporary_folder, undisturbed, write_files, write_folder
from support import Copy

LIST = "data/published-ids.txt"
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to somebody else")
CHANGING = (
    ("ids", "--write"),
    ("schema", "--heads"),
    ("new", "person", "Esther Vale"),
    ("rename", "bridge-lost", "bridge-gone"),
    ("register", "--yes", "--force", "aldermere-annals", "annals.txt"),
)
"""Commands that write into files which are there, once the schemas and the list of published ids are."""


@pytest.fixture
def whole(tiny: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Copy:
    """Return the tiny reference with everything that commands write, in its folder."""
    monkeypatch.chdir(tiny.root)
    assert main(["schema"]) == 0
    assert main(["ids", "--write"]) == 0
    tiny.write("annals.txt", "It rained and rained for eleven long days. Then it stopped and the sun came out.")
    tiny.edit(LIST, "claim bridge-lost\n", "")
    tiny.write(".schemas/known.json", "{}\n")
    capsys.readouterr()
    return tiny


def state(root: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def run(command: tuple[str, ...]) -> tuple[int, set[Path]]:
    """Run a command in the present folder; return its code and the files that it has changed."""
    before = state(Path())
    code = main([*command, "--force"] if command[0] == "register" else list(command))
    after = state(Path())
    return code, {Path(path) for path, content in before.items() if after.get(path) not in {content, None}}


@pytest.mark.parametrize("command", CHANGING, ids=" ".join)
def test_every_command_keeps_modes_and_line_ends(command: tuple[str, ...], whole: Copy) -> None:
    for file in filter(Path.is_file, whole.root.rglob("*")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        file.chmod(0o640)
    code, changed = run(command)
    assert code == 0
    assert changed
    for file in changed:
        content = file.read_bytes()
        assert stat.S_IMODE(file.stat().st_mode) == 0o640, file
        assert content.count(b"\n") == content.count(b"\r\n"), file


@as_root
@pytest.mark.parametrize("command", CHANGING, ids=" ".join)
def test_every_command_keeps_owners(command: tuple[str, ...], whole: Copy) -> None:
    for file in whole.root.rglob("*"):
        os.chown(file, 1234, 2345)
    code, changed = run(command)
    assert code == 0
    assert changed
    assert {(file.stat().st_uid, file.stat().st_gid) for file in changed} == {(1234, 2345)}


@pytest.mark.parametrize("command", CHANGING, ids=" ".join)
def test_a_full_disk_is_told_with_the_file_and_changes_nothing(
    command: tuple[str, ...], whole: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(whole.root)
    write = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        if self.name.endswith("-new"):
            write(self, content[:10])
            raise OSError(errno.ENOSPC, "No space left on device")  # without a name, as the system says it
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert run(command) == (2, set())
    said = capsys.readouterr().err
    assert said.endswith(": file must be writable: No space left on device (nothing was changed)\n")
    assert said.startswith(("data/", ".schemas/"))
    assert state(whole.root) == before


@pytest.mark.usefixtures("whole")
def test_a_folder_that_may_not_be_written(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")  # root may write everywhere

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert main(["ids", "--write"]) == 2
    message = f"{LIST}: file must be writable: Permission denied (nothing was changed)\n"
    assert capsys.readouterr().err == message


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/null")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("pipe", "device", "loop"):
        with pytest.raises(EditError, match=f"^{name}: "):
            write_files(tmp_path, {"new": b"x", name: b"y"})
    assert [file.name for file in tmp_path.iterdir() if file.name == "new" or file.name.startswith(".")] == []
    assert Path("/dev/null").is_char_device()


def finished() -> int:
    """Return the number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_what_killed_runs_left_is_removed_by_the_next(tmp_path: Path) -> None:
    gone, here = finished(), os.getppid()
    for name in (
        f".a.{gone}.sourcebook-new",
        f".b.{gone}.sourcebook-old",
        f".c.{here}.sourcebook-new",
        f".d.{gone}.new",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / f".out.{gone}.sourcebook-new" / "pages").mkdir(parents=True)
    write_files(tmp_path, {"e": b"x"})
    assert {file.name for file in tmp_path.iterdir()} == {f".c.{here}.sourcebook-new", f".d.{gone}.new", "e"}


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_is_there_whole_or_not_at_all(there: bool, tmp_path: Path) -> None:
    target = tmp_path / "a" / "out"
    if there:
        target.mkdir(parents=True)

    def stops() -> Iterator[tuple[str, bytes]]:
        yield "b/c", b"x"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(target, stops())
    assert [file for file in tmp_path.rglob("*") if file not in {target, target.parent}] == []
    assert target.exists() is there
    assert write_folder(target, [("b/c", b"x"), ("d", b"y")]) == 2
    assert state(target) == {"b/c": b"x", "d": b"y"}
    assert [file.name for file in target.parent.iterdir()] == ["out"]


def test_a_folder_in_which_a_killed_run_left_something_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / f".{tmp_path.name}.{finished()}.sourcebook-new").mkdir()
    assert write_folder(tmp_path, [("d", b"y")]) == 1
    assert state(tmp_path) == {"d": b"y"}


def test_what_a_killed_run_moved_into_a_folder_gives_way_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/f").write_text("half")
    (tmp_path / "d").write_text("half")
    (tmp_path / f".{tmp_path.name}.{finished()}.sourcebook-new" / "e").mkdir(parents=True)
    assert write_folder(tmp_path, [("b/f", b"x"), ("d", b"y"), ("e/g", b"z")]) == 3
    assert state(tmp_path) == {"b/f": b"x", "d": b"y", "e/g": b"z"}
    assert {file.name for file in tmp_path.iterdir()} == {"b", "d", "e"}


@pytest.mark.parametrize("running", [True, False])
def test_what_is_not_of_a_killed_run_stays(running: bool, tmp_path: Path) -> None:
    left = f".{tmp_path.name}.{os.getppid() if running else finished()}.sourcebook-new"
    (tmp_path / left).mkdir()
    (tmp_path / ("d" if running else "mine")).write_text("mine")
    before = state(tmp_path)
    with pytest.raises(FileExistsError):
        write_folder(tmp_path, [("d", b"y")])
    assert state(tmp_path) == before
    assert (tmp_path / left).exists() or not running


def test_an_interruption_is_heard_when_all_is_done() -> None:
    done = []

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all"]


def test_an_interruption_between_two_files_comes_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace

    def interrupted(source: Path, target: Path) -> None:
        replace(source, target)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "replace", interrupted)
    write_files(tmp_path, {"a": b"x", "b": b"y"})
    assert state(tmp_path) == {"a": b"x", "b": b"y"}


def test_a_temporary_folder_is_gone_whatever_happens() -> None:
    made = []

    def work() -> None:
        with temporary_folder() as folder:
            made.append(folder)
            (folder / "a").write_text("x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert [folder.exists() for folder in made] == [False]


def test_folder_with_leavings_of_something_else_is_nobodys_to_fill(tmp_path: Path) -> None:
    own = tmp_path / "b" / "own"
    own.parent.mkdir()
    own.write_text("mine")
    (tmp_path / f".d.{finished()}.sourcebook-old").touch()
    with pytest.raises(FileExistsError):
        write_folder(tmp_path, [("b/f", b"x"), ("d", b"y")])
    # Nor is what a killed run did not write, in the folder that it was filling.
    (tmp_path / f".{tmp_path.name}.{finished()}.sourcebook-new").mkdir()
    with pytest.raises(FileExistsError):
        write_folder(tmp_path, [("b/f", b"x"), ("d", b"y")])
    assert own.read_text() == "mine"
