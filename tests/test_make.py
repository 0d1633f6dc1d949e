"""What `make site` does: builds that meet, fail or are killed never cost the last good site, nor leave a broken one."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sites import PROJECT
from sourcebook.__main__ import main

HOOKS = PROJECT / "hooks"
BUILD = """#!/bin/sh
# The last argument is the folder.
for folder; do :; done
mkdir -p "$folder" && cat data/a.yml > "$folder/first.html"
echo begun
if [ -e hold ]; then read -r line; fi
[ ! -e broken ] && cat data/a.yml > "$folder/last.html"
"""
"""Stands for MkDocs: its site is whole when it has both pages. Where it is held, it goes on when its input says so."""
PYTHON = f"""#!/bin/sh
case "$1 $2" in
  "-c "*) exit 0 ;;
  "-m sourcebook") PYTHONPATH={HOOKS} exec {sys.executable} "$@" ;;
  "-m mkdocs") exec ./build "$@" ;;
esac
"""
"""Stands for Python in .venv."""
COMMAND = """
import os, signal, sys
from sourcebook.__main__ import commands, shell

commands()
left = int(sys.argv[1])

def hook(event, given):
    global left
    # A path counts from here. What measures the branches moves files as well, at paths from the root.
    if event in {"os.rename", "os.remove", "os.rmdir"} and os.path.abspath(given[0]).startswith(os.getcwd()):
        with open("done", "a") as done:
            print(event, file=done)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
sys.argv = ["sourcebook", "site", "--", sys.argv[2]]
sys.exit(shell())
"""
"""The command that ``make site`` runs. It notes in ``done`` what it does to files and folders.

It is killed before the n-th of these."""


def command(killed: int = 0, build: str = "./build") -> list[str]:
    return [sys.executable, "-c", COMMAND, str(killed), build]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a folder with the Makefile, whose set-up is done and which has something to build."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    for folder in ("data", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("requirements.txt", ".venv/made", ".venv/runtime"):
        (tmp_path / name).touch()
    for name, text in (("build", BUILD), (".venv/bin/python", PYTHON)):
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o755)
    edit(tmp_path, "one")
    return tmp_path


def edit(work: Path, text: str) -> None:
    (work / "data/a.yml").write_text(text, "utf-8")


@contextmanager
def started(work: Path, *arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """Start a command in a process group of its own, which is ended in the end."""
    # The tests may be run by make themselves, which tells its children so and makes them chattier.
    others = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}}
    with subprocess.Popen(
        arguments, cwd=work, env=others | {"PYTHONPATH": str(HOOKS)}, start_new_session=True, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def prints(process: "subprocess.Popen[str]", words: str) -> bool:
    """Wait until the process prints a line with these words, or ends."""
    assert process.stdout
    return any(words in line for line in process.stdout)


def run(work: Path, *arguments: str) -> int:
    """Run a command to its end; return its exit code."""
    with started(work, *arguments) as process:
        process.communicate()
        return process.returncode


def site(work: Path) -> set[str]:
    """Return what stands on the pages of the site, none of which may be missing."""
    assert sorted(file.name for file in (work / "site").iterdir()) == ["first.html", "last.html"]
    return {file.read_text("utf-8") for file in (work / "site").iterdir()}


def left_over(work: Path) -> list[Path]:
    return [*work.glob(".site*")]


def test_each_build_takes_the_place_of_the_last(work: Path) -> None:
    for text in ("one", "two"):
        edit(work, text)
        assert run(work, "make", "site") == 0
        assert site(work) == {text}
        assert left_over(work) == []
    assert (work / "site").stat().st_mode == (work / "data").stat().st_mode


def test_failing_build_leaves_the_last_good_site(work: Path) -> None:
    run(work, *command())
    (work / "broken").touch()
    edit(work, "two")
    assert run(work, *command()) != 0
    assert site(work) == {"one"}
    assert left_over(work) == []


def test_a_command_that_builds_nothing_leaves_the_last_good_site(work: Path) -> None:
    run(work, *command())
    for build, code, words in (("true", 1, "nothing is there"), ("./lost", 2, "./lost: site must be one")):
        with started(work, *command(build=build)) as process:
            assert prints(process, words)
            assert process.wait() == code
    assert site(work) == {"one"}


def test_a_build_that_a_signal_ends_is_reported_as_by_shells(work: Path) -> None:
    (work / "build").write_text("#!/bin/sh\nkill -9 $$\n", "utf-8")
    assert run(work, *command()) == 128 + signal.SIGKILL


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
@pytest.mark.parametrize("name", ["site", ".site.removed"])
def test_a_link_gives_way_to_the_site_and_what_it_leads_to_stays(name: str, target: str, work: Path) -> None:
    (work / "elsewhere").mkdir()
    (work / "elsewhere/kept").touch()
    (work / name).symlink_to(target)
    assert run(work, *command()) == 0
    assert not (work / "site").is_symlink()
    assert site(work) == {"one"}
    assert left_over(work) == []
    assert (work / "elsewhere/kept").exists()


def test_a_folder_that_cannot_be_locked_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], work: Path
) -> None:
    def no_lock(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_lock)
    assert main(["--root", str(work), "site", "true"]) == 2
    assert capsys.readouterr().err == "site: site must be one that can be built: No locks available\n"


def test_of_two_builds_one_waits_for_the_other(work: Path) -> None:
    (work / "hold").touch()
    with started(work, "make", "site") as first:
        assert prints(first, "begun")
        with started(work, "make", "site") as second:
            assert prints(second, "another build of the site is under way")
            edit(work, "two")
            first.communicate("\n")
            assert prints(second, "begun")
            assert (work / "site/last.html").exists()
            second.communicate("\n")
    assert (first.returncode, second.returncode) == (0, 0)
    assert site(work) == {"two"}
    assert left_over(work) == []


def test_all_may_be_killed_while_they_build(work: Path) -> None:
    run(work, *command())
    (work / "hold").touch()
    with started(work, "make", "site") as process:
        assert prints(process, "begun")
        os.killpg(process.pid, signal.SIGKILL)
    assert site(work) == {"one"}
    (work / "hold").unlink()
    edit(work, "two")
    assert run(work, "make", "site") == 0
    assert site(work) == {"two"}
    assert left_over(work) == []


def test_a_build_whose_command_outlives_it_is_waited_for(work: Path) -> None:
    (work / "hold").touch()
    with started(work, *command()) as killed:
        assert prints(killed, "begun")
        with started(work, *command()) as second:
            assert prints(second, "another build of the site is under way")
            killed.kill()
            killed.wait()
            edit(work, "two")
            assert killed.stdin
            killed.stdin.close()  # so that its command goes on
            assert prints(second, "begun")
            second.communicate("\n")
            assert second.returncode == 0
    assert site(work) == {"two"}
    assert left_over(work) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_ends_it_ends_the_command_as_well(number: int, work: Path) -> None:
    run(work, *command())
    (work / "hold").touch()
    with started(work, *command()) as process:
        assert prints(process, "begun")
        process.send_signal(number)
        assert process.stdout
        process.stdout.read()  # to its end, which comes when nobody holds it open any more
        assert process.wait() == 128 + number
    assert site(work) == {"one"}
    assert left_over(work) == []


def test_killed_before_any_move_it_loses_nothing_and_the_next_build_puts_all_right(work: Path) -> None:
    assert run(work, *command()) == 0
    killed = 0
    while True:
        edit(work, text := f"build {killed}")
        last = site(work)
        (work / "done").write_text("")
        code = run(work, *command(killed + 1))
        if code == 0:
            break
        assert code == -signal.SIGKILL
        if (work / "site").exists():
            assert site(work) in ({text}, last)
        (work / "broken").touch()
        assert run(work, *command()) != 0  # a build that fails brings back what was moved away
        assert site(work) in ({text}, last)
        assert left_over(work) == []
        (work / "broken").unlink()
        killed += 1
    # It was killed before each thing that the last build did: moved both sites and the old one once more, then removed
    # its pages and its folder.
    done = (work / "done").read_text().split()
    assert done == ["os.rename"] * 3 + ["os.remove"] * 2 + ["os.rmdir"]
    assert killed == len(done)
    assert site(work) == {text}
