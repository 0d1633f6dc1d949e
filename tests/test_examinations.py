"""Accounts that are examined: what stands on the page of their source, and how far they must be taken up."""

from sourcebook.reference.addresses import linked_record
from sourcebook.reference.textchanges import difference
from sourcebook.site.build import build
from sourcebook.site.display import Display
from sourcebook.site.pages.examinations import ExaminationView, examinations_of
from sourcebook.site.search.entries import entries
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
