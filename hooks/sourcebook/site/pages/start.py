"""The page for newcomers."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.reference.addresses import START_PAGE
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display, Mention, Questioned
from sourcebook.site.mentions import TextPiece
from sourcebook.site.page import Page

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class FirstClaim:
    """A claim to begin with."""

    mention: Mention
    pieces: tuple[TextPiece, ...]
    questions: tuple[Questioned, ...]


@dataclass(frozen=True, slots=True)
class StartView:
    """What the page for newcomers shows."""

    claims: tuple[FirstClaim, ...]
    details: tuple[FurtherDetail, ...]


def start(display: Display) -> Iterator[Page]:
    """Yield the page for newcomers, where the data name claims to begin with."""
    located = display.reference.start
    if located is None or not display.wants(START_PAGE):
        return
    names = located.record.claims
    claims = tuple(FirstClaim(display.mention(name), display.pieces(name), display.questions(name)) for name in names)
    number = _NUMBERS[len(names)] if len(names) < len(_NUMBERS) else f"{len(names):,}"
    title = f"Start here in {number} {'claim' if len(names) == 1 else 'claims'}"
    yield Page(START_PAGE, title, "The claims with which to begin, from beginning to end.", "start",
               StartView(claims, display.details(located.record)), located.place, searchable=False)  # fmt: skip
