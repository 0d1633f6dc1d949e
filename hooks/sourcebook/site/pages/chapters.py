"""The pages that follow the chapters: home, chapters, timeline, and the journey of the text."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sourcebook.files.problems import count
from sourcebook.records.model import Chapter
from sourcebook.reference import evidence
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views
from sourcebook.site.mentions import neighbours
from sourcebook.site.page import Page
from sourcebook.site.pages.former import anchors
from sourcebook.site.pictures import charts

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def home(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the home page, with the identity card and the figures of the reference."""
    rows = [
        {
            "label": row.record.label,
            "value": row.record.value,
            "claims": [views.claim_link(name) for name in row.record.claims],
            "question": f"questions/{row.record.question}.md" if row.record.question else "",
        }
        for row in reference.card
    ]
    report = evidence.report(reference)
    drawn = [charts.by_lines(report), charts.by_kind(report), charts.over_time(report)]
    view = {"rows": rows, "report": report, "groups": _groups(reference), "charts": drawn}
    yield Page("index.md", "Home", "A reference in which every statement cites its source.", "home", view)


def start(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the page for newcomers, where the data name claims to begin with."""
    if reference.start is None:
        return
    names = reference.start.record.claims
    claims = [
        {"mention": views.mention(name), "segments": views.segments(name), "questions": views.questions(name)}
        for name in names
    ]
    number = NUMBERS[len(names)] if len(names) < len(NUMBERS) else f"{len(names):,}"
    title = f"Start here in {number} {'claim' if len(names) == 1 else 'claims'}"
    yield Page("start.md", title, "The claims with which to begin, from beginning to end.", "start",
               {"claims": claims}, reference.start.place, searchable=False)  # fmt: skip


def _groups(reference: Reference) -> list[tuple[str, list[dict[str, Any]]]]:
    chapters = [located.record for located in reference.chapters.values()]
    return [
        (group or "", [_chapter_summary(chapter) for chapter in members])
        for group, members in groupby(chapters, key=lambda chapter: chapter.group)
    ]


def _chapter_summary(chapter: Chapter) -> dict[str, Any]:
    claims = sum(len(section.claims) for section in chapter.sections)
    figures = count(claims, "claim")
    if chapter.questions:
        figures += f", {count(len(chapter.questions), 'open question')}"
    path = f"chapters/{chapter.id}.md"
    sections = [(section.title, f"{path}#{section.id}") for section in chapter.sections]
    return {"title": chapter.title, "path": path, "figures": figures, "sections": sections}


def chapters(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the list of chapters and the page of each, with its claims in full."""
    yield Page("chapters/index.md", "Chapters", "All chapters with their sections.", "chapters",
               {"groups": _groups(reference)})  # fmt: skip
    near = neighbours(reference)
    former = anchors(reference, views)
    for located in reference.chapters.values():
        chapter = located.record
        number = note = 0
        sections = []
        for section in chapter.sections:
            claims = []
            for claim in section.claims:
                number += 1
                claims.append(views.claim(claim, number, note + 1))
                note += len(claim.cites)
            see = [views.mention(name) for name in section.see]
            sections.append({
                "id": section.id, "title": section.title, "stage": section.stage, "claims": claims, "see": see,
            })  # fmt: skip
        questions = [(question.question, f"questions/{question.id}.md") for question in chapter.questions]
        summary = _chapter_summary(chapter)
        view = {
            "sections": sections,
            "questions": questions,
            "figures": summary["figures"],
            "near": [_neighbour(reference, *other) for other in near[chapter.id]],
            "former": former.here,
            "gone": former.gone.get(chapter.id, ()),
        }
        titles = "; ".join(section.title for section in chapter.sections)
        yield Page(summary["path"], chapter.title, f"{chapter.title}: {titles}.", "chapter", view,
                   (located.file.path, 1), "chapters/index.md", boost=2)  # fmt: skip


def _neighbour(reference: Reference, name: str, people: int, questions: int) -> tuple[str, str, str]:
    """Return a chapter's title, its path, and what it has in common, in words."""
    shared = [f"{people:,} {'person' if people == 1 else 'people'}"] if people else []
    shared += [count(questions, "question")] if questions else []
    return reference.chapters[name].record.title, f"chapters/{name}.md", " and ".join(shared)
