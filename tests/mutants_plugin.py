"""What pytest does otherwise while mutants are tested: the tests that are likely to notice go first."""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import Phase, settings

NOTICED = Path("noticed")
"""A file for each function: the tests that noticed a mutant of it, a line each time."""


def pytest_sessionstart() -> None:
    """Stop at the first example that fails: nobody reads it."""
    settings.register_profile("mutants", settings.default, phases=(Phase.explicit, Phase.generate), database=None)
    settings.load_profile("mutants")


def _of_this_function() -> Path | None:
    function, mutant, _ = os.environ.get("MUTANT_UNDER_TEST", "").partition("__mutmut_")
    return NOTICED / function if mutant else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what noticed other mutants of the function; then come the quick tests, as mutmut measured them."""
    measured, known = Path("mutmut-stats.json"), _of_this_function()
    if measured.exists() and known:
        seconds = json.loads(measured.read_text("utf-8"))["duration_by_test"]
        times = Counter(known.read_text("utf-8").splitlines()) if known.exists() else Counter()
        items.sort(key=lambda item: (-times[item.nodeid], seconds.get(item.nodeid, 0)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep which test noticed a mutant."""
    known = _of_this_function()
    if report.failed and known:
        NOTICED.mkdir(exist_ok=True)
        with known.open("a", encoding="utf-8") as kept:
            kept.write(f"{report.nodeid}\n")


def pytest_runtest_setup() -> None:
    """Empty the caches of the engine, so that each test calls what it asks for: by this mutmut chooses tests."""
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] == "sourcebook":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
