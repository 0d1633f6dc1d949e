"""The real site in a browser: it runs without errors, fetches nothing elsewhere, and is read on a telephone."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sites import Built, served

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass
class Visit:
    """A window of the browser that keeps what went wrong in it."""

    page: Page
    url: str
    site: Built
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def go(self, source: str) -> Page:
        """Open the page that is made from ``chapters/flood.md``."""
        self.page.goto(self.url + self.site.html(source).removesuffix("index.html"), wait_until="load")
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return the system's browser."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail(f"the tests need a browser, none of {', '.join(BROWSERS)} is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
        opened = playwright.chromium.launch(
            executable_path=path, args=[*quiet, "--disable-sync", "--disable-quic"], chromium_sandbox=os.geteuid() != 0
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(built: dict[str, Built]) -> Iterator[str]:
    """Serve the real site."""
    with served(built["real-folders"].whole().folder) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str, real_site: Built) -> Iterator[Visit]:
    """Open a window of desk size."""
    yield from _visit(browser, address, real_site, DESK)


@pytest.fixture
def phone(browser: Browser, address: str, real_site: Built) -> Iterator[Visit]:
    """Open a window of the size of a telephone."""
    yield from _visit(browser, address, real_site, PHONE)


@pytest.fixture
def plain(browser: Browser, address: str, real_site: Built) -> Iterator[Visit]:
    """Open a window in which no script runs."""
    yield from _visit(browser, address, real_site, DESK, scripts=False)


def _visit(
    browser: Browser, address: str, site: Built, size: dict[str, int], *, scripts: bool = True
) -> Iterator[Visit]:
    context = browser.new_context(viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    visit = Visit(context.new_page(), address, site)
    visit.page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("response", lambda answer: visit.errors.append(answer.url) if answer.status >= 400 else None)
    visit.page.on("request", lambda asked: None if _is_ours(asked.url, address) else visit.foreign.append(asked.url))
    yield visit
    context.close()


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def _chapter(site: Built) -> str:
    return f"chapters/{next(iter(site.content.reference.chapters))}.md"


def _kinds(site: Built) -> list[str]:
    """Return one page of each kind, by its template."""
    kinds = {page.template: path for path, page in site.content.pages.items()}
    # A source whose text is registered has most to show.
    return [*kinds.values(), f"sources/{next(iter(site.content.reference.texts))}.md"]


def test_pages_run_without_errors_and_fetch_nothing_elsewhere(visit: Visit) -> None:
    for source in _kinds(visit.site):
        visit.go(source)
    visit.page.wait_for_load_state("networkidle")
    assert visit.errors == []
    assert visit.foreign == []


def test_note_is_shown_when_its_number_has_the_focus(visit: Visit) -> None:
    page = visit.go(_chapter(visit.site))
    page.wait_for_load_state("networkidle")
    source = page.locator("#note-1 a").first.inner_text()
    page.locator(".footnote-ref").first.focus()
    tooltip = page.locator(".md-tooltip2--active")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_contain_text(source)


def test_search_leads_to_a_claim(visit: Visit) -> None:
    claim = next(iter(visit.site.content.reference.claims.values())).record
    page = visit.go("index.md")
    page.locator("input.md-search__input").fill(claim.title)
    result = page.locator(f".md-search-result__link[href*='#{claim.id}']").first
    expect(result).to_be_visible()
    assert visit.errors == []
    assert visit.foreign == []


def test_no_page_is_wider_than_a_telephone(phone: Visit) -> None:
    wide = {}
    for source in _kinds(phone.site):
        page = phone.go(source)
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if size[0] > size[1]:
            wide[source] = size
    assert wide == {}


def test_evidence_is_read_without_scripts(plain: Visit) -> None:
    page = plain.go(_chapter(plain.site))
    claim = next(iter(plain.site.content.reference.claims.values())).record
    citation = claim.cites[0]
    note = page.locator("#note-1")
    expect(note).to_be_visible()
    expect(note).to_contain_text(citation.locator)
    expect(note).to_contain_text(citation.quote or "")
    box = note.bounding_box()
    assert box
    assert box["height"] > 10
