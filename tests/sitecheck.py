"""A checker of built sites: what links where, and whether it is there.

Sites are large and mostly the theme's frame, so tags are found with a regular expression, which is ten times as fast as
``html.parser``; a test holds the two against each other. Where nesting matters, ``html.parser`` reads the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

Attributes = dict[str, str]
Tag = tuple[str, Attributes]

_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|title|textarea)\b(?P<rawattrs>[^>]*)>(?P<text>.*?)</(?P=raw)\s*>"
    r"|<(?P<name>[a-zA-Z][\w:-]*)(?P<attrs>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_EXACT = re.compile(r"<(code|pre|q|script|style)\b.*?</\1\s*>|https?://[^\s<\"]+", re.DOTALL)
"""Words of others, code and addresses."""
_READ = re.compile(r"\b(?:title|aria-label|alt|content)=\"([^\"]*)\"")
_STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<![^\W_])\"|\"(?![^\W_])")
_ADDRESSES = ("href", "src", "srcset", "xlink:href", "data", "poster", "action", "formaction", "cite", "background")
_FREE = ("http", "https", "mailto")


def tags(text: str) -> Iterator[Tag]:
    """Yield every opening tag with its attributes."""
    for match in _TAG.finditer(text):
        name = match["raw"] or match["name"]
        if name:
            yield name.lower(), _attributes(match["rawattrs"] or match["attrs"] or "")


def straight_marks(html: str) -> list[str]:
    """Return the straight marks that readers read, with what is around: apostrophes in words, and quotation marks.

    Words of others, code and addresses are not looked at.
    """
    without = _EXACT.sub("", html)
    rest = unescape(re.sub("<[^>]*>", lambda tag: "".join(f"\n{text}\n" for text in _READ.findall(tag[0])), without))
    return [rest[max(at.start() - 20, 0) : at.end() + 20] for at in _STRAIGHT.finditer(rest)]


def _attributes(text: str) -> Attributes:
    found: Attributes = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


@dataclass
class Html:
    """One page: ``path`` from the top of the site, and what its tags say."""

    path: str
    title: str
    tags: list[Tag] = field(repr=False)

    @classmethod
    def read(cls, file: Path, path: str) -> "Html":
        text = file.read_text("utf-8")
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        telling = [tag for tag in tags(text) if tag[1] or tag[0] == "h1"]
        return cls(path, unescape(title[1]).strip() if title else "", telling)

    def named(self, tag: str, /, **attributes: str) -> list[Attributes]:
        """Return the attributes of all tags with this name and at least these attributes."""
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]

    @cached_property
    def ids(self) -> set[str]:
        return {found["id"] for _, found in self.tags if "id" in found} | {
            found["name"] for tag, found in self.tags if tag == "a" and "name" in found
        }

    @cached_property
    def description(self) -> str:
        return next((found.get("content", "") for found in self.named("meta", name="description")), "")

    def addresses(self) -> Iterator[tuple[str, str, str]]:
        """Yield tag, attribute and address of all that the page links to or loads."""
        for tag, found in self.tags:
            for name in _ADDRESSES:
                if name in found:
                    parts = found[name].split(",") if name == "srcset" else [found[name]]
                    yield from ((tag, name, part.split()[0] if name == "srcset" else part) for part in parts)
            for address in css_addresses(found.get("style", "")):
                yield tag, "style", address

    def loads(self) -> Iterator[str]:
        """Yield what a browser fetches by itself when it shows the page."""
        for tag, name, address in self.addresses():
            if tag in ("a", "area", "form", "q", "blockquote") or (tag == "link" and not self._is_loaded(address)):
                continue
            if name != "cite" and not address.startswith(("data:", "#")):
                yield address

    def _is_loaded(self, address: str) -> bool:
        rels = {rel for found in self.named("link", href=address) for rel in found.get("rel", "").lower().split()}
        return not rels <= {"canonical", "next", "prev", "license", "edit", "alternate", "author", "me"}


def css_addresses(text: str) -> list[str]:
    """Return what a style sheet loads."""
    return [one or other for one, other in _CSS_ADDRESS.findall(text) if not (one or other).startswith("data:")]


@dataclass
class Site:
    """A built site at ``folder`` that will be published at ``url``."""

    folder: Path
    url: str

    @cached_property
    def files(self) -> set[str]:
        return {file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*") if file.is_file()}

    @cached_property
    def pages(self) -> dict[str, Html]:
        return {path: Html.read(self.folder / path, path) for path in sorted(self.files) if path.endswith(".html")}

    def text(self, path: str) -> str:
        """Return a file of the site."""
        return (self.folder / path).read_text("utf-8")

    def address(self, path: str) -> str:
        """Return where the file is published; ``index.html`` is named by its folder."""
        return urljoin(self.url, re.sub(r"(^|/)index\.html$", r"\1", path))

    def resolve(self, path: str, address: str) -> tuple[str, str] | None:
        """Return file and fragment to which an address on a page leads, ``None`` where it leaves the site."""
        target = urlsplit(urljoin(self.address(path), address))
        home = urlsplit(self.url)
        if (target.scheme, target.netloc) != (home.scheme, home.netloc):
            return None
        inside = unquote(target.path).removeprefix(home.path)
        if not target.path.startswith(home.path):
            return f"outside {home.path}: {target.path}", ""
        if inside == "" or inside.endswith("/"):
            inside += "index.html"
        return normpath(inside), unquote(target.fragment)

    def problems(self) -> list[str]:
        """Return every address that leads nowhere or is of no known kind, with the page on which it stands."""
        return [
            f"{path}: <{tag} {name}={address!r}>: {problem}"
            for path, page in self.pages.items()
            for tag, name, address in page.addresses()
            if (problem := self._problem(path, address))
        ] + list(self._style_problems())

    def _problem(self, path: str, address: str) -> str:
        if address.startswith("data:"):
            return ""
        target = self.resolve(path, address)
        if target is None:
            scheme = urlsplit(urljoin(self.url, address)).scheme
            return "" if scheme in _FREE else f"{scheme} is no scheme for a link"
        file, fragment = target
        if file not in self.files:
            return f"no such file: {file}"
        if fragment and file in self.pages and fragment not in self.pages[file].ids:
            return f"no such id in {file}"
        return ""

    def _style_problems(self) -> Iterator[str]:
        for path in sorted(self.files):
            if path.endswith(".css"):
                for address in css_addresses(self.text(path)):
                    target = self.resolve(path, address)
                    if target is None or target[0] not in self.files:
                        yield f"{path}: {address}"

    def foreign_loads(self) -> list[str]:
        """Return what pages fetch from other hosts without being asked."""
        return [
            f"{path}: {address}"
            for path, page in self.pages.items()
            for address in page.loads()
            if self.resolve(path, address) is None
        ]

    def links(self, path: str) -> set[str]:
        """Return the pages of the site to which a page links."""
        targets = (self.resolve(path, address) for tag, _, address in self.pages[path].addresses() if tag == "a")
        return {target[0] for target in targets if target and target[0] in self.pages}


_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


class Region(HTMLParser):
    """The text of an element and the links in it: the first one with this tag, and with this class or id."""

    def __init__(self, page: str, tag: str, mark: str = "") -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.pieces: list[str] = []
        self._tag, self._mark = tag, mark
        self._depth = 0
        self._done = False
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        marks = {*found.get("class", "").split(), found.get("id", "")}
        if not self._done and not self._depth and tag == self._tag and (not self._mark or self._mark in marks):
            self._depth = 1
        elif self._depth and tag not in _VOID:
            self._depth += 1
        if self._depth and tag == "a" and "href" in found:
            self.links.append(("", found["href"]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Tags that close themselves, as in SVG, hold nothing."""

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in _VOID:
            self._depth -= 1
            self._done = self._depth == 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.pieces.append(data)
            if self.links and data.strip():
                text, href = self.links[-1]
                self.links[-1] = (f"{text} {data.strip()}".strip(), href)
