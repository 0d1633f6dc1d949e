"""What a page is, before it has any text."""

from dataclasses import dataclass, field
from typing import NamedTuple


class PageLink(NamedTuple):
    """A link within the site: its text, and the path of a page from the top of the site, with its anchor."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``view`` is what its template prints; ``place`` is the data file and line that an editor opens."""

    path: str
    title: str
    description: str
    template: str
    view: object = field(repr=False)
    place: tuple[str, int] | None = None
    parent: str = ""
    """Path of the page under which this one stands, empty for pages of the navigation itself."""
    searchable: bool = True
    boost: float = 1
    """How much further up the search lists this page and its claims than others."""
    searched: tuple[str, ...] = ()
    """What the search has as its text, where that is more than the page's own record says, or told better."""
    unique_title: str = ""
    """Title for tabs and lists of results, where another page has the same ``title``."""
    redirect: str = ""
    """Path of the page to which this one leads on, with its anchor; empty for all but former addresses."""
