"""What is served while editors work: the last good site, their edits as soon as they are whole, and a banner.

The host hands over three ways to build. The first makes the pages of an edited record at once; the second looks whether
all is in order and makes all pages that differ; the third makes the whole site anew. What was not done when an editor
sees the edit follows in a thread, since search and navigation may depend on what was changed; another edit ends that
thread, so that no editor waits for it.
"""

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.serving.banner import CURRENT, NOTHING_YET, STALE, Notice, with_banner
from sourcebook.serving.buildmessages import (
    BuildMessage,
    ProblemsFound,
    WarningCollector,
    messages_about,
    path_from_here,
)
from sourcebook.serving.filestates import file_states

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_OLD_CODE = "pages are still made by the program as it was when the server started"
_RESTART = "stop the server with Ctrl+C and start it again"


class Superseded(BaseException):
    """Ends a build that a newer edit has made useless. No ``Exception``, so that no host reports it as a failure."""


class Preview:
    """The state of a server: what must be mended, and which build is under way."""

    def __init__(
        self, warnings: WarningCollector, log: "logging.LoggerAdapter[Any]", code: Iterable[Path] = ()
    ) -> None:
        """``warnings`` are those of the host; ``code`` are files whose edits are seen only after a restart."""
        self.notice = Notice(NOTHING_YET)
        self.first_build_is_done = False
        self.warnings = warnings
        self._log = log
        self._code = file_states(code)
        self._reload_browsers: Callable[[], None] = lambda: None
        self._last_warnings: Sequence[BuildMessage] = ()
        """Those of the last whole build."""
        self._whole_build: Thread | None = None
        self._whole_build_is_due = False
        self._superseded = Event()
        # Removed when the program ends, whatever ends it, as long as Python is the one who ends it.
        self._builds = tempfile.TemporaryDirectory(prefix="sourcebook-", ignore_cleanup_errors=True)

    @property
    def is_empty(self) -> bool:
        """Say whether there has been no good site yet."""
        return self.notice.state == NOTHING_YET

    def begin(self, reload_browsers: Callable[[], None]) -> None:
        """Show what the first build warned of, unless it failed; it is done.

        ``reload_browsers`` makes open browsers ask for their page again.
        """
        self.first_build_is_done = True
        self._reload_browsers = reload_browsers
        if not self.notice.messages:
            self._show_whole_build()

    def rebuild(
        self,
        build_at_once: Callable[[], int | None],
        build_changed: Callable[[], int | None],
        build_whole: Callable[[], None],
    ) -> None:
        """Show an edit, or what must be mended before it can be shown. Raises nothing that comes of an edit.

        The first two return how many files they made, or ``None`` where only a whole build can show the edit.
        ``build_at_once`` may make pages before anyone has looked whether all is in order, which ``build_changed`` does.
        """
        self.stop()
        self.warnings.clear()
        # While something must be mended, only what is in order as a whole can be shown.
        made = self._made(build_at_once, 0) if self.notice.state == CURRENT else 0
        if made:
            self._whole_build_is_due = True
            self._show(self._last_warnings)
            self._follow_with(lambda: self._build_changed_behind(build_changed, build_whole))
            return
        if made == 0:
            made = self._build_changed(build_changed)
        if made is None:
            self._build(build_whole)
        elif self._whole_build_is_due and self.notice.state == CURRENT:
            self._follow_with(lambda: self._build_behind(build_whole))

    def _made(self, build: Callable[[], int | None], otherwise: int | None = None) -> int | None:
        """Return how many files a quick build made, or ``otherwise`` where it failed and does not say why."""
        try:
            return build()
        except ProblemsFound:
            raise
        except Exception:
            self._log.debug("the changed pages could not be made alone", exc_info=True)
            return otherwise

    def _build_changed(self, build_changed: Callable[[], int | None]) -> int | None:
        """Make the changed pages and tell what is to be said of them; return how many, 0 where they cannot be made."""
        try:
            made = self._made(build_changed)
        except ProblemsFound as error:
            self.fail(error)
            return 0
        if made is not None:
            self._whole_build_is_due |= made > 0
            self._show(self.warnings.messages() if made else self._last_warnings)
        return made

    def _build_changed_behind(self, build_changed: Callable[[], int | None], build_whole: Callable[[], None]) -> None:
        """Look whether all is in order while browsers show the first pages of an edit; tell them of what follows."""
        shown = self.notice
        try:
            made = self._build_changed(build_changed)
        except Superseded:
            return
        if made or self.notice != shown:
            self._reload_browsers()
        if made is None or self.notice.state == CURRENT:
            self._build_behind(build_whole)

    def _follow_with(self, work: Callable[[], None]) -> None:
        self._whole_build = Thread(target=work, daemon=True)
        self._whole_build.start()

    def fail(self, error: BaseException) -> None:
        """Leave the last good site as it is and say what must be mended."""
        messages = messages_about(error) or self.warnings.messages()
        if not messages and (told := getattr(error, "format_message", None)):
            messages = [told()]  # an error of the host that is meant to be read
        if not messages:
            # Neither data nor templates: a fault of the program, and its makers need to see where.
            self._log.error("the build stopped", exc_info=error)
            messages = [f"The build stopped, the terminal says where: {type(error).__name__}: {error}"]
        self.notice = Notice(NOTHING_YET if self.is_empty else STALE, [*messages, *self._restart()])
        self._log.error(str(self.notice))

    def stop(self) -> None:
        """End a build that is under way."""
        if self._whole_build is not None:
            self._superseded.set()
            self._whole_build.join()
            self._superseded.clear()
            self._whole_build = None

    def raise_if_superseded(self) -> None:
        """To be called between pages; raises ``Superseded`` where the build is no longer wanted."""
        if self._superseded.is_set():
            raise Superseded

    def new_folder(self) -> str:
        """Return an empty folder for a whole build."""
        return tempfile.mkdtemp(dir=self._builds.name)

    def remove_folders_except(self, served: str) -> None:
        """Remove sites that are no longer served, and what is left of builds that were given up."""
        for folder in Path(self._builds.name).iterdir():
            if folder != Path(served):
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """End everything and remove what was made."""
        self.stop()
        self.warnings.close()
        self._builds.cleanup()

    def _build(self, build_whole: Callable[[], None]) -> None:
        self.warnings.clear()
        try:
            build_whole()
        except Superseded:
            pass
        except (Exception, SystemExit) as error:
            self.fail(error)
        else:
            self._show_whole_build()

    def _build_behind(self, build_whole: Callable[[], None]) -> None:
        """Build while browsers already show the changed pages; tell them if there is more to say than they know."""
        shown = self.notice
        self._build(build_whole)
        if self.notice != shown:
            self._reload_browsers()
        if not self._whole_build_is_due:
            self._log.info("Search and navigation have followed the edit")

    def _show_whole_build(self) -> None:
        self._whole_build_is_due = False
        self._last_warnings = self.warnings.messages()
        self._show(self._last_warnings)

    def _show(self, messages: Sequence[BuildMessage]) -> None:
        self.notice = Notice(CURRENT, [*messages, *self._restart()])

    def _restart(self) -> list[BuildMessage]:
        now = file_states(self._code)
        changed = [file for file in now if now[file] != self._code[file]]
        return [Problem(path_from_here(file), 1, 1, _OLD_CODE, _RESTART, "restart-needed") for file in changed]

    def app(self, site: App, home: str) -> App:
        """Return the site as it is handed out: pages have the banner, and an empty site has one page at all addresses.

        ``home`` is the address at which the site begins.
        """

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if self.is_empty and not environ["PATH_INFO"].startswith("/livereload/"):
                environ = {**environ, "PATH_INFO": home}
            head: list[Any] = []
            body = site(environ, lambda *given: head.extend(given))
            banner = self.notice.banner()  # asked now, since the site may have waited for a build
            if banner and dict(head[1]).get("Content-Type", "").startswith("text/html"):
                body = [with_banner(_read(body), banner)]
                head[1] = [(name, value) for name, value in head[1] if name != "Content-Length"]
            start_response(*head)
            return body

        return answer


def _read(body: Iterable[bytes]) -> bytes:
    content = b"".join(body)
    if close := getattr(body, "close", None):
        close()
    return content
