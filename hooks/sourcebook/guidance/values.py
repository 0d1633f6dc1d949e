"""What may stand as a value, as JSON Schema (draft 7), from the marks of its field.

Keywords beyond the standard are those of yaml-language-server, which other programs pass over: ``errorMessage`` and
``patternErrorMessage`` (its ``schemaValidation/baseValidator``), ``enumDescriptions`` and ``markdownDescription``.
"""

from typing import Any

from sourcebook.records.forms import EDTF_DATE, WINDOWS, Form
from sourcebook.records.keys import RecordField
from sourcebook.records.marks import Characters, Words

Schema = dict[str, Any]

_TRUTH: Schema = {"if": {"type": "boolean"}, "else": False}
"""Truth values, without the word by which editors would be led to propose "true" and "false" for every text."""
WHOLE: Schema = {
    "type": ["integer", "string"],
    "minimum": 1,
    "pattern": "^0*[1-9][0-9]*$",
    "errorMessage": "must be a whole number from 1",
}
_DATE_HELP = """\
| write | for |
|---|---|
| `1287-02-14`, `1287-02`, `1287` | a day, a month, a year |
| `1287-02~` | about February |
| `1287-02-14?` | perhaps that day |
| `1287-21` | spring; summer, autumn and winter are 22 to 24 |
| `1287-02-14/1287-02-16` | from, to |
| `../1287`, `1287/..` | until, since |
"""
FORM_HELP = {EDTF_DATE.name: _DATE_HELP}
"""Name of a form → what is shown with the description of a field that has it."""


def value_schema(field: RecordField) -> Schema:
    """Return the schema of one text of a field."""
    form, words, characters = field.mark(Form), field.mark(Words), field.mark(Characters)
    if words:
        most = words.most
        return _matching(rf"^\s*(?:\S+\s+){{0,{most - 1}}}\S+\s*$", f"must have at most {most} words")
    if characters:
        return _text(maxLength=characters.most)
    if form is EDTF_DATE:
        # A year alone is a number for editors.
        return _matching(f"^{form.pattern}$", form.shown, type=["string", "integer"], minimum=-9999, maximum=9999)
    if form:
        return _matching(f"^{form.pattern}$", form.shown, **({"minLength": 0} if form is WINDOWS else {}))
    return _text()


def _text(**limits: Any) -> Schema:
    """Return the schema of a text within limits.

    We read every scalar as text, whereas an editor takes ``1287`` for a number and ``true`` for a truth value: both
    are allowed. Nothing at all is refused, and with it the bare word ``null``.
    """
    message = "must be text: one value, in quotes if it contains a colon and a space"
    return {"anyOf": [{"type": ["string", "number"], "minLength": 1, "errorMessage": message} | limits, _TRUTH]}


def _matching(pattern: str, message: str, **limits: Any) -> Schema:
    return _text(pattern=pattern, patternErrorMessage=message, **limits)


def _where(key: str, value: str, then: Schema) -> Schema:
    return {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": then}


CONDITIONS: dict[str, list[Schema]] = {
    "Claim": [
        _where("kind", "judgement", {
            "required": ["by"],
            "properties": {"by": {"minItems": 1}},
            "errorMessage": "a judgement names who judges: add 'by:'",
        }),
        _where("kind", "fact", {
            "properties": {"by": False},
            "errorMessage": "a fact has no 'by': delete it, or make the claim a judgement",
        }),
    ]
}  # fmt: skip
"""What holds between the keys of a record."""
