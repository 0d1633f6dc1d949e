"""What an editor reads after a typical mistake: the whole text, from the problems, the command and the build."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from sourcebook.__main__ import main
from sourcebook.problems import format_problems
from support import TINY, Copy

MESSAGES = sorted((Path(__file__).parent / "golden" / "messages").glob("*.yml"))


def broken(tiny: Copy, file: Path) -> str:
    """Make the mistake that a golden file describes; return the text that must follow."""
    golden: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    tiny.break_as(golden["edit"])
    return str(golden["expect"])


def test_there_are_typical_mistakes_enough() -> None:
    assert len(MESSAGES) >= 25


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_message(file: Path, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    expected = broken(tiny, file)
    assert format_problems(tiny.problems()) + "\n" == expected
    assert main(["--root", str(tiny.root), "check"]) == 1
    assert capsys.readouterr() == (expected, "")


def test_whole_data_have_no_problems(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check"]) == 0
    assert capsys.readouterr() == ("5 claims, 6 sources, 1 question: no problems\n", "")


@pytest.mark.parametrize(("style", "expected"), [("github", ""), ("json", "[]")])
def test_whole_data_for_programs(style: str, expected: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check", "--format", style]) == 0
    assert capsys.readouterr().out.strip() == expected


def test_format_for_github(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/chapters/quarrel.yml", "kind: judgement", "kind: 100% fact, no: opinion")
    tiny.edit("docs/index.md", "claim:bridge-lost", "claim:bridge-lots")
    assert main(["--root", str(tiny.root), "check", "--format", "github"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "::error file=data/chapters/quarrel.yml,line=24,col=24::file must be valid YAML: mapping values are not "
        "allowed in this context (put the text in quotes if it contains a colon followed by a space, or add the "
        "colon that the line before lacks)",
        "::error file=docs/index.md,line=9,col=43::link must name a known claim: 'bridge-lots' "
        "(did you mean 'bridge-lost'?)",
    ]


def test_format_for_programs(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/places.yml", "name: Aldermere", "nome: Aldermere")
    assert main(["--root", str(tiny.root), "check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "data/places.yml", "line": 2, "column": 3,
            "message": "entry 'aldermere': must have the key 'name'", "hint": "add 'name:'",
        },
        {
            "path": "data/places.yml", "line": 3, "column": 3,
            "message": "entry 'aldermere': must have no unknown key: 'nome'", "hint": "did you mean 'name'?",
        },
    ]  # fmt: skip


def with_settings(tiny: Copy) -> str:
    """Give the copy the settings of the tiny site, with its hooks found from here; return their path."""
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(TINY.parent.parent / "hooks"))
    tiny.write("mkdocs.yml", settings)
    return str(tiny.root / "mkdocs.yml")


def test_failing_build_says_the_same_and_leaves_the_old_site(
    tiny: Copy, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    expected = broken(tiny, next(file for file in MESSAGES if file.stem == "passage-wrong"))
    tiny.write("site/index.html", "the old site")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        build(load_config(with_settings(tiny), strict=True))
    assert caplog.messages == ["the data have problems:\n" + expected.rstrip("\n")]
    assert [path.name for path in (tiny.root / "site").rglob("*")] == ["index.html"]
    assert (tiny.root / "site/index.html").read_text("utf-8") == "the old site"


def test_whole_data_build_strictly(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    build(load_config(with_settings(tiny), strict=True))
    home = (tiny.root / "site/index.html").read_text("utf-8")
    assert 'href="chapters/flood/#bridge-lost"' in home
    assert "sourcebook:" not in home
