"""Headings of HTML: their ids, the links to themselves behind their words, and what a table of contents needs.

What is looked through was made by templates or from Markdown: no text in it can look like a tag, since each ``<`` of a
text is escaped, and no value of an attribute holds ``>``.
"""

import re
from collections.abc import Container, Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple, TypedDict

from sourcebook.words.markdown import free_id, heading_id

_HEADING = re.compile(r"<h([1-6])((?:\s[^>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_ID_IN_TAG = re.compile(r'<[a-zA-Z][^<>]*?\sid="([^"]*)"')
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>')
_TAG = re.compile("<[^>]*>")
_SPACE = re.compile(r"\s+", re.ASCII)  # spaces of fixed width stay, as they do in browsers


class Heading(NamedTuple):
    """A heading: its level, its id, and its words as HTML without tags."""

    level: int
    id: str
    title: str


def ids_in(html: str) -> set[str]:
    """Return all ids in HTML."""
    return set(_ID_IN_TAG.findall(html))


def headings_in(html: str) -> Iterator[Heading]:
    """Yield the headings that have an id, in order."""
    for match in _HEADING.finditer(html):
        if found := _ID.search(match[2]):
            yield Heading(int(match[1]), found[1], _title(match[3]))


def with_ids(html: str, taken: set[str], sign: str = "") -> str:
    """Return HTML in which each heading has an id and, where there is a ``sign``, a link to itself.

    An id that is made of the words of a heading is none of those ``taken``, to which it is added.
    """
    shown = escape(unescape(sign))  # settings of Markdown may have it as an entity

    def written(match: re.Match[str]) -> str:
        level, attributes, inner = match.groups()
        found = _ID.search(attributes)
        name = found[1] if found else free_id(heading_id(_title(inner)), taken)
        taken.add(name)
        attributes = attributes if found else f' id="{name}"{attributes}'
        link = f'<a class="headerlink" href="#{name}" title="Permanent link">{shown}</a>' if sign else ""
        return f"<h{level}{attributes}>{inner}{link}</h{level}>"

    return _HEADING.sub(written, html)


def with_other_ids(html: str, reserved: set[str]) -> str:
    """Return HTML whose headings have none of the ids ``reserved``; their links to themselves follow."""
    taken = reserved | ids_in(html)

    def written(match: re.Match[str]) -> str:
        found = _ID.search(match[2])
        if found is None or found[1] not in reserved:
            return match[0]
        name = free_id(found[1], taken)
        taken.add(name)
        tag, link = f' id="{found[1]}"', f'<a class="headerlink" href="#{found[1]}"'
        return match[0].replace(tag, f' id="{name}"', 1).replace(link, f'<a class="headerlink" href="#{name}"')

    return _HEADING.sub(written, html)


class OutlineItem(TypedDict):
    """A heading with those below it, as Python-Markdown gives them to those who make tables of contents."""

    level: int
    id: str
    name: str
    children: "list[OutlineItem]"


def outline_of(found: Iterable[Heading], levels: Container[int]) -> list[OutlineItem]:
    """Return the headings of these levels, each below the last that is of a higher level."""
    top: list[OutlineItem] = []
    above: list[OutlineItem] = []
    for level, name, title in found:
        if level not in levels:
            continue
        item = OutlineItem(level=level, id=name, name=title, children=[])
        while above and above[-1]["level"] >= level:
            above.pop()
        (above[-1]["children"] if above else top).append(item)
        above.append(item)
    return top


def _title(inner: str) -> str:
    return _SPACE.sub(" ", _TAG.sub("", _PERMALINK.sub("", inner))).strip(" ")
