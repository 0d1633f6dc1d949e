"""From a data folder to all files of the site as text: the whole contract between the engine and its hosts."""

import posixpath
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sourcebook import rules
from sourcebook.handwritten import expand_links, problems_of
from sourcebook.load import Reference, load
from sourcebook.pages import plan
from sourcebook.pages.page import Page
from sourcebook.pages.report import data_files
from sourcebook.pictures.svg import resolve
from sourcebook.problems import Problem
from sourcebook.render import MARKER, Renderer, data_file


@dataclass
class Site:
    """A reference that was loaded and checked. Pages are made only where there are no problems."""

    reference: Reference
    problems: list[Problem]
    pages: dict[str, Page] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """Path → text of every generated file, pages and data."""


def check(data: Path, docs: Path | None = None) -> Site:
    """Load and check ``data`` and, where given, the hand-written pages below ``docs``."""
    reference, problems = load(data)
    problems = problems + rules.check(reference)
    if docs is not None:
        problems += problems_of(docs, reference)
    return Site(reference, sorted(set(problems)))


def build(data: Path, docs: Path, edit_base: str = "") -> Site:
    """Return the site with all its generated texts, or with its problems and no texts."""
    site = check(data, docs)
    if site.problems:
        return site
    renderer = Renderer(edit_base)
    for page in plan(site.reference):
        frame = docs / page.path
        text = frame.read_text("utf-8") if frame.is_file() else None
        site.pages[page.path] = page
        site.texts[page.path] = renderer.page(page, _framed(text))
    site.texts |= {path: data_file(content) for path, content in data_files(site.reference).items()}
    return site


def _framed(text: str | None) -> str | None:
    """A hand-written page is a frame only where it says so; without a marker it replaces the generated page."""
    return text if text is None or MARKER.search(text) else None


def _published(start: str, path: str) -> str:
    """Return the address of a page as seen from another, where each page is published as a folder."""
    folder = posixpath.dirname(start) if posixpath.basename(start) == "index.md" else start.removesuffix(".md")
    target = path.removesuffix("index.md") if posixpath.basename(path) == "index.md" else f"{path.removesuffix('.md')}/"
    return f"{posixpath.relpath(target or '.', folder or '.')}/"


def write(site: Site, docs: Path, target: Path) -> int:
    """Write hand-written and generated files into ``target`` for any generator; return how many.

    ``target`` must be empty or not exist; raises ``FileExistsError`` otherwise.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(target)
    written = 0
    files = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    for path in sorted({*files, *site.texts}):
        out = target / path
        out.parent.mkdir(parents=True, exist_ok=True)
        if path in site.texts:
            text = expand_links(site.texts[path], path, site.reference)
            out.write_text(resolve(text, partial(_published, path)), "utf-8")
        elif path.endswith(".md"):
            out.write_text(expand_links(files[path].read_text("utf-8"), path, site.reference), "utf-8")
        else:
            out.write_bytes(files[path].read_bytes())
        written += 1
    return written
