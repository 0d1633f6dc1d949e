"""``mkdocs serve`` while an editor works: an edit is shown, a mistake ends nothing, and mending it is enough."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from sites import PROJECT, mkdocs
from support import TINY, Copy

PATIENCE = 30.0
"""Seconds after which we stop to wait; what is awaited usually comes within two."""
CHAPTER = "data/chapters/flood.yml"
TITLE = "The river comes over the wall"


@dataclass
class Server:
    """A running ``mkdocs serve`` of a copy of the tiny reference."""

    copy: Copy
    url: str
    running: Callable[[], bool]
    output: list[str]

    def chapter(self) -> str:
        """Return the page of the chapter, or nothing where the server does not answer in time."""
        try:
            with urlopen(f"{self.url}chapters/flood/", timeout=1) as answer:
                return str(answer.read().decode("utf-8"))
        except (URLError, TimeoutError, ConnectionError):
            return ""

    def shows(self, text: str) -> bool:
        """Wait until the page of the chapter has the text."""
        return self.waits(lambda: text in self.chapter())

    def says(self, text: str) -> bool:
        """Wait until the terminal has the text."""
        return self.waits(lambda: any(text in line for line in self.output))

    def waits(self, condition: Callable[[], bool]) -> bool:
        """Wait until the condition holds; tell whether it came to hold while the server was running."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.running():
            if condition():
                return True
            time.sleep(0.1)
        return False

    @property
    def printed(self) -> str:
        return "".join(self.output)


@pytest.fixture
def server(tiny: Copy) -> Iterator[Server]:
    """Serve a copy of the tiny reference on a free port."""
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(PROJECT / "hooks"))
    settings = re.sub(r"^site_url:.*$", "site_url: http://127.0.0.1/", settings, flags=re.MULTILINE)
    tiny.write("mkdocs.yml", f"{settings}\nwatch:\n  - data\n")
    address = f"127.0.0.1:{_free_port()}"
    config = str(tiny.root / "mkdocs.yml")
    process = mkdocs("serve", "--livereload", "--dev-addr", address, "--config-file", config)
    pipe = process.stdout
    assert pipe is not None
    output: list[str] = []
    reader = Thread(target=lambda: output.extend(iter(pipe.readline, "")))
    reader.start()
    try:
        yield Server(tiny, f"http://{address}/", lambda: process.poll() is None, output)
    finally:
        process.kill()
        process.wait()
        reader.join()
        pipe.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_edit_is_shown_and_a_mistake_is_survived(server: Server, tmp_path: Path) -> None:
    assert server.shows(TITLE), server.printed

    server.copy.edit(CHAPTER, TITLE, "The river enters the town")
    assert server.shows("The river enters the town"), server.printed

    server.copy.edit(CHAPTER, "source: harrow-1931", "source: harow-1931")
    assert server.says("(did you mean 'harrow-1931'?)"), server.printed
    assert server.running()

    mended = (tmp_path / CHAPTER).read_text("utf-8").replace("harow-1931", "harrow-1931")
    server.copy.write(CHAPTER, mended.replace("The river enters the town", "The river is in the market"))
    assert server.shows("The river is in the market"), server.printed
    assert "Traceback" not in server.printed
