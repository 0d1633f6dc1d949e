"""Escaping: whatever the data say, a reader sees the same signs."""

import re
from html import unescape
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from sourcebook.site.render import escape_markdown, prose, web_address
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


def test_asterisks_in_prose_mark_a_title() -> None:
    assert prose("He wrote in *The Flood* and *A_B*.") == "He wrote in *The Flood* and *A\\_B*."
    assert shown(prose("2 * 3 * 4")) == "2 * 3 * 4"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a_b", "<https://example.org/a_b>"),
        ("https://example.org/a (read *twice*)", r"<https://example.org/a> (read \*twice\*)"),
        ("https://example.org/a|b?c[]=d", "<https://example.org/a&#124;b?c&#91;&#93;=d>"),
        ("https://example.org/?a&lt;b&c=d", "<https://example.org/?a&#38;lt;b&c=d>"),
    ],
)
def test_web_address_is_a_link(address: str, link: str) -> None:
    assert web_address(address) == link
    assert shown(link) == address
