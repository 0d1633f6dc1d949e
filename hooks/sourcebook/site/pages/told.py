"""What is told of claims in a few words: running text bound to them, a chapter in short, other versions of a claim."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sourcebook.records.model import BoundSentence, Chapter, Claim
from sourcebook.site.display import Display
from sourcebook.site.page import PageLink
from sourcebook.site.views.claims import ClaimView


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """A sentence, or a clause of one: its words lead to the claim that bears them most, ``further`` are the others."""

    text: str
    path: str
    further: tuple[PageLink, ...]
    claims: tuple[PageLink, ...]
    """All claims that bear it."""


@dataclass(frozen=True, slots=True)
class ShortClaim:
    """A claim at the head of its chapter, with the number that it has there."""

    number: int
    text: str
    path: str
    judge: str
    disputed: bool


def told_sentences(display: Display, sentences: Iterable[BoundSentence]) -> tuple[ToldSentence, ...]:
    """Return bound sentences as readers see them."""
    return tuple(_told(display, sentence) for sentence in sentences)


def _told(display: Display, sentence: BoundSentence) -> ToldSentence:
    first, *further = claims = tuple(map(display.claim_link, sentence.claims))
    return ToldSentence(sentence.text, first.path, tuple(further), claims)


def told_in_short(display: Display, chapter: Chapter, claims: Iterable[ClaimView]) -> Iterator[ShortClaim]:
    """Yield the claims that tell a chapter in short; ``claims`` are all that its page shows."""
    views = {view.id: view for view in claims}
    for name in chapter.told_in_short:
        view = views[name]
        text = display.reference.claim(name).text
        yield ShortClaim(view.number, text, display.claim_link(name).path, view.judge, view.disputed)


def other_versions(chapter: Chapter) -> Mapping[str, list[Claim]]:
    """Return claim id → the stray versions of it, which stand behind it on the page of the chapter."""
    claims = {claim.id: claim for section in chapter.sections for claim in section.claims}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        main = claims.get(claim.variant_of or "")
        if main and not main.variant_of:  # until the rules are asked, a version may be one of a version
            found[main.id].append(claim)
    return found
