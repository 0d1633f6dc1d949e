"""The adapter: the only file that knows MkDocs. It loads, hands over and places; all work is done by ``sourcebook``.

Imports stand at the top, because MkDocs has ``hooks/`` on the import path only while it reads this file.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from sourcebook.export import Site, build
from sourcebook.handwritten import expand_links
from sourcebook.pictures.svg import resolve
from sourcebook.problems import format_problems

# Material prints a notice about MkDocs 2 at every build; the decision record deals with it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

_site: Site | None = None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check before MkDocs empties the old site, so that a mistake does not cost it."""
    global _site
    root = Path(config.config_file_path).parent
    data = root / config.extra.get("sourcebook", {}).get("data", "data")
    _site = build(data, Path(config.docs_dir), _edit_base(config))
    if _site.problems:
        raise PluginError("the data have problems:\n" + format_problems(_site.problems))
    return config


@event_priority(50)  # before plugins that look at the list of files: hooks come after plugins at equal priority
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated files; a hand-written page that frames a generated one is replaced by the two together."""
    site = _built()
    listed = _in_nav(config.nav)
    for path, text in site.texts.items():
        existing = files.get_file_from_path(path)
        if existing is not None:
            files.remove(existing)
        file = File.generated(config, path, content=text)
        page = site.pages.get(path)
        if page is not None and path not in listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        if page is not None and page.place:
            file.edit_uri = f"../{page.place[0]}#L{page.place[1]}"
        elif existing is not None:
            file.edit_uri = existing.edit_uri
        files.append(file)
    return files


@event_priority(-50)  # after plugins that rebuild the navigation, since they would undo this
def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Give pages outside the navigation the parent that breadcrumbs show."""
    site = _built()
    for path, page in site.pages.items():
        file = files.get_file_from_path(path)
        parent = files.get_file_from_path(page.parent) if page.parent else None
        if file and file.page and parent and parent.page and file.page.parent is None:
            file.page.parent = parent.page.parent
    return nav


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Turn links to records in hand-written pages into links that MkDocs checks."""
    return expand_links(markdown, page.file.src_uri, _built().reference)


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give the links of pictures their addresses, which depend on where the page stands."""

    def address(path: str) -> str:
        file = files.get_file_from_path(path)
        if file is None:
            raise PluginError(f"sourcebook: a picture on {page.file.src_uri} leads to a page that is not there: {path}")
        return file.url_relative_to(page.file) if path != page.file.src_uri else ""

    return resolve(html, address)


def _built() -> Site:
    if _site is None:
        raise PluginError("sourcebook: on_config did not run")
    return _site


def _edit_base(config: MkDocsConfig) -> str:
    if not config.repo_url or not config.edit_uri:
        return ""
    return urljoin(urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri), "../")


def _in_nav(nav: Any) -> set[str]:
    """Return the paths that the navigation of ``mkdocs.yml`` names."""
    if isinstance(nav, str):
        return {nav}
    items = nav.values() if isinstance(nav, dict) else nav or ()
    return {path for item in items for path in _in_nav(item)}
