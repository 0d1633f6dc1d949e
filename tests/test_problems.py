"""Problems and the three ways of printing them."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sourcebook.files.problems import Problem, coded, format_problems, stamped

FIRST = Problem("data/a.yml", 2, 3, "claim 'x': must be y: 'z'", "add y")
SECOND = Problem("data/a.yml", 10, 1, "must be y: 'z'")
CODED = replace(FIRST, code="be-y")
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
        (CODED, "::error file=data/a.yml,line=2,col=3,title=be-y::claim 'x': must be y: 'z' (add y)"),
        (Problem("a,b:c.yml", 1, 1, "50%: x"), "::error file=a%2Cb%3Ac.yml,line=1,col=1::50%25: x"),
        (Problem("a.yml", 1, 1, "one\r\ntwo"), "::error file=a.yml,line=1,col=1::one%0D%0Atwo"),
    ],
)
def test_github(problem: Problem, expected: str) -> None:
    assert format_problems([problem], "github") == expected


def test_what_differs_in_its_code_alone_is_said_once() -> None:
    assert FIRST == CODED
    assert format_problems([FIRST, CODED]).endswith("\n1 problem")


def test_code_is_given_once_and_in_one_place() -> None:
    @coded("be-z")
    def check() -> Iterator[Problem]:
        """Things are z."""
        yield from (FIRST, CODED)

    assert [problem.code for problem in check()] == ["be-z", "be-y"]
    assert (check.__doc__, vars(check)["code"]) == ("Things are z.", "be-z")
    assert [problem.code for problem in stamped([FIRST, CODED], "be-z")] == ["be-z", "be-y"]


def test_github_has_no_count() -> None:
    assert format_problems([THIRD, FIRST], "github").count("\n") == 1
    assert format_problems([], "github") == ""


def test_json() -> None:
    assert format_problems([], "json") == "[]"
    text = format_problems([Problem("é.yml", 1, 2, "must be 'ж'", "hint", "code")], "json")
    assert "ж" in text
    assert json.loads(text) == [
        {"path": "é.yml", "line": 1, "column": 2, "message": "must be 'ж'", "hint": "hint", "code": "code"}
    ]
