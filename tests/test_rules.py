"""Every rule bites: ``golden/rules/RULE.yml`` has edits of the tiny reference with all that must then be said."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sourcebook.files.problems import TOO_MANY
from sourcebook.rules import MOST_OF_A_RULE, RULES, check_rules, code_of, sentences
from sourcebook.rules.evidence import passages_hint
from support import Copy

FOLDER = Path(__file__).parent / "golden" / "rules"
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}-{number}")
    for file in sorted(FOLDER.glob("*.yml"))
    for number, case in enumerate(yaml.safe_load(file.read_text("utf-8")), 1)
]
BY_NAME = {rule.__name__: rule for rule in RULES}


def test_every_rule_has_a_case() -> None:
    assert {file.stem for file in FOLDER.glob("*.yml")} == set(BY_NAME)


@pytest.mark.parametrize("rule", BY_NAME.values(), ids=BY_NAME)
def test_rule_finds_nothing_in_whole_data(rule: Any, tiny: Copy) -> None:
    assert list(rule(tiny.reference)) == []


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_rule_finds_what_is_broken(rule: str, case: dict[str, Any], tiny: Copy) -> None:
    tiny.break_as(case["edit"])
    expected = case["expect"].splitlines()
    assert tiny.messages() == expected
    # It is this rule that says so, and not another alone.
    found = {str(problem) for problem in BY_NAME[rule](tiny.reference)}
    assert found
    assert found == {str(problem) for problem in tiny.problems() if problem.code == code_of(BY_NAME[rule])}


def test_all_rules_together_find_each_problem_once_and_sorted(tiny: Copy) -> None:
    tiny.edit("data/terms.yml", "id: sluice", "id: aldermere")
    tiny.edit("data/card.yml", "  - bridge-lost", "  - bridge-lots")
    found = check_rules(tiny.reference)
    assert [(problem.path, problem.line) for problem in found] == [("data/card.yml", 11), ("data/terms.yml", 2)]


def test_of_one_rule_so_many_problems_are_told_and_no_more(tiny: Copy) -> None:
    entries = "".join(f"- old: former-{number}\n" for number in range(MOST_OF_A_RULE + 2))
    tiny.write("data/former-ids.yml", f"former-ids:\n{entries}")
    *found, more = check_rules(tiny.reference)
    assert [problem.code for problem in found] == ["former-ids-lead-on"] * MOST_OF_A_RULE
    assert (more.line, more.code) == (MOST_OF_A_RULE + 2, TOO_MANY)


TEXT = "data/texts/aldermere-annals.yml"


def test_passages_of_a_text_that_cannot_be_read_are_not_judged(tiny: Copy) -> None:
    whole = (tiny.root / TEXT).read_text("utf-8")
    tiny.edit(TEXT, "unit: sentence", "unit: sentences")
    assert [message.partition(":")[0] for message in tiny.messages()] == [TEXT]
    tiny.remove(TEXT)
    tiny.write(TEXT.replace(".yml", ".yaml"), whole)
    assert [message.partition(":")[0] for message in tiny.messages()] == [TEXT.replace(".yml", ".yaml")]


def test_of_a_text_without_passages_none_is_proposed(tiny: Copy) -> None:
    before, _, _ = (tiny.root / TEXT).read_text("utf-8").partition("passages:")
    tiny.write(TEXT, f"{before}passages: []\n")
    assert passages_hint(tiny.reference, "aldermere-annals") == ""
    assert passages_hint(tiny.reference, "lind-1902").startswith("it has ")


def test_every_source_is_asked_for_what_it_covers(tiny: Copy) -> None:
    tiny.edit("data/sources/bridge-charter.yml", "language: la\n", "language: la\ncover: all\n")
    tiny.edit("data/sources/lind-1902.yml", "further-reading: yes\n", "further-reading: yes\ncover: all\n")
    charter, *lind = tiny.messages()
    assert "source 'bridge-charter': cover needs a registered text: none" in charter
    lead = "source 'lind-1902': every passage must be cited or set aside"
    assert all(
        f"{lead}: '{passage}' is neither" in said for passage, said in zip(["s1", "s2", "s3", "s4"], lind, strict=True)
    )


def test_a_quotation_too_short_to_be_looked_for_is_no_problem(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: the night")
    assert tiny.messages() == []


@pytest.mark.parametrize("chapter", ["flood", "quarrel"])
def test_while_a_chapter_cannot_be_read_no_source_is_called_unused(chapter: str, tiny: Copy) -> None:
    (tiny.root / f"data/chapters/{chapter}.yml").rename(tiny.root / f"data/chapters/{chapter}.yaml")
    assert [message.partition(":")[0] for message in tiny.messages()] == [f"data/chapters/{chapter}.yaml"]


def test_a_translation_may_say_what_it_translates(tiny: Copy) -> None:
    named = "translation-of: lind-1902\nmade-from: harrow-1931"
    tiny.edit(TEXT, "version: original", f"version: translation\n{named}")
    assert tiny.messages() == []


def test_signs_of_html_are_text_like_any_other(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: High water", "title: <i>High</i> water <after> & before")
    tiny.edit(
        "data/sources/lind-1902.yml", "Printed edition of the annals.", "Printed &amp; bound <!-- not hidden -->."
    )
    tiny.edit("data/card.yml", "value: Eleven days", "value: Eleven<br>days")
    assert tiny.messages() == []


@pytest.mark.parametrize(("length", "over"), [(60, []), (61, ["61 (shorten it by 1 character)"])])
def test_title_may_have_so_many_characters_and_no_more(length: int, over: list[str], tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", f"title: {'x' * length}")
    assert [message.rpartition(": ")[2] for message in tiny.messages()] == over


def test_limits_of_fields_stand_in_the_sentences() -> None:
    told = [sentences()[code].removesuffix(".").rpartition(": ")[2].split(", ") for code in LIMITED]
    for limits, known in zip(told, LIMITED.values(), strict=True):
        assert limits[: len(known)] == known
        assert all(re.fullmatch(r"[a-z-]+ of [a-z -]+ \d+( to \d+)?( words| characters)?", limit) for limit in limits)


LIMITED = {
    "texts-are-short": ["title of claim 60 characters", "text of claim 45 words", "computed of claim 30 words"],
    "lists-are-long-enough": ["claims of bound sentence 1", "cites of claim 1", "answers of question 2"],
    "lists-keep-to-their-numbers": ["in-short of chapter 3 to 5"],
    "joined-texts-are-short": ["lead of section 40 words"],
}
"""Code → how the limits begin that its sentence tells."""


def test_every_rule_is_one_sentence() -> None:
    assert len(sentences()) == len(RULES)
    for sentence in sentences().values():
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence


FLOOD, QUARREL = "data/chapters/flood.yml", "data/chapters/quarrel.yml"
IN_SHORT = "in-short:\n- river-over-the-wall\n- bridge-lost\n- rain-for-a-week\n"


def test_each_list_that_may_be_left_out_is_counted_where_it_is_given(tiny: Copy) -> None:
    tiny.edit(FLOOD, IN_SHORT, "")
    assert tiny.messages() == []
    two = "in-short: [council-swears, harrow-blames-the-council]\n"
    tiny.edit(QUARREL, "group: Afterwards\n", f"group: Afterwards\n{two}")
    assert [problem.code for problem in tiny.problems()] == ["lists-keep-to-their-numbers"]


@pytest.mark.parametrize(("more", "too_many"), [(2, False), (3, True)])
def test_a_list_may_have_as_many_items_as_it_says(more: int, too_many: bool, tiny: Copy) -> None:
    tiny.edit(FLOOD, IN_SHORT, IN_SHORT + more * "- bridge-lost\n")
    assert ("lists-keep-to-their-numbers" in {problem.code for problem in tiny.problems()}) == too_many


LEAD = (
    "    - council-swears\n    - river-over-the-wall\n"
    "  - text: whether it had done so before, Harrow doubts in *The Year of the Water*.\n"
    "    claims:\n    - harrow-blames-the-council\n"
)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (FLOOD, IN_SHORT, f"{IN_SHORT}- bridge-lots\n"),
        (FLOOD, "variant-of: river-over-the-wall", "variant-of: river-over-the-walls"),
        (FLOOD, "variant-of: river-over-the-wall", "variant-of: rain-for-a-week"),
        (FLOOD, "    people:\n", "    variant-of: river-over-the-wall\n    people:\n"),
        (QUARREL, LEAD, "    - council-sweats\n    - bridge-lost\n"),
    ],
)
def test_of_what_names_itself_or_no_record_one_rule_tells(file: str, old: str, new: str, tiny: Copy) -> None:
    tiny.edit(file, old, new)
    assert [problem.code for problem in tiny.problems()] == ["references-exist"]


def test_the_lead_of_a_section_without_claims_may_rest_on_others(tiny: Copy) -> None:
    lead = "  lead:\n  - text: The bridge was lost.\n    claims: [bridge-lost]\n"
    tiny.edit(QUARREL, "sections:\n", f"sections:\n- id: after\n  title: After\n{lead}  claims: []\n")
    assert tiny.messages() == []


LETTER, GLOSS = "      quote: my man is gone with the bridge\n", "      gloss: for one week\n"


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        # Nobody can tell which language it is; that of the next quotation is known.
        (
            [(LETTER, f"{LETTER}      language: Latin\n"), (GLOSS, "")],
            ["values-have-their-form", "foreign-quotations-have-a-gloss"],
        ),
        ([("source: bridge-charter", "source: bridge-chart"), (GLOSS, "")], ["references-exist", "sources-are-used"]),
        ([(LETTER, f"{LETTER}      language: en-GB\n")], []),
        ([("      quote: per unam septimanam\n" + GLOSS, "")], []),
        # Of a source that is not known no passage is; those of the next one are.
        (
            [("source: harrow-1931\n", "source: harrow-1932\n      passage: s1\n"), (LETTER, "      passage: s1\n")],
            ["references-exist", "passages-exist"],
        ),
    ],
)
def test_a_citation_that_cannot_be_judged_hides_no_other(
    edits: list[tuple[str, str]], told: list[str], tiny: Copy
) -> None:
    for old, new in edits:
        tiny.edit(FLOOD, old, new)
    assert [problem.code for problem in tiny.problems()] == told


def test_nothing_is_wanted_that_would_settle_what_is_settled(tiny: Copy) -> None:
    would_settle = "  would-settle: The accounts of the mill, if they are found.\n"
    tiny.edit(FLOOD, would_settle, "")
    tiny.edit(FLOOD, "  status: leaning\n", "  status: settled\n")
    assert tiny.messages() == []


@pytest.mark.parametrize(("length", "told"), [(40, []), (41, ["joined-texts-are-short"])])
def test_joined_texts_may_have_so_many_characters_in_all_and_no_more(length: int, told: list[str], tiny: Copy) -> None:
    first, second = (
        "After the water the council swore to keep the sluice;",
        "whether it had done so before, Harrow doubts in",
    )
    tiny.edit(QUARREL, first, "水" * 40)
    tiny.edit(QUARREL, f"{second} *The Year of the Water*.", "水" * length)
    assert [problem.code for problem in tiny.problems()] == told
