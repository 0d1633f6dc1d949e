"""What must be true of the data beyond the shape of each record.

A rule is a generator that takes the Reference and yields problems; its docstring is the rule in one sentence.
"""

from collections.abc import Callable, Iterator

from sourcebook.files.problems import Problem
from sourcebook.reference.load import Reference
from sourcebook.rules import evidence, former, forms, identity, overlaps, references

MOST = 200
Rule = Callable[[Reference], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    evidence.claims_cite_sources,
    evidence.quotations_are_short,
    evidence.foreign_quotations_have_a_gloss,
    evidence.quotations_are_verbatim,
    evidence.passages_exist,
    evidence.covered_texts_are_used,
    evidence.sources_are_used,
    evidence.judgements_name_who_judges,
    identity.ids_are_unique,
    identity.ids_are_kebab_case,
    identity.ids_are_not_reserved,
    identity.names_are_unambiguous,
    former.former_ids_are_not_used,
    former.former_ids_lead_on,
    former.former_places_are_chapters,
    overlaps.overlapping_claims_are_joined,
    references.cited_sources_exist,
    references.derived_sources_exist,
    references.texts_have_sources,
    references.names_are_registered,
    references.questions_have_answers,
    references.handovers_have_claims,
    references.card_rows_have_claims,
    references.start_has_claims,
    references.related_claims_exist,
    references.claims_told_elsewhere_exist,
    references.roles_and_definitions_have_claims,
    references.terms_have_definitions,
    forms.dates_are_edtf,
    forms.texts_are_short,
    forms.roles_are_short,
    forms.texts_are_plain,
    forms.addresses_are_web_addresses,
    forms.coordinates_are_on_the_earth,
)


def check(reference: Reference) -> list[Problem]:
    """Return what all rules find, sorted."""
    return sorted({problem for rule in RULES for problem in _first(rule, reference)})


def _first(rule: Rule, reference: Reference) -> Iterator[Problem]:
    """Yield what a rule finds, up to ``MOST`` problems: what is wrong so often is mostly wrong for one reason."""
    for number, problem in enumerate(rule(reference)):
        if number == MOST:
            message = f"problems of this kind must be fewer to show them all: more than {MOST}"
            yield Problem(problem.path, problem.line, problem.column, message, "mend those above first")
            return
        yield problem


def sentences() -> list[str]:
    """Return every rule in one sentence, for the contributors' page."""
    return [" ".join((rule.__doc__ or "").split()) for rule in RULES]
