"""Which numbers and dates of facts have a witness: quotation, gloss, copied figures, locator, or date of the source."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sourcebook.files.problems import Problem
from sourcebook.records.model import Citation, Claim
from sourcebook.records.sources import Source
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.words.numbers.stated import StatedNumber, stated_numbers
from sourcebook.words.numbers.told import Numbers, told_numbers

EDITORS_LANGUAGE = "en"
Borne = Literal["cited", "computed", "nearby", ""]
"""By what a number is borne: a citation, a computation that the claim explains, a fact nearby, or nothing."""


@dataclass(frozen=True, slots=True)
class NumberOfFact:
    """A number or date that a fact states, and by what it is borne."""

    claim: Located[Claim]
    stated: StatedNumber
    borne: Borne


def numbers_of_facts(reference: Reference) -> list[NumberOfFact]:
    """Return the numbers and dates that facts state, in the order of reading.

    A date has a witness in a citation that tells its day and its month; its year may be understood. What no citation
    tells may be a date, with its year, that another fact of the chapter has and bears: the day on which both happened.
    """
    named = _names_with_numbers(reference)
    found = [one for claim in reference.claims.values() if claim.record.kind == "fact"
             for one in _numbers(reference, claim, named)]  # fmt: skip
    dates: dict[tuple[str, str], bool] = defaultdict(bool)
    for one in found:
        dates[_date_in_chapter(reference, one)] |= one.borne == "cited"
    return [
        NumberOfFact(one.claim, one.stated, "nearby")
        if not one.borne and one.stated.is_date and dates[_date_in_chapter(reference, one)]
        else one
        for one in found
    ]


def tally(numbers: Sequence[NumberOfFact]) -> str:
    """Return the counts as a line: ``numbers of facts: 8 of 12 have a witness (67 %), 2 more in their chapter``."""
    borne = Counter(one.borne for one in numbers)
    cited = borne["cited"] + borne["computed"]
    share = f" ({100 * cited / len(numbers):.0f} %)" if numbers else ""
    nearby = f", {borne['nearby']:,} more in their chapter" if borne["nearby"] else ""
    return f"numbers of facts: {cited:,} of {len(numbers):,} have a witness{share}{nearby}"


def without_witness(numbers: Sequence[NumberOfFact]) -> Iterator[Problem]:
    """Yield where numbers stand that nothing which the claim cites tells."""
    for one in numbers:
        if one.borne in ("nearby", ""):
            message = f"claim '{one.claim.record.id}': number must have a witness: {one.stated.text!r}"
            hint = "another fact of the chapter has one for this date" if one.borne else ""
            yield one.claim.problem(("text",), message, hint)


def _date_in_chapter(reference: Reference, one: NumberOfFact) -> tuple[str, str]:
    return reference.chapter_of[one.claim.record.id], one.stated.text


def _names_with_numbers(reference: Reference) -> tuple[str, ...]:
    """Return the registered names that have a number within them, as bodies have that meet again."""
    names = (name for entries in reference.entries.values() for at in entries.values() for name in at.record.names)
    return tuple(name for name in names if stated_numbers(name))


def _numbers(reference: Reference, claim: Located[Claim], named: tuple[str, ...]) -> Iterator[NumberOfFact]:
    stated = stated_numbers(claim.record.text, named)
    if not stated:
        return
    lacking = {*stated}
    for citation in claim.record.cites:
        if lacking and not citation.is_against:
            told = _told_by(reference, citation)
            lacking = {one for one in lacking if not one.numbers <= told}
    computed = told_numbers(claim.record.computed or "", EDITORS_LANGUAGE)
    for one in stated:
        borne: Borne = "cited" if one not in lacking else "computed" if one.numbers <= computed else ""
        yield NumberOfFact(claim, one, borne)


def _told_by(reference: Reference, citation: Citation) -> Numbers:
    """Return the numbers that a citation tells, with those of the date and the titles of its source."""
    located = reference.sources.get(citation.source)
    source = located.record if located else None
    language = citation.language or (source.language if source else EDITORS_LANGUAGE)
    copied = told_numbers(" · ".join(filter(None, (citation.quote, *citation.figures))), language)
    ours = told_numbers(" · ".join(filter(None, (citation.locator, citation.gloss))), EDITORS_LANGUAGE)
    return copied | ours | (_dates_of(source) if source else Numbers())


@lru_cache(maxsize=2**10)
def _dates_of(source: Source) -> Numbers:
    own = told_numbers(source.title, source.language)
    rest = (source.issued, source.title_gloss, source.container_title)
    return own | told_numbers(" · ".join(filter(None, rest)), EDITORS_LANGUAGE)
