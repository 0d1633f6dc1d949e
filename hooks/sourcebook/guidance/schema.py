"""JSON Schemas that guide editors while they type: one for each kind of file, and one with all known ids and names.

They are made from the models and their marks. Known ids and names must be proposed without making an error of a new
one, so a text is ``anyOf`` a plain text and an ``enum``: yaml-language-server proposes the values of all alternatives
(``addSchemaValueCompletions`` in its ``yamlCompletion``; pull requests 613 and 759), with their ``enumDescriptions``,
and accepts what any of them accepts. The plain text comes first, because of alternatives that fail alike the message
of the first is shown, and that of an ``enum`` recites the whole list (``genericComparison`` in its
``baseValidator``). ``examples`` are proposed too, but cannot be explained, and each would be printed on hover.
"""

import json
from pathlib import PurePath
from typing import Any

from sourcebook.guidance.values import CONDITIONS, FORM_HELP, WHOLE, Schema, value_schema
from sourcebook.records.forms import LANGUAGE, Form, language_name
from sourcebook.records.keys import RecordField, fields_of, word
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.records.marks import AtLeast, Between, Example, KindWord, Offer, Ref
from sourcebook.records.model import Record
from sourcebook.records.sources import Source
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.words.dates import DateError

SCHEMA_FOLDER = ".schemas"
"""Folder of the schemas, beside ``data``."""
KNOWN = "known.json"
"""The schema with the lists, apart from the others so that a new claim changes one file only."""
_DRAFT = {"$schema": "http://json-schema.org/draft-07/schema#"}
_NOTE = {"$comment": "Written by `python -m sourcebook schema`; do not edit by hand."}


def schema_name(path: PurePath, catalogue: Catalogue = CATALOGUE) -> str:
    """Return the name of the schema of a file by its path below ``data``: ``chapter``, ``people``."""
    folder = next((kind.name for kind in catalogue if kind.folder and kind.folder == path.parts[0]), "")
    return folder or path.stem


def schema_files(reference: Reference) -> dict[str, str]:
    """Return name and content of all schema files. The same reference gives the same bytes."""
    catalogue = reference.catalogue
    schemas = {
        f"{schema_name(PurePath(pattern), catalogue)}.json": _file(model, catalogue)
        for pattern, model in catalogue.files.items()
    }
    known = _DRAFT | _NOTE | {"title": "Known ids and names", "definitions": _known(reference)}
    return {name: _dump(schema) for name, schema in sorted((schemas | {KNOWN: known}).items())}


def _dump(schema: Schema) -> str:
    # Keys stay in the order of the models, in which editors insert them.
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _file(model: type[Record], catalogue: Catalogue) -> Schema:
    inner: dict[str, type[Record]] = {}
    waiting = [model]
    while waiting:
        found = [field.inner for field in fields_of(waiting.pop()) if field.inner and field.inner.__name__ not in inner]
        inner |= {one.__name__: one for one in found}
        waiting += found
    definitions = {name: _record(one, catalogue) for name, one in sorted(inner.items())}
    return _DRAFT | _NOTE | _record(model, catalogue) | {"definitions": definitions}


def _record(model: type[Record], catalogue: Catalogue) -> Schema:
    fields = fields_of(model)
    schema: Schema = {
        "title": word(model.__name__).capitalize(),
        "description": _plain(model.__doc__ or ""),
        "type": "object",
        "additionalProperties": False,
        "required": [field.key for field in fields if field.needed],
        "properties": {field.key: _field(field, catalogue) for field in fields},
    }
    if model.__name__ in CONDITIONS:
        schema["allOf"] = CONDITIONS[model.__name__]
    return schema


def _field(field: RecordField, catalogue: Catalogue) -> Schema:
    value = _value(field, catalogue)
    if field.is_list:
        value = {"type": "array", "items": value}
        value["errorMessage"] = "must be a list: each item on a line of its own, with '- ' before it"
        least = field.mark(AtLeast)
        if least:
            value["minItems"] = least.least
        if between := field.mark(Between):
            value |= {"minItems": between.least, "maxItems": between.most}
        if field.mark(Ref):
            value["uniqueItems"] = True
    return _described(field) | value


def _described(field: RecordField) -> Schema:
    description = field.info.description or ""
    described: Schema = {"description": _plain(description)}
    example, form, offer = field.mark(Example), field.mark(Form), field.mark(Offer)
    help_text = FORM_HELP.get(form.name) if form and offer else None
    if example or help_text or "`" in description:
        more = [help_text] if help_text else [f"Example: *{example.text}*"] if example else []
        described["markdownDescription"] = "\n\n".join([description, *more])
    if offer:
        described["examples"] = list(offer.texts)
    return described


def _plain(description: str) -> str:
    return description.replace("`", "")


def _value(field: RecordField, catalogue: Catalogue) -> Schema:
    """Return the schema of one value: that of a text with its limits and the lists from which it may come."""
    if field.inner:
        return {"$ref": f"#/definitions/{field.inner.__name__}"}
    choices = [kind.name for kind in catalogue.identified] if field.mark(KindWord) else list(field.choices)
    if choices:
        return {"enum": choices}
    if field.info.annotation is int:
        return dict(WHOLE)
    free = value_schema(field)
    lists = [{"$ref": f"{KNOWN}#/definitions/{name}"} for name in _lists(field, catalogue)]
    return {"anyOf": [*free["anyOf"], *lists]} if lists else free


def _lists(field: RecordField, catalogue: Catalogue) -> list[str]:
    """Return the names of the lists of known ids and names that are proposed for a field."""
    if field.mark(Form) is LANGUAGE:
        return ["languages"]
    ref = field.mark(Ref)
    if ref is None:
        return []
    kinds = ref.kinds or [kind.name for kind in catalogue.identified if not kind.is_register]
    return [catalogue[kind].plural for kind in kinds]


def _known(reference: Reference) -> dict[str, Schema]:
    """Return the lists of known ids and names, each with a line that says what stands behind it."""
    lists: dict[str, dict[str, str]] = {}
    for kind in reference.catalogue.identified:
        held = reference.of(kind.name)
        if kind.is_register:
            lists[kind.plural] = _names(reference, kind.name)
        elif kind.is_cited:
            lists[kind.plural] = {name: _source(located.record) for name, located in held.items()}
        else:
            lists[kind.plural] = {name: kind.title_of(located.record) for name, located in held.items()}
    used = {located.record.language for located in reference.sources.values()}
    used |= {cite.language for located in reference.claims.values() for cite in located.record.cites if cite.language}
    lists["languages"] = {code: language_name(code) for code in used}
    return {name: _list(name, values) for name, values in lists.items()}


def _source(source: Source) -> str:
    try:
        name = citations.short(source)
    except DateError:  # the rules have not been asked: a source with a wrong date is proposed all the same
        name = source.title
    return f"{name} ({source.kind})"


def _names(reference: Reference, kind: str) -> dict[str, str]:
    """Return the names and aliases of a register; what stands in another script is accepted but not proposed."""
    names: dict[str, str] = {}
    for located in reference.of(kind).values():
        entry = located.record
        about = entry.statement.text if entry.statement else ""
        names[entry.name] = about or entry.id
        for alias in entry.aliases:
            names[alias] = entry.name + (f": {about}" if about else "")
    return names


def _list(name: str, values: dict[str, Any]) -> Schema:
    ordered = sorted(values)
    return {
        "title": f"known {name}",
        "type": "string",
        "enum": ordered,
        "enumDescriptions": [" ".join(values[value].split()) for value in ordered],
    }
