"""What pages show of outlines besides their own: the ribbon of a text, which parts are told, and who is named where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from sourcebook.records.model import Section
from sourcebook.records.outlines.outline import Outline
from sourcebook.reference import addresses
from sourcebook.reference.outlines import Division, divisions, parts_by_claim
from sourcebook.site.display import Display
from sourcebook.site.page import PageLink
from sourcebook.site.pictures.ribbon import Segment, draw_ribbon, draw_stretch
from sourcebook.site.pictures.svg import Svg, figure
from sourcebook.words.counting import count

_MOST_TITLES = 6
"""So many parts are told by their titles, more of them by their numbers."""


@dataclass(frozen=True, slots=True)
class RibbonView:
    """The small ribbon of a text on pages of others, with the link to the text part by part."""

    outline: PageLink
    picture: Svg


@dataclass(frozen=True, slots=True)
class ToldStretch:
    """Which part of a text the claims of a section tell: a bar, the parts in ranges, and their share in words."""

    bar: Svg
    parts: tuple[PageLink, ...]
    called: str
    share: str


@dataclass(frozen=True, slots=True)
class NamedIn:
    """In which parts of a text somebody or something is named: many parts are told by their numbers."""

    called: str
    figures: str
    parts: tuple[PageLink, ...]


class TextRibbon:
    """A text with the parts that claims cite, as pages show it."""

    def __init__(self, display: Display, division: Division) -> None:
        self.display = display
        self.division = division
        self.cited = parts_by_claim(display.reference, division)
        """Claim → the parts whose passages it cites."""
        self.total = sum(division.lengths.values())

    @property
    def outline(self) -> Outline:
        """The outline of the text."""
        return self.division.outline.record

    @property
    def link(self) -> PageLink:
        """The link to the text part by part."""
        return self.display.link("outline", self.outline.id)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Id of a part → its number, from 1."""
        return {part.record.id: number for number, part in enumerate(self.division.parts, 1)}

    @cached_property
    def segments(self) -> list[Segment]:
        """The parts as they are drawn."""
        cited = {part for parts in self.cited.values() for part in parts}
        return [
            Segment(number, self._name(number, part.record.id, part.record.title), self.path(part.record.id),
                    self.division.lengths[part.record.id], part.record.id in cited)
            for number, part in enumerate(self.division.parts, 1)
        ]  # fmt: skip

    def _name(self, number: int, part: str, title: str) -> str:
        share = self.share((part,))
        return f"{number}. {title}" + (f", {share}" if share else "")

    def path(self, part: str) -> str:
        """Return where a part stands."""
        return addresses.address(self.display.reference, "part", part)

    def share(self, parts: Iterable[str]) -> str:
        """Return how much of the text some parts are, empty where no length is known."""
        if not self.total:
            return ""
        share = 100 * sum(self.division.lengths[part] for part in parts) / self.total
        return f"{share:.1f} %" if share < 9.95 else f"{share:.0f} %"

    def figure(self, *, small: bool = False) -> Svg:
        """Return the ribbon with its caption."""
        parts = count(len(self.segments), "part")
        name = f"{self.outline.title}: {parts}" + (", in proportion to their length" if self.total else "")
        caption = f"{parts[0].upper()}{parts[1:]}" + (", each as long as it is in the text" if self.total else "")
        if any(segment.cited for segment in self.segments):
            caption += "; under a dark edge those that claims cite"
        return figure(draw_ribbon(self.segments, name, small=small), caption, "ribbon small" if small else "ribbon")

    def told(self, section: Section) -> ToldStretch | None:
        """Return which stretch of the text the claims of a section tell, ``None`` for nothing."""
        told = {part for claim in section.claims for part in self.cited.get(claim.id, ())}
        parts = [part for part in self.numbers if part in told]
        if not parts:
            return None
        bar = draw_stretch(self.segments, {self.numbers[part] for part in parts})
        return ToldStretch(bar, tuple(self._ranges(parts)), self.outline.called, self.share(parts))

    def _ranges(self, parts: list[str]) -> Iterator[PageLink]:
        """Yield parts in order, those that follow one another as one: the link leads to the first."""
        for _, run in groupby(enumerate(parts), lambda item: self.numbers[item[1]] - item[0]):
            ids = [part for _, part in run]
            first, last = self.numbers[ids[0]], self.numbers[ids[-1]]
            yield PageLink(f"{first}" if first == last else f"{first}–{last}", self.path(ids[0]))


def text_ribbons(display: Display, chapter: str = "") -> list[TextRibbon]:
    """Return the texts that have an outline, or those of which a chapter tells."""
    return [
        TextRibbon(display, division)
        for division in divisions(display.reference)
        if not chapter or chapter in division.outline.record.chapters
    ]


def small_ribbons(ribbons: Iterable[TextRibbon]) -> tuple[RibbonView, ...]:
    """Return the small ribbons of texts."""
    return tuple(RibbonView(one.link, one.figure(small=True)) for one in ribbons if one.segments)


def named_in(display: Display, kind: str, name: str) -> tuple[NamedIn, ...]:
    """Return in which parts of which texts an entry of a register is named."""
    parts = set(display.reference.named_by(kind, name, "part"))
    found = []
    for division in divisions(display.reference) if parts else ():
        links = [display.link("part", part.record.id) for part in division.parts]
        named = [(number, link) for number, link in enumerate(links, 1) if addresses.anchor_of(link.path) in parts]
        if len(named) > _MOST_TITLES:
            named = [(number, PageLink(str(number), link.path)) for number, link in named]
        if named:
            figures = f"in {len(named):,} of {count(len(links), 'part')}"
            found.append(NamedIn(division.outline.record.called, figures, tuple(link for _, link in named)))
    return tuple(found)
