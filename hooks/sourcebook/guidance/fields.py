"""What may stand in each field, as JSON Schema (draft 7): the part of the schemas that the models cannot say.

Keywords beyond the standard are those of yaml-language-server, which other programs pass over: ``errorMessage`` and
``patternErrorMessage`` (its ``schemaValidation/baseValidator``), ``enumDescriptions`` and ``markdownDescription``.
"""

from typing import Any

from sourcebook.rules.evidence import LONGEST_QUOTE
from sourcebook.rules.forms import LONGEST_ROLE, LONGEST_TEXT, LONGEST_TITLE
from sourcebook.rules.identity import KEBAB

Schema = dict[str, Any]

_TRUTH: Schema = {"if": {"type": "boolean"}, "else": False}
"""Truth values, without the word by which editors would be led to propose "true" and "false" for every text."""

_DAY, _MONTH = "(?:0[1-9]|[12][0-9]|3[01])", "(?:0[1-9]|1[0-2])"
_POINT = f"(?!-0000)-?[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY})?|-2[1-4])?[?~%]?"
_UNSPECIFIED = f"(?:[0-9](?:[0-9]{{2}}|[0-9]X|XX)X|[0-9]{{4}}-(?:XX|XX-XX|{_MONTH}-XX))[?~%]?"
DATE = rf"^(?:{_POINT}|{_UNSPECIFIED}|(?:{_POINT}|\.\.)?/{_POINT}|{_POINT}/(?:\.\.)?)$"
"""Everything that ``dates.parse`` reads, and besides only days that no calendar has and ranges that run backwards."""
_DATES = ("1287-02-14", "1287-02", "1287-02~", "1287-02-14/1287-02-16")
_DATE_FORMS = (
    "a date is written 1287, 1287-02 or 1287-02-14; ~ behind it means about, ? uncertain, % both; 1287-21 to 1287-24 "
    "are spring to winter; 128X is the 1280s; 1287-02/1287-04 is a range, ../1287 until, 1287/.. since"
)
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
_ID = "an id has small Latin letters, digits and single hyphens"


def text(**limits: Any) -> Schema:
    """Return the schema of a text within limits.

    We read every scalar as text, whereas an editor takes ``1287`` for a number and ``true`` for a truth value: both
    are allowed. Nothing at all is refused, and with it the bare word ``null``.
    """
    message = "must be text: one value, in quotes if it contains a colon and a space"
    return {"anyOf": [{"type": ["string", "number"], "minLength": 1, "errorMessage": message} | limits, _TRUTH]}


def _matching(pattern: str, message: str, **limits: Any) -> Schema:
    return text(pattern=pattern, patternErrorMessage=message, **limits)


def _words(most: int) -> Schema:
    return _matching(rf"^\s*(?:\S+\s+){{0,{most - 1}}}\S+\s*$", f"must have at most {most} words")


ID = _matching(f"^{KEBAB.pattern}$", _ID)
_DATE = _matching(DATE, _DATE_FORMS, type=["string", "integer"], minimum=-9999, maximum=9999)
_WEB = _matching(r'^https?://[^\s<>"]+(?: \(.*\))?$', "a web address begins with https:// or http:// and has no spaces")
_PASSAGE = _matching("^[sp][1-9][0-9]*$", "a passage has a number such as s1 (sentence) or p1 (paragraph)")
WHOLE: Schema = {
    "type": ["integer", "string"],
    "minimum": 1,
    "pattern": "^0*[1-9][0-9]*$",
    "errorMessage": "must be a whole number from 1",
}

LIMITS: dict[str, Schema] = {
    "id": ID,
    "date": _DATE,
    "issued": _DATE,
    "URL": _WEB,
    "consulted": _WEB,
    "passage": _PASSAGE,
    "Passage.id": _PASSAGE,
    "FormerId.old": ID,
    "Entry.coordinates": _matching(
        r"^-?[0-9]{1,2}(?:\.[0-9]+)?, -?[0-9]{1,3}(?:\.[0-9]+)?$",
        "latitude and longitude in decimal degrees, with a comma and a space between them: 54.70, 2.20",
    ),
    "Passage.windows": _matching("^[A-Za-z0-9+/]*={0,2}$", "written by a command, never by hand", minLength=0),
    "Claim.title": text(maxLength=LONGEST_TITLE),
    "Claim.text": _words(LONGEST_TEXT),
    "Role.text": _words(LONGEST_ROLE),
    "Definition.text": _words(LONGEST_TEXT),
    "Citation.quote": _words(LONGEST_QUOTE),
}
"""Limits of texts by ``Record.key``, or by the key alone where it means the same everywhere."""

KNOWN: dict[str, tuple[str, ...]] = {
    "claims": ("claims",),
    "related": ("claims",),
    "see": ("claims",),
    "source": ("sources",),
    "derives-from": ("sources",),
    "CardRow.question": ("questions",),
    "people": ("people",),
    "organizations": ("organizations",),
    "places": ("places",),
    "by": ("people", "organizations"),
    "Handover.from": ("people", "organizations"),
    "Handover.to": ("people", "organizations"),
    "language": ("languages",),
    "FormerId.new": ("claims", "questions", "sources", "chapters"),
    "FormerId.from": ("chapters",),
}
"""Lists of known ids and names that are proposed for texts, keyed as above."""
OF_IDS = {"chapters", "claims", "questions", "sources"}

REQUIRED: dict[str, tuple[str, ...]] = {"Claim": ("cites",), "Role": ("claims",)}
"""Keys that the rules ask for, beyond those without which a record cannot be read."""

FEWEST: dict[str, int] = {
    "Claim.cites": 1,
    "Claim.by": 1,
    "Question.answers": 2,
    "Answer.claims": 1,
    "Handover.claims": 1,
    "CardRow.claims": 1,
    "Start.claims": 1,
    "Role.claims": 1,
}
"""How many items a list has at least."""


def _where(key: str, value: str, then: Schema) -> Schema:
    return {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": then}


CONDITIONS: dict[str, list[Schema]] = {
    "Claim": [
        _where("kind", "judgement", {"required": ["by"], "errorMessage": "a judgement names who judges: add 'by:'"}),
        _where("kind", "fact", {
            "properties": {"by": False},
            "errorMessage": "a fact has no 'by': delete it, or make the claim a judgement",
        }),
    ]
}  # fmt: skip
"""What holds between the keys of a record."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "date": _DATES,
    "issued": _DATES,
    "Citation.locator": ("p. 44", "pp. 51–53", "first sentence"),
    "passage": ("s1",),
    "stage": ("the first two days",),
    "page": ("39–58",),
}
"""Values that editors propose. All examples come from the data format page, which a test sees to."""

HELP: dict[str, str] = {"date": _DATE_HELP, "issued": _DATE_HELP}
"""What is shown with the description."""

SHOWN: dict[str, str] = {
    "Claim.id": "river-over-the-wall",
    "Claim.title": "The river comes over the wall",
    "Claim.text": "On 13 February 1287, after eleven days of rain, the river rose above the town wall of Aldermere and "
    "stood in the market before night.",
    "Citation.quote": "the river came over the wall",
    "Question.question": "How long did it rain?",
    "Answer.label": "Eleven days",
    "Handover.form": "copy, without the prayer",
    "Source.note": "A local historian's essay. Follows the annals closely, and adds nothing about the flood itself; "
    "valuable for the quarrel over the sluice, for which he used council papers since lost.",
    "Source.archive": "Aldermere, Town Archive, MS 4, fol. 12r",
    "SetAside.reason": "a closing prayer",
    "Passage.gist": "the bridge is lost",
    "Role.text": "miller of Aldermere, whose husband was lost with the bridge",
    "Definition.text": "a gate that holds back the water of the mill stream",
}
"""Examples that are shown with the description and not proposed, since nobody would want to insert them."""


def of(table: dict[str, Any], record: str, key: str) -> Any:
    """Return what a table says of a field, ``None`` where it says nothing."""
    return table.get(f"{record}.{key}", table.get(key))
