"""Speed, memory and weight of our site, side by side with MkDocs and Zensical: ``python tests/bench.py``.

All build the same pages of the same content: invented claims of some sizes, and those of ``data/``. Goals are judged by
the time of the processor, since the clock also tells of all else that a machine has to do; only what an editor waits
for is judged by the clock. Where the two are far apart, measure again on a machine that is idle.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from bench_builders import BUILDERS, OURS, ZENSICAL, Builder, prepare
from bench_measures import Figures, measure

SIZES = (100, 1_000, 10_000)
REPEATS = 3
LARGEST_REPEATED = 1_000
ROWS = {
    "cold_cpu": ("cold build: processor", "{:,.1f} s"),
    "cold_wall": ("cold build: clock", "{:,.1f} s"),
    "cold_memory": ("cold build: memory", "{:,.0f} MB"),
    "warm_cpu": ("after one edit: processor", "{:,.1f} s"),
    "warm_wall": ("after one edit: clock", "{:,.1f} s"),
    "warm_memory": ("after one edit: memory", "{:,.0f} MB"),
    "view_cpu": ("edit to view: processor", "{:,.2f} s"),
    "view_wall": ("edit to view: clock", "{:,.2f} s"),
    "bytes": ("bytes of a median page", "{:,.0f}"),
    "article": ("share of article, median page", "{:.1%}"),
}
Content = dict[str, Any]
"""What was measured with one content: ``claims``, ``None`` for those of ``data/``; ``pages``; figures of ``builders``;
``loading``."""
Goal = tuple[str, bool, str]
"""What a goal asks, whether it is met, what was measured."""


def compare(claims: int | None, builders: Sequence[Builder], repeats: int) -> Content:
    """Return the figures of all builders for one content.

    Raises ``RuntimeError`` where one fails, or where its pages are not those of the others.
    """
    found: dict[str, list[Figures]] = {builder.name: [] for builder in builders}
    with tempfile.TemporaryDirectory(prefix="sourcebook-bench-") as name:
        folder = Path(name)
        places = prepare(folder, claims, builders)
        loading = json.loads(_python("bench_loading.py", str(folder / "content")))
        pages: set[str] = set()
        for turn in range(repeats):
            for place in places:
                _tell(f"{_title(claims)}: {place.builder.name}, {turn + 1} of {repeats}")
                fresh = replace(place, root=folder / "work")
                shutil.copytree(place.root, fresh.root)
                figures, addresses = measure(fresh)
                shutil.rmtree(fresh.root)
                if pages and addresses != pages:
                    raise RuntimeError(f"all must build the same pages: {sorted(addresses ^ pages)[:3]}")
                pages = addresses
                found[place.builder.name].append(figures)
    middle = {name: {key: median(run[key] for run in runs) for key in runs[0]} for name, runs in found.items()}
    return {"claims": claims, "pages": len(pages), "builders": middle, "loading": loading}


def _python(program: str, *arguments: str) -> str:
    path = {"PYTHONPATH": str(Path(__file__).parents[1] / "hooks")}
    command = [sys.executable, str(Path(__file__).with_name(program)), *arguments]
    return subprocess.run(command, env=os.environ | path, stdout=subprocess.PIPE, text=True, check=True).stdout


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _title(claims: int | None) -> str:
    return "real data" if claims is None else f"{claims:,} claims"


def table(content: Content) -> str:
    """Return the figures as text: a row for each measure, a column for each builder, and how many times ours."""
    builders = content["builders"]
    others = [name for name in builders if name != OURS and OURS in builders]
    lines = [[f"{_title(content['claims'])}, {content['pages']:,} pages", *builders, *(f"{n}/{OURS}" for n in others)]]
    for key, (label, form) in ROWS.items():
        ratios = [builders[name][key] / builders[OURS][key] if builders[OURS][key] else math.nan for name in others]
        shown = [form.format(figures[key]) for figures in builders.values()]
        lines.append([label, *map(_known, shown), *(_known(f"{ratio:.2f}") for ratio in ratios)])
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) if number else cell.ljust(width) for number, (cell, width) in enumerate(row))
        for row in ([*zip(line, widths, strict=True)] for line in lines)
    )


def _known(text: str) -> str:
    return "–" if "nan" in text else text


def goals(contents: Sequence[Content]) -> list[Goal]:
    """Return every goal that can be judged by what was measured."""
    ours = {content["claims"]: content["builders"][OURS] for content in contents if OURS in content["builders"]}
    found: list[Goal] = []

    def at_most(limit: float, value: float, what: str, unit: str = "") -> None:
        found.append((f"{what}: at most {limit:g}{unit}", value <= limit, f"{value:,.2f}{unit}"))

    if real := ours.get(None):
        at_most(5, real["cold_cpu"], "real data, cold build", " s")
        at_most(0.5, real["view_wall"], "real data, edit to view", " s")
    if large := ours.get(10_000):
        at_most(45, large["cold_cpu"], "10,000 claims, cold build", " s")
        at_most(500, large["cold_memory"], "10,000 claims, memory", " MB")
        at_most(1, large["view_wall"], "10,000 claims, edit to view", " s")
        if small := ours.get(1_000):
            for what, key in (("time", "cold_cpu"), ("memory", "cold_memory")):
                at_most(11, large[key] / small[key], f"{what} for 10,000 claims against 1,000", " times")
    for content in contents:
        found += _goals_of_any_size(content)
        if content["claims"] == 10_000:
            loading = content["loading"]
            at_most(3, loading["load_check"] / loading["yaml_load"], "10,000 claims, load and check against yaml.load",
                    " times")  # fmt: skip
    return found


def _goals_of_any_size(content: Content) -> Iterable[Goal]:
    builders = content["builders"]
    ours = builders.get(OURS)
    if not ours:
        return
    title = _title(content["claims"])
    share = ours["warm_cpu"] / ours["cold_cpu"]
    yield f"{title}, after one edit: at most a quarter of a cold build", share <= 1 / 4, f"{share:.0%}"
    yield f"{title}, article: at least half of a median page", ours["article"] >= 1 / 2, f"{ours['article']:.1%}"
    if other := builders.get(ZENSICAL):
        share = ours["cold_cpu"] / other["cold_cpu"]
        yield f"{title}, cold build: below half of {ZENSICAL}", share < 1 / 2, f"{share:.0%}"


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; return the exit code: 1 if a goal is missed and ``--strict`` was given, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", help="numbers of claims, such as 100,1000; left out: all, and the real data")
    parser.add_argument("--real", action="store_true", help="measure with the real data")
    parser.add_argument("--builders", default=",".join(BUILDERS), help="who builds (default: %(default)s)")
    parser.add_argument("--repeats", type=int, help="builds of each kind (default: 3, and 1 for 10,000 claims)")
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"), help="file for the figures")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a goal is missed")
    options = parser.parse_args(arguments)
    wanted: list[int | None] = [int(size) for size in (options.sizes or "").split(",") if size]
    if options.real or not wanted:
        wanted = [*(wanted if options.real else SIZES), None]
    if unknown := [name for name in options.builders.split(",") if name not in BUILDERS]:
        parser.error(f"builder must be one of {', '.join(BUILDERS)}: {unknown[0]!r}")
    builders = [BUILDERS[name] for name in options.builders.split(",")]
    for missing in [builder for builder in builders if not builder.is_installed]:
        _tell(f"{missing.name} is not installed, and has no column: make installs it from requirements-dev.txt")
        builders.remove(missing)
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1) / 2:
        _tell("This machine has other work: what is measured by the clock is too long.")
    contents = []
    for claims in wanted:
        once = claims is not None and claims > LARGEST_REPEATED
        contents.append(compare(claims, builders, options.repeats or (1 if once else REPEATS)))
        print(table(contents[-1]), end="\n\n", flush=True)
    results = goals(contents)
    for sentence, met, measured in results:
        print(f"{'PASS' if met else 'MISS'}  {sentence}: {measured}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    report = {"contents": contents, "goals": [{"goal": g, "met": met, "measured": m} for g, met, m in results]}
    options.json.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return int(options.strict and not all(met for _, met, _ in results))


if __name__ == "__main__":
    sys.exit(main())
