"""Everything that the data say, and what refers to what. Made once by ``load`` and never changed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from sourcebook.files.yamlfile import YamlFile
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.records.model import Chapter, Citation, Claim, Question, Section
from sourcebook.records.overviews.lists import CardRow, Handover, TimelineView
from sourcebook.records.overviews.told import Home, Start, Story
from sourcebook.records.registers import Entry, FormerId
from sourcebook.records.sources import RegisteredText, Source
from sourcebook.reference.links import Located, RecordLink, links_of
from sourcebook.texts.fingerprint import Finding, Fingerprint
from sourcebook.words.folding import ByName
from sourcebook.words.ids import digest_of

ResultT = TypeVar("ResultT")
CountsByDigest = dict[str, dict[str, int]]
"""Digest of all on which counts depend → what was counted, by words for it."""
Records = Mapping[str, tuple[Located[Any], ...]]
KnownLinks = dict[int, tuple[Located[Any], tuple[RecordLink, ...]]]
"""Identity of a record with its place → that record, and the places in it that name others: a reference that is loaded
again has most of them."""


@dataclass(frozen=True)
class Reference:
    """All records of one data folder. What is derived from them is made when it is first asked for."""

    catalogue: Catalogue = CATALOGUE
    files: tuple[YamlFile, ...] = ()
    records: Records = field(default_factory=dict)
    """Word for a kind → its records as they stand in the files, those with an id that another has included."""
    fingerprints: Mapping[str, Fingerprint] = field(default_factory=dict)
    """Id of a source → its registered text, ready for the search for quotations."""
    ids_in_doubt: frozenset[str] = frozenset()
    """Ids in files with faults of their own, and ids that were probably meant: what refers to them is not at fault."""
    kinds_in_doubt: frozenset[str] = frozenset()
    """Kinds of which a record has no id, shares one, or stands in a file that cannot be read."""
    _findings: dict[tuple[str, str, str | None], Finding] = field(default_factory=dict, repr=False, compare=False)
    _known_links: KnownLinks = field(default_factory=dict, repr=False, compare=False)
    known_counts: CountsByDigest = field(default_factory=dict, repr=False, compare=False)
    """What was counted before; whoever counts leaves there what holds now."""
    _worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, work_out: "Callable[[Reference], ResultT]") -> ResultT:
        """Return what a function works out of the reference; it is called when this is first asked for."""
        if work_out not in self._worked_out:
            self._worked_out[work_out] = work_out(self)
        result: ResultT = self._worked_out[work_out]
        return result

    # --- records ------------------------------------------------------------------------------------------------------

    def of(self, kind: str) -> dict[str, Located[Any]]:
        """Return id → record of a kind; the first one with an id keeps it. Empty for a kind without ids."""
        return self._by_id.get(kind, {})

    def all_of(self, kind: str) -> tuple[Located[Any], ...]:
        """Return the records of a kind as they stand in the files."""
        return self.records.get(kind, ())

    @cached_property
    def _by_id(self) -> dict[str, dict[str, Located[Any]]]:
        found: dict[str, dict[str, Located[Any]]] = {}
        for kind in self.catalogue:
            if kind.id:
                of_kind = found[kind.name] = {}
                for located in self.all_of(kind.name):
                    of_kind.setdefault(kind.id_of(located.record), located)
        return found

    @cached_property
    def kind_of(self) -> dict[str, str]:
        """Id → the word for the kind of record that has it."""
        return {name: kind.name for kind in reversed(self.catalogue.identified) for name in self.of(kind.name)}

    def identified(self) -> Iterator[tuple[str, Located[Any]]]:
        """Yield every record with an id of its own, as often as it stands in the files, with the word for its kind."""
        for kind in self.catalogue.identified:
            yield from ((kind.name, located) for located in self.all_of(kind.name))

    def with_record(self, kind: str, located: Located[Any]) -> "Reference":
        """Return the reference with one record more."""
        return replace(self, records={**self.records, kind: (*self.all_of(kind), located)})

    @cached_property
    def chapters(self) -> dict[str, Located[Chapter]]:
        """Chapters by id, in the order of reading."""
        return self.of("chapter")

    @cached_property
    def sections(self) -> list[tuple[str, Located[Section]]]:
        """Sections, each with the id of its chapter."""
        return [(located.around[0], located) for located in self.all_of("section")]

    @cached_property
    def stages(self) -> list[Located[Section]]:
        """Sections that are stages of one process, the first one first."""
        return [located for _, located in self.sections if located.record.stage]

    @cached_property
    def claims(self) -> dict[str, Located[Claim]]:
        """Claims by id, in the order of reading."""
        return self.of("claim")

    @cached_property
    def questions(self) -> dict[str, Located[Question]]:
        """Questions by id."""
        return self.of("question")

    @cached_property
    def sources(self) -> dict[str, Located[Source]]:
        """Sources by id."""
        return self.of("source")

    @cached_property
    def texts(self) -> dict[str, Located[RegisteredText]]:
        """Registered texts by the ids of their sources."""
        return self.of("text")

    @cached_property
    def entries(self) -> dict[str, dict[str, Located[Entry]]]:
        """For each register, by its plural (``people``), its entries by id."""
        return {kind.plural: self.of(kind.name) for kind in self.catalogue.registers}

    @cached_property
    def names(self) -> dict[str, ByName[str]]:
        """For each register: name, alias or id → id of the entry that has it first."""
        found: dict[str, ByName[str]] = {}
        for register, entries in self.entries.items():
            names = found[register] = ByName()
            for name, entry in entries.items():
                for word in entry.record.names:
                    names.setdefault(word, name)
        return found

    @cached_property
    def handovers(self) -> tuple[Located[Handover], ...]:
        """Hand-overs in the order of their file."""
        return self.all_of("hand-over")

    @cached_property
    def card(self) -> tuple[Located[CardRow], ...]:
        """Rows of the identity card."""
        return self.all_of("row")

    @cached_property
    def start(self) -> Located[Start] | None:
        """Where a newcomer begins, if the data say so."""
        return next(iter(self.all_of("start")), None)

    @cached_property
    def home(self) -> Located[Home] | None:
        """The subject in a few sentences, if the data tell it."""
        return next(iter(self.all_of("home")), None)

    @cached_property
    def story(self) -> Located[Story] | None:
        """The whole told as running text, if the data tell it."""
        return next(iter(self.all_of("story")), None)

    @cached_property
    def timeline_views(self) -> tuple[Located[TimelineView], ...]:
        """Views of the timeline."""
        return self.all_of("view")

    @cached_property
    def former(self) -> tuple[Located[FormerId], ...]:
        """Former ids, in the order in which they were given up."""
        return self.all_of("former id")

    def claim(self, name: str) -> Claim:
        """Return the claim with this id; raises ``KeyError``."""
        return self.claims[name].record

    def source(self, name: str) -> Source:
        """Return the source with this id; raises ``KeyError``."""
        return self.sources[name].record

    @cached_property
    def digests(self) -> dict[str, str]:
        """Path of each data file, as messages show it → digest of its text."""
        return {file.path: digest_of(file.text) for file in self.files}

    # --- what could not be read -----------------------------------------------------------------------------------

    def may_exist(self, kind: str, name: str) -> bool:
        """Say whether a record may be there although it could not be read: then what refers to it is not at fault."""
        return name in self.ids_in_doubt or kind in self.kinds_in_doubt

    def is_faultless(self, path: str) -> bool:
        """Say whether a data file, or each of many (``chapters/``, ``chapters/*.yml``), has no faults of its own."""
        return not any(faulty.startswith(path.partition("*")[0]) for faulty in self._faulty)

    @cached_property
    def _faulty(self) -> list[str]:
        # Asked for every claim, so the files are gone through once.
        return [file.path.partition("/")[2] for file in self.files if file.problems]

    # --- links --------------------------------------------------------------------------------------------------------

    @cached_property
    def links(self) -> tuple[RecordLink, ...]:
        """Every place in a record that names another record, in reading order."""
        known, now = dict(self._known_links), self._known_links
        now.clear()  # of records that are gone
        for kind in self.catalogue:
            for located in self.all_of(kind.name):
                before = known.get(id(located))
                same = before is not None and before[0] is located
                now[id(located)] = before if before and same else (located, (*links_of(kind, located, self.catalogue),))
        return tuple(link for _, links in now.values() for link in links)

    @cached_property
    def links_to(self) -> dict[tuple[str, str], list[RecordLink]]:
        """Kind and id of a record → the places that name it."""
        found: dict[tuple[str, str], list[RecordLink]] = defaultdict(list)
        for link in self.links:
            for kind in link.kinds or [kind.name for kind in self.catalogue.identified]:
                name = self.names[self.catalogue[kind].plural].get(link.name) if link.by_name else link.name
                if name is not None and name in self.of(kind):
                    found[kind, name].append(link)
        return dict(found)

    def named_by(self, kind: str, name: str, holder: str, key: str = "") -> list[str]:
        """Return the ids of the records of the kind ``holder`` that name a record, each once; under a key if given."""
        id_of = self.catalogue[holder].id_of
        links = (link for link in self.links_to.get((kind, name), ()) if link.kind.name == holder)
        return list(dict.fromkeys(id_of(link.holder.record) for link in links if key in {"", link.steps[0]}))

    @cached_property
    def chapter_of(self) -> dict[str, str]:
        """Claim or question id → chapter id."""
        return {name: at.around[0] for held in (self.claims, self.questions) for name, at in held.items()}

    @cached_property
    def claims_of_source(self) -> dict[str, list[str]]:
        """Source id → ids of the claims that cite it."""
        return self._named_by_claims("source", "cites")

    @cached_property
    def claims_of_entry(self) -> dict[str, list[str]]:
        """Entry id → ids of the claims that name it, or by which it judges."""
        found: dict[str, list[str]] = {}
        for kind in self.catalogue.registers:
            found |= self._named_by_claims(kind.name)
        return found

    @cached_property
    def questions_of_claim(self) -> dict[str, list[str]]:
        """Claim id → ids of the questions that it answers."""
        found = {name: self.named_by("claim", name, "question", "answers") for name in self.claims}
        return {name: questions for name, questions in found.items() if questions}

    @cached_property
    def disputed(self) -> frozenset[str]:
        """Ids of the claims of fact that answer a question which is not settled."""
        return frozenset(
            name
            for name, questions in self.questions_of_claim.items()
            if self.claim(name).kind == "fact" and not all(self.is_settled(question) for question in questions)
        )

    def is_settled(self, question: str) -> bool:
        """Say whether the editors hold that a question is settled."""
        return bool(self.questions[question].record.status == "settled")

    @cached_property
    def handovers_of_claim(self) -> dict[str, list[int]]:
        """Claim id → places of the hand-overs that it supports, in the order of their file."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, handover in enumerate(self.handovers):
            for claim in handover.record.claims:
                found[claim].append(number)
        return found

    @cached_property
    def related(self) -> dict[str, list[str]]:
        """Claim id → the claims that either names as related to the other."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, located in self.claims.items():
            for other in located.record.related:
                for one, two in ((name, other), (other, name)):
                    if two not in found[one]:
                        found[one].append(two)
        return found

    def _named_by_claims(self, kind: str, key: str = "") -> dict[str, list[str]]:
        found = {name: self.named_by(kind, name, "claim", key) for name in self.of(kind)}
        return {name: claims for name, claims in found.items() if claims}

    # --- quotations ---------------------------------------------------------------------------------------------------

    def finding(self, citation: Citation, copied: str | None = None) -> Finding | None:
        """Return what the fingerprint says of a citation's quotation, or of other words ``copied`` from its source.

        ``None`` where it cannot be asked.
        """
        fingerprint, copied = self.fingerprints.get(citation.source), copied or citation.quote
        if fingerprint is None or not copied:
            return None
        asked = (citation.source, copied, citation.passage)
        if asked not in self._findings:
            self._findings[asked] = fingerprint.find(copied, citation.passage)
        return self._findings[asked]

    def is_proven(self, citation: Citation, copied: str | None = None) -> bool:
        """Say whether the quotation, or what is ``copied``, is proven word for word by the text of its source."""
        found = self.finding(citation, copied)
        return bool(found and found.proven)
