"""Files and pages of MkDocs as the adapter hands them over, and single pages made again as MkDocs makes them.

It belongs to the adapter; nothing else knows MkDocs.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import write_file

from sourcebook.serving.filestates import FileStates, PageTexts
from sourcebook.site.articles.article import PlacedArticle
from sourcebook.site.build import Site
from sourcebook.site.kept.keeping import Keeping
from sourcebook.site.links.finishedpages import FinishedPages
from sourcebook.site.search.index import SearchIndex


class GeneratedPage(MkDocsPage):
    """A page of which nothing is Markdown: to set up a parser for it would take longer than to make it."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 (as MkDocs calls it)
        """Leave the page empty; its article takes the place of whatever stands there."""
        self.content = ""
        self.present_anchor_ids = set()

    def __eq__(self, other: object) -> bool:
        """Say whether this is the other; of each of these pages there is one, and pages are often looked for."""
        return self is other


@dataclass(frozen=True)
class Build:
    """One build: what the engine gave, and what MkDocs needs to make one of its pages again."""

    config: MkDocsConfig
    site: Site
    extensions: list[str]
    """Of Markdown, as the settings have them."""
    texts: PageTexts | None = None
    """Only while serving."""
    shared: FileStates | None = None
    """Only while serving: the states of the files on which all pages depend."""
    files: Files | None = None
    nav: Navigation | None = None
    env: Any = None
    search: SearchIndex = field(default_factory=SearchIndex)
    shared_html: dict[str, str] = field(default_factory=dict)
    """Template of what all pages share → the HTML that it puts on them."""
    placed: dict[str, tuple[PlacedArticle, str]] = field(default_factory=dict)
    """Articles of pages that are not finished, by path, and the HTML of the Markdown around each."""
    keeping: Keeping | None = None
    """What keeps the build, where somebody asks for that."""
    finished: FinishedPages | None = field(default_factory=FinishedPages)
    """The pages as they were written, until the links on them are judged."""


def add_file(path: str, site: Site, files: Files, config: MkDocsConfig, listed: Collection[str]) -> File:
    """Add a generated file in place of one that may stand there."""
    existing = files.get_file_from_path(path)
    if existing is not None:
        files.remove(existing)
    file = File.generated(config, path, content=_source(path, site))
    page = site.pages.get(path)
    if page is not None and path not in listed:
        file.inclusion = InclusionLevel.NOT_IN_NAV
    if page is not None and page.place:
        file.edit_uri = f"../{page.place[0]}#L{page.place[1]}"
    elif existing is not None:
        file.edit_uri = existing.edit_uri
    files.append(file)
    # What stands in the navigation takes its title from there.
    if page is not None and path not in listed and not site.articles[path].is_framed:
        GeneratedPage(None, file, config)
    return file


def _source(path: str, site: Site) -> str:
    """Return what MkDocs reads of a generated file."""
    return site.articles[path].source if path in site.articles else site.data[path]


def set_parent(path: str, site: Site, files: Files) -> None:
    """Give a page outside the navigation the parent that its breadcrumbs show."""
    above = site.pages[path].parent
    file = files.get_file_from_path(path)
    parent = files.get_file_from_path(above) if above else None
    if file and file.page and parent and parent.page and file.page.parent is None:
        file.page.parent = parent.page.parent


def make_again(paths: list[str], made: Build) -> None:
    """Write the pages and data files at these paths."""
    assert made.files is not None
    assert made.nav is not None
    files = [_renewed(path, made, made.files) for path in paths]
    pages = [file.page for file in files if file.page is not None]
    for page in pages:
        _fill(page, made.config, made.files)
    for page in pages:
        _write(page, made.config, made.files, made.nav, made.env)
        page.validate_anchor_links(files=made.files, log_level=made.config.validation.links.anchors)
    for file in files:
        if file.page is None:
            file.copy_file()


def take_away(path: str, made: Build) -> None:
    """Remove a page that was made and is not to be."""
    file = made.files.get_file_from_path(path) if made.files is not None else None
    if file is not None and made.files is not None:
        made.files.remove(file)
        Path(file.abs_dest_path).unlink(missing_ok=True)


def _fill(page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
    """Give a page its content, with all events that MkDocs has for it."""
    plugins = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
    page.render(config, files)
    page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)


def _write(page: MkDocsPage, config: MkDocsConfig, files: Files, nav: Navigation, env: Any) -> None:
    """Write a page as the theme shows it, with all events that MkDocs has for it."""
    page.active = True
    try:
        context = get_context(nav, files, config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = env.get_template(page.meta.get("template", "main.html")).render(context)
        output = config.plugins.on_post_page(output, page=page, config=config)
    finally:
        page.active = False
    if output.strip():  # otherwise a plugin does not want the page
        # At once, since somebody may be reading it.
        fresh = f"{page.file.abs_dest_path}.new"
        write_file(output.encode("utf-8", errors="xmlcharrefreplace"), fresh)
        Path(fresh).replace(page.file.abs_dest_path)


def _renewed(path: str, made: Build, files: Files) -> File:
    """Return the file with its new content. A page that is in the navigation must stay the same object."""
    file = files.get_file_from_path(path)
    if file is None:
        file = add_file(path, made.site, files, made.config, ())
        if path in made.site.pages:
            if file.page is None:
                MkDocsPage(None, file, made.config)
            set_parent(path, made.site, files)
    elif path in made.site.articles or path in made.site.data:
        file.content_string = _source(path, made.site)
    return file
