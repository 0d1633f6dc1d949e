"""Claims and their citations as readers see them, in full or named elsewhere."""

from dataclasses import dataclass

from sourcebook.reference import addresses
from sourcebook.site.details import FurtherDetail
from sourcebook.site.mentions import TextPiece
from sourcebook.site.page import PageLink


@dataclass(frozen=True, slots=True)
class CopiedFigure:
    """A number or date as a source has it, and whether it is proven to stand there."""

    text: str
    proven: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A citation as a reader sees it. ``number`` counts through the page."""

    number: int
    source: PageLink
    kind: str
    standing: str
    """What must be known of the source: ``fringe``; mostly empty."""
    locator: str
    quote: str
    gloss: str
    language: str
    proven: bool
    witness: str
    """In what it is proven, where that is not the original or a faithful copy of it: ``a translation``."""
    figures: tuple[CopiedFigure, ...]
    says: str
    """How it bears its claim: "by inference"; empty where nobody has judged."""
    against: bool
    details: tuple[FurtherDetail, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page of a chapter."""
        return addresses.note_anchor(self.number)

    @property
    def sign_anchor(self) -> str:
        """The place of the sign that leads to it."""
        return addresses.note_sign_anchor(self.number)


@dataclass(frozen=True, slots=True)
class Questioned:
    """The questions that a claim answers, as far as it stands to them in the same way."""

    words: str
    """How it stands to them: "Disputed in"."""
    disputed: bool
    links: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim in full, for its chapter."""

    id: str
    number: int
    title: str
    pieces: tuple[TextPiece, ...]
    judge: str
    date: str
    notes: tuple[Note, ...]
    strength: str
    single: bool
    disputed: bool
    questions: tuple[Questioned, ...]
    related: tuple[PageLink, ...]
    versions: tuple[PageLink, ...]
    """Stray versions of it."""
    version_of: PageLink | None
    """The claim of which it is a stray version."""
    searches: tuple[PageLink, ...]
    """Searches, made in vain, that bear on it."""
    former: tuple[str, ...]
    """Ids that it had, or that lead to it."""
    details: tuple[FurtherDetail, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim named elsewhere by its title, with what helps a reader to choose it."""

    title: str
    path: str
    chapter: str
    date: str
    judge: str
    disputed: bool
    strength: str


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim named elsewhere, with its citations."""

    mention: Mention
    notes: tuple[Note, ...]
