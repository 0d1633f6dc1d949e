"""What is changed to see that tests notice: modules by subject, with the tests that are about them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ENGINE = Path(__file__).parents[1] / "hooks" / "sourcebook"


@dataclass(frozen=True)
class Group:
    """Modules of one subject, the test files that are about it, and how many of 100 mutants must be noticed."""

    name: str
    least: float
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """Of these tests, those that build a whole site: they take as long as a hundred others, which notice the same."""

    @property
    def folder(self) -> str:
        """Where its mutants are tested."""
        return self.name.replace(" ", "-")


GOLDEN = "golden/rules"
"""Among tests: the cases of the rules of these modules. All rules run in each test that checks data."""
GOLDEN_MESSAGES = "golden/messages/"
"""How patterns begin that stand among tests for messages that an editor reads."""

GROUPS = (
    Group(
        "quotations", 100,
        ("texts/quotes.py", "texts/mismatch.py", "texts/windows.py", "texts/folding.py"),
        (
            "test_quotes.py", "test_quotations.py", "test_quoting.py",
            "test_inventions.py::test_chance_is_that_of_as_many_hashes_as_there_are_windows",
            "test_inventions.py::test_chance_is_one_at_most",
        ),
    ),
    Group(
        "fingerprints", 95,
        ("texts/fingerprint.py",),
        ("test_quotations.py", "test_quoting.py", "test_proof_property.py", "test_inventions.py"),
    ),
    Group("dates", 95, ("words/dates.py",), ("test_dates.py",)),
    Group(
        "evidence", 95,
        ("reference/evidence.py",),
        (
            "test_evidence.py", "test_messages.py::test_whole_data_have_no_problems",
            "test_registering.py::test_each_quotation_is_counted_once",
            "test_registering.py::test_a_quotation_whose_text_is_damaged_is_skipped",
            "test_registering.py::test_three_words_are_too_few_for_the_first_method", "test_bearing.py",
            "test_examinations.py", "golden/messages/quotation-*.yml",
        ),
    ),
    Group(
        "rules of evidence", 95,
        ("rules/evidence.py",),
        (
            GOLDEN, "golden/messages/quotation-*.yml", "golden/messages/passage-*.yml",
            "test_messages.py::test_quotation_of_another_registered_text",
            "test_quoting.py::test_the_character_that_differs_is_named",
            "test_quoting.py::test_word_in_which_a_sign_is_closed_up_is_named_as_it_is_compared",
            "test_rules.py::test_passages_of_a_text_that_cannot_be_read_are_not_judged",
            "test_rules.py::test_of_a_text_without_passages_none_is_proposed",
            "test_rules.py::test_a_translation_may_say_what_it_translates",
            "test_rules.py::test_a_quotation_too_short_to_be_looked_for_is_no_problem",
            "test_rules.py::test_while_a_chapter_cannot_be_read_no_source_is_called_unused",
            "test_rules.py::test_a_citation_that_cannot_be_judged_hides_no_other",
            "test_rules.py::test_nothing_is_wanted_that_would_settle_what_is_settled",
            "test_rules.py::test_every_source_is_asked_for_what_it_covers", "golden/messages/source-unknown.yml",
        ),
    ),
    Group(
        "rules of records", 95,
        ("rules/forms.py", "rules/identity.py", "rules/references.py"),
        (
            GOLDEN, "golden/messages/*-unknown.yml", "golden/messages/*-too-long.yml", "golden/messages/*id-*.yml",
            "test_rules.py::test_limits_of_fields_stand_in_the_sentences",
            "test_quoting.py::test_a_quotation_without_spaces_has_half_as_many_words_as_characters",
            "test_quoting.py::test_numbers_and_latin_words_among_characters_count_as_two",
            "test_quoting.py::test_words_are_counted_unless_more_is_written_in_characters",
            "test_rules.py::test_title_may_have_so_many_characters_and_no_more",
            "test_new_kind.py::test_field_may_name_records_of_several_kinds",
            "test_rules.py::test_each_list_that_may_be_left_out_is_counted_where_it_is_given",
            "test_rules.py::test_a_list_may_have_as_many_items_as_it_says",
            "test_rules.py::test_of_what_names_itself_or_no_record_one_rule_tells",
            "test_rules.py::test_the_lead_of_a_section_without_claims_may_rest_on_others",
            "test_rules.py::test_joined_texts_may_have_so_many_characters_in_all_and_no_more",
        ),
    ),
    Group(
        "rules of outlines", 95,
        ("rules/outlines.py",),
        (
            GOLDEN, "test_outlines.py::test_bad_range_is_one_message",
            "test_outlines.py::test_version_of_another_outline_is_refused",
            "test_outlines.py::test_stretch_of_a_version_of_another_outline_is_refused",
            "test_outlines.py::test_unknown_version_is_one_message",
            "test_outlines.py::test_passages_in_no_form_hide_no_others",
            "test_outlines.py::test_reading_stands_in_one_passage_of_the_text",
            "test_outlines.py::test_each_stretch_out_of_order_is_told",
            "test_outlines.py::test_one_mistake_gives_messages_about_itself_alone",
            "test_outlines.py::test_passages_in_another_form_are_one_message",
            "test_outlines.py::test_gist_that_runs_on_in_characters_is_refused",
            "test_outlines.py::test_extent_of_the_registered_text_says_whether_a_version_is_complete",
            "test_outlines.py::test_damaged_fingerprint_leaves_the_outline_alone",
            "test_outlines.py::test_complete_version_of_which_no_part_tells_is_one_message",
            "test_outlines.py::test_passages_that_follow_one_another_are_one_range",
            "test_outlines.py::test_gist_may_have_fifteen_words_in_a_row_of_the_text",
            "test_outlines.py::test_several_people_are_no_one_named_twice",
            "test_outlines.py::test_words_are_looked_for_in_parts_whose_texts_can_all_be_read",
            "test_outlines.py::test_version_of_an_unknown_source_is_one_message",
            "test_rules.py::test_passages_of_a_text_that_cannot_be_read_are_not_judged",
            "test_outlines.py::test_what_stands_behind_a_displaced_passage_is_asked_for_its_order",
        ),
    ),
    Group(
        "rules of sentences", 95,
        ("rules/sentences/bound.py", "rules/sentences/examinations.py", "rules/sentences/figures.py"),
        (GOLDEN, "test_stated.py", "test_examinations.py"),
    ),
    Group("rules of overlaps", 95, ("rules/overlaps.py",), (GOLDEN, "test_overlaps.py")),
    Group(
        "rules of pages", 95,
        ("rules/handwritten.py", "rules/pagelinks.py"),
        ("test_handwritten.py", "golden/messages/figure-*.yml", "golden/messages/link-*.yml"),
        left_out=(
            "test_handwritten.py::test_data_are_never_taken_for_links",
            "test_handwritten.py::test_lines_may_end_as_on_windows",
            "test_handwritten.py::test_marker_in_code_is_left_as_it_stands",
            "test_handwritten.py::test_paths_are_those_of_all_pages",
        ),
    ),
    Group(
        "rules of the navigation", 95,
        ("rules/navigation.py",),
        (
            "test_export.py::test_navigation_follows_the_order_of_chapters",
            "test_export.py::test_navigation_without_chapters",
        ),
    ),
    Group(
        "all rules", 95,
        ("rules/__init__.py",),
        (
            "test_rules.py::test_all_rules_together_find_each_problem_once_and_sorted",
            "test_rules.py::test_of_one_rule_so_many_problems_are_told_and_no_more",
            "test_rules.py::test_every_rule_is_one_sentence",
            "test_rules.py::test_limits_of_fields_stand_in_the_sentences",
        ),
    ),
)  # fmt: skip


def chosen(group: Group) -> list[str]:
    """Return the tests of a group as pytest names them, from the folder of tests."""
    return [name for given in group.tests for name in _names(group, given)]


def _names(group: Group, given: str) -> Iterator[str]:
    if given == GOLDEN:
        yield from _golden_cases(group)
    elif given.startswith(GOLDEN_MESSAGES):
        yield from (
            f"test_messages.py::test_message[{file.stem}]" for file in sorted(Path(__file__).parent.glob(given))
        )
    else:
        yield given


def _golden_cases(group: Group) -> Iterator[str]:
    for module in group.modules:
        for node in ast.parse((ENGINE / module).read_text("utf-8")).body:
            cases = Path(__file__).parent / GOLDEN / f"{node.name}.yml" if isinstance(node, ast.FunctionDef) else None
            if cases and cases.exists():
                yield f"test_rules.py::test_rule_finds_nothing_in_whole_data[{cases.stem}]"
                for number, _ in enumerate(yaml.safe_load(cases.read_text("utf-8")), 1):
                    yield f"test_rules.py::test_rule_finds_what_is_broken[{cases.stem}-{number}]"
