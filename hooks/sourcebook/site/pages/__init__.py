"""What pages there are and what each shows. No text is made here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views
from sourcebook.site.page import Page
from sourcebook.site.pages import chapters, former, journey, questions, registers, report, sources, timeline

DATA_FILES = ("evidence.json", "sources.json", "timeline.json")
NOUNS = {"sources": "source", "people": "person", "organizations": "organisation", "places": "place", "terms": "term"}


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the files for programs: path → what to write as JSON. The reference must have no problems."""
    return report.data_files(reference) | timeline.data_files(reference) | sources.data_files(reference)


def paths(reference: Reference) -> list[str]:
    """Return the paths of all generated pages and files, without making them: the data may have problems."""
    found = ["index.md", "timeline.md", "journey.md", "evidence.md", *DATA_FILES]
    found += ["start.md"] * (reference.start is not None)
    found += ["figures.md"] * any(person.record.statement for person in reference.entries["people"].values())
    folders: dict[str, Iterable[str]] = {
        "chapters": reference.chapters, "questions": reference.questions, "sources": reference.sources,
        **reference.entries,
    }  # fmt: skip
    for folder, names in folders.items():
        found += [f"{folder}/index.md", *(f"{folder}/{name}.md" for name in names)]
    found += [f"timeline/{view.record.id}.md" for view in reference.views]
    kinds = {located.record.id: kind for kind, located in reference.identified()} if reference.former else {}
    for old in (located.record for located in reference.former):
        folder = former.FOLDERS.get(old.kind or kinds.get(old.new or "", ""), "")
        found += [f"{folder}/{old.old}.md"] * bool(folder)
    return list(dict.fromkeys(found))


def plan(reference: Reference) -> list[Page]:
    """Return all pages of the reference. The reference must have no problems."""
    views = Views.of(reference)
    makers: tuple[Callable[[Reference, Views], Iterator[Page]], ...] = (
        chapters.home, chapters.start, chapters.chapters, timeline.timeline, questions.questions, journey.journey,
        sources.sources, registers.registers, registers.main_figures, report.evidence_report,
        former.former,
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
