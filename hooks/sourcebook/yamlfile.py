"""Reading YAML so that every value keeps its words and every fault has a line.

Scalars stay text: no guessing of dates, numbers or booleans (a key without a value has empty text). Duplicate keys,
anchors, aliases and tags are refused, because each of them lets a file say something other than it shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sourcebook.problems import Problem

T = TypeVar("T")
Address = tuple[str | int, ...]
"""Way from the top of a file to a value: ``("sections", 0, "claims", 3, "title")``."""

LARGEST = 2_000_000
DEEPEST = 40
MOST_ALIKE = 10
"""How often a fault of one kind is reported in a file: a binary file would have thousands."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_MAYBE_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*!][^\s]", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_SYNTAX_HINTS = {
    "mapping values are not allowed": "put the text in quotes if it contains a colon followed by a space, "
    "or add the colon that the line before lacks",
    "could not find expected ':'": "a key needs a colon and a space behind it; text over several lines needs '>-'",
    "found character that cannot start any token": "indent with spaces, not tabs; put text that begins with "
    "a special sign in quotes",
    "did not find expected key": "compare the indentation with the lines around it; "
    "inside '…' an apostrophe is written ''",
    "did not find expected '-' indicator": "compare the indentation with the lines around it",
    "did not find expected ',' or": "a bracket is not closed, or a comma is missing",
    "found unexpected end of stream": "the quotation mark is not closed",
    "found another document": "delete the line '---' that begins the second one",
}
_BEGINS_AT_CONTEXT = ("could not find expected ':'", "did not find expected ',' or", "found unexpected end of stream")
"""For these the reader stops far behind the mistake, and the mistake is where the thing began that it was reading."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A mapping's place in its file, counted from 1."""

    line: int
    column: int


@dataclass
class YamlFile:
    """One file: ``data`` is what it says (``None`` where it cannot be read), ``problems`` what its form lacks."""

    path: str
    text: str = field(repr=False, default="")
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, Marked] = field(default_factory=dict)
    """Place of each mapping that has an ``id``, by that id."""
    left_out: set[Address] = field(default_factory=set)
    """Items of lists that were left out of the record of this file, since their shape is wrong."""

    def numbered(self, address: Address, items: Sequence[T]) -> Iterator[tuple[int, T]]:
        """Yield the items of a record's list with the numbers that they have in the file."""
        numbers = (number for number in count() if (*address, number) not in self.left_out)
        return zip(numbers, items, strict=False)

    @cached_property
    def root(self) -> Any:
        """The file as YAML nodes with marks; raises ``yaml.YAMLError`` where the text is not YAML."""
        # Composed anew, because nodes are only needed where something is wrong and cost far more memory than the data.
        return yaml.compose(self.text, Loader=_LOADER)

    def locate(self, address: Address) -> tuple[int, int]:
        """Return line and column of the value at ``address``, or of its nearest parent that exists."""
        node = self.root
        for step in address:
            child = _child(node, step)
            if child is None:
                break
            node = child
        mark = node.start_mark
        return mark.line + 1, mark.column + 1

    def problem(self, address: Address, message: str, hint: str = "") -> Problem:
        """Return a problem that stands at ``address`` in this file."""
        line, column = self.locate(address)
        return Problem(self.path, line, column, message, hint)


def read(file: Path, path: str) -> YamlFile:
    """Read ``file``; ``path`` is the name that messages show. Never raises for what the file says."""
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return _refused(path, f"file must be readable: {error.strerror}", "")
    if size > LARGEST:
        return _refused(path, f"file must be at most 2 MB: {size / 1e6:.1f} MB", "divide it into several files")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        message = f"file must be UTF-8 text: byte 0x{raw[error.start]:02X}"
        readable = raw.decode("utf-8", "replace")
        return YamlFile(path, readable, problems=[Problem(path, line, column, message, "save it as UTF-8")])
    return parse(text.replace("\r\n", "\n"), path)


def parse(text: str, path: str) -> YamlFile:
    """Parse YAML text; ``path`` is the name that messages show."""
    result = YamlFile(path, text)
    result.problems.extend(_faults(text, path))
    if result.problems:
        return result
    try:
        node = yaml.compose(text, Loader=_LOADER)
        result.data = _Builder(result).build(node)
    except yaml.YAMLError as error:
        result.problems.append(_syntax(error, path))
    except RecursionError:
        result.problems.append(Problem(path, 1, 1, "file must not nest so deeply", "compare with the examples"))
    if node_missing(result):
        result.problems.append(Problem(path, 1, 1, "file must not be empty", "delete it, or write a record into it"))
    if result.problems:
        result.data = None
    return result


def node_missing(file: YamlFile) -> bool:
    """Say whether a file without faults has nothing in it."""
    return file.data in (None, "") and not file.problems


class _Builder:
    """Turns nodes into plain data, notes the lines of records and reports duplicate keys."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def build(self, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            # What is written as an escape, "\u202e", is invisible only on the page.
            if node.style == '"' and (found := _FORBIDDEN.search(node.value)):
                self._report(node, *_invisible(found[0]))
            return node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child) for child in node.value]
        return self._mapping(node) if node is not None else None

    def _mapping(self, node: Any) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(key_node, "key must be one word: a list or mapping", "")
            elif key in result:
                self._report(key_node, f"key must stand once in its record: {key!r}", "delete or rename one of the two")
            else:
                result[key] = self.build(value_node)
        name = result.get("id")
        if isinstance(name, str):
            self.file.lines.setdefault(name, Marked(node.start_mark.line + 1, node.start_mark.column + 1))
        return result

    def _report(self, node: Any, message: str, hint: str) -> None:
        mark = node.start_mark
        self.file.problems.append(Problem(self.file.path, mark.line + 1, mark.column + 1, message, hint))


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _refused(path: str, message: str, hint: str) -> YamlFile:
    return YamlFile(path, problems=[Problem(path, 1, 1, message, hint)])


def _faults(text: str, path: str) -> Iterator[Problem]:
    """Faults of the text as a whole, found before it is parsed."""
    for match in islice(_FORBIDDEN.finditer(text), MOST_ALIKE):
        yield _at(text, match.start(), path, *_invisible(match[0]))
    for match in islice(_CONFLICT.finditer(text), MOST_ALIKE):
        hint = "keep one of the two versions and delete the marker lines"
        yield _at(text, match.start(), path, f"file must have no merge conflict markers: {match[0].strip()!r}", hint)
    for match in islice(re.finditer(r"^[ -]*\t", text, re.MULTILINE), MOST_ALIKE):
        yield _at(text, match.end() - 1, path, "indentation must be spaces: a tab", "replace the tab by two spaces")
    yield from _structure(text, path)


def _invisible(character: str) -> tuple[str, str]:
    hint = "save it without a byte order mark" if character == "\ufeff" else "delete it; editors often hide it"
    return f"text must have no control or invisible characters: U+{ord(character):04X}", hint


def _structure(text: str, path: str) -> Iterator[Problem]:
    """Anchors, aliases, tags and deep nesting, from the event stream (only where the text may have them)."""
    deep = text.count("[") + text.count("{") > DEEPEST or re.search(rf"^[ -]{{{2 * DEEPEST},}}", text, re.MULTILINE)
    if not (deep or _MAYBE_ANCHOR.search(text)):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            mark: Any = event.start_mark
            name = getattr(event, "anchor", None)
            tag = getattr(event, "tag", None)
            if name or tag:
                sign = (
                    tag.replace("tag:yaml.org,2002:", "!!")
                    if tag
                    else ("*" if isinstance(event, yaml.AliasEvent) else "&") + str(name)
                )
                message = f"anchors, aliases and tags must not be used: {sign!r}"
                yield Problem(path, mark.line + 1, mark.column + 1, message, "write the value out, or put it in quotes")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                yield Problem(path, mark.line + 1, mark.column + 1, f"file must nest at most {DEEPEST} levels deep", "")
                return
    except yaml.YAMLError:
        return  # parse() reports it with its place


def _syntax(error: yaml.YAMLError, path: str) -> Problem:
    reason = (getattr(error, "problem", None) or str(error).splitlines()[0]).removeprefix("but ")
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if reason.startswith(_BEGINS_AT_CONTEXT):
        marks.reverse()
    mark = marks[0] or marks[1]
    hint = next((hint for key, hint in _SYNTAX_HINTS.items() if key in reason), "compare with the lines around it")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(path, line, column, f"file must be valid YAML: {reason}", hint)


def _at(text: str, offset: int, path: str, message: str, hint: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    return Problem(path, line, offset - (text.rfind("\n", 0, offset) + 1) + 1, message, hint)
