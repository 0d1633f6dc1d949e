"""Compiled templates: kept under the rules of Python, never in the way."""

import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest

from sourcebook.site.articles.compiledtemplates import compiled_templates


def rendered(folder: Path, **settings: Any) -> str:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), bytecode_cache=compiled_templates(folder), **settings
    )
    return made.get_template("page.j2").render(name="Rain")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "page.j2").write_text("{{ name }} falls", "utf-8")
    return tmp_path


def compiled(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_what_was_compiled_is_taken(folder: Path) -> None:
    rendered(folder)
    (kept,) = compiled(folder)
    kept.write_bytes(kept.read_bytes().replace(b" falls", b" rises"))
    assert rendered(folder) == "Rain rises"


def test_edited_template_is_compiled_anew(folder: Path) -> None:
    rendered(folder)
    (folder / "page.j2").write_text("{{ name }} ends", "utf-8")
    assert rendered(folder) == "Rain ends"


def test_what_was_compiled_with_other_settings_is_not_taken(folder: Path) -> None:
    assert rendered(folder) == "Rain falls"
    assert rendered(folder, finalize=str.upper) == "RAIN falls"
    assert rendered(folder, finalize=str.lower, autoescape=True) == "rain falls"
    assert rendered(folder) == "Rain falls"


@pytest.mark.parametrize("end", range(0, 200, 7))
def test_what_is_damaged_is_compiled_anew(folder: Path, end: int) -> None:
    rendered(folder)
    (kept,) = compiled(folder)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:end])
    assert rendered(folder) == "Rain falls"
    assert kept.read_bytes() == whole


def test_foreign_bytes_are_left_aside(folder: Path) -> None:
    rendered(folder)
    (kept,) = compiled(folder)
    kept.write_bytes(kept.read_bytes()[:10] + b"\xff" * 100)
    assert rendered(folder) == "Rain falls"


def test_where_nothing_can_be_written_nothing_is_kept(folder: Path) -> None:
    (folder / "__pycache__").write_text("in the way", "utf-8")
    assert rendered(folder) == "Rain falls"


def test_nothing_is_left_behind_where_python_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folder) == "Rain falls"
    assert not (folder / "__pycache__").exists()


def test_all_stands_where_python_is_told_to_keep_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(folder / "elsewhere"))
    rendered(folder)
    assert not (folder / "__pycache__").exists()
    assert len([*(folder / "elsewhere").rglob("*.pyc")]) == 1
