"""What pages there are and what each shows. No text is made here."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import Any

from sourcebook.reference.addresses import folder, has_own_page
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views
from sourcebook.site.page import Page
from sourcebook.site.pages import chapters, former, journey, questions, registers, report, sources, timeline


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the files for programs: path → what to write as JSON. The reference must have no problems."""
    return report.data_files(reference) | timeline.data_files(reference) | sources.data_files(reference)


def plan(reference: Reference) -> list[Page]:
    """Return all pages of the reference. The reference must have no problems."""
    views = Views.of(reference)
    makers: tuple[Callable[[Reference, Views], Iterator[Page]], ...] = (
        chapters.home, chapters.start, chapters.chapters, timeline.timeline, questions.questions, journey.journey,
        sources.sources, registers.registers, registers.main_figures, report.evidence_report,
        former.former,
    )  # fmt: skip
    return _told_apart([page for maker in makers for page in maker(reference, views)], reference)


def _told_apart(pages: list[Page], reference: Reference) -> list[Page]:
    """Add to each title that an earlier page has as well what kind of page it is, or its id, or its id and a number."""
    nouns = {folder(kind): kind.readers_noun for kind in filter(has_own_page, reference.catalogue)}
    taken: set[str] = set()
    apart = []
    for page in pages:
        place, name = posixpath.split(page.path.removesuffix(".md"))
        remarks = chain((nouns.get(place, name), name), (f"{name} {number}" for number in count(2)))
        titles = chain([page.title], (f"{page.title} ({remark})" for remark in remarks))
        title = next(title for title in titles if title not in taken)
        taken.add(title)
        apart.append(page if title == page.title else replace(page, unique_title=title))
    return apart
