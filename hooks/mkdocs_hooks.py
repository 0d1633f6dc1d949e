"""The adapter: the only file that knows MkDocs. It loads, hands over and places; all work is done by ``sourcebook``.

Imports stand at the top, because MkDocs has ``hooks/`` on the import path only while it reads this file.
"""

import gc
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.commands import build as commands
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from sourcebook.files.problems import format_problems
from sourcebook.rules.navigation import navigation_problems
from sourcebook.serving.banner import empty_page
from sourcebook.serving.faults import Ear, Faults
from sourcebook.serving.filestates import Stamps, frame, texts
from sourcebook.serving.preview import Preview
from sourcebook.site.build import Site, build
from sourcebook.site.handwritten import expand_links
from sourcebook.site.pictures.svg import resolve

HOOKS = Path(__file__).parent
log = get_plugin_logger("sourcebook")


class DataFaults(PluginError, Faults):
    """The data have problems. MkDocs prints the message and stops."""

    def __init__(self, site: Site) -> None:
        """Keep the site, which has no pages."""
        super().__init__("the data have problems:\n" + format_problems(site.problems))
        self.site = site
        self.problems = site.problems


@dataclass(frozen=True)
class Build:
    """One build: what the engine gave, and what MkDocs needs to make one of its pages again."""

    config: MkDocsConfig
    site: Site
    texts: dict[str, str] = field(default_factory=dict)
    """Only while serving: path → text of everything generated and of all hand-written pages."""
    frame: Stamps = field(default_factory=dict)
    """Only while serving: what all pages depend on, such as settings, theme and style sheets."""
    files: Files | None = None
    nav: Navigation | None = None
    env: Any = None


_build: Build | None = None
"""The build that is under way or was the last."""
_shown: Build | None = None
"""While serving: the build that is served."""
_preview: Preview | None = None
"""Only while serving."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Learn whether pages are served to editors or built to be published."""
    global _preview, _build, _shown
    _build = _shown = None
    ear = Ear("mkdocs", "mkdocs.livereload", log.logger.name) if command == "serve" else None
    _preview = Preview(ear, log, HOOKS.rglob("*.py")) if ear else None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check before MkDocs empties the old site, so that a mistake does not cost it."""
    global _build
    if _preview is None:
        _build = Build(config, _checked(config))
        # What was loaded stays to the end; Python need not look through it again for every page.
        gc.freeze()
        return config
    _preview.ear.docs = Path(config.docs_dir)
    if _preview.began:
        config.site_dir = _preview.new_folder()  # the one that is served stays until this one is whole
    try:
        site = _checked(config)
    except DataFaults as faults:
        if _preview.began:
            raise
        # A server starts all the same; with no site to show, it shows what must be mended.
        _preview.fail(faults)
        config.nav = None
        site = faults.site
    _build = Build(config, site, texts(Path(config.docs_dir), site.texts), _frame(config))
    return config


@event_priority(50)  # before plugins that look at the list of files: hooks come after plugins at equal priority
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated files; a hand-written page that frames a generated one is replaced by the two together."""
    site = _built().site
    if site.problems:
        return Files([File.generated(config, "index.html", content=empty_page(config.site_name))])
    listed = _in_nav(config.nav)
    for problem in navigation_problems(site.reference, listed):
        log.warning(str(problem))
    for path in site.texts:
        _add(path, site, files, config, listed)
    return files


@event_priority(-50)  # after plugins that rebuild the navigation, since they would undo this
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give pages outside the navigation the parent that breadcrumbs show."""
    global _build
    _build = replace(_built(), nav=nav)
    for path in _build.site.pages:
        _set_parent(path, _build.site, files)
    return nav


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Turn links to records in hand-written pages into links that MkDocs checks."""
    if _preview:
        _preview.go_on()
    return expand_links(markdown, page.file.src_uri, _built().site.reference)


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give the links of pictures their addresses, which depend on where the page stands."""

    def address(path: str) -> str:
        file = files.get_file_from_path(path)
        if file is None:
            raise PluginError(f"sourcebook: a picture on {page.file.src_uri} leads to a page that is not there: {path}")
        return file.url_relative_to(page.file) if path != page.file.src_uri else ""

    return resolve(html, address)


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Keep what makes a single page."""
    global _build
    _build = replace(_built(), files=files, env=env)
    return env


def on_post_page(output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
    """End a build that is no longer wanted."""
    if _preview:
        _preview.go_on()
    return output


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Keep the last good site when an edit cannot be shown, and show others sooner than a whole build could."""
    global _shown
    if _preview is None:
        return server
    preview = _preview
    _shown = None if _built().site.problems else _build

    def whole() -> None:
        global _shown
        preview.keep_only(server.root)
        builder()
        _shown = _built()
        server.root = _shown.config.site_dir

    def error_page(code: int) -> bytes | None:
        file = Path(server.root) / f"{code}.html"
        return file.read_bytes() if file.is_file() else None

    server.builder = lambda: preview.rebuild(_refresh, whole)
    server.error_handler = error_page
    server.set_app(preview.app(server.serve_request, server.mount_path))
    server.watch(str(HOOKS / "sourcebook"))
    preview.begin()
    return server


def on_shutdown() -> None:
    """Leave nothing behind."""
    if _preview is not None:
        _preview.close()


def _built() -> Build:
    if _build is None:
        raise PluginError("sourcebook: on_config did not run")
    return _build


def _checked(config: MkDocsConfig) -> Site:
    """Return the site of the data; raises ``DataFaults``."""
    site = build(Path(config.config_file_path).parent / "data", Path(config.docs_dir), _edit_base(config))
    if site.problems:
        raise DataFaults(site)
    return site


def _edit_base(config: MkDocsConfig) -> str:
    if not config.repo_url or not config.edit_uri:
        return ""
    return urljoin(urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri), "../")


def _in_nav(nav: Any) -> list[str]:
    """Return the paths that the navigation of ``mkdocs.yml`` names, in its order."""
    if isinstance(nav, str):
        return [nav]
    items = nav.values() if isinstance(nav, dict) else nav or ()
    return [path for item in items for path in _in_nav(item)]


def _add(path: str, site: Site, files: Files, config: MkDocsConfig, listed: Collection[str]) -> File:
    """Add a generated file in place of one that may stand there."""
    existing = files.get_file_from_path(path)
    if existing is not None:
        files.remove(existing)
    file = File.generated(config, path, content=site.texts[path])
    page = site.pages.get(path)
    if page is not None and path not in listed:
        file.inclusion = InclusionLevel.NOT_IN_NAV
    if page is not None and page.place:
        file.edit_uri = f"../{page.place[0]}#L{page.place[1]}"
    elif existing is not None:
        file.edit_uri = existing.edit_uri
    files.append(file)
    return file


def _set_parent(path: str, site: Site, files: Files) -> None:
    above = site.pages[path].parent
    file = files.get_file_from_path(path)
    parent = files.get_file_from_path(above) if above else None
    if file and file.page and parent and parent.page and file.page.parent is None:
        file.page.parent = parent.page.parent


# --- while serving ---------------------------------------------------------------------------------------------------


def _refresh() -> int | None:
    """Make the pages that an edit changes and return how many; ``None`` where that is as much work as the whole.

    Whatever depends on all pages, such as the search, waits for the whole build.
    """
    global _build, _shown
    old = _shown
    if old is None or _frame(old.config) != old.frame:
        return None
    site = _checked(old.config)
    new = replace(old, site=site, texts=texts(Path(old.config.docs_dir), site.texts))
    changed = [path for path, text in new.texts.items() if old.texts.get(path) != text]
    if len(changed) > len(new.texts) / 2 or old.texts.keys() - old.site.texts != new.texts.keys() - site.texts:
        return None  # the second: a hand-written page is new or gone
    _build = new
    _make(changed, new)
    _shown = new
    return len(changed) + len(old.texts.keys() - new.texts)


def _make(paths: list[str], made: Build) -> None:
    """Write the pages and data files at these paths.

    MkDocs does not offer others what makes a page; should it lack these two names, the whole site is built instead.
    """
    assert made.files is not None
    assert made.nav is not None
    files = [_renewed(path, made, made.files) for path in paths]
    pages = [file.page for file in files if file.page is not None]
    for page in pages:
        commands._populate_page(page, made.config, made.files)
    for page in pages:
        commands._build_page(page, made.config, made.files.documentation_pages(), made.nav, made.env)
        page.validate_anchor_links(files=made.files, log_level=made.config.validation.links.anchors)
    for file in files:
        if file.page is None:
            file.copy_file()


def _renewed(path: str, made: Build, files: Files) -> File:
    """Return the file with its new content. A page that is in the navigation must stay the same object."""
    file = files.get_file_from_path(path)
    if file is None:
        file = _add(path, made.site, files, made.config, ())
        if path in made.site.pages:
            MkDocsPage(None, file, made.config)
            _set_parent(path, made.site, files)
    elif path in made.site.texts:
        file.content_string = made.site.texts[path]
    return file


def _frame(config: MkDocsConfig) -> Stamps:
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return frame(Path(config.config_file_path), Path(config.docs_dir), theme)
