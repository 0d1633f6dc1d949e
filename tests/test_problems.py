"""Problems and the three ways of printing them."""

import json

import pytest

from sourcebook.files.problems import Problem, format_problems

FIRST = Problem("data/a.yml", 2, 3, "claim 'x': must be y: 'z'", "add y")
SECOND = Problem("data/a.yml", 10, 1, "must be y: 'z'")
THIRD = Problem("data/b.yml", 1, 1, "must be y: 'z'")


def test_text_of_one_problem() -> None:
    assert str(FIRST) == "data/a.yml:2:3: claim 'x': must be y: 'z' (add y)"
    assert str(Problem("a.yml", 1, 1, "claim 'a\nb': must be y")) == r"a.yml:1:1: claim 'a\nb': must be y"
    assert str(SECOND) == "data/a.yml:10:1: must be y: 'z'"


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], ""),
        ([SECOND], "data/a.yml:10:1: must be y: 'z'\n1 problem"),
        # In order of file, then line as a number; each once.
        ([THIRD, SECOND, FIRST, SECOND], f"{FIRST}\n{SECOND}\n{THIRD}\n3 problems"),
    ],
)
def test_text(problems: list[Problem], expected: str) -> None:
    assert format_problems(problems) == expected


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (FIRST, "::error file=data/a.yml,line=2,col=3::claim 'x': must be y: 'z' (add y)"),
        (Problem("a,b:c.yml", 1, 1, "50%: x"), "::error file=a%2Cb%3Ac.yml,line=1,col=1::50%25: x"),
        (Problem("a.yml", 1, 1, "one\r\ntwo"), "::error file=a.yml,line=1,col=1::one%0D%0Atwo"),
    ],
)
def test_github(problem: Problem, expected: str) -> None:
    assert format_problems([problem], "github") == expected


def test_github_has_no_count() -> None:
    assert format_problems([THIRD, FIRST], "github").count("\n") == 1
    assert format_problems([], "github") == ""


def test_json() -> None:
    assert format_problems([], "json") == "[]"
    text = format_problems([Problem("é.yml", 1, 2, "must be 'ж'", "hint")], "json")
    assert "ж" in text
    assert json.loads(text) == [{"path": "é.yml", "line": 1, "column": 2, "message": "must be 'ж'", "hint": "hint"}]
