"""Rules about accounts that are examined: each once, and statement by statement as its text goes."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from sourcebook.files.problems import Problem
from sourcebook.records.outlines.examination import Examination
from sourcebook.reference.evidence import PlacedCitation, statements_of
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference

_TakenUp = tuple[PlacedCitation, str]
"""A statement and the passage that it takes up."""


def accounts_are_examined_once(reference: Reference) -> Iterator[Problem]:
    """No two examinations are of one source."""
    known: dict[str, str] = {}
    for name, examination in reference.of("examination").items():
        source = examination.record.source
        other = known.setdefault(source, name)
        if other != name:
            message = f"examination '{name}': source must be one that no other examination has: {source!r}"
            yield examination.problem(("source",), message, f"examination '{other}' has it: join the two")


def statements_take_up_each_passage(reference: Reference) -> Iterator[Problem]:
    """Where the text of an examined account is registered, its statements take up every passage once and in order,
    but for those that the source sets aside.
    """  # noqa: D205 - all of it is the sentence
    for name, examination in reference.of("examination").items():
        text = reference.texts.get(examination.record.source)
        if text is None or not examination.record.statements:
            continue  # of a list without items another rule tells
        order = [passage.id for passage in text.record.passages]
        statements = [*statements_of(reference, examination)]
        nameless = [one for one in statements if not one.citation.passage]
        for one in nameless:
            lead = f"{one.lead}: passage must be named, since the text of '{one.citation.source}' is registered"
            yield examination.problem((*one.at, "quote"), f"{lead}: none", _where(reference, one))
        taken = [(one, _taken_up(reference, one)) for one in statements]
        passages = [passage for _, passage in taken]
        if not nameless and set(passages) <= set(order):
            yield from _repeated(taken)
            yield from _out_of_order(taken, order)
            yield from _left_out(reference, name, examination, passages, order)


def _taken_up(reference: Reference, statement: PlacedCitation) -> str:
    """Return the passage that a statement takes up: where it names a wrong one, that in which its words stand."""
    named = statement.citation.passage or ""
    found = reference.finding(statement.citation)
    return found.passages[0] if found and found.proven and named not in found.passages else named


def _where(reference: Reference, statement: PlacedCitation) -> str:
    found = reference.finding(statement.citation)
    return f"it stands in {found.passages[0]}" if found and found.passages else "add 'passage:'"


def _repeated(taken: Iterable[_TakenUp]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one, passage in taken:
        if passage in seen:
            message = f"passage must be taken up once: {passage!r} has an earlier statement"
            yield one.problem(("passage",), message, "join the two")
        seen.add(passage)


def _out_of_order(taken: Iterable[_TakenUp], order: list[str]) -> Iterator[Problem]:
    for (_, before), (one, passage) in pairwise(taken):
        if order.index(passage) < order.index(before):
            message = f"statements must be in the order of the text: {passage!r} stands behind {before!r}"
            yield one.problem(("passage",), message, "put it in its place")
            return


def _left_out(
    reference: Reference, name: str, examination: Located[Examination], taken: list[str], order: list[str]
) -> Iterator[Problem]:
    source = reference.sources.get(examination.record.source)
    aside = {one.passage for one in source.record.set_aside} if source else set()
    for number, passage in enumerate(order):
        if passage not in taken and passage not in aside:
            before = next((taken.index(one) for one in reversed(order[:number]) if one in taken), None)
            steps = ("statements",) if before is None else ("statements", before, "passage")
            message = f"examination '{name}': statements must take up every passage: {passage!r} is missing"
            hint = "it is the first" if not number else f"it comes behind {order[number - 1]!r}"
            yield examination.problem(steps, message, hint)
