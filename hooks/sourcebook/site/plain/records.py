"""What is told of each record in plain Markdown: the views that pages print, block by block."""

from collections.abc import Iterator

from sourcebook.records.model import Claim, Question
from sourcebook.records.sources import Source
from sourcebook.site.page import PageLink
from sourcebook.site.pages.debates import AnswerView, QuestionView
from sourcebook.site.pages.newkinds import RecordView
from sourcebook.site.pages.searches import SearchView
from sourcebook.site.pages.sources import CopyView, PassageView, SourcePageView, TextView
from sourcebook.site.pages.story import EpisodeView
from sourcebook.site.plain.markdown import (
    Block,
    Inline,
    Item,
    heading,
    labelled,
    line,
    listed,
    literal,
    paragraph,
    running_text,
    series,
    web_link,
    with_titles,
)
from sourcebook.site.plain.parts import Parts
from sourcebook.site.views.claims import ClaimView
from sourcebook.words.counting import count

Told = Iterator[Block]


def claim_blocks(claim: Claim, view: ClaimView, chapter: str, section: str, parts: Parts) -> Told:
    """Yield what is told of a claim; ``chapter`` and ``section`` are the titles of those in which it stands."""
    quoting = [note for note in view.notes if note.quote]
    checked = f"{sum(note.proven for note in quoting)} of {len(quoting)}" if quoting else "there are none"
    yield heading(1, literal(view.title))
    yield paragraph(running_text(claim.text))
    yield listed((
        *labelled("Kind", literal(claim.kind)),
        *labelled("Judgement of", literal(view.judge)),
        *labelled("Date", literal(view.date)),
        *labelled("Chapter", literal(chapter)),
        *labelled("Section", literal(section)),
        *labelled("People", series(map(literal, claim.people))),
        *labelled("Organisations", series(map(literal, claim.organizations))),
        *labelled("Places", series(map(literal, claim.places))),
        *labelled("Evidence", literal(view.strength)),
        *labelled("Quotations checked word for word", literal(checked)),
        *labelled("Disputed", literal("yes" if view.disputed else "no")),
        *(item for asked in view.questions for item in labelled(asked.words, parts.all(asked.links))),
        *(labelled("Another version of", parts.to(view.version_of)) if view.version_of else ()),
        *labelled("Other versions", parts.all(view.versions)),
        *labelled("Searched for", parts.all(view.searches)),
        *parts.details(view.details),
    ))  # fmt: skip
    yield heading(2, literal("Evidence"))
    yield listed(map(parts.citation, view.notes))
    if view.related:
        yield heading(2, literal("See also"))
        yield listed(parts.items(view.related))


def episode_blocks(view: EpisodeView, parts: Parts) -> Told:
    """Yield what is told of a part of the story: its paragraphs as lists of sentences, each with its claims."""
    yield heading(1, literal(view.title))
    yield listed(parts.details(view.details))
    for number, told in enumerate(view.paragraphs, 1):
        yield heading(2, literal(f"Paragraph {number}"))
        yield listed(
            Item(running_text(sentence.text), (*(Item(parts.mention(claim)) for claim in sentence.claims),
                                               *parts.details(sentence.details)))
            for sentence in told.sentences
        )  # fmt: skip
        yield listed(parts.details(told.details))


def question_blocks(question: Question, view: QuestionView, parts: Parts) -> Told:
    """Yield what is told of a question."""
    yield heading(1, literal(question.question))
    yield listed((
        *labelled("Importance", literal(question.importance)),
        *labelled("Status", literal(question.status)),
        *labelled("Verdict of the editors", running_text(question.verdict or "")),
        *labelled("Why", running_text(question.why or "")),
        *labelled("What would settle it", running_text(question.would_settle or "")),
        *labelled("Chapter", literal(view.chapter.text)),
        *parts.details(view.details),
    ))  # fmt: skip
    yield heading(2, literal("Answers"))
    for answer in view.answers:
        yield from _answer(answer, parts)
    yield heading(2, literal("Weighing, a judgement of the editors"))
    yield paragraph(running_text(view.weighing))


def _answer(answer: AnswerView, parts: Parts) -> Told:
    yield heading(3, literal(answer.link.text))
    yield listed((
        *labelled("Witnesses", line("{}: {}", literal(answer.witnesses), literal(answer.kinds))),
        *parts.details(answer.details),
        Item(literal("Claims that give this answer:"), tuple(map(parts.with_citations, answer.claims))),
    ))  # fmt: skip


def source_blocks(short: str, view: SourcePageView, parts: Parts) -> Told:
    """Yield what is told of a source; ``short`` is how notes name it."""
    source = view.source.source
    yield heading(1, literal(source.title))
    yield paragraph(with_titles((text, bool(style)) for text, style in view.source.parts))
    yield listed((
        *labelled("In notes", literal(short)),
        *labelled("Kind", literal(source.kind)),
        *labelled("Standing", _standing(source)),
        *labelled("Title in our rendering", literal(source.title_gloss or "")),
        *labelled("Short title", literal(source.title_short or "")),
        *labelled("Language", literal(view.source.language)),
        *labelled("Address", _web(source.URL)),
        *labelled("DOI", _web(view.source.doi)),
        *labelled("ISBN", literal(source.ISBN or "")),
        *(item for copy in view.copies_read for item in labelled("Copy consulted", _copy(copy))),
        *labelled("Repeats", parts.all(view.origins)),
        *labelled("Repeated by", parts.all(view.copies)),
        *labelled("Examined in", parts.all(PageLink(one.title, one.path) for one in view.examinations)),
        *parts.details(view.details),
    ))  # fmt: skip
    yield heading(2, literal("What to trust it for"))
    yield paragraph(running_text(source.note))
    if view.text:
        yield from _text(view.text, parts)
    yield heading(2, literal("Claims that cite it"))
    yield listed(map(parts.with_places, view.uses)) or paragraph(literal("No claim cites it: further reading."))


def search_blocks(view: SearchView, parts: Parts) -> Told:
    """Yield what is told of a search that was made in vain."""
    yield heading(1, literal(view.link.text))
    yield listed((
        *labelled("Where", series(map(running_text, view.where))),
        *labelled("Words", series(map(literal, view.words))),
        *labelled("When", literal(view.when)),
        *labelled("Found instead", running_text(view.result)),
        *labelled("Claims that it bears on", series(map(parts.mention, view.claims))),
        *labelled("Sources", parts.all(view.sources)),
        *parts.details(view.details),
    ))  # fmt: skip


def _web(address: str | None) -> Inline:
    return web_link(address) if address else literal("")


def _standing(source: Source) -> Inline:
    word = literal(source.standing or "")
    return line("{}: {}", word, running_text(source.standing_why)) if source.standing_why else word


def _copy(copy: CopyView) -> Inline:
    place = _web(copy.address) if copy.address else literal(copy.place)
    archived = line("archived at {}", _web(copy.archived)) if copy.archived else literal("")
    return series((place, literal(copy.about), archived))


def _text(text: TextView, parts: Parts) -> Told:
    yield heading(2, literal("How much of it is used"))
    share = literal(text.share)
    yield paragraph(line("The text is registered: quotations from it are checked word for word. Claims use {}.", share))
    yield listed(_passage(one, text.counted, parts) for one in text.passages if one.claims or one.reason or one.gist)


def _passage(passage: PassageView, counted: str, parts: Parts) -> Item:
    below = (
        *labelled("Gist", literal(passage.gist)),
        *labelled("Claims", parts.all(passage.claims)),
        *labelled("Set aside", literal(passage.reason)),
    )
    return Item(literal(f"{passage.id} ({count(passage.words, counted)})"), below)


def record_blocks(title: str, view: RecordView, parts: Parts) -> Told:
    """Yield what is told of a record that no template prints."""
    yield heading(1, literal(title))
    yield listed(parts.details(view.details))
    if view.named_by:
        yield heading(2, literal("Named by"))
        yield listed(parts.details(view.named_by))
