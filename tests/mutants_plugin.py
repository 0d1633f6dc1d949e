"""What pytest does where mutants are tested: it collects the tests once, and runs them for each mutant in a fork."""

import gc
import json
import os
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NoReturn

import pytest
from hypothesis import Phase, settings

AT_ONCE = "MUTANTS_AT_ONCE"
"""The variable of the environment that says how many mutants are tested at once; without it, none are."""
NOT_CALLED = 33
"""What mutmut keeps of a mutant that no test calls."""


def pytest_sessionstart() -> None:
    """Stop at the first example that fails: nobody reads it."""
    settings.register_profile("mutants", settings.default, phases=(Phase.explicit, Phase.generate), database=None)
    settings.load_profile("mutants")


def pytest_runtest_setup() -> None:
    """Before mutants are tested, let each test call what it asks for: by this mutmut chooses tests."""
    if AT_ONCE not in os.environ:
        _empty_caches()


def _empty_caches() -> None:
    """Empty the caches of the engine."""
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] == "sourcebook":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Instead of the tests themselves, test the mutants that were not tested yet."""
    if AT_ONCE not in os.environ:
        return None
    gc.freeze()
    tested = _Tested(session, [*Path("src").rglob("*.meta")])
    for module, mutant in tested.waiting():
        while len(tested.running) >= int(os.environ[AT_ONCE]):
            tested.wait()
        tested.start(module, mutant)
    while tested.running:
        tested.wait()
    return True


class _Tested:
    """The mutants of some modules, in files as mutmut keeps them: name → what its tests returned to the system."""

    def __init__(self, session: pytest.Session, files: Sequence[Path]) -> None:
        known: dict[str, Any] = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
        self._session = session
        self._items = {item.nodeid: item for item in session.items}
        self._callers: dict[str, list[str]] = known["tests_by_mangled_function_name"]
        self._seconds: dict[str, float] = known["duration_by_test"]
        self._noticed: dict[str, Counter[str]] = defaultdict(Counter)
        self._kept = {file: json.loads(file.read_text("utf-8")) for file in files}
        self.running: dict[int, tuple[Path, str, Path]] = {}
        """Process → the file of its mutant, the mutant, and the folder that is left to its tests."""

    def waiting(self) -> Iterator[tuple[Path, str]]:
        """Yield the mutants that were not tested yet, each with its file."""
        for file, kept in self._kept.items():
            yield from ((file, name) for name, code in kept["exit_code_by_key"].items() if code is None)

    def start(self, file: Path, mutant: str) -> None:
        """Start the tests that call the function.

        First come those that noticed other mutants of it, then those that bear its name, then the quick ones.
        """
        function = mutant.partition("__mutmut_")[0]
        bare = function.rpartition(".")[2].removeprefix("x_")
        times = self._noticed[function]
        tests = [name for name in self._callers.get(function, ()) if name in self._items]
        tests.sort(key=lambda name: (-times[name], bare not in name, self._seconds.get(name, 0.0)))
        if not tests:
            self._keep(file, mutant, NOT_CALLED)
            return
        folder = Path(mkdtemp(prefix="mutant-"))
        process = os.fork()
        if process == 0:
            _run(self._session, mutant, folder, [self._items[name] for name in tests])
        self.running[process] = file, mutant, folder

    def wait(self) -> None:
        """Wait for the end of a process, and keep what became of its mutant."""
        process, status = os.wait()
        file, mutant, folder = self.running.pop(process)
        noticed = folder / "noticed"
        if noticed.exists():
            self._noticed[mutant.partition("__mutmut_")[0]][noticed.read_text("utf-8")] += 1
        shutil.rmtree(folder, ignore_errors=True)
        self._keep(file, mutant, os.waitstatus_to_exitcode(status))

    def _keep(self, file: Path, mutant: str, code: int) -> None:
        self._kept[file]["exit_code_by_key"][mutant] = code
        file.write_text(json.dumps(self._kept[file]), "utf-8")
        codes = [code for kept in self._kept.values() for code in kept["exit_code_by_key"].values()]
        print(f"\r{len(codes) - codes.count(None)} of {len(codes)}, {codes.count(0)} not noticed", end="", flush=True)


def _run(session: pytest.Session, mutant: str, folder: Path, items: Sequence[pytest.Item]) -> NoReturn:
    """Run tests until one fails, and end the process: with 1 if one did, else with 0."""
    os.environ |= {"MUTANT_UNDER_TEST": mutant, "PYTEST_DEBUG_TEMPROOT": str(folder)}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    _empty_caches()  # they hold what was worked out without the mutant
    for item, following in pairwise([*items, None]):
        assert item is not None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            (folder / "noticed").write_text(item.nodeid, "utf-8")
            os._exit(1)
    os._exit(0)
