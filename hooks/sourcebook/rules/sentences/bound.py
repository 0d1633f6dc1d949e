"""Rules that tie running text to its claims: a sentence says no more than they do."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.keys import parts_of
from sourcebook.records.kinds import Kind
from sourcebook.records.model import BoundSentence, Claim
from sourcebook.records.overviews.told import FirstClaim
from sourcebook.reference.links import Located, lead
from sourcebook.reference.reference import Reference
from sourcebook.rules.sentences.figures import Stated, figures
from sourcebook.words.dates import known_date

FIGURES_SHOWN = 6
"""So many figures of the claims a hint shows."""


def figures_stand_in_claims(reference: Reference) -> Iterator[Problem]:
    """A figure in a bound sentence, or in words that lead on to a claim, stands in the title, text or date of a claim
    that it names.
    """  # noqa: D205 - all of it is the sentence
    stated_by = cache(lambda name: _stated(reference.claims.get(name)))
    for kind, located, at, text, names in _bound_texts(reference):
        told = dict.fromkeys(figures(text))
        stated = [*filter(None, map(stated_by, names))] if told else []
        if len(stated) < len(names):
            continue  # there is no figure, or which figures all of them have is not known
        for figure in told:
            if not any(claim.has(figure) for claim in stated):
                message = (
                    f"{lead(kind, located.record, at)}: figure must stand in one of its claims: {figure.written!r}"
                )
                yield located.problem(at, message, _shown(stated))


def _bound_texts(reference: Reference) -> Iterator[tuple[Kind, Located[Any], Address, str, tuple[str, ...]]]:
    """Yield each text that claims bear, with the record in which it stands, its address there, and their ids."""
    for kind in reference.catalogue:
        skip = reference.catalogue.keys_within(kind)
        for located in reference.all_of(kind.name):
            for at, sentence in parts_of(located.record, BoundSentence, skip):
                yield kind, located, (*at, "text"), sentence.text, sentence.claims
            for at, step in parts_of(located.record, FirstClaim, skip):
                if step.before:
                    yield kind, located, (*at, "before"), step.before, (step.claim,)


def _stated(located: Located[Claim] | None) -> Stated | None:
    """Return the figures of a claim, ``None`` where there is no such claim, or its date is none."""
    if located is None:
        return None
    claim = located.record
    date = known_date(claim.date) if claim.date else None
    return None if claim.date and date is None else Stated((claim.title, claim.text, date.words if date else ""))


def _shown(stated: Iterable[Stated]) -> str:
    """Return a hint with the figures of the claims."""
    known = [repr(figure) for figure in dict.fromkeys(figure for claim in stated for figure in claim.written)]
    if not known:
        return "they have none: name the claim that states it, or leave it out"
    return f"they have {', '.join(known[:FIGURES_SHOWN])}{' …' if len(known) > FIGURES_SHOWN else ''}"


def reasons_are_judgements(reference: Reference) -> Iterator[Problem]:
    """Each sentence on the home page that says why it mattered names at least one judgement among its claims."""
    home = reference.home
    for number, sentence in enumerate(home.record.why_it_mattered if home else ()):
        claims = [reference.claims[name].record for name in sentence.claims if name in reference.claims]
        known = 0 < len(claims) == len(sentence.claims)
        # Another rule tells of a claim that is no judgement and says who judges.
        if home and known and not any(claim.kind == "judgement" or claim.by for claim in claims):
            names = ", ".join(repr(name) for name in sentence.claims)
            message = f"home, why-it-mattered: a claim of each sentence must be a judgement: {names}"
            hint = "say who judges, and name the claim that says it"
            yield home.problem(("why-it-mattered", number, "claims"), message, hint)
