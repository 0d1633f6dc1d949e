"""What settings name must be there: a site without its look is no site."""

from pathlib import Path

import pytest

from sites import PROJECT, mkdocs
from sourcebook.serving.settings import edit_base, heading_settings, listed_pages, missing_files
from support import TINY, Copy

SETTINGS = """
extra_css: [assets/own.css, assets/lost.css, "https://example.org/foreign.css", //example.org/foreign.css]
extra_javascript: [{path: lost.js, defer: true}]
theme:
  logo: assets/lost.svg
"""


def test_files_that_are_named_but_missing_are_told_once_with_their_place(tmp_path: Path) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(SETTINGS, "utf-8")
    named = [("extra_css", "assets/own.css"), ("extra_css", "//example.org/x.css"), ("logo", "assets/lost.svg"),
             ("favicon", "assets/lost.svg"), ("social_card", "assets/from-a-variable.png")]  # fmt: skip
    assert [str(problem) for problem in missing_files(settings, named, {"assets/own.css"}.__contains__)] == [
        "mkdocs.yml:5:9: logo must name a file: 'assets/lost.svg' (it is sought below docs/ and in the theme)",
        "mkdocs.yml:1:1: social_card must name a file: 'assets/from-a-variable.png' "
        "(it is sought below docs/ and in the theme)",
    ]


@pytest.mark.parametrize("path", ["a/own.css?v=3", "./a/own.css", "a/b/../own.css", "a/own.css#x", "a/my%20own.css"])
def test_a_file_may_be_named_in_all_ways_in_which_browsers_find_it(path: str, tmp_path: Path) -> None:
    settings, named = tmp_path / "mkdocs.yml", [("extra_css", path)]
    assert missing_files(settings, named, {"a/own.css", "a/my own.css"}.__contains__) == []
    assert missing_files(settings, named, {"a/other.css"}.__contains__) != []


def test_settings_that_are_gone_since_are_no_fault(tmp_path: Path) -> None:
    (problem,) = missing_files(tmp_path / "mkdocs.yml", [("logo", "lost.svg")], {"own.css"}.__contains__)
    assert (problem.line, problem.column) == (1, 1)


def test_a_missing_file_stops_a_strict_build(tiny: Copy) -> None:
    text = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(PROJECT / "hooks"))
    tiny.write("mkdocs.yml", text.replace("theme:", SETTINGS.strip(), 1))
    tiny.write("docs/assets/own.css", "")
    site = str(tiny.root / "site")
    process = mkdocs("build", "--strict", "--config-file", str(tiny.root / "mkdocs.yml"), "--site-dir", site)
    printed = process.communicate()[0]
    assert process.returncode == 1
    found = [line.partition("must name a file: ")[2].split(" ")[0] for line in printed.splitlines() if "WARN" in line]
    assert found == ["'assets/lost.css'", "'lost.js'", "'assets/lost.svg'"]


def test_pages_of_a_navigation_are_listed_in_its_order() -> None:
    assert listed_pages([{"Home": "index.md"}, {"Chapters": ["b.md", {"More": ["a.md"]}]}]) == [
        "index.md", "b.md", "a.md",
    ]  # fmt: skip
    assert listed_pages(None) == []


@pytest.mark.parametrize(
    ("forge", "folder", "base"),
    [
        ("https://forge.example/x", "edit/main/docs/", "https://forge.example/x/edit/main/"),
        ("https://forge.example/x/", "edit/main/docs/", "https://forge.example/x/edit/main/"),
        ("https://forge.example/x", "https://edit.example/docs/", "https://edit.example/"),
        (None, "edit/main/docs/", ""),
        ("https://forge.example/x", None, ""),
    ],
)
def test_address_of_the_forge(forge: str | None, folder: str | None, base: str) -> None:
    assert edit_base(forge, folder) == base


@pytest.mark.parametrize(
    ("toc", "sign", "levels"),
    [
        (None, "", range(1, 7)),
        ({}, "", range(1, 7)),
        ({"permalink": True, "toc_depth": 2}, "¶", range(1, 3)),
        ({"permalink": "true", "toc_depth": "3"}, "¶", range(1, 4)),
        ({"permalink": False, "toc_depth": "2-4"}, "", range(2, 5)),
        ({"permalink": "#"}, "#", range(1, 7)),
    ],
)
def test_headings_follow_the_settings_of_markdown(toc: dict[str, object] | None, sign: str, levels: range) -> None:
    assert heading_settings({"toc": toc} if toc is not None else {}) == (sign, levels)
