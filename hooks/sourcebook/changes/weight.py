"""How the evidence of claims changed that were themselves not touched, because sources turned out to repeat others."""

from collections import defaultdict
from collections.abc import Mapping

from sourcebook.changes.change import ORIGINS, WEIGHTED, Detail, Figure, unmarked
from sourcebook.reference import evidence
from sourcebook.reference.reference import Reference


def weights(reference: Reference) -> dict[str, int]:
    """Return claim id → number of independent lines."""
    return {
        name: evidence.independent_lines_of(reference, located.record) for name, located in reference.claims.items()
    }


def figures_of_both(before: Reference, after: Reference) -> tuple[Figure, ...]:
    """Return the figures of both states."""
    old, new = _counts(before), _counts(after)
    return tuple(Figure(label, number, new[label]) for label, number in old.items())


def _counts(reference: Reference) -> dict[str, int]:
    # Not those of the evidence report, which is made of data without problems.
    claims = [located.record for located in reference.claims.values()]
    citations = [citation for claim in claims for citation in claim.cites]
    return {
        "claims": len(claims),
        "facts": sum(claim.kind == "fact" for claim in claims),
        "judgements": sum(claim.kind == "judgement" for claim in claims),
        "claims on one line of evidence": sum(number == 1 for number in weights(reference).values()),
        "citations": len(citations),
        "quotations": sum(citation.quote is not None for citation in citations),
        "quotations proven": sum(reference.is_proven(citation) for citation in citations),
        "sources": len(reference.sources),
        "registered texts": len(reference.texts),
        "questions": len(reference.questions),
        "hand-overs": len(reference.handovers),
    }


def effects_on_claims(before: Reference, after: Reference, now: Mapping[str, str]) -> dict[str, list[Detail]]:
    """Return source id → effect of its changed origins on claims, and claim id → effect of its changed citations.

    ``now`` leads from an old id to what it is called now.
    """
    found: dict[str, list[Detail]] = defaultdict(list)
    old = {now.get(name, name): (name, number) for name, number in weights(before).items()}
    for name, number in weights(after).items():
        formerly, earlier = old.get(name, (name, number))
        if earlier != number:
            for owner in _owners(before, after, formerly, name, now):
                own = owner == name
                label = "independent lines" if own else f"independent lines of claim {name}"
                aspect = WEIGHTED if own else ORIGINS
                found[owner].append(Detail(label, unmarked(f"{earlier}"), unmarked(f"{number}"), aspect))
    return found


def _owners(before: Reference, after: Reference, formerly: str, name: str, now: Mapping[str, str]) -> list[str]:
    """Return the sources whose changed origins weigh on a claim; the claim itself where its own citations changed."""
    cited = after.claim(name).witnesses
    if {now.get(source, source) for source in before.claim(formerly).witnesses} != set(cited):
        return [name]
    old = {now.get(source, source): located.record for source, located in before.sources.items()}
    behind = sorted({origin for source in cited for origin in evidence.origins(after, source)})
    moved = [
        source for source in behind
        if source in old and source in after.sources
        and {now.get(origin, origin) for origin in old[source].derives_from} != set(after.source(source).derives_from)
    ]  # fmt: skip
    return moved or [name]
