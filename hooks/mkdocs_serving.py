"""A site that MkDocs serves while editors work: what is shown of it, and what is made of an edit.

It belongs to the adapter; nothing else knows MkDocs.
"""

import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from mkdocs_pages import Build, make_again, take_away
from mkdocs_settings import data_folder, renderer_of, shared_files
from sourcebook.serving.buildmessages import ProblemsFound, WarningCollector
from sourcebook.serving.filestates import FileStates, PageTexts, file_states, files_below
from sourcebook.serving.preview import Preview
from sourcebook.serving.watching import EagerObserver
from sourcebook.site.build import Site, build
from sourcebook.site.kept.folder import known_files
from sourcebook.site.kept.glance import glance

PAUSE = 0.03
"""Seconds without an edit after which one is shown: programs save a file in several steps."""
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
log = get_plugin_logger("sourcebook")


class Serving:
    """What is known while a site is served. ``use`` is told of the build whose pages are made next."""

    def __init__(
        self,
        warnings: WarningCollector,
        programs: Iterable[Path],
        folders: Iterable[Path],
        use: Callable[[Build], None],
    ) -> None:
        """``programs`` are files whose edits ask for a restart, ``folders`` those to be watched beside MkDocs' own."""
        self.preview = Preview(warnings, log, programs)
        self.shown: Build | None = None
        """The build that is served."""
        self._folders = [*folders]
        self._use = use
        self._files = known_files(None)
        """The data as they were read the last time."""
        self._at_once: set[str] = set()
        """Paths of pages made of edits of which nobody knows yet whether they are in order."""
        self._taken: FileStates = {}
        """Files as they were before the first build."""
        # Being asked to end is answered as Ctrl+C is: MkDocs and we remove what was made for the while.
        for number in ENDS[1:]:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
                signal.signal(number, signal.default_int_handler)

    def take_stock(self, config: MkDocsConfig) -> FileStates:
        """Return the states of the files on which all pages depend; what is edited from now on is seen as changed."""
        shared = shared_files(config)
        if not self.preview.first_build_is_done:
            folders = [data_folder(config), Path(config.docs_dir), *self._folders]
            self._taken = shared | file_states(file for folder in folders for file in files_below(folder))
        return shared

    def site(self, config: MkDocsConfig) -> Site:
        """Return the site as it is now, or its problems; what an edit has not changed is not made again."""
        return build(
            data_folder(config),
            Path(config.docs_dir),
            renderer_of(config),
            kept=self._files,
            before=self.shown.site if self.shown else None,
            between=self.preview.raise_if_superseded,
        )

    def build_of(self, config: MkDocsConfig, site: Site, shared: FileStates) -> Build:
        """Return a whole build that begins, of which nothing is shown before it is whole."""
        self.preview.warnings.docs = docs = Path(config.docs_dir)
        if self.preview.first_build_is_done:
            config.site_dir = self.preview.new_folder()
        texts = PageTexts.read(docs, {**site.articles, **site.data})
        return Build(config, site, config.markdown_extensions, texts, shared)

    def begin(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None], built: Callable[[], Build]
    ) -> None:
        """Let a server show edits; ``built`` returns the last whole build, and ``builder`` makes another."""
        self.shown = None if built().site.problems else built()

        def build_whole() -> None:
            self.preview.remove_folders_except(server.root)
            builder()
            self._at_once.clear()
            self.shown = built()
            server.root = self.shown.config.site_dir

        def error_page(code: int) -> bytes | None:
            file = Path(server.root) / f"{code}.html"
            return file.read_bytes() if file.is_file() else None

        server.builder = lambda: self.preview.rebuild(self._build_at_once, self._build_changed, build_whole)
        server.error_handler = error_page
        server.set_app(self.preview.app(server.serve_request, server.mount_path))
        observer: Any = EagerObserver(server.observer, self._taken, log)
        server.observer = observer
        server.build_delay = PAUSE
        for path in (config.docs_dir, config.config_file_path):
            server.unwatch(path)  # by the one that is patient alone
            server.watch(path)
        for folder in (data_folder(config), *self._folders):
            server.watch(str(folder))
        self.preview.begin(lambda: _reload_browsers(server))

    def end(self) -> None:
        """Leave nothing behind, even if the end is asked for twice."""
        for number in ENDS:
            signal.signal(number, signal.SIG_IGN)
        self.preview.close()

    def _build_at_once(self) -> int | None:
        """Make the pages of records that were edited and return how many; ``None`` where only a whole build will do.

        Nobody has looked yet whether all is in order. There are none where that must come first.
        """
        old = self.shown
        if old is None or old.texts is None or shared_files(old.config) != old.shared:
            return None
        config = old.config
        site, edited = glance(old.site, data_folder(config), Path(config.docs_dir), self._files, renderer_of(config))
        if edited:
            self._use(built := replace(old, site=site))
            self._at_once |= edited
            make_again(sorted(edited), built)
        return len(edited)

    def _build_changed(self) -> int | None:
        """Make the pages that an edit changes and return how many; ``None`` where that is as much work as the whole.

        Whatever depends on all pages, such as the search, waits for the whole build.
        """
        old = self.shown
        if old is None or old.texts is None or shared_files(old.config) != old.shared:
            return None
        site = self.site(old.config)
        if site.problems:
            self.take_back()
            raise ProblemsFound(site.problems)
        texts = PageTexts.read(Path(old.config.docs_dir), {**site.articles, **site.data})
        changed = texts.changed_since(old.texts)
        if changed is None:
            return None
        built = replace(old, site=site, texts=texts)
        self._use(built)
        # What was made at once of an edit that another has undone has to be made again; and should another end this
        # work, nobody knows which pages it had come to.
        self._at_once |= {*changed}
        make_again(sorted(self._at_once & texts.all_pages), built)
        self._at_once.clear()
        self.shown = built
        return len(changed) + len(old.texts.generated.keys() - texts.generated.keys())

    def take_back(self) -> None:
        """Make pages that were made of an edit before it was found to be wrong as they were."""
        if self.shown is not None:
            self._use(self.shown)
            there = self.shown.texts.all_pages if self.shown.texts else set()
            make_again(sorted(self._at_once & there), self.shown)
            for path in self._at_once - there:
                take_away(path, self.shown)
        self._at_once.clear()


def _reload_browsers(server: LiveReloadServer) -> None:
    """Make open browsers ask for their page again, as after an edit. Should MkDocs lack these names, they do later."""
    try:
        with server._rebuild_cond, server._epoch_cond:
            if server._visible_epoch == server._wanted_epoch:  # otherwise an edit is on its way, with the same effect
                server._visible_epoch = server._wanted_epoch = server._visible_epoch + 1
                server._epoch_cond.notify_all()
    except AttributeError:
        log.debug("browsers could not be told that the whole site is built", exc_info=True)
