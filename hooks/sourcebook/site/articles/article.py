"""The article of a page: generated HTML, alone or within a page that was written by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sourcebook.site.articles.headings import Heading, headings_in, ids_in, with_ids, with_other_ids
from sourcebook.words.markdown import MARKER, markers

WHOLE_PAGE = ""
"""The name of the one part of a page that is all generated."""


@dataclass(frozen=True)
class PlacedArticle:
    """An article in its place: all that a page shows apart from what frames each page of the site."""

    html: str
    frame: str = ""
    """What of it was written by hand, with the markers of the generated parts."""
    lost: tuple[str, ...] = ()
    """Names of parts whose markers did not come out of the Markdown around them."""

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, for a table of contents."""
        return tuple(headings_in(self.html))

    @cached_property
    def ids(self) -> set[str]:
        """All places in it to which a link can lead."""
        return ids_in(self.html)


@dataclass(frozen=True, slots=True)
class Article:
    """What stands on a generated page.

    ``source`` is what a generator of sites reads: metadata and, where the page is framed by hand, its Markdown with
    a marker for each generated part. ``parts`` are these parts as HTML by the names of their markers; a page that is
    all generated has no Markdown and the one part ``WHOLE_PAGE``. ``sign`` is shown behind headings as a link to them.
    """

    source: str
    parts: Mapping[str, str]
    sign: str = ""

    @property
    def is_framed(self) -> bool:
        """Whether it stands within a page that was written by hand."""
        return WHOLE_PAGE not in self.parts

    def placed(self, frame: str = "") -> PlacedArticle:
        """Return the article in the HTML that was made of the Markdown of its ``source``, if there is any."""
        taken = self._ids()
        if not self.is_framed:
            return PlacedArticle(self._part(WHOLE_PAGE, taken))
        # The ids of generated parts are addresses that others know: a heading that has one by its words gives way.
        frame = with_other_ids(frame, taken)
        taken |= ids_in(frame)
        lost = tuple(sorted(self.parts.keys() - {*MARKER.findall(frame)}))
        # A marker that names no part was code for us.
        html = MARKER.sub(lambda it: self._part(it[1], taken) if it[1] in self.parts else it[0], frame)
        return PlacedArticle(html, frame, lost)

    def text(self) -> str:
        """Return the page as one text: its metadata and Markdown, with its generated parts as blocks of HTML."""
        taken = self._ids()
        if not self.is_framed:
            return f"{self.source}{self._part(WHOLE_PAGE, taken)}\n"
        kept, done = [], 0
        for marker in markers(self.source):
            kept += [self.source[done : marker.start()], self._part(marker[1], taken)]
            done = marker.end()
        return "".join([*kept, self.source[done:]])

    def _ids(self) -> set[str]:
        return set[str]().union(*(ids_in(html) for html in self.parts.values()))

    def _part(self, name: str, taken: set[str]) -> str:
        return with_ids(self.parts[name], taken, self.sign)
