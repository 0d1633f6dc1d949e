"""Commands that are interrupted, ended or killed at any moment: nothing is half done, and nothing is left behind."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sites import PROJECT
from support import TESTS, Copy

COMMANDS = {
    "check": ["check"],
    "diff": ["diff", "HEAD"],
    "export": ["export", "out"],
    "export into a folder": ["export", "empty"],
    "ids": ["ids", "--write"],
    "new": ["new", "person", "Esther Vale"],
    "register": ["register", "aldermere-annals", "annals.txt", "--force", "--yes"],
    "rename": ["rename", "bridge-lost", "bridge-gone"],
    "schema": ["schema", "--heads"],
}
PATH = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return the tiny reference as a repository, with a text to register and an empty folder."""
    tiny = Copy.make(tmp_path / "whole")
    tiny.write("annals.txt", "It rained and rained for eleven long days. Then it stopped and the sun came out.")
    (tiny.root / "empty").mkdir()
    git = ["git", "-C", str(tiny.root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "data", "docs"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *command], check=True)
    return tiny.root


def ended(folder: Path, by: str, moments: int, command: list[str]) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the files of the run that nobody disturbed, and the runs that got a signal."""
    driver = [sys.executable, str(TESTS / "interrupting.py"), str(folder), by, str(moments), *command]
    done = subprocess.run(driver, capture_output=True, text=True, encoding="utf-8", env=PATH, check=False)
    assert done.stderr == ""
    undisturbed, *runs = json.loads(done.stdout)
    assert undisturbed["code"] == 0, undisturbed["said"]
    assert undisturbed["left"] == []
    assert len(runs) >= moments
    return undisturbed["files"], runs


def files(folder: Path) -> dict[str, str]:
    """Return every file below a folder but those of git."""
    found = (file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in found}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_interrupted_at_any_moment_all_is_done_or_nothing(command: list[str], whole: Path) -> None:
    before = files(whole)
    after, runs = ended(whole, "SIGINT", 3, command)
    for run in runs:
        if run["code"] == 130:
            assert run["said"].endswith("interrupted\n"), run
            assert run["files"] in (before, after), run["moment"]
        else:  # it came when everything was written
            assert (run["code"], run["files"]) == (0, after), run
        assert "Traceback" not in run["said"]
        assert "Exception" not in run["said"]
        assert run["left"] == [], run["moment"]
    assert any(run["code"] == 130 for run in runs)


@pytest.mark.parametrize("command", ["diff", "export", "rename"])
def test_who_interrupts_again_does_not_disturb_the_cleaning_up(command: str, whole: Path) -> None:
    before = files(whole)
    after, runs = ended(whole, "SIGINT SIGINT SIGTERM SIGINT SIGINT SIGINT", 3, COMMANDS[command])
    for run in runs:
        assert run["code"] in (130, 0), run
        assert run["said"].count("interrupted") == (run["code"] == 130), run
        assert "Traceback" not in run["said"]
        assert "Exception" not in run["said"]
        assert run["files"] in (before, after), run["moment"]
        assert run["left"] == [], run["moment"]


@pytest.mark.parametrize("command", ["diff", "rename"])
def test_ended_at_any_moment_nothing_is_left(command: str, whole: Path) -> None:
    before = files(whole)
    after, runs = ended(whole, "SIGTERM", 2, COMMANDS[command])
    for run in runs:
        assert run["code"] in (143, 0), run
        assert run["said"].count("Traceback") == 0
        assert run["files"] in (before, after), run["moment"]
        assert run["left"] == [], run["moment"]


@pytest.mark.parametrize("command", ["export", "rename"])
def test_killed_at_any_moment_each_file_is_whole_and_readers_pass_over_the_rest(command: str, whole: Path) -> None:
    before = files(whole)
    after, runs = ended(whole, "SIGKILL", 1, COMMANDS[command])
    for run in runs:
        assert run["code"] == -signal.SIGKILL
        seen = {
            path: text for path, text in run["files"].items() if not any(it.startswith(".") for it in Path(path).parts)
        }
        for path, text in seen.items():
            assert text in (before.get(path), after.get(path)), (path, run["moment"])
        if command == "export":
            assert seen in (before, after), run["moment"]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("loaded", ["argparse", "sourcebook.commands"])
def test_while_it_starts(loaded: str, by: signal.Signals, tiny: Copy) -> None:
    # The interpreter says which module it loads: the first that the command needs, and the last before libraries.
    process = subprocess.Popen(
        [sys.executable, "-v", "-m", "sourcebook", "--root", str(tiny.root), "check"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=PATH,
    )  # fmt: skip
    assert process.stderr
    said = iter(process.stderr.readline, "")
    assert any(line.startswith(f"import '{loaded}'") for line in said)
    process.send_signal(by)
    out, rest = process.communicate()
    assert (process.returncode, out) == (128 + by, "")
    assert "Traceback" not in rest
