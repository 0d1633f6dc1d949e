"""A record in plain words: what it says, what it rests on, and what refers to it, each with its file and line.

First come the fields of the record, some in words of their own, then lists of what it holds, then what names it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sourcebook.records.forms import language_name
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import Kind
from sourcebook.records.marks import Backlink
from sourcebook.records.model import Chapter, Citation, Claim, Question, Record, Section, in_words
from sourcebook.records.outlines.examination import Examination
from sourcebook.records.outlines.outline import Outline
from sourcebook.records.outlines.part import TextPart
from sourcebook.records.overviews.told import Episode
from sourcebook.records.registers import Entry
from sourcebook.records.sources import Name, Source
from sourcebook.reference import evidence
from sourcebook.reference.links import Located
from sourcebook.reference.outlines import claims_by_part, divisions
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.site.display import witnesses
from sourcebook.site.pages.story import word_count
from sourcebook.words.counting import and_list, count
from sourcebook.words.dates import DateError, date_words
from sourcebook.words.suggesting import suggest


class Unknown(Exception):
    """There is no record with such an id; the message says what may have been meant."""


class Explainer:
    """Explains the records of one reference. ``root`` is put before the paths of files."""

    def __init__(self, reference: Reference, root: str = "") -> None:
        self.reference = reference
        self.root = f"{root.rstrip('/')}/" if root not in ("", ".") else ""
        self.records = {at.record.id: (reference.catalogue[kind], at) for kind, at in reference.identified()}

    def explain(self, name: str) -> list[str]:
        """Return the lines on the record with this id, or on the hand-over with this number from 1.

        A former id is followed. Raises ``Unknown`` where there is neither.
        """
        if name.isdecimal() and name not in self.records:
            return self._handover(int(name))
        if name in self.records:
            kind, at = self.records[name]
            head = f"{kind.label_of(at.record)} ({self._at(at)})"
            return [head, *self._own(kind, at), *self._naming(kind, name)]
        former = next((at for at in self.reference.former if at.record.old == name), None)
        if former is None:
            hint = suggest(name, self.records)
            raise Unknown(f"id must be that of a record: {name!r}" + (f" ({hint})" if hint else ""))
        more = self._fields(former.record, "old", "new", "reason")
        reason = f": {former.record.reason}" if former.record.reason else ""
        if former.record.new not in self.records:
            return [f"former id '{name}' ({self._at(former)}) leads nowhere{reason}", *more]
        return [f"former id '{name}' ({self._at(former)}) is '{former.record.new}' now{reason}", *more, "",
                *self.explain(str(former.record.new))]  # fmt: skip

    def _at(self, located: Located[Any]) -> str:
        path, line = located.place
        return f"{self.root}{path}:{line}"

    def _own(self, kind: Kind, at: Located[Any]) -> Iterable[str]:
        """Return what a record says itself."""
        for model in type(at.record).__mro__:
            if model in OWN_WORDS:
                return OWN_WORDS[model](self, at)
        return [f"  {kind.title_of(at.record)}", *self._fields(at.record, kind.title)]

    def _fields(self, record: Record, *told: str, indent: str = "  ") -> Iterator[str]:
        """Yield the fields of a record with their keys, but for its id and what is ``told`` in words of its own."""
        for field in fields_of(type(record)):
            held = in_words(getattr(record, field.name))
            if held and field.name not in ("id", *told):
                yield f"{indent}{field.key}: {held}"

    def _naming(self, kind: Kind, name: str) -> Iterator[str]:
        """Yield what names a record, below the words with which the fields say so."""
        groups: dict[str, list[str]] = {}
        for link in self.reference.links_to.get((kind.name, name), ()):
            mark = link.field.mark(Backlink)
            heading = mark.words if mark else f"named under '{link.field.key}' by"
            groups.setdefault(heading, []).append(self._item(link.kind, link.holder))
        for heading, items in groups.items():
            yield f"{heading}:"
            yield from dict.fromkeys(items)

    def _listed(self, heading: str, names: Iterable[str]) -> Iterator[str]:
        """Yield a heading and the records, nothing for none."""
        known = [self.records[name] for name in names if name in self.records]
        if known:
            yield f"{heading}:"
        yield from (self._item(kind, at) for kind, at in known)

    def _item(self, kind: Kind, at: Located[Any]) -> str:
        title = f": {kind.title_of(at.record)}" if kind.id == "id" else ""
        return f"  - {kind.label_of(at.record)}{title} ({self._at(at)})"

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
        yield from self._fields(claim, "title", "text", "kind", "by", "date", "cites", "related")
        lines = evidence.independent_lines_of(reference, claim)
        yield f"rests on {count(len(claim.witnesses), 'source')}, {count(lines, 'independent line')}:"
        for citation in claim.cites:
            yield from self._citation(citation)
        yield from self._listed("related", claim.related)

    def _citation(self, citation: Citation) -> Iterator[str]:
        source = self.reference.sources.get(citation.source)
        if source is None:
            yield f"  - '{citation.source}', which is unknown, {citation.locator}"
            return
        yield f"  - {citations.short(source.record)}, {citation.locator} ('{citation.source}', {self._at(source)})"
        if citation.quote:
            yield f"    “{citation.quote}”: {self._proof(citation, citation.quote)}"
        yield from (f"    figures “{one}”: {self._proof(citation, one)}" for one in citation.figures)
        yield from self._fields(citation, "source", "locator", "quote", "figures", indent="    ")

    def _proof(self, citation: Citation, copied: str) -> str:
        found = self.reference.finding(citation, copied)
        if found is None:
            return "not checked, the text is not registered"
        where = f" in {', '.join(found.passages)}"
        if found.too_short:
            return f"not checked, too short; its words stand{where}" if found.passages else "not checked, too short"
        return f"proven word for word{where}" if found.proven else "not in the registered text"

    def _source(self, at: Located[Any]) -> Iterator[str]:
        source, reference = at.record, self.reference
        yield f"  {''.join(text for text, _ in citations.full(source))}"
        yield f"  {source.kind}, {language_name(source.language)}: {source.note}"
        if source.further_reading:
            yield "  marked further reading"
        text = reference.texts.get(source.id)
        if text:
            yield f"  its text is registered: {count(len(text.record.passages), text.record.unit)}"
        yield from self._names(source)
        elsewhere = ("kind", "language", "note", "further_reading", "consulted", "derives_from")
        yield from self._fields(source, *IN_ENTRY, *elsewhere)
        yield from self._each(source, "consulted")
        yield from self._listed("repeats", source.derives_from)

    def _names(self, source: Record) -> Iterator[str]:
        """Yield the names of which an entry in the bibliography does not tell all."""
        for field in fields_of(type(source)):
            if field.inner and issubclass(field.inner, Name):
                names = getattr(source, field.name)
                yield from (f"  {field.key}: {name.in_a_line}" for name in names if name.beyond_own_words)

    def _question(self, at: Located[Any]) -> Iterator[str]:
        question, reference = at.record, self.reference
        yield f"  {question.question}"
        yield f"  {question.importance}, in the chapter '{self._title(reference.chapter_of[question.id])}'"
        yield from self._fields(question, "question", "importance", "answers")
        for answer in question.answers:
            yield from self._listed(f"{answer.label} ({self._witnesses(answer.claims)})", answer.claims)
            yield from self._fields(answer, "label", "claims", indent="    ")

    def _chapter(self, at: Located[Any]) -> Iterator[str]:
        chapter = at.record
        claims = [claim.id for section in chapter.sections for claim in section.claims]
        yield f"  {chapter.title}"
        yield f"  {count(len(claims), 'claim')}, resting on {self._witnesses(claims)}"
        yield from self._fields(chapter, "title", "told_in_short", "sections", "questions")
        yield from self._listed("in short", chapter.told_in_short)
        yield from self._listed("sections", [section.id for section in chapter.sections])
        yield from self._listed("questions", [question.id for question in chapter.questions])

    def _section(self, at: Located[Any]) -> Iterator[str]:
        section = at.record
        chapter = next(chapter for chapter, other in self.reference.sections if other.record.id == section.id)
        yield f"  {section.title}"
        yield f"  of the chapter '{self._title(chapter)}'"
        yield from self._fields(section, "title", "lead", "claims", "see")
        yield from self._each(section, "lead")
        yield from self._listed("claims", [claim.id for claim in section.claims])
        yield from self._listed("sends readers on to", section.see)

    def _episode(self, at: Located[Any]) -> Iterator[str]:
        episode = at.record
        sentences = [sentence for paragraph in episode.paragraphs for sentence in paragraph.sentences]
        claims = list(dict.fromkeys(name for sentence in sentences for name in sentence.claims))
        yield f"  {episode.title}"
        length = f"{count(len(sentences), 'sentence')}, {count(word_count(episode), 'word')}"
        yield f"  {length}, resting on {self._witnesses(claims)}"
        yield from self._fields(episode, "title", "paragraphs")
        for number, paragraph in enumerate(episode.paragraphs, 1):
            yield f"paragraph {number}:"
            yield from (f"  - {sentence.in_a_line}" for sentence in paragraph.sentences)
            yield from self._fields(paragraph, "sentences", indent="    ")

    def _outline(self, at: Located[Any]) -> Iterator[str]:
        outline = at.record
        yield f"  {outline.title}"
        yield from self._fields(outline, "title", "versions", "parts", "silences")
        yield from self._each(outline, "silences")
        yield from self._listed("versions", [version.id for version in outline.versions])
        yield from self._listed("parts", [part.id for part in outline.parts])

    def _text_part(self, at: Located[Any]) -> Iterator[str]:
        part = at.record
        division = next(one for one in divisions(self.reference) if at.file is one.outline.file)
        length, whole = division.lengths[part.id], sum(division.lengths.values())
        place = [one.record.id for one in division.parts].index(part.id) + 1
        yield f"  {part.title}"
        yield f"  {part.gist}"
        yield f"  part {place} of {len(division.parts)} of '{self._at(division.outline)}'" + (
            f", {100 * length / whole:.1f} % of it" if whole else ""
        )
        yield from self._fields(part, "title", "gist", "stretches", "people", "differences")
        for key in ("stretches", "people", "differences"):
            yield from self._each(part, key)
        yield from self._listed("cited by", claims_by_part(self.reference, division)[part.id])

    def _examination(self, at: Located[Any]) -> Iterator[str]:
        examination = at.record
        yield f"  {examination.title}"
        yield from self._fields(examination, "title", "verdict", "statements")
        yield from self._each(examination, "verdict")
        yield from self._each(examination, "statements")

    def _each(self, record: Record, key: str) -> Iterator[str]:
        """Yield a heading and a line for each part that a record holds under a key, nothing for none."""
        held = getattr(record, key)
        if held:
            yield f"{key}:"
        yield from (f"  - {one.in_a_line}" for one in held)

    def _entry(self, at: Located[Any]) -> Iterator[str]:
        entry = at.record
        names = ", ".join(filter(None, (entry.native, *entry.aliases)))
        yield f"  {entry.name}" + (f", also {names}" if names else "")
        said = entry.statement
        if said:
            yield f"  {said.text}"
            yield from self._fields(said, "text", "claims")
        yield from self._fields(entry, "name", "native", "aliases", entry.statement_field)
        if said:
            yield from self._listed("said because of", said.claims)

    def _handover(self, number: int) -> list[str]:
        handovers = self.reference.handovers
        if not 1 <= number <= len(handovers):
            raise Unknown(f"hand-over must be one of 1 to {len(handovers)}: '{number}'")
        at = handovers[number - 1]
        step = at.record
        date = _date(step.date) or "date not known"
        lines = [f"hand-over {number} of {len(handovers)} ({self._at(at)})",
                 f"  from {step.from_} to {step.to}, {date}: {step.form}",
                 *self._fields(step, "from_", "to", "date", "form", "claims")]  # fmt: skip
        return [*lines, *self._listed(f"rests on {self._witnesses(step.claims)}", step.claims)]

    def _witnesses(self, claims: Iterable[str]) -> str:
        return witnesses(self.reference, [name for name in claims if name in self.reference.claims])

    def _title(self, chapter: str) -> str:
        return self.reference.chapters[chapter].record.title


def _date(written: str | None) -> str:
    """Return a date in words; one that no rule would accept is shown as it is written."""
    try:
        return date_words(written)
    except DateError:
        return written or ""


IN_ENTRY = ("title", "author", "editor", "translator", "container_title", "volume", "issue", "page", "edition",
            "publisher", "publisher_place", "issued", "archive")  # fmt: skip
"""What the entry in the bibliography tells of a source."""
OWN_WORDS: dict[type, Callable[[Explainer, Located[Any]], Iterator[str]]] = {
    Claim: Explainer._claim, Source: Explainer._source, Question: Explainer._question, Chapter: Explainer._chapter,
    Section: Explainer._section, Entry: Explainer._entry, Outline: Explainer._outline, TextPart: Explainer._text_part,
    Episode: Explainer._episode, Examination: Explainer._examination,
}  # fmt: skip
"""What has words of its own; of every other record, the title and the fields are told."""
