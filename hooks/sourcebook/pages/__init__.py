"""What pages there are and what each shows. No text is made here."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sourcebook.load import Reference
from sourcebook.pages import chapters, questions, registers, report, sources
from sourcebook.pages.page import Page
from sourcebook.views import Views

NOUNS = {"sources": "source", "people": "person", "organizations": "organisation", "places": "place", "terms": "term"}


def plan(reference: Reference) -> list[Page]:
    """Return all pages of the reference. The reference must have no problems."""
    views = Views.of(reference)
    makers: tuple[Callable[[Reference, Views], Iterator[Page]], ...] = (
        chapters.home, chapters.start, chapters.chapters, chapters.timeline, questions.questions, chapters.journey,
        sources.sources, registers.registers, registers.main_figures, report.evidence_report,
    )  # fmt: skip
    return _told_apart([page for maker in makers for page in maker(reference, views)])


def _told_apart(pages: list[Page]) -> list[Page]:
    """Add to each title that an earlier page has as well what kind of page it is on; to the third its id."""
    taken: set[str] = set()
    apart = []
    for page in pages:
        folder, _, name = page.path.removesuffix(".md").rpartition("/")
        titles = (page.title, f"{page.title} ({NOUNS.get(folder, name)})", f"{page.title} ({name})")
        title = next(title for title in titles if title not in taken)
        taken.add(title)
        apart.append(page if title == page.title else replace(page, unique_title=title))
    return apart
