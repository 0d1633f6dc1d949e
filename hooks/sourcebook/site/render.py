"""From pages to Markdown, through Jinja templates that print and compute nothing."""

import html
import json
import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2

from sourcebook.reference.addresses import anchor_of, published, relative
from sourcebook.site.page import Page
from sourcebook.site.pictures.svg import Svg, resolve_links
from sourcebook.words.markdown import body_start, markers, without_code

TEMPLATES = Path(__file__).parent / "templates"
_SPACE = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")  # what browsers fold, but for single spaces, which stay
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_HEADING = re.compile(r"^# ", re.MULTILINE)
_OPENING = re.compile(r" ?(?:\d+[.)]|[-+:=])")
_ESCAPED = {sign: f"\\{sign}" for sign in "\\`*_{}[]#|"}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "^": "&#94;"}  # these know no backslash
# Spaces that browsers do not fold, since Markdown does so in tables of contents.
_FIXED_SPACES = {sign: f"&#{ord(sign)};" for sign in map(chr, range(0x80, 0x3001)) if sign.isspace()}
_SIGNS = str.maketrans(_ESCAPED | _ENTITIES | _FIXED_SPACES)
_IN_ADDRESS = re.compile(r"[\\`\[\]|]|&(?=#?\w+;)")
"""What Markdown or a browser would take for something else within a link: all else stays readable."""


def escape_markdown(value: object) -> str:
    """Return text that Markdown prints as it stands, on one line; white space is folded as in HTML."""
    text = _escape_inside(str(value))
    opening = _OPENING.match(text)
    if opening is None:
        return text
    last = opening.end() - 1
    return f"{text[:last]}&#{ord(text[last])};{text[last + 1 :]}"


def prose(value: object) -> str:
    """Return running text of the data as Markdown: all signs print as they stand but ``*…*``, which marks a title."""
    first, *rest = _EMPHASIS.split(str(value))
    marked = (
        f"*{_escape_inside(part)}*" if number % 2 == 0 else _escape_inside(part) for number, part in enumerate(rest)
    )
    return escape_markdown(first) + "".join(marked)


@lru_cache(maxsize=2**15)  # titles and names stand on many pages
def _escape_inside(text: str) -> str:
    return _SPACE.sub(" ", text).translate(_SIGNS)


def web_address(value: str) -> str:
    """Return a web address as a link; a remark in brackets may follow it."""
    address, bracket, remark = value.partition(" (")
    written = _IN_ADDRESS.sub(lambda match: f"&#{ord(match[0])};", address)
    return f"<{written}>{bracket}{_escape_inside(remark)}"


def _attribute(value: object) -> str:
    return html.escape(" ".join(str(value).split()))


@jinja2.pass_context
def _svg(context: jinja2.runtime.Context, value: object) -> str:
    """Return a picture as it is, its links led to their pages; refuse text that was not escaped.

    Blank lines would end the block of HTML.
    """
    if not isinstance(value, Svg):
        raise TypeError(f"only pictures are printed as they are: {value!r:.60}")
    return resolve_links(value, context["published"])


def environment() -> jinja2.Environment:
    """Return a fresh Jinja environment; made anew for each build so that edits of templates are seen."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the output is Markdown; every value passes the `md` filter, which a test checks
    )
    made.filters["md"] = escape_markdown
    made.filters["prose"] = prose
    made.filters["address"] = web_address
    made.filters["svg"] = _svg
    made.filters["attribute"] = _attribute
    made.filters["anchor"] = lambda path: _attribute(anchor_of(path))
    return made


class Renderer:
    """Renders pages of one build. ``edit_base`` is the address under which the forge edits files, or empty.

    Each page is published as a folder, or with ``folders=False`` as a file that ends with ``.html``.
    """

    def __init__(self, edit_base: str = "", *, folders: bool = True) -> None:
        self.edit_base = edit_base
        self.folders = folders
        self.environment = environment()

    def page(self, page: Page, handwritten: str | None = None) -> str:
        """Return the Markdown of a page; ``handwritten`` is the hand-written page in which the generated one stands.

        One without metadata or heading is given those of the page. Its markers ``<!-- sourcebook: NAME -->`` are
        replaced by the template's block NAME, except in code; raises ``KeyError`` for one that the page does not have.
        """
        template = self.environment.get_template(f"{page.template}.md.j2")
        context = template.new_context(
            {
                "page": page,
                "view": page.view,
                "link": partial(relative, page.path),
                "edit": self._edit,
                "published": self._published(page.path),
            }
        )
        if handwritten is None:
            return front_matter(page) + "".join(template.root_render_func(context)).strip() + "\n"
        blocks = {name: "".join(block(context)).strip() for name, block in template.blocks.items()}
        start = body_start(handwritten)
        heading = "" if _HEADING.search(without_code(handwritten), start) else f"# {escape_markdown(page.title)}\n\n"
        top = (handwritten[:start] or front_matter(page)) + heading
        parts, done = [top], start
        for marker in markers(handwritten):
            parts += [handwritten[done : marker.start()], blocks[marker[1]]]
            done = marker.end()
        return "".join([*parts, handwritten[done:]])

    def _published(self, start: str) -> Callable[[str], str]:
        return partial(published, start, folders=self.folders)

    def _edit(self, path: str, line: int) -> str:
        return f"{self.edit_base}{path}#L{line}" if self.edit_base else ""


def front_matter(page: Page) -> str:
    """Return the page's metadata. JSON strings are YAML; the theme prints titles raw, so they are escaped."""
    lines = [
        f"title: {_quoted(page.unique_title or page.title)}",
        f"description: {_quoted(page.description)}",
        *_search(page),
        *([f"redirect: {_quoted(page.redirect)}"] if page.redirect else []),
    ]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _search(page: Page) -> list[str]:
    if not page.searchable:
        return ["search:", "  exclude: true"]
    return ["search:", f"  boost: {page.boost:g}"] if page.boost != 1 else []


def _quoted(text: str) -> str:
    return json.dumps(html.escape(text, quote=True), ensure_ascii=False)


def data_file(content: Any) -> str:
    """Return JSON text of a data file, readable and with its keys in the order in which they are given."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
