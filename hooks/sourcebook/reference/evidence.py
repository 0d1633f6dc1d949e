"""How strong the evidence is: independent witnesses, proven quotations, and what rests on one source only."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.model import Citation, Claim
from sourcebook.records.outlines.examination import Examination
from sourcebook.records.sources import NEVER_FIRST, SOURCE_KIND_HEADINGS
from sourcebook.reference.bearing.numbers import counted_numbers
from sourcebook.reference.links import Located, lead
from sourcebook.reference.reference import Reference
from sourcebook.words.counting import count
from sourcebook.words.dates import parse_date

K = TypeVar("K", int, str)
_WEIGHTIEST_FIRST = tuple(SOURCE_KIND_HEADINGS)


def citations(reference: Reference) -> Iterator[tuple[Located[Claim], int, Citation]]:
    """Yield every citation with its claim and its number within the claim, from 0."""
    for claim in reference.claims.values():
        for number, citation in enumerate(claim.record.cites):
            yield claim, number, citation


def by_weight(reference: Reference, cites: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations in the order of the weight of their sources, and among equals as they are written."""
    return tuple(sorted(cites, key=lambda citation: weight(reference, citation.source)))


def weight(reference: Reference, source: str) -> tuple[bool, int]:
    """Return what sorts sources by their weight, the weightiest first.

    The kind of a source weighs as ``SOURCE_KIND_HEADINGS`` says; whatever its kind, what is fringe or retracted comes
    behind all others.
    """
    record = reference.source(source)
    return record.standing in NEVER_FIRST, _WEIGHTIEST_FIRST.index(record.kind)


@dataclass(frozen=True, slots=True)
class PlacedCitation:
    """A citation with the record that holds it, the steps to it there, and how messages name the place."""

    holder: Located[Any]
    at: Address
    lead: str
    citation: Citation

    def problem(self, steps: Address, message: str, hint: str) -> Problem:
        """Return a problem at ``steps`` below the citation."""
        return self.holder.problem((*self.at, *steps), f"{self.lead}: {message}", hint)


def placed_citations(reference: Reference) -> Iterator[PlacedCitation]:
    """Yield every citation of a claim, and every statement of an account that is examined as a citation of it."""
    for claim, number, citation in citations(reference):
        yield PlacedCitation(claim, ("cites", number), f"claim '{claim.record.id}'", citation)
    for examination in reference.of("examination").values():
        yield from statements_of(reference, examination)


def statements_of(reference: Reference, examination: Located[Examination]) -> Iterator[PlacedCitation]:
    """Yield each statement of an account that is examined, as a citation of its source."""
    kind, record = reference.catalogue["examination"], examination.record
    for number, statement in enumerate(record.statements):
        at: Address = ("statements", number)
        said = lead(kind, record, (*at, "quote"))
        yield PlacedCitation(examination, at, said, statement.in_source(record.source))


def passages_cited(reference: Reference, citation: Citation) -> tuple[str, ...]:
    """Return the passage that a citation names, or the first in which its proven quotation stands, none otherwise."""
    if citation.passage:
        return (citation.passage,)
    found = reference.finding(citation)
    return found.passages[:1] if found and found.proven else ()


def independent_lines(reference: Reference, sources: Iterable[str]) -> int:
    """Return how many independent witnesses these sources are: as many as can be chosen so that none needs another.

    Two sources depend on each other if one derives from the other or both derive from a third (``derives-from``). So a
    compilation of two independent accounts adds nothing to them, and takes nothing away.
    """
    return _most_apart(_tied(reference, sources))


def witnesses_apart(reference: Reference, sources: Iterable[str]) -> tuple[str, ...]:
    """Return a source for each independent line, of each line the weightiest that leaves the others their witness."""
    left = _tied(reference, sorted(sources, key=lambda source: weight(reference, source)))
    apart = []
    while left:
        name = next(iter(left))
        others = _less(left, {name, *left[name]})
        if _most_apart(others) == _most_apart(left) - 1:
            apart.append(name)
            left = others
        else:
            left = _less(left, {name})
    return tuple(apart)


def are_apart(reference: Reference, one: str, other: str) -> bool:
    """Say whether two sources are independent of each other."""
    return origins(reference, one).isdisjoint(origins(reference, other))


def _tied(reference: Reference, sources: Iterable[str]) -> dict[str, set[str]]:
    """Return with each source, in their order, the others of them that depend on it or on which it depends."""
    roots = {source: origins(reference, source) for source in dict.fromkeys(sources)}
    return {one: {other for other in roots if other != one and roots[one] & roots[other]} for one in roots}


def _most_apart(tied: dict[str, set[str]]) -> int:
    """Return how many names can be chosen of which no two are tied; ``tied`` has both directions."""
    chosen = 0
    while tied:
        name = min(tied, key=lambda name: len(tied[name]))
        if len(tied[name]) > 1:
            # Every name is tied to several: the best choice either leaves the most entangled one out or has it.
            name = max(tied, key=lambda name: len(tied[name]))
            return chosen + max(_most_apart(_less(tied, {name})), 1 + _most_apart(_less(tied, {name, *tied[name]})))
        # A name that is tied to one other at most belongs to some best choice.
        chosen += 1
        tied = _less(tied, {name, *tied[name]})
    return chosen


def _less(tied: dict[str, set[str]], gone: set[str]) -> dict[str, set[str]]:
    return {name: others - gone for name, others in tied.items() if name not in gone}


def origins(reference: Reference, source: str) -> set[str]:
    """Return the source and all sources from which it derives, directly or through others."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            located = reference.sources.get(name)
            waiting.extend(located.record.derives_from if located else ())
    return found


def independent_lines_of(reference: Reference, claim: Claim) -> int:
    """Return how many independent witnesses a claim has."""
    return independent_lines(reference, claim.witnesses)


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of all quotations, or copied figures, when they were compared with texts. Each is counted once."""

    proven: int = 0
    wrong: int = 0
    """Do not stand in the text: each is a problem."""
    without_text: int = 0
    too_short: int = 0
    skipped: int = 0
    """The text is registered, and could not be asked."""

    @property
    def all(self) -> int:
        """How many there are."""
        return self.proven + self.wrong + self.without_text + self.too_short + self.skipped

    def __str__(self) -> str:
        """Return the counts as a line: ``9 quotations: 5 proven, 3 without text at hand, 1 too short, 0 skipped``."""
        return self.told("quotation")

    def told(self, noun: str) -> str:
        """Return the counts as a line, for what is called so."""
        wrong = f"{self.wrong:,} wrong, " if self.wrong else ""
        return (
            f"{count(self.all, noun)}: {self.proven:,} proven, {wrong}"
            f"{self.without_text:,} without text at hand, {self.too_short:,} too short, {self.skipped:,} skipped"
        )


def checked(reference: Reference) -> Checked:
    """Count what became of each quotation."""
    return _checked(reference, (placed.citation for placed in placed_citations(reference)))


def _checked(reference: Reference, cites: Iterable[Citation]) -> Checked:
    return Checked(**Counter(_outcome(reference, citation) for citation in cites if citation.quote))


def checked_figures(reference: Reference) -> Checked:
    """Count what became of each number or date that a citation copies beside its quotation."""
    copied = ((citation, figure) for _, _, citation in citations(reference) for figure in citation.figures)
    return Checked(**Counter(_outcome(reference, *one) for one in copied))


def _outcome(reference: Reference, citation: Citation, copied: str | None = None) -> str:
    found = reference.finding(citation, copied)
    if found is None:
        return "skipped" if citation.source in reference.texts else "without_text"
    return "proven" if found.proven else "too_short" if found.too_short else "wrong"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of the evidence report, which are those of claims. Counts by name are sorted by it or the number."""

    claims: int
    facts: int
    judgements: int
    citations: int
    quotations: int
    checkable: int
    proven: int
    too_short: int
    without_text: int
    sources: int
    registered: int
    questions: int
    handovers: int
    numbers: int
    """Numbers and dates that facts state."""
    numbers_cited: int
    """How many of these have a witness among what the claim cites, or are said to be computed."""
    numbers_nearby: int
    """How many more are dates that another fact of the chapter has with a witness."""
    by_sources: dict[int, int]
    """Number of sources of a claim → number of such claims."""
    by_lines: dict[int, int]
    """Number of independent lines of a claim → number of such claims."""
    by_chapter: dict[str, tuple[int, int]]
    """Id of a chapter → how many of its quotations are proven, and how many there are."""
    source_kinds: dict[str, int]
    languages: dict[str, int]
    by_year: dict[str, int]
    """Year in which a claim's date begins → number of such claims."""
    by_month: dict[str, int]
    """The same by month, "1783-11", for dates that are known to the month."""
    single: tuple[str, ...]
    """Ids of the claims that rest on one independent line."""


def report(reference: Reference) -> Report:
    """Count the evidence of the whole reference."""
    claims = [located.record for located in reference.claims.values()]
    cites = [citation for _, _, citation in citations(reference)]
    weight = {claim.id: independent_lines_of(reference, claim) for claim in claims}
    sources = [located.record for located in reference.sources.values()]
    quoted = [citation for citation in cites if citation.quote]
    outcomes = _checked(reference, cites)
    borne = counted_numbers(reference)
    dates = sorted((parse_date(claim.date) for claim in claims if claim.date), key=lambda date: date.sort_key)
    return Report(
        claims=len(claims),
        facts=sum(claim.kind == "fact" for claim in claims),
        judgements=sum(claim.kind == "judgement" for claim in claims),
        citations=len(cites),
        quotations=len(quoted),
        checkable=sum(citation.source in reference.fingerprints for citation in quoted),
        proven=outcomes.proven,
        too_short=outcomes.too_short,
        without_text=outcomes.without_text,
        sources=len(sources),
        registered=len(reference.texts),
        questions=len(reference.questions),
        handovers=len(reference.handovers),
        numbers=borne.total(),
        numbers_cited=borne["cited"] + borne["computed"],
        numbers_nearby=borne["nearby"],
        by_sources=_sorted(Counter(len(claim.witnesses) for claim in claims)),
        by_lines=_sorted(Counter(weight.values())),
        by_chapter=_by_chapter(reference),
        source_kinds=_sorted(Counter(source.kind for source in sources)),
        languages=_sorted(Counter(source.language for source in sources)),
        by_year=dict(Counter(date.year_key for date in dates)),
        by_month=dict(Counter(date.month_key for date in dates if date.month_key != date.year_key)),
        single=tuple(name for name, number in weight.items() if number == 1),
    )


def _by_chapter(reference: Reference) -> dict[str, tuple[int, int]]:
    found = dict.fromkeys(reference.chapters, (0, 0))
    for claim, _, citation in citations(reference):
        if citation.quote:
            chapter = reference.chapter_of[claim.record.id]
            proven, quoted = found[chapter]
            found[chapter] = proven + reference.is_proven(citation), quoted + 1
    return {chapter: numbers for chapter, numbers in found.items() if numbers[1]}


def _sorted(counter: Counter[K]) -> dict[K, int]:
    return dict(sorted(counter.items()))
