"""Speed and memory of the engine, side by side with plain MkDocs: ``python tests/bench.py``.

For each size an invented data set is built twice: with the hook, and by MkDocs alone from the very same Markdown on
disk, with the same edit links. Every build is a process of its own. Goals are judged by processor time: a build is one
thread that waits for nothing but the disk, so by the clock it takes as long on a machine with nothing else to do; on
any other the clock tells of the neighbours. The table shows both; where they are far apart, measure again.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).parents[1]
SIZES = (100, 1_000, 10_000)
CHAPTERS_IN_NAV = 12
"""The project's navigation names twelve chapters; it is the same on every page, so it must not grow with the data."""
REPEATS = 3
LARGEST_REPEATED = 1_000
GENERATED = ("chapters", "sources", "people", "organizations", "places", "questions")
Figures = dict[str, Any]

COLUMNS = {
    "claims": "{:,}", "pages": "{:,}", "yaml_load": "{:.2f} s", "load_check": "{:.2f} s", "plan_render": "{:.2f} s",
    "build": "{:.1f} s", "plain": "{:.1f} s", "hook_cost": "{:+.2f} s", "hook_share": "{:+.1%}",
    "build_wall": "{:.1f} s", "plain_wall": "{:.1f} s", "build_memory": "{:.0f} MB", "plain_memory": "{:.0f} MB",
}  # fmt: skip


def prepare(folder: Path, size: int) -> None:
    """Write into ``folder`` a data set, its pages (``plain/``), and a configuration for each of the two builds."""
    from bench_data import Generator  # here, so that builds do not pay for importing it

    Generator(size).write(folder)
    for name, docs, hooks in (("hook", "docs", [str(PROJECT / "hooks/mkdocs_hooks.py")]), ("plain", "plain", [])):
        config = {
            "INHERIT": str(PROJECT / "mkdocs.yml"),
            "docs_dir": docs,
            "theme": {"custom_dir": str(PROJECT / "hooks/theme")},
            "hooks": hooks,
            "watch": [],
            "nav": _nav(folder),
            "not_in_nav": "".join(f"/{name}/*.md\n" for name in GENERATED) if not hooks else "",
        }
        (folder / f"{name}.yml").write_text(json.dumps(config), "utf-8")
    _run("write", folder)


def _nav(folder: Path) -> list[Any]:
    there = len(list((folder / "data" / "chapters").iterdir()))
    chapters = ["index", *(f"chapter-{number + 1}" for number in range(min(there, CHAPTERS_IN_NAV)))]
    inside = [{name.capitalize(): [f"{name}/index.md"]} for name in GENERATED[1:]]
    return [
        "index.md", {"Chapters": [f"chapters/{name}.md" for name in chapters]}, "timeline.md", "journey.md", *inside,
        "evidence.md",
    ]  # fmt: skip


def measure(size: int) -> Figures:
    """Return the figures for a data set of ``size`` claims: seconds of processor time, megabytes, counts."""
    with tempfile.TemporaryDirectory(prefix="sourcebook-bench-") as name:
        folder = Path(name)
        prepare(folder, size)
        rounds = REPEATS if size <= LARGEST_REPEATED else 1
        runs: dict[str, list[Figures]] = {stage: [] for stage in ("yaml", "engine", "hook", "plain")}
        for _ in range(rounds):
            for stage, found in runs.items():
                found.append(_run(stage, folder))
        pages = sum(1 for _ in (folder / "site-hook").rglob("*.html"))
        if pages != sum(1 for _ in (folder / "site-plain").rglob("*.html")):
            raise RuntimeError("the two builds must have the same pages")
    return _figures(size, pages, {stage: _median(found) for stage, found in runs.items()})


def _median(runs: list[Figures]) -> Figures:
    return {key: median(run[key] for run in runs) for key in runs[0]}


def _figures(size: int, pages: int, runs: dict[str, Figures]) -> Figures:
    hook, plain, engine = runs["hook"], runs["plain"], runs["engine"]
    cost = hook["cpu"] - hook["import"] - hook["check"] - plain["cpu"]
    return {
        "claims": size,
        "pages": pages,
        "yaml_load": runs["yaml"]["yaml"],
        "load_check": engine["check"],
        "plan_render": engine["render"],
        "build": hook["cpu"],
        "plain": plain["cpu"],
        "hook_cost": cost,
        "hook_share": cost / plain["cpu"],
        "build_wall": hook["wall"],
        "plain_wall": plain["wall"],
        "build_memory": hook["memory"],
        "plain_memory": plain["memory"],
    }


def goals(figures: list[Figures]) -> list[tuple[str, bool, str]]:
    """Return every goal that these sizes can show: what it asks, whether it is met, what was measured."""
    by_size = {row["claims"]: row for row in figures}
    found = []
    if row := by_size.get(100):
        found.append(("hook at 100 claims: at most 0.5 s", row["hook_cost"] <= 0.5, f"{row['hook_cost']:.2f} s"))
    for size in (1_000, 10_000):
        if row := by_size.get(size):
            sentence = f"hook at {size:,} claims: at most 15 % over plain MkDocs"
            found.append((sentence, row["hook_share"] <= 0.15, f"{row['hook_share']:.1%}"))
    if (small := by_size.get(1_000)) and (large := by_size.get(10_000)):
        for what, key in (("time", "build"), ("memory", "build_memory")):
            ratio = large[key] / small[key]
            found.append((f"{what} for 10,000 against 1,000 claims: at most 11 times", ratio <= 11, f"{ratio:.1f}"))
    if row := by_size.get(10_000):
        ratio = row["load_check"] / row["yaml_load"]
        found.append(("load and check at 10,000 claims: at most 3 times yaml.load", ratio <= 3, f"{ratio:.2f}"))
    return found


def _run(stage: str, folder: Path) -> Figures:
    """Run a stage in a process of its own and return what it measured."""
    command = [sys.executable, __file__, "--stage", stage, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return {**json.loads(done.stdout), "wall": time.perf_counter() - began}


def stage_yaml(folder: Path) -> Figures:
    """Read all data files with PyYAML's C loader and nothing else."""
    import yaml

    began = time.process_time()
    for file in sorted((folder / "data").rglob("*.yml")):
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return {"yaml": time.process_time() - began}


def stage_engine(folder: Path) -> Figures:
    """Make all pages in memory."""
    took = _watched()
    from sourcebook.site.build import build

    began = time.process_time()
    site = build(folder / "data", folder / "docs")
    took["render"] = time.process_time() - began - took["check"]
    if site.problems:
        raise RuntimeError(f"the data set must have no problems: {site.problems[:3]}")
    return took


def stage_write(folder: Path) -> Figures:
    """Write all pages for the plain build."""
    from mkdocs.config import load_config

    from sourcebook.serving.settings import edit_base
    from sourcebook.site.build import build
    from sourcebook.site.export import write

    config = load_config(str(folder / "hook.yml"))
    site = build(folder / "data", folder / "docs", edit_base(config.repo_url, config.edit_uri))
    return {"written": write(site, folder / "docs", folder / "plain")}


def stage_hook(folder: Path) -> Figures:
    """Build with the hook."""
    took = _watched()
    _mkdocs(folder, "hook")
    return took


def stage_plain(folder: Path) -> Figures:
    """Build the same pages without the hook."""
    _mkdocs(folder, "plain")
    return {}


def _mkdocs(folder: Path, name: str) -> None:
    from mkdocs.__main__ import cli

    config, target = folder / f"{name}.yml", folder / f"site-{name}"
    cli(["build", "--quiet", "--config-file", str(config), "--site-dir", str(target)], standalone_mode=False)


def _watched() -> Figures:
    """Import the engine and let it note how long it takes to load and check."""
    began = time.process_time()
    from sourcebook.site import build

    took = {"import": time.process_time() - began}
    check: Callable[..., Any] = build.check

    def timed(*arguments: Any) -> Any:
        start = time.process_time()
        site = check(*arguments)
        took["check"] = time.process_time() - start
        return site

    build.check = timed
    return took


STAGES = {"yaml": stage_yaml, "engine": stage_engine, "write": stage_write, "hook": stage_hook, "plain": stage_plain}


def table(figures: list[Figures]) -> str:
    """Return the figures as text, one row for each measure and one column for each size."""
    width = max(map(len, COLUMNS))
    rows = [
        f"{key.ljust(width)}" + "".join(form.format(row[key]).rjust(12) for row in figures)
        for key, form in COLUMNS.items()
    ]
    return "\n".join(rows)


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; return the exit code: 1 if a goal is missed and ``--strict`` was given, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of claims (default: %(default)s)")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="file for the figures")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed")
    parser.add_argument("--stage", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.stage:
        took = STAGES[options.stage[0]](Path(options.stage[1]))
        # Kilobytes on Linux, bytes on macOS.
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        print(json.dumps({**took, "cpu": time.process_time(), "memory": memory}))
        return 0
    figures = [measure(int(size)) for size in options.sizes.split(",")]
    results = goals(figures)
    print(table(figures))
    for sentence, met, measured in results:
        print(f"{'PASS' if met else 'MISS'}  {sentence}: {measured}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    report = {"sizes": figures, "goals": [{"goal": g, "met": met, "measured": m} for g, met, m in results]}
    options.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return int(options.strict and not all(met for _, met, _ in results))


if __name__ == "__main__":
    sys.exit(main())
