"""What editors read of links that lead nowhere: where to mend, what must be true, and what was probably meant."""

from collections.abc import Iterable, Set

from sourcebook.files.problems import Problem, limited
from sourcebook.site.links.deadlinks import Addresses, DeadLink, Target, dead_links
from sourcebook.site.links.finishedpages import FinishedPages
from sourcebook.site.links.linkorigins import LinkOrigins, Origin, Published
from sourcebook.words.suggesting import suggest

MOST_DEAD_LINKS = 100
"""How many are told: a fault of a template may have them by the thousand."""


def link_problems(pages: FinishedPages, published: Published, told: Iterable[tuple[str, str]] = ()) -> list[Problem]:
    """Return a problem for each link of the pages that leads nowhere; one to mend in one place is told once.

    ``told`` are links of which the host has said so itself: the path of the page, empty for the settings, and the link
    as it is written there.
    """
    files = {file.relative_to(published.folder).as_posix() for file in published.folder.rglob("*") if file.is_file()}
    origins = LinkOrigins(published)
    known = _Told(origins, published, told)
    dead = [link for link in dead_links(pages, files, published.url) if not known.has(link)]
    found: dict[tuple[object, Target], Problem] = {}
    # What frames every page is told of one that an editor knows.
    for link in sorted(dead, key=lambda link: link.page not in published.sources):
        origin = origins.of(link)
        if (origin, link.target) not in found:
            found[origin, link.target] = _problem(link, origin or origins.of_page(link), published, files)
    return [*limited(sorted(found.values()), MOST_DEAD_LINKS)]


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
    if link.target.scheme:
        words, code = "link must be to a page, a web address or a mail address", "links-lead-to-pages"
        near = ""
    elif link.places is None:
        words, code = "link must lead to a page or file that is there", "links-lead-to-pages"
        names = {Target(file).address for file in files}
        near = suggest(Target(link.target.file).address, names)
    else:
        words, code = "link must lead to a place on its page that is there", "links-lead-to-places"
        near = suggest(link.target.place, link.places)
    source = published.sources.get(link.page, link.page)
    page = "" if at.path.endswith(f"/{source}") or at.path == source else f"it stands on {source}"
    return Problem(at.path, at.line, at.column, f"{words}: {at.written!r}", "; ".join(filter(None, (page, near))), code)
