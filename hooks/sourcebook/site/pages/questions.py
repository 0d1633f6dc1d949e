"""The pages on which rival answers stand side by side."""

from collections.abc import Iterator
from typing import Any

from sourcebook.files.problems import count
from sourcebook.records.model import Question
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views, source_kinds, witnesses
from sourcebook.site.page import Page

IMPORTANCE = {"central": "Central questions", "notable": "Notable questions", "detail": "Questions of detail"}
"""Headings of the list of questions, in its order."""


def questions(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the list of questions and the page of each."""
    rows: dict[str, list[dict[str, Any]]] = {importance: [] for importance in IMPORTANCE}
    for located in reference.chapters.values():
        chapter = located.record
        for question in chapter.questions:
            rows[question.importance].append({
                "title": question.question,
                "path": f"questions/{question.id}.md",
                "chapter": (chapter.title, f"chapters/{chapter.id}.md"),
                "answers": [(a.label, witnesses(reference, a.claims)) for a in question.answers],
            })  # fmt: skip
    groups = [(IMPORTANCE[importance], importance, members) for importance, members in rows.items() if members]
    total = count(len(reference.questions), "question")
    yield Page("questions/index.md", "Where sources disagree", "Every question on which sources give rival answers.",
               "questions", {"groups": groups, "total": total})  # fmt: skip
    for item in reference.questions.values():
        yield _question(reference, views, item)


def _question(reference: Reference, views: Views, located: Located[Question]) -> Page:
    question = located.record
    number = 1
    answers = []
    for answer in question.answers:
        claims = []
        for name in answer.claims:
            claim = reference.claim(name)
            notes = [views.note(citation, number + index) for index, citation in enumerate(claim.cites)]
            number += len(notes)
            claims.append({"mention": views.mention(name), "notes": notes})
        answers.append({
            "label": answer.label,
            "witnesses": witnesses(reference, answer.claims),
            "kinds": source_kinds(reference, answer.claims),
            "claims": claims,
        })  # fmt: skip
    chapter = reference.chapters[reference.chapter_of[question.id]].record
    view = {
        "answers": answers,
        "weighing": question.weighing,
        "chapter": (chapter.title, f"chapters/{chapter.id}.md"),
    }
    description = f"{question.question} {count(len(answers), 'answer')} and the witnesses for each."
    return Page(f"questions/{question.id}.md", question.question, description, "question", view, located.place,
                "questions/index.md")  # fmt: skip
