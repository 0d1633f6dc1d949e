"""The comparison of revisions of git, by the command."""

import re
from pathlib import Path

import pytest

from differences import FLOOD, commit, diff, git
from support import Copy

# --- revisions of git -------------------------------------------------------------------------------------------------


def test_revision_against_the_working_tree(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    head = commit(tiny)
    tiny.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    assert diff(tiny, "HEAD") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [f"From HEAD ({head[:9]}) to the working tree", "", "Claims: 1 reworded"]


def test_two_revisions_and_markdown(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    first = commit(tiny)
    tiny.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    commit(tiny)
    tiny.write(FLOOD, "broken: [")  # the working tree is not looked at
    assert diff(tiny, first, "HEAD", "--format", "markdown") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "- **Claims:** 1 reworded" in printed.out
    assert "and <del>a miller was</del> drowned." in printed.out


def test_reference_in_a_folder_of_its_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book").mkdir()
    whole, book = Copy(tmp_path), Copy.make(tmp_path / "book")
    commit(whole)
    book.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    assert diff(book, "main") == 0
    assert "Claims: 1 reworded" in capsys.readouterr().out


def test_revision_without_data(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny.root / "data").rename(tiny.root / "later")
    commit(tiny)
    (tiny.root / "later").rename(tiny.root / "data")
    assert diff(tiny, "HEAD") == 0
    printed = capsys.readouterr().out
    assert re.search(r"^Claims: +5 added$", printed, re.MULTILINE)
    assert "data:1:1: folder must exist: no such folder" in printed


def test_revision_that_this_engine_cannot_read_whole(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    letter = "data/sources/miller-letter.yml"
    tiny.edit(letter, "kind: memoir", "sort: memoir")
    tiny.edit("data/places.yml", "entries:", "entries: [")
    commit(tiny)
    tiny.edit(letter, "sort: memoir", "kind: memoir")
    tiny.edit("data/places.yml", "entries: [", "entries:")
    tiny.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    assert diff(tiny, "HEAD") == 0
    printed = capsys.readouterr().out
    assert "Claims: 1 reworded" in printed
    assert "has 3 problems" in printed
    assert "source 'miller-letter': must have the key 'kind'" in printed
    assert re.search(r"one of the two sides cannot be read:\n +aldermere\n +miller-letter\n", printed)
    assert "added" not in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "revision must be one that git knows: 'nowhere' (git log --oneline lists some)\n"),
        (["HEAD", "nowhere"], "revision must be one that git knows: 'nowhere' (git log --oneline lists some)\n"),
        (["HEAD..main"],
         "revision must be one that git knows: 'HEAD..main' (name two revisions with a space between them)\n"),
        (["HEAD:data"], "revision must be one that git knows: 'HEAD:data' (git log --oneline lists some)\n"),
        (["a\0b"], "revision must be one that git knows: 'a\\x00b' (git log --oneline lists some)\n"),
        ([""], "revision must be one that git knows: '' (git log --oneline lists some)\n"),
    ],
)  # fmt: skip
def test_wrong_revision(arguments: list[str], message: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    commit(tiny)
    assert diff(tiny, *arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", message)


def test_outside_a_repository(tiny: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tiny.root.parent))
    assert diff(tiny, "HEAD") == 2
    assert capsys.readouterr().err.startswith(
        "git must be able to look into the repository: fatal: not a git repository"
    )


def test_without_git(tiny: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tiny.root))
    assert diff(tiny, "HEAD") == 2
    assert capsys.readouterr().err.startswith("git must be installed and able to run: ")


def test_nothing_is_written_into_the_tree(tiny: Copy) -> None:
    commit(tiny)
    assert diff(tiny, "HEAD", "HEAD") == 0
    assert git(tiny.root, "status", "--porcelain") == ""
