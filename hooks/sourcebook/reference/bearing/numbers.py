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
from sourcebook.words.ids import digest_of
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
    return [one for facts in _facts_by_chapter(reference) for one in _numbers_of(facts, reference, named)]


def counted_numbers(reference: Reference) -> Counter[str]:
    """Return how many numbers of facts are borne by what; chapters that are as they were are not counted again."""
    named = _names_with_numbers(reference)
    facts_by_chapter = _facts_by_chapter(reference)
    with_facts = {fact.file.path for facts in facts_by_chapter for fact in facts}
    around = [digest for path, digest in reference.digests.items() if path not in with_facts]
    known, now = dict(reference.known_counts), reference.known_counts
    now.clear()  # of chapters that have changed
    for facts in facts_by_chapter:
        files = dict.fromkeys(reference.digests[fact.file.path] for fact in facts)
        made_of = digest_of(" ".join([*files, *around]))
        now[made_of] = known.get(made_of) or Counter(one.borne for one in _numbers_of(facts, reference, named))
    return sum(map(Counter, now.values()), Counter[str]())


def _facts_by_chapter(reference: Reference) -> list[list[Located[Claim]]]:
    found: dict[str, list[Located[Claim]]] = defaultdict(list)
    for name, claim in reference.claims.items():
        if claim.record.kind == "fact":
            found[reference.chapter_of[name]].append(claim)
    return [*found.values()]


def _numbers_of(
    facts: Sequence[Located[Claim]], reference: Reference, named: tuple[str, ...]
) -> Iterator[NumberOfFact]:
    """Yield the numbers and dates of the facts of one chapter."""
    found = [one for fact in facts for one in _numbers(reference, fact, named)]
    dates: dict[str, bool] = defaultdict(bool)
    for one in found:
        dates[one.stated.text] |= one.borne == "cited"
    for one in found:
        is_nearby = not one.borne and one.stated.is_date and dates[one.stated.text]
        yield NumberOfFact(one.claim, one.stated, "nearby") if is_nearby else one


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
            lacking = _not_told_by(reference, citation, lacking)
    computed = told_numbers(claim.record.computed or "", EDITORS_LANGUAGE)
    for one in stated:
        borne: Borne = "cited" if one not in lacking else "computed" if one.numbers <= computed else ""
        yield NumberOfFact(claim, one, borne)


def _not_told_by(reference: Reference, citation: Citation, lacking: set[StatedNumber]) -> set[StatedNumber]:
    """Return which of these a citation does not tell, together with the date and the titles of its source."""
    told = Numbers()
    for more in _told_by(reference, citation):
        told |= more
        lacking = {one for one in lacking if not one.numbers <= told}
        if not lacking:
            break
    return lacking


def _told_by(reference: Reference, citation: Citation) -> Iterator[Numbers]:
    located = reference.sources.get(citation.source)
    source = located.record if located else None
    language = citation.language or (source.language if source else EDITORS_LANGUAGE)
    yield told_numbers(" · ".join(filter(None, (citation.quote, *citation.figures))), language)
    yield told_numbers(" · ".join(filter(None, (citation.locator, citation.gloss))), EDITORS_LANGUAGE)
    if source:
        yield _dates_of(source)


@lru_cache(maxsize=2**10)
def _dates_of(source: Source) -> Numbers:
    own = told_numbers(source.title, source.language)
    rest = (source.issued, source.title_gloss, source.container_title)
    return own | told_numbers(" · ".join(filter(None, rest)), EDITORS_LANGUAGE)
