"""``check --watch``: checks again when a file changes, and ends when it is told to."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import pytest

from sourcebook.__main__ import main
from sourcebook.commands import check
from support import Copy

LONGEST = 30
"""Seconds after which a watcher that says nothing is stopped."""


@contextmanager
def watching(tiny: Copy) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "sourcebook", "--root", str(tiny.root), "check", "--watch"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as run:
        timer = Timer(LONGEST, run.kill)
        timer.start()
        try:
            yield run
        finally:
            timer.cancel()
            run.kill()


def lines(run: "subprocess.Popen[str]", number: int) -> list[str]:
    assert run.stdout
    return [run.stdout.readline().rstrip("\n") for _ in range(number)]


RESULT = 7
"""So many lines the check has where nothing is wrong, with the time before them."""


def test_each_change_is_checked_until_it_is_interrupted(tiny: Copy) -> None:
    with watching(tiny) as run:
        time, *_, result = lines(run, RESULT)
        assert time.startswith("──── ")
        assert result == "5 claims, 6 sources, 1 question: no problems"
        tiny.edit("data/card.yml", "  - bridge-lost", "  - bridge-lots")
        _, problem, number = lines(run, 3)
        assert problem.startswith("data/card.yml:11:5: ")
        assert number == "1 problem"
        tiny.edit("data/card.yml", "  - bridge-lots", "  - bridge-lost")
        assert lines(run, RESULT)[-1] == "5 claims, 6 sources, 1 question: no problems"
        tiny.write("docs/more.md", "# More\n\nIn 1287.\n")
        assert lines(run, 3)[1].startswith("docs/more.md:3:4: ")
        run.send_signal(signal.SIGINT)
        assert run.stdout
        assert run.stdout.read() == "\n"
        assert run.wait() == 0


def test_files_of_editors_are_passed_over(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter(["data/.people.yml.swp", "docs/.#index.md", "data/people.yml~"])

    def wait(_: float) -> None:
        try:
            tiny.write(next(turns), "x")
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(check.time, "sleep", wait)
    checked: list[int] = []
    folders = (tiny.root / "data", tiny.root / "docs")
    assert check.watch(folders, lambda: checked.append(0) or 1) == 0
    assert checked == [0, 0]  # at the beginning, and for the file that is none of those


def test_without_watch_it_checks_once(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check"]) == 0
    assert "────" not in capsys.readouterr().out
