"""Whatever is wrong with the data, commands of editors end with a word, and never write what would make it worse."""

from pathlib import Path

import pytest
import yaml

from sourcebook.__main__ import main
from support import Copy

MESSAGES = sorted((Path(__file__).parent / "golden" / "messages").glob("*.yml"))
TELLING = ("list-where", "empty", "wrong-encoding", "person-unknown", "deep-nesting", "record-given", "duplicate")
SOME = [file for number, file in enumerate(MESSAGES) if number % 8 == 0 or file.stem.startswith(TELLING)]
"""All of them together take minutes and find no more."""
COMMANDS = (
    ("find", "bridge"),
    ("explain", "bridge-lost"), ("explain", "how-long-did-it-rain"), ("explain", "aldermere-annals"), ("explain", "1"),
    ("explain", "edith-miller"), ("explain", "flood"),
    ("new", "person", "Esther Vale"),
    ("new", "claim", "The wall is broken", "--text", "It broke.", "--kind", "fact", "--section", "high-water",
     "--cite", "harrow-1931 | p. 45", "--person", "Edith Miller"),
    ("rename", "bridge-lost", "bridge-gone"),
    ("rename", "edith-miller", "edith"),
    ("rename", "aldermere-annals", "annals-1287"),
)  # fmt: skip


@pytest.mark.parametrize("file", SOME, ids=lambda file: file.stem)
def test_commands_end_with_a_word(file: Path, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.break_as(yaml.safe_load(file.read_text("utf-8"))["edit"])
    before = len(tiny.problems())
    for command in COMMANDS:
        assert main(["--root", str(tiny.root), *command]) in (0, 1, 2)
        said = capsys.readouterr()
        assert said.out or said.err, command
        assert len(tiny.problems()) <= before, command
