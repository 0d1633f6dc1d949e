"""What the pages show, computed from the reference: templates print these and compute nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from babel import Locale, UnknownLocaleError

from sourcebook.files.problems import count
from sourcebook.records.model import Citation, Claim
from sourcebook.records.sources import Source
from sourcebook.reference import evidence
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.site.mentions import Crosslinks, Segment
from sourcebook.words.dates import parse
from sourcebook.words.typography import Part

Link = tuple[str, str]
"""Text and path of the target from the top of the site, with its fragment."""


KINDS = {
    "primary": "Primary sources",
    "memoir": "Memoirs",
    "press": "Press",
    "secondary": "Studies",
    "tertiary": "Reference works",
}
"""Headings of the kinds of source, in the order of the bibliography."""


@dataclass(frozen=True, slots=True)
class Note:
    """A citation as a reader sees it. ``number`` counts through the page."""

    number: int
    source: Link
    kind: str
    locator: str
    quote: str
    gloss: str
    language: str
    proven: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim in full, for its chapter."""

    id: str
    number: int
    title: str
    segments: tuple[Segment, ...]
    judge: str
    date: str
    notes: tuple[Note, ...]
    strength: str
    single: bool
    questions: tuple[Link, ...]
    related: tuple[Link, ...]
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
class Views:
    """Makes views of one reference."""

    reference: Reference
    names: dict[str, str]
    """Short citation of every source by its id, made unambiguous by letters."""
    crosslinks: Crosslinks
    _mentions: dict[str, Mention] = field(default_factory=dict, repr=False, compare=False)
    _segments: dict[str, tuple[Segment, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, reference: Reference) -> "Views":
        """Return the views of a reference."""
        names = short_citations(located.record for located in reference.sources.values())
        return cls(reference, names, Crosslinks(reference))

    def source_link(self, name: str) -> Link:
        """Return the link to a source's page under its short citation."""
        return self.names[name], f"sources/{name}.md"

    def claim_path(self, name: str) -> str:
        """Return the path of a claim: its chapter's page and its own anchor."""
        return f"chapters/{self.reference.chapter_of[name]}.md#{name}"

    def claim_link(self, name: str) -> Link:
        """Return the link to a claim under its title."""
        return self.reference.claim(name).title, self.claim_path(name)

    def segments(self, name: str) -> tuple[Segment, ...]:
        """Return the text of a claim in pieces, some of which are links."""
        if name not in self._segments:
            self._segments[name] = self.crosslinks.segments(self.reference.claim(name))
        return self._segments[name]

    def note(self, citation: Citation, number: int) -> Note:
        """Return a citation as a note with this number."""
        source = self.reference.source(citation.source)
        return Note(
            number=number,
            source=self.source_link(source.id),
            kind=source.kind,
            locator=citation.locator,
            quote=citation.quote or "",
            gloss=citation.gloss or "",
            language=citation.language or source.language,
            proven=self.reference.is_proven(citation),
        )

    def claim(self, claim: Claim, number: int, first_note: int) -> ClaimView:
        """Return a claim in full; its notes are numbered from ``first_note``."""
        path, line = self.reference.claims[claim.id].place
        return ClaimView(
            id=claim.id,
            number=number,
            title=claim.title,
            segments=self.segments(claim.id),
            judge=" and ".join(claim.by),
            date=date_words(claim.date),
            notes=tuple(self.note(citation, first_note + index) for index, citation in enumerate(claim.cites)),
            strength=self.strength(claim),
            single=evidence.claim_lines(self.reference, claim) == 1,
            questions=self.questions(claim.id),
            related=tuple(self.claim_link(other) for other in self.reference.related.get(claim.id, ())),
            path=path,
            line=line,
        )

    def questions(self, name: str) -> tuple[Link, ...]:
        """Return links to the questions that a claim answers."""
        found = self.reference.questions_of_claim.get(name, ())
        return tuple((self.reference.questions[q].record.question, f"questions/{q}.md") for q in found)

    def strength(self, claim: Claim) -> str:
        """Say how many sources and independent lines a claim has."""
        sources = len({citation.source for citation in claim.cites})
        lines = evidence.claim_lines(self.reference, claim)
        return f"{count(sources, 'source')}, {count(lines, 'independent line')}"

    def mention(self, name: str) -> Mention:
        """Return a claim as other pages name it."""
        # Most claims are named on several pages: one mention serves them all.
        if name not in self._mentions:
            self._mentions[name] = self._mention(name)
        return self._mentions[name]

    def _mention(self, name: str) -> Mention:
        claim = self.reference.claim(name)
        chapter = self.reference.chapters[self.reference.chapter_of[name]].record
        return Mention(
            title=claim.title,
            path=self.claim_path(name),
            chapter=chapter.title,
            date=date_words(claim.date),
            judge=" and ".join(claim.by),
            disputed=name in self.reference.questions_of_claim,
            strength=self.strength(claim),
        )

    def in_time(self, names: Iterable[str]) -> list[Mention]:
        """Return claims as mentions in order of time; those without a date stand last, in reading order."""
        return [self.mention(name) for name in sorted(names, key=self._time)]

    def _time(self, name: str) -> tuple[int, object]:
        date = self.reference.claim(name).date
        return (0, parse(date).sort_key) if date else (1, ())


def short_citations(sources: Iterable[Source]) -> dict[str, str]:
    """Return source id → short citation. Sources that would share one get letters in the order of the bibliography."""
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(sources, key=citations.sort_key):
        groups[citations.short(source)].append(source)
    names = {}
    for short, members in groups.items():
        for number, source in enumerate(members):
            letter = f"{'' if short[-1].isdigit() else ' '}{_letters(number)}" if len(members) > 1 else ""
            names[source.id] = short + letter
    return names


def _letters(number: int) -> str:
    """Return the letter of a number: a, b … z, aa, ab."""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def language_name(code: str) -> str:
    """Return the English name of a language by its BCP 47 code, the code itself where it has none."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def witnesses(reference: Reference, claims: Iterable[str]) -> str:
    """Say how many sources and independent lines several claims have together."""
    sources = dict.fromkeys(cite.source for name in claims for cite in reference.claim(name).cites)
    lines = evidence.lines(reference, sources)
    return f"{count(len(sources), 'source')}, {count(lines, 'independent line')}"


def source_kinds(reference: Reference, claims: Iterable[str]) -> str:
    """Say how many sources of each kind several claims have together: "2 primary, 1 memoir"."""
    sources = dict.fromkeys(cite.source for name in claims for cite in reference.claim(name).cites)
    found = Counter[str](reference.source(name).kind for name in sources)
    return ", ".join(f"{found[kind]} {kind}" for kind in KINDS if kind in found)


def date_words(date: str | None) -> str:
    """Return an EDTF date in words, an empty string for none."""
    return parse(date).words if date else ""


@dataclass(frozen=True)
class SourceView:
    """A source for the bibliography and its own page."""

    source: Source
    reference: Reference

    @cached_property
    def parts(self) -> list[Part]:
        """The bibliographical entry in parts, each with its style."""
        return citations.full(self.source)

    @property
    def path(self) -> str:
        """Path of the source's page."""
        return f"sources/{self.source.id}.md"

    @property
    def figures(self) -> str:
        """How many claims cite it, in words."""
        claims = len(self.reference.claims_of_source.get(self.source.id, ()))
        return "One claim" if claims == 1 else count(claims, "claim")

    @property
    def doi(self) -> str:
        """Address at which its digital object identifier is resolved, an empty string for none."""
        return f"https://doi.org/{quote(self.source.DOI, safe='/()')}" if self.source.DOI else ""

    @property
    def language(self) -> str:
        """English name of its language."""
        return language_name(self.source.language)

    @property
    def registered(self) -> bool:
        """Whether the fingerprint of its text is in the repository."""
        return self.source.id in self.reference.texts
