"""The pages on which rival answers stand side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.model import Answer, Importance, Question
from sourcebook.reference import addresses
from sourcebook.reference.links import Located
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display, source_kinds, witnesses
from sourcebook.site.page import Page, PageLink
from sourcebook.site.views.claims import CitedClaim
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


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer on the page of its question."""

    link: PageLink
    witnesses: str
    kinds: str
    claims: tuple[CitedClaim, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What the page of a question shows."""

    chapter: PageLink
    status: str
    verdict: str
    why: str
    would_settle: str
    answers: tuple[AnswerView, ...]
    weighing: str
    details: tuple[FurtherDetail, ...]


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
            yield _question(display, item)


def _line(display: Display, question: Question, chapter: str) -> QuestionLine:
    answers = tuple(AnswerLine(one.label, witnesses(display.reference, one.claims)) for one in question.answers)
    title, path = display.link("question", question.id)
    return QuestionLine(title, path, display.link("chapter", chapter), question.status, question.verdict or "", answers)


def _question(display: Display, located: Located[Question]) -> Page:
    question = located.record
    note = 0
    answers = []
    for number, answer in enumerate(question.answers, 1):
        claims = []
        for name in answer.claims:
            notes = display.notes(display.reference.claim(name), note + 1)
            note += len(notes)
            claims.append(CitedClaim(display.mention(name), notes))
        answers.append(_answer(display, question, number, answer, tuple(claims)))
    chapter = display.link("chapter", display.reference.chapter_of[question.id])
    view = QuestionView(
        chapter=chapter,
        status=question.status,
        verdict=question.verdict or "",
        why=question.why or "",
        would_settle=question.would_settle or "",
        answers=tuple(answers),
        weighing=question.weighing,
        details=display.details(question),
    )
    title, path = display.link("question", question.id)
    description = f"{title} {count(len(answers), 'answer')} and the witnesses for each."
    return Page(path, title, description, "question", view, located.place, display.index("question"))


def _answer(
    display: Display, question: Question, number: int, answer: Answer, claims: tuple[CitedClaim, ...]
) -> AnswerView:
    reference = display.reference
    return AnswerView(
        link=PageLink(answer.label, addresses.answer_place(reference, question.id, number)),
        witnesses=witnesses(reference, answer.claims),
        kinds=source_kinds(reference, answer.claims),
        claims=claims,
        details=display.details(answer),
    )
