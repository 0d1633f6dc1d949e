"""What a page is, before it has any text."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``view`` is what its template prints; ``place`` is the data file and line that an editor opens."""

    path: str
    title: str
    description: str
    template: str
    view: dict[str, Any] = field(repr=False, default_factory=dict)
    place: tuple[str, int] | None = None
    parent: str = ""
    """Path of the page under which this one stands, empty for pages of the navigation itself."""
    searchable: bool = True
    boost: float = 1
    """How much further up the search lists this page and its claims than others."""
    unique_title: str = ""
    """Title for tabs and lists of results, where another page has the same ``title``."""
    redirect: str = ""
    """Path of the page to which this one leads on, with its anchor; empty for all but former addresses."""
