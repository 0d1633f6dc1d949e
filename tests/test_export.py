"""Pages for any generator: Markdown whose generated parts are blocks of HTML."""

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from sitecheck import Site
from sites import Contents
from sourcebook.__main__ import main
from sourcebook.rules.navigation import navigation_problems
from sourcebook.site.build import build
from sourcebook.site.export import write
from support import TINY, Copy


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Return a folder with the pages of the tiny reference."""
    target = tmp_path / "exported"
    assert main(["--root", str(TINY), "export", str(target)]) == 0
    return target


@pytest.mark.parametrize("folders", [True, False])
def test_a_generator_that_passes_html_on_shows_the_same_pages(folders: bool, tmp_path: Path) -> None:
    target = tmp_path / "exported"
    assert main(["--root", str(TINY), "export", str(target), *([] if folders else ["--files"])]) == 0
    found = {}
    # A host without the adapter has Material as it comes: our theme prints what the adapter looks up.
    alone = {"docs_dir": str(target), "hooks": [], "theme": {"name": "material", "font": False}}
    for name, settings in (("hook", {}), ("plain", alone)):
        # Export knows no address of a forge, so these builds must not either.
        config = load_config(str(TINY / "mkdocs.yml"), site_dir=str(tmp_path / name), repo_url="", edit_uri="",
                             use_directory_urls=folders, **settings)  # fmt: skip
        config.plugins["contents"] = contents = Contents()
        build_site(config)
        found[name] = contents.pages
    assert found["plain"] == found["hook"]
    assert Site(tmp_path / "plain", "https://flood.example.org/").problems() == []
    assert (target / "evidence.json").read_bytes() == (tmp_path / "hook" / "evidence.json").read_bytes()


def test_each_generated_part_is_one_block_of_html(exported: Path) -> None:
    # In CommonMark such a block begins with one of these tags and ends with an empty line.
    for path, article in build(TINY / "data", TINY / "docs").articles.items():
        text = (exported / path).read_text("utf-8")
        for part in article.parts.values():
            assert re.match(r"<(?:h[1-6]|p|div|ul|ol|table|figure|details)\b", part), path
            assert "\n\n" not in part, path
            assert re.search(rf"(?:\A|\n\n){re.escape(part[:3])}", text), path


def test_export_has_every_file_of_both_origins(exported: Path) -> None:
    site = build(TINY / "data", TINY / "docs")
    by_hand = {file.relative_to(TINY / "docs").as_posix() for file in (TINY / "docs").rglob("*") if file.is_file()}
    files = {file.relative_to(exported).as_posix() for file in exported.rglob("*") if file.is_file()}
    assert files == by_hand | set(site.texts)


def test_no_link_to_a_record_and_no_marker_is_left(exported: Path) -> None:
    for file in exported.rglob("*.md"):
        text = file.read_text("utf-8")
        assert "](claim:" not in text.replace("`[text](claim:ID)`", ""), file
        assert "<!-- sourcebook:" not in text, file


def test_other_files_are_copied_byte_for_byte(tiny: Copy, tmp_path: Path) -> None:
    tiny.write("docs/assets/map.bin", bytes(range(256)))
    target = tmp_path / "out"
    docs = tiny.root / "docs"
    write(build(tiny.root / "data", docs), docs, target)
    assert (target / "assets" / "map.bin").read_bytes() == bytes(range(256))


PLAIN = pytest.mark.parametrize("options", [(), ("--plain",)], ids=["pages", "plain"])


@PLAIN
def test_a_folder_with_something_in_it_is_refused(
    options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "full"
    target.mkdir()
    (target / "note.txt").write_text("mine", "utf-8")
    assert main(["--root", str(TINY), "export", *options, str(target)]) == 2
    assert capsys.readouterr().err.startswith(f"{target}: folder must be empty")
    assert [file.name for file in target.iterdir()] == ["note.txt"]


@PLAIN
def test_an_empty_folder_is_taken(options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "empty"
    target.mkdir()
    assert main(["--root", str(TINY), "export", *options, str(target)]) == 0
    number = sum(file.is_file() for file in target.rglob("*"))
    assert capsys.readouterr().out == f"{number} files written to {target}\n"


@PLAIN
@pytest.mark.parametrize("target", ["docs/out", "data/a/b", "docs", "other/../docs/out", "link/out"])
def test_what_is_checked_and_published_is_no_target(
    target: str, options: tuple[str, ...], tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    (tiny.root / "link").symlink_to(tiny.root / "docs", target_is_directory=True)
    (tiny.root / "other").mkdir()
    assert main(["--root", str(tiny.root), "export", *options, str(tiny.root / target)]) == 2
    assert f"{tiny.root / target}: folder must be outside {tiny.root}/d" in capsys.readouterr().err
    assert not (tiny.root / target / "index.md").exists() or target == "docs"
    assert tiny.messages() == []


@PLAIN
@pytest.mark.parametrize("target", ["/proc/nowhere/out", "/dev/null/out", "a" * 300])
def test_a_folder_that_cannot_be_written(
    target: str, options: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(TINY), "export", *options, str(tmp_path / target)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{tmp_path / target}: folder must be ")
    assert len(error.splitlines()) == 1


FLOOD, QUARREL = "chapters/flood.md", "chapters/quarrel.md"


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["index.md", FLOOD, "timeline.md", QUARREL], []),
        (["index.md", FLOOD], [
            "data/chapters/quarrel.yml:1:5: chapter 'quarrel': page must be in the navigation: none names"
            " 'chapters/quarrel.md' (add it under 'nav:' in mkdocs.yml)",
        ]),
        ([QUARREL, FLOOD], [
            "data/chapters/quarrel.yml:3:8: chapter 'quarrel': order must be that of the navigation: '2'"
            " (under 'nav:' in mkdocs.yml it comes before 'flood', which has 1)",
        ]),
    ],
)  # fmt: skip
def test_navigation_follows_the_order_of_chapters(listed: list[str], expected: list[str], tiny: Copy) -> None:
    assert [str(problem) for problem in navigation_problems(tiny.reference, listed)] == expected


def test_navigation_without_chapters(tiny: Copy) -> None:
    found = navigation_problems(tiny.reference, [])
    assert [problem.code for problem in found] == ["chapters-stand-in-the-navigation"] * 2


@PLAIN
def test_with_problems_nothing_is_written(
    options: tuple[str, ...], tiny: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.edit("data/people.yml", "- id: walter-harrow", "- id: Walter")
    target = tmp_path / "out"
    assert main(["--root", str(tiny.root), "export", *options, str(target)]) == 1
    assert "data/people.yml" in capsys.readouterr().err
    assert not target.exists()
