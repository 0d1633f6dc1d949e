"""An edit is told from what has stayed the same."""

from pathlib import Path

from sourcebook.serving.filestates import frame, stamps, texts


def test_stamps_tell_edits_and_losses(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1", "utf-8")
    before = stamps([file])
    file.write_text("22", "utf-8")
    assert stamps([file]) != before
    file.unlink()
    assert stamps([file]) == {file: (0, 0)}


def test_frame_holds_all_but_the_pages(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs/page.md", "docs/assets/own.css", "theme/main.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    found = frame(tmp_path / "mkdocs.yml", tmp_path / "docs", tmp_path / "theme")
    assert sorted(file.name for file in found) == ["main.html", "mkdocs.yml", "own.css"]
    assert frame(tmp_path / "mkdocs.yml", tmp_path / "docs", None).keys() < found.keys()


def test_generated_texts_replace_hand_written_ones(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    (tmp_path / "about/index.md").write_text("mine", "utf-8")
    (tmp_path / "index.md").write_text("frame", "utf-8")
    assert texts(tmp_path, {"index.md": "whole"}) == {"about/index.md": "mine", "index.md": "whole"}
