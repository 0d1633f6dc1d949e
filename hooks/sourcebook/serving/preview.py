"""What is served while editors work: the last good site, their edits as soon as they are whole, and a banner.

The host hands over two ways to build. ``refresh`` makes the changed pages alone and is quick; ``whole`` makes the site
anew. After a refresh the whole site follows in a thread, since search and navigation may depend on what was changed;
another edit ends that thread, so that no editor waits for it.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.serving.banner import CURRENT, NOTHING_YET, STALE, Notice, inserted
from sourcebook.serving.faults import Ear, Entry, Faults, explained, seen_from_here
from sourcebook.serving.filestates import stamps

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_OLD_CODE = "pages are still made by the program as it was when the server started"
_RESTART = "stop the server with Ctrl+C and start it again"


class Superseded(BaseException):
    """Ends a build that a newer edit has made useless. No ``Exception``, so that no host reports it as a failure."""


class Preview:
    """The state of a server: what must be mended, and which build is under way."""

    def __init__(self, ear: Ear, log: "logging.LoggerAdapter[Any]", code: Iterable[Path] = ()) -> None:
        """``ear`` hears the host; ``code`` are files whose edits are seen only after a restart."""
        self.notice = Notice(NOTHING_YET)
        self.began = False
        """Whether the first build is done."""
        self.ear = ear
        self._log = log
        self._code = stamps(code)
        self._standing: Sequence[Entry] = ()
        """What the last whole build reported."""
        self._rest: Thread | None = None
        self._rest_due = False
        self._superseded = Event()
        self._folders: list[str] = []

    @property
    def empty(self) -> bool:
        """Say whether there has been no good site yet."""
        return self.notice.state == NOTHING_YET

    def begin(self) -> None:
        """The first build is done: show what was reported, unless it failed."""
        self.began = True
        if not self.notice.entries:
            self._whole_is_done()

    def rebuild(self, refresh: Callable[[], int | None], whole: Callable[[], None]) -> None:
        """Show an edit, or what must be mended before it can be shown. Raises nothing that comes of an edit.

        ``refresh`` returns how many files it made, or ``None`` where only a whole build can show the edit.
        """
        self.stop()
        self.ear.messages.clear()
        try:
            changed = refresh()
        except Faults as error:
            self.fail(error)
            return
        except Exception:
            self._log.debug("the changed pages could not be made alone", exc_info=True)
            changed = None
        if changed is None:
            self._build(whole)
            return
        self._rest_due |= changed > 0
        self._show(self.ear.entries() if changed else self._standing)
        if self._rest_due:
            self._rest = Thread(target=self._build, args=(whole,), daemon=True)
            self._rest.start()

    def fail(self, error: BaseException) -> None:
        """Leave the last good site as it is and say what must be mended."""
        entries = explained(error) or self.ear.entries()
        if not entries and (told := getattr(error, "format_message", None)):
            entries = [told()]  # an error of the host that is meant to be read
        if not entries:
            # Neither data nor templates: a fault of the program, and its makers need to see where.
            self._log.error("the build stopped", exc_info=error)
            entries = [f"The build stopped, the terminal says where: {type(error).__name__}: {error}"]
        self.notice = Notice(NOTHING_YET if self.empty else STALE, [*entries, *self._restart()])
        self._log.error(str(self.notice))

    def stop(self) -> None:
        """End a build that is under way."""
        if self._rest is not None:
            self._superseded.set()
            self._rest.join()
            self._superseded.clear()
            self._rest = None

    def go_on(self) -> None:
        """To be asked between pages; raises ``Superseded`` where the build is no longer wanted."""
        if self._superseded.is_set():
            raise Superseded

    def new_folder(self) -> str:
        """Return an empty folder for a whole build."""
        self._folders.append(tempfile.mkdtemp(prefix="mkdocs_"))
        return self._folders[-1]

    def keep_only(self, folder: str = "") -> None:
        """Remove sites that are no longer served, and what is left of builds that were given up."""
        for old in [name for name in self._folders if name != folder]:
            shutil.rmtree(old, ignore_errors=True)
            self._folders.remove(old)

    def close(self) -> None:
        """End everything and remove what was made."""
        self.stop()
        self.ear.close()
        self.keep_only()

    def _build(self, whole: Callable[[], None]) -> None:
        self.ear.messages.clear()
        try:
            whole()
        except Superseded:
            pass
        except (Exception, SystemExit) as error:
            self.fail(error)
        else:
            self._whole_is_done()

    def _whole_is_done(self) -> None:
        self._rest_due = False
        self._standing = self.ear.entries()
        self._show(self._standing)

    def _show(self, entries: Sequence[Entry]) -> None:
        self.notice = Notice(CURRENT, [*entries, *self._restart()])

    def _restart(self) -> list[Entry]:
        now = stamps(self._code)
        changed = [file for file in now if now[file] != self._code[file]]
        return [Problem(seen_from_here(file), 1, 1, _OLD_CODE, _RESTART) for file in changed]

    def app(self, site: App, home: str) -> App:
        """Return the site as it is handed out: pages have the banner, and an empty site has one page at all addresses.

        ``home`` is the address at which the site begins.
        """

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if self.empty and not environ["PATH_INFO"].startswith("/livereload/"):
                environ = {**environ, "PATH_INFO": home}
            head: list[Any] = []
            body = site(environ, lambda *given: head.extend(given))
            banner = self.notice.banner()  # asked now, since the site may have waited for a build
            if banner and dict(head[1]).get("Content-Type", "").startswith("text/html"):
                body = [inserted(_read(body), banner)]
                head[1] = [(name, value) for name, value in head[1] if name != "Content-Length"]
            start_response(*head)
            return body

        return answer


def _read(body: Iterable[bytes]) -> bytes:
    content = b"".join(body)
    if close := getattr(body, "close", None):
        close()
    return content
