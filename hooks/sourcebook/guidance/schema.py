"""JSON Schemas that guide editors while they type: one for each kind of file, and one with all known ids and names.

They are made from the models, with what ``fields`` adds. Known ids and names must be proposed without making an error
of a new one, so a text is ``anyOf`` a plain text and an ``enum``: yaml-language-server proposes the values of all
alternatives (``addSchemaValueCompletions`` in its ``yamlCompletion``; pull requests 613 and 759), with their
``enumDescriptions``, and accepts what any of them accepts. The plain text comes first, because of alternatives that
fail alike the message of the first is shown, and that of an ``enum`` recites the whole list (``genericComparison`` in
its ``baseValidator``). ``examples`` are proposed too, but cannot be explained, and each would be printed on hover.
"""

import json
import re
from pathlib import Path
from typing import Any

from sourcebook.guidance import fields
from sourcebook.guidance.fields import Schema
from sourcebook.records import citations
from sourcebook.records.model import Record, Register, Source
from sourcebook.reference.load import FILES, FOLDERS, Reference
from sourcebook.site.views import language_name
from sourcebook.words.dates import DateError

FOLDER = ".schemas"
"""Folder of the schemas, beside ``data``."""
KNOWN = "known.json"
"""The schema with the lists, apart from the others so that a new claim changes one file only."""
_DRAFT = {"$schema": "http://json-schema.org/draft-07/schema#"}
_NOTE = {"$comment": "Written by `python -m sourcebook schema`; do not edit by hand."}


def kinds() -> dict[str, type[Record]]:
    """Return the record of each kind of file, by the name of the kind and of its schema, such as ``chapter``."""
    folders = {folder.removesuffix("s"): model for folder, model in FOLDERS.items()}
    return folders | {Path(name).stem: model for name, model in FILES.items()}


def kind_of(path: Path) -> str:
    """Return the kind of a file by its path below ``data``."""
    return path.parts[0].removesuffix("s") if len(path.parts) > 1 else path.stem


def files(reference: Reference) -> dict[str, str]:
    """Return name and content of all schema files. The same reference gives the same bytes."""
    schemas = {f"{kind}.json": _file(kind, model) for kind, model in kinds().items()}
    known = _DRAFT | _NOTE | {"title": "Known ids and names", "definitions": _known(reference)}
    return {name: _dump(schema) for name, schema in sorted((schemas | {KNOWN: known}).items())}


def _dump(schema: Schema) -> str:
    # Keys stay in the order of the models, in which editors insert them.
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _file(kind: str, model: type[Record]) -> Schema:
    raw = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    parts = raw.pop("$defs", {})
    if model is Register:
        _fit_register(kind, parts)
    definitions = {name: _record(name, part) for name, part in sorted(parts.items())}
    return _DRAFT | _NOTE | _record(model.__name__, raw) | {"definitions": definitions}


def _fit_register(kind: str, parts: dict[str, Schema]) -> None:
    """Leave an entry what belongs into its register: roles, or definitions for terms, and coordinates for places."""
    statement, properties = parts.pop("Statement"), parts["Entry"]["properties"]
    wanted, other = ("definition", "role") if kind == "terms" else ("role", "definition")
    del properties[other]
    if kind != "places":
        properties.pop("coordinates", None)
    if kind == "terms":
        parts["Entry"]["required"].append(wanted)
    properties[wanted] = {
        "description": properties[wanted]["description"], "$ref": f"#/definitions/{wanted.title()}",
    }  # fmt: skip
    # A role and a definition are the same to the models, but their limits differ.
    parts[wanted.title()] = statement | {"title": wanted.title()}


def _record(name: str, raw: Schema) -> Schema:
    properties = {key: _field(name, key, value) for key, value in raw["properties"].items()}
    schema: Schema = {
        "title": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", raw["title"]).capitalize(),
        "description": _plain(raw["description"]),
        "type": "object",
        "additionalProperties": False,
        "required": [*raw.get("required", ()), *fields.REQUIRED.get(name, ())],
        "properties": properties,
    }
    if name in fields.CONDITIONS:
        schema["allOf"] = fields.CONDITIONS[name]
    return schema


def _field(record: str, key: str, raw: Schema) -> Schema:
    # A field that may be left out is "this or null" for the models; a key without value is never right for us.
    inner = next((part for part in raw.get("anyOf", ()) if part.get("type") != "null"), raw)
    if inner.get("type") == "array":
        value: Schema = {"type": "array", "items": _value(record, key, inner["items"])}
        value["errorMessage"] = "must be a list: each item on a line of its own, with '- ' before it"
        if fewest := fields.FEWEST.get(f"{record}.{key}"):
            value["minItems"] = fewest
    else:
        value = _value(record, key, inner)
    return _described(record, key, raw["description"]) | value


def _described(record: str, key: str, description: str) -> Schema:
    described: Schema = {"description": _plain(description)}
    example = fields.SHOWN.get(f"{record}.{key}")
    help_text = fields.of(fields.HELP, record, key)
    if example or help_text or "`" in description:
        more = [help_text] if help_text else [f"Example: *{example}*"] if example else []
        described["markdownDescription"] = "\n\n".join([description, *more])
    if examples := fields.of(fields.EXAMPLES, record, key):
        described["examples"] = list(examples)
    return described


def _plain(description: str) -> str:
    return description.replace("`", "")


def _value(record: str, key: str, raw: Schema) -> Schema:
    """Return the schema of one value: that of a text with its limits and the lists from which it may come."""
    if "$ref" in raw:
        return {"$ref": raw["$ref"]}
    if "enum" in raw or "const" in raw:
        return {"enum": raw.get("enum") or [raw["const"]]}
    if raw["type"] == "integer":
        return dict(fields.WHOLE)
    lists = fields.of(fields.KNOWN, record, key) or ()
    limits: Schema = fields.of(fields.LIMITS, record, key) or fields.text()
    if not lists:
        return limits
    free = fields.ID if set(lists) <= fields.OF_IDS else limits
    return {"anyOf": [*free["anyOf"], *({"$ref": f"{KNOWN}#/definitions/{name}"} for name in lists)]}


def _known(reference: Reference) -> dict[str, Schema]:
    """Return the lists of known ids and names, each with a line that says what stands behind it."""
    claims = {name: located.record.title for name, located in reference.claims.items()}
    questions = {name: located.record.question for name, located in reference.questions.items()}
    sources = {name: _source(located.record) for name, located in reference.sources.items()}
    used = {located.record.language for located in reference.sources.values()}
    used |= {cite.language for located in reference.claims.values() for cite in located.record.cites if cite.language}
    chapters = {name: located.record.title for name, located in reference.chapters.items()}
    lists = {"chapters": chapters, "claims": claims, "questions": questions, "sources": sources}
    lists |= {kind: _names(reference, kind) for kind in ("people", "organizations", "places")}
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
    for located in reference.entries[kind].values():
        entry = located.record
        about = entry.role.text if entry.role else ""
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
