"""Running text that claims bear: the story, the home page and the start, on pages and in a browser."""

import re

import pytest
from playwright.sync_api import expect

from browsing import PHONE, Open, Visit
from sourcebook.records.overviews.told import Episode
from sourcebook.reference.addresses import HOME, START_PAGE, STORY
from sourcebook.site.build import build
from sourcebook.site.pages.story import word_count
from support import Copy


def page(tiny: Copy, path: str) -> str:
    """Return what is generated at a path."""
    return build(tiny.root / "data", tiny.root / "docs").texts[path]


def test_sentences_are_numbered_through_the_story_and_lead_to_their_claims(tiny: Copy) -> None:
    text = page(tiny, STORY)
    signs = re.findall(
        r'<sup[^>]*><a aria-label="Claims (\d+)" class="footnote-ref" href="#note-\1" id="ref-\1">', text
    )
    assert signs == ["1", "2", "3", "4", "5"]
    assert re.findall(r'<li id="note-(\d+)">', text) == signs
    assert re.findall(r'<li id="note-1">.*?</li>', text)[0].count("#river-over-the-wall") == 1


@pytest.mark.parametrize(("words", "said"), [(1, "1 minute’s reading, "), (660, "3 minutes’ reading, ")])
def test_length_is_counted(words: int, said: str, tiny: Copy) -> None:
    part = "- id: more\n  title: More\n  paragraphs:\n  - sentences:\n"
    sentence = "    - {text: The bridge is lost., claims: [bridge-lost]}\n"
    before = sum(map(word_count, _episodes(tiny)))
    text = (tiny.root / "data/story.yml").read_text("utf-8")
    tiny.write("data/story.yml", text + (part + (words - before) // 4 * sentence if words > before else ""))
    assert tiny.messages() == []
    assert said in page(tiny, STORY)


def _episodes(tiny: Copy) -> list[Episode]:
    return [located.record for located in tiny.reference.all_of("episode")]


def test_nothing_is_made_where_nothing_is_told(tiny: Copy) -> None:
    for name in ("story", "home", "start"):
        tiny.remove(f"data/{name}.yml")
    assert tiny.messages() == []
    texts = build(tiny.root / "data", tiny.root / "docs").texts
    assert {STORY, START_PAGE} & texts.keys() == set()
    assert '<div class="subject">' not in texts[HOME]
    assert '<div class="card">' in texts[HOME]


def test_home_has_sentences_before_its_card_and_either_alone(tiny: Copy) -> None:
    text = page(tiny, HOME)
    assert text.index("What and when") < text.index("What it said") < text.index("Why it mattered")
    assert text.index('<div class="subject">') < text.index('<div class="card">')
    tiny.edit("docs/index.md", "sourcebook: opening", "sourcebook: card")
    assert '<div class="subject">' not in page(tiny, HOME)
    assert '<div class="card">' in page(tiny, HOME)


def test_bare_id_is_told_how_it_is_written(tiny: Copy) -> None:
    tiny.write("data/start.yml", "claims:\n- bridge-lost\n")
    assert tiny.messages() == [
        "data/start.yml:2:3: claims, item 1 must be a record with keys: 'bridge-lost' "
        "(write it behind its key: 'claim: bridge-lost')"
    ]


def test_sentence_leads_to_its_claims_and_back_by_keyboard(visit: Visit) -> None:
    shown = visit.go(STORY)
    sign = shown.locator("#ref-3")
    sign.focus()
    shown.keyboard.press("Enter")
    assert shown.url.endswith("#note-3")
    note = shown.locator("#note-3")
    expect(note).to_be_in_viewport()
    note.locator(".back").press("Enter")
    expect(sign).to_be_in_viewport()
    note.locator("a").first.press("Enter")
    expect(shown.locator(":target")).to_be_in_viewport()
    assert visit.errors == []


def test_claims_stand_beside_the_text_or_unfold_below_it(desk: Open) -> None:
    for scripts in (True, False):
        wide = desk(viewport={"width": 1440, "height": 900}, java_script_enabled=scripts).go(STORY)
        text, note = wide.locator(".paragraph p").first.bounding_box(), wide.locator("#note-1").bounding_box()
        assert text
        assert note
        assert note["x"] > text["x"] + text["width"]
        narrow = desk(viewport=PHONE, java_script_enabled=scripts).go(STORY)
        expect(narrow.locator("#note-2")).to_be_hidden()
        narrow.locator("#ref-2").click()
        expect(narrow.locator("#note-2")).to_be_visible()
        assert narrow.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_signs_can_be_touched(phone: Visit) -> None:
    shown = phone.go(STORY)
    for number in (1, 9, 20):
        box = "it => [getComputedStyle(it, '::after').width, getComputedStyle(it, '::after').height].map(parseFloat)"
        size = shown.locator(f"#ref-{number}").evaluate(box)
        assert min(size) >= 24


def test_print_has_the_claims_of_each_sentence(plain: Visit, visit: Visit) -> None:
    for shown, notes in ((plain.go(STORY), ".evidence li[id^=note-]"), (visit.go(STORY), ".endnotes li")):
        shown.emulate_media(media="print")
        if notes.startswith(".endnotes"):
            shown.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(shown.locator(notes)).to_have_count(shown.locator(".footnote-ref").count())
        expect(shown.locator(notes).last).to_be_visible()
