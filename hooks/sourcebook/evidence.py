"""How strong the evidence is: independent witnesses, proven quotations, and what rests on one source only."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sourcebook.load import Reference
from sourcebook.model import Citation, Claim
from sourcebook.quotations import Finding

K = TypeVar("K", int, str)


def lines(reference: Reference, sources: Iterable[str]) -> int:
    """Return how many independent witnesses these sources are.

    Two sources count once if one derives from the other or both derive from a third (``derives-from``).
    """
    groups: list[set[str]] = []
    for source in dict.fromkeys(sources):
        origin = origins(reference, source)
        apart = [group for group in groups if not group & origin]
        joined = origin.union(*(group for group in groups if group & origin))
        groups = [*apart, joined]
    return len(groups)


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


def claim_lines(reference: Reference, claim: Claim) -> int:
    """Return how many independent witnesses a claim has."""
    return lines(reference, (citation.source for citation in claim.cites))


def finding(reference: Reference, citation: Citation) -> Finding | None:
    """Return what the fingerprint says of a citation's quotation, ``None`` where it cannot be asked."""
    fingerprint = reference.fingerprints.get(citation.source)
    return fingerprint.find(citation.quote) if fingerprint and citation.quote else None


def is_proven(reference: Reference, citation: Citation) -> bool:
    """Say whether the quotation is proven word for word by the fingerprint of its source."""
    found = finding(reference, citation)
    return bool(found and found.proven)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of the evidence report. Counts by name are sorted by the name or the number counted."""

    claims: int
    facts: int
    judgements: int
    citations: int
    quotations: int
    checkable: int
    proven: int
    sources: int
    registered: int
    questions: int
    handovers: int
    by_sources: dict[int, int]
    """Number of sources of a claim → number of such claims."""
    by_lines: dict[int, int]
    """Number of independent lines of a claim → number of such claims."""
    source_kinds: dict[str, int]
    languages: dict[str, int]
    single: tuple[str, ...]
    """Ids of the claims that rest on one independent line."""


def report(reference: Reference) -> Report:
    """Count the evidence of the whole reference."""
    claims = [located.record for located in reference.claims.values()]
    cites = list(_citations(reference))
    weight = {claim.id: claim_lines(reference, claim) for claim in claims}
    sources = [located.record for located in reference.sources.values()]
    quoted = [citation for citation in cites if citation.quote]
    return Report(
        claims=len(claims),
        facts=sum(claim.kind == "fact" for claim in claims),
        judgements=sum(claim.kind == "judgement" for claim in claims),
        citations=len(cites),
        quotations=len(quoted),
        checkable=sum(citation.source in reference.fingerprints for citation in quoted),
        proven=sum(is_proven(reference, citation) for citation in quoted),
        sources=len(sources),
        registered=len(reference.texts),
        questions=len(reference.questions),
        handovers=len(reference.handovers),
        by_sources=_sorted(Counter(len({citation.source for citation in claim.cites}) for claim in claims)),
        by_lines=_sorted(Counter(weight.values())),
        source_kinds=_sorted(Counter(source.kind for source in sources)),
        languages=_sorted(Counter(source.language for source in sources)),
        single=tuple(name for name, number in weight.items() if number == 1),
    )


def _citations(reference: Reference) -> Iterator[Citation]:
    for located in reference.claims.values():
        yield from located.record.cites


def _sorted(counter: Counter[K]) -> dict[K, int]:
    return dict(sorted(counter.items()))
