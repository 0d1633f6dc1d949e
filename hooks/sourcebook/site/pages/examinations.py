"""An account that is examined, as the page of its source shows it: each statement and what became of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from sourcebook.records.outlines.examination import Examination, ExaminedStatement, Outcome
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import PageLink
from sourcebook.site.pages.told import ToldSentence, told_sentences
from sourcebook.site.views.claims import Note
from sourcebook.words.counting import count


@dataclass(frozen=True, slots=True)
class ExaminedView:
    """A statement of the account: ``note`` has its own words, ``place`` says where in the text they stand.

    ``gist`` is what its passage says in our words; ``questions`` are those in which claims that cite the passage are
    weighed.
    """

    place: str
    gist: str
    note: Note
    outcome: str
    findings: tuple[ToldSentence, ...]
    questions: tuple[PageLink, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class ExaminationView:
    """What the page of a source shows of its examination; ``tally`` counts the outcomes."""

    id: str
    title: str
    path: str
    source: PageLink
    tally: str
    verdict: tuple[ToldSentence, ...]
    statements: tuple[ExaminedView, ...]
    former: tuple[str, ...]
    """Ids that it had."""
    details: tuple[FurtherDetail, ...]


def examinations_of(
    display: Display, source: str, used: Mapping[str, Sequence[str]] | None = None
) -> tuple[ExaminationView, ...]:
    """Return the examination of a source, if it has one; ``used`` says which claims cite each of its passages."""
    reference = display.reference
    names = reference.named_by("source", source, "examination", "source")
    return tuple(_examination(display, reference.of("examination")[name].record, used or {}) for name in names)


def _examination(display: Display, examination: Examination, used: Mapping[str, Sequence[str]]) -> ExaminationView:
    reference = display.reference
    return ExaminationView(
        id=examination.id,
        title=examination.title,
        path=display.link("examination", examination.id).path,
        source=display.link("source", examination.source),
        tally=_tally(examination),
        verdict=told_sentences(display, examination.verdict),
        statements=tuple(
            _statement(display, examination.source, number, one, used)
            for number, one in enumerate(examination.statements, 1)
        ),
        former=tuple(reference.named_by("examination", examination.id, "former id", "new")),
        details=display.details(examination),
    )


def _statement(
    display: Display, source: str, number: int, statement: ExaminedStatement, used: Mapping[str, Sequence[str]]
) -> ExaminedView:
    reference = display.reference
    text = reference.texts.get(source)
    passages = {passage.id: passage for passage in text.record.passages} if text else {}
    passage = passages.get(statement.passage or "")
    citing = used.get(passage.id, ()) if passage else ()
    questions = dict.fromkeys(one for name in citing for one in reference.questions_of_claim.get(name, ()))
    return ExaminedView(
        place=f"{text.record.unit.capitalize()} {passage.id[1:]}" if text and passage else f"Statement {number}",
        gist=(passage.gist or "") if passage else "",
        note=display.note(statement.in_source(source), number),
        outcome=statement.outcome.capitalize(),
        findings=told_sentences(display, statement.findings),
        questions=tuple(display.link("question", name) for name in questions),
        details=display.details(statement),
    )


def _tally(examination: Examination) -> str:
    """Say how many statements there are, and how many of them have each outcome."""
    found = Counter(statement.outcome for statement in examination.statements)
    outcomes = ", ".join(f"{found[outcome]} {outcome}" for outcome in get_args(Outcome) if found[outcome])
    return f"{count(len(examination.statements), 'statement')}: {outcomes}"
