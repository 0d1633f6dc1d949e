"""Finished pages as browsers read them: which places each has, and to which addresses it leads.

Most tags of a page stand on all others as well. So a page is cut at each ``<``, and each piece, a tag with the text
behind it, is read once and remembered. Pieces that lead to the same places from all pages of a folder are passed over
when they come again: whatever frames all pages costs next to nothing. What cannot be cut so is read by ``html.parser``.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Set
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

_ADDRESSES = frozenset(
    ["href", "src", "poster", "action", "formaction", "cite", "background", "longdesc", "manifest", "xlink:href"]
)
_LISTS = frozenset(["srcset", "imagesrcset"])
_TELLING = frozenset(["id", "name", "data", "http-equiv", "content"]) | _ADDRESSES | _LISTS
_NO_TAGS = re.compile(r"<(?:!--.*?(?:-->|\Z)|((script|style|textarea|title)\b[^>]*>).*?(?=</\2\b|\Z))", re.DOTALL)
"""What looks like a tag within one of these is none. Generators write their names in small letters."""
_TAG = re.compile(r"([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_LOCATION = "loc>"
"""What an address in a list of all pages follows."""
_REFRESH = re.compile(r"^[\d.\s]*[;,]\s*url\s*=\s*[\"']?([^\"'\s]*)", re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")


class Tag(NamedTuple):
    """What a tag says of places: the ids that it gives, and the addresses to which it leads."""

    ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def scope(self, folder: str) -> str | None:
        """Return the folder from all pages of which its addresses lead to the same places, ``None`` for one page.

        ``folder`` is that of a page on which the tag stands.
        """
        if all(address.startswith("../") for address in self.addresses):
            return posixpath.dirname(folder)
        return None if any(not address or address[0] in "#?" for address in self.addresses) else folder


_SILENT = Tag()


class FinishedPages:
    """The pages of a site that have been read, each by the path of its file from the top of the site."""

    def __init__(self) -> None:
        self._tags: dict[str, Tag] = {}
        self._silent: set[str] = set()
        """Pieces that lead nowhere."""
        self._giving_ids: set[str] = set()
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        """Folder → pieces that were read on one of its pages, and lead to the same places from all."""
        self._leading: list[tuple[str, Tag]] = []
        self._places: dict[str, Set[str]] = {}
        """File → pieces that give ids."""

    def __contains__(self, file: str) -> bool:
        """Say whether the page in ``file`` has been read."""
        return file in self._places

    def read(self, file: str, html: str) -> None:
        """Read the page that stands in ``file``."""
        folder = posixpath.dirname(file)
        all_pieces = {*_NO_TAGS.sub(_opening, html).split("<")}
        for piece in all_pieces - self._silent - self._seen[posixpath.dirname(folder)] - self._seen[folder]:
            tag = self._tags.get(piece) or self._read_tag(piece)
            if tag is None:  # a value holds the sign with which tags begin
                self._read_exactly(file, html)
                return
            if tag.addresses:
                self._leading.append((file, tag))
                scope = tag.scope(folder)
                if scope is not None:
                    self._seen[scope].add(piece)
        self._places[file] = all_pieces & self._giving_ids

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses to which pages lead, as they are written, each with the first page of all that have it.

        Pages of other folders, from where the same words may lead elsewhere, have it again.
        """
        return ((file, address) for file, tag in self._leading for address in tag.addresses)

    def ids(self, file: str) -> set[str]:
        """Return the places on a page to which links can lead."""
        return {name for piece in self._places[file] for name in self._tags[piece].ids}

    def _read_tag(self, piece: str) -> Tag | None:
        """Return what a piece says, ``None`` where it is no whole tag."""
        tag = _SILENT
        if piece.startswith(_LOCATION):
            tag = Tag(addresses=(unescape(piece.removeprefix(_LOCATION)).strip(),))
        elif "=" in piece and piece[0].isalpha():
            match = _TAG.match(piece)
            if match is None:
                return None
            found: dict[str, str] = {}
            for name, *values in _ATTRIBUTE.findall(match[2]):
                if name in _TELLING or name.lower() in _TELLING:
                    found.setdefault(name.lower(), unescape("".join(values)))
            tag = _tag(match[1].lower(), found)
        self._keep(piece, tag)
        return tag

    def _keep(self, piece: str, tag: Tag) -> None:
        self._tags[piece] = tag
        if tag.ids:
            self._giving_ids.add(piece)
        if not tag.addresses:
            self._silent.add(piece)

    def _read_exactly(self, file: str, html: str) -> None:
        parser = _Parser()
        parser.feed(html)
        parser.close()
        # One tag that says all stands for them; what was read of this page so far is among it.
        every = Tag(
            tuple(name for tag in parser.tags for name in tag.ids),
            tuple(dict.fromkeys(address for tag in parser.tags for address in tag.addresses)),
        )
        self._leading.append((file, every))
        self._tags[f"<{file}"] = every
        self._places[file] = {f"<{file}"}


def _opening(match: re.Match[str]) -> str:
    return f"<{match[1]}" if match[1] else ""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(_tag(tag, {name: value or "" for name, value in reversed(attrs)}))


def _tag(name: str, attributes: dict[str, str]) -> Tag:
    if not attributes:
        return _SILENT
    ids = [attributes["id"]] if attributes.get("id") else []
    if name == "a" and attributes.get("name"):
        ids.append(attributes["name"])
    return Tag(tuple(ids), tuple(_addresses(name, attributes)))


def _addresses(name: str, attributes: dict[str, str]) -> Iterator[str]:
    for key, value in attributes.items():
        if key in _ADDRESSES or (key == "data" and name == "object"):
            yield value.strip()
        elif key in _LISTS:
            yield from _CANDIDATE.findall(value)
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(attributes.get("content", ""))
