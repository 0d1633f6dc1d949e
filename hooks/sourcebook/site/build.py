"""From a data folder to a checked reference, and to all that its site is made of."""

from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sourcebook import rules
from sourcebook.files.problems import Problem, stamped
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.reference.addresses import paths
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.rules.handwritten import markers_of, problems_of
from sourcebook.site.articles.article import Article
from sourcebook.site.handwritten import expanded_page, skeleton
from sourcebook.site.page import Page
from sourcebook.site.pages import data_files, made_pages, plan
from sourcebook.site.render import Renderer, data_file
from sourcebook.words.markdown import anchors, markers


@dataclass
class Site:
    """A reference that was loaded and checked. Pages are made only where there are no problems."""

    reference: Reference
    problems: list[Problem]
    pages: dict[str, Page] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    """Path → what stands on the page."""
    data: dict[str, str] = field(default_factory=dict)
    """Path → text of every data file."""

    @cached_property
    def texts(self) -> dict[str, str]:
        """Path → text of every generated file, pages and data."""
        return {path: article.text() for path, article in self.articles.items()} | self.data


def check(data: Path, docs: Path | None = None, catalogue: Catalogue = CATALOGUE) -> Site:
    """Load and check ``data`` and, where given, the hand-written pages below ``docs``."""
    reference, problems = load(data, catalogue)
    problems = problems + rules.check_rules(reference)
    if docs is not None:
        ids = PageIds(reference, docs, has_problems=problems != [])
        problems += stamped(problems_of(docs, reference, ids.of), "unreadable")
    return Site(reference, sorted(set(problems)))


class PageIds:
    """The ids that pages will have. Only those pages are made of which somebody asks."""

    def __init__(self, reference: Reference, docs: Path, *, has_problems: bool = False) -> None:
        """``has_problems`` says that no page can be made of the reference."""
        self._reference = reference
        self._docs = docs
        self._generated = {*paths(reference)}
        self._coming = iter(()) if has_problems else made_pages(reference)
        self._pages: dict[str, Page] = {}
        self._renderer = Renderer()
        self._found: dict[str, Set[str] | None] = {}

    def of(self, path: str) -> Set[str] | None:
        """Return the ids of a page, ``None`` where it cannot be made: mistakes in what it is made of come first."""
        if path not in self._found:
            self._found[path] = self._ids(path)
        return self._found[path]

    def _ids(self, path: str) -> Set[str] | None:
        file = self._docs / path
        written = expanded_page(file, path, self._reference) if file.is_file() else None
        if path not in self._generated:
            return None if written is None else anchors(written)
        page = self._page(path)
        if page is None or (written is not None and not _is_frame(written, path)):
            return None
        article = self._renderer.page(page, written)
        return article.placed(skeleton(article.source)).ids

    def _page(self, path: str) -> Page | None:
        while path not in self._pages and (page := next(self._coming, None)):
            self._pages[page.path] = page
        return self._pages.get(path)


def _is_frame(text: str, path: str) -> bool:
    """Say whether a hand-written page has markers of the generated page at its path, and each of them once."""
    found = [marker[1] for marker in markers(text)]
    return found != [] and len(found) == len({*found} & {*markers_of(path)})


def build(
    data: Path,
    docs: Path,
    edit_base: str = "",
    catalogue: Catalogue = CATALOGUE,
    *,
    folders: bool = True,
    sign: str = "",
) -> Site:
    """Return the site with all that is generated, or with its problems and nothing generated.

    ``folders`` says whether each page is published as a folder, or as a file that ends with ``.html``; ``sign`` is
    shown behind headings as a link to them.
    """
    site = check(data, docs, catalogue)
    if site.problems:
        return site
    renderer = Renderer(edit_base, folders=folders, sign=sign)
    for page in plan(site.reference):
        file = docs / page.path
        handwritten = expanded_page(file, page.path, site.reference) if file.is_file() else None
        site.pages[page.path] = page
        site.articles[page.path] = renderer.page(page, handwritten)
    site.data |= {path: data_file(content) for path, content in data_files(site.reference).items()}
    return site
