"""From a data folder to all files of the site as text: the whole contract between the engine and its hosts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sourcebook import rules
from sourcebook.files.encoding import is_hidden, read_text
from sourcebook.files.problems import Problem
from sourcebook.files.writing import write_folder
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.records.model import Chapter
from sourcebook.reference.links import Located
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.rules.handwritten import problems_of
from sourcebook.site.handwritten import expand_links
from sourcebook.site.page import Page
from sourcebook.site.pages import data_files, plan
from sourcebook.site.render import Renderer, data_file


@dataclass
class Site:
    """A reference that was loaded and checked. Pages are made only where there are no problems."""

    reference: Reference
    problems: list[Problem]
    pages: dict[str, Page] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """Path → text of every generated file, pages and data."""


def check(data: Path, docs: Path | None = None, catalogue: Catalogue = CATALOGUE) -> Site:
    """Load and check ``data`` and, where given, the hand-written pages below ``docs``."""
    reference, problems = load(data, catalogue)
    problems = problems + rules.check(reference)
    if docs is not None:
        problems += problems_of(docs, reference)
    return Site(reference, sorted(set(problems)))


def build(
    data: Path, docs: Path, edit_base: str = "", catalogue: Catalogue = CATALOGUE, *, folders: bool = True
) -> Site:
    """Return the site with all its generated texts, or with its problems and no texts.

    ``folders`` says whether each page is published as a folder, or as a file that ends with ``.html``.
    """
    site = check(data, docs, catalogue)
    if site.problems:
        return site
    renderer = Renderer(edit_base, folders=folders)
    for page in plan(site.reference):
        file = docs / page.path
        frame = _expanded(file, page.path, site.reference) if file.is_file() else None
        site.pages[page.path] = page
        site.texts[page.path] = renderer.page(page, frame)
    site.texts |= {path: data_file(content) for path, content in data_files(site.reference).items()}
    return site


def navigation_problems(reference: Reference, listed: Sequence[str]) -> list[Problem]:
    """Return in what the navigation of a host contradicts the chapters; ``listed`` are its pages in their order."""
    found = []
    position = {path: number for number, path in enumerate(listed)}
    last: Located[Chapter] | None = None
    for chapter in reference.chapters.values():
        name, path = chapter.record.id, f"chapters/{chapter.record.id}.md"
        if path not in position:
            message = f"chapter '{name}': page must be in the navigation: none names {path!r}"
            found.append(chapter.problem(("id",), message, "add it under 'nav:' in mkdocs.yml"))
            continue
        if last and position[path] < position[f"chapters/{last.record.id}.md"]:
            message = f"chapter '{name}': order must be that of the navigation: {str(chapter.record.order)!r}"
            hint = f"under 'nav:' in mkdocs.yml it comes before '{last.record.id}', which has {last.record.order}"
            found.append(chapter.problem(("order",), message, hint))
        last = chapter
    return sorted(found)


def write(site: Site, docs: Path, target: Path) -> int:
    """Write hand-written and generated files into ``target`` for any generator; return how many.

    ``target`` must be empty or not exist; raises ``FileExistsError`` otherwise.
    """
    there = (file for file in sorted(docs.rglob("*")) if file.is_file() and not is_hidden(file, docs))
    files = {file.relative_to(docs).as_posix(): file for file in there}

    def content(path: str) -> bytes:
        if path in site.texts:
            return site.texts[path].encode()
        if path.endswith(".md"):
            return _expanded(files[path], path, site.reference).encode()
        return files[path].read_bytes()

    return write_folder(target, ((path, content(path)) for path in sorted({*files, *site.texts})))


def _expanded(file: Path, path: str, reference: Reference) -> str:
    return expand_links(read_text(file, path)[0], path, reference)
