"""Reading YAML so that every value keeps its words and every fault has a line.

Scalars stay text: no guessing of dates, numbers or booleans (a key without a value is ``None``). Duplicate keys,
anchors, aliases and tags are refused, because each of them lets a file say something other than it shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from sourcebook.problems import Problem

Address = tuple[str | int, ...]
"""Way from the top of a file to a value: ``("sections", 0, "claims", 3, "title")``."""

LARGEST = 2_000_000
DEEPEST = 40
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MAYBE_ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*!][^\s]", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
_SYNTAX_HINTS = {
    "mapping values are not allowed": "put the text in quotes if it contains a colon followed by a space",
    "could not find expected ':'": "a key needs a colon and a space behind it; text over several lines needs '>-'",
    "found character that cannot start any token": "indent with spaces, not tabs; put text that begins with "
    "a special sign in quotes",
    "did not find expected key": "compare the indentation with the lines around it",
    "did not find expected '-' indicator": "compare the indentation with the lines around it",
    "found unexpected end of stream": "a quotation mark or bracket is not closed",
}


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
    if file.stat().st_size > LARGEST:
        hint = "divide it into several files"
        return _refused(path, f"file must be at most 2 MB: {file.stat().st_size / 1e6:.1f} MB", hint)
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        value = raw[error.start : error.start + 1]
        return _refused(path, f"file must be UTF-8 text: byte {value!r}", "save it as UTF-8", line, column)
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
    return file.data is None and not file.problems


class _Builder:
    """Turns nodes into plain data, notes the lines of records and reports duplicate keys."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def build(self, node: Any) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return None if node.value == "" and node.style is None else node.value
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


def _refused(path: str, message: str, hint: str, line: int = 1, column: int = 1) -> YamlFile:
    return YamlFile(path, problems=[Problem(path, line, column, message, hint)])


def _faults(text: str, path: str) -> Iterator[Problem]:
    """Faults of the text as a whole, found before it is parsed."""
    for match in _FORBIDDEN.finditer(text):
        name = f"U+{ord(match[0]):04X}"
        hint = "save it without a byte order mark" if match[0] == "\ufeff" else "delete it; editors often hide it"
        yield _at(text, match.start(), path, f"text must have no control or invisible characters: {name}", hint)
    for match in _CONFLICT.finditer(text):
        hint = "keep one of the two versions and delete the marker lines"
        yield _at(text, match.start(), path, f"file must have no merge conflict markers: {match[0].strip()!r}", hint)
    for match in re.finditer(r"^[ -]*\t", text, re.MULTILINE):
        yield _at(text, match.end() - 1, path, "indentation must be spaces: a tab", "replace the tab by two spaces")
    yield from _structure(text, path)


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
                sign = tag or ("*" if isinstance(event, yaml.AliasEvent) else "&") + str(name)
                message = f"anchors, aliases and tags must not be used: {sign!r}"
                yield Problem(path, mark.line + 1, mark.column + 1, message, "write the value out, or put it in quotes")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                yield Problem(path, mark.line + 1, mark.column + 1, f"file must nest at most {DEEPEST} levels deep", "")
                return
    except yaml.YAMLError:
        return  # parse() reports it with its place


def _syntax(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    hint = next((hint for key, hint in _SYNTAX_HINTS.items() if key in reason), "compare with the lines around it")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(path, line, column, f"file must be valid YAML: {reason}", hint)


def _at(text: str, offset: int, path: str, message: str, hint: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    return Problem(path, line, offset - (text.rfind("\n", 0, offset) + 1) + 1, message, hint)
