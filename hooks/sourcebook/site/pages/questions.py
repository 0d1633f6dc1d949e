"""The list of the questions to which sources give rival answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.model import Importance, Question
from sourcebook.site.display import Display, witnesses
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.debates import debate
from sourcebook.words.counting import count

IMPORTANCE_HEADINGS: dict[Importance, str] = {
    "central": "Central questions",
    "notable": "Notable questions",
    "detail": "Questions of detail",
}
"""Headings of the list of questions, in its order."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer in the list of questions."""

    label: str
    witnesses: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list of questions."""

    title: str
    path: str
    chapter: PageLink
    status: str
    verdict: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """The questions of one importance."""

    title: str
    id: str
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """What the list of questions shows."""

    groups: tuple[QuestionGroup, ...]
    total: str


def questions(display: Display) -> Iterator[Page]:
    """Yield the list of questions and the page of each."""
    lines: dict[Importance, list[QuestionLine]] = {importance: [] for importance in IMPORTANCE_HEADINGS}
    for located in display.reference.chapters.values():
        for question in located.record.questions:
            lines[question.importance].append(_line(display, question, located.record.id))
    groups = tuple(
        QuestionGroup(IMPORTANCE_HEADINGS[importance], importance, tuple(members))
        for importance, members in lines.items()
        if members
    )
    index, total = display.index("question"), count(len(display.reference.questions), "question")
    yield Page(index, "Where sources disagree", "Every question on which sources give rival answers.", "questions",
               QuestionsView(groups, total))  # fmt: skip
    for name, item in display.reference.questions.items():
        if display.wants(display.link("question", name).path):
            yield debate(display, item)


def _line(display: Display, question: Question, chapter: str) -> QuestionLine:
    answers = tuple(AnswerLine(one.label, witnesses(display.reference, one.claims)) for one in question.answers)
    title, path = display.link("question", question.id)
    return QuestionLine(title, path, display.link("chapter", chapter), question.status, question.verdict or "", answers)
