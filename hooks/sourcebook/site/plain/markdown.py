"""Markdown of values: whatever the data hold comes out of a reader of Markdown as it was written.

An ``Inline`` is made here only, so that no value gets into a file unescaped. White space is folded as in HTML.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import groupby
from typing import LiteralString, NamedTuple, NewType

from sourcebook.site.articles.prose import prose, web_address
from sourcebook.site.handwritten import escape_markdown

Inline = NewType("Inline", str)
"""Markdown that stands within a line."""
Block = NewType("Block", str)
"""A heading, a paragraph or a list."""
Metadata = str | bool | list[str]
"""A value of the metadata of a file."""
_TAG_OF_TITLE = re.compile("</?em>")
_AMBIGUOUS = re.compile(r"[`\\\[]|&#?\w+;")
"""What readers of Markdown take for code, a link or an entity even in an address, though not all of them do."""


class Item(NamedTuple):
    """A line of a list, with the lines of the list below it."""

    text: Inline
    below: "tuple[Item, ...]" = ()


def literal(text: str) -> Inline:
    """Return text of which every sign stands for itself."""
    return Inline(escape_markdown(text))


def running_text(text: str) -> Inline:
    """Return running text of the data, in which ``*…*`` marks a title."""
    # What is a title is said in one place. All other signs of HTML are escaped there, so its tags are known by form.
    parts = _TAG_OF_TITLE.split(prose(text))
    return with_titles((unescape(part), number % 2 == 1) for number, part in enumerate(parts))


def with_titles(pieces: Iterable[tuple[str, bool]]) -> Inline:
    """Return pieces of text as one; of each is said whether it is a title, which is emphasised."""
    told = groupby((piece for piece in pieces if piece[0]), key=lambda piece: piece[1])
    runs = [("".join(text for text, _ in members), is_title) for is_title, members in told]
    return Inline("".join(
        f"*{literal(text)}*" if is_title else _beside_titles(text, after=at > 0, before=at + 1 < len(runs))
        for at, (text, is_title) in enumerate(runs)
    ))  # fmt: skip


def _beside_titles(text: str, *, after: bool, before: bool) -> str:
    """Return text that stands behind or before asterisks; a letter beside these would keep them from marking a title.

    Such a letter is written as its number, which begins and ends with punctuation.
    """
    first = _number(text[0]) if after else ""
    last = _number(text[-1]) if before and len(text) > bool(first) else ""
    return f"{first}{literal(text[bool(first) : len(text) - bool(last)])}{last}"


def _number(sign: str) -> str:
    """Return a sign as its number, an empty text for white space and punctuation, which may stand beside asterisks."""
    harmless = sign.isspace() or unicodedata.category(sign).startswith("P")
    return "" if harmless else f"&#{ord(sign)};"


def link_to(text: str, way: str) -> Inline:
    """Return a link with this text, or the text alone where there is no way."""
    return Inline(f"[{literal(text)}]({way})") if way else literal(text)


def web_link(value: str) -> Inline:
    """Return a web address as it is written, as a link, with the remark in brackets that may follow it."""
    address, remark = web_address(value)
    return Inline((literal(address) if _AMBIGUOUS.search(address) else f"<{address}>") + literal(remark))


def line(pattern: LiteralString, *values: Inline) -> Inline:
    """Return a line of our own words, which have no signs of Markdown, with values in place of its ``{}``."""
    return Inline(pattern.format(*values))


def series(parts: Iterable[Inline], mark: LiteralString = ", ") -> Inline:
    """Return those parts of a line that are not empty one after another, with a mark between them."""
    return Inline(mark.join(filter(None, parts)))


def labelled(label: str, value: Inline) -> tuple[Item, ...]:
    """Return an item that tells a value under its label, none for an empty value."""
    return (Item(line("{}: {}", literal(label), value)),) if value else ()


def heading(level: int, text: Inline) -> Block:
    """Return a heading."""
    return Block(f"{'#' * level} {text}")


def paragraph(text: Inline) -> Block:
    """Return a paragraph, which is one line."""
    return Block(text)


def listed(items: Iterable[Item]) -> Block:
    """Return a list, empty for no items."""
    return Block("\n".join(_lines(items, "")))


def _lines(items: Iterable[Item], indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}- {item.text}"
        yield from _lines(item.below, f"{indent}    ")


def document(metadata: Mapping[str, Metadata], blocks: Iterable[Block]) -> str:
    """Return a file: metadata as YAML, if there are any, and the blocks that are not empty."""
    lines = [f"{key}: {_yaml(value)}" for key, value in metadata.items()]
    head = "\n".join(["---", *lines, "---"]) if lines else ""
    return "\n\n".join(filter(None, [head, *blocks])) + "\n"


def _yaml(value: Metadata) -> str:
    # JSON is YAML: all texts are in quotation marks, lest a date or an id be taken for a number.
    return json.dumps(value, ensure_ascii=False)
