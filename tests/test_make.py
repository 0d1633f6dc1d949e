"""What `make site` does: it builds when something has changed, and keeps the last good site."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sites import PROJECT

BUILDER = """#!/bin/sh
[ "$1" = -c ] && exit 0
[ -e broken ] && exit 1
while [ "$1" != --site-dir ]; do shift; done
mkdir -p "$2" && echo "$SITE_URL $REPO_URL" > "$2/index.html"
"""
"""Stands for Python in .venv: it "builds" the site."""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Return a folder with the Makefile, whose set-up is done and which has something to build."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    for folder in ("data", "docs", "hooks", ".venv/bin"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("mkdocs.yml", "requirements.txt", "data/a.yml", ".venv/made", ".venv/runtime"):
        (tmp_path / name).touch()
    python = tmp_path / ".venv/bin/python"
    python.write_text(BUILDER, "utf-8")
    python.chmod(0o755)
    return tmp_path


def make(work: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run ``make site`` with these variables and no others of that kind."""
    # The tests may be run by make themselves, which tells its children so and makes them chattier.
    theirs = {"SITE_URL", "REPO_URL", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    others = {name: value for name, value in os.environ.items() if name not in theirs}
    return subprocess.run(
        ["make", "site"], cwd=work, env=others | environment, capture_output=True, text=True, check=False
    )


UP_TO_DATE = "site/ is up to date\n"


def test_nothing_is_built_twice(work: Path) -> None:
    assert make(work).stdout == ""
    assert make(work).stdout == UP_TO_DATE
    (work / "data/a.yml").write_text("id: a\n", "utf-8")
    assert make(work).stdout == ""


@pytest.mark.parametrize("name", ["SITE_URL", "REPO_URL"])
def test_other_addresses_make_another_site(name: str, work: Path) -> None:
    make(work)
    assert make(work, **{name: "https://example.org/x"}).stdout == ""
    assert "https://example.org/x" in (work / "site/index.html").read_text("utf-8")
    assert make(work, **{name: "https://example.org/x"}).stdout == UP_TO_DATE
    assert make(work).stdout == ""


def test_addresses_are_not_taken_for_each_other(work: Path) -> None:
    make(work, SITE_URL="https://example.org/x")
    assert make(work, REPO_URL="https://example.org/x").stdout == ""


def test_failing_build_leaves_the_last_good_site(work: Path) -> None:
    make(work)
    (work / "broken").touch()
    (work / "data/a.yml").write_text("id: a\n", "utf-8")
    assert make(work).returncode != 0
    assert (work / "site/index.html").is_file()
    assert not (work / ".site.new").exists()
    (work / "broken").unlink()
    assert make(work).stdout == ""
