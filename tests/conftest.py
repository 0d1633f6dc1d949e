"""Fixtures for all tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sites import Built, start
from support import Copy

# The same examples on every machine and every day, and no failure because a machine is slow.
settings.register_profile("sourcebook", deadline=None, derandomize=True)
settings.load_profile("sourcebook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with which golden pages are written anew."""
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew before comparing")


@pytest.fixture
def tiny(tmp_path: Path) -> Copy:
    """Return a fresh copy of the tiny reference, free to be broken."""
    return Copy.make(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Built]]:
    """Return every site in both styles of addresses; all are built at once, each in its own process."""
    top = tmp_path_factory.mktemp("sites")
    made = {
        f"{name}-{style}": start(name, top / f"{name}-{style}", directories=style == "folders")
        for name in ("real", "tiny")
        for style in ("folders", "files")
    }
    yield made
    for site in made.values():
        site.process.kill()
        assert site.output is not None  # reads to the end and closes the pipe
    shutil.rmtree(top)


@pytest.fixture(params=["tiny-folders", "tiny-files", "real-folders", "real-files"])
def attempt(request: pytest.FixtureRequest, built: dict[str, Built]) -> Built:
    """Return one of the sites, whether or not it could be built."""
    return built[request.param]


@pytest.fixture
def site(attempt: Built) -> Built:
    """Return one of the sites."""
    return attempt.whole()


@pytest.fixture
def real_site(built: dict[str, Built]) -> Built:
    """Return the real site as it is published."""
    return built["real-folders"].whole()


@pytest.fixture
def tiny_site(built: dict[str, Built]) -> Built:
    """Return the tiny site as it would be published."""
    return built["tiny-folders"].whole()
