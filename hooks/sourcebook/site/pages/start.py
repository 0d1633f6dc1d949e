"""The page for newcomers."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.reference.addresses import START_PAGE
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.mentions import TextPiece
from sourcebook.site.page import Page
from sourcebook.site.views.claims import Mention, Questioned
from sourcebook.words.counting import number_in_words


@dataclass(frozen=True, slots=True)
class FirstClaimView:
    """A claim to begin with; ``before`` are the words that lead on to it."""

    before: str
    mention: Mention
    pieces: tuple[TextPiece, ...]
    questions: tuple[Questioned, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class StartView:
    """What the page for newcomers shows."""

    claims: tuple[FirstClaimView, ...]
    details: tuple[FurtherDetail, ...]


def start(display: Display) -> Iterator[Page]:
    """Yield the page for newcomers, where the data name claims to begin with."""
    located = display.reference.start
    if located is None or not display.wants(START_PAGE):
        return
    steps = located.record.claims
    claims = tuple(
        FirstClaimView(
            before=step.before or "",
            mention=display.mention(step.claim),
            pieces=display.pieces(step.claim),
            questions=display.questions(step.claim),
            details=display.details(step),
        )
        for step in steps
    )
    title = f"Start here in {number_in_words(len(steps))} {'claim' if len(steps) == 1 else 'claims'}"
    yield Page(START_PAGE, title, "The claims with which to begin, from beginning to end.", "start",
               StartView(claims, display.details(located.record)), located.place, searchable=False)  # fmt: skip
