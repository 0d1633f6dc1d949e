"""The benchmark itself: its data are sound, all builders show the same, and it measures what it says."""

import html
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pytest

import bench
from bench_builders import BUILDERS, MKDOCS, OURS, PROJECT, ZENSICAL, Builder, Workplace, prepare
from bench_data import Generator
from bench_measures import ARTICLE, edit_to_view, measure, pages_of, wait_for_rest, weights
from sourcebook.site import build

BURN = "import time\ndata = b'x' * 200_000_000\nwhile time.process_time() < 0.5: pass"


def test_generated_data_have_no_problems_and_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        Generator(70).write(tmp_path / name)
    site = build.check(tmp_path / "one" / "data", tmp_path / "one" / "docs")
    assert site.problems == []
    assert (len(site.reference.claims), len(site.reference.chapters)) == (70, 2)
    one, other = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*.yml")} for n in ("one", "other"))
    assert one == other


def test_a_small_size_gives_all_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "build" / "bench.json"
    assert bench.main(["--sizes", "20", "--repeats", "1", "--json", str(target)]) == 0
    report = json.loads(target.read_text("utf-8"))
    [content] = report["contents"]
    assert content["claims"] == 20
    assert content["pages"] > 20
    assert 0 < content["loading"]["yaml_load"] < content["loading"]["load_check"]
    assert [*content["builders"]] == [OURS, MKDOCS, ZENSICAL]
    for figures in content["builders"].values():
        assert {*figures} == {*bench.ROWS, "pages"}
        assert all(figures[key] > 0 for key in figures if key != "view_cpu")  # which may be too short for its clock
        assert figures["cold_wall"] > 0.1
        assert 20 < figures["cold_memory"] < 1000
        assert 1_000 < figures["bytes"] < 1_000_000
        assert figures["article"] < 1
    printed = capsys.readouterr().out
    assert "edit to view: clock" in printed
    assert len(report["goals"]) == 3
    assert f"  {report['goals'][0]['goal']}: {report['goals'][0]['measured']}\n" in printed


def words_of_article(page: bytes) -> list[str]:
    """Return what a reader sees of an article, without signs that link headings to themselves."""
    [article] = ARTICLE.findall(page)
    text = re.sub(r'<a class="headerlink".*?</a>', "", article.decode())
    return html.unescape(re.sub(r"<[^>]*>", " ", text)).split()


def test_all_builders_show_the_very_same_pages(tmp_path: Path) -> None:
    found = {}
    for place in prepare(tmp_path, 20, [*BUILDERS.values()]):
        subprocess.run(place.command(place.builder.build), cwd=place.root, env=place.environment, check=True)
        pages = pages_of(place.site)
        del pages["404.html"]  # each theme has its own
        found[place.builder.name] = {address: words_of_article(page) for address, page in pages.items()}
        assert b'<a class="edit" href="https://' in pages["chapters/chapter-1/index.html"]
        assert place.word in found[place.builder.name][f"{place.page}index.html"]
    assert found[MKDOCS] == found[OURS]
    assert found[ZENSICAL] == found[OURS]


def test_real_data_are_measured_in_a_copy(tmp_path: Path) -> None:
    [place] = prepare(tmp_path, None, [BUILDERS[OURS]])
    real, copy = PROJECT / "data", place.root / "data"
    files = {folder: {file.relative_to(folder) for file in folder.rglob("*.yml")} for folder in (real, copy)}
    assert files[copy] == files[real]
    changed = [copy / file for file in files[real] if (copy / file).read_bytes() != (real / file).read_bytes()]
    assert changed == place.files_with_claim()


def fake(tmp_path: Path, build: str, serve: str = "", package: str = "json") -> Workplace:
    """Return a builder that is a little program, with a claim to edit."""
    for name, text in (("fakebuild", build), ("fakeserve", serve)):
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("A claim: Unedited0.\n", "utf-8")
    (tmp_path / "docs" / "b.md").write_text("No claim.\n", "utf-8")
    return Workplace(Builder("fake", package, "docs", ("fakebuild",), ("fakeserve",)), tmp_path, "")


def test_edit_replaces_the_word_wherever_it_stands(tmp_path: Path) -> None:
    place = fake(tmp_path, "")
    files = place.files_with_claim()
    assert files == [tmp_path / "docs" / "a.md"]
    for number in (1, 2):
        place.edit(files)
        assert files[0].read_text("utf-8") == f"A claim: Unedited{number}.\n"
    assert place.files_with_claim() == files


def test_a_build_that_fails_ends_the_benchmark_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)fake must build the site: .*no such thing"):
        measure(fake(tmp_path, "raise SystemExit('no such thing')"))


def test_a_build_that_does_not_show_the_edit_ends_the_benchmark(tmp_path: Path) -> None:
    stale = (
        "from pathlib import Path\nPath('site').mkdir(exist_ok=True)\nPath('site/index.html').write_text('Unedited0')"
    )
    with pytest.raises(RuntimeError, match="fake must show the edit"):
        measure(fake(tmp_path, stale))


def test_a_server_that_ends_ends_the_benchmark_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="fake must serve the edited page : no such thing"):
        edit_to_view(fake(tmp_path, "", "raise SystemExit('no such thing')"))


@pytest.mark.parametrize(("work", "longest"), [("while True: pass", 0.4), ("time.sleep(60)", 30.0)])
def test_a_server_that_never_rests_is_measured_all_the_same(
    work: str, longest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench_measures.REST", 0.1)
    monkeypatch.setattr("bench_measures.LONGEST_WORK", longest)
    with subprocess.Popen([sys.executable, "-c", f"import time\n{work}"]) as process:
        sleep(0.5)  # beyond its start
        began = perf_counter()
        wait_for_rest(process)
        took = perf_counter() - began
        process.kill()
    assert took >= 0.4 if longest < 1 else took < longest


def test_what_children_of_children_take_is_measured() -> None:
    started = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {BURN!r}])\nsys.exit(3)"
    # As a program of its own: what other tests have started in this process counts among its children.
    program = [sys.executable, str(Path(__file__).with_name("bench_measures.py")), sys.executable, "-c", started]
    done = subprocess.run(program, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    took = json.loads(done.stdout.splitlines()[-1])
    assert took["cpu"] >= 0.5
    assert took["wall"] >= 0.5
    assert 200 <= took["memory"] < 400


def test_weights_are_those_of_the_median_page() -> None:
    pages = [b"<article>" + b"x" * 11 + b"</article>" + b"y" * rest for rest in (10, 30, 170)]
    assert weights(dict(zip("abc", pages, strict=True))) == {"bytes": 60, "article": 0.5}


def test_other_pages_end_the_benchmark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [replace(fake(tmp_path / name, ""), page=name) for name in ("a", "b") if (tmp_path / name).mkdir() is None]
    monkeypatch.setattr(bench, "prepare", lambda *_: places)
    monkeypatch.setattr(bench, "_python", lambda *_: "{}")
    monkeypatch.setattr(bench, "measure", lambda place: ({}, {"index.html", f"{place.page}.html"}))
    with pytest.raises(RuntimeError, match=r"all must build the same pages: \['a.html', 'b.html'\]"):
        bench.compare(20, [place.builder for place in places], 1)


def content(claims: int | None, **ours: float) -> dict[str, Any]:
    figures = {"cold_cpu": 4, "warm_cpu": 1, "cold_memory": 90, "view_wall": 0.4, "article": 0.6} | ours
    other = {"cold_cpu": 9}
    loading = {"yaml_load": 1.0, "load_check": 2.0}
    return {"claims": claims, "builders": {OURS: figures, ZENSICAL: other}, "loading": loading}


def missed(*contents: dict[str, Any]) -> list[str]:
    return [f"{goal}: {measured}" for goal, met, measured in bench.goals(contents) if not met]


def test_goals_are_judged() -> None:
    assert missed(content(None), content(100)) == []
    assert missed(content(None, cold_cpu=6, warm_cpu=2, view_wall=0.6, article=0.4)) == [
        "real data, cold build: at most 5 s: 6.00 s",
        "real data, edit to view: at most 0.5 s: 0.60 s",
        "real data, after one edit: at most a quarter of a cold build: 33%",
        "real data, article: at least half of a median page: 40.0%",
        "real data, cold build: below half of Zensical: 67%",
    ]
    large = content(10_000, cold_cpu=46, cold_memory=1000, view_wall=0.9)
    large["loading"]["load_check"] = 4.0
    assert missed(content(1_000), large) == [
        "10,000 claims, cold build: at most 45 s: 46.00 s",
        "10,000 claims, memory: at most 500 MB: 1,000.00 MB",
        "time for 10,000 claims against 1,000: at most 11 times: 11.50 times",
        "memory for 10,000 claims against 1,000: at most 11 times: 11.11 times",
        "10,000 claims, cold build: below half of Zensical: 511%",
        "10,000 claims, load and check against yaml.load: at most 3 times: 4.00 times",
    ]
    alone = content(100)
    del alone["builders"][OURS]
    assert bench.goals([alone]) == []


def test_table_shows_what_is_not_known() -> None:
    figures = dict.fromkeys(bench.ROWS, 2.0) | {"view_cpu": float("nan")}
    lines = bench.table({"claims": None, "pages": 3, "builders": {OURS: figures, MKDOCS: figures}}).splitlines()
    assert re.split(r"\s{2,}", lines[0]) == ["real data, 3 pages", OURS, MKDOCS, "MkDocs/ours"]
    assert re.split(r"\s{2,}", lines[7]) == ["edit to view: processor", "–", "–", "–"]
    assert re.split(r"\s{2,}", lines[8]) == ["edit to view: clock", "2.00 s", "2.00 s", "1.00"]


def test_a_builder_that_is_not_installed_has_no_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []

    def compare(claims: int | None, builders: list[Builder], repeats: int) -> dict[str, Any]:
        asked.append((claims, [builder.name for builder in builders], repeats))
        return content(claims) | {"pages": 1, "builders": {}}

    monkeypatch.setattr(bench, "compare", compare)
    monkeypatch.setitem(BUILDERS, ZENSICAL, replace(BUILDERS[ZENSICAL], package="no_such_package"))
    report = ["--json", str(tmp_path / "bench.json")]
    assert bench.main(report) == 0
    assert asked == [(size, [OURS, MKDOCS], 1 if size == 10_000 else 3) for size in (100, 1_000, 10_000, None)]
    assert "Zensical is not installed" in capsys.readouterr().err
    for options, claims in (
        (["--real"], [None]),
        (["--sizes", "5"], [5]),
        (["--sizes", "5,6", "--real"], [5, 6, None]),
    ):
        asked.clear()
        assert bench.main([*report, *options, "--builders", OURS]) == 0
        assert asked == [(number, [OURS], 3) for number in claims]


def test_an_unknown_builder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--builders", "ours,Hugo"])
    assert "builder must be one of ours, MkDocs, Zensical: 'Hugo'" in capsys.readouterr().err
