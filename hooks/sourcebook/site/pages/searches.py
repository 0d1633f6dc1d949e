"""What was searched for and not found: each search with where, when and by which words it was made."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.overviews.searches import Search
from sourcebook.reference.addresses import NOT_FOUND
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.views.claims import Mention
from sourcebook.words.dates import date_words


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search as the page tells it; ``claims`` are those that it bears on, ``sources`` those that it concerns."""

    link: PageLink
    where: tuple[str, ...]
    when: str
    words: tuple[str, ...]
    result: str
    claims: tuple[Mention, ...]
    sources: tuple[PageLink, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class SearchesView:
    """What the page of things not found shows."""

    searches: tuple[SearchView, ...]


def searches(display: Display) -> Iterator[Page]:
    """Yield the page of what was searched for and not found, in the order of the file."""
    held = display.reference.all_of("search")
    if not held or not display.wants(NOT_FOUND):
        return
    view = SearchesView(tuple(search_view(display, located.record) for located in held))
    yield Page(NOT_FOUND, "What we looked for and did not find",
               "What was searched for and not found: where, when and by which words.", "searches", view,
               held[0].place)  # fmt: skip


def search_view(display: Display, search: Search) -> SearchView:
    """Return a search as readers see it."""
    return SearchView(
        link=display.link("search", search.id),
        where=search.where,
        when=date_words(search.when),
        words=search.words,
        result=search.result or "",
        claims=tuple(display.mention(name) for name in search.claims),
        sources=tuple(display.link("source", name) for name in search.sources),
        details=display.details(search),
    )
