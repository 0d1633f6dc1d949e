"""From a data folder to all files of the site as text: the whole contract between the engine and its hosts."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sourcebook import rules
from sourcebook.files.problems import Problem, stamped
from sourcebook.records.model import Chapter
from sourcebook.reference.links import Located
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.rules.handwritten import problems_of
from sourcebook.site import handwritten
from sourcebook.site.handwritten import expand_links
from sourcebook.site.page import Page
from sourcebook.site.pages import data_files, plan
from sourcebook.site.pictures.svg import resolve
from sourcebook.site.render import Renderer, data_file


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
        problems += stamped(problems_of(docs, reference), "unreadable")
    return Site(reference, sorted(set(problems)))


def build(data: Path, docs: Path, edit_base: str = "") -> Site:
    """Return the site with all its generated texts, or with its problems and no texts."""
    site = check(data, docs)
    if site.problems:
        return site
    renderer = Renderer(edit_base)
    for page in plan(site.reference):
        frame = docs / page.path
        text = handwritten.read(frame, page.path)[0] if frame.is_file() else None
        site.pages[page.path] = page
        site.texts[page.path] = renderer.page(page, text)
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
    return sorted(stamped(found, "chapters-stand-in-the-navigation"))


def published(start: str, path: str) -> str:
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
            out.write_text(resolve(text, partial(published, path)), "utf-8")
        elif path.endswith(".md"):
            out.write_text(expand_links(handwritten.read(files[path], path)[0], path, site.reference), "utf-8")
        else:
            out.write_bytes(files[path].read_bytes())
        written += 1
    return written
