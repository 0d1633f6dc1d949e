"""The command as a shell runs it: terminals without letters, readers that go away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sites import PROJECT
from support import Copy


def start(root: Path, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
    """Start the command of its own process, with both streams piped."""
    return subprocess.Popen(
        [sys.executable, "-m", "sourcebook", "--root", str(root), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "hooks"), "PYTHONUTF8": "0", **environment},
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_letters_that_a_terminal_lacks_are_written_as_escapes(encoding: str, tiny: Copy) -> None:
    tiny.edit("data/people.yml", "- id: walter-harrow", "- id: Вальтер")
    process = start(tiny.root, "check", PYTHONIOENCODING=encoding)
    out, err = process.communicate()
    assert process.returncode == 1
    assert b"\\u0412\\u0430" in out
    assert err == b""


def test_reader_may_go_away(tiny: Copy) -> None:
    # More than a pipe holds, so that the command is still writing when nobody reads any more.
    for page in range(60):
        tiny.write(f"docs/page-{page}.md", "".join(f"line {number}\n" for number in range(4000)))
    process = start(tiny.root, "check")
    assert process.stdout
    assert process.stderr
    assert process.stdout.read(5) == b"docs/"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141
