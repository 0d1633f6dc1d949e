"""Rules about what is told of claims: the leads of sections, chapters in short, and other versions of a claim."""

from collections.abc import Iterator

from sourcebook.files.problems import Problem
from sourcebook.reference.reference import Reference


def leads_rest_on_their_section(reference: Reference) -> Iterator[Problem]:
    """The lead of a section rests on a claim of that section, whatever else it names."""
    for _, section in reference.sections:
        named = {name: None for sentence in section.record.lead for name in sentence.claims}
        own = [claim.id for claim in section.record.claims]
        # Of a claim that is not there another rule tells.
        if own and named and named.keys() <= reference.claims.keys() and named.keys().isdisjoint(own):
            message = f"section '{section.record.id}': lead must rest on a claim of this section: {', '.join(named)}"
            yield section.problem(("lead",), message, f"its claims begin with '{own[0]}'")


def chapters_are_told_by_their_own_claims(reference: Reference) -> Iterator[Problem]:
    """The claims that tell a chapter in short stand in that chapter."""
    for name, chapter in reference.chapters.items():
        for number, claim in enumerate(chapter.record.told_in_short):
            where = reference.chapter_of.get(claim, name)
            if where != name:
                message = f"chapter '{name}': in-short must name claims of this chapter: {claim!r} stands in '{where}'"
                yield chapter.problem(("in-short", number), message, "name another claim")


def versions_stand_beside_their_claim(reference: Reference) -> Iterator[Problem]:
    """A claim of which another is a stray version stands in the same chapter, and is no version itself."""
    for name, located in reference.claims.items():
        main = located.record.variant_of
        if not main or main == name or main not in reference.claims:
            continue  # of these another rule tells
        here, there = located.around[0], reference.chapter_of[main]
        further = reference.claim(main).variant_of
        lead = f"claim '{name}': variant-of must name a claim"
        if here != there:
            message = f"{lead} of the same chapter: {main!r} stands in '{there}'"
            yield located.problem(("variant-of",), message, "move one of them, or name it under 'related:'")
        elif further and further != main:
            message = f"{lead} that is no version itself: {main!r} is one of '{further}'"
            hint = "delete one of the two" if further == name else f"name '{further}'"
            yield located.problem(("variant-of",), message, hint)
