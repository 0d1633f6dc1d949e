"""Built sites for the tests: the real one and the tiny one, each in both styles of addresses."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from mkdocs.plugins import BasePlugin, event_priority

from sitecheck import Site
from sourcebook.site.build import Site as Content
from sourcebook.site.build import build
from sourcebook.site.render import Renderer
from support import TINY

PROJECT = Path(__file__).parent.parent
URL = "https://reference.example/sub/"
"""A site below the root of its host is the hard case for absolute paths."""
FORGE = "https://forge.example/repository"
BUILD_ONCE = Path(__file__).with_name("buildonce.py")
ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": URL, "REPO_URL": FORGE, "PYTHONUTF8": "1"}


class Contents(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Keeps what stands on each page of a build, without links of headings to themselves, and its metadata."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, dict[str, Any]]] = {}

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Any, **_: Any) -> None:
        html = re.sub('<a class="headerlink".*?</a>', "", html)
        self.pages[page.file.src_uri] = (re.sub(r"\s*\n\s*", "\n", html).strip(), dict(page.meta))


@dataclass
class Built(Site):
    """A site that MkDocs built from ``root``, with what it printed and the content that it should show."""

    name: str
    root: Path
    forge: str
    directories: bool
    process: "subprocess.Popen[str]" = field(repr=False)

    @cached_property
    def output(self) -> str:
        return self.process.communicate()[0]

    def whole(self) -> "Built":
        """Wait for the build and return the site; without a site all tests of it end here, in one line each."""
        printed = self.output.strip().splitlines()
        if code := self.process.returncode:
            why = printed[-1] if printed else f"nothing was printed (code {code})"
            pytest.fail(f"the {self.name} site was not built: {why}", pytrace=False)
        return self

    @cached_property
    def content(self) -> Content:
        return build(self.root / "data", self.root / "docs", Renderer(f"{self.forge}/edit/main/"))

    def html(self, source: str) -> str:
        """Return the path of the page made from ``chapters/flood.md``."""
        stem = source.removesuffix(".md")
        if not self.directories or stem == "index" or stem.endswith("/index"):
            return f"{stem}.html"
        return f"{stem}/index.html"


def start(name: str, folder: Path, directories: bool) -> Built:
    """Begin to build, or wait for another process of the tests to do so; who asks for ``output`` waits as well."""
    root, url, forge = (
        (PROJECT, URL, FORGE)
        if name == "real"
        else (TINY, "https://flood.example.org/", "https://forge.example.org/flood")
    )
    style = "--use-directory-urls" if directories else "--no-directory-urls"
    command = ["build", "--strict", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(folder), style]
    process = mkdocs(*command, program=(str(BUILD_ONCE), str(folder)))
    return Built(folder, url, name, root, forge, directories, process)


def mkdocs(*arguments: str, program: tuple[str, str] = ("-m", "mkdocs"), **environment: str) -> "subprocess.Popen[str]":
    """Start MkDocs in a process of its own; it prints into one pipe."""
    return subprocess.Popen(
        [sys.executable, *program, *arguments], env=ENVIRONMENT | environment, cwd=PROJECT,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port and yield its address."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
