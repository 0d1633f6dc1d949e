"""``mkdocs serve`` while an editor works: edits are shown, mistakes are told on every page and cost nothing."""

import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from sites import PROJECT, mkdocs
from support import TINY, Copy

CEILING = 300.0
"""Seconds after which nothing is awaited any more, even on a busy machine: what is awaited is an event, not a time."""
CHAPTER = "data/chapters/flood.yml"
TITLE = "The river comes over the wall"
EDITED = "The river enters the town"
STALE = "This is the last good site."
FOLLOWED = "Search and navigation have followed the edit"
UNPUBLISHED = "templates/letter.txt"
"""A file below docs/ that MkDocs leaves out; only the links of finished pages tell."""
RENAMED = """
import importlib.util
import sys

module, *names = {names!r}
spec = importlib.util.find_spec(module)
source = spec.loader.get_source(module)
for name in names:
    assert name in source
    source = source.replace(name, name + "_in_another_release")
sys.modules[module] = importlib.util.module_from_spec(spec)
exec(compile(source, spec.origin, "exec"), sys.modules[module].__dict__)

from mkdocs.__main__ import cli
cli()
"""
"""MkDocs of another release, in which names of a module are others."""


@dataclass
class Server:
    """A ``mkdocs serve`` of a copy of the tiny reference and of the program, once it is started."""

    copy: Copy
    address: str
    lines: list[str] = field(default_factory=list)
    """What it printed."""
    printing: Condition = field(default_factory=Condition)
    """Notified of each line, and of the end."""
    process: "subprocess.Popen[str] | None" = None
    ended: bool = False

    def start(self, program: tuple[str, str] = ("-m", "mkdocs"), **environment: str) -> None:
        """Start it, with another program in place of MkDocs where one is given."""
        config = str(self.copy.root / "mkdocs.yml")
        arguments = ("serve", "--livereload", "--dev-addr", self.address, "--config-file", config)
        self.process = mkdocs(*arguments, program=program, **environment)
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process
        assert self.process.stdout
        for line in self.process.stdout:
            with self.printing:
                self.lines.append(line)
                self.printing.notify_all()
        with self.printing:
            self.ended = True
            self.printing.notify_all()

    def end(self, number: int = signal.SIGINT) -> None:
        """End it by a signal, by default as Ctrl+C does, and wait until it has ended."""
        assert self.process
        self.process.send_signal(number)
        with self.printing:
            assert self.printing.wait_for(lambda: self.ended, CEILING), self.printed
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()

    @property
    def printed(self) -> str:
        return "".join(self.lines)

    def prints(self, words: str, after: int = 0) -> bool:
        """Wait until it prints the words, in any line but the first ``after``; or ends."""

        def is_there() -> bool:
            return any(words in line for line in self.lines[after:])

        with self.printing:
            self.printing.wait_for(lambda: is_there() or self.ended, CEILING)
        return is_there()

    def serves(self) -> bool:
        """Wait until it serves and sees edits.

        MkDocs takes stock of the files in threads that tell nobody when they have: an edit before that is never seen.
        """
        if not self.prints("Serving on"):
            return False
        seen = len(self.lines)

        def is_seen() -> bool:
            return self.ended or any("Detected file changes" in line for line in self.lines[seen:])

        while not is_seen():
            (self.copy.root / "docs/about/index.md").touch()
            with self.printing:
                self.printing.wait_for(is_seen, 2.0)
        return self.prints("Reloading browsers", after=seen)

    def page(self, path: str = "chapters/flood/") -> str:
        """Return a page; while the server builds, it answers when it is done."""
        return self.ask(f"/sub/{path}")

    def ask(self, path: str) -> str:
        try:
            with urlopen(f"http://{self.address}{path}", timeout=CEILING) as answer:
                return str(answer.read().decode("utf-8"))
        except HTTPError as error:
            with error:
                return error.read().decode("utf-8")

    def waits(self, condition: Callable[[], bool]) -> bool:
        """Wait until the condition holds, looking again whenever the server prints a line, as it does after a build."""
        deadline = monotonic() + CEILING
        while not self.ended and monotonic() < deadline:
            seen = len(self.lines)
            if condition():
                return True
            with self.printing:
                self.printing.wait_for(lambda seen=seen: len(self.lines) > seen or self.ended, CEILING)
        return False

    def shows(self, *texts: str, at: str = "chapters/flood/") -> bool:
        """Wait until the page has all the texts."""
        return self.waits(lambda: all(text in page for page in [self.page(at)] for text in texts))

    def shows_no_banner(self) -> bool:
        """Wait until the page of the chapter is there and has no banner."""
        return self.waits(lambda: "<h1" in (page := self.page()) and 'role="alert"' not in page)

    def reloads(self, page: str) -> bool:
        """Wait as an open browser does that has shown this page, until the server makes it ask again."""
        match = re.search(r"livereload\((\d+), (\d+)\)", page)
        assert match
        deadline = monotonic() + CEILING
        while monotonic() < deadline:
            if int(self.ask(f"/livereload/{match[1]}/{match[2]}")) > int(match[1]):
                return True
        return False


@pytest.fixture
def idle(tiny: Copy) -> Iterator[Server]:
    """Return a server on a free port that is still to be started."""
    shutil.copytree(PROJECT / "hooks", tiny.root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", "hooks")
    settings = re.sub(r"^site_url:.*$", "site_url: http://127.0.0.1/sub/", settings, flags=re.MULTILINE)
    tiny.write("docs/assets/own.css", "/* before */\n")
    tiny.write(f"docs/{UNPUBLISHED}", "a letter\n")
    tiny.write("mkdocs.yml", f"{settings}\nextra_css:\n  - assets/own.css\n")
    server = Server(tiny, f"127.0.0.1:{_free_port()}")
    try:
        yield server
    finally:
        if server.process and not server.ended:
            server.end()
    assert "Traceback" not in server.printed


@pytest.fixture
def server(idle: Server) -> Server:
    """Return a server that shows the tiny reference."""
    idle.start()
    assert idle.serves(), idle.printed
    assert TITLE in idle.page(), idle.printed
    return idle


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:70000", "port must be one of 0 to 65535: 70000 (choose another address: "),
        ("192.0.2.1:8123", "address must be free to serve at: "),  # of a network that is for examples only
    ],
)
def test_an_address_that_nobody_can_have_is_told_in_a_line(address: str, said: str) -> None:
    process = mkdocs("serve", "--config-file", str(TINY / "mkdocs.yml"), "--dev-addr", address)
    printed, _ = process.communicate()
    assert process.returncode == 1
    assert f"{address}: {said}" in printed
    assert "stop the other server" not in printed
    assert "Traceback" not in printed


def test_an_address_that_is_in_use_is_told_in_a_line(idle: Server) -> None:
    with socket.create_server(("127.0.0.1", int(idle.address.partition(":")[2]))):
        idle.start()
        assert idle.process
        assert idle.prints(f"{idle.address}: address must be free to serve at: Address already in use (stop the other")
        with idle.printing:
            assert idle.printing.wait_for(lambda: idle.ended, CEILING)
        assert idle.process.wait() == 1
        assert idle.process.stdout
        idle.process.stdout.close()


def test_an_edit_is_shown_and_a_mistake_is_told_on_the_last_good_site(server: Server) -> None:
    server.copy.edit(CHAPTER, TITLE, EDITED)
    assert server.shows(EDITED), server.printed
    assert 'role="alert"' not in server.page()
    assert server.prints(FOLLOWED), server.printed  # it is known to be good

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
        seen = len(server.lines)
        server.copy.write(CHAPTER, "sections: [\n")
        # Whether that is seen as a change of its own, and said, depends on how busy the machine is.
        assert server.waits(
            lambda seen=seen: any("Detected" in line for line in server.lines[seen:]) or 'role="alert"' in server.page()
        ), server.printed
        server.copy.write(CHAPTER, text.replace(TITLE, f"High water {number}"))
        assert server.shows(f"High water {number}"), server.printed
    assert server.shows_no_banner(), server.printed


def test_an_open_browser_learns_what_only_the_whole_build_finds(server: Server) -> None:
    page = server.page("about/")
    assert 'role="alert"' not in page
    # The page is made at once and has no fault; where it leads is looked at when the whole site is built.
    server.copy.edit("docs/about/index.md", "# ", f"See [the letter](../{UNPUBLISHED}).\n\n# ")
    while 'role="alert"' not in page:
        assert server.reloads(page), server.printed
        page = server.page("about/")
    assert "docs/about/index.md:" in page
    assert f"&#x27;../{UNPUBLISHED}&#x27;<i>this file is not published</i>" in page
    assert "the letter" in page


@pytest.mark.parametrize(
    "names",
    [
        ("mkdocs.commands.build", "_populate_page", "_build_page"),
        ("mkdocs.livereload", "_epoch_cond", "_visible_epoch", "_wanted_epoch", "_rebuild_cond"),
    ],
    ids=lambda names: names[0],
)
def test_names_that_mkdocs_does_not_promise_can_be_missing(names: tuple[str, ...], idle: Server) -> None:
    idle.start(("-c", RENAMED.format(names=names)))
    assert idle.serves(), idle.printed
    idle.copy.edit(CHAPTER, TITLE, EDITED)
    assert idle.shows(EDITED), idle.printed
    assert idle.shows(EDITED, at="search/search_index.json"), idle.printed
    idle.copy.edit("docs/about/index.md", "# ", f"See [the letter](../{UNPUBLISHED}).\n\n# ")
    assert idle.shows("the letter", 'role="alert"', at="about/"), idle.printed


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("Cleaning site directory", signal.SIGTERM),
        ("Reloading browsers", signal.SIGTERM),
        ("Reloading browsers", signal.SIGHUP),  # the window of the terminal was closed
        ("Reloading browsers", signal.SIGINT),
    ],
)
def test_whoever_ends_it_no_temporary_folder_is_left(
    moment: str, number: int, idle: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("temporary")
    idle.start(TMPDIR=str(folder))
    seen = 0
    if moment == "Reloading browsers":  # the whole site is being built in the background
        assert idle.serves(), idle.printed
        seen = len(idle.lines)
        idle.copy.edit(CHAPTER, TITLE, EDITED)
    assert idle.prints(moment, after=seen), idle.printed
    assert list(folder.iterdir())
    idle.end(number)
    assert list(folder.iterdir()) == []


def test_a_server_starts_with_a_mistake(idle: Server) -> None:
    text = (idle.copy.root / CHAPTER).read_text("utf-8")
    idle.copy.write(CHAPTER, text.replace("source: harrow-1931", "source: <b>&nobody", 1))
    idle.start()
    assert idle.serves(), idle.printed
    assert idle.shows("There is no good site to show yet.", CHAPTER, "&lt;b&gt;&amp;nobody", "livereload"), idle.printed
    assert CHAPTER in idle.page("no/such/page/")
    idle.copy.write(CHAPTER, text)
    assert idle.shows(TITLE), idle.printed
    assert idle.shows_no_banner(), idle.printed


def test_what_only_a_build_finds_is_told_with_its_place(server: Server) -> None:
    about = (server.copy.root / "docs/about/index.md").read_text("utf-8")
    server.copy.write("docs/about/index.md", f"{about}\n\nSee [this](../{UNPUBLISHED}).\n")
    line = about.count("\n") + 3
    place = f"docs/about/index.md:{line}:12</code> link must lead to a page or file that is there: "
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
    template = "hooks/sourcebook/site/templates/chapter.html.j2"
    text = (server.copy.root / template).read_text("utf-8")
    server.copy.write(template, text + "\nA new last line.\n")
    assert server.shows("A new last line."), server.printed
    server.copy.write(template, text + "\n{{ no_such_thing }}\n")
    line = text.count("\n") + 2
    assert server.shows(STALE, f"{template}:{line}:1", "no_such_thing", "A new last line."), server.printed
    server.copy.write(template, text)
    assert server.shows_no_banner(), server.printed

    main = (server.copy.root / "hooks/theme/main.html").read_text("utf-8")
    server.copy.write("hooks/theme/main.html", main.replace("</head>", "<!-- new --></head>"))
    assert server.shows("<!-- new -->"), server.printed
    server.copy.write("hooks/theme/main.html", main + "{% endif %}")
    assert server.shows(STALE, "hooks/theme/main.html:", "<!-- new -->"), server.printed
    server.copy.write("hooks/theme/main.html", main)
    assert server.shows_no_banner(), server.printed

    page = server.page()
    assert page.index("assets/frame.css") < page.index("assets/own.css")  # the subject has the last word
    server.copy.write("docs/assets/own.css", "/* after */\n")
    assert server.shows("/* after */", at="assets/own.css"), server.printed


def test_an_edit_of_the_program_asks_for_a_restart(server: Server) -> None:
    code = server.copy.root / "hooks/sourcebook/words/typography.py"
    code.write_text(code.read_text("utf-8") + "\n", "utf-8")
    assert server.shows("hooks/sourcebook/words/typography.py:1:1", "start it again", TITLE), server.printed
