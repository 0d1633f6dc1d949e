"""The page of a question: its rival answers, each with its best witnesses, and what the editors hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from sourcebook.records.model import Answer, Citation, Question, Status
from sourcebook.records.sources import NEVER_FIRST
from sourcebook.reference import addresses, evidence
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display, counted_by_kind, source_kinds, witnesses
from sourcebook.site.mentions import TextPiece
from sourcebook.site.page import Page, PageLink
from sourcebook.site.views.claims import CitedClaim, Mention, Note
from sourcebook.words.counting import count, number_in_words


@dataclass(frozen=True, slots=True)
class LinesOfKind:
    """How many independent lines of evidence have a source of this kind for their weightiest."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Attested:
    """A claim in its own words, with those of its witnesses that are shown beside it."""

    mention: Mention
    pieces: tuple[TextPiece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer on the page of its question."""

    link: PageLink
    lines: tuple[LinesOfKind, ...]
    witnesses: str
    kinds: str
    """How many sources of each kind it has."""
    repeats: bool
    """Whether it has more sources than lines, since some repeat others."""
    claims: tuple[CitedClaim, ...]
    """All claims that give it, with all their citations."""
    best: tuple[Attested, ...]
    """What its best witnesses attest."""
    rest: tuple[CitedClaim, ...]
    """All other citations, by their claims."""
    rest_words: str
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class NearQuestion:
    """Another question of the same chapter."""

    link: PageLink
    status: str
    answers: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What the page of a question shows."""

    chapter: PageLink
    states: tuple[str, ...]
    """All states in which a question can be, from the surest."""
    status: str
    verdict: str
    why: str
    would_settle: str
    answers_words: str
    answers: tuple[AnswerView, ...]
    weighing: str
    near: tuple[NearQuestion, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class _Witness:
    """A citation of one of the claims that give an answer."""

    claim: str
    citation: Citation
    note: Note


def debate(display: Display, located: Located[Question]) -> Page:
    """Return the page of a question."""
    question = located.record
    chapter = display.reference.chapter_of[question.id]
    view = QuestionView(
        chapter=display.link("chapter", chapter),
        states=get_args(Status),
        status=question.status,
        verdict=question.verdict or "",
        why=question.why or "",
        would_settle=question.would_settle or "",
        answers_words=number_in_words(len(question.answers)).capitalize(),
        answers=tuple(_answer(display, question, number, one) for number, one in enumerate(question.answers, 1)),
        weighing=question.weighing,
        near=tuple(_near(display, display.reference.chapters[chapter].record.questions, question)),
        details=display.details(question),
    )
    title, path = display.link("question", question.id)
    description = f"{title} {count(len(question.answers), 'answer')} and the witnesses for each."
    return Page(path, title, description, "question", view, located.place, display.index("question"))


def _near(display: Display, questions: Iterable[Question], this: Question) -> Iterator[NearQuestion]:
    for one in questions:
        if one.id != this.id:
            yield NearQuestion(display.link("question", one.id), one.status, count(len(one.answers), "answer"))


def _answer(display: Display, question: Question, number: int, answer: Answer) -> AnswerView:
    reference = display.reference
    cited = tuple(_witnesses(display, answer))
    shown = _best(reference, cited)
    rest = _by_claim(display, (one for one in cited if one not in shown))
    sources = dict.fromkeys(source for name in answer.claims for source in reference.claim(name).witnesses)
    lines = counted_by_kind(reference, evidence.witnesses_apart(reference, sources))
    return AnswerView(
        link=PageLink(answer.label, addresses.answer_place(reference, question.id, number)),
        lines=tuple(LinesOfKind(kind, of_kind) for kind, of_kind in lines.items()),
        witnesses=witnesses(reference, answer.claims),
        kinds=source_kinds(reference, answer.claims),
        repeats=len(sources) > sum(lines.values()),
        claims=_by_claim(display, cited),
        best=tuple(_attested(display, shown)),
        rest=rest,
        rest_words=_rest_words(rest, len({one.claim for one in cited} - {one.claim for one in shown})),
        details=display.details(answer),
    )


def _witnesses(display: Display, answer: Answer) -> Iterator[_Witness]:
    """Yield every citation of the claims that give an answer, of each claim the weightiest first."""
    first = 1
    for name in answer.claims:
        claim = display.reference.claim(name)
        notes = display.notes(claim, first)
        first += len(notes)
        for citation, note in zip(evidence.by_weight(display.reference, claim.cites), notes, strict=True):
            yield _Witness(name, citation, note)


def _best(reference: Reference, cited: Iterable[_Witness]) -> Sequence[_Witness]:
    """Return the weightiest witness, and the weightiest of the others that is independent of it, if there is one."""
    speaking = sorted(
        (one for one in cited if not one.citation.is_against),
        key=lambda one: evidence.weight(reference, one.citation.source),
    )
    if not speaking:
        return ()
    first, *others = speaking

    def nearness(one: _Witness) -> tuple[bool, bool, bool]:
        source, other = first.citation.source, one.citation.source
        doubtful = reference.source(other).standing in NEVER_FIRST
        return doubtful, not evidence.are_apart(reference, source, other), source == other

    return (first, *sorted(others, key=nearness)[:1])


def _by_claim(display: Display, cited: Iterable[_Witness]) -> tuple[CitedClaim, ...]:
    groups = groupby(cited, key=lambda one: one.claim)
    return tuple(CitedClaim(display.mention(name), tuple(one.note for one in group)) for name, group in groups)


def _attested(display: Display, cited: Iterable[_Witness]) -> Iterator[Attested]:
    for name, group in groupby(cited, key=lambda one: one.claim):
        yield Attested(display.mention(name), display.pieces(name), tuple(one.note for one in group))


def _rest_words(rest: Iterable[CitedClaim], claims: int) -> str:
    """Say what is folded: "3 more citations, 1 more claim"."""
    citations = count(sum(len(one.notes) for one in rest), "more citation")
    return f"{citations}, {count(claims, 'more claim')}" if claims else citations
