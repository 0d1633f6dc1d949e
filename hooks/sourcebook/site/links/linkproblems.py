"""What editors read of links that lead nowhere: where to mend, what must be true, and what was probably meant."""

import os
import posixpath
from collections.abc import Iterable, Set
from pathlib import Path
from urllib.parse import unquote

from sourcebook.files.problems import Problem, limited
from sourcebook.site.links.deadlinks import Addresses, DeadLink, Target, dead_links
from sourcebook.site.links.finishedpages import FinishedPages
from sourcebook.site.links.linkorigins import LinkOrigins, Origin, Published
from sourcebook.words.suggesting import nearest, suggest

MOST_DEAD_LINKS = 100
"""How many are told: a fault of a template may have them by the thousand."""

SAME_ADDRESS = 0.8
"""How much of two addresses must be the same, from 0 to 1: most share the name of a folder."""


def link_problems(pages: FinishedPages, published: Published, told: Iterable[tuple[str, str]] = ()) -> list[Problem]:
    """Return a problem for each link of the pages that leads nowhere; one to mend in one place is told once.

    ``told`` are links of which the host has said so itself: the path of the page, empty for the settings, and the link
    as it is written there.
    """
    files = _files_below(published.folder)
    origins = LinkOrigins(published)
    known = _Told(origins, published, told)
    dead = [link for link in dead_links(pages, files, published.url) if not known.has(link)]
    found: dict[Origin | Target, tuple[Origin, DeadLink]] = {}
    # What frames every page is told of one that an editor knows.
    for link in sorted(dead, key=lambda link: link.page not in published.sources):
        origin = origins.of(link)
        if (origin or link.target) not in found:
            found[origin or link.target] = origin or origins.of_page(link), link
    first = sorted(found.values(), key=lambda pair: (pair[0], pair[1].target))[: MOST_DEAD_LINKS + 1]
    return [*limited(sorted(_problem(link, at, published, files) for at, link in first), MOST_DEAD_LINKS)]


def _files_below(folder: Path) -> set[str]:
    found = set()
    for place, _, names in os.walk(folder):
        above = Path(place).relative_to(folder).as_posix()
        found |= {*names} if above == "." else {f"{above}/{name}" for name in names}
    return found


class _Told:
    """What the host has said of links."""

    def __init__(self, origins: LinkOrigins, published: Published, told: Iterable[tuple[str, str]]) -> None:
        self._sources = published.sources
        self._as_written = {*told}
        addresses = Addresses(published.url)
        self._targets = {
            (page, origins.meant(page, written) if page else addresses.target("index.html", written))
            for page, written in self._as_written
        }

    def has(self, link: DeadLink) -> bool:
        source = self._sources.get(link.page, "")
        return (source, link.address) in self._as_written or not {
            (source, link.target), ("", link.target)
        }.isdisjoint(self._targets)  # fmt: skip


def _problem(link: DeadLink, at: Origin, published: Published, files: Set[str]) -> Problem:
    source = published.sources.get(link.page, link.page)
    shows_page = at.path == source or at.path.endswith(f"/{source}")
    code, near = "links-lead-to-pages", ""
    if link.target.scheme:
        words = "link must be to a page, a web address or a mail address"
    elif link.places is not None:
        words, code = "link must lead to a place on its page that is there", "links-lead-to-places"
        near = suggest(link.target.place, link.places)
    else:
        words = "link must lead to a page or file that is there"
        missing = link.target._replace(place="").address
        names = (Target(file).address for file in files)
        name = nearest(missing, (name for name in names if not missing.startswith(name)), SAME_ADDRESS)
        near = f"did you mean {name!r}?" if name and not shows_page else ""
        written = unquote(at.written.partition("#")[0])
        if os.path.isfile(published.docs / posixpath.dirname(source) / written):  # noqa: PTH113 (raises for no name)
            near = "this file is not published"
        elif link.target.file.startswith("/"):
            near = "it leads out of the site: write the whole address, with https://"
    page = "" if shows_page else f"it stands on {source}"
    return Problem(at.path, at.line, at.column, f"{words}: {at.written!r}", "; ".join(filter(None, (page, near))), code)
