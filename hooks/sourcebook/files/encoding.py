"""Reading a file as text, and what can be wrong with that text before anyone asks what it says.

Pipes and devices, sizes, encodings, invisible characters, tabs, the leavings of a merge, and the parts of YAML that are
not used here: anchors, aliases and tags let a file say something other than it shows, and nothing needs more than a few
levels.
"""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sourcebook.files.problems import Problem, limited, shortened

LARGEST_FILE = 2_000_000
"""Bytes of a file of data and of a page; no more is read."""
LARGEST_WRITTEN_FILE = 20_000_000
"""Bytes of a file of data that a command writes: the fingerprint of a text of 10 MB fits in."""
DEEPEST_YAML = 40
MOST_ALIKE = 10
"""How often a fault of one kind is reported in a file: a binary file would have thousands."""
MOST_VALUES = 150_000
"""More than 2 MB of ordinary records hold; what holds more is no file of an editor, and would keep everyone waiting."""
_VALUE_SIGNS = (": ", ":\n", "- ", "-\n", "? ", "?\n", ",")
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BLANK_LETTERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    f"{_BLANK_LETTERS}]"  # letters and signs that look like spaces
)
"""What controls and what nobody sees, but for the joiners with which Persian, Indian scripts and emoji are written."""
INVISIBLE = "invisible-character"
"""Code of a character that nobody sees."""
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*|)$", re.MULTILINE)
_TAB = re.compile(r"\t+")
_ODD_INDENTATION = re.compile(r"^[ -]*([\u00a0\u2000-\u200a\u202f\u3000])", re.MULTILINE)
NOT_UTF_8 = "not-utf-8"
_SAVE_AS = "in your editor, save it with the encoding UTF-8"


def read_text(file: Path, path: str, largest: int = LARGEST_FILE) -> tuple[str, list[Problem]]:
    """Return the text of a file, with line feeds, and what keeps it from being read; the text is then a guess.

    ``path`` is the name that messages show. Never raises for what stands at that place, and never waits for it.
    """
    raw, problem = read_bytes(file, path, largest)
    return ("", [problem]) if problem else decoded(raw, path)


def read_bytes(file: Path, path: str, largest: int = LARGEST_FILE) -> tuple[bytes, Problem | None]:
    """Return the bytes of a file, or none and the problem that keeps them from being read."""
    problem = not_a_file(file, path)
    if problem:
        return b"", problem
    try:
        size = file.stat().st_size
        if size <= largest:
            return file.read_bytes(), None
    except OSError as error:
        return b"", _unreadable(error, path)
    message = f"file must be at most {largest / 1e6:.0f} MB: {size / 1e6:.1f} MB"
    # What may be larger than data and pages cannot be divided.
    hint = _how_to_shorten(path) if largest == LARGEST_FILE else ""
    return b"", Problem(path, 1, 1, message, hint, "too-large")


def _how_to_shorten(path: str) -> str:
    """Return a hint for a file that is too large: of a register, ``data/people.yml``, there can be only one."""
    of_its_kind_alone = path.endswith(".yml") and path.count("/") == 1
    return "leave out what no claim names" if of_its_kind_alone else "divide it into several files"


def not_a_file(file: Path, path: str) -> Problem | None:
    """Return what is wrong where there is no file that could be read; ``None`` where there is one."""
    try:
        if file.is_symlink() and not file.exists():
            return Problem(
                path, 1, 1, f"link must lead to a file: {str(file.readlink())!r}", "delete the link", "broken-link"
            )
        mode = file.stat().st_mode
    except OSError as error:
        return _unreadable(error, path)
    if stat.S_ISDIR(mode):
        hint = "a folder must not have a name that ends in " + Path(path).suffix if "." in path else ""
        return Problem(path, 1, 1, "file must be a file: a folder", hint, "not-a-file")
    # Whoever opens a pipe waits until somebody writes into it, and some devices never end.
    if not stat.S_ISREG(mode):
        hint = "put an ordinary file in its place"
        return Problem(path, 1, 1, "file must be a file: a pipe or a device", hint, "not-a-file")
    return None


def is_hidden(file: Path, folder: Path) -> bool:
    """Say whether a file below a folder is one that all pass over: a name on the way to it begins with a dot."""
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _unreadable(error: OSError, path: str) -> Problem:
    hint = "see who owns it, and who may read it"
    return Problem(path, 1, 1, f"file must be readable: {error.strerror}", hint, "unreadable")


def decoded(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, and what is wrong with its encoding or its line ends; the text is then a guess."""
    codec, name = _wide(raw)
    if codec:
        return _guess(raw, codec), [Problem(path, 1, 1, f"file must be UTF-8 text: {name}", _SAVE_AS, NOT_UTF_8)]
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = _guess(raw[: error.start], "utf-8")
        byte = raw[error.start : error.start + 1]
        letter = byte.decode("cp1252", "replace")
        named = f"byte 0x{byte[0]:02X}" + (f", which is {letter!r} in Windows-1252" if letter.isprintable() else "")
        line, column = place(before, len(before))
        problem = Problem(path, line, column, f"file must be UTF-8 text: {named}", _SAVE_AS, NOT_UTF_8)
        return _guess(raw, "utf-8"), [problem]
    # A single one is a stray character; several, or one where nothing else ends a line, are line ends.
    if text.count("\r") > 1 or ("\r" in text and "\n" not in text):
        hint = "in your editor, save it with line ends LF"
        message = "line ends must be LF or CRLF: CR"
        return _guess(raw, "utf-8"), [problem_at(text, text.index("\r"), path, message, hint, "odd-line-ends")]
    return text, []


def _guess(raw: bytes, codec: str) -> str:
    """Return a text that is wrong in parts, with line feeds, so that the ids in it are found all the same."""
    return raw.decode(codec, "replace").replace("\r\n", "\n").replace("\r", "\n")


def _wide(raw: bytes) -> tuple[str, str]:
    """Return codec and name of the encoding if the bytes are UTF-32 or UTF-16, with or without a mark that says so."""
    if raw[:4] in {b"\xff\xfe\0\0", b"\0\0\xfe\xff"}:
        return "utf-32", "UTF-32"
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16", "UTF-16"
    start = raw[:1000]
    for low, high, highest, codec in ((0, 2, 3, "utf-32-le"), (3, 1, 0, "utf-32-be")):
        if len(start) > 3 and all(start[low::4]) and not any(start[high::4] + start[highest::4]):
            return codec, "UTF-32"
    for odd, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 3 and start[odd::2].count(0) > 0.4 * len(start) / 2 and not start[1 - odd :: 2].count(0):
            return codec, "UTF-16"
    return "", ""


def faults(text: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a text, each kind of fault a few times at most."""
    values = sum(map(text.count, _VALUE_SIGNS)) - text.count(", ") // 2
    if values > MOST_VALUES:
        message = f"file must hold at most {MOST_VALUES:,} values: about {values:,}"
        yield Problem(path, 1, 1, message, _how_to_shorten(path), "too-many-values")
        return
    looks = (_conflicts,) if _is_all_seen(text) else (_unseen, _conflicts, _tabs, _odd_spaces)
    found = [problem for look in looks for problem in limited(look(text, path), MOST_ALIKE)]
    yield from found
    # Whoever builds data of a text without faults sees odd structures on the way.
    yield from structure_faults(text, path) if found else ()


def _is_all_seen(text: str) -> bool:
    """Say whether each sign of a text is one that all see, or an ordinary space.

    Of most texts that is so, and it takes a tenth of the time in which signs that nobody sees are looked for.
    """
    return text.replace("\n", "").isprintable() and not any(letter in text for letter in _BLANK_LETTERS)


def structure_faults(text: str, path: str) -> Iterator[Problem]:
    """Yield the anchors, aliases and tags of a text, a few at most, and where it nests too deep."""
    yield from limited(_structure(text, path), MOST_ALIKE)


def _unseen(text: str, path: str) -> Iterator[Problem]:
    for match in FORBIDDEN.finditer(text):
        yield problem_at(text, match.start(), path, *invisible(match[0]), INVISIBLE)


def _tabs(text: str, path: str) -> Iterator[Problem]:
    for match in _TAB.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        tab = "a tab" if len(match[0]) == 1 else f"{len(match[0])} tabs"
        if before.strip(" -"):
            message = f"text must have spaces, not tabs: {tab}"
            yield problem_at(text, match.start(), path, message, "write a space instead", "tab")
        else:
            hint = "replace each tab by two spaces"
            yield problem_at(text, match.start(), path, f"indentation must be spaces: {tab}", hint, "tab")


def _odd_spaces(text: str, path: str) -> Iterator[Problem]:
    for match in _ODD_INDENTATION.finditer(text):
        message = f"indentation must be ordinary spaces: U+{ord(match[1]):04X}"
        hint = "delete it and type spaces; it came with copied text"
        yield problem_at(text, match.start(1), path, message, hint, "odd-space")


def invisible(character: str) -> tuple[str, str]:
    """Return message and hint for a character that nobody sees."""
    hint = "delete it; editors often hide it"
    if character == "\ufeff":
        hint = "save the file as 'UTF-8', not as 'UTF-8 with BOM'"
    return f"text must have no control or invisible characters: U+{ord(character):04X}", hint


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def problem_at(text: str, offset: int, path: str, message: str, hint: str, code: str = "") -> Problem:
    """Return a problem at an offset into a text; message and hint are cut to a bearable length."""
    return Problem(path, *place(text, offset), shortened(message), shortened(hint), code)


def _conflicts(text: str, path: str) -> Iterator[Problem]:
    """One problem for each merge conflict, however many of its marker lines are left."""
    begin = None
    for match in _CONFLICT.finditer(text):
        sign = match[0][:7]
        if sign.startswith("<") or begin is None:
            begin = match.start()
            hint = "keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
            yield problem_at(text, begin, path, f"file must have no merge conflict: {sign!r}", hint, "merge-conflict")
        if sign.startswith(">"):
            begin = None


def _structure(text: str, path: str) -> Iterator[Problem]:
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
            if depth > DEEPEST_YAML:
                hint = "see whether a bracket was left open, or compare with the examples"
                message = f"file must nest at most {DEEPEST_YAML} levels deep"
                yield Problem(path, mark.line + 1, mark.column + 1, message, hint, "too-deep")
                return
    except yaml.YAMLError:
        return  # whoever parses the text reports it with its place
