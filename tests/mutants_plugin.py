"""What pytest does otherwise while mutants are tested: quick tests first, no cache that outlives a test."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings


def pytest_sessionstart() -> None:
    """Stop at the first example that fails: nobody reads it."""
    settings.register_profile("mutants", settings.default, phases=(Phase.explicit, Phase.generate), database=None)
    settings.load_profile("mutants")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the quick tests first, by what mutmut measured without a mutant."""
    measured = Path("mutmut-stats.json")
    if measured.exists():
        seconds = json.loads(measured.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda item: seconds.get(item.nodeid, 0))


def pytest_runtest_setup() -> None:
    """Empty the caches of the engine, so that each test calls what it asks for: by this mutmut chooses tests."""
    for name, module in [*sys.modules.items()]:
        if name.partition(".")[0] == "sourcebook":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
