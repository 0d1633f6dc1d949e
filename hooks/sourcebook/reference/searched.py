"""By which of its texts a record is found, and how much the words of each count, for editors and for readers.

Marks say it at the fields. Where a field says nothing its words count as text, unless it is an id, a date or a code.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sourcebook.files.yamlfile import Address
from sourcebook.records.forms import Form
from sourcebook.records.keys import RecordField, marked_texts
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import Mark, Ref, Weight

ID, TITLE, NAME, TEXT = 8.0, 6.0, 4.0, 2.0
"""What a word counts by the place in which it is found, where its field has no weight of its own."""


class SearchedText(NamedTuple):
    """A text of a record by whose words it is found: its field, its address in the record, and what a word counts."""

    field: RecordField
    address: Address
    text: str
    weight: float


def searched_texts(record: Any, kind: Kind, catalogue: Catalogue) -> Iterator[SearchedText]:
    """Yield the texts of a record and of its parts that are searched, in the order of their fields.

    The title of the record is among them, its id is not, nor are records of other kinds within it.
    """
    for field, at, text in marked_texts(record, Mark, catalogue.keys_within(kind)):
        if weight := weight_of(field):
            yield SearchedText(field, at, text, weight)


@cache
def weight_of(field: RecordField) -> float:
    """Return how much a word in a field counts, 0 for a field that is not searched."""
    mark = field.mark(Weight)
    if mark:
        return mark.weight
    # Who looks for words does not look for ids, dates or codes; names of others count with their bearers.
    is_text = not (field.choices or field.mark(Ref) or field.mark(Form))
    return TEXT if is_text else 0
