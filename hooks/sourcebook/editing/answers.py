"""What people write on the command line, turned into values: parts are set apart by a bar, ``|``."""

import re
from typing import Any

from sourcebook.editing.standins import Data
from sourcebook.files.document import EditError
from sourcebook.records.keys import RecordField, fields_of, word
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import Ask, Ref
from sourcebook.records.model import Record
from sourcebook.records.sources import Name
from sourcebook.words.counting import with_article

_NAME = "'Family, Given', or the name of an institution; then '| name in its own script'"


class _Unfit(Exception):
    """A text does not have the form of a record; says why."""


def asked_fields(model: type[Record], kind: Kind | None = None) -> list[RecordField]:
    """Return the fields for which whoever adds a record, or a part of one, is asked: of a kind, its title first."""
    asked = [field for field in fields_of(model) if (field.needed or field.mark(Ask)) and field.key != "id"]
    return sorted(asked, key=lambda field: kind is not None and field.name != kind.title)


def title_key(kind: Kind) -> str:
    """Return the key under which records of a kind say what they are called, empty for one without."""
    return next((field.key for field in fields_of(kind.model) if field.name == kind.title), "")


def singular(field: RecordField, catalogue: Catalogue) -> str:
    """Return the word for one of the values of a field: ``alias`` for ``aliases``, ``person`` for ``people``."""
    kind = next((kind.name for kind in catalogue if kind.plural == field.key), "")
    return kind or (re.sub("(?<=s)es$|(?<=ch)es$|s$", "", field.key) if field.is_list else field.key)


def form_of(model: type[Record], catalogue: Catalogue) -> str:
    """Return how the parts of a record are written in one text: ``'LABEL | CLAIM, CLAIM'``."""
    if issubclass(model, Name):
        return _NAME
    asked = asked_fields(model)
    words = [", ".join([singular(field, catalogue)] * 2) if field.is_list else field.key for field in asked]
    free = [field.key for field in asked if not field.needed]
    form = f"'{' | '.join(words).upper()}'" + (f", {' and '.join(free)} where there are any" if free else "")
    more = [f"{field.key}=…" for field in fields_of(model) if field not in asked]
    return f"{form}; also {', '.join(more)}" if more else form


def value_of(field: RecordField, text: str, catalogue: Catalogue) -> Any:
    """Read a text as a value of a field, as one of several where it takes a list; raises ``EditError``."""
    if field.inner is None:
        return " ".join(text.split())
    parts = [" ".join(part.split()) for part in text.split("|")]
    try:
        return _name(parts) if issubclass(field.inner, Name) else _record(field.inner, parts)
    except _Unfit as error:
        form = form_of(field.inner, catalogue)
        raise EditError(f"{with_article(word(field.inner.__name__))} must have the form {form}: {error}") from None


def list_of(field: RecordField, text: str) -> list[str]:
    """Read a text as all values of a list within a part of a record: ids are set apart by commas or spaces."""
    return text.replace(",", " ").split() if field.mark(Ref) else [part.strip() for part in text.split(",")]


def _record(model: type[Record], parts: list[str]) -> Data:
    """Read the parts of a record in the order in which they are asked for; what may be missing may bear its key."""
    fields = {field.key: field for field in fields_of(model)}
    places = iter(asked_fields(model))
    found: dict[str, str] = {}
    for part in parts:
        key, sign, rest = (piece.strip() for piece in part.partition("="))
        if sign and key in fields and not fields[key].needed:
            found[key] = rest
        elif place := next(places, None):
            found[place.key] = part
        else:
            raise _Unfit("too many parts")
    if missing := [field.key for field in fields.values() if field.needed and not found.get(field.key)]:
        raise _Unfit(f"no {missing[0]}")
    given = ((key, field, found.get(key, "")) for key, field in fields.items())
    return {key: list_of(field, text) if field.is_list else text for key, field, text in given if text}


def _name(parts: list[str]) -> Data:
    if len(parts) > 2 or not parts[0]:
        raise _Unfit(repr(" | ".join(parts)))
    family, comma, given = (part.strip() for part in parts[0].partition(","))
    written = {"family": family, "given": given} if comma else {"literal": parts[0]}
    return written | ({"native": parts[1]} if len(parts) > 1 and parts[1] else {})
