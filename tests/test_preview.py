"""Which state a served site is in after good and bad edits; builds are played by functions."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sourcebook.files.problems import Problem
from sourcebook.serving.banner import CURRENT, NOTHING_YET, STALE
from sourcebook.serving.buildmessages import ProblemsFound, WarningCollector
from sourcebook.serving.preview import Preview

PROBLEM = Problem("data/x.yml", 1, 2, "must be so")


class Host:
    """Plays MkDocs: ``refreshed`` is what a refresh gives, ``error`` what a whole build raises."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.at_once: int | None = 0
        """How many pages are made of an edit before anyone has looked whether it is in order."""
        self.refreshed: int | BaseException | None = 1
        self.error: BaseException | None = None
        self.warning = ""
        self.wholes = 0
        self.reloads = 0

    def begin(self) -> None:
        """Tell the preview that the first build is done."""
        self.preview.begin(self.reload_browsers)

    def reload_browsers(self) -> None:
        self.reloads += 1

    def edit(
        self, refreshed: int | BaseException | None, error: BaseException | None = None, warning: str = ""
    ) -> None:
        """Let the preview take an edit with these results."""
        self.refreshed, self.error, self.warning = refreshed, error, warning
        self.preview.rebuild(lambda: self.at_once, self.refresh, self.whole)

    def refresh(self) -> int | None:
        if isinstance(self.refreshed, BaseException):
            raise self.refreshed
        return self.refreshed

    def whole(self) -> None:
        self.wholes += 1
        if self.warning:
            logging.getLogger("play.build").warning(self.warning)
        if self.error:
            raise self.error

    def settle(self) -> None:
        """Wait for the build that follows a refresh."""
        build = self.preview._whole_build
        if build is not None:
            build.join()

    @property
    def now(self) -> tuple[str, list[Any]]:
        return self.preview.notice.state, list(self.preview.notice.messages)


@pytest.fixture
def host() -> Iterator[Host]:
    """Return a host whose first build is not done yet."""
    log = logging.LoggerAdapter(logging.getLogger("play.own"), {})
    preview = Preview(WarningCollector("play", "play.own"), log)
    yield Host(preview)
    preview.close()


def test_a_fault_at_the_start_leaves_nothing_to_show(host: Host) -> None:
    host.preview.fail(ProblemsFound([PROBLEM]))
    host.begin()
    assert host.now == (NOTHING_YET, [PROBLEM])
    host.edit(ProblemsFound([PROBLEM]))
    assert host.now == (NOTHING_YET, [PROBLEM])
    host.edit(None)
    assert host.now == (CURRENT, [])


def test_a_fault_keeps_the_last_good_site_and_mending_it_needs_no_build(host: Host) -> None:
    host.begin()
    host.edit(ProblemsFound([PROBLEM]))
    assert host.now == (STALE, [PROBLEM])
    host.edit(0)
    host.settle()
    assert host.now == (CURRENT, [])
    assert host.wholes == 0


def test_the_whole_site_follows_a_refresh(host: Host) -> None:
    host.begin()
    host.edit(2, warning="dead link")
    host.settle()
    assert host.wholes == 1
    assert host.now == (CURRENT, ["dead link"])
    host.edit(0)
    assert host.now == (CURRENT, ["dead link"])  # still to be done, although nothing is built
    host.edit(1)
    host.settle()
    assert host.now == (CURRENT, [])


def test_browsers_learn_what_only_the_whole_build_finds(host: Host) -> None:
    host.begin()
    host.edit(2)
    host.settle()
    assert host.reloads == 0  # they have asked again after the quick build, and there is no more to say
    host.edit(1, warning="dead link")
    host.settle()
    assert host.reloads == 1
    host.edit(1, ZeroDivisionError("by zero"))
    host.settle()
    assert host.reloads == 2


def test_a_refresh_that_fails_for_other_reasons_gives_way_to_the_whole(host: Host) -> None:
    host.begin()
    host.edit(KeyError("x"))
    assert host.wholes == 1
    assert host.now == (CURRENT, [])


def test_a_newer_edit_ends_the_build_that_is_under_way(host: Host) -> None:
    host.begin()
    under_way = Event()
    ended = []

    def long() -> None:
        under_way.set()
        try:
            for _ in range(1000):
                host.preview.raise_if_superseded()
                time.sleep(0.01)
        finally:
            ended.append(True)

    host.preview.rebuild(lambda: 0, lambda: 1, long)
    assert under_way.wait(5)
    host.edit(ProblemsFound([PROBLEM]))
    assert ended
    assert host.now == (STALE, [PROBLEM])
    host.edit(0)  # mended: nothing is new, but the build that was ended is still due
    host.settle()
    assert host.wholes == 1
    assert host.now == (CURRENT, [])


def test_what_the_host_says_when_it_stops_is_told(host: Host) -> None:
    host.begin()
    host.edit(None, SystemExit(1), "unknown setting")
    assert host.now == (STALE, ["unknown setting"])


def test_a_fault_of_the_program_is_told_and_survived(host: Host) -> None:
    host.begin()
    host.edit(None, ZeroDivisionError("by zero"))
    assert host.now == (STALE, ["The build stopped, the terminal says where: ZeroDivisionError: by zero"])


def test_edits_of_the_program_ask_for_a_restart(tmp_path: Path) -> None:
    code = tmp_path / "engine.py"
    code.write_text("1\n", "utf-8")
    preview = Preview(WarningCollector("play"), logging.LoggerAdapter(logging.getLogger("play.own"), {}), [code])
    preview.begin(lambda: None)
    assert not preview.notice.messages
    code.unlink()
    preview.rebuild(lambda: 0, lambda: 0, lambda: None)
    (message,) = preview.notice.messages
    assert isinstance(message, Problem)
    assert message.path == str(code)
    preview.close()


def test_the_banner_is_put_into_pages_only(host: Host) -> None:
    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        kind = "text/css" if environ["PATH_INFO"].endswith(".css") else "text/html"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", "8")])
        return [b"<body>", environ["PATH_INFO"].encode()]

    def ask(path: str) -> tuple[bytes, list[tuple[str, str]]]:
        given: list[Any] = []
        body = b"".join(host.preview.app(site, "/sub/")({"PATH_INFO": path}, lambda *head: given.extend(head)))
        return body, given[1]

    host.begin()
    assert ask("/sub/x/") == (b"<body>/sub/x/", [("Content-Type", "text/html"), ("Content-Length", "8")])
    host.preview.fail(ProblemsFound([PROBLEM]))
    page, head = ask("/sub/x/")
    assert page.startswith(b'<body><section class="sb-problems"')
    assert page.endswith(b"/sub/x/")
    assert head == [("Content-Type", "text/html")]  # the server counts anew
    assert ask("/sub/x.css")[0] == b"<body>/sub/x.css"


def test_while_there_is_no_site_all_addresses_have_one_page(host: Host) -> None:
    def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["PATH_INFO"].encode()]

    app = host.preview.app(site, "/sub/")
    assert list(app({"PATH_INFO": "/sub/a/b/"}, lambda *_: None)) == [b"/sub/"]
    assert list(app({"PATH_INFO": "/livereload/1/2"}, lambda *_: None)) == [b"/livereload/1/2"]


def test_only_the_folder_that_is_served_is_kept(host: Host) -> None:
    old, new = Path(host.preview.new_folder()), Path(host.preview.new_folder())
    (old / "page.html").write_text("", "utf-8")
    host.preview.remove_folders_except(str(new))
    assert (old.exists(), new.exists()) == (False, True)
    host.preview.close()
    assert not new.exists()


def test_an_edit_is_shown_before_anyone_has_looked_whether_it_is_in_order(host: Host) -> None:
    host.begin()
    looked = Event()
    shown = []

    def look() -> int:
        looked.wait(5)
        return 2

    host.preview.rebuild(lambda: 1, look, host.whole)
    shown.append(host.now)
    looked.set()
    host.settle()
    assert shown == [(CURRENT, [])]
    assert host.reloads == 1  # other pages differ as well
    assert host.wholes == 1


def test_an_edit_that_turns_out_to_be_wrong_is_taken_back(host: Host) -> None:
    host.begin()
    host.at_once = 1
    host.edit(ProblemsFound([PROBLEM]))
    host.settle()
    assert host.now == (STALE, [PROBLEM])
    assert host.reloads == 1
    assert host.wholes == 0
    host.at_once = 99  # nothing is made at once as long as something must be mended
    host.edit(0)
    host.settle()
    assert host.now == (CURRENT, [])


def test_a_newer_edit_ends_the_look_at_the_one_before(host: Host) -> None:
    host.begin()
    under_way = Event()

    def look() -> int:
        under_way.set()
        while True:
            host.preview.raise_if_superseded()
            time.sleep(0.001)

    host.preview.rebuild(lambda: 1, look, host.whole)
    assert under_way.wait(5)
    host.edit(1)
    host.settle()
    assert host.now == (CURRENT, [])
    assert host.wholes == 1


def test_what_only_a_whole_build_can_show_is_built_whole_behind_a_glance(host: Host) -> None:
    host.begin()
    host.at_once = 1
    host.edit(None)
    host.settle()
    assert host.wholes == 1
    assert host.now == (CURRENT, [])
