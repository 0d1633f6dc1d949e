"""What pages there are and what each shows. No text is made here."""

import posixpath
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import Any

from sourcebook.reference.addresses import folder, has_own_page, paths, stem
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Display
from sourcebook.site.page import Page
from sourcebook.site.pages import (
    chapters,
    former,
    home,
    journey,
    newkinds,
    outlines,
    questions,
    registers,
    report,
    searches,
    sources,
    start,
    story,
    timeline,
)

MAKERS: tuple[Callable[[Display], Iterator[Page]], ...] = (
    home.home, start.start, story.story, chapters.chapters, timeline.timeline, questions.questions, journey.journey,
    outlines.outlines, sources.sources, registers.registers, registers.main_figures, report.evidence_report,
    searches.searches,
    newkinds.pages_of_new_kinds, former.former,
)  # fmt: skip


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the files for programs: path → what to write as JSON. The reference must have no problems."""
    made = report.evidence_data(reference) | timeline.timeline_data(reference) | sources.bibliography_data(reference)
    there = set(paths(reference))
    return {path: content for path, content in made.items() if path in there}


def made_pages(reference: Reference, wanted: Collection[str] | None = None) -> Iterator[Page]:
    """Yield the pages at the paths that ``addresses`` tells, one after the other. The reference must have no problems.

    Other pages may have the same title. ``wanted`` are the paths of those that are asked for, ``None`` for all.
    """
    display = Display(reference, wanted)
    made = 0
    for maker in MAKERS:
        if wanted is not None and made == len(wanted):
            return
        for page in maker(display):
            if page.path in display.paths and display.wants(page.path):
                made += 1
                yield replace(page, parent=display.if_made(page.parent))


class MadePages:
    """The pages of a reference, each made once, and none before one that comes no earlier is asked for.

    Other pages may have the same title. The reference must have no problems by the time a page is asked for.
    """

    def __init__(self, reference: Reference) -> None:
        self._coming = made_pages(reference)
        self._made: list[Page] = []
        self._by_path: dict[str, Page] = {}

    def at(self, path: str) -> Page | None:
        """Return the page at a path, ``None`` where there is none."""
        while path not in self._by_path and self._make_next():
            pass
        return self._by_path.get(path)

    def all(self) -> list[Page]:
        """Return all pages in their order."""
        while self._make_next():
            pass
        return self._made

    def _make_next(self) -> bool:
        page = next(self._coming, None)
        if page:
            self._made.append(page)
            self._by_path[page.path] = page
        return page is not None


def plan(reference: Reference) -> list[Page]:
    """Return all pages, each with a title of its own. The reference must have no problems."""
    return _told_apart(reference.once(MadePages).all(), reference)


def _told_apart(pages: list[Page], reference: Reference) -> list[Page]:
    """Add to each title that an earlier page has as well what kind of page it is, or its id, or its id and a number."""
    nouns = {folder(kind): kind.readers_noun for kind in filter(has_own_page, reference.catalogue)}
    taken: set[str] = set()
    apart = []
    for page in pages:
        place, name = posixpath.split(stem(page.path))
        remarks = chain((nouns.get(place, name), name), (f"{name} {number}" for number in count(2)))
        titles = chain([page.title], (f"{page.title} ({remark})" for remark in remarks))
        title = next(title for title in titles if title not in taken)
        taken.add(title)
        apart.append(page if title == page.title else replace(page, unique_title=title))
    return apart
