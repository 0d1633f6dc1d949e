"""What an editor did where YAML cannot be read any further: the mistake, not what the reader stumbled over.

A reader of YAML stops where it can make no more sense of the text, which is often some lines behind the mistake, and
says so in its own terms. Here the lines around that place are looked at for what people do: forget a space or a colon,
leave a quotation mark open, indent too far.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from sourcebook.files.parserstop import (
    KEY_LINE,
    LONGEST_LINE,
    Fault,
    Stop,
    in_single_quotes,
    indentation,
    own_value,
    quoted,
    shown,
    spaces,
)

_WORD = r"[A-Za-z][\w-]*"
_NO_COLON = "could not find expected ':'"
_NO_VALUE_HERE = "mapping values are not allowed"
_MISALIGNED = ("did not find expected key", "did not find expected '-' indicator")
_CURLY = "“”„‟‘’«»"


def explain(stop: Stop) -> Fault:
    """Return the likeliest mistake behind a stop."""
    for look in _LOOKS:
        fault = look(stop)
        if fault:
            return replace(fault, code=look.__name__.strip("_").replace("_", "-"))
    return Fault(stop.row, stop.column, f"file must be valid YAML: {stop.reason}", "compare with the lines around it")


def _colon_without_space(stop: Stop) -> Fault | None:
    if not stop.reason.startswith((_NO_COLON, _NO_VALUE_HERE)):
        return None
    for row, line in stop.near():
        if found := re.match(rf"( *(?:- +)*)({_WORD}):(?!//)([^\s:].*|\u00a0.*)", line):
            lead, key, value = found.groups()
            if value.startswith("\u00a0"):
                message = f"key must have an ordinary space after its colon: {key + ':'!r} and U+00A0"
                return Fault(row, len(lead + key) + 1, message, "replace the no-break space by a space")
            hint = f"write {shown(f'{key}: {value.strip()}')}"
            return Fault(row, len(lead), f"key must have a space after its colon: {quoted(f'{key}:{value}')}", hint)
    return None


def _hyphen_without_space(stop: Stop) -> Fault | None:
    row = stop.begun[0]
    found = re.match(r"( *)-([^\s-].*)", stop.lines[row]) if row < len(stop.lines) else None
    if not found or not stop.reason.startswith(_NO_COLON):
        return None
    message = f"list item must have a space after its hyphen: {quoted('-' + found[2])}"
    return Fault(row, len(found[1]), message, f"write {shown('- ' + found[2])}")


def _other_sign_than_colon(stop: Stop) -> Fault | None:
    if not stop.reason.startswith((_NO_COLON, _NO_VALUE_HERE)):
        return None
    for row, line in stop.near():
        if found := re.match(rf"( *(?:- +)*)({_WORD})( *[=;\uff1a] *)(.*)", line):
            lead, key, sign, value = found.groups()
            message = f"key must be followed by ':' and a space: {quoted(key + sign + value)}"
            return Fault(row, len(lead + key), message, f"write {shown(f'{key}: {value.strip()}')}")
    return None


def _text_not_indented(stop: Stop) -> Fault | None:
    """Text below a key, or a key that has no colon."""
    row = stop.begun[0]
    if not stop.reason.startswith(_NO_COLON) or row >= len(stop.lines):
        return None
    bare = stop.lines[row].strip()
    column = indentation(stop.lines[row])
    above = next(stop.above(row), None)
    found = KEY_LINE.fullmatch(above[1]) if above else None
    if above and found and re.fullmatch(r"[>|][+-]?\d?|", found["value"] or ""):
        message = f"text below {found['key'] + ':'!r} must be indented deeper than its key: {quoted(bare)}"
        return Fault(row, column, message, f"put {spaces(len(found['lead']) + 2)} before it")
    message = f"line must begin with a key and a colon, or go on with the text above it: {quoted(bare)}"
    hint = "add the colon and a space; or indent the line deeper than the key of its text"
    return Fault(row, column, message, hint)


def _colon_in_text(stop: Stop) -> Fault | None:
    """``title: The bridge: it is lost``."""
    if not stop.reason.startswith(_NO_VALUE_HERE):
        return None
    before = stop.line[: stop.column]
    found = re.match(rf"( *(?:- +)*{_WORD} *: +)(.*)", before)
    spoken = not found and re.search(r"\S \S", before.strip(" -")) and not KEY_LINE.fullmatch(before + ":x")
    if not found and not spoken and " " not in before.strip(" -"):
        return None
    value = stop.line[len(found[1]) if found else indentation(stop.line) :].strip()
    whole = found is not None and len(stop.line) < LONGEST_LINE
    hint = (
        f"write {shown(found[1].strip(' -') + ' ' + in_single_quotes(value))}"
        if found and whole
        else "put '…' around it"
    )
    if value[:1] in _CURLY:
        hint += "; curly quotation marks do not count"
    return Fault(stop.row, stop.column, f"text with a colon and a space must be in quotes: {quoted(value)}", hint)


def _key_below_text(stop: Stop) -> Fault | None:
    """A key that is indented too deep, or stands below a key that has no colon."""
    above = next(stop.above(stop.row), None)
    if not stop.reason.startswith(_NO_VALUE_HERE) or above is None:
        return None
    row, line = above
    found = KEY_LINE.fullmatch(line)
    if not found:
        bare = line.strip(" -")
        column = len(line) - len(line.lstrip(" -"))
        return Fault(row, column, f"key must be followed by a colon: {quoted(bare)}", "add ':' behind it")
    own, other = indentation(stop.line), len(found["lead"])
    for number, further in stop.above(row):
        known = KEY_LINE.fullmatch(further)
        if known and len(known["lead"]) == own:
            # The key above it stands too far to the left, and this one stands where it should.
            message = f"line must be indented like those around it: {spaces(other)}"
            hint = f"give it {spaces(own)}, so that it stands under {known['key']!r} in line {number + 1}"
            return Fault(row, other, message, hint)
        if known and len(known["lead"]) <= other:
            break
    message = f"line must not be indented deeper than the key above it: {spaces(own)}"
    hint = f"give it {spaces(other)}, as {found['key']!r} in line {row + 1} has"
    if "-" in found["lead"]:
        hint = f"give it {spaces(other)}, so that it stands under {found['key']!r} in line {row + 1}"
    return Fault(stop.row, own, message, hint)


def _misaligned(stop: Stop) -> Fault | None:
    """A line that stands under nothing above it."""
    own = indentation(stop.line)
    if not stop.reason.startswith(_MISALIGNED) or stop.column != own or not stop.line.strip():
        return None
    above = next(stop.above(stop.row), (0, ""))
    is_text = not KEY_LINE.fullmatch(stop.line) and not stop.line.lstrip().startswith("-")
    if is_text and indentation(above[1]) > own and not KEY_LINE.fullmatch(above[1]):
        message = f"text must be indented like its first line: {spaces(own)}"
        return Fault(stop.row, own, message, f"give it {spaces(indentation(above[1]))}, as line {above[0] + 1} has")
    if stop.line.lstrip().startswith(":"):
        return Fault(
            stop.row, own, f"line must begin with a key: {quoted(stop.line)}", "write the key before the colon"
        )
    is_item = stop.line.lstrip().startswith("- ")
    levels = [level for level in _levels(stop) if level[3] is is_item] or list(_levels(stop))
    message = f"line must be indented like those that it belongs to: {spaces(own)}"
    if not levels:
        return Fault(stop.row, own, message, "compare with the lines around it")
    column, row, name, _ = min(levels, key=lambda level: (abs(level[0] - own), -level[0]))
    return Fault(stop.row, own, message, f"give it {spaces(column)}, so that it stands under {name} in line {row + 1}")


def _levels(stop: Stop) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the columns under which a line may stand: column, row, what stands there, and if it is a list's hyphen."""
    least, last_is_item = LONGEST_LINE, False
    for row, line in stop.above(stop.row):
        hyphens = [match.start() for match in re.finditer(r"-(?= )", line[: len(line) - len(line.lstrip(" -"))])]
        found = KEY_LINE.fullmatch(line)
        places = [(len(found["lead"]), repr(found["key"]), False)] if found else []
        places += [(column, "the hyphen", True) for column in reversed(hyphens)]
        for column, name, is_item in places:
            # The hyphens of a list may stand under its key.
            if column < least or (column == least and last_is_item and not is_item):
                least, last_is_item = column, is_item
                yield column, row, name, is_item


def _quotation_not_closed(stop: Stop) -> Fault | None:
    """Quotation marks that were opened further up, and taken as closed by the next."""
    hint = "add the same mark at the end of the text"
    if stop.reason.startswith("found unexpected end of stream"):
        row, column = stop.begun
        return Fault(row, column, f"quotation mark must be closed: {quoted(stop.lines[row][column:])}", hint)
    if not stop.reason.startswith((*_MISALIGNED, _NO_COLON, _NO_VALUE_HERE)):
        return None
    if own_value(stop.line)[1][:1] in {"'", '"'} and stop.column > own_value(stop.line)[0] + 1:
        return None
    for row, line in stop.above(stop.row):
        column, value = own_value(line)
        if value[:1] in {"'", '"'}:
            is_open = value.count(value[0]) % 2 == 1
            return Fault(row, column, f"quotation mark must be closed: {quoted(value)}", hint) if is_open else None
    return None


def _text_behind_quotation(stop: Stop) -> Fault | None:
    column, value = own_value(stop.line)
    if not stop.reason.startswith(_MISALIGNED) or not value or stop.column <= column:
        return None
    mark, whole = value[0], len(stop.line) < LONGEST_LINE
    if mark == "'":
        inner = value[1:-1] if value.endswith("'") else value[1:]
        message = f"text in '…' must have each apostrophe twice: {quoted(value)}"
        hint = f"write {shown(in_single_quotes(inner.replace(chr(39) * 2, chr(39))))}" if whole else "write '' for '"
        if not value.endswith("'"):
            message = f"text must not go on behind its closing quotation mark: {quoted(value)}"
            hint = f"write {shown(in_single_quotes(value))}"
        return Fault(stop.row, stop.column, message, hint)
    if mark == '"':
        inside = value.endswith('"') and value.count('"') > 3
        message = "text must not go on behind its closing quotation mark"
        if inside:
            message = 'text in "…" must not have the same marks inside'
        hint = f"write {shown(in_single_quotes(value[1:-1] if inside else value))}" if whole else "put '…' around it"
        return Fault(stop.row, stop.column, f"{message}: {quoted(value)}", hint)
    return _sign_in_front(stop.row, column, value) if mark in "[{" else None


def _special_sign(stop: Stop) -> Fault | None:
    """A value that begins with a sign that means something to YAML."""
    column, value = own_value(stop.line)
    at = stop.column
    if stop.reason.startswith(("did not find expected alphabetic", "did not find expected comment")):
        at = column
    if stop.reason.startswith("did not find expected comment") and re.match(r"[>|][+-]? ?\D", value):
        sign = re.match(r"[>|][+-]?", value)
        message = f"text must begin in the line below {sign[0] if sign else ''}: {quoted(value)}"
        return Fault(stop.row, column, message, "begin a new line behind the sign, or put the text in quotes")
    if stop.reason.startswith("block sequence entries are not allowed") and value.startswith("- "):
        message = f"list must begin in the line below its key: {quoted(value)}"
        return Fault(stop.row, column, message, "put each item on a line of its own; or put the text in quotes")
    starts = ("did not find expected alphabetic", "did not find expected node content", "found character that cannot",
              "mapping keys are not allowed", "did not find expected comment", "block sequence entries")  # fmt: skip
    if stop.reason.startswith(starts) and at == column and value:
        return _sign_in_front(stop.row, column, value)
    return None


def _bracket(stop: Stop) -> Fault | None:
    if not stop.reason.startswith("did not find expected ',' or"):
        return None
    row, column = stop.begun
    message = f"bracket must be closed: {quoted(stop.lines[row][column:])}"
    return Fault(row, column, message, "close it in the same line, or put the text in quotes; items need commas")


def _backslash(stop: Stop) -> Fault | None:
    if "escape" not in stop.reason and "hexadecimal" not in stop.reason:
        return None
    value = own_value(stop.line)[1]
    message = f'text in "…" must not have a backslash that means nothing: {quoted(value)}'
    return Fault(stop.row, stop.column, message, "put '…' around the text instead of \"…\"")


def _document(stop: Stop) -> Fault | None:
    if "directive" in stop.reason:
        return Fault(stop.row, 0, f"line must not begin with '%': {quoted(stop.line)}", "begin a remark with '#'")
    if stop.reason.startswith("found another document"):
        message = f"file must hold one document: a second one begins with {stop.line.strip()[:3]!r}"
        return Fault(stop.row, stop.column, message, "delete that line, and see that no key stands twice")
    if stop.reason.startswith("did not find expected <document start>"):
        row = next((row for row, line in stop.above(stop.row) if line.startswith(("...", "%"))), stop.row)
        if stop.lines[row].startswith("%"):
            return Fault(row, 0, f"line must not begin with '%': {quoted(stop.lines[row])}", "delete the line")
        if not stop.lines[row].startswith("..."):
            return None
        return Fault(row, 0, "file must hold one document: '...' ends it before the end of the file", "delete the line")
    return None


_LOOKS: tuple[Callable[[Stop], Fault | None], ...] = (
    _quotation_not_closed, _colon_without_space, _hyphen_without_space, _other_sign_than_colon, _text_not_indented,
    _colon_in_text, _key_below_text, _misaligned, _text_behind_quotation, _special_sign, _bracket, _backslash,
    _document,
)  # fmt: skip


def _sign_in_front(row: int, column: int, value: str) -> Fault:
    message = f"text that begins with {value[0]!r} must be in quotes: {quoted(value)}"
    return Fault(row, column, message, f"write {shown(in_single_quotes(value))}")
