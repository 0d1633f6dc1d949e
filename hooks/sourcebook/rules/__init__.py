"""What must be true of the data beyond the shape of each record.

A rule is a generator that takes the Reference and yields problems; its docstring is the rule in one sentence.

May know: words, files, records, texts, reference.
"""

from collections.abc import Callable, Iterator

from sourcebook.files.problems import Problem, limited, stamped
from sourcebook.files.yamlfile import without_garbage_collection
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.reference.reference import Reference
from sourcebook.rules import evidence, forms, identity, outlines, overlaps, references
from sourcebook.rules.sentences import bound, examinations

MOST_OF_A_RULE = 200
Rule = Callable[[Reference], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    evidence.foreign_quotations_have_a_gloss,
    evidence.quotations_are_verbatim,
    evidence.figures_are_verbatim,
    evidence.claims_have_a_witness,
    evidence.passages_exist,
    evidence.translations_say_so,
    evidence.covered_texts_are_used,
    evidence.sources_are_used,
    evidence.copies_in_archives_have_a_shelf_mark,
    evidence.standings_say_why,
    evidence.judgements_name_who_judges,
    evidence.judged_questions_say_why,
    identity.ids_are_unique,
    identity.ids_are_kebab_case,
    identity.ids_are_not_reserved,
    identity.names_are_unambiguous,
    identity.former_ids_are_not_used,
    identity.former_ids_lead_on,
    identity.former_places_are_chapters,
    overlaps.overlapping_claims_are_joined,
    outlines.outline_passages_exist,
    outlines.passages_stand_once_in_order,
    outlines.complete_versions_are_divided,
    outlines.parts_tell_of_every_version,
    outlines.people_have_declared_roles,
    outlines.people_are_named_in_these_words,
    outlines.gists_are_our_own,
    bound.figures_stand_in_claims,
    bound.reasons_are_judgements,
    examinations.accounts_are_examined_once,
    examinations.statements_take_up_each_passage,
    references.references_exist,
    references.names_are_registered,
    references.lists_are_long_enough,
    references.lists_keep_to_their_numbers,
    references.lists_name_each_once,
    references.sections_send_readers_elsewhere,
    references.leads_rest_on_their_section,
    references.chapters_are_told_by_their_own_claims,
    references.versions_stand_beside_their_claim,
    forms.values_have_their_form,
    forms.drawn_dates_can_be_drawn,
    forms.texts_are_short,
    forms.joined_texts_are_short,
    forms.kinds_are_known,
)


def check_rules(reference: Reference, between: Callable[[], None] = lambda: None) -> list[Problem]:
    """Return what all rules find, sorted. ``between`` is called after each of them; what it raises ends the work."""
    found: set[Problem] = set()
    with without_garbage_collection():
        for rule in RULES:
            found.update(_found(rule, reference))
            between()
    return sorted(found)


def code_of(rule: Rule) -> str:
    """Return the code of what a rule finds: ``references-exist``."""
    return rule.__name__.replace("_", "-")


def _found(rule: Rule, reference: Reference) -> Iterator[Problem]:
    return stamped(limited(rule(reference), MOST_OF_A_RULE), code_of(rule))


def sentences(catalogue: Catalogue = CATALOGUE) -> dict[str, str]:
    """Return code → rule in one sentence, with the limits that marks of fields set, for the contributors' page."""
    limits = forms.limits_in_words(catalogue)
    said = {}
    for rule in RULES:
        sentence = " ".join((rule.__doc__ or "").split())
        for name, value in limits.items():
            sentence = sentence.replace(name, value)
        said[code_of(rule)] = sentence
    return said
