"""Bound sentences on pages: what they say, and the claims that bear them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.records.model import BoundSentence
from sourcebook.reference.addresses import note_anchor, note_sign_anchor
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.views.claims import Mention


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with the claims that bear it. ``number`` counts through the page."""

    number: int
    text: str
    claims: tuple[Mention, ...]
    details: tuple[FurtherDetail, ...]

    @property
    def anchor(self) -> str:
        """The place of its claims."""
        return note_anchor(self.number)

    @property
    def sign_anchor(self) -> str:
        """The place of the sign that leads to them."""
        return note_sign_anchor(self.number)


def sentence_views(display: Display, sentences: Iterable[BoundSentence], first: int = 1) -> tuple[SentenceView, ...]:
    """Return sentences as a page shows them, numbered from ``first``."""
    return tuple(
        SentenceView(number, one.text, tuple(map(display.mention, one.claims)), display.details(one))
        for number, one in enumerate(sentences, first)
    )
