"""``mkdocs serve`` while an editor works: edits are shown, mistakes are told on every page and cost nothing."""

import re
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from sites import PROJECT, mkdocs
from support import TINY, Copy

PATIENCE = 30.0
"""Seconds after which we stop to wait; what is awaited usually comes within two."""
CHAPTER = "data/chapters/flood.yml"
TITLE = "The river comes over the wall"
EDITED = "The river enters the town"
STALE = "This is the last good site."


@dataclass
class Server:
    """A ``mkdocs serve`` of a copy of the tiny reference and of the program, started when it is first asked."""

    copy: Copy
    url: str
    start: Callable[[], None]
    running: Callable[[], bool]
    output: list[str]

    def page(self, path: str = "chapters/flood/") -> str:
        """Return a page, or nothing where the server does not answer in time."""
        try:
            with urlopen(self.url + path, timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except HTTPError as error:
            with error:
                return error.read().decode("utf-8")
        except (URLError, TimeoutError, ConnectionError):
            return ""

    def shows(self, *texts: str, at: str = "chapters/flood/") -> bool:
        """Wait until the page has all the texts."""
        return self.waits(lambda: all(text in page for page in [self.page(at)] for text in texts))

    def shows_no_banner(self) -> bool:
        """Wait until the page of the chapter is there and has no banner."""
        return self.waits(lambda: "<h1" in (page := self.page()) and 'role="alert"' not in page)

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
def idle(tiny: Copy) -> Iterator[Server]:
    """Return a server on a free port that is still to be started."""
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "hooks", tiny.root / "hooks", ignore=without)
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", "hooks")
    settings = re.sub(r"^site_url:.*$", "site_url: http://127.0.0.1/sub/", settings, flags=re.MULTILINE)
    tiny.write("docs/assets/own.css", "/* before */\n")
    tiny.write("mkdocs.yml", f"{settings}\nwatch:\n  - data\n  - hooks/theme\n")
    address = f"127.0.0.1:{_free_port()}"
    started = []
    output: list[str] = []

    def start() -> None:
        config = str(tiny.root / "mkdocs.yml")
        process = mkdocs("serve", "--livereload", "--dev-addr", address, "--config-file", config)
        pipe = process.stdout
        assert pipe is not None
        reader = Thread(target=lambda: output.extend(iter(pipe.readline, "")))
        reader.start()
        started.append((process, reader, pipe))

    try:
        yield Server(tiny, f"http://{address}/sub/", start, lambda: started[0][0].poll() is None, output)
    finally:
        for process, reader, pipe in started:
            process.send_signal(signal.SIGINT)  # as Ctrl+C does, so that it removes what it made
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()
            reader.join()
            pipe.close()
    assert "Traceback" not in "".join(output)


@pytest.fixture
def server(idle: Server) -> Server:
    """Return a server that shows the tiny reference."""
    idle.start()
    assert idle.shows(TITLE), idle.printed
    return idle


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_edit_is_shown_and_a_mistake_is_told_on_the_last_good_site(server: Server) -> None:
    server.copy.edit(CHAPTER, TITLE, EDITED)
    assert server.shows(EDITED), server.printed
    assert 'role="alert"' not in server.page()

    text = (server.copy.root / CHAPTER).read_text("utf-8")
    broken = text.replace("source: harrow-1931", "source: harow-1931", 1).replace(EDITED, "Not to be shown")
    line = broken[: broken.index("harow-1931")].count("\n") + 1
    server.copy.write(CHAPTER, broken)
    place = f"<code>{CHAPTER}:{line}:"
    assert server.shows(STALE, place, "did you mean &#x27;harrow-1931&#x27;?", EDITED), server.printed
    for path in ("", "about/", "no/such/page/"):
        assert place in server.page(path)
    assert "Not to be shown" not in server.page()
    assert "(did you mean 'harrow-1931'?)" in server.printed

    server.copy.write(CHAPTER, broken.replace("harow-1931", "harrow-1931").replace("Not to be shown", "In the market"))
    assert server.shows("In the market"), server.printed
    assert 'role="alert"' not in server.page()


def test_pages_that_gather_from_all_follow_an_edit(server: Server) -> None:
    server.copy.edit(CHAPTER, TITLE, "The river meets a heron")
    assert server.shows("meets a heron"), server.printed
    assert server.shows("meets a heron", at="timeline/"), server.printed
    assert server.shows("meets a heron", at="search/search_index.json"), server.printed


def test_a_new_page_is_shown_and_a_lost_one_is_told(server: Server) -> None:
    people = (server.copy.root / "data/people.yml").read_text("utf-8")
    server.copy.write("data/people.yml", people.rstrip() + "\n- id: nobody\n  name: Nobody at All\n")
    assert server.shows("Nobody at All", at="people/"), server.printed
    assert server.shows("Nobody at All", "md-path", at="people/nobody/"), server.printed
    server.copy.write("data/people.yml", people)
    assert server.waits(lambda: "Nobody at All" not in server.page("people/nobody/")), server.printed


def test_a_mistake_that_is_mended_at_once_leaves_no_trace(server: Server) -> None:
    text = (server.copy.root / CHAPTER).read_text("utf-8")
    for number in range(3):
        server.copy.write(CHAPTER, "sections: [\n")
        time.sleep(0.3)
        server.copy.write(CHAPTER, text.replace(TITLE, f"High water {number}"))
        time.sleep(0.3)
    assert server.shows("High water 2"), server.printed
    assert server.shows_no_banner(), server.printed


def test_a_server_starts_with_a_mistake(idle: Server) -> None:
    text = (idle.copy.root / CHAPTER).read_text("utf-8")
    idle.copy.write(CHAPTER, text.replace("source: harrow-1931", "source: <b>&nobody", 1))
    idle.start()
    assert idle.shows("There is no good site to show yet.", CHAPTER, "&lt;b&gt;&amp;nobody", "livereload"), idle.printed
    assert CHAPTER in idle.page("no/such/page/")
    idle.copy.write(CHAPTER, text)
    assert idle.shows(TITLE), idle.printed
    assert idle.shows_no_banner(), idle.printed


def test_what_mkdocs_finds_is_told_with_its_place(server: Server) -> None:
    about = (server.copy.root / "docs/about/index.md").read_text("utf-8")
    server.copy.write("docs/about/index.md", f"{about}\n\nSee [this](../index.md#nowhere).\n")
    line = about.count("\n") + 3
    place = f"docs/about/index.md:{line}:12</code> page contains a link &#x27;../index.md#nowhere&#x27;"
    assert server.shows("The site shows your edits", place, at="about/"), server.printed
    server.copy.write("docs/about/index.md", about)
    assert server.shows_no_banner(), server.printed


def test_broken_settings_are_told(server: Server) -> None:
    settings = (server.copy.root / "mkdocs.yml").read_text("utf-8")
    server.copy.write("mkdocs.yml", settings.replace("nav:", "nav: ["))
    line = settings[: settings.index("nav:\n")].count("\n") + 2  # where the bracket can no longer be understood
    assert server.shows(STALE, f"mkdocs.yml:{line}:3</code> settings must be YAML", TITLE), server.printed
    server.copy.write("mkdocs.yml", settings.replace("nav:", "navv: 1\nuse_directory_urls: maybe\nnav:"))
    assert server.shows(STALE, "use_directory_urls", TITLE), server.printed
    server.copy.write("mkdocs.yml", settings.replace("The flood of Aldermere", "Another name"))
    assert server.shows("Another name"), server.printed
    assert server.shows_no_banner(), server.printed


def test_templates_theme_and_styles_are_reloaded(server: Server) -> None:
    template = "hooks/sourcebook/site/templates/chapter.md.j2"
    text = (server.copy.root / template).read_text("utf-8")
    server.copy.write(template, text + "\nA new last line.\n")
    assert server.shows("A new last line."), server.printed
    server.copy.write(template, text + "\n{{ no_such_thing | md }}\n")
    line = text.count("\n") + 2
    assert server.shows(STALE, f"{template}:{line}:1", "no_such_thing", "A new last line."), server.printed
    server.copy.write(template, text)
    assert server.shows_no_banner(), server.printed

    main = (server.copy.root / "hooks/theme/main.html").read_text("utf-8")
    server.copy.write(
        "hooks/theme/main.html", main.replace("{% block extrahead %}", "{% block extrahead %}<!-- new -->")
    )
    assert server.shows("<!-- new -->"), server.printed
    server.copy.write("hooks/theme/main.html", main + "{% endif %}")
    assert server.shows(STALE, "hooks/theme/main.html:", "<!-- new -->"), server.printed
    server.copy.write("hooks/theme/main.html", main)
    assert server.shows_no_banner(), server.printed

    server.copy.write("docs/assets/own.css", "/* after */\n")
    assert server.shows("/* after */", at="assets/own.css"), server.printed


def test_an_edit_of_the_program_asks_for_a_restart(server: Server) -> None:
    code = server.copy.root / "hooks/sourcebook/words/typography.py"
    code.write_text(code.read_text("utf-8") + "\n", "utf-8")
    assert server.shows("hooks/sourcebook/words/typography.py:1:1", "start it again", TITLE), server.printed
