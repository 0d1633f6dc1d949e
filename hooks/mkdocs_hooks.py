"""The adapter: it and its pages are all that knows MkDocs. It loads and hands over; ``sourcebook`` does all work.

Imports stand at the top, because MkDocs has ``hooks/`` on the import path only while it reads this file.
"""

import gc
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

import sourcebook
from mkdocs_keeping import asked_folder, keep, keeping_of
from mkdocs_pages import Build, add_file, make_again, set_parent
from sourcebook.files.problems import Problem
from sourcebook.rules.navigation import navigation_problems
from sourcebook.serving.address import fault_of_address
from sourcebook.serving.banner import empty_page
from sourcebook.serving.buildmessages import ProblemsFound, WarningCollector
from sourcebook.serving.filestates import FileStates, PageTexts, file_states, files_below, states_of_shared_files
from sourcebook.serving.preview import Preview
from sourcebook.serving.settings import edit_base, heading_settings, listed_pages, missing_files
from sourcebook.serving.themeframe import FRAME_TEMPLATES, LOGO, PARTS, frame_templates, shared_html, theme_files
from sourcebook.serving.watching import EagerObserver
from sourcebook.site.articles.headings import outline_of
from sourcebook.site.build import Site, build
from sourcebook.site.handwritten import expand_links
from sourcebook.site.kept.folder import KeptFolder, known_files
from sourcebook.site.kept.glance import glance
from sourcebook.site.kept.pageframes import Finished
from sourcebook.site.links.linkorigins import Published
from sourcebook.site.links.linkproblems import link_problems
from sourcebook.site.render import Renderer
from sourcebook.site.search.index import kept_out

HOOKS = Path(__file__).parent
ENGINE = Path(sourcebook.__file__).parent
"""Beside this file here, around it where the package is installed."""
PAUSE = 0.03
"""Seconds without an edit after which one is shown: programs save a file in several steps."""
MATERIALS_ICON = "assets/images/favicon.png"
log = get_plugin_logger("sourcebook")


class DataProblems(ProblemsFound, PluginError):
    """The data have problems. MkDocs prints the message and stops."""


class Adapter:
    """What MkDocs tells of its builds, from the first event to the last. Its events are those of this file."""

    def __init__(self) -> None:
        self._build: Build | None = None
        """The build that is under way or was the last."""
        self._shown: Build | None = None
        """While serving: the build that is served."""
        self._made_at_once: set[str] = set()
        """While serving: the paths of pages made of edits of which nobody knows yet whether they are in order."""
        self._taken: FileStates = {}
        """While serving: files as they were before the first build."""
        self._preview: Preview | None = None
        """Only while serving."""
        self._warnings = WarningCollector("mkdocs", "mkdocs.livereload", log.logger.name)
        self._kept: KeptFolder | None = None
        """Where a build is kept, if somebody asks for that; nobody does while serving."""
        self._files = known_files(None)
        """The data as they were read the last time."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether pages are served to editors or built to be published."""
        if command == "serve":
            self._preview = Preview(self._warnings, log, [Path(__file__), *ENGINE.rglob("*.py")])
            # Being asked to end is answered as Ctrl+C is: MkDocs and we remove what was made for the while.
            for number in (signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup wants it
                    signal.signal(number, signal.default_int_handler)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check before MkDocs empties the old site, so that a mistake does not cost it."""
        if templates := frame_templates(config.theme.dirs):
            config.theme.static_templates |= templates
            _set_logo(config)
        preview = self._preview
        # MkDocs finds that only after a build, by a traceback.
        if preview and not preview.first_build_is_done and (fault := fault_of_address(*config.dev_addr)):
            raise Abort(fault)
        # Before all else: what is edited meanwhile is seen as changed.
        shared = _shared(config) if preview else None
        if preview and not preview.first_build_is_done:
            edited = [*files_below(_data(config)), *files_below(Path(config.docs_dir))]
            self._taken = file_states(edited) | (shared or {})
        if preview is None:
            self._kept = asked_folder()
            self._files = known_files(self._kept)
        keeping = keeping_of(config) if self._kept else None
        site = self._site(config)
        if site.problems:
            problems = DataProblems(site.problems)
            if preview is None or preview.first_build_is_done:
                raise problems
            # A server starts all the same; with no site to show, it shows what must be mended.
            preview.fail(problems)
            config.nav = None
        if preview is None:
            self._warnings.clear()
            # What was loaded stays to the end; Python need not look through it again for every page.
            gc.freeze()
            self._build = Build(config, site, config.markdown_extensions, keeping=keeping)
            return config
        preview.warnings.docs = docs = Path(config.docs_dir)
        if preview.first_build_is_done:
            config.site_dir = preview.new_folder()  # the one that is served stays until this one is whole
        texts = PageTexts.read(docs, {**site.articles, **site.data})
        self._made_at_once.clear()
        self._build = Build(config, site, config.markdown_extensions, texts, shared)
        return config

    @event_priority(50)  # before plugins that look at the list of files: hooks come after plugins at equal priority
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated files: of pages only the metadata, and the Markdown of a hand-written page around them."""
        site = self._built.site
        if site.problems:
            return Files([File.generated(config, "index.html", content=empty_page(config.site_name))])
        listed = listed_pages(config.nav)
        for problem in navigation_problems(site.reference, listed):
            self._warn(problem)
        for path in PARTS if FRAME_TEMPLATES[0] in config.theme.static_templates else ():
            if file := files.get_file_from_path(path):
                files.remove(file)
        for path in (*site.articles, *site.data):
            add_file(path, site, files, config, listed)
        return files

    @event_priority(-50)  # after plugins that rebuild the navigation, since they would undo this
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give pages outside the navigation the parent that breadcrumbs show."""
        self._build = replace(self._built, nav=nav)
        for path in self._build.site.pages:
            set_parent(path, self._build.site, files)
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Turn links to records in hand-written pages into links that MkDocs checks."""
        if self._preview:
            self._preview.raise_if_superseded()
        path, site = page.file.src_uri, self._built.site
        # Setting up extensions takes longer than making a page; where there is nothing to render, there are none.
        config.markdown_extensions = self._built.extensions if markdown.strip() else []
        # In those that frame generated ones the engine did so.
        return markdown if path in site.articles else expand_links(markdown, path, site.reference)

    @event_priority(50)  # before plugins that look at what stands on a page
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the generated article in its place, and its headings and anchors among those of the page."""
        article = self._built.site.articles.get(page.file.src_uri)
        if article is None:
            return html
        placed = article.placed(html)
        for name in placed.lost:
            log.warning(f"{page.file.src_uri}: marker must come out of Markdown as it stands: {name!r}")
        page.toc = get_toc(outline_of(placed.headings, heading_settings(config.mdx_configs).levels))
        page.present_anchor_ids = (page.present_anchor_ids or set()) | placed.ids
        self._built.placed[page.file.src_uri] = placed, html
        if placed.frame:
            self._built.search.add_frame(page.file.src_uri, placed.frame, page.meta)
        return placed.html

    @event_priority(50)  # before the plugin that fills the index
    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Keep generated pages out of the index of the search, which is given entries made of their records."""
        if page.file.src_uri in self._built.site.articles:
            page.meta = kept_out(page.meta)
        return context

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Keep what makes a single page, and miss files that the settings name."""
        self._build = replace(self._built, files=files, env=env)
        config.markdown_extensions = self._build.extensions
        env.globals["theme_files"] = found = theme_files(files.src_uris)
        if "" in found.values() and FRAME_TEMPLATES[0] in config.theme.static_templates:
            log.warning(f"theme must have a file of each name that our templates know: {found}")
        if not self._build.site.problems:
            settings = Path(config.config_file_path)
            for problem in missing_files(settings, _named(config), lambda path: path in files.src_uris):
                self._warn(problem)
        return env

    @event_priority(-100)  # when no plugin changes the page any more
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Note where a finished page leads, and which places it has; end a build that is no longer wanted."""
        if self._preview:
            self._preview.raise_if_superseded()
        article = self._built.site.articles.get(page.file.src_uri)
        by_hand = article is None or article.is_framed
        placed = self._built.placed.pop(page.file.src_uri, None)
        if self._built.keeping and placed:
            finished = Finished(page.file.dest_uri, output, placed[1])
            self._built.keeping.add(self._built.site, page.file.src_uri, placed[0], finished)
        return self._read(page.file.dest_uri, output, in_full=by_hand)  # each of its links has a place of its own

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Note where a page leads that is made of a template alone, and what all pages share."""
        if (html := shared_html(template_name, output_content)) != output_content:
            # Read after the pages, so that a link which pages have as well is told of one of these.
            self._built.shared_html[template_name] = html
            return output_content
        return self._read(template_name, output_content)

    def _read(self, file: str, output: str, *, in_full: bool = False) -> str:
        if output.strip() and self._built.finished is not None:
            self._built.finished.read(file, output, in_full=in_full)
        return output

    @event_priority(-100)  # when plugins have written their files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put what is generated into the index of the search, and warn of dead links that MkDocs did not name."""
        built = self._built
        if built.site.problems:
            return
        if any(name.rpartition("/")[2] == "search" for name in config.plugins):
            built.search.complete(Path(config.site_dir), built.site, folders=config.use_directory_urls)
        if built.finished is None or built.files is None:
            return
        for template, html in built.shared_html.items():
            built.finished.read(template, html)
        named = {("", path) for _, path in _named(config)}
        for problem in link_problems(built.finished, _published(built, built.files), self._warnings.links() | named):
            self._warn(problem)
        if built.keeping and self._kept and not self._warnings.messages():
            try:
                keep(self._kept, built.keeping, built.site, built.finished, built.search)
                self._kept.keep_files(self._files)
            except OSError as error:
                log.info(f"{self._kept.path}: the build could not be kept for the next one: {error.strerror}")
        self._build = replace(built, finished=None)

    def _warn(self, problem: Problem) -> None:
        log.warning(str(problem))
        self._warnings.add(problem)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep the last good site when an edit cannot be shown, and show others sooner than a whole build could."""
        preview = self._preview
        if preview is None:
            return server
        self._shown = None if self._built.site.problems else self._build

        def build_whole() -> None:
            preview.remove_folders_except(server.root)
            builder()
            self._shown = self._built
            server.root = self._shown.config.site_dir

        def error_page(code: int) -> bytes | None:
            file = Path(server.root) / f"{code}.html"
            return file.read_bytes() if file.is_file() else None

        server.builder = lambda: preview.rebuild(self._build_at_once, self._build_changed, build_whole)
        server.error_handler = error_page
        server.set_app(preview.app(server.serve_request, server.mount_path))
        observer: Any = EagerObserver(server.observer, self._taken, log)
        server.observer = observer
        server.build_delay = PAUSE
        for path in (config.docs_dir, config.config_file_path):
            server.unwatch(path)  # by the one that is patient alone
            server.watch(path)
        for folder in (_data(config), ENGINE, HOOKS / "theme"):
            server.watch(str(folder))
        preview.begin(lambda: _reload_browsers(server))
        return server

    def on_shutdown(self) -> None:
        """Leave nothing behind, even if the end is asked for twice."""
        if self._preview is not None:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            self._preview.close()
        self._warnings.close()

    def _site(self, config: MkDocsConfig) -> Site:
        before = self._shown.site if self._shown else None
        between = self._preview.raise_if_superseded if self._preview else lambda: None
        renderer = _renderer(config)
        return build(_data(config), Path(config.docs_dir), renderer, kept=self._files, before=before, between=between)

    @property
    def _built(self) -> Build:
        if self._build is None:
            raise PluginError("sourcebook: on_config did not run")
        return self._build

    def _build_at_once(self) -> int | None:
        """Make the pages of records that were edited and return how many; ``None`` where only a whole build will do.

        Nobody has looked yet whether all is in order. There are none where that must come first.
        """
        old = self._shown
        if old is None or old.texts is None or _shared(old.config) != old.shared:
            return None
        config = old.config
        site, edited = glance(old.site, _data(config), Path(config.docs_dir), self._files, _renderer(config))
        if edited:
            self._build = replace(old, site=site)
            self._made_at_once |= edited
            make_again(sorted(edited), self._build)
        return len(edited)

    def _build_changed(self) -> int | None:
        """Make the pages that an edit changes and return how many; ``None`` where that is as much work as the whole.

        Whatever depends on all pages, such as the search, waits for the whole build.
        """
        old = self._shown
        if old is None or old.texts is None or _shared(old.config) != old.shared:
            return None
        site = self._site(old.config)
        if site.problems:
            self._take_back(old)
            raise DataProblems(site.problems)
        texts = PageTexts.read(Path(old.config.docs_dir), {**site.articles, **site.data})
        changed = texts.changed_since(old.texts)
        if changed is None:
            return None
        self._build = replace(old, site=site, texts=texts)
        # What was made at once of an edit that another has undone has to be made again.
        make_again(sorted({*changed, *self._made_at_once & site.articles.keys()}), self._build)
        self._made_at_once.clear()
        self._shown = self._build
        return len(changed) + len(old.texts.generated.keys() - texts.generated.keys())

    def _take_back(self, old: Build) -> None:
        """Make pages that were made of an edit before it was found to be wrong as they were."""
        self._build = old
        make_again(sorted(self._made_at_once & old.site.articles.keys()), old)
        self._made_at_once.clear()


adapter = Adapter()
on_startup = adapter.on_startup
on_config = adapter.on_config
on_files = adapter.on_files
on_nav = adapter.on_nav
on_page_markdown = adapter.on_page_markdown
on_page_content = adapter.on_page_content
on_page_context = adapter.on_page_context
on_env = adapter.on_env
on_post_page = adapter.on_post_page
on_post_template = adapter.on_post_template
on_post_build = adapter.on_post_build
on_serve = adapter.on_serve
on_shutdown = adapter.on_shutdown


# --- settings --------------------------------------------------------------------------------------------------------


def _data(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "data"


def _renderer(config: MkDocsConfig) -> Renderer:
    edit = edit_base(config.repo_url, config.edit_uri)
    sign = heading_settings(config.mdx_configs).sign
    return Renderer(edit, folders=config.use_directory_urls, sign=sign)


def _shared(config: MkDocsConfig) -> FileStates:
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return states_of_shared_files(Path(config.config_file_path), Path(config.docs_dir), theme)


def _published(built: Build, files: Files) -> Published:
    config = built.config
    return Published(
        built.site,
        Path(config.site_dir),
        config.site_url or "",
        {file.dest_uri: file.src_uri for file in files},
        Path(config.docs_dir),
        Path(config.config_file_path),
        Path(config.theme.custom_dir) if config.theme.custom_dir else None,
    )


def _set_logo(config: MkDocsConfig) -> None:
    """Give a site that has no logo the one of the theme, and its browser's tab the logo."""
    theme = config.theme
    if not theme.get("logo") and not (theme.get("icon") or {}).get("logo"):
        theme["logo"] = LOGO
    if theme.get("favicon") in (None, MATERIALS_ICON):
        theme["favicon"] = theme.get("logo") or LOGO


def _named(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Yield the files that the settings name, with the names of their settings."""
    yield from (("extra_css", path) for path in config.extra_css)
    yield from (("extra_javascript", str(script)) for script in config.extra_javascript)
    yield from ((name, config.theme[name]) for name in ("logo", "favicon") if config.theme.get(name))
    if card := config.extra.get("social_card"):
        yield "social_card", card


# --- while serving ---------------------------------------------------------------------------------------------------


def _reload_browsers(server: LiveReloadServer) -> None:
    """Make open browsers ask for their page again, as after an edit. Should MkDocs lack these names, they do later."""
    try:
        with server._rebuild_cond, server._epoch_cond:
            if server._visible_epoch == server._wanted_epoch:  # otherwise an edit is on its way, with the same effect
                server._visible_epoch = server._wanted_epoch = server._visible_epoch + 1
                server._epoch_cond.notify_all()
    except AttributeError:
        log.debug("browsers could not be told that the whole site is built", exc_info=True)
