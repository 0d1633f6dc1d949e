"""What is told of an account that is examined, in plain Markdown: the view that the page of its source prints."""

from sourcebook.site.pages.examinations import ExaminationView, ExaminedView
from sourcebook.site.pages.told import ToldSentence
from sourcebook.site.plain.markdown import Item, heading, labelled, listed, literal, running_text, series
from sourcebook.site.plain.parts import Parts
from sourcebook.site.plain.records import Told


def examination_blocks(view: ExaminationView, parts: Parts) -> Told:
    """Yield what is told of an account that is examined."""
    yield heading(1, literal(view.title))
    yield listed((
        *labelled("Account", parts.to(view.source)),
        *labelled("Outcomes", literal(view.tally)),
        *parts.details(view.details),
    ))  # fmt: skip
    yield heading(2, literal("Verdict of the editors"))
    yield listed(_sentence(one, parts) for one in view.verdict)
    yield heading(2, literal("Statement by statement"))
    for statement in view.statements:
        yield from _statement(statement, parts)


def _sentence(sentence: ToldSentence, parts: Parts) -> Item:
    """Return a sentence with the claims that bear it."""
    return Item(running_text(sentence.text), labelled("Claims", parts.all(sentence.claims)))


def _statement(statement: ExaminedView, parts: Parts) -> Told:
    yield heading(3, series((literal(statement.place), literal(statement.gist))))
    yield listed((
        *parts.quotation(statement.note),
        *labelled("Outcome", literal(statement.outcome)),
        *(_sentence(one, parts) for one in statement.findings),
        *labelled("Weighed in", parts.all(statement.questions)),
        *parts.details(statement.details),
    ))  # fmt: skip
