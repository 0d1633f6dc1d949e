"""A record in plain words: what it says, what it rests on, and what refers to it, each with its file and line."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sourcebook.records.forms import language_name
from sourcebook.records.keys import fields_of
from sourcebook.records.model import (
    CardRow,
    Chapter,
    Citation,
    Claim,
    FormerId,
    Handover,
    Question,
    Record,
    Section,
    Start,
    TimelineView,
    in_words,
)
from sourcebook.records.registers import Entry
from sourcebook.records.sources import RegisteredText, Source
from sourcebook.reference import evidence
from sourcebook.reference.links import Located, RecordLink
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.site.display import witnesses
from sourcebook.words.counting import and_list, count
from sourcebook.words.dates import DateError, date_words
from sourcebook.words.suggesting import suggest

TOLD: dict[type[Record], frozenset[str]] = {
    Claim: frozenset(
        {"id", "title", "text", "kind", "by", "date", "people", "organizations", "places", "cites", "related"}
    ),
    Source: frozenset(Source.model_fields) - {"consulted", "cover"},
    Question: frozenset({"id", "question", "importance", "answers", "weighing"}),
    Chapter: frozenset({"id", "title", "sections", "questions"}),
    Section: frozenset({"id", "title", "claims", "see"}),
    TimelineView: frozenset({"id", "title", "date"}),
    Entry: frozenset({"id", "name", "native", "aliases", "role", "definition"}),
    Handover: frozenset({"from_", "to", "date", "form", "claims"}),
}
"""Fields that are told in words of their own; of a source, all that its entry in the bibliography holds as well."""


NAMING: tuple[tuple[type[Record], frozenset[str]], ...] = (
    (Claim, frozenset({"source", "related", "people", "organizations", "places", "by"})),
    (Question, frozenset({"claims"})),
    (Section, frozenset({"see"})),
    (Source, frozenset({"derives-from"})),
    (RegisteredText, frozenset({"source"})),
    (CardRow, frozenset({"claims", "question"})),
    (Entry, frozenset({"claims"})),
    (Handover, frozenset({"claims"})),
    (Start, frozenset({"claims"})),
    (FormerId, frozenset({"new", "from"})),
)
"""Records and the keys under which they name others, of which the other record tells in words of its own."""


class Unknown(Exception):
    """There is no record with such an id; the message says what may have been meant."""


class Explainer:
    """Explains the records of one reference. ``root`` is put before the paths of files."""

    def __init__(self, reference: Reference, root: str = "") -> None:
        self.reference = reference
        self.root = f"{root.rstrip('/')}/" if root not in ("", ".") else ""
        self.records = {at.record.id: (kind, at) for kind, at in reference.identified()}

    def explain(self, name: str) -> list[str]:
        """Return the lines on the record with this id, or on the hand-over with this number from 1.

        A former id is followed. Raises ``Unknown`` where there is neither.
        """
        if name.isdecimal() and name not in self.records:
            return self._handover(int(name))
        if name in self.records:
            kind, at = self.records[name]
            body = (*self._body(kind, at), *self._further(at.record), *self._named(kind, name), *self._former(name))
            return [self._head(kind, name, at), *body]
        former = next((at for at in self.reference.former if at.record.old == name), None)
        if former is None:
            hint = suggest(name, self.records)
            raise Unknown(f"id must be that of a record: {name!r}" + (f" ({hint})" if hint else ""))
        reason = f": {former.record.reason}" if former.record.reason else ""
        if former.record.new not in self.records:
            return [f"former id '{name}' ({self._at(former)}) leads nowhere{reason}"]
        return [f"former id '{name}' ({self._at(former)}) is '{former.record.new}' now{reason}", "",
                *self.explain(str(former.record.new))]  # fmt: skip

    def _at(self, located: Located[Any]) -> str:
        path, line = located.place
        return f"{self.root}{path}:{line}"

    def _head(self, kind: str, name: str, at: Located[Any]) -> str:
        return f"{kind} '{name}' ({self._at(at)})"

    def _body(self, kind: str, at: Located[Any]) -> Iterable[str]:
        makers: tuple[tuple[type[Record], Callable[[Located[Any]], Iterator[str]]], ...] = (
            (Claim, self._claim), (Source, self._source), (Question, self._question), (Chapter, self._chapter),
            (Section, self._section), (TimelineView, self._view), (Entry, self._entry),
        )  # fmt: skip
        for model, maker in makers:
            if isinstance(at.record, model):
                return maker(at)
        return [f"  {self.reference.catalogue[kind].title_of(at.record)}"]

    def _further(self, record: Record) -> Iterator[str]:
        """Yield the fields of a record that are not told in words of their own."""
        told: frozenset[str] = next((names for model, names in TOLD.items() if isinstance(record, model)), frozenset())
        kind = self.reference.catalogue.of_model(type(record))
        for field in fields_of(type(record)):
            held = getattr(record, field.name)
            if held and field.name not in told | {"id", kind.title if kind else ""}:
                yield f"  {field.key}: {in_words(held)}"

    def _named(self, kind: str, name: str) -> Iterator[str]:
        """Yield what else names a record than what its own words tell."""
        groups: dict[str, list[RecordLink]] = {}
        for link in self.reference.links_to.get((kind, name), ()):
            if not any(isinstance(link.holder.record, model) and link.field.key in keys for model, keys in NAMING):
                groups.setdefault(f"named under '{link.field.key}' by", []).append(link)
        for label, links in groups.items():
            yield f"{label}:"
            yield from dict.fromkeys(
                f"  - {link.kind.label_of(link.holder.record)} ({self._at(link.holder)})" for link in links
            )

    def _claim(self, at: Located[Any]) -> Iterator[str]:
        claim, reference = at.record, self.reference
        chapter = reference.chapters[reference.chapter_of[claim.id]].record
        section = next(section for section in chapter.sections if any(item.id == claim.id for item in section.claims))
        yield f"  {claim.title}"
        yield f"  {claim.text}"
        yield f"  {f'judgement of {and_list(claim.by)}' if claim.by else claim.kind}" + (
            f", {_date(claim.date)}" if claim.date else ", without a date"
        )
        yield f"  in the chapter '{chapter.title}', section '{section.title}'"
        for label, names in (
            ("people", claim.people),
            ("organisations", claim.organizations),
            ("places", claim.places),
        ):
            if names:
                yield f"  {label}: {', '.join(names)}"
        sources = len({citation.source for citation in claim.cites})
        lines = evidence.claim_lines(reference, claim)
        yield f"rests on {count(sources, 'source')}, {count(lines, 'independent line')}:"
        for citation in claim.cites:
            yield from self._citation(citation)
        yield from self._listed("related", reference.related.get(claim.id, ()))
        yield from self._referring(claim.id)

    def _citation(self, citation: Citation) -> Iterator[str]:
        source = self.reference.sources.get(citation.source)
        if source is None:
            yield f"  - '{citation.source}', which is unknown, {citation.locator}"
            return
        yield f"  - {citations.short(source.record)}, {citation.locator} ('{citation.source}', {self._at(source)})"
        if citation.quote:
            yield f"    “{citation.quote}”: {self._proof(citation)}"

    def _proof(self, citation: Citation) -> str:
        found = self.reference.finding(citation)
        if found is None:
            return "not checked, the text is not registered"
        if found.too_short:
            return "not checked, too few words together"
        where = f" in {', '.join(found.passages)}"
        return f"proven word for word{where}" if found.proven else "not in the registered text"

    def _source(self, at: Located[Any]) -> Iterator[str]:
        source, reference = at.record, self.reference
        yield f"  {''.join(text for text, _ in citations.full(source))}"
        yield f"  {source.kind}, {language_name(source.language)}: {source.note}"
        if source.further_reading:
            yield "  marked further reading"
        text = reference.texts.get(source.id)
        if text:
            registered = count(len(text.record.passages), text.record.unit)
            yield f"  its text is registered: {registered} ({self.root}{text.file.path})"
        yield from self._listed("repeats", source.derives_from)
        copies = [name for name, other in reference.sources.items() if source.id in other.record.derives_from]
        yield from self._listed("repeated by", copies)
        yield from self._listed("cited by", reference.claims_of_source.get(source.id, ()))

    def _question(self, at: Located[Any]) -> Iterator[str]:
        question, reference = at.record, self.reference
        yield f"  {question.question}"
        yield f"  {question.importance}, in the chapter '{self._title(reference.chapter_of[question.id])}'"
        for answer in question.answers:
            yield from self._listed(f"{answer.label} ({self._witnesses(answer.claims)})", answer.claims)
        yield f"the editors' weighing: {question.weighing}"
        rows = [row for row in reference.card if row.record.question == question.id]
        yield from (f"disputes the row '{row.record.label}' of the identity card ({self._at(row)})" for row in rows)

    def _chapter(self, at: Located[Any]) -> Iterator[str]:
        chapter = at.record
        claims = [claim.id for section in chapter.sections for claim in section.claims]
        yield f"  {chapter.title}"
        yield f"  {count(len(claims), 'claim')}, resting on {self._witnesses(claims)}"
        yield from self._listed("sections", [section.id for section in chapter.sections])
        yield from self._listed("questions", [question.id for question in chapter.questions])

    def _section(self, at: Located[Any]) -> Iterator[str]:
        section = at.record
        chapter = next(chapter for chapter, other in self.reference.sections if other.record.id == section.id)
        yield f"  {section.title}"
        yield f"  of the chapter '{self._title(chapter)}'"
        yield from self._listed("claims", [claim.id for claim in section.claims])
        yield from self._listed("sends readers on to", section.see)

    def _view(self, at: Located[Any]) -> Iterator[str]:
        yield f"  {at.record.title}: the timeline from {_date(at.record.date)}"

    def _entry(self, at: Located[Any]) -> Iterator[str]:
        entry = at.record
        names = ", ".join(filter(None, (entry.native, *entry.aliases)))
        yield f"  {entry.name}" + (f", also {names}" if names else "")
        said = entry.statement
        if said:
            yield f"  {said.text}"
            yield from self._listed("said because of", said.claims)
        yield from self._listed("named by", self.reference.claims_of_entry.get(entry.id, ()))

    def _handover(self, number: int) -> list[str]:
        handovers = self.reference.handovers
        if not 1 <= number <= len(handovers):
            raise Unknown(f"hand-over must be one of 1 to {len(handovers)}: '{number}'")
        at = handovers[number - 1]
        step = at.record
        date = _date(step.date) or "date not known"
        lines = [f"hand-over {number} of {len(handovers)} ({self._at(at)})",
                 f"  from {step.from_} to {step.to}, {date}: {step.form}"]  # fmt: skip
        return [*lines, *self._listed(f"rests on {self._witnesses(step.claims)}", step.claims)]

    def _referring(self, claim: str) -> Iterator[str]:
        """Yield what refers to a claim, but for the claims that are related to it."""
        reference = self.reference
        yield from self._listed("answers", reference.questions_of_claim.get(claim, ()))
        told = [at.record.id for _, at in reference.sections if claim in at.record.see]
        yield from self._listed("sections that send readers here", told)
        steps = [(f"hand-over {n + 1}", reference.handovers[n]) for n in reference.handovers_of_claim.get(claim, ())]
        rows = [(f"row '{row.record.label}' of the identity card", row) for row in reference.card
                if claim in row.record.claims]  # fmt: skip
        roles = [
            (link.kind.label_of(link.holder.record), link.holder)
            for link in reference.links_to.get(("claim", claim), ())
            if link.kind.is_register
        ]
        start = [("the page for newcomers", reference.start)] if _starts(reference, claim) else []
        for label, at in (*steps, *rows, *roles, *start):
            yield f"supports {label} ({self._at(at)})" if at else ""

    def _listed(self, label: str, names: Iterable[str]) -> Iterator[str]:
        """Yield a heading and the records, nothing for none."""
        known = [name for name in names if name in self.records]
        if known:
            yield f"{label}:"
        for name in known:
            kind, at = self.records[name]
            yield f"  - {name}: {self.reference.catalogue[kind].title_of(at.record)} ({self._at(at)})"

    def _former(self, name: str) -> Iterator[str]:
        for at in self.reference.former:
            if at.record.new == name:
                moved = at.record.old == name
                yield (
                    f"stood in '{at.record.from_}' before"
                    if moved
                    else f"was '{at.record.old}' before ({self._at(at)})"
                )

    def _witnesses(self, claims: Iterable[str]) -> str:
        return witnesses(self.reference, [name for name in claims if name in self.reference.claims])

    def _title(self, chapter: str) -> str:
        return self.reference.chapters[chapter].record.title


def _starts(reference: Reference, claim: str) -> bool:
    return reference.start is not None and claim in reference.start.record.claims


def _date(written: str | None) -> str:
    """Return a date in words; one that no rule would accept is shown as it is written."""
    try:
        return date_words(written)
    except DateError:
        return written or ""
