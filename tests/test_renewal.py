"""A site made anew of what differs is the one that a whole build makes; or there is no renewal."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from publisher import CHAPTER, Publisher, bytes_of, differing
from sourcebook.site.kept.folder import KeptFolder
from support import Copy


def test_nothing_differs_where_nothing_was_edited(published: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(published.site)
    assert published.publish()
    assert bytes_of(published.site) == before == published.whole()
    count = len(before)
    told = f"site: 0 of {count} files differ from the last build and were made anew\n"
    assert capsys.readouterr().out.startswith(told)


def test_only_files_that_differ_are_written(published: Publisher) -> None:
    before = {file: file.stat().st_mtime_ns for file in published.site.rglob("*") if file.is_file()}
    published.edit("rose above the town wall", "climbed above the town wall")
    assert published.publish()
    written = {file for file, time in before.items() if file.stat().st_mtime_ns != time}
    assert {file.relative_to(published.site).as_posix() for file in written} == {
        "chapters/flood/index.html", "questions/how-long-did-it-rain/index.html", "search/search_index.json",
        "start/index.html",
    }  # fmt: skip
    assert bytes_of(published.site) == published.whole()


def test_files_of_a_whole_build_that_do_not_differ_keep_their_times(published: Publisher) -> None:
    file = published.site / "sources/aldermere-annals/index.html"
    before = file.stat().st_mtime_ns
    published.edit("site_name: The flood of Aldermere", "site_name: The flood", "mkdocs.yml")
    assert not published.publish()
    assert file.stat().st_mtime_ns != before  # its title has the name of the site
    assert (published.site / "sources.json").stat().st_mtime_ns < file.stat().st_mtime_ns
    assert bytes_of(published.site) == published.whole()


def test_lines_that_move_are_followed_by_links_for_editors(published: Publisher) -> None:
    text = (published.copy.root / CHAPTER).read_text("utf-8")
    published.copy.write(CHAPTER, f"# A remark\n# and another\n{text}")
    assert published.publish()
    assert bytes_of(published.site) == published.whole()


def edits_that_take_more() -> dict[str, Callable[[Publisher], None]]:
    """Return edits after which more may differ than articles."""
    return {
        "a title in the navigation": lambda one: one.edit("title: The flood\n", "title: The great flood\n"),
        "settings": lambda one: one.edit("site_name: The flood of Aldermere", "site_name: X", "mkdocs.yml"),
        "a hand-written page": lambda one: one.copy.write("docs/about/index.md", "# About\n\nOther words.\n"),
        "a picture": lambda one: one.copy.write("docs/about/a.svg", "<svg/>"),
        "a template": lambda one: append(one.engine / "templates/chapter.html.j2", "<p>more</p>"),
        "the site": lambda one: append(one.site / "index.html", "somebody's"),
        "a file of the site": lambda one: (one.site / "more.html").touch(),
        "a lost file of the site": lambda one: (one.site / "sources.json").unlink(),
        "the day": lambda _: os.environ.update(SOURCE_DATE_EPOCH="86400"),
    }


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize("edit", edits_that_take_more().values(), ids=edits_that_take_more())
def test_edits_that_take_a_whole_build(
    edit: Callable[[Publisher], None], published: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    published.publish()
    edit(published)
    assert not published.publish()
    assert bytes_of(published.site) == published.whole()
    assert published.publish()


def test_bad_data_are_told_by_the_whole_build_and_cost_nothing(published: Publisher) -> None:
    before = bytes_of(published.site)
    published.edit("id: bridge-lost", "id: bridge-lsot")
    with pytest.raises(Abort):
        published.publish()
    assert bytes_of(published.site) == before
    published.edit("id: bridge-lsot", "id: bridge-lost")
    assert published.publish()


def test_a_project_that_is_moved_takes_along_what_is_kept(published: Publisher) -> None:
    place = published.copy.root.with_name("moved")
    published.copy.root.rename(place)
    moved = Publisher(Copy(place), KeptFolder(place / ".cache/kept"), published.engine)
    assert moved.publish()
    moved.edit("rose above the town wall", "climbed above the town wall")
    assert moved.publish()
    assert bytes_of(moved.site) == moved.whole()


def test_a_copy_looks_at_its_own_files(published: Publisher, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("other") / "copy"
    shutil.copytree(published.copy.root, place)
    copy = Publisher(Copy(place), KeptFolder(place / ".cache/kept"), published.engine)
    copy.edit("site_name: The flood of Aldermere", "site_name: A copy", "mkdocs.yml")
    assert not copy.publish()
    assert bytes_of(copy.site) == copy.whole()


def test_a_site_that_was_changed_after_it_was_built_is_not_renewed(publisher: Publisher) -> None:
    def mark(folder: Path) -> None:
        for page in folder.rglob("*.html"):
            page.write_text(page.read_text("utf-8").replace("<html", '<html class="no-js"'), "utf-8")

    publisher.after = mark
    for _ in range(2):
        assert not publisher.publish()
    publisher.after = lambda folder: (folder / "more.txt").touch()  # beside the pages is not within them
    assert not publisher.publish()
    assert publisher.publish()


def test_what_a_failed_run_left_is_not_taken_for_the_next(publisher: Publisher) -> None:
    publisher.build(publisher.copy.root / "failed", keep=True)
    settings = (publisher.copy.root / "mkdocs.yml").read_text("utf-8")
    publisher.copy.write("mkdocs.yml", settings.replace("  - search", "  - search\n  - tags"))
    assert not publisher.publish()
    publisher.copy.write("mkdocs.yml", settings)
    assert not publisher.publish()


def test_what_nobody_can_read_among_pages_stops_no_build(published: Publisher) -> None:
    (published.copy.root / "docs/.mem").symlink_to("/proc/self/mem")
    published.publish()
    assert published.publish()


def test_the_command_renews_what_it_built_before(publisher: Publisher) -> None:
    first = run_command(publisher)
    assert "files differ" not in first
    publisher.edit("rose above the town wall", "climbed above the town wall")
    assert re.match(r"site: 4 of \d+ files differ from the last build and were made anew\n", run_command(publisher))
    renewed = bytes_of(publisher.site)
    shutil.rmtree(publisher.kept.path.parent)
    assert "files differ" not in run_command(publisher)
    assert differing(renewed, bytes_of(publisher.site)) == []


def run_command(publisher: Publisher) -> str:
    """Run ``sourcebook site`` with MkDocs as ``make site`` does, and return what it says."""
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
    done = subprocess.run(
        [sys.executable, "-m", "sourcebook", "site", "--", *build],
        cwd=publisher.copy.root, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout
