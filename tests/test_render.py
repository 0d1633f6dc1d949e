"""Escaping: whatever the data say, a reader sees the same signs, in HTML and in the Markdown around it."""

import re
from html import unescape
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import escape

from sourcebook.site.articles.prose import WebAddress, prose, web_address
from sourcebook.site.handwritten import escape_markdown
from support import TINY

SIGNS = "\\`*_{}[]()#|~^+-=:;.!?<>&\"'/ 1a.-é字«»“”…"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=12) | st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=20
)


def extensions() -> list[str]:
    """Return the Markdown extensions of the site that may change how running text reads."""
    settings = (TINY / "mkdocs.yml").read_text("utf-8")
    found: list[Any] = yaml.safe_load(settings)["markdown_extensions"]
    return [name for name in found if isinstance(name, str)]


MARKDOWN = Markdown(extensions=extensions())


def shown(markdown: str) -> str:
    """Return the text that a reader sees."""
    html = MARKDOWN.reset().convert(markdown)
    return folded(unescape(re.sub(r"<[^>]*>", "", html)))


def folded(text: str) -> str:
    """Return a text with white space as browsers show it, which leave spaces of fixed width."""
    return re.sub(r"[ \t\n\f\r]+", " ", text).strip(" ")


@given(TEXTS)
def test_every_text_is_shown_as_it_stands(text: str) -> None:
    assert shown(escape_markdown(text)) == folded(text)


@given(TEXTS)
def test_every_text_is_shown_as_it_stands_within_a_line(text: str) -> None:
    assert shown(f"Here: {escape_markdown(text)} | end") == folded(f"Here: {text} | end")


@given(TEXTS)
def test_no_text_begins_anything_but_a_paragraph(text: str) -> None:
    html = MARKDOWN.reset().convert(escape_markdown(text))
    assert not re.search(r"<(?!/?p>)", html)


@pytest.mark.parametrize("text", [": a", "= a", "- a", "+ a", "1. a", "12) a", " - a", "# a", "a ~~b~~ ^c^", "> a"])
def test_signs_that_open_a_line_are_harmless(text: str) -> None:
    assert shown(escape_markdown(text)) == text.strip()


def text_of(html: str) -> str:
    """Return the text of HTML that has no white space of its own."""
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(TEXTS)
def test_prose_has_no_tags_but_those_of_titles_and_every_other_sign(text: str) -> None:
    html = prose(text)
    assert not re.search(r"<(?!/?em>)", html)
    assert html.count("<em>") == html.count("</em>")
    assert text_of(html).replace("*", "") == text.replace("*", "")
    assert text_of(html).count("*") == text.count("*") - 2 * html.count("<em>")
    assert not re.search("[\"']", html)


@given(TEXTS.filter(lambda text: "*" not in text))
def test_prose_without_asterisks_is_the_escaped_text(text: str) -> None:
    assert prose(text) == escape(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("He wrote in *The Flood* and *A_B*.", "He wrote in <em>The Flood</em> and <em>A_B</em>."),
        ("*Whole* titles *at the ends*", "<em>Whole</em> titles <em>at the ends</em>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b*c", "a*b*c"),
        ("**a** b", "**a** b"),
        ("*<b>* & *a", "<em>&lt;b&gt;</em> &amp; *a"),
    ],
)
def test_asterisks_in_prose_mark_a_title(text: str, html: str) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("https://example.org/a_b", ("https://example.org/a_b", "")),
        ("https://example.org/a (read *twice*)", ("https://example.org/a", " (read *twice*)")),
        ("https://example.org/a_(b) (c (d))", ("https://example.org/a_(b)", " (c (d))")),
    ],
)
def test_web_address_is_parted_from_its_remark(value: str, parts: tuple[str, str]) -> None:
    assert web_address(value) == WebAddress(*parts)
