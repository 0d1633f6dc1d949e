"""Windows of the system's browser for the tests, each keeping what went wrong in it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from playwright.sync_api import Browser, Page, expect

from sites import Built

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = f"no browser is installed, neither of {', '.join(BROWSERS)}; on Debian: apt-get install chromium"
CEILING = 60_000
"""Milliseconds after which nothing is awaited any more: what is awaited is an event, and the machine may be busy."""
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
QUIET = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-quic")  # fmt: skip


def installed() -> str | None:
    """Return the path of the system's browser, if it has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def needed() -> bool:
    """Say whether tests that find no browser fail: on the machine that decides about publication."""
    return os.environ.get("CI") == "true"


@dataclass
class Visit:
    """A window of the browser on a served site."""

    page: Page
    url: str
    site: Built
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, browser: Browser, url: str, site: Built, **options: Any) -> "Visit":
        """Open a window; options are those of the browser's contexts."""
        context = browser.new_context(**options)
        context.set_default_timeout(CEILING)
        expect.set_options(timeout=CEILING)
        visit = cls(context.new_page(), url, site)
        visit.page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("response", lambda answer: visit.errors.append(answer.url) if answer.status >= 400 else None)
        visit.page.on("request", lambda asked: None if visit.is_ours(asked.url) else visit.foreign.append(asked.url))
        return visit

    def is_ours(self, url: str) -> bool:
        """Tell whether a request stays with the site."""
        return url.startswith((self.url, "data:", "blob:"))

    def go(self, source: str) -> Page:
        """Open the page that is made from ``chapters/flood.md``."""
        self.page.goto(self.url + self.site.html(source).removesuffix("index.html"), wait_until="load")
        return self.page

    def kinds(self) -> list[str]:
        """Return one page of each kind, by its template."""
        kinds = {page.template: path for path, page in self.site.content.pages.items()}
        # A source whose text is registered has most to show.
        return [*kinds.values(), f"sources/{next(iter(self.site.content.reference.texts))}.md"]


Open: TypeAlias = Callable[..., Visit]
"""Opens a window with options of its own."""
