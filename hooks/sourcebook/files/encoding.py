"""What can be wrong with the text of a file before anyone asks what it says.

Encodings, invisible characters, tabs, the leavings of a merge, and the parts of YAML that are not used here: anchors,
aliases and tags let a file say something other than it shows, and nothing needs more than a few levels.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml

from sourcebook.files.problems import Problem

DEEPEST = 40
MOST_ALIKE = 10
"""How often a fault of one kind is reported in a file: a binary file would have thousands."""
MOST_VALUES = 150_000
"""More than 2 MB of ordinary records hold; what holds more is no file of an editor, and would keep everyone waiting."""
_VALUE_SIGNS = (": ", ":\n", "- ", "-\n", "? ", "?\n", ",")
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
INVISIBLE = "invisible-character"
"""Code of a character that nobody sees."""
_MAYBE_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*!][^\s]", re.MULTILINE)
_MAYBE_DEEP = re.compile(rf"^[ ?-]{{{2 * DEEPEST},}}", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*|)$", re.MULTILINE)
_TAB = re.compile(r"\t+")
_ODD_INDENTATION = re.compile(r"^[ -]*([\u00a0\u2000-\u200a\u202f\u3000])", re.MULTILINE)
_SAVE_AS = "in your editor, save it with the encoding UTF-8"


def decoded(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and what is wrong with its encoding; the text is then a guess."""
    wide = _utf_16(raw)
    if wide:
        return raw.decode(wide, "replace"), [Problem(path, 1, 1, "file must be UTF-8 text: UTF-16", _SAVE_AS)]
    try:
        return raw.decode("utf-8").replace("\r\n", "\n"), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").replace("\r\n", "\n")
        byte = raw[error.start : error.start + 1]
        letter = byte.decode("cp1252", "replace")
        named = f"byte 0x{byte[0]:02X}" + (f", which is {letter!r} in Windows-1252" if letter.isprintable() else "")
        line, column = place(before, len(before))
        problem = Problem(path, line, column, f"file must be UTF-8 text: {named}", _SAVE_AS)
        return raw.decode("utf-8", "replace"), [problem]


def _utf_16(raw: bytes) -> str:
    """Return the name of the encoding if the bytes are UTF-16, with or without a mark that says so."""
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    start = raw[:1000]
    for odd, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 3 and start[odd::2].count(0) > 0.4 * len(start) / 2 and not start[1 - odd :: 2].count(0):
            return name
    return ""


def faults(text: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a text, each kind of fault a few times at most."""
    values = sum(map(text.count, _VALUE_SIGNS)) - text.count(", ") // 2
    if values > MOST_VALUES:
        message = f"file must hold at most {MOST_VALUES:,} values: about {values:,}"
        yield Problem(path, 1, 1, message, "divide it into several files", "too-many-values")
        return
    for match in islice(FORBIDDEN.finditer(text), MOST_ALIKE):
        yield _at(text, match.start(), path, *invisible(match[0]), INVISIBLE)
    yield from islice(_conflicts(text, path), MOST_ALIKE)
    for match in islice(_TAB.finditer(text), MOST_ALIKE):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        tab = "a tab" if len(match[0]) == 1 else f"{len(match[0])} tabs"
        if before.strip(" -"):
            message = f"text must have spaces, not tabs: {tab}"
            yield _at(text, match.start(), path, message, "write a space instead", "tab")
        else:
            hint = "replace each tab by two spaces"
            yield _at(text, match.start(), path, f"indentation must be spaces: {tab}", hint, "tab")
    for match in islice(_ODD_INDENTATION.finditer(text), MOST_ALIKE):
        message = f"indentation must be ordinary spaces: U+{ord(match[1]):04X}"
        hint = "delete it and type spaces; it came with copied text"
        yield _at(text, match.start(1), path, message, hint, "odd-space")
    yield from islice(_structure(text, path), MOST_ALIKE)


def invisible(character: str) -> tuple[str, str]:
    """Return message and hint for a character that nobody sees."""
    hint = "delete it; editors often hide it"
    if character == "\ufeff":
        hint = "save the file as 'UTF-8', not as 'UTF-8 with BOM'"
    return f"text must have no control or invisible characters: U+{ord(character):04X}", hint


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _conflicts(text: str, path: str) -> Iterator[Problem]:
    """One problem for each merge conflict, however many of its marker lines are left."""
    begin = None
    for match in _CONFLICT.finditer(text):
        sign = match[0][:7]
        if sign.startswith("<") or begin is None:
            begin = match.start()
            hint = "keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
            yield _at(text, begin, path, f"file must have no merge conflict: {sign!r}", hint, "merge-conflict")
        if sign.startswith(">"):
            begin = None


def _structure(text: str, path: str) -> Iterator[Problem]:
    """Anchors, aliases, tags and deep nesting, from the event stream (only where the text may have them)."""
    if not (text.count("[") + text.count("{") > DEEPEST or _MAYBE_DEEP.search(text) or _MAYBE_ANCHOR.search(text)):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            mark: Any = event.start_mark
            name, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
            if name or tag:
                sign = ("*" if isinstance(event, yaml.AliasEvent) else "&") + str(name)
                sign = str(tag).replace("tag:yaml.org,2002:", "!!") if tag else sign
                message = f"anchors, aliases and tags must not be used: {sign!r}"
                hint = f"write the value out; text that begins with {sign[0]!r} must be in quotes"
                yield Problem(path, mark.line + 1, mark.column + 1, message, hint, "anchor-alias-or-tag")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                hint = "see whether a bracket was left open, or compare with the examples"
                message = f"file must nest at most {DEEPEST} levels deep"
                yield Problem(path, mark.line + 1, mark.column + 1, message, hint, "too-deep")
                return
    except yaml.YAMLError:
        return  # whoever parses the text reports it with its place


def _at(text: str, offset: int, path: str, message: str, hint: str, code: str = "") -> Problem:
    return Problem(path, *place(text, offset), message, hint, code)
