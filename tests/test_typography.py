"""Apostrophes and quotation marks: straight in the data, as in print on pages, exact where others are quoted."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import naughty_data
from sitecheck import straight_marks
from sourcebook.site.build import build
from sourcebook.site.handwritten import expand_links
from sourcebook.site.pictures.svg import figure, link, picture, tag
from sourcebook.site.render import Renderer, environment
from sourcebook.words.typography import typeset
from support import Copy

TEXTS = st.text(st.sampled_from("'\"’“”‘ .,-–(*a1é水\n")) | st.text()


# --- the marks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The miller's sons' boat didn't sink", "The miller’s sons’ boat didn’t sink"),
        ("after '56, 'twas told", "after ’56, ’twas told"),
        ("Rus' and P'yongyang, l'Unità", "Rus’ and P’yongyang, l’Unità"),
        ("a boat of 5'10\"", "a boat of 5’10”"),
        ('section "The flood", note "b"', "section “The flood”, note “b”"),
        ('"But why?"', "“But why?”"),
        ('("so")', "(“so”)"),
        ('*"Wet" Years*, *The "Dry"*', "*“Wet” Years*, *The “Dry”*"),
        ('Speech: "Broke down," he said', "Speech: “Broke down,” he said"),
        ('the "whole—" of it—"or part"', "the “whole—” of it—“or part”"),
        ('odd ", odd ": odd ". Odd ".', "odd ”, odd ”: odd ”. Odd ”."),
        ('"...and" ".net"', "“...and” “.net”"),
        ('cut at "so ma…"', "cut at “so ma…”"),
        ('שב"כ', 'שב"כ'),  # a sign within a word, as Hebrew has it, is no quotation mark
        ("„so“ ‘or’ «so» – `…", "„so“ ‘or’ «so» – `…"),
        ("", ""),
    ],
)
def test_marks_are_those_of_print(text: str, printed: str) -> None:
    assert typeset(text) == printed


@given(TEXTS)
def test_nothing_else_is_changed(text: str) -> None:
    printed = typeset(text)
    assert len(printed) == len(text)
    pairs = {(one, other) for one, other in zip(text, printed, strict=True) if one != other}
    assert pairs <= {("'", "’"), ('"', "“"), ('"', "”")}
    assert "'" not in printed


@given(TEXTS)
def test_what_is_typeset_stays(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


# --- where they are printed -------------------------------------------------------------------------------------------


def printed(template: str, **values: object) -> str:
    """Return what a template prints, as text."""
    return unescape(environment().from_string(template).render(values))


def test_templates_print_the_marks_of_print() -> None:
    text = "The *mill's* \"end\" & <o'er>"
    assert printed("{{ x }}", x=text) == "The *mill’s* “end” & <o’er>"
    assert printed("{{ x | prose }}", x=text) == "The <em>mill’s</em> “end” & <o’er>"
    assert printed("{{ [x, x] | join(y) }}{{ y ~ x }}", x="a'b", y="'") == "a’b’a’b’a’b"
    assert printed('{% macro m(x) %}<i title="{{ x }}">{{ x }}</i>{% endmacro %}{{ m(x) }}', x="a'b") == (
        '<i title="a’b">a’b</i>'
    )


def test_templates_print_as_it_is_what_is_to_be_exact() -> None:
    assert printed("{{ x | exact }}", x='"it\'s" & <b>') == '"it\'s" & <b>'
    assert environment().from_string("{{ x | exact }}").render(x="\"'<") == "&#34;&#39;&lt;"


def test_pictures_print_the_marks_of_print() -> None:
    drawn = figure(picture(1, 1, "it's", link("a'b", "it's", tag("text", "it's"), id="a'b")), 'the "end"', "map")
    told = unescape(drawn)
    assert told.count("it’s") == 3
    assert told.count("a'b") == 2
    assert "the “end”" in told


def test_words_of_records_in_handwritten_pages(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", "title: The bridge's loss")
    reference = build(tiny.root / "data", tiny.root / "docs").reference
    assert "[The bridge’s loss](" in expand_links("See [](claim:bridge-lost).", "about/index.md", reference)


def test_straight_marks_are_seen() -> None:
    html = """<p title="o'er" id='x'>it&#39;s <q>don't "x"</q> <em>&quot;so&quot;'s</em> <code>x'y</code> https://a'b</p>"""
    assert len(straight_marks(html)) == 4
    assert straight_marks('<p title="x">dogs\' ‘56 שב"כ <a href="x\'y">a</a></p>') == []


def test_no_page_has_a_straight_apostrophe_but_in_words_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each field of free text in the catalogue has one, a new field as well.
    monkeypatch.setattr(naughty_data, "STRINGS", ["o'er"])
    naughty_data.Data({}).write(tmp_path)
    site = build(tmp_path / "data", tmp_path / "docs", Renderer("https://forge.example.org/edit/"))
    assert site.problems == []
    pages = {path: article.text().partition("\n---\n")[::2] for path, article in site.articles.items()}
    found = {path: straight_marks(body) for path, (_, body) in pages.items()}
    assert {path: marks for path, marks in found.items() if marks} == {}
    metadata = "".join(head for head, _ in pages.values())
    assert metadata.count("o’er") > 900
    assert not re.search("o('|&#x27;)er", metadata)
    bodies = "".join(body for _, body in pages.values())
    assert bodies.count("o’er") > 10_000
    assert {*re.findall(r"<(\w+)[^<>]*>[^<>]*o&#39;er", bodies)} == {"q"}
    assert not re.search("<q [^<>]*>[^<>]*’", bodies)
    # What programs read is as the data have it, with what the page shows of it.
    timeline = json.loads(site.texts["timeline.json"])
    assert {name.replace("'", "’") for name in timeline["chapters"]} <= {*timeline["printed"].values()}
    assert timeline["printed"].keys() >= {*timeline["chapters"]}
    assert "o’er" not in site.texts["sources.json"]
