"""Mutation testing: does a test notice when the engine is changed? ``python tests/mutants.py [MODULE …]``.

mutmut makes mutants of the functions of some modules, such as ``<=`` for ``<``, and for each of them the tests are run
that call the changed function, chosen from those that are about the module. What no test notices must be listed in
``mutants.yml`` with the reason. What stands outside functions, such as tables and patterns, is not changed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mutants_groups import GROUPS, Group, chosen
from mutants_judged import accepted, forget_unnoticed, judged, mutants, table
from mutants_plugin import AT_ONCE
from mutants_source import without_decorators

PROJECT = Path(__file__).parents[1]
ACCEPTED = Path(__file__).with_name("mutants.yml")
WORK = PROJECT / "build" / "mutants"
LONGEST_TEST = 30
"""Seconds after which a mutant runs for ever. The slowest of the tests takes a fifth of that on a busy machine."""
OPTIONS = [
    *("--without-sites", "-p", "mutants_plugin", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-p", "no:unraisableexception"),  # its search for garbage takes a third of the time
    # By a thread, which ends the whole process: a mutant that runs for ever would do so in the next example.
    f"--timeout={LONGEST_TEST}",
    "--timeout-method=thread",
]


def run(group: Group, modules: Sequence[str], workers: int, again: bool) -> None:
    """Test the mutants of these modules; with ``again``, only those that no test noticed before.

    Raises ``subprocess.CalledProcessError`` where mutmut fails, as it does if a test fails without any mutant.
    """
    work = WORK / group.folder
    if again:
        for module in modules:
            forget_unnoticed(work, module)
    else:
        shutil.rmtree(work, ignore_errors=True)
    _lay_out(work, group, modules)
    made = work / "mutants"
    # The tests find the plugin, and nothing of the engine but its mutants.
    plugin = str(PROJECT / "tests")
    making = [sys.executable, f"{plugin}/mutants_making.py", str(workers)]
    subprocess.run(making, cwd=work, env=os.environ | {"PYTHONPATH": plugin}, check=True)
    testing = [sys.executable, "-m", "pytest", "--rootdir=.", "-qq", "--capture=no", *_options(group), *_tests(group)]
    path = os.pathsep.join([str(made / "src"), plugin])
    subprocess.run(testing, cwd=made, env=os.environ | {"PYTHONPATH": path, AT_ONCE: str(workers)}, check=True)
    print()


def _options(group: Group) -> list[str]:
    return [*OPTIONS, *(f"--deselect=tests/{name}" for name in group.left_out)]


def _tests(group: Group) -> list[str]:
    return [f"tests/{name}" for name in chosen(group)]


def _lay_out(work: Path, group: Group, modules: Sequence[str]) -> None:
    """Make a copy of the project in which mutmut finds the engine where it looks for it: in ``src``."""
    made = work / "mutants"
    made.mkdir(parents=True, exist_ok=True)
    remove_copies(work, modules)
    shutil.copytree(PROJECT / "hooks", work / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for module in modules:
        file = work / "src" / "sourcebook" / module
        plain = without_decorators(file.read_text("utf-8"))
        file.write_text(plain, "utf-8")
        source = PROJECT / "hooks" / "sourcebook" / module
        os.utime(file, (source.stat().st_mtime,) * 2)  # mutmut makes mutants anew where the source is younger
    for path in PROJECT.iterdir():
        if path.name in {"data", "docs", "README.md", "Makefile", "mkdocs.yml"} and not (made / path.name).exists():
            (made / path.name).symlink_to(path)
    if not (made / "hooks").is_symlink():
        (made / "hooks").symlink_to("src")
        (work / "tests").symlink_to(PROJECT / "tests")
    settings: dict[str, Any] = {
        "source_paths": ["src"],
        "only_mutate": [f"src/sourcebook/{module}" for module in modules],
        "pytest_add_cli_args_test_selection": _tests(group),
        "pytest_add_cli_args": _options(group),
        # The caches of the engine must not hold what was worked out without the mutant.
        "process_isolation": "forkserver",
        "use_git_change_detection": False,
        "on_dependency_change": "ignore",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    (work / "pyproject.toml").write_text("\n".join([project, "[tool.mutmut]", *lines, ""]), "utf-8")


def remove_copies(work: Path, modules: Sequence[str]) -> None:
    """Remove what a run before this copied of the engine, but for the mutants of these modules.

    mutmut would renew no templates, and leave modules that are no longer there.
    """
    shutil.rmtree(work / "src", ignore_errors=True)
    copies = work / "mutants" / "src"
    kept = {copies / "sourcebook" / f"{module}{kept}" for module in modules for kept in ("", ".meta", ".spans")}
    for file in copies.rglob("*"):
        if file.is_file() and file not in kept:
            file.unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """Test the mutants of all modules, or of those that are named, and return 1 where more are left than may be."""
    parser = argparse.ArgumentParser(prog="mutants.py", description=__doc__)
    every = [module for group in GROUPS for module in group.modules]
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"{', '.join(every)}; all if none is named")
    parser.add_argument("--again", action="store_true", help="only those that no test noticed the last time")
    parser.add_argument("--tell", action="store_true", help="run nothing, tell what the last run found")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many run at once")
    options = parser.parse_args(arguments)
    if unknown := set(options.modules) - set(every):
        parser.error(f"no such module: {', '.join(sorted(unknown))}")
    listed = accepted(ACCEPTED.read_text("utf-8"))
    rows = []
    for group in GROUPS:
        modules = [module for module in group.modules if module in (options.modules or every)]
        if modules and not options.tell:
            run(group, modules, options.workers, options.again)
        rows += [judged(module, group.least, mutants(WORK / group.folder, module), listed) for module in modules]
    print(*(fault for row in rows for fault in row.faults), sep="\n")
    print(table(rows))
    return 1 if any(row.faults for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
