"""What an editor reads after a typical mistake: the whole text, from the problems, the command and the build."""

import ast
import json
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from sourcebook.__main__ import main
from sourcebook.files import mistakes
from sourcebook.files.problems import format_problems
from sourcebook.rules import RULES, code_of
from sourcebook.texts.registeredtexts import registered_text
from support import TINY, Copy

ENGINE = Path(mistakes.__file__).parent.parent

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MESSAGES = sorted((Path(__file__).parent / "golden" / "messages").glob("*.yml"))


def renew(file: Path, text: str) -> None:
    """Write what must be said into a golden file; its edit stays as it is."""
    edit, _, _ = file.read_text("utf-8").partition("expect: |\n")
    file.write_text(edit + "expect: |\n" + "".join(f"  {line}\n" for line in text.splitlines()), "utf-8")


def broken(tiny: Copy, file: Path) -> str:
    """Make the mistake that a golden file describes; return the text that must follow."""
    golden: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    tiny.break_as(golden["edit"])
    return str(golden["expect"])


MAKERS = {"Problem", "problem", "problem_at", "_report", "_report_at", "coded", "stamped"}
"""What takes the code of a problem as its last argument, or by its name."""
WITHOUT_GOLDEN = {
    "addresses-are-unique", "broken-link", "chapters-stand-in-the-navigation", "generated-pages-have-markers",
    "ids-in-braces-are-free", "links-lead-to-places", "no-folder", "no-published-id", "no-text-below", "not-a-file",
    "not-yaml", "odd-line-ends", "pages-are-files", "too-large", "too-many-problems", "too-many-values", "unreadable",
    "value-too-long",
}  # fmt: skip
"""Codes that no golden message has. May only shrink."""


def codes(file: Path) -> Iterator[str]:
    """Yield the codes that a module of the engine writes out."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in MAKERS:
            given = [*node.args[-1:], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {
            "code",
            "INVISIBLE",
            "NOT_UTF_8",
            "TOO_MANY",
        }:
            given = [node.value]
        given += [part for one in given if isinstance(one, ast.IfExp) for part in (one.body, one.orelse)]
        texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        yield from filter(CODE.fullmatch, texts)


def test_every_code_has_a_message(tiny: Copy) -> None:
    rooms = (file for room in ("files", "records", "reference", "rules") for file in (ENGINE / room).glob("*.py"))
    there = {code for file in rooms for code in codes(file)}
    there |= {look.__name__.strip("_").replace("_", "-") for look in mistakes._LOOKS}
    shown = set()
    for file in MESSAGES:
        broken(tiny, file)
        shown |= {problem.code for problem in tiny.problems()}
        shutil.rmtree(tiny.root)
        Copy.make(tiny.root)
    assert there - shown == WITHOUT_GOLDEN
    assert shown - there <= {code_of(rule) for rule in RULES}


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_one_mistake_gives_one_message(file: Path) -> None:
    *_, count = yaml.safe_load(file.read_text("utf-8"))["expect"].splitlines()
    assert count == ("2 problems" if file.stem == "figure-in-a-hand-written-page" else "1 problem")


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_message(file: Path, tiny: Copy, capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config) -> None:
    expected = broken(tiny, file)
    if pytestconfig.getoption("--update-golden"):
        expected = format_problems(tiny.problems()) + "\n"
        renew(file, expected)
    problems = tiny.problems()
    assert format_problems(problems) + "\n" == expected
    assert all(CODE.fullmatch(problem.code) for problem in problems), problems
    assert main(["--root", str(tiny.root), "check"]) == 1
    assert capsys.readouterr() == (expected, "")


PROVEN = (
    "9 quotations: 7 proven, 2 without text at hand, 0 too short, 0 skipped\n"
    "1 copied figure: 1 proven, 0 without text at hand, 0 too short, 0 skipped\n"
    "numbers of facts: 0 of 1 have a witness (0 %)\n"
    "names of facts: 1 of 2 have a witness (50 %)\n"
)
UNTOLD = "1 section of 2 without a lead, 1 chapter of 2 not told in short\n"


def test_whole_data_have_no_problems(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check"]) == 0
    assert capsys.readouterr() == (f"{PROVEN}{UNTOLD}5 claims, 6 sources, 1 question: no problems\n", "")


def test_what_is_not_told_is_counted_where_something_is(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    def untold() -> list[str]:
        assert main(["--root", str(tiny.root), "check"]) == 0
        return capsys.readouterr().out.removeprefix(PROVEN).splitlines()[:-1]

    whole = (tiny.root / "data/chapters/quarrel.yml").read_text("utf-8")
    lead = whole[whole.index("  lead:\n") : whole.index("  claims:\n  - id:")]
    tiny.edit("data/chapters/quarrel.yml", lead, "")
    assert untold() == ["1 chapter of 2 not told in short"]
    tiny.edit("data/chapters/flood.yml", "in-short:\n- river-over-the-wall\n- bridge-lost\n- rain-for-a-week\n", "")
    assert untold() == []
    tiny.write("data/chapters/quarrel.yml", whole)
    assert untold() == ["1 section of 2 without a lead"]


@pytest.mark.parametrize(("style", "expected"), [("github", ""), ("json", "[]")])
def test_whole_data_for_programs(style: str, expected: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check", "--format", style]) == 0
    assert capsys.readouterr().out.strip() == expected


def test_format_for_github(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/chapters/quarrel.yml", "kind: judgement", "kind: 100% fact, no: opinion")
    tiny.edit("docs/index.md", "claim:bridge-lost", "claim:bridge-lots")
    assert main(["--root", str(tiny.root), "check", "--format", "github"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "::error file=data/chapters/quarrel.yml,line=32,col=24,title=colon-in-text::text with a colon and a space must "
        "be in quotes: '100%25 fact, no: opinion' (write kind: '100%25 fact, no: opinion')",
        "::error file=docs/index.md,line=9,col=43,title=links-name-records::link must name a known claim: "
        "'bridge-lots' (did you mean 'bridge-lost' in data/chapters/flood.yml:29?)",
    ]


def test_format_for_programs(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/places.yml", "name: Aldermere", "nome: Aldermere")
    assert main(["--root", str(tiny.root), "check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "data/places.yml", "line": 3, "column": 3,
            "message": "place 'aldermere': must have no unknown key: 'nome'", "hint": "did you mean 'name'?",
            "code": "unknown-key",
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "make", "expected"),
    [
        ("data/chapters/folder.yml", lambda path: path.mkdir(), "file must be a file: a folder "
         "(a folder must not have a name that ends in .yml)"),
        ("data/people.yml", lambda path: path.mkdir(), "file must be a file: a folder "
         "(a folder must not have a name that ends in .yml)"),
        ("data/chapters/lost.yml", lambda path: path.symlink_to("nowhere"), "link must lead to a file: 'nowhere' "
         "(delete the link)"),
        ("data/terms.yml", lambda path: path.symlink_to("nowhere"), "link must lead to a file: 'nowhere' "
         "(delete the link)"),
        ("data/terms.yml", lambda path: path.write_bytes(b"# " + b"x" * 2_100_000), "file must be at most 2 MB: 2.1 MB "
         "(leave out what no claim names)"),
        ("data/chapters/flood.yml", lambda path: path.write_bytes(b"# " + b"x" * 2_100_000), "file must be at most "
         "2 MB: 2.1 MB (divide it into several files)"),
        ("data/terms.yml", lambda path: path.write_bytes(b"- a\n" * 400_000), "file must hold at most 150,000 values: "
         "about 400,000 (leave out what no claim names)"),
    ],
)  # fmt: skip
def test_files_that_are_none(name: str, make: Callable[[Path], object], expected: str, tiny: Copy) -> None:
    (tiny.root / name).unlink(missing_ok=True)
    make(tiny.root / name)
    assert tiny.messages() == [f"{name}:1:1: {expected}"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/chapters/flood.yml", "title: The bridge is lost", "title : The bridge is lost"),
        ("data/chapters/flood.yml", "title: The bridge is lost", "title: no"),
        ("data/chapters/flood.yml", "title: The bridge is lost", "title: “The bridge is lost”"),
        ("data/chapters/flood.yml", "title: The bridge is lost", "title: The bridge is lost  # in the night"),
        ("data/chapters/flood.yml", "locator: p. 44", "locator: 'p. 44 #2'"),
        ("data/chapters/flood.yml", "date: '1287-02-13'", "date: 1287?"),
        ("data/chapters/flood.yml", "    people:\n    - Edith Miller\n", "    people: [Edith Miller]\n"),
        ("data/terms.yml", "entries:", "---\nentries:"),
        ("data/chapters/flood.yml", "\n", "\r\n"),
    ],
)
def test_what_looks_odd_and_is_right(file: str, old: str, new: str, tiny: Copy) -> None:
    text = (tiny.root / file).read_text("utf-8")
    assert old in text
    tiny.write(file, text.replace(old, new))
    assert tiny.messages() == []


def test_quotation_of_another_registered_text(tiny: Copy) -> None:
    tiny.write(
        "data/texts/miller-letter.yml", registered_text("miller-letter", "Alas, my man is gone with the bridge.")
    )
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: my man is gone with the bridge")
    assert tiny.messages() == [
        "data/chapters/flood.yml:39:14: claim 'bridge-lost': quote must stand word for word in 'aldermere-annals': "
        "'my man is gone with the bridge' (it stands in 'miller-letter')"
    ]


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
