"""From a data folder to a checked reference, and to all that its site is made of."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sourcebook import rules
from sourcebook.files.problems import Problem, stamped
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.rules.handwritten import problems_of
from sourcebook.site.articles.article import Article
from sourcebook.site.handwritten import expanded_page
from sourcebook.site.page import Page
from sourcebook.site.pages import data_files, plan
from sourcebook.site.render import Renderer, data_file


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
        problems += stamped(problems_of(docs, reference), "unreadable")
    return Site(reference, sorted(set(problems)))


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
