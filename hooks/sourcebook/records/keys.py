"""What the models know about their keys: where each stands, what people call it instead, and where records belong."""

import re
from typing import Any

from pydantic import BaseModel

from sourcebook.files.yamlfile import Address
from sourcebook.records.model import Record

HOME = {
    "Chapter": "chapters stand in the folder chapters", "Section": "sections stand in a chapter",
    "Claim": "claims stand in a section of a chapter", "Question": "questions stand in a chapter",
    "Citation": "citations stand below 'cites:' of a claim", "Answer": "answers stand in a question",
    "Source": "each source has a file in the folder sources", "RegisteredText": "it belongs into the folder texts",
    "Entry": "entries stand in the registers, such as people.yml", "Handover": "hand-overs stand in handovers.yml",
    "CardRow": "rows stand in speech.yml",
}  # fmt: skip
OTHER_WORDS = {
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
    "text": ("note", "question"),
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


def chain(model: type[BaseModel], address: Address) -> list[tuple[Address, type[BaseModel]]]:
    """Return the records on the way to ``address``, each with its kind; the last one is the nearest."""
    found: list[tuple[Address, type[BaseModel]]] = [((), model)]
    for number, step in enumerate(address, 1):
        if isinstance(step, int):
            found[-1] = (address[:number], found[-1][1]) if len(found) > 1 else found[-1]
            continue
        field = next((f for n, f in found[-1][1].model_fields.items() if (f.alias or n) == step), None)
        inner = record_within(field.annotation) if field else None
        if inner:
            found.append((address[:number], inner))
    return found


def record_within(annotation: Any) -> type[BaseModel] | None:
    """Return the kind of record that a type holds, alone or in a list, if it holds one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    within = (record_within(argument) for argument in getattr(annotation, "__args__", ()))
    return next((found for found in within if found), None)


def word(name: str) -> str:
    """Return the word for a kind of record: ``card row`` for ``CardRow``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def with_article(noun: str) -> str:
    """Return a noun with ``a`` or ``an`` before it."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"
