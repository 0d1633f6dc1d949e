"""Fixtures for all tests."""

import logging
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from browsing import DESK, NO_BROWSER, PHONE, QUIET, Open, Visit, installed, needed
from publisher import Publisher
from sites import PROJECT, Built, served, start
from sourcebook.site import render
from sourcebook.site.kept import inputs
from sourcebook.site.kept.folder import ASKED, KeptFolder
from support import TINY, Copy

# The same examples on every machine and every day, and no failure because a machine is slow.
settings.register_profile("sourcebook", deadline=None, derandomize=True)
settings.load_profile("sourcebook")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with which golden pages are written anew."""
    parser.addoption("--update-golden", action="store_true", help="write golden files anew before comparing")
    parser.addoption("--without-sites", action="store_true", help="leave out what builds a site or opens a browser")


SITES_FOLDER = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which the sites are built, one for all processes of the tests."""
    # A shell has what it starts in the background ignore Ctrl-C, and nohup the end of the terminal; so would every
    # program that is interrupted here.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    told = getattr(config, "workerinput", None)
    if told is None:
        folder = TemporaryDirectory(prefix="sourcebook-sites-", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
    config.stash[SITES_FOLDER] = told["sites"] if told else folder.name


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process that runs tests where the sites are."""
    node.workerinput["sites"] = node.config.stash[SITES_FOLDER]


SITES = {"browser", "built", "idle", "site"}
"""The fixtures that build or serve whole sites."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests of whole sites last, since these are being built meanwhile; leave them out where that is wished."""
    of_sites = [item for item in items if SITES.intersection(getattr(item, "fixturenames", ()))]
    left = set(of_sites)
    others = [item for item in items if item not in left]
    if config.getoption("--without-sites"):
        config.hook.pytest_deselected(items=of_sites)
        of_sites = []
    items[:] = others + of_sites


@pytest.fixture(scope="session", autouse=True)
def sites_in_time(request: pytest.FixtureRequest) -> None:
    """Begin to build the sites before the first test, if any test will ask for them."""
    wanted = (set(getattr(item, "fixturenames", ())) for item in request.session.items)
    if any("built" in names and ("browser" not in names or installed()) for names in wanted):
        request.getfixturevalue("built")


NOT_TESTED = {
    "no browser is installed": "The site was not opened in a browser",
    "the texts themselves are not here": "Quotations and fingerprints were not compared with the texts",
}
"""How the reason begins for which tests are skipped, and what that leaves open."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say at the end, so that nobody overlooks it, which tests could not be made for want of a browser or of texts."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in reports if isinstance(report.longrepr, tuple)]
    for beginning, left_open in NOT_TESTED.items():
        found = [reason for reason in reasons if reason.startswith(beginning)]
        if found:
            terminalreporter.section("NOT TESTED", red=True, bold=True)
            terminalreporter.line(f"{left_open} (skipped tests: {len(found)}): {found[0]}")


@pytest.fixture
def tiny(tmp_path: Path) -> Copy:
    """Return a fresh copy of the tiny reference, free to be broken."""
    return Copy.make(tmp_path)


@pytest.fixture(scope="session")
def built(pytestconfig: pytest.Config) -> Iterator[dict[str, Built]]:
    """Return every site in both styles of addresses; all are built at once, each in its own process."""
    top = Path(pytestconfig.stash[SITES_FOLDER])
    made = {
        f"{name}-{style}": start(name, top / f"{name}-{style}", directories=style == "folders")
        for name in ("real", "tiny")
        for style in ("folders", "files")
    }
    yield made
    for site in made.values():
        assert site.output is not None  # waits to the end: other processes may wait for this very build


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


@pytest.fixture(scope="session")  # before the sites, which are not built where no browser opens them
def browser() -> Iterator[Browser]:
    """Return the system's browser."""
    path = installed()
    if path is None:
        (pytest.fail if needed() else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        safe = os.geteuid() != 0  # the browser's sandbox refuses to work for root
        opened = playwright.chromium.launch(executable_path=path, args=[*QUIET], chromium_sandbox=safe)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def address(browser: Browser, built: dict[str, Built]) -> Iterator[str]:  # noqa: ARG001 - without one, no site is built
    """Serve the real site."""
    with served(built["real-folders"].whole().folder) as url:
        yield url


@pytest.fixture
def desk(browser: Browser, address: str, real_site: Built) -> Iterator[Open]:
    """Return what opens windows with options of their own, of desk size if they name no other."""
    opened: list[Visit] = []

    def begin(**options: Any) -> Visit:
        opened.append(Visit.begin(browser, address, real_site, **({"viewport": DESK} | options)))
        return opened[-1]

    yield begin
    for visit in opened:
        visit.page.context.close()


@pytest.fixture
def visit(desk: Open) -> Visit:
    """Open a window of desk size."""
    return desk()


@pytest.fixture
def tiny_visit(browser: Browser, built: dict[str, Built]) -> Iterator[Visit]:
    """Open a window of desk size on the tiny site; what is copied there can be read."""
    site = built["tiny-folders"].whole()
    with served(site.folder) as url:
        visit = Visit.begin(browser, url, site, viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
        yield visit
        visit.page.context.close()


@pytest.fixture
def phone(desk: Open) -> Visit:
    """Open a window of the size of a telephone."""
    return desk(viewport=PHONE)


@pytest.fixture
def plain(desk: Open) -> Visit:
    """Open a window in which no script runs."""
    return desk(java_script_enabled=False)


@pytest.fixture
def plain_phone(desk: Open) -> Visit:
    """Open a window of the size of a telephone in which no script runs."""
    return desk(viewport=PHONE, java_script_enabled=False)


@pytest.fixture
def publisher(tiny: Copy, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(PROJECT / "hooks"))
    tiny.write("mkdocs.yml", settings)
    engine = tmp_path_factory.mktemp("engine")
    shutil.copytree(render.TEMPLATES, engine / "templates")
    monkeypatch.setattr(render, "TEMPLATES", engine / "templates")
    monkeypatch.setattr(inputs, "ENGINE", engine)
    monkeypatch.setenv(ASKED, "")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    # Each build begins to listen to what MkDocs writes into its log.
    monkeypatch.setattr(logging.getLogger("mkdocs"), "handlers", [])
    return Publisher(tiny, KeptFolder(tiny.root / ".cache" / "kept"), engine)


@pytest.fixture
def published(publisher: Publisher) -> Publisher:
    """A site that was built whole."""
    assert not publisher.publish()
    return publisher
