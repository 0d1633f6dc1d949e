"""Elements of SVG as text, and links from pictures to pages.

Colours and type come from the site's stylesheet by classes, so that a picture follows light, dark and print.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from markupsafe import Markup

from sourcebook.words.typography import typeset

LINK = re.compile(r'<a href="page:([^"]*)"')
"""A link to a page of the site: ``page:chapters/flood.md#bridge-lost``; whoever places the picture resolves it.

Words of the data cannot look like one, since each ``<`` of theirs is escaped in a picture.
"""


class Svg(Markup):
    """Text that is SVG or HTML already. Everything in it was escaped when it was made."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: object) -> Svg:
    """Return an element; plain strings among the children are typeset and escaped, ``None`` attributes left out.

    Attributes are written as Python names: ``class_``, ``stroke_width``, ``aria_label``. Numbers are rounded to a
    tenth, which no eye can tell apart.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_shown(typeset(str(value)) if key in _READ else value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(child if isinstance(child, Svg) else escape(typeset(child), quote=False) for child in children)
    return Svg(f"<{name}{written}>{inner}</{name}>" if inner or name not in _EMPTY else f"<{name}{written}/>")


_READ = {"aria_label"}
"""Attributes that readers read."""
_EMPTY = {"circle", "line", "path", "rect", "polygon", "stop", "use", "ellipse", "polyline"}


def _shown(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def link(path: str, name: str, *children: str, **attributes: object) -> Svg:
    """Return a link to a page of the site around some marks; ``name`` is what is read out and shown as a tooltip."""
    return tag("a", tag("title", name), *children, href=f"page:{path}", **attributes)


def picture(width: float, height: float, name: str, *children: str, **attributes: object) -> Svg:
    """Return a whole picture that scales with its place; ``name`` says in words what it shows."""
    box = f"0 0 {_shown(float(width))} {_shown(float(height))}"
    return tag("svg", *children, viewBox=box, width=width, height=height, role="group", aria_label=name, **attributes)


def figure(inside: str, caption: str, kind: str, *, wide: bool = False) -> Svg:
    """Return a figure of HTML around a picture. A ``wide`` one scrolls sideways on its own, by keyboard as well."""
    attributes = {"tabindex": "0", "role": "region", "aria_label": caption} if wide else {}
    frame = tag("div", inside, class_="scroll", **attributes)
    # The search puts together what no white space parts.
    return tag("figure", frame, "\n", tag("figcaption", caption), class_=f"picture {kind}")


def resolve_links(html: str, address: Callable[[str], str]) -> str:
    """Return HTML with the links of its pictures to pages turned into addresses by ``address``."""
    return LINK.sub(lambda match: f'<a href="{escape(address(unescape(match[1])))}"', html)
