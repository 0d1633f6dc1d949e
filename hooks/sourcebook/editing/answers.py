"""What people write on the command line, turned into values: parts are set apart by a bar, ``|``."""

from collections.abc import Callable
from typing import Any

from sourcebook.files.document import EditError

Data = dict[str, Any]
FORMS = {
    "cites": "'SOURCE | LOCATOR | QUOTE | GLOSS', the last two if there are any; also passage=…, language=…",
    "answers": "'LABEL | CLAIM, CLAIM'",
    "role": "'TEXT | CLAIM, CLAIM'",
    "definition": "'TEXT | CLAIM, CLAIM', the claims if there are any",
    "author": "'Family, Given', or the name of an institution; then '| name in its own script'",
    "set-aside": "'PASSAGE | REASON'",
}
FORMS |= dict.fromkeys(("editor", "translator"), FORMS["author"])
_CITATION = ("source", "locator", "quote", "gloss")
_NAMED = ("quote", "gloss", "passage", "language")


def value(key: str, text: str) -> Any:
    """Read a text as a value of the field ``key``; raises ``EditError``."""
    read = _READERS.get(key)
    return read(_parts(text)) if read else " ".join(text.split())


def _parts(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


def _citation(parts: list[str]) -> Data:
    found: Data = {}
    places = iter(_CITATION)
    for part in parts:
        name, sign, rest = part.partition("=")
        if sign and name.strip() in _NAMED:
            found[name.strip()] = rest.strip()
        else:
            place = next(places, None)
            if place is None:
                raise EditError(f"a citation must have the form {FORMS['cites']}: too many parts")
            found[place] = part
    if not found.get("locator"):
        raise EditError(f"a citation must have the form {FORMS['cites']}: no locator")
    keys = ("source", "locator", "quote", "gloss", "language", "passage")
    return {key: found[key] for key in keys if found.get(key)}


def _answer(parts: list[str]) -> Data:
    if len(parts) != 2 or not all(parts):
        raise EditError(f"an answer must have the form {FORMS['answers']}: {' | '.join(parts)!r}")
    return {"label": parts[0], "claims": ids(parts[1])}


def _statement(parts: list[str]) -> Data:
    if len(parts) > 2 or not parts[0]:
        raise EditError(f"this must have the form {FORMS['definition']}: {' | '.join(parts)!r}")
    return {"text": parts[0], "claims": ids(parts[1]) if len(parts) > 1 else []}


def _name(parts: list[str]) -> Data:
    if len(parts) > 2 or not parts[0]:
        raise EditError(f"a name must have the form {FORMS['author']}: {' | '.join(parts)!r}")
    family, comma, given = parts[0].partition(",")
    written = {"family": family.strip(), "given": given.strip()} if comma else {"literal": parts[0]}
    return written | ({"native": parts[1]} if len(parts) > 1 and parts[1] else {})


def _set_aside(parts: list[str]) -> Data:
    if len(parts) != 2 or not all(parts):
        raise EditError(f"what is set aside must have the form {FORMS['set-aside']}: {' | '.join(parts)!r}")
    return {"passage": parts[0], "reason": parts[1]}


def ids(text: str) -> list[str]:
    """Return the ids that a text lists, set apart by commas or spaces."""
    return text.replace(",", " ").split()


_READERS: dict[str, Callable[[list[str]], Data]] = {
    "cites": _citation,
    "answers": _answer,
    "role": _statement,
    "definition": _statement,
    "author": _name,
    "editor": _name,
    "translator": _name,
    "set-aside": _set_aside,
}
