"""What pages display of records, computed from the reference: templates print these and compute nothing."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from functools import cached_property

from sourcebook.records.kinds import Kind
from sourcebook.records.marks import Named, Ref
from sourcebook.records.model import Citation, Claim, Record
from sourcebook.records.sources import SOURCE_KIND_HEADINGS, Source
from sourcebook.reference import addresses, evidence
from sourcebook.reference.links import RecordLink
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.site.details import DetailValue, FurtherDetail, FurtherDetails, has_template
from sourcebook.site.mentions import Crosslinks, TextPiece
from sourcebook.site.page import PageLink
from sourcebook.site.views.claims import ClaimView, CopiedFigure, Mention, Note, Questioned
from sourcebook.words.counting import and_list, count
from sourcebook.words.dates import date_words, parse_date

_DISPUTED, _VIEW, _SETTLED = "Disputed in", "One of several views in", "Settled in"


class Display:
    """Makes what pages display of the records of one reference."""

    def __init__(self, reference: Reference, wanted: Container[str] | None = None) -> None:
        """``wanted`` are the paths of the pages that somebody asks for, ``None`` for all."""
        self.reference = reference
        self._wanted = wanted
        cited = (kind for kind in reference.catalogue if kind.is_cited)
        self.names = short_citations(at.record for kind in cited for at in reference.of(kind.name).values())
        """Short citation of every source by its id, made unambiguous by letters."""
        self._crosslinks = Crosslinks(reference)
        self._details = FurtherDetails(self._target)
        self._mentions: dict[str, Mention] = {}
        self._pieces: dict[str, tuple[TextPiece, ...]] = {}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of all pages and data files that are made."""
        return frozenset(addresses.paths(self.reference))

    def wants(self, path: str) -> bool:
        """Say whether somebody asks for the page at this path."""
        return self._wanted is None or path in self._wanted

    def if_made(self, path: str) -> str:
        """Return the path of a page that is made, an empty text for one that is not."""
        return path if addresses.page_of(path) in self.paths else ""

    def index(self, kind: str) -> str:
        """Return the path of the page that lists the records of a kind, an empty text if it is not made."""
        return self.if_made(addresses.index(self.reference.catalogue[kind]))

    # --- links --------------------------------------------------------------------------------------------------------

    def link(self, kind: str, name: str) -> PageLink:
        """Return the link to a record under its title, sources under their short citation; raises ``KeyError``."""
        record, of_kind = self.reference.of(kind)[name].record, self.reference.catalogue[kind]
        title = self.names[name] if of_kind.is_cited else of_kind.title_of(record)
        return PageLink(title, addresses.address(self.reference, kind, name))

    def claim_link(self, name: str) -> PageLink:
        """Return the link to a claim under its title."""
        return self.link("claim", name)

    def _target(self, ref: Ref, name: str) -> PageLink:
        """Return the link to what a field names: a name in a register stays as it is written."""
        reference = self.reference
        for kind in ref.kinds or (reference.kind_of.get(name, ""),):
            if isinstance(ref, Named) and name in reference.names[reference.catalogue[kind].plural]:
                entry = reference.names[reference.catalogue[kind].plural][name]
                return PageLink(name, addresses.address(reference, kind, entry))
            if not isinstance(ref, Named) and kind and name in reference.of(kind) and reference.catalogue[kind].page:
                return self.link(kind, name)
        return PageLink(name, "")

    # --- what no template prints --------------------------------------------------------------------------------------

    def details(self, record: Record, without: tuple[str, ...] = ()) -> tuple[FurtherDetail, ...]:
        """Return the fields of a record that no template prints, and which records of newer kinds name it."""
        kind = self.reference.catalogue.of_model(type(record)) if self.new_kinds else None
        return self._details.of(record, without) + (self.named_by(kind, record, self.new_kinds) if kind else ())

    @cached_property
    def new_kinds(self) -> tuple[str, ...]:
        """The kinds that have pages of their own but no template."""
        kinds = self.reference.catalogue.identified
        return tuple(kind.name for kind in kinds if addresses.has_own_page(kind) and not has_template(kind.model))

    def named_by(self, kind: Kind, record: Record, holders: Iterable[str] | None = None) -> tuple[FurtherDetail, ...]:
        """Return the records that name another, by their kinds, or only those of the kinds ``holders``."""
        links = self.reference.links_to.get((kind.name, kind.id_of(record)), ())
        found: dict[str, dict[DetailValue, None]] = defaultdict(dict)
        for link in links:
            if holders is None or link.kind.name in holders:
                found[link.kind.readers_heading][self._holder(link)] = None
        return tuple(FurtherDetail(heading, tuple(values)) for heading, values in found.items())

    def _holder(self, link: RecordLink) -> DetailValue:
        kind, record = link.kind, link.holder.record
        if kind.id and kind.page:
            target = self.link(kind.name, kind.id_of(record))
            return DetailValue(target.text, path=target.path)
        return DetailValue(kind.label_of(record))

    # --- claims and sources -------------------------------------------------------------------------------------------

    def pieces(self, name: str) -> tuple[TextPiece, ...]:
        """Return the text of a claim in pieces, some of which are links."""
        if name not in self._pieces:
            self._pieces[name] = self._crosslinks.pieces(self.reference.claim(name))
        return self._pieces[name]

    def note(self, citation: Citation, number: int) -> Note:
        """Return a citation as a note with this number."""
        source = self.reference.source(citation.source)
        return Note(
            number=number,
            source=self.link("source", source.id),
            kind=source.kind,
            standing=source.standing or "",
            locator=citation.locator,
            quote=citation.quote or "",
            gloss=citation.gloss or "",
            language=citation.language or source.language,
            proven=self.reference.is_proven(citation),
            witness=self._witness(citation.source),
            figures=tuple(CopiedFigure(one, self.reference.is_proven(citation, one)) for one in citation.figures),
            says=citation.says or "",
            against=citation.is_against,
            details=self.details(citation),
        )

    def notes(self, claim: Claim, first: int) -> tuple[Note, ...]:
        """Return the citations of a claim as notes, the weightiest first, numbered from ``first``."""
        return tuple(
            self.note(cite, number)
            for number, cite in enumerate(evidence.by_weight(self.reference, claim.cites), first)
        )

    def _witness(self, source: str) -> str:
        text = self.reference.texts.get(source)
        return text.record.witness if text else ""

    def claim(self, claim: Claim, number: int, first_note: int, former: Iterable[str] = ()) -> ClaimView:
        """Return a claim in full; its notes are numbered from ``first_note``, ``former`` are ids that lead to it."""
        path, line = self.reference.claims[claim.id].place
        return ClaimView(
            id=claim.id,
            number=number,
            title=claim.title,
            pieces=self.pieces(claim.id),
            judge=and_list(claim.by),
            date=date_words(claim.date),
            notes=self.notes(claim, first_note),
            strength=self.strength(claim),
            single=evidence.independent_lines_of(self.reference, claim) == 1,
            disputed=claim.id in self.reference.disputed,
            questions=self.questions(claim.id),
            related=tuple(self.claim_link(other) for other in self.reference.related.get(claim.id, ())),
            versions=tuple(map(self.claim_link, self.reference.named_by("claim", claim.id, "claim", "variant-of"))),
            version_of=self.claim_link(claim.variant_of) if claim.variant_of else None,
            searches=tuple(self.link("search", one) for one in self.reference.named_by("claim", claim.id, "search")),
            former=tuple(former),
            details=self.details(claim),
            path=path,
            line=line,
        )

    def questions(self, name: str) -> tuple[Questioned, ...]:
        """Return the questions that a claim answers, those that are not settled first."""
        groups: dict[str, list[PageLink]] = {_DISPUTED: [], _VIEW: [], _SETTLED: []}
        unsettled = _DISPUTED if self.reference.claim(name).kind == "fact" else _VIEW
        for question in self.reference.questions_of_claim.get(name, ()):
            words = _SETTLED if self.reference.is_settled(question) else unsettled
            groups[words].append(self.link("question", question))
        return tuple(Questioned(words, words == _DISPUTED, tuple(links)) for words, links in groups.items() if links)

    def strength(self, claim: Claim) -> str:
        """Say how many sources and independent lines a claim has, and how many sources only speak against it."""
        lines = evidence.independent_lines_of(self.reference, claim)
        against = len({citation.source for citation in claim.cites} - {*claim.witnesses})
        strength = f"{count(len(claim.witnesses), 'source')}, {count(lines, 'independent line')}"
        return f"{strength}; {count(against, 'source')} against" if against else strength

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
            path=self.claim_link(name).path,
            chapter=chapter.title,
            date=date_words(claim.date),
            judge=and_list(claim.by),
            disputed=name in self.reference.disputed,
            strength=self.strength(claim),
        )

    def in_time(self, names: Iterable[str]) -> list[Mention]:
        """Return claims as mentions in order of time; those without a date stand last, in reading order."""
        return [self.mention(name) for name in sorted(names, key=self._time)]

    def _time(self, name: str) -> tuple[int, object]:
        date = self.reference.claim(name).date
        return (0, parse_date(date).sort_key) if date else (1, ())


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


def witnesses(reference: Reference, claims: Iterable[str]) -> str:
    """Say how many sources and independent lines several claims have together."""
    sources = dict.fromkeys(source for name in claims for source in reference.claim(name).witnesses)
    lines = evidence.independent_lines(reference, sources)
    return f"{count(len(sources), 'source')}, {count(lines, 'independent line')}"


def counted_by_kind(reference: Reference, sources: Iterable[str]) -> dict[str, int]:
    """Return how many of the sources are of each kind, the weightiest kind first."""
    found = Counter[str](reference.source(name).kind for name in dict.fromkeys(sources))
    return {kind: found[kind] for kind in SOURCE_KIND_HEADINGS if kind in found}


def source_kinds(reference: Reference, claims: Iterable[str]) -> str:
    """Say how many sources of each kind several claims have together: "2 primary, 1 memoir"."""
    sources = (source for name in claims for source in reference.claim(name).witnesses)
    return ", ".join(f"{number} {kind}" for kind, number in counted_by_kind(reference, sources).items())
