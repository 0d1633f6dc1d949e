"""Apostrophes and quotation marks: straight in the data, as in print on every page, and exact where words are quoted."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import naughty_data
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.site.build import build
from sourcebook.site.handwritten import expand_links
from sourcebook.site.pictures.svg import figure, link, picture, tag
from sourcebook.site.render import Renderer, environment
from sourcebook.words.typography import typeset
from support import Copy

TEXTS = st.text(st.sampled_from("'\"’“”‘ .,-–(*a1б水\n")) | st.text()
STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
EXACT = {"q", "code", "pre", "script", "style"}


# --- the marks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The miller's sons' boat didn't sink", "The miller’s sons’ boat didn’t sink"),
        ("after '56, 'twas told", "after ’56, ’twas told"),
        ("Rus' and P'yongyang, l'Unità", "Rus’ and P’yongyang, l’Unità"),
        ('a boat of 5\'10"', "a boat of 5’10”"),
        ('section "The flood", note "b"', "section “The flood”, note “b”"),
        ('"But why?"', "“But why?”"),
        ('("so")', "(“so”)"),
        ('*"Wet" Years*, *The "Dry"*', "*“Wet” Years*, *The “Dry”*"),
        ('Speech: "Broke down," he said', "Speech: “Broke down,” he said"),
        ('the "whole—" of it—"or part"', "the “whole—” of it—“or part”"),
        ('cut at "so ma…"', "cut at “so ma…”"),
        ('שב"כ', 'שב"כ'),  # a sign within a word, as Hebrew has it, is no quotation mark
        ("„so“ ‘or’ «so»—` ´ ′ ″", "„so“ ‘or’ «so»—` ´ ′ ″"),
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
    assert printed("{% macro m(x) %}<i title=\"{{ x }}\">{{ x }}</i>{% endmacro %}{{ m(x) }}", x="a'b") == (
        '<i title="a’b">a’b</i>'
    )


def test_templates_print_as_it_is_what_is_to_be_exact() -> None:
    assert printed("{{ x | exact }}", x="\"it's\" & <b>") == "\"it's\" & <b>"
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


class _Words(HTMLParser):
    """What readers read of HTML: its texts, tooltips and labels, without words of others and code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.read: list[str] = []
        self._within: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within += [tag] if tag in EXACT else []
        self.read += [value or "" for name, value in attrs if name in {"title", "aria-label", "alt"}]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._within:
            self._within.remove(tag)

    def handle_data(self, data: str) -> None:
        self.read += [] if self._within else [data]


def straight(html: str) -> list[str]:
    """Return the straight apostrophes between letters that readers read, but for addresses, with some words around."""
    texts = [re.sub(r"https?://\S+", "…", text) for text in _Words(html).read]
    return [text[max(at.start() - 20, 0) : at.end() + 20] for text in texts for at in STRAIGHT.finditer(text)]


def test_straight_marks_are_seen() -> None:
    assert straight("<p title=\"o'er\">it's <q>don't</q> <em>so's</em> <code>x'y</code> https://a'b</p>") == ["o'er", "it's ", "so's"]


def test_no_page_has_a_straight_apostrophe_but_in_words_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each field of free text in the catalogue has one, a new field as well.
    monkeypatch.setattr(naughty_data, "STRINGS", ["o'er"])
    naughty_data.Data({}).write(tmp_path)
    site = build(tmp_path / "data", tmp_path / "docs", Renderer("https://forge.example.org/edit/"))
    assert site.problems == []
    found = {path: straight(article.text()) for path, article in site.articles.items()}
    assert {path: marks for path, marks in found.items() if marks} == {}
    whole = "".join(site.texts.values())
    assert whole.count("o’er") > 10_000
    assert {*re.findall(r"<(\w+)[^<>]*>[^<>]*o&#39;er", whole)} == {"q"}
