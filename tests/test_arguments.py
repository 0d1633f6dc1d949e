"""What make itself does: it hands arguments on as they were meant, and sets up a program that may be moved."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sites import PROJECT


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a folder with the Makefile, whose set-up is done."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    for folder in ("data", "docs", "hooks", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("mkdocs.yml", "requirements.txt", "data/a.yml", ".venv/made", ".venv/runtime"):
        (tmp_path / name).touch()
    python = tmp_path / ".venv/bin/python"
    python.write_text("#!/bin/sh\n", "utf-8")
    python.chmod(0o755)
    return tmp_path


def make(work: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run make with these arguments."""
    # The tests may be run by make themselves, which tells its children so and makes them chattier.
    theirs = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    others = {name: value for name, value in os.environ.items() if name not in theirs}
    return subprocess.run(
        ["make", *arguments],
        cwd=work,
        env=others,
        capture_output=True,
        text=True,
        check=False,
    )


TELLER = f"""#!/bin/sh
[ "$1" = -c ] && exec {sys.executable} "$@"
[ "$1" = -m ] && shift
shift
printf '<%s>' "$@"
"""
"""Stands for Python and for the commands: it tells what is handed on to them behind their name."""


@pytest.fixture
def told(work: Path) -> Path:
    """Return a folder whose programs tell what they were given."""
    for name in ("python", "sourcebook"):
        (work / ".venv/bin" / name).write_text(TELLER, "utf-8")
        (work / ".venv/bin" / name).chmod(0o755)
    for name in ("requirements-dev.txt", ".venv/dev", "requirements-mutants.txt", ".venv/mutants"):
        (work / name).touch()
    return work


HANDED_ON = {
    "O'Brien": "<O'Brien>",
    "O'Brien and O'Neill": "<O'Brien><and><O'Neill>",
    "US$5 $(HOME) `id` a;b & * ~": "<US$5><$(HOME)><`id`><a;b><&><*><~>",
    '5" C:\\n \\': '<5"><C:\\n><\\>',
    "Хрущёв 赫鲁晓夫": "<Хрущёв><赫鲁晓夫>",
    "-k 'dates or texts'": "<-k><dates or texts>",
    'claim --title "The flood" --note="O\'Brien\'s" --quote=\'a "b"\' ""': (
        "<claim><--title><The flood><--note=O'Brien's><--quote=a \"b\"><>"
    ),
}


@pytest.mark.parametrize("arguments", HANDED_ON)
@pytest.mark.parametrize(
    "target", ["bench", "check", "diff", "explain", "find", "mutants", "new", "rename", "schema", "test"]
)
def test_arguments_are_handed_on_as_they_were_meant(target: str, arguments: str, told: Path) -> None:
    done = make(told, target, f"ARGS={arguments}")
    ours = "<--numprocesses=auto><--maxprocesses=4>" if target == "test" else ""  # what follows these overrides them
    assert done.stdout.splitlines()[-1] == ours + HANDED_ON[arguments], done.stderr


def test_what_changed_since_the_last_commit_is_told_without_arguments(told: Path) -> None:
    assert make(told, "diff").stdout.splitlines()[-1] == "<HEAD>"


def test_sourcebook_is_a_program_in_a_folder_that_may_be_moved(work: Path) -> None:
    assert make(work, ".venv/bin/sourcebook").returncode == 0
    (work / ".venv/bin/python").write_text('#!/bin/sh\necho "$0" "$@"\n', "utf-8")
    moved = work.rename(work.parent / "moved it")
    done = subprocess.run(
        [moved / ".venv/bin/sourcebook", "find", "O'Brien"], cwd="/", capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{moved}/.venv/bin/python -m sourcebook find O'Brien\n"
