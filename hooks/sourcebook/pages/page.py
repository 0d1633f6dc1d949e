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
    unique_title: str = ""
    """Title for tabs and lists of results, where another page has the same ``title``."""
