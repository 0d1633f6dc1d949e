"""Problems and the three ways of printing them."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sourcebook.files.problems import TOO_MANY, Problem, coded, format_problems, limited, stamped
from support import Copy

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


def test_list_that_is_cut_off_says_so() -> None:
    found = [Problem("f.yml", line, 1, "must be something else", code="a-rule") for line in range(1, 5)]
    assert list(limited(found, 4)) == found
    more = list(limited(found, 3))
    assert [str(problem) for problem in more] == [
        *map(str, found[:3]),
        "f.yml:4:1: problems of this kind must be fewer to show them all: more than 3 (mend those above first)",
    ]
    assert [problem.code for problem in stamped(more, "a-rule")] == ["a-rule"] * 3 + [TOO_MANY]


def test_rules_and_pages_say_what_they_leave_out(tiny: Copy) -> None:
    tiny.edit(
        "data/people.yml", "entries:\n", "entries:\n" + "".join(f"- id: A{n}\n  name: A{n}\n" for n in range(201))
    )
    tiny.write("docs/seen.md", "# Seen\n\n" + "In the year 1287.\n" * 101 + "<b>\n" * 11)
    cut = [problem for problem in tiny.problems() if problem.code == TOO_MANY]
    assert [(problem.path, problem.message.partition(": ")[2]) for problem in cut] == [
        ("data/people.yml", "more than 200"),
        ("docs/seen.md", "more than 100"),
        ("docs/seen.md", "more than 10"),
    ]
