"""Mutation testing: does a test notice when the engine is changed? ``python tests/mutants.py [MODULE …]``.

mutmut makes mutants of the modules below, such as ``<=`` for ``<``, and runs for each of them the tests that call the
changed function, chosen from the files that stand here beside the module. What no test notices must be listed in
``mutants.yml`` with the reason.
"""

import argparse
import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mutants_source import without_decorators

PROJECT = Path(__file__).parents[1]
ACCEPTED = Path(__file__).with_name("mutants.yml")
WORK = PROJECT / "build" / "mutants"
EQUIVALENT = "equivalent: "
"""How a reason begins that says why no test can notice the mutant; it does not count against the share."""
LONGEST_TEST = 30
"""Seconds after which a mutant runs for ever. The slowest of the tests takes a fifth of that on a busy machine."""
NOTICED = {1, 3, 36, -24, 24, 152, 255}
"""What mutmut keeps of a run whose tests failed, or did not come to an end in many times the usual time."""
NOT_RUN = {None, 5, 33}


@dataclass(frozen=True)
class Group:
    """Modules of one subject, the test files that are about it, and how many of 100 mutants must be noticed."""

    name: str
    least: float
    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Where its mutants are tested."""
        return self.name.replace(" ", "-")


GOLDEN = "golden/rules"
"""Among tests: the cases of the rules of these modules. All rules run in each test that checks data."""

GROUPS = (
    Group(
        "quotations", 100,
        ("texts/quotes.py", "texts/mismatch.py", "texts/windows.py", "texts/folding.py"),
        (
            "test_quotes.py", "test_quotations.py", "test_quoting.py",
            "test_inventions.py::test_chance_is_that_of_as_many_hashes_as_there_are_windows",
        ),
    ),
    Group(
        "fingerprints", 95,
        ("texts/fingerprint.py",),
        ("test_quotations.py", "test_quoting.py", "test_proof_property.py", "test_inventions.py"),
    ),
    Group("dates", 95, ("words/dates.py",), ("test_dates.py",)),
    Group(
        "evidence", 95,
        ("reference/evidence.py",),
        (
            "test_evidence.py", "test_messages.py::test_whole_data_have_no_problems",
            "test_registering.py::test_each_quotation_is_counted_once",
            "test_registering.py::test_a_quotation_whose_text_is_damaged_is_skipped",
            "test_registering.py::test_three_words_are_too_few_for_the_first_method",
        ),
    ),
    Group(
        "rules of evidence", 95,
        ("rules/evidence.py",),
        (
            GOLDEN, "test_messages.py::test_quotation_of_another_registered_text",
            "test_quoting.py::test_the_character_that_differs_is_named",
        ),
    ),
    Group(
        "rules of records", 95,
        ("rules/forms.py", "rules/identity.py", "rules/references.py"),
        (
            GOLDEN, "test_contributing.py::test_every_rule_stands_in_the_page_under_its_code",
            "test_quoting.py::test_a_quotation_without_spaces_has_half_as_many_words_as_characters",
            "test_quoting.py::test_numbers_and_latin_words_among_characters_count_as_two",
        ),
    ),
    Group(
        "rules of outlines", 95,
        ("rules/outlines.py",),
        (
            GOLDEN, "test_outlines.py::test_bad_range_is_one_message",
            "test_outlines.py::test_version_of_another_outline_is_refused",
            "test_outlines.py::test_one_mistake_gives_messages_about_itself_alone",
            "test_outlines.py::test_passages_in_another_form_are_one_message",
            "test_outlines.py::test_gist_that_runs_on_in_characters_is_refused",
            "test_outlines.py::test_extent_of_the_registered_text_says_whether_a_version_is_complete",
            "test_outlines.py::test_damaged_fingerprint_leaves_the_outline_alone",
        ),
    ),
    Group("rules of overlaps", 95, ("rules/overlaps.py",), (GOLDEN, "test_overlaps.py")),
    Group("rules of pages", 95, ("rules/handwritten.py", "rules/pagelinks.py"), ("test_handwritten.py",)),
    Group(
        "rules of the navigation", 95,
        ("rules/navigation.py",),
        (
            "test_export.py::test_navigation_follows_the_order_of_chapters",
            "test_export.py::test_navigation_without_chapters",
        ),
    ),
    Group(
        "all rules", 95,
        ("rules/__init__.py",),
        (
            "test_rules.py::test_all_rules_together_find_each_problem_once_and_sorted",
            "test_rules.py::test_every_rule_is_one_sentence",
            "test_contributing.py::test_every_rule_stands_in_the_page_under_its_code",
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A change to a function, as the lines before and after it; ``noticed`` is None where no test ran."""

    module: str
    function: str
    before: str
    after: str
    noticed: bool | None

    def __str__(self) -> str:
        return f"{self.module}, {self.function}\n  - {self.before}\n  + {self.after}"


@dataclass(frozen=True)
class Accepted:
    """A mutant that no test notices, with the reason."""

    module: str
    function: str
    before: str
    after: str
    reason: str

    def is_of(self, mutant: Mutant) -> bool:
        """Say whether this is that mutant."""
        return (self.module, self.function, self.before, self.after) == (
            mutant.module, mutant.function, mutant.before, mutant.after,
        )  # fmt: skip


def accepted(text: str) -> list[Accepted]:
    """Return the mutants that ``mutants.yml`` lists: module → function, line before, line or lines after, reason."""
    listed: dict[str, list[dict[str, Any]]] = yaml.safe_load(text) or {}
    return [
        Accepted(module, entry["function"], entry["before"], after, entry["reason"])
        for module, entries in listed.items()
        for entry in entries
        for after in (entry["after"] if isinstance(entry["after"], list) else [entry["after"]])
    ]


def chosen(group: Group) -> list[str]:
    """Return the tests of a group as pytest names them, from the folder of tests."""
    return [name for given in group.tests for name in (_golden_cases(group) if given == GOLDEN else [given])]


def _golden_cases(group: Group) -> Iterator[str]:
    for module in group.modules:
        for node in ast.parse((PROJECT / "hooks" / "sourcebook" / module).read_text("utf-8")).body:
            cases = Path(__file__).parent / GOLDEN / f"{node.name}.yml" if isinstance(node, ast.FunctionDef) else None
            if cases and cases.exists():
                yield f"test_rules.py::test_rule_finds_nothing_in_whole_data[{cases.stem}]"
                for number, _ in enumerate(yaml.safe_load(cases.read_text("utf-8")), 1):
                    yield f"test_rules.py::test_rule_finds_what_is_broken[{cases.stem}-{number}]"


def run(group: Group, modules: Sequence[str], workers: int, again: bool) -> None:
    """Let mutmut test the mutants of these modules; with ``again``, only those that no test noticed before.

    Raises ``subprocess.CalledProcessError`` where mutmut fails, as it does if a test fails without any mutant.
    """
    work = WORK / group.folder
    if again:
        for module in modules:
            _forget_unnoticed(work, module)
    else:
        shutil.rmtree(work, ignore_errors=True)
    _lay_out(work, group, modules)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(workers)]
    # The tests find the plugin, and nothing of the engine but its mutants.
    environment = os.environ | {"PYTHONPATH": str(PROJECT / "tests")}
    subprocess.run(command, cwd=work, env=environment, check=True)


def _lay_out(work: Path, group: Group, modules: Sequence[str]) -> None:
    """Make a copy of the project in which mutmut finds the engine where it looks for it: in ``src``."""
    made = work / "mutants"
    made.mkdir(parents=True, exist_ok=True)
    shutil.copytree(PROJECT / "hooks", work / "src", dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
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
        "pytest_add_cli_args_test_selection": [f"tests/{name}" for name in chosen(group)],
        "pytest_add_cli_args": [
            "--without-sites",
            "-p",
            "mutants_plugin",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            # By a thread, which ends the whole process: a mutant that runs for ever would do so in the next example.
            f"--timeout={LONGEST_TEST}",
            "--timeout-method=thread",
        ],
        # The caches of the engine must not hold what was worked out without the mutant.
        "process_isolation": "forkserver",
        "use_git_change_detection": False,
        "on_dependency_change": "ignore",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    project = (PROJECT / "pyproject.toml").read_text("utf-8")
    (work / "pyproject.toml").write_text("\n".join([project, "[tool.mutmut]", *lines, ""]), "utf-8")


def _kept(work: Path, module: str) -> Path:
    """Return where mutmut keeps what became of the mutants of a module."""
    return work / "mutants" / "src" / "sourcebook" / f"{module}.meta"


def _codes(work: Path, module: str) -> dict[str, int | None]:
    """Return name of a mutant → what its tests returned to the system."""
    codes: dict[str, int | None] = json.loads(_kept(work, module).read_text("utf-8"))["exit_code_by_key"]
    return codes


def _forget_unnoticed(work: Path, module: str) -> None:
    """Let mutmut test again what no test noticed; what has changed since then it tests anyhow."""
    kept = _kept(work, module)
    all_kept = json.loads(kept.read_text("utf-8"))
    codes = all_kept["exit_code_by_key"]
    all_kept["exit_code_by_key"] = {name: code if code in NOTICED else None for name, code in codes.items()}
    kept.write_text(json.dumps(all_kept), "utf-8")


def mutants(work: Path, module: str) -> Iterator[Mutant]:
    """Yield the mutants of a module as mutmut left them in a folder."""
    file = work / "mutants" / "src" / "sourcebook" / module
    lines = file.read_text("utf-8").splitlines()
    spans = json.loads(file.with_name(f"{file.name}.spans").read_text("utf-8"))["spans"]

    def source(name: str) -> list[str]:
        start, end = spans[name]
        return [line.replace(f"def {name}(", f"def {_method(name)}(") for line in lines[start - 1 : end]]

    for key, code in _codes(work, module).items():
        name = key.rpartition(".")[2]
        function = name.partition("__mutmut_")[0]
        before, after = _changed(source(f"{function}__mutmut_orig"), source(name))
        noticed = None if code in NOT_RUN else code in NOTICED
        yield Mutant(module, re.sub("^x_|^xǁ", "", function).replace("ǁ", "."), before, after, noticed)


def _method(name: str) -> str:
    """Return the name that a function has in the engine, without its class."""
    return re.sub("^x_|^xǁ.*ǁ|__mutmut_.*$", "", name)


def _changed(one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    """Return the lines in which two functions differ, joined."""
    found: dict[str, list[str]] = {"-": [], "+": [], " ": [], "?": []}
    for line in difflib.ndiff(one, other):
        found[line[0]].append(line[2:].strip())
    return " ".join(found["-"]).strip(), " ".join(found["+"]).strip()


@dataclass(frozen=True)
class Row:
    """How a module stands: its mutants, those that tests notice, those that no test can notice, and the faults."""

    module: str
    all: int
    noticed: int
    equivalent: int
    least: float
    faults: tuple[str, ...]

    @property
    def share(self) -> float:
        """How many of 100 mutants that can be noticed are."""
        possible = self.all - self.equivalent
        return 100 * self.noticed / possible if possible else 100.0


def judged(module: str, least: float, found: Iterable[Mutant], listed: Iterable[Accepted]) -> Row:
    """Hold the mutants of a module against those that are listed as not noticed."""
    found, listed = [*found], [entry for entry in listed if entry.module == module]
    left = [mutant for mutant in found if not mutant.noticed]
    reasons = {mutant: [entry.reason for entry in listed if entry.is_of(mutant)] for mutant in left}
    faults = [
        f"{'no test runs' if mutant.noticed is None else 'no test notices'}: {mutant}"
        for mutant in left
        if not reasons[mutant]
    ]
    faults += [
        f"listed, but no such mutant is left: {entry.module}, {entry.function}\n  - {entry.before}\n  + {entry.after}"
        for entry in listed
        if not any(entry.is_of(mutant) for mutant in left)
    ]
    equivalent = sum(reason[0].startswith(EQUIVALENT) for mutant in left if (reason := reasons[mutant]))
    row = Row(module, len(found), len(found) - len(left), equivalent, least, tuple(faults))
    if row.share < least:
        faults.append(f"{module}: at least {least} % must be noticed: {row.share:.1f} %")
    return Row(module, row.all, row.noticed, row.equivalent, least, tuple(faults))


def table(rows: Sequence[Row]) -> str:
    """Return a line for each module."""
    lines = [f"{'module':28} {'mutants':>8} {'noticed':>8} {'equivalent':>11} {'left':>5} {'share':>8} {'least':>6}"]
    for row in rows:
        left = row.all - row.noticed - row.equivalent
        lines.append(
            f"{row.module:28} {row.all:8,} {row.noticed:8,} {row.equivalent:11,} {left:5,} {row.share:6.1f} %"
            f" {row.least:4.0f} %"
        )
    return "\n".join(lines)


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
