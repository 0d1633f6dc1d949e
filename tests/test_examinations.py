"""Accounts that are examined: what stands on the page of their source, and how far they must be taken up."""

import pytest

from sourcebook.reference.addresses import linked_record
from sourcebook.reference.textchanges import difference
from sourcebook.site.build import build
from sourcebook.site.display import Display
from sourcebook.site.pages.examinations import ExaminationView, examinations_of
from sourcebook.site.search.entries import entries
from sourcebook.texts.registeredtexts import registered_text
from support import Copy

FILE = "data/examinations/print-examined.yml"
ANNALS = """\
id: annals-examined
title: The annals at their word
source: aldermere-annals
verdict:
- text: They were there.
  claims: [river-over-the-wall]
statements:
- {passage: s1, quote: it rained for eleven days, outcome: borne out,
   findings: [{text: So it did., claims: [river-over-the-wall]}]}
- {passage: s2, quote: went down in the night, outcome: borne out,
   findings: [{text: So it did., claims: [bridge-lost]}]}
- {passage: s3, quote: swore to keep the sluice, outcome: a judgement,
   findings: [{text: It swore., claims: [council-swears]}]}
"""
CHARTER = """\
id: charter-examined
title: The charter at its word
source: bridge-charter
verdict:
- text: A week is too short.
  claims: [rain-for-a-week]
statements:
- {quote: per unam septimanam, gloss: for one week, outcome: contradicted,
   findings: [{text: It rained longer., claims: [river-over-the-wall]}]}
"""


THIRD_TWICE = (
    "- passage: s4\n  quote: went down in the night",
    "- passage: s3\n  quote: build the bridge anew in stone",
)
"""An edit after which the third passage has two statements, and the last one none."""


def view(tiny: Copy, source: str) -> ExaminationView:
    """Return the examination of a source as its page shows it."""
    used = {"s1": ["river-over-the-wall"], "s2": ["bridge-lost"]}
    (shown,) = examinations_of(Display(tiny.reference), source, used)
    return shown


def test_a_statement_is_weighed_where_claims_are_that_cite_its_passage(tiny: Copy) -> None:
    tiny.write("data/examinations/annals-examined.yml", ANNALS)
    shown = view(tiny, "aldermere-annals")
    assert [one.text for one in shown.statements[0].questions] == ["How long did it rain?"]
    assert shown.statements[1].questions == ()
    page = build(tiny.root / "data", tiny.root / "docs").texts["sources/aldermere-annals.md"]
    assert page.count("Weighed in") == 1


def test_what_the_source_sets_aside_need_not_be_taken_up(tiny: Copy) -> None:
    tiny.write("data/examinations/annals-examined.yml", ANNALS)
    assert tiny.messages() == []
    tiny.edit(
        "data/sources/aldermere-annals.yml", "cover: all\nset-aside:\n- passage: s4\n  reason: a closing prayer\n", ""
    )
    assert [message.partition(": ")[2] for message in tiny.messages()][:1] == [
        "examination 'annals-examined': statements must take up every passage: 's4' is missing (it comes behind 's3')"
    ]


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("a leaf of the roll is torn", "it stands in s2"),
        ("a leaf of the roll is burnt", "add 'passage:'"),
        ("a leaf", "add 'passage:'"),
    ],
)
def test_while_a_statement_names_no_passage_none_is_called_missing(quote: str, hint: str, tiny: Copy) -> None:
    tiny.edit(FILE, "- passage: s2\n  quote: a leaf of the roll is torn", f"- quote: {quote}")
    tiny.edit(FILE, *THIRD_TWICE)
    found = [message for message in tiny.messages() if "quote must stand word for word" not in message]
    assert [message.partition("': ")[2] for message in found] == [
        f"passage must be named, since the text of 'lind-1902' is registered: none ({hint})"
    ]


def test_statements_name_a_passage_also_where_their_words_prove_none(tiny: Copy) -> None:
    text = "The water rose over the wall. Nobody slept. The water rose over the wall."
    tiny.write("data/texts/harrow-1931.yml", registered_text("harrow-1931", text))
    statements = "".join(
        f"- {{passage: {passage}, quote: {quote}, outcome: in part,\n"
        "   findings: [{text: So it was., claims: [river-over-the-wall]}]}\n"
        for passage, quote in (("s1", "water rose over"), ("s2", "nobody slept"), ("s3", "water rose over"))
    )
    before = CHARTER.partition("statements:\n")[0].replace("bridge-charter", "harrow-1931")
    tiny.write("data/examinations/charter-examined.yml", f"{before}statements:\n{statements}")
    assert tiny.messages() == []


def test_a_statement_under_a_wrong_passage_takes_up_that_of_its_words(tiny: Copy) -> None:
    tiny.edit(FILE, "- passage: s2\n", "- passage: s4\n")
    (message,) = tiny.messages()
    assert message.endswith("passage must be the one in which the quote stands: 's4' (it stands in s2)")


def test_a_statement_too_short_to_be_found_takes_up_the_passage_it_names(tiny: Copy) -> None:
    tiny.edit(FILE, "quote: a leaf of the roll is torn", "quote: a leaf")
    assert tiny.messages() == []
    tiny.edit(FILE, *THIRD_TWICE)
    assert ["'s4' is missing" in message for message in tiny.messages()] == [True, False]


def test_each_passage_that_is_taken_up_again_or_left_out_is_told(tiny: Copy) -> None:
    tiny.edit(FILE, "- passage: s2\n  quote: a leaf of the roll is torn", "- passage: s1\n  quote: it rained for ten")
    tiny.edit(FILE, "- passage: s4\n  quote: went down in the night", "- passage: s1\n  quote: it rained for ten days")
    found = [message.partition(":")[2].partition(" (")[0] for message in tiny.messages()]
    lead = "12: examination 'print-examined'"
    assert found == [
        f"15:{lead}: statements must take up every passage: 's2' is missing",
        f"25:{lead}, examined statement 's1': passage must be taken up once: 's1' has an earlier statement",
        f"32:{lead}: statements must take up every passage: 's4' is missing",
        f"39:{lead}, examined statement 's1': passage must be taken up once: 's1' has an earlier statement",
        f"39:{lead}, examined statement 's1': statements must be in the order of the text: 's1' stands behind 's3'",
    ]


def test_an_account_that_cannot_be_held_against_a_text_hides_no_other(tiny: Copy) -> None:
    tiny.write("data/examinations/charter-examined.yml", CHARTER)
    tiny.edit(FILE, *THIRD_TWICE)
    assert [message.partition(":")[0] for message in tiny.messages()] == [FILE, FILE]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # The record cannot be read, so that nobody knows what it takes up.
        ("- passage: s2\n", "  passage: s2\n", {"key-twice"}),
        ("  - text: So the council did.\n", "  - texts: So the council did.\n", {"unknown-key"}),
        (
            "source: lind-1902\n",
            "source: lind-1902\nremark: none\n",
            {"unknown-key", "statements-take-up-each-passage"},
        ),
    ],
)
def test_an_account_is_held_against_its_text_where_its_statements_can_be_read(
    old: str, new: str, told: set[str], tiny: Copy
) -> None:
    tiny.edit(FILE, *THIRD_TWICE)
    tiny.edit(FILE, old, new)
    assert {problem.code for problem in tiny.problems()} == told


def test_while_its_text_is_damaged_an_account_is_held_to_the_passages_it_names(tiny: Copy) -> None:
    tiny.edit("data/texts/lind-1902.yml", "windows: nuV1PlQX6m9u4w==", "windows: nuV1")
    assert [message.partition(":")[0] for message in tiny.messages()] == ["data/texts/lind-1902.yml"]


def test_an_account_of_an_unknown_source_sets_no_passage_aside(tiny: Copy) -> None:
    tiny.remove("data/sources/lind-1902.yml")
    assert [message for message in tiny.messages() if "must be a known source" not in message] == []


def test_an_account_whose_text_is_not_registered_is_taken_as_the_editors_divide_it(tiny: Copy) -> None:
    tiny.write("data/examinations/charter-examined.yml", CHARTER)
    assert tiny.messages() == []
    (statement,) = view(tiny, "bridge-charter").statements
    assert (statement.place, statement.gist, statement.note.proven) == ("Statement 1", "", False)
    page = build(tiny.root / "data", tiny.root / "docs").texts["sources/bridge-charter.md"]
    assert '<q lang="la">per unam septimanam</q> <span class="gloss">in our rendering: for one week</span>' in page


def test_outcomes_are_counted_in_their_order(tiny: Copy) -> None:
    tiny.write("data/examinations/annals-examined.yml", ANNALS)
    assert view(tiny, "aldermere-annals").tally == "3 statements: 2 borne out, 1 a judgement"


def test_passages_say_what_is_in_them(tiny: Copy) -> None:
    tiny.edit("data/texts/lind-1902.yml", "  words: 8\n", "  words: 8\n  gist: a torn leaf\n")
    statement = view(tiny, "lind-1902").statements[1]
    assert (statement.place, statement.gist) == ("Sentence 2", "a torn leaf")


def test_its_address_is_on_the_page_of_the_source(tiny: Copy) -> None:
    found = linked_record(tiny.reference, "examination:print-examined")
    assert found == ("sources/lind-1902.md#print-examined", "The print, sentence by sentence")


def test_former_addresses_stay(tiny: Copy) -> None:
    former = "former-ids:\n- old: print-weighed\n  new: print-examined\n  reason: a better word\n"
    tiny.write("data/former-ids.yml", former)
    assert tiny.messages() == []
    assert (
        '<span id="print-weighed"></span>'
        in build(tiny.root / "data", tiny.root / "docs").texts["sources/lind-1902.md"]
    )


def test_readers_find_it_by_its_title_and_not_by_words_of_the_account(tiny: Copy) -> None:
    site = build(tiny.root / "data", tiny.root / "docs")
    (entry,) = [one for one in entries(tiny.reference, site.pages.values(), {}) if one.path.endswith("#print-examined")]
    assert (entry.title, entry.text) == ("The print, sentence by sentence", "")
    assert "leaf" not in {*entry.names, *entry.words}


def test_a_changed_passage_concerns_the_examination(tiny: Copy) -> None:
    text = tiny.reference.texts["lind-1902"].record
    gone = text.model_copy(update={"passages": text.passages[:3]})
    assert difference(text, gone, tiny.reference) == ["s4 (7 words) lost; cited by print-examined"]
