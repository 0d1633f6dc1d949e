"""What models know about their keys and the values below them, and what people write instead of a key."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sourcebook.files.yamlfile import Address
from sourcebook.records.marks import AtLeast, Formerly, M, Mark, Named, Ref, marks_of
from sourcebook.records.model import Record

KEYS_MEANT = {
    "titel": ("title",), "titre": ("title",), "name": ("title", "literal"), "heading": ("title",),
    "headline": ("title",), "autor": ("author",), "authors": ("author",), "writer": ("author",),
    "herausgeber": ("editor",), "übersetzer": ("translator",), "datum": ("date", "issued"), "when": ("date",),
    "year": ("issued", "date"), "jahr": ("issued", "date"), "date": ("issued",), "published": ("issued",),
    "quelle": ("source",), "quellen": ("cites",), "sources": ("cites",), "source": ("cites",), "citation": ("cites",),
    "references": ("cites",), "zitat": ("quote",), "quotation": ("quote",), "translation": ("gloss", "title-gloss"),
    "übersetzung": ("gloss",), "seite": ("page", "locator"), "seiten": ("page", "locator"), "page": ("locator",),
    "pages": ("page", "locator"), "sprache": ("language",), "lang": ("language",), "verlag": ("publisher",),
    "ort": ("places", "publisher-place"), "orte": ("places",), "where": ("places",),
    "location": ("places", "locator"), "person": ("people",), "personen": ("people",), "persons": ("people",),
    "who": ("people",), "organisation": ("organizations",), "organisations": ("organizations",),
    "glossary": ("terms",), "organisationen": ("organizations",), "journal": ("container-title",),
    "newspaper": ("container-title",), "link": ("URL",), "web": ("URL",), "address": ("URL",),
    "description": ("text", "note"), "body": ("text",), "content": ("text",), "see-also": ("related",),
    "comment": ("note",), "summary": ("gist", "note"), "answer": ("label",), "frage": ("question",),
    "gewichtung": ("weighing",), "author": ("by",), "alias": ("aliases",), "original": ("native",),
    "text": ("note", "question"), "role": ("definition",), "definition": ("role",),
}  # fmt: skip
"""What people write instead of our keys, in English or their own language."""


def keys(model: type[BaseModel]) -> list[str]:
    """Return the keys of a record as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def required(model: type[BaseModel]) -> set[str]:
    """Return the keys without which a record cannot be read."""
    return {field.alias or name for name, field in model.model_fields.items() if field.is_required()}


def is_required(model: type[Record], address: Address) -> bool:
    """Say whether the record that holds the value at ``address`` cannot do without it."""
    return bool(address) and address[-1] in required(chain(model, address[:-1])[-1][1])


def chain(model: type[Record], address: Address) -> list[tuple[Address, type[Record]]]:
    """Return the records on the way to ``address``, each with its kind; the last one is the nearest."""
    found: list[tuple[Address, type[Record]]] = [((), model)]
    for number, step in enumerate(address, 1):
        if isinstance(step, int):
            found[-1] = (address[:number], found[-1][1]) if len(found) > 1 else found[-1]
            continue
        field = next((f for n, f in found[-1][1].model_fields.items() if (f.alias or n) == step), None)
        inner = record_within(field.annotation) if field else None
        if inner:
            found.append((address[:number], inner))
    return found


def attribute(model: type[BaseModel], key: str) -> str:
    """Return the name that a key has in Python; raises ``KeyError`` for a key that the record does not know."""
    return {info.alias or name: name for name, info in model.model_fields.items()}[key]


def record_within(annotation: Any) -> type[Record] | None:
    """Return the kind of record that a type holds, alone or in a list, if it holds one."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    within = (record_within(argument) for argument in getattr(annotation, "__args__", ()))
    return next((found for found in within if found), None)


@dataclass(frozen=True)
class RecordField:
    """A field of a model: its ``key`` as written, its marks, and the record that it holds, alone or in a list."""

    name: str
    key: str
    info: FieldInfo
    marks: tuple[Mark, ...]
    inner: type[Record] | None
    is_list: bool

    def mark(self, kind: type[M]) -> M | None:
        """Return the first mark of this class, ``None`` for none."""
        if kind not in self._first:
            self._first[kind] = next((mark for mark in self.marks if isinstance(mark, kind)), None)
        found: M | None = self._first[kind]
        return found

    @cached_property
    def _first(self) -> dict[type[Mark], Any]:
        """Class of marks → the first mark of it, as far as asked for: rules ask for each value of the data."""
        return {}

    @property
    def needed(self) -> bool:
        """Whether no record does without it. A list that must not be empty is needed, though one can be read."""
        return self.info.is_required() or self.mark(AtLeast) is not None

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of which its value must be one, none where it is free."""
        return tuple(_choices(self.info.annotation))


def _choices(annotation: Any) -> Iterator[str]:
    for part in get_args(annotation):
        if get_origin(annotation) is Literal:
            yield part
        else:
            yield from _choices(part)


@cache
def fields_of(model: type[BaseModel]) -> tuple[RecordField, ...]:
    """Return the fields of a model in its order."""
    return tuple(
        RecordField(
            name,
            info.alias or name,
            info,
            tuple(marks_of(info)),
            record_within(info.annotation),
            get_origin(info.annotation) is tuple,
        )
        for name, info in model.model_fields.items()
    )


def refuse_lost_references(model: type[BaseModel], kinds: Collection[str], registers: Collection[str]) -> None:
    """Raise ``ValueError`` for a field that refers to none of the kinds with ids, or by name to no register."""
    for field in fields_of(model):
        for ref in (mark for mark in field.marks if isinstance(mark, Ref)):
            known, what = (registers, "registers") if isinstance(ref, Named) else (kinds, "known kinds")
            lost = [kind for kind in ref.kinds if kind not in known]
            if lost or not (ref.kinds or isinstance(ref, Formerly)):
                raise ValueError(f"{field.key} of {model.__name__} must refer to {what}: {', '.join(lost) or 'none'}")


Marks = type[Mark] | tuple[type[Mark], ...]
"""One class of marks or several."""


def _several(marked: Marks) -> tuple[type[Mark], ...]:
    return marked if isinstance(marked, tuple) else (marked,)


@cache
def _ways(model: type[BaseModel], marked: tuple[type[Mark], ...]) -> tuple[tuple[RecordField, bool], ...]:
    """Return the fields of a model that bear one of the marks, or lead to such a field, and whether they bear it."""
    found = []
    for field in fields_of(model):
        bears = any(isinstance(mark, marked) for mark in field.marks) or (Mark in marked and field.inner is None)
        if bears or (field.inner and _ways(field.inner, marked)):
            found.append((field, bears))
    return tuple(found)


def may_bear(model: type[BaseModel], marked: Marks) -> bool:
    """Say whether a field of a model, or of the parts within it, bears one of the marks."""
    return bool(_ways(model, _several(marked)))


def marked_fields(
    record: Record, marked: Marks, skip: frozenset[str] = frozenset(), at: Address = ()
) -> Iterator[tuple[RecordField, Address, Any]]:
    """Yield what each field that bears one of the marks holds, in a record and the parts within it, with its address.

    ``Mark`` itself stands for every field that holds no record. What the fields hold whose keys are in ``skip`` is
    passed over at the top, such as the sections of a chapter; marks of these fields count.
    """
    for field, bears in _ways(type(record), _several(marked)):
        held = getattr(record, field.name)
        if bears:
            yield field, (*at, field.key), held
        if field.inner and held and field.key not in skip:
            for number, part in enumerate(held if field.is_list else (held,)):
                steps = (*at, field.key, number) if field.is_list else (*at, field.key)
                yield from marked_fields(part, marked, at=steps)


def marked_texts(
    record: Record, marked: Marks, skip: frozenset[str] = frozenset()
) -> Iterator[tuple[RecordField, Address, str]]:
    """Yield each text of the fields that bear one of the marks; see ``marked_fields``."""
    for field, at, held in marked_fields(record, marked, skip):
        if isinstance(held, str):
            yield field, at, held
        elif isinstance(held, tuple) and not field.inner:
            yield from ((field, (*at, number), text) for number, text in enumerate(held))


def word(name: str) -> str:
    """Return the word for a kind of record: ``card row`` for ``CardRow``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


PartT = TypeVar("PartT", bound=Record)


def parts_of(
    record: Record, model: type[PartT], skip: frozenset[str] = frozenset(), at: Address = ()
) -> Iterator[tuple[Address, PartT]]:
    """Yield the parts of a record that are of a model, or of one that extends it, each with its address.

    Fields whose keys are in ``skip`` are passed over at the top, such as the sections of a chapter.
    """
    for field in _ways_to(type(record), model):
        held = getattr(record, field.name) if field.key not in skip else None
        for number, part in enumerate(held if isinstance(held, tuple) else (held,) if held else ()):
            steps = (*at, field.key, number) if field.is_list else (*at, field.key)
            if isinstance(part, model):
                yield steps, part
            yield from parts_of(part, model, at=steps)


@cache
def _ways_to(record: type[BaseModel], model: type[Record]) -> tuple[RecordField, ...]:
    """Return the fields of a record that hold parts of a model, or lead to them."""
    inner = ((field, field.inner) for field in fields_of(record) if field.inner)
    return tuple(field for field, part in inner if issubclass(part, model) or _ways_to(part, model))
