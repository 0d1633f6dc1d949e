"""The folder of plain Markdown: a file for each record that has a place on the site, but for chapters and registers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path

from sourcebook.files.writing import write_folder
from sourcebook.records.kinds import Kind
from sourcebook.reference.addresses import HOME, plain_file, published, relative
from sourcebook.reference.reference import Reference
from sourcebook.site.details import has_template
from sourcebook.site.display import Display
from sourcebook.site.page import PageLink
from sourcebook.site.pages.chapters import ChapterView, chapters
from sourcebook.site.pages.debates import QuestionView
from sourcebook.site.pages.newkinds import record_view
from sourcebook.site.pages.outlines import OutlineView, outlines
from sourcebook.site.pages.questions import questions
from sourcebook.site.pages.searches import search_view
from sourcebook.site.pages.sources import SourcePageView, sources
from sourcebook.site.pages.story import episode_views
from sourcebook.site.pages.versions import VersionsView
from sourcebook.site.plain.examinations import examination_blocks
from sourcebook.site.plain.markdown import Metadata, document, heading, listed, literal, paragraph
from sourcebook.site.plain.outlines import outline_blocks, part_blocks, version_blocks
from sourcebook.site.plain.parts import Parts
from sourcebook.site.plain.records import (
    Told,
    claim_blocks,
    episode_blocks,
    question_blocks,
    record_blocks,
    search_blocks,
    source_blocks,
)

_ABOUT = (
    "A file for each record, for programs that read text. Its head says on which page of the site it is shown.",
    "A quotation is checked word for word where the text of its source is registered; “no” says that it could not be, "
    "not that it is wrong.",
)


@dataclass(frozen=True)
class PlainRecord:
    """A record that has a file: where it stands on the site, and what is told of it once all files are known."""

    kind: Kind
    id: str
    shown: PageLink
    metadata: Mapping[str, Metadata]
    blocks: Callable[[Parts], Told] = field(repr=False)

    @property
    def file(self) -> str:
        """The path of its file."""
        return plain_file(self.kind, self.id)


def write_plain(reference: Reference, target: Path, *, folders: bool = True) -> int:
    """Write the plain Markdown of a reference without problems into ``target``; return how many files there are.

    ``folders`` says whether each page of the site is published as a folder, or as a file that ends with ``.html``.
    ``target`` must be empty or not exist: raises ``FileExistsError`` otherwise, ``OSError`` where it cannot be written.
    """
    texts = plain_texts(reference, folders=folders)
    return write_folder(target, ((path, text.encode()) for path, text in texts.items()))


def plain_texts(reference: Reference, *, folders: bool = True) -> dict[str, str]:
    """Return path → text of each file; see ``write_plain``."""
    records = [*_records(Display(reference))]
    files = {record.shown.path: record.file for record in records}

    def parts(file: str) -> Parts:
        return Parts(lambda path: relative(file, files[path]) if path in files else "")

    def text(record: PlainRecord) -> str:
        page = published(HOME, record.shown.path, folders=folders)
        metadata = {"record": record.kind.name, "id": record.id, "page": page, **record.metadata}
        return document(metadata, record.blocks(parts(record.file)))

    return {HOME: document({}, _index(records, parts(HOME)))} | {record.file: text(record) for record in records}


def _index(records: list[PlainRecord], parts: Parts) -> Told:
    yield heading(1, literal("Contents"))
    for text in _ABOUT:
        yield paragraph(literal(text))
    for plural, members in groupby(records, key=lambda record: record.kind.readers_heading):
        yield heading(2, literal(plural))
        yield listed(parts.items(record.shown for record in members))


def _records(display: Display) -> Iterator[PlainRecord]:
    yield from _claims(display)
    yield from _episodes(display)
    yield from _questions(display)
    yield from _sources(display)
    yield from _outlines(display)
    yield from _searches(display)
    yield from _examinations(display)
    yield from _of_new_kinds(display)


def _claims(display: Display) -> Iterator[PlainRecord]:
    for page in chapters(display):
        for section in page.view.sections if isinstance(page.view, ChapterView) else ():
            for view in section.claims:
                claim = display.reference.claim(view.id)
                told = partial(claim_blocks, claim, view, page.title, section.title)
                yield _record(
                    display, "claim", claim.id, told, kind=claim.kind, date=claim.date, disputed=view.disputed
                )


def _episodes(display: Display) -> Iterator[PlainRecord]:
    located = display.reference.story
    for view in episode_views(display, located.record) if located else ():
        yield _record(display, "episode", view.id, partial(episode_blocks, view))


def _questions(display: Display) -> Iterator[PlainRecord]:
    views = {page.path: page.view for page in questions(display)}
    for name, located in display.reference.questions.items():
        view = views[display.link("question", name).path]
        if isinstance(view, QuestionView):
            question = located.record
            told = partial(question_blocks, question, view)
            yield _record(display, "question", name, told, importance=question.importance, status=question.status)


def _sources(display: Display) -> Iterator[PlainRecord]:
    for page in sources(display):
        if isinstance(page.view, SourcePageView):
            source = page.view.source.source
            told = partial(source_blocks, page.title, page.view)
            yield _record(display, "source", source.id, told, kind=source.kind, type=source.type,
                          issued=source.issued, language=source.language)  # fmt: skip


def _outlines(display: Display) -> Iterator[PlainRecord]:
    reference = display.reference
    views = {page.path: page.view for page in outlines(display)}
    shown = [view for view in views.values() if isinstance(view, OutlineView)]
    for name, located in reference.of("outline").items():
        view = views[display.link("outline", name).path]
        versions = tuple(display.link("version", version.id) for version in located.record.versions)
        if isinstance(view, OutlineView):
            yield _record(display, "outline", name, partial(outline_blocks, located.record.title, view, versions))
    for version in (one for view in views.values() if isinstance(view, VersionsView) for one in view.versions):
        yield _record(display, "version", version.id, partial(version_blocks, version))
    for part in (one for view in shown for one in view.parts):
        yield _record(display, "part", part.id, partial(part_blocks, part))


def _searches(display: Display) -> Iterator[PlainRecord]:
    for name, located in display.reference.of("search").items():
        told = partial(search_blocks, search_view(display, located.record))
        yield _record(display, "search", name, told, when=located.record.when)


def _examinations(display: Display) -> Iterator[PlainRecord]:
    for page in sources(display):
        for view in page.view.examinations if isinstance(page.view, SourcePageView) else ():
            yield _record(display, "examination", view.id, partial(examination_blocks, view))


def _of_new_kinds(display: Display) -> Iterator[PlainRecord]:
    reference = display.reference
    for kind in reference.catalogue.linked:
        if not has_template(kind.model):
            for name, located in reference.of(kind.name).items():
                view = record_view(display, kind, located.record)
                title = display.link(kind.name, name).text
                yield _record(display, kind.name, name, partial(record_blocks, title, view))


def _record(
    display: Display, kind: str, name: str, blocks: Callable[[Parts], Told], /, **metadata: Metadata | None
) -> PlainRecord:
    reference = display.reference
    former = reference.named_by(kind, name, "former id", "new")
    told = {"former-ids": former or None} | metadata
    known = {key: value for key, value in told.items() if value is not None}
    return PlainRecord(reference.catalogue[kind], name, display.link(kind, name), known, blocks)
