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
from typing import Literal, NamedTuple

_ADDRESSES = frozenset(
    ["href", "src", "poster", "action", "formaction", "cite", "background", "longdesc", "manifest", "xlink:href"]
)
_LISTS = frozenset(["srcset", "imagesrcset"])
_MAY_TELL = re.compile(rf"[\s\"'/](?:id|data|http-equiv|{'|'.join(sorted(_ADDRESSES | _LISTS))})\s*=")
_NO_TAGS = re.compile(r"<(?:!--.*?(?:-->|\Z)|((script|style|textarea|title)\b[^>]*>).*?(?=</\2\b|\Z))", re.DOTALL)
"""What looks like a tag within one of these is none. Generators write their names in small letters."""
_HIDES_TAGS = re.compile(r"<(?:!--|(script|style|textarea|title)\b[^>]*>(?:[^<]++|<(?![a-zA-Z/]))*+<(?!/\1))")
"""Tells whether there is something to take out: mostly there is not, and looking costs less than taking."""
_OTHERS = r"(?: (?:aria-label|class|rel|title)=\"[^\"]*\")*"
_PLAIN_LINK = re.compile(rf'(?:a|link){_OTHERS} href="([^"&\s]+)"{_OTHERS}>')
"""Most tags that lead somewhere are of this form, and soon read."""
_TAG = re.compile(r"([a-zA-Z][^\s/>]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"']+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_LOCATION = "loc>"
"""What an address in a list of all pages follows."""
_REFRESH = re.compile(r"^[\d.\s]*[;,]\s*url\s*=\s*[\"']?([^\"'\s]*)", re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s[^,]*)?(?:,|$)")


_Reach = Literal[0, 1]
_HERE: _Reach = 0
_ABOVE: _Reach = 1


class Tag(NamedTuple):
    """What a tag says of places: the ids that it gives, and the addresses to which it leads."""

    ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    reach: "_Reach | None" = None
    """From all pages of which folder the addresses lead to the same places: that of the page, or the one above."""

    @classmethod
    def of(cls, ids: tuple[str, ...], addresses: tuple[str, ...]) -> "Tag":
        """Return a tag with these ids and addresses."""
        reach: _Reach | None = _ABOVE
        for address in addresses:
            if not address or address[0] in "#?":
                return cls(ids, addresses)
            if not address.startswith("../"):
                reach = _HERE
        return cls(ids, addresses, reach)


_SILENT = Tag()


class FinishedPages:
    """The pages of a site that have been read, each by the path of its file from the top of the site."""

    def __init__(self) -> None:
        self._tags: dict[str, Tag] = {}
        self._silent: set[str] = set()
        """Pieces that lead nowhere."""
        self._giving_ids: set[str] = set()
        self._seen: defaultdict[tuple[_Reach, str], set[str]] = defaultdict(set)
        """Pieces that were read on one page and lead to the same places from all pages in a folder, or in those within
        a folder."""
        self._leading: list[tuple[str, list[Tag]]] = []
        self._places: dict[str, Set[str]] = {}
        """File → pieces that give ids."""

    def __contains__(self, file: str) -> bool:
        """Say whether the page in ``file`` has been read."""
        return file in self._places

    def __iter__(self) -> Iterator[str]:
        """Yield the files of the pages that have been read."""
        return iter(self._places)

    def read(self, file: str, html: str, *, in_full: bool = False) -> None:
        """Read the page that stands in ``file``; ``in_full`` also what others have, and will have once more."""
        folder = posixpath.dirname(file)
        # Above the top is no folder: what leads there is of no use to other pages.
        above = posixpath.dirname(folder) if folder else ".."
        seen = self._seen[_HERE, folder], self._seen[_ABOVE, above]
        pieces = {*(_NO_TAGS.sub(_opening, html) if _HIDES_TAGS.search(html) else html).split("<")}
        new = pieces - self._silent
        leading: list[Tag] = []
        for piece in new if in_full else new - seen[_HERE] - seen[_ABOVE]:
            if "=" not in piece and not piece.startswith(_LOCATION):
                self._silent.add(piece)
                continue
            tag = self._tags.get(piece) or self._read_tag(piece)
            if tag is None:  # a value holds the sign with which tags begin
                self._read_exactly(file, html)
                return
            if tag.addresses:
                leading.append(tag)
                if tag.reach is not None and not in_full:
                    seen[tag.reach].add(piece)
        self._leading.append((file, leading))
        self._places[file] = pieces & self._giving_ids

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses to which pages lead, as they are written, each with the first page of all that have it.

        Pages of other folders, from where the same words may lead elsewhere, have it again.
        """
        return ((file, address) for file, tags in self._leading for tag in tags for address in tag.addresses)

    def ids(self, file: str) -> set[str]:
        """Return the places on a page to which links can lead."""
        return {name for piece in self._places[file] for name in self._tags[piece].ids}

    def _read_tag(self, piece: str) -> Tag | None:
        """Return what a piece says, ``None`` where it is no whole tag."""
        if plain := _PLAIN_LINK.match(piece):
            tag = Tag.of((), (plain[1],))
        elif piece.startswith(_LOCATION):
            tag = Tag.of((), (unescape(piece.removeprefix(_LOCATION)).strip(),))
        elif not piece[0].isalpha():
            tag = _SILENT
        elif match := _TAG.match(piece):
            name, attributes = match[1].lower(), match[2]
            telling = name == "a" or _MAY_TELL.search(attributes.lower())
            tag = _tag(name, _attributes(attributes)) if telling else _SILENT
        else:
            return None
        if tag is _SILENT:
            self._silent.add(piece)
            return tag
        self._tags[piece] = tag
        if tag.ids:
            self._giving_ids.add(piece)
        if not tag.addresses:
            self._silent.add(piece)
        return tag

    def _read_exactly(self, file: str, html: str) -> None:
        parser = _Parser()
        parser.feed(html)
        parser.close()
        # One tag that says all stands for them.
        every = Tag.of(
            tuple(name for tag in parser.tags for name in tag.ids),
            tuple(dict.fromkeys(address for tag in parser.tags for address in tag.addresses)),
        )
        self._leading.append((file, [every]))
        self._tags[f"<{file}"] = every
        self._places[file] = {f"<{file}"}


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


def _opening(match: re.Match[str]) -> str:
    return f"<{match[1]}" if match[1] else ""


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(_tag(tag, {name: value or "" for name, value in reversed(attrs)}))


def _tag(name: str, attributes: dict[str, str]) -> Tag:
    ids = [attributes["id"]] if attributes.get("id") else []
    if name == "a" and attributes.get("name"):
        ids.append(attributes["name"])
    addresses = tuple(_addresses(name, attributes))
    return Tag.of(tuple(ids), addresses) if ids or addresses else _SILENT


def _addresses(name: str, attributes: dict[str, str]) -> Iterator[str]:
    for key, value in attributes.items():
        if key in _ADDRESSES or (key == "data" and name == "object"):
            yield value.strip()
        elif key in _LISTS:
            yield from _CANDIDATE.findall(value)
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(attributes.get("content", ""))
