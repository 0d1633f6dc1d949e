"""An edit is told from what has stayed the same."""

import os
from pathlib import Path

from sourcebook.serving.filestates import PageTexts, file_states, files_below, states_of_shared_files


def test_states_tell_edits_and_losses(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1", "utf-8")
    before = file_states([file])
    file.write_text("22", "utf-8")
    assert file_states([file]) != before
    file.unlink()
    assert file_states([file]) == {file: (0, 0)}


def test_hidden_files_and_folders_themselves_are_passed_over(tmp_path: Path) -> None:
    for name in ("chapters/a.yml", "chapters/.a.yml.swp", "b.yml", ".#b.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert sorted(files_below(tmp_path)) == [tmp_path / "b.yml", tmp_path / "chapters/a.yml"]
    assert files_below(tmp_path / "gone") == []


def test_all_but_the_pages_is_shared_by_all_pages(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs/page.md", "docs/assets/own.css", "theme/main.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    found = states_of_shared_files(tmp_path / "mkdocs.yml", tmp_path / "docs", tmp_path / "theme")
    assert sorted(file.name for file in found) == ["main.html", "mkdocs.yml", "own.css"]
    assert states_of_shared_files(tmp_path / "mkdocs.yml", tmp_path / "docs", None).keys() < found.keys()


def test_changed_pages_are_named(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.md").write_text("mine", "utf-8")
    (tmp_path / "index.md").write_text("only the frame", "utf-8")
    generated = {"index.md": "whole", "a.md": "a", "b.md": "b"}
    old = PageTexts.read(tmp_path, generated)
    assert old.by_hand == {"about/index.md": "mine", "index.md": "only the frame"}
    assert PageTexts.read(tmp_path, generated).changed_since(old) == []
    (tmp_path / "about/index.md").write_text("mine, and more", "utf-8")
    new = PageTexts.read(tmp_path, {"index.md": "whole", "b.md": "b", "c.md": "c"})
    assert new.changed_since(old) == ["about/index.md", "c.md"]


def test_changes_of_most_pages_or_of_the_list_of_hand_written_ones_are_not_told_apart(tmp_path: Path) -> None:
    old = PageTexts.read(tmp_path, {"a.md": "a", "b.md": "b", "c.md": "c"})
    assert PageTexts.read(tmp_path, {"a.md": "A", "b.md": "b", "c.md": "c"}).changed_since(old) == ["a.md"]
    assert PageTexts.read(tmp_path, {"a.md": "A", "b.md": "B", "c.md": "c"}).changed_since(old) is None
    (tmp_path / "new.md").write_text("new", "utf-8")
    assert PageTexts.read(tmp_path, {"a.md": "a", "b.md": "b", "c.md": "c"}).changed_since(old) is None


def test_what_is_no_text_is_neither_waited_for_nor_a_fault(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / ".#lock.md").symlink_to("edith@desk.1287")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    read = PageTexts.read(tmp_path, {})
    assert read.by_hand == {"pipe.md": "", "folder.md": "", "loop.md": "", "latin.md": "caf\ufffd"}
