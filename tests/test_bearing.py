"""What a citation bears: how it says so, whether it speaks against its claim, and the numbers for which it stands."""

import pytest

from sourcebook.__main__ import main
from sourcebook.reference.bearing.names import names_of_facts, names_without_witness, tally_of_names
from sourcebook.reference.bearing.numbers import numbers_of_facts, tally, without_witness
from sourcebook.reference.evidence import Checked, checked_figures, independent_lines_of, report
from sourcebook.site.display import Display, source_kinds, witnesses
from support import Copy

FLOOD, QUARREL = "data/chapters/flood.yml", "data/chapters/quarrel.yml"
TEXT = "Eleven days later 300 men came on 13 February 1287."
CHARACTERS = "一二三四五六七八九十一二三四五六七"
CITES = "      locator: p. 44\n"


def borne(copy: Copy, claim: str = "river-over-the-wall") -> dict[str, str]:
    """Return by what each number of a claim is borne."""
    found = numbers_of_facts(copy.reference)
    return {one.stated.text: one.borne for one in found if one.claim.record.id == claim}


def state(copy: Copy, text: str) -> None:
    """Let the first claim say something else."""
    old = (
        "    text: >-\n      After eleven days of rain the river rose above the town wall of\n"
        "      Aldermere and stood in the market before night.\n"
    )
    copy.edit(FLOOD, old, f"    text: {text}\n")


@pytest.mark.parametrize(
    ("field", "bears"),
    [
        ("quote: eleven of us", {"Eleven": "cited"}),
        ("quote: elf Tage\n      gloss: eleven days", {"Eleven": "cited"}),
        ("figures:\n      - three hundred men\n      - the eleven", {"Eleven": "cited", "300": "cited"}),
        ("figures:\n      - den 13. Februar\n      language: de", {"13 February 1287": "cited"}),
        ("figures:\n      - am 13.\n      - im Februar\n      language: de", {"13 February 1287": "cited"}),
        ("figures:\n      - am 13.\n      language: de", {}),
        ("stance: against\n      quote: eleven of us", {}),
        ("says: by inference\n      quote: eleven of us", {"Eleven": "cited"}),
    ],
)
def test_numbers_are_borne_by_what_a_citation_copies(field: str, bears: dict[str, str], tiny: Copy) -> None:
    state(tiny, TEXT)
    tiny.edit(FLOOD, CITES, f"{CITES}      {field}\n")
    assert borne(tiny) == {"Eleven": "", "300": "", "13 February 1287": ""} | bears


def test_numbers_are_borne_by_locator_date_and_title(tiny: Copy) -> None:
    state(tiny, "On 13 February 1287 eleven of 300 drowned, says Harrow in 1931.")
    tiny.edit(FLOOD, CITES, "      locator: entry for 13 February\n")
    source = "data/sources/harrow-1931.yml"
    tiny.edit(source, "title: The Year of the Water", "title: Eleven of Three Hundred")
    assert borne(tiny) == {"13 February 1287": "cited", "eleven": "cited", "300": "cited", "1931": "cited"}


def test_what_is_computed_bears_only_what_it_names(tiny: Copy) -> None:
    state(tiny, TEXT)
    tiny.edit(FLOOD, "    kind: fact\n    date: '1287-02-13'", "    kind: fact\n    computed: 300 is six times fifty\n"
              "    date: '1287-02-13'")  # fmt: skip
    assert borne(tiny) == {"Eleven": "", "300": "computed", "13 February 1287": ""}
    assert report(tiny.reference).numbers_cited == 1


def test_a_date_may_be_borne_by_another_fact_of_the_chapter_and_a_number_not(tiny: Copy) -> None:
    state(tiny, TEXT)
    tiny.edit(FLOOD, "text: The wooden bridge broke in the night, and a miller was drowned.",
              "text: On 13 February 1287 eleven bridges broke.")  # fmt: skip
    tiny.edit(FLOOD, "locator: fol. 1", "locator: fol. 1, 13 February, eleven lines")
    assert borne(tiny, "bridge-lost") == {"13 February 1287": "cited", "eleven": "cited"}
    assert borne(tiny) == {"Eleven": "", "300": "", "13 February 1287": "nearby"}


def test_another_year_is_another_date(tiny: Copy) -> None:
    state(tiny, "On 13 February 1288 it rained.")
    tiny.edit(FLOOD, "text: The wooden bridge broke in the night, and a miller was drowned.",
              "text: On 13 February 1287 it broke.")  # fmt: skip
    tiny.edit(FLOOD, "locator: fol. 1", "locator: fol. 1, 13 February")
    assert borne(tiny) == {"13 February 1288": ""}


def test_judgements_are_not_asked_and_names_count_nothing(tiny: Copy) -> None:
    tiny.edit(QUARREL, "In Harrow's view the town", "In Harrow's view 40 houses of the town")
    tiny.edit("data/organizations.yml", "  - The council", "  - The council\n  - 4th Guild")
    state(tiny, "The 4th Guild saw it.")
    assert [one.stated.text for one in numbers_of_facts(tiny.reference)] == []


def test_check_counts_and_lists(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check", "--numbers"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "9 quotations: 7 proven, 2 without text at hand, 0 too short, 0 skipped",
        "1 copied figure: 1 proven, 0 without text at hand, 0 too short, 0 skipped",
        "data/chapters/flood.yml:11:11: claim 'river-over-the-wall': number must have a witness: 'eleven'",
        "numbers of facts: 0 of 1 have a witness (0 %)",
        "names of facts: 1 of 2 have a witness (50 %)",
        "1 section of 2 without a lead, 1 chapter of 2 not told in short",
        "5 claims, 6 sources, 1 question: no problems",
    ]


def test_nothing_is_listed_where_every_number_has_a_witness(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    state(tiny, "The river rose above the town wall.")
    tiny.edit("data/home.yml", "After eleven days of rain the", "The")
    tiny.edit("data/story.yml", "for eleven days, or ", "")
    assert main(["--root", str(tiny.root), "check", "--numbers"]) == 0
    assert capsys.readouterr().out.splitlines()[2] == "numbers of facts: 0 of 0 have a witness"


def test_tally(tiny: Copy) -> None:
    assert tally([]) == "numbers of facts: 0 of 0 have a witness"
    state(tiny, "On 13 February 1287 it rained.")
    tiny.edit(FLOOD, "text: The wooden bridge broke in the night, and a miller was drowned.",
              "text: On 13 February 1287 it broke.")  # fmt: skip
    tiny.edit(FLOOD, "locator: fol. 1", "locator: fol. 1, 13 February")
    found = numbers_of_facts(tiny.reference)
    assert tally(found) == "numbers of facts: 1 of 2 have a witness (50 %), 1 more in their chapter"
    assert [str(one) for one in without_witness(found)] == [
        "data/chapters/flood.yml:11:11: claim 'river-over-the-wall': number must have a witness: '13 February 1287' "
        "(another fact of the chapter has one for this date)"
    ]
    counted = report(tiny.reference)
    assert (counted.numbers, counted.numbers_cited, counted.numbers_nearby) == (2, 1, 1)


# --- names ------------------------------------------------------------------------------------------------------------


def named(copy: Copy, claim: str = "river-over-the-wall") -> dict[str, bool]:
    """Return the names in a claim, and whether something that it cites has them too."""
    return {one.name: one.cited for one in names_of_facts(copy.reference) if one.claim.record.id == claim}


@pytest.mark.parametrize(
    ("field", "cited"),
    [
        ("quote: Edith Miller stood there", True),
        ("quote: the Miller woman", True),
        ("quote: Eadgyð stod þær", True),
        ("quote: jo\u00edn Millers sons\n      gloss: with the sons of Miller", True),
        ("figures: [Edith of the Mill]", True),
        ("quote: Edith the baker", False),
        ("quote: Millerandage of the river", False),
        ("quote: a woman stood there", False),
    ],
)
def test_name_has_a_witness_in_what_is_cited(field: str, cited: bool, tiny: Copy) -> None:
    state(tiny, "Edith Miller stood in the market.")
    tiny.edit(FLOOD, CITES, f"{CITES}      {field}\n")
    assert named(tiny) == {"Edith Miller": cited}


def test_name_that_the_text_does_not_have_needs_no_witness(tiny: Copy) -> None:
    state(tiny, "The river stood in the market.")
    assert named(tiny) == {}


def test_names_in_characters_are_looked_for_as_they_are_written(tiny: Copy) -> None:
    tiny.edit("data/people.yml", "native: Eadgyð", "native: 米勒")
    state(tiny, "Edith Miller stood in the market.")
    tiny.edit(FLOOD, CITES, f"{CITES}      quote: 磨坊主米勒站在市场上\n      gloss: stood in the market\n")
    assert named(tiny) == {"Edith Miller": True}


def test_command_lists_names_without_a_witness(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "check", "--names"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert "names of facts: 1 of 2 have a witness (50 %)" in told
    assert [line for line in told if "name must have a witness" in line] == [
        "data/chapters/quarrel.yml:19:11: claim 'council-swears': name must have a witness: 'Town council'"
    ]


def test_names_without_a_witness_are_counted_and_listed(tiny: Copy) -> None:
    state(tiny, "Edith Miller stood in the market.")
    found = [*names_of_facts(tiny.reference)]
    listed = [str(one) for one in names_without_witness(found)]
    assert (
        "data/chapters/flood.yml:11:11: claim 'river-over-the-wall': name must have a witness: 'Edith Miller'" in listed
    )
    cited = len(found) - len(listed)
    assert tally_of_names(found) == (
        f"names of facts: {cited} of {len(found)} have a witness ({100 * cited / len(found):.0f} %)"
    )
    assert tally_of_names([]) == "names of facts: 0 of 0 have a witness"


# --- against ----------------------------------------------------------------------------------------------------------


def test_what_speaks_against_a_claim_is_no_witness_for_it(tiny: Copy) -> None:
    claim = "bridge-lost"
    assert independent_lines_of(tiny.reference, tiny.reference.claim(claim)) == 2
    tiny.edit(FLOOD, "      locator: fol. 1\n", "      locator: fol. 1\n      stance: against\n")
    other = Copy(tiny.root)
    assert independent_lines_of(other.reference, other.reference.claim(claim)) == 1
    assert Display(other.reference).strength(other.reference.claim(claim)) == (
        "1 source, 1 independent line; 1 source against"
    )
    assert witnesses(other.reference, [claim]) == "1 source, 1 independent line"
    assert source_kinds(other.reference, [claim]) == "1 primary"
    assert report(other.reference).by_sources == {1: 4, 2: 1}


def test_a_source_that_speaks_for_and_against_is_a_witness(tiny: Copy) -> None:
    old, new = (f"    - source: {name}\n      locator: first" for name in ("aldermere-annals", "harrow-1931"))
    tiny.edit(QUARREL, old, new)
    tiny.edit(QUARREL, "      passage: s1\n", "")
    claim = tiny.reference.claim("harrow-blames-the-council")
    assert claim.witnesses == ("harrow-1931",)
    assert Display(tiny.reference).strength(claim) == "1 source, 1 independent line"


def test_marks_are_shown_beside_the_citation(tiny: Copy) -> None:
    claim = tiny.reference.claim("harrow-blames-the-council")
    plain, against = (Display(tiny.reference).note(cite, 1) for cite in claim.cites)
    assert (plain.says, plain.against, plain.figures) == ("", False, ())
    assert (against.says, against.against) == ("by inference", True)
    assert [(one.text, one.proven) for one in against.figures] == [("it rained for eleven days", True)]


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "counted"),
    [
        ("it rained for eleven days", Checked(proven=1)),
        ("for eleven days", Checked(proven=1)),
        ("eleven days", Checked(too_short=1)),
        ("eleven", Checked(too_short=1)),
    ],
)
def test_figures_are_proven_as_quotations_are(figure: str, counted: Checked, tiny: Copy) -> None:
    tiny.edit(QUARREL, "it rained for eleven days", figure)
    assert tiny.messages() == []
    assert checked_figures(tiny.reference) == counted


def test_figures_of_a_source_without_text_are_not_checked(tiny: Copy) -> None:
    tiny.edit(FLOOD, CITES, f"{CITES}      figures:\n      - eleven days\n")
    assert checked_figures(tiny.reference) == Checked(proven=1, without_text=1)


def test_figures_are_short(tiny: Copy) -> None:
    tiny.edit(QUARREL, "- it rained for eleven days", "- it rained for eleven days, and the river came over the wall")
    assert tiny.messages() == [
        "data/chapters/quarrel.yml:44:9: claim 'harrow-blames-the-council': figures must have at most 8 words: 12 "
        "(leave out 4 words)"
    ]
    tiny.edit(QUARREL, "it rained for eleven days, and the river came over the wall", CHARACTERS)
    old, new = (f"    - source: {name}\n      locator: first" for name in ("aldermere-annals", "miller-letter"))
    tiny.edit(QUARREL, old, new)
    tiny.edit(QUARREL, "      passage: s1\n", "")
    assert Copy(tiny.root).messages() == [
        "data/chapters/quarrel.yml:43:9: claim 'harrow-blames-the-council': figures must have at most 16 characters: "
        "17 (leave out 1 character)"
    ]
