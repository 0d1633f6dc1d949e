"""The benchmark itself: its data are sound, and it writes what it promises."""

import json
from pathlib import Path

import pytest
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

import bench
from bench_data import Generator
from sites import Contents
from sourcebook.site import build


def test_generated_data_have_no_problems_and_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Generator(70).write(tmp_path / name)
    site = build.check(tmp_path / "one" / "data", tmp_path / "one" / "docs")
    assert site.problems == []
    assert (len(site.reference.claims), len(site.reference.chapters)) == (70, 2)
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*.yml")} for n in ("one", "other"))
    assert one == other


def test_a_small_size_gives_all_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "REPEATS", 1)
    assert bench.main(["--sizes", "20", "--json", str(tmp_path / "build" / "bench.json")]) == 0
    report = json.loads((tmp_path / "build" / "bench.json").read_text("utf-8"))
    assert [set(row) for row in report["sizes"]] == [set(bench.COLUMNS)]
    row = report["sizes"][0]
    assert row["claims"] == 20
    assert row["pages"] > 20
    assert all(row[key] > 0 for key in row if not key.startswith("hook_"))
    assert report["goals"] == []  # none is about this size
    assert "plain_memory" in capsys.readouterr().out


def test_both_builds_show_the_very_same_pages(tmp_path: Path) -> None:
    bench.prepare(tmp_path, 20)
    found = {}
    for name in ("hook", "plain"):
        config = load_config(str(tmp_path / f"{name}.yml"), site_dir=str(tmp_path / f"site-{name}"))
        config.plugins["contents"] = contents = Contents()
        build_site(config)
        found[name] = contents.pages
    assert found["hook"] == found["plain"]
    assert '<a class="edit" href="https://' in found["plain"]["chapters/chapter-1.md"][0]


def test_goals_are_judged() -> None:
    row = {"hook_cost": 0.4, "hook_share": 0.2, "build": 9.0, "build_memory": 80, "load_check": 3.0, "yaml_load": 2.0}
    sizes = [{**row, "claims": 100}, {**row, "claims": 1_000}, {**row, "claims": 10_000, "build": 100.0}]
    assert [met for _, met, _ in bench.goals(sizes)] == [True, False, False, False, True, True]
