"""The page for newcomers."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.reference.addresses import START
from sourcebook.site.details import Detail
from sourcebook.site.display import Display, Mention
from sourcebook.site.mentions import TextPiece
from sourcebook.site.page import Page, PageLink

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class FirstClaim:
    """A claim to begin with."""

    mention: Mention
    pieces: tuple[TextPiece, ...]
    questions: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class StartView:
    """What the page for newcomers shows."""

    claims: tuple[FirstClaim, ...]
    details: tuple[Detail, ...]


def start(display: Display) -> Iterator[Page]:
    """Yield the page for newcomers, where the data name claims to begin with."""
    located = display.reference.start
    if located is None:
        return
    names = located.record.claims
    claims = tuple(FirstClaim(display.mention(name), display.pieces(name), display.questions(name)) for name in names)
    number = NUMBERS[len(names)] if len(names) < len(NUMBERS) else f"{len(names):,}"
    title = f"Start here in {number} {'claim' if len(names) == 1 else 'claims'}"
    yield Page(START, title, "The claims with which to begin, from beginning to end.", "start",
               StartView(claims, display.details(located.record)), located.place, searchable=False)  # fmt: skip
