"""Links of the finished site that lead nowhere."""

import posixpath
import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from sourcebook.site.links.finishedpages import FinishedPages

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FOLDER = re.compile(r"(?:^|/)\.{0,2}$")
_FREE = frozenset(["http", "https", "mailto", "tel", "data"])
"""Schemes that lead elsewhere."""

_TOP = "top"
"""The place that every page has, whatever stands on it."""


class Target(NamedTuple):
    """Where an address leads: a file of the site, and a place in it, empty for none.

    One that leads out of the site, or has an unknown ``scheme``, leads to no file.
    """

    file: str
    place: str = ""
    scheme: str = ""

    @property
    def address(self) -> str:
        """The address as seen from the top of the site; a page that stands for a folder is named by it."""
        path = re.sub(r"(^|/)index\.html$", r"\1", self.file)
        return f"{path}#{self.place}" if self.place else path


class DeadLink(NamedTuple):
    """A link that leads nowhere: the file of the page on which it stands, how it is written there, and where it leads.

    ``places`` are those that the page has to which it leads, ``None`` where there is no such page.
    """

    page: str
    address: str
    target: Target
    places: frozenset[str] | None = None


class Addresses:
    """What addresses mean on the pages of a site that will be published at ``url``, which may be empty."""

    def __init__(self, url: str) -> None:
        home = urlsplit(url)
        self._host = f"//{home.netloc.lower()}"
        self._top = f"{home.path.rstrip('/')}/"

    def target(self, page: str, address: str) -> Target | None:
        """Return where an address on the page in the file ``page`` leads, ``None`` where it leaves the site."""
        scheme = _SCHEME.match(address)
        rest = address[scheme.end() :] if scheme else address
        rest = rest[: len(self._host)].lower() + rest[len(self._host) :] if rest.startswith("//") else rest
        if rest.startswith("//"):
            if not f"{rest}/".startswith(f"{self._host}/"):
                return None if not scheme or scheme[1].lower() in _FREE else Target(address, scheme=scheme[0])
            rest = rest[len(self._host) :] or "/"
            if not rest.startswith(self._top):
                return None
        elif scheme:
            return None if scheme[1].lower() in _FREE else Target(address, scheme=scheme[0])
        way, _, place = rest.partition("#")
        way = way.partition("?")[0]
        place = unquote(place.partition(":~:")[0])  # the rest names words of the page
        return Target(_file(posixpath.dirname(page), way, self._top) if way else page, place)


@lru_cache(maxsize=2**16)
def _file(folder: str, way: str, top: str) -> str:
    """Return the file to which a way from a folder leads, counted from the top of the host where it leaves the site."""
    way = unquote(way)
    path = posixpath.normpath(posixpath.join(top, folder, way))
    inside = f"{path}/".removeprefix(top).rstrip("/") if f"{path}/".startswith(top) else path
    return posixpath.join(inside, "index.html") if _FOLDER.search(way) else inside or path


def dead_links(pages: FinishedPages, files: Set[str], url: str) -> Iterator[DeadLink]:
    """Yield the links that lead nowhere, each for the first page of all on which it is written in the same way.

    ``files`` are all files of the site, ``url`` is where it will be published.
    """
    addresses = Addresses(url)
    ids = cache(pages.ids)
    for page, address in pages.links():
        if address.startswith("#") and address[1:] in ids(page):
            continue  # most links are of this form
        target = addresses.target(page, address)
        if target is None:
            continue
        if target.scheme or target.file not in files:
            yield DeadLink(page, address, target)
        elif target.place.lower() in ("", _TOP) or target.file not in pages:
            continue
        elif target.place not in ids(target.file):
            yield DeadLink(page, address, target, frozenset(ids(target.file)))
