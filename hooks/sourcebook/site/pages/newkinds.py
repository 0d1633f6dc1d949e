"""Pages of kinds of record that have no template: a page for each record with all its fields, and a list of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.kinds import Kind
from sourcebook.records.model import Record
from sourcebook.reference.links import Located
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink


@dataclass(frozen=True, slots=True)
class RecordView:
    """What the page of a record shows: its fields, and the records that name it, by their kinds."""

    details: tuple[FurtherDetail, ...]
    named_by: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class RecordsView:
    """What the list of all records of a kind shows."""

    records: tuple[PageLink, ...]


def pages_of_new_kinds(display: Display) -> Iterator[Page]:
    """Yield the list and the pages of each kind that has pages but no template."""
    for name in display.new_kinds:
        kind = display.reference.catalogue[name]
        records = display.reference.of(name)
        heading = kind.readers_heading
        yield Page(display.index(name), heading, f"{heading}, with a page for each.", "records",
                   RecordsView(tuple(display.link(name, one) for one in records)), searchable=False)  # fmt: skip
        for located in records.values():
            yield _record(display, kind, located)


def _record(display: Display, kind: Kind, located: Located[Record]) -> Page:
    title, path = display.link(kind.name, kind.id_of(located.record))
    return Page(path, title, f"{title} ({kind.readers_noun}), with all that names it.", "record",
                record_view(display, kind, located.record), located.place, display.index(kind.name))  # fmt: skip


def record_view(display: Display, kind: Kind, record: Record) -> RecordView:
    """Return all that is shown of a record of a kind without template."""
    return RecordView(display.details(record, without=(kind.id, kind.title)), display.named_by(kind, record))
