"""What is told of claims in a few words: leads, chapters in short, and stray versions behind their claim."""

import re

import pytest
from playwright.sync_api import expect

from browsing import PHONE, Visit
from sourcebook.records.model import Chapter
from sourcebook.site.build import build
from sourcebook.site.pages.told import other_versions
from sourcebook.site.search.entries import entries
from support import Copy

FLOOD = "data/chapters/flood.yml"
QUARREL = "data/chapters/quarrel.yml"
VERSION = "    variant-of: river-over-the-wall\n"


def page(tiny: Copy, chapter: str) -> str:
    """Return the text of the page of a chapter, of a reference without problems."""
    site = build(tiny.root / "data", tiny.root / "docs")
    assert site.problems == []
    return site.texts[f"chapters/{chapter}.md"]


def claims(text: str) -> list[tuple[str, str]]:
    """Return the claims of a page in order, each with the number that it has."""
    return re.findall(r'<a class="number" data-search-exclude="" href="#([^"]+)"[^>]*>(\d+)</a>', text)


# --- leads ------------------------------------------------------------------------------------------------------------


def test_each_clause_of_a_lead_leads_to_its_first_claim_and_marks_the_others(tiny: Copy) -> None:
    lead = re.search(r'<p class="lead" data-search-exclude="">(.*?)</p>', page(tiny, "quarrel"))
    assert lead
    title = "The river comes over the wall"
    assert lead[1] == (
        '<a href="#council-swears">After the water the council swore to keep the sluice;</a>'
        f'<sup><a aria-label="{title}" href="../flood/#river-over-the-wall" title="{title}">+</a></sup> '
        '<a href="#harrow-blames-the-council">whether it had done so before, Harrow doubts in '
        "<em>The Year of the Water</em>.</a>"
    )


def test_a_lead_stands_below_the_heading_of_its_section_alone(tiny: Copy) -> None:
    assert '</h2>\n<p class="lead"' in page(tiny, "quarrel")
    assert 'class="lead"' not in page(tiny, "flood")


def test_words_of_a_lead_are_not_searched(tiny: Copy) -> None:
    tiny.edit(QUARREL, "After the water the council", "After the deluge the council")
    assert "deluge" in page(tiny, "quarrel")
    site = build(tiny.root / "data", tiny.root / "docs")
    found = [entry.text + " ".join(entry.words) for entry in entries(site.reference, site.pages.values(), {})]
    assert any("sluice" in text for text in found)
    assert not any("deluge" in text for text in found)


# --- in short ---------------------------------------------------------------------------------------------------------


def test_a_chapter_in_short_has_the_sentences_of_its_claims_with_their_numbers(tiny: Copy) -> None:
    tiny.edit(FLOOD, "- river-over-the-wall\n- bridge-lost\n- rain", "- bridge-lost\n- river-over-the-wall\n- rain")
    text = page(tiny, "flood")
    shown = re.findall(r'<li><a href="#([^"]+)"><span class="number">(\d)</span> ([^<]+)</a>', text)
    assert [(name, number) for name, number, _ in shown] == [
        ("bridge-lost", "3"), ("river-over-the-wall", "1"), ("rain-for-a-week", "2"),
    ]  # fmt: skip
    assert {(name, number) for name, number, _ in shown} <= set(claims(text))
    assert shown[0][2] == "The wooden bridge broke in the night, and a miller was drowned."
    assert "in-short" not in page(tiny, "quarrel")


def test_a_judgement_among_them_says_whose_it_is(tiny: Copy) -> None:
    fact, judgement = "kind: fact\n", "kind: judgement\n    by: [Edith Miller]\n"
    tiny.edit(FLOOD, f"{fact}    date: 1287-02-13/", f"{judgement}    date: 1287-02-13/")
    assert 'drowned.</a> <span class="judgement">judgement of Edith Miller</span></li>' in page(tiny, "flood")


# --- versions ---------------------------------------------------------------------------------------------------------


def test_a_version_stands_behind_its_claim_and_each_names_the_other(tiny: Copy) -> None:
    text = page(tiny, "flood")
    assert claims(text) == [("river-over-the-wall", "1"), ("rain-for-a-week", "2"), ("bridge-lost", "3")]
    assert 'Other version: <a href="#rain-for-a-week">A later account has a week of rain</a></p>' in text
    version = text.partition('<div class="entry version">')[2]
    assert version.startswith('\n<h3 class="claim" id="rain-for-a-week">')
    assert 'Another version of <a href="#river-over-the-wall">The river comes over the wall</a></p>' in version
    tiny.edit(FLOOD, VERSION, "")
    text = page(tiny, "flood")
    assert claims(text) == [("river-over-the-wall", "1"), ("bridge-lost", "2"), ("rain-for-a-week", "3")]
    assert "ther version" not in text


def test_a_version_of_another_section_stands_behind_its_claim(tiny: Copy) -> None:
    tiny.edit(QUARREL, "  - id: harrow", "- id: the-view-of-harrow\n  title: Harrow's view\n  claims:\n  - id: harrow")
    tiny.edit(QUARREL, "    kind: judgement\n", "    kind: judgement\n    variant-of: council-swears\n")
    text = page(tiny, "quarrel")
    assert claims(text) == [("council-swears", "1"), ("harrow-blames-the-council", "2")]
    assert text.index('id="harrow-blames-the-council"') < text.index('id="the-view-of-harrow"')


def chapter(**mains: str) -> Chapter:
    """Return a chapter with these claims, each a version of another; of none for an empty text."""
    told = [
        {"id": name, "title": name, "text": name, "kind": "fact"} | ({"variant-of": main} if main else {})
        for name, main in mains.items()
    ]
    sections = [{"id": "s", "title": "S", "claims": told}]
    return Chapter.model_validate({"id": "c", "title": "C", "order": 1, "sections": sections})


@pytest.mark.parametrize(
    ("mains", "found"),
    [
        ({"a": "", "b": "a", "c": "a"}, {"a": ["b", "c"]}),
        ({"b": "a", "a": ""}, {"a": ["b"]}),
        ({"a": "", "b": "a", "c": "b"}, {"a": ["b"]}),
        ({"a": "b", "b": "a"}, {}),
        ({"a": "a"}, {}),
        ({"a": "elsewhere"}, {}),
    ],
)
def test_no_claim_is_lost_before_rules_are_asked(mains: dict[str, str], found: dict[str, list[str]]) -> None:
    versions = other_versions(chapter(**mains))
    assert {main: [version.id for version in held] for main, held in versions.items()} == found


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_an_address_opens_what_is_folded_of_a_version(size: dict[str, int] | None, tiny_visit: Visit) -> None:
    if size:
        tiny_visit.page.set_viewport_size({"width": size["width"], "height": size["height"]})
    opened = tiny_visit.go("chapters/flood.md")
    version = opened.locator(".entry.version")
    note = version.locator(".evidence li")
    expect(note).to_be_hidden()
    address = opened.url
    opened.goto(f"{address}#{version.locator('h3').get_attribute('id')}")
    expect(version.locator("h3 + p")).to_be_in_viewport()
    opened.goto(f"{address}#{note.get_attribute('id')}")
    expect(note).to_be_in_viewport()
    assert tiny_visit.errors == []
