"""The page of decisions tells the truth where it can be compared: its numbers, and the packages on which we depend."""

import re
import tomllib
from collections.abc import Iterable

import pytest

from sites import PROJECT

TEXT = (PROJECT / "docs" / "about" / "decisions.md").read_text("utf-8")
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
NAME = re.compile(r"[A-Za-z][\w-]*")
FOR_TESTS = [
    line
    for name in ("requirements-dev.in", "requirements-mutants.in")
    for line in (PROJECT / name).read_text("utf-8").splitlines()
]
TABLES = {
    "The engine needs:": DECLARED["project"]["dependencies"],
    "A site needs on top of it": DECLARED["project"]["optional-dependencies"]["site"],
    "For development:": [line for line in FOR_TESTS if NAME.match(line)],
}


def names(lines: Iterable[str]) -> list[str]:
    """Return the packages with which lines begin."""
    return [match[0].lower() for match in map(NAME.match, lines) if match]


@pytest.mark.parametrize("heading", TABLES)
def test_each_package_has_its_line(heading: str) -> None:
    table = TEXT.partition(f"\n{heading}")[2].partition("\n| package | why |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert sorted(names(package for package, _ in rows)) == sorted(names(TABLES[heading]))
    assert all(reason for _, reason in rows)


def test_what_builds_the_package_has_its_line() -> None:
    assert {*names(DECLARED["build-system"]["requires"])} <= {*names(TABLES["For development:"])}


def test_decisions_are_numbered_and_none_is_dropped() -> None:
    numbers = [int(number) for number in re.findall(r"^### (\d+)\. ", TEXT, re.MULTILINE)]
    assert len(numbers) >= 32
    assert numbers == [*range(1, len(numbers) + 1)]


def test_gate_is_the_one_that_the_page_names() -> None:
    gate = DECLARED["tool"]["coverage"]["report"]["fail_under"]
    assert f"fewer than {gate} of 100\nbranches" in TEXT
