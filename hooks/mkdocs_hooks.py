"""The adapter: it and what belongs to it are all that knows MkDocs. It loads and hands over.

All work is done by ``sourcebook``.

Imports stand at the top, because MkDocs has ``hooks/`` on the import path only while it reads this file.
"""

import gc
from collections.abc import Callable
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
from mkdocs_pages import Build, add_file, set_parent
from mkdocs_serving import Serving
from mkdocs_settings import data_folder, named_files, published, renderer_of, set_logo
from sourcebook.files.problems import Problem
from sourcebook.rules.navigation import navigation_problems
from sourcebook.serving.address import fault_of_address
from sourcebook.serving.banner import empty_page
from sourcebook.serving.buildmessages import ProblemsFound, WarningCollector
from sourcebook.serving.settings import heading_settings, listed_pages, missing_files
from sourcebook.serving.themeframe import FRAME_TEMPLATES, PARTS, frame_templates, shared_html, theme_files
from sourcebook.site.articles.headings import outline_of
from sourcebook.site.build import build
from sourcebook.site.handwritten import expand_links
from sourcebook.site.kept.folder import KeptFolder, known_files
from sourcebook.site.kept.pageframes import Finished
from sourcebook.site.links.linkproblems import link_problems
from sourcebook.site.search.index import kept_out

HOOKS = Path(__file__).parent
ENGINE = Path(sourcebook.__file__).parent
"""Beside this file here, around it where the package is installed."""
log = get_plugin_logger("sourcebook")


class DataProblems(ProblemsFound, PluginError):
    """The data have problems. MkDocs prints the message and stops."""


class Adapter:
    """What MkDocs tells of its builds, from the first event to the last. Its events are those of this file."""

    def __init__(self) -> None:
        self._build: Build | None = None
        """The build that is under way or was the last."""
        self._serving: Serving | None = None
        self._warnings = WarningCollector("mkdocs", "mkdocs.livereload", log.logger.name)
        self._kept: KeptFolder | None = None
        """Where a build is kept, if somebody asks for that; nobody does while serving."""
        self._files = known_files(None)
        """The data as an earlier build read them."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether pages are served to editors or built to be published."""
        if command == "serve":
            programs = [*HOOKS.glob("*.py"), *ENGINE.rglob("*.py")]
            self._serving = Serving(self._warnings, programs, [ENGINE, HOOKS / "theme"], self._use)

    def _use(self, build: Build) -> None:
        self._build = build

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check before MkDocs empties the old site, so that a mistake does not cost it."""
        if templates := frame_templates(config.theme.dirs):
            config.theme.static_templates |= templates
            set_logo(config)
        self._build = self._served_build(self._serving, config) if self._serving else self._published_build(config)
        return config

    def _published_build(self, config: MkDocsConfig) -> Build:
        self._kept = asked_folder()
        self._files = known_files(self._kept)
        keeping = (
            keeping_of(config, self._kept) if self._kept else None
        )  # before all else: what is edited meanwhile is told
        site = build(data_folder(config), Path(config.docs_dir), renderer_of(config), kept=self._files)
        if site.problems:
            raise DataProblems(site.problems)
        self._warnings.clear()
        # What was loaded stays to the end; Python need not look through it again for every page.
        gc.freeze()
        return Build(config, site, config.markdown_extensions, keeping=keeping)

    def _served_build(self, serving: Serving, config: MkDocsConfig) -> Build:
        is_first = not serving.preview.first_build_is_done
        # MkDocs finds that only after a build, by a traceback.
        if is_first and (fault := fault_of_address(*config.dev_addr)):
            raise Abort(fault)
        shared = serving.take_stock(config)
        site = serving.site(config)
        if site.problems:
            problems = DataProblems(site.problems)
            if not is_first:
                serving.take_back()
                raise problems
            # A server starts all the same; with no site to show, it shows what must be mended.
            serving.preview.fail(problems)
            config.nav = None
        return serving.build_of(config, site, shared)

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
        if self._serving:
            self._serving.preview.raise_if_superseded()
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
        if self._built.keeping:
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
            for problem in missing_files(settings, named_files(config), lambda path: path in files.src_uris):
                self._warn(problem)
        return env

    @event_priority(-100)  # when no plugin changes the page any more
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Note where a finished page leads, and which places it has; end a build that is no longer wanted."""
        if self._serving:
            self._serving.preview.raise_if_superseded()
        article = self._built.site.articles.get(page.file.src_uri)
        by_hand = article is None or article.is_framed
        placed = self._built.placed.pop(page.file.src_uri, None)
        if self._built.keeping is not None and placed:
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
        named = {("", path) for _, path in named_files(config)}
        told = self._warnings.links() | named
        for problem in link_problems(built.finished, published(built.site, built.files, config), told):
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
        serving = self._serving
        if serving is None:
            return server
        serving.begin(server, config, builder, lambda: self._built)
        return server

    def on_shutdown(self) -> None:
        """Leave nothing behind, even if the end is asked for twice."""
        if self._serving is not None:
            self._serving.end()
        self._warnings.close()

    @property
    def _built(self) -> Build:
        if self._build is None:
            raise PluginError("sourcebook: on_config did not run")
        return self._build


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
