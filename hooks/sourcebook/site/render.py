"""From pages to HTML, through Jinja templates that print and compute nothing.

Jinja escapes whatever a template prints. Only what is ``Markup`` passes as it stands: pictures, and prose with its
titles marked, both of which escape all text when they are made. Whatever is printed is typeset as well, but for what a
template calls exact.
"""

import html
import json
import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import jinja2

from sourcebook.reference.addresses import anchor_of, published
from sourcebook.site.articles.article import WHOLE_PAGE, Article
from sourcebook.site.articles.compiledtemplates import compiled_templates
from sourcebook.site.articles.prose import exact, prose, web_address
from sourcebook.site.handwritten import as_frame
from sourcebook.site.page import Page
from sourcebook.site.pictures.svg import resolve_links
from sourcebook.words.ids import digest_of
from sourcebook.words.markdown import markers
from sourcebook.words.typography import typeset

TEMPLATES = Path(__file__).parent / "templates"
_LINE_END = re.compile(r"[ \t\f\r]*\n\s*", re.ASCII)


def environment() -> jinja2.Environment:
    """Return a fresh Jinja environment; made anew for each build so that edits of templates are seen."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        finalize=_printed,
        bytecode_cache=compiled_templates(TEMPLATES),
    )
    made.filters["prose"] = _printed_prose
    made.filters["exact"] = exact
    made.filters["web_address"] = web_address
    made.filters["anchor"] = anchor_of
    made.filters["number"] = _number
    return made


def _printed(value: Any) -> Any:
    """Return what a template prints: text typeset, all else as it is, such as what is HTML already."""
    # Most texts have neither mark; there are a quarter of a million of them in a large site.
    return typeset(value) if type(value) is str and ("'" in value or '"' in value) else value


@lru_cache(maxsize=2**14)
def _printed_prose(text: str) -> str:
    return prose(typeset(text))


def _number(value: int) -> str:
    """Return a number as readers see it."""
    return f"{value:,}"


class Renderer:
    """Renders pages of one build. ``edit_base`` is the address under which the forge edits files, or empty.

    Each page is published as a folder, or with ``folders=False`` as a file that ends with ``.html``. ``sign`` is shown
    behind each heading as a link to it; there is no such link if it is empty.
    """

    def __init__(self, edit_base: str = "", *, folders: bool = True, sign: str = "") -> None:
        self.edit_base = edit_base
        self.folders = folders
        self.sign = sign
        self.environment = environment()
        templates = [(file.name, file.read_bytes()) for file in sorted(TEMPLATES.glob("[!.]*.j2"))]
        self._made_with = digest_of(repr((edit_base, folders, sign, templates)))

    def made_of(self, page: Page, handwritten: str | None) -> str:
        """Return a digest of all that the article of a page is made of, but for the engine."""
        return digest_of(repr((self._made_with, page, page.view, handwritten)))

    def page(self, page: Page, handwritten: str | None = None) -> Article:
        """Return the article of a page; ``handwritten`` is the hand-written page in which the generated one stands.

        Its markers ``<!-- sourcebook: NAME -->`` name blocks of the template; raises ``KeyError`` for one that the page
        does not have.
        """
        template = self.environment.get_template(f"{page.template}.html.j2")
        link = partial(published, page.path, folders=self.folders)
        context = template.new_context({"page": page, "view": page.view, "link": link, "edit": self._edit})
        if handwritten is None:
            return Article(front_matter(page), {WHOLE_PAGE: _html(template.root_render_func(context), link)}, self.sign)
        names = {marker[1] for marker in markers(handwritten)}
        parts = {name: _html(template.blocks[name](context), link) for name in names}
        return Article(as_frame(handwritten, front_matter(page), typeset(page.title)), parts, self.sign)

    def _edit(self, path: str, line: int) -> str:
        return f"{self.edit_base}{path}#L{line}" if self.edit_base else ""


def _html(printed: Any, link: Callable[[str], str]) -> str:
    """Return what a template printed as a block of HTML, which no empty line ends for those who read Markdown."""
    return _LINE_END.sub("\n", resolve_links("".join(printed), link)).strip()


def front_matter(page: Page) -> str:
    """Return the page's metadata. JSON strings are YAML; the theme prints titles raw, so they are escaped."""
    lines = [
        f"title: {_quoted(typeset(page.unique_title or page.title))}",
        f"description: {_quoted(typeset(page.description))}",
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
