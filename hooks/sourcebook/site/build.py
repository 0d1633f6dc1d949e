"""From a data folder to a checked reference, and to all that its site is made of."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sourcebook import rules
from sourcebook.files.problems import Problem, stamped
from sourcebook.files.yamlfile import YamlFile, without_garbage_collection
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.reference.addresses import paths
from sourcebook.reference.kept.keptfiles import KeptFiles
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.rules.handwritten import markers_of, problems_of
from sourcebook.site.articles.article import Article
from sourcebook.site.handwritten import expanded_page, skeleton
from sourcebook.site.page import Page
from sourcebook.site.pages import MadePages, data_files, plan
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
    made_of: dict[str, str] = field(default_factory=dict)
    """Path → digest of all that the article is made of."""

    @cached_property
    def texts(self) -> dict[str, str]:
        """Path → text of every generated file, pages and data."""
        return {path: article.text() for path, article in self.articles.items()} | self.data


def check(
    data: Path,
    docs: Path | None = None,
    catalogue: Catalogue = CATALOGUE,
    kept: KeptFiles | None = None,
    *,
    before: Site | None = None,
    between: Callable[[], None] = lambda: None,
) -> Site:
    """Load and check ``data`` and, where given, the hand-written pages below ``docs``.

    ``kept`` are the files of the data as they were read before; where they are those of the site ``before``, which has
    no problems, its reference is as good. ``between`` is called from time to time; what it raises ends the work.
    """
    reference, problems = load(data, catalogue, kept)
    between()
    if before and not problems and _are_the_same(reference.files, before.reference.files):
        reference = before.reference
    else:
        problems = problems + rules.check_rules(reference, between)
    between()
    if docs is not None:
        ids = PageIds(reference, docs, has_problems=problems != [])
        problems += stamped(problems_of(docs, reference, ids.of), "unreadable")
    return Site(reference, sorted(set(problems)))


def _are_the_same(files: Sequence[YamlFile], others: Sequence[YamlFile]) -> bool:
    return len(files) == len(others) and all(one is other for one, other in zip(files, others, strict=True))


def handwritten_page(docs: Path, path: str, reference: Reference) -> str | None:
    """Return the hand-written page at a path with its links expanded, ``None`` where there is none."""
    file = docs / path
    return expanded_page(file, path, reference) if file.is_file() else None


class PageIds:
    """The ids that pages will have. Only those pages are made of which somebody asks."""

    def __init__(self, reference: Reference, docs: Path, *, has_problems: bool = False) -> None:
        """``has_problems`` says that no page can be made of the reference."""
        self._reference = reference
        self._docs = docs
        self._generated = {*paths(reference)}
        self._pages = None if has_problems else reference.once(MadePages)
        self._renderer = Renderer()
        self._found: dict[str, Set[str] | None] = {}

    def of(self, path: str) -> Set[str] | None:
        """Return the ids of a page, ``None`` where it cannot be made: mistakes in what it is made of come first."""
        if path not in self._found:
            self._found[path] = self._ids(path)
        return self._found[path]

    def _ids(self, path: str) -> Set[str] | None:
        written = handwritten_page(self._docs, path, self._reference)
        if path not in self._generated:
            return None if written is None else anchors(written)
        page = self._pages.at(path) if self._pages else None
        if page is None or (written is not None and not _is_frame(written, path)):
            return None
        article = self._renderer.page(page, written)
        return article.placed(skeleton(article.source)).ids


def _is_frame(text: str, path: str) -> bool:
    """Say whether a hand-written page has markers of the generated page at its path, and each of them once."""
    found = [marker[1] for marker in markers(text)]
    return found != [] and len(found) == len({*found} & {*markers_of(path)})


def build(
    data: Path,
    docs: Path,
    renderer: Renderer | None = None,
    catalogue: Catalogue = CATALOGUE,
    *,
    kept: KeptFiles | None = None,
    before: Site | None = None,
    between: Callable[[], None] = lambda: None,
) -> Site:
    """Return the site with all that is generated, or with its problems and nothing generated.

    ``renderer`` makes its pages. ``kept`` are the files of the data as they were read before, and ``before`` is the
    site as it was made of them: articles that would be the same are those of it. ``between`` is called from time to
    time; what it raises ends the work.
    """
    with without_garbage_collection():
        site = check(data, docs, catalogue, kept, before=before, between=between)
        if not site.problems:
            _make_pages(site, docs, renderer or Renderer(), before, between)
    return site


def _make_pages(site: Site, docs: Path, renderer: Renderer, before: Site | None, between: Callable[[], None]) -> None:
    is_same = before is not None and site.reference is before.reference
    for page in before.pages.values() if before and is_same else plan(site.reference):
        between()
        add_page(site, page, handwritten_page(docs, page.path, site.reference), renderer, before)
    site.data |= {path: data_file(content) for path, content in data_files(site.reference).items()}


def add_page(site: Site, page: Page, handwritten: str | None, renderer: Renderer, before: Site | None = None) -> None:
    """Add a page and its article, which is that of ``before`` if it would be the same.

    ``handwritten`` is the hand-written page in which it stands, if there is one.
    """
    made_of = renderer.made_of(page, handwritten)
    known = before and before.made_of.get(page.path) == made_of
    site.pages[page.path] = page
    site.made_of[page.path] = made_of
    site.articles[page.path] = before.articles[page.path] if before and known else renderer.page(page, handwritten)
