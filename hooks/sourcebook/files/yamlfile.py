"""Reading YAML so that every value keeps its words and every fault has a line.

Scalars stay text: no guessing of dates, numbers or booleans (a key without a value has empty text). Duplicate keys,
anchors, aliases, tags and text lost behind a ``#`` are refused: with them a file says something other than it shows.
"""

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any, TypeVar

import yaml

from sourcebook.files.encoding import (
    DEEPEST_YAML,
    FORBIDDEN,
    INVISIBLE,
    LOADER,
    faults,
    invisible,
    place,
    structure_faults,
)
from sourcebook.files.mistakes import explain
from sourcebook.files.parserstop import Stop, quoted
from sourcebook.files.problems import LONGEST_MESSAGE, TOO_MANY, Problem, shortened

T = TypeVar("T")
Address = tuple[str | int, ...]
"""Way from the top of a file to a value: ``("sections", 0, "claims", 3, "title")``."""

LONGEST_VALUE = 20_000
"""No text of ours needs more; only fingerprints do, which hold no word."""
MOST_OF_A_FILE = 100
"""How many problems of a file are reported; what is wrong more often is mostly wrong for one reason."""
_MAYBE_CUT = re.compile(r"\S #")
_FINGERPRINT = re.compile(r"[A-Za-z0-9+/=]*")
_NOTHING = {"~", "null", "Null", "NULL"}
_ENDS = {yaml.SequenceEndEvent, yaml.MappingEndEvent}


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
    _known_pairs: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict, repr=False)

    def numbered(self, address: Address, items: Sequence[T]) -> Iterator[tuple[int, T]]:
        """Yield the items of a record's list with the numbers that they have in the file."""
        numbers = (number for number in count() if (*address, number) not in self.left_out)
        return zip(numbers, items, strict=False)

    @cached_property
    def root(self) -> Any:
        """The file as YAML nodes with marks; raises ``yaml.YAMLError`` where the text is not YAML."""
        # Composed anew, because nodes are only needed where something is wrong and cost far more memory than the data.
        return _composed(self.text)

    def locate(self, address: Address, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of the value at ``address``, or of its nearest parent that exists.

        With ``key``, of the key in front of that value, where it has one.
        """
        node = self.root
        for number, step in enumerate(address):
            if isinstance(node, yaml.MappingNode):
                pair = self._pairs(node).get(str(step))
                child = pair and pair[key and number == len(address) - 1]
            else:
                child = _item(node, step)
            if child is None:
                break
            node = child
        mark = node.start_mark
        return mark.line + 1, mark.column + 1

    def _pairs(self, node: Any) -> dict[str, tuple[Any, Any]]:
        """Return value and key of each key of a mapping; noted, since a mapping may have many and be asked often."""
        if id(node) not in self._known_pairs:
            self._known_pairs[id(node)] = {pair[0].value: (pair[1], pair[0]) for pair in reversed(node.value)}
        return self._known_pairs[id(node)]

    def problem(self, address: Address, message: str, hint: str = "", *, key: bool = False, code: str = "") -> Problem:
        """Return a problem that stands at ``address`` in this file, at its key if asked to."""
        line, column = self.locate(address, key=key)
        return Problem(self.path, line, column, shortened(message), shortened(hint), code)

    def limit(self, uncounted: int = 0) -> None:
        """Leave out what is reported beyond ``MOST_OF_A_FILE``, and say how much that is."""
        hidden = len(self.problems) - MOST_OF_A_FILE + uncounted
        if len(self.problems) > MOST_OF_A_FILE:
            found = sorted(self.problems)
            message = f"file must have fewer problems to show them all: {hidden:,} more"
            first = found[MOST_OF_A_FILE]
            more = Problem(self.path, first.line, first.column, message, "mend those above first", TOO_MANY)
            self.problems[:] = [*found[:MOST_OF_A_FILE], more]


def parse_yaml(text: str, path: str) -> YamlFile:
    """Parse YAML text; ``path`` is the name that messages show."""
    result = YamlFile(path, text)
    result.problems.extend(faults(text, path))
    if result.problems:
        return result
    try:
        with without_garbage_collection():
            result.data = _Builder(result).whole()
    except _OddStructure:
        result.problems[:] = structure_faults(text, path)
    except yaml.YAMLError as error:
        result.problems[:] = [_syntax(error, text, path)]
    if is_empty(result):
        hint = "delete it, or write a record into it"
        result.problems.append(Problem(path, 1, 1, "file must not be empty", hint, "empty-file"))
    if result.problems:
        result.data = None
    result.limit()
    return result


def _composed(text: str) -> Any:
    with without_garbage_collection():
        return yaml.compose(text, Loader=_NodeLoader)


class _NodeLoader(LOADER):  # type: ignore[misc]
    """Composes nodes without the search for their tags, of which nobody asks."""

    def descend_resolver(self, *_: Any) -> None:
        """Have nothing to search in."""

    def ascend_resolver(self) -> None:
        """Have nothing to leave."""

    def resolve(self, *_: Any) -> str:
        """Return no tag."""
        return ""


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for garbage: none of the many objects made here can go yet, and looking costs most."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def is_empty(file: YamlFile) -> bool:
    """Say whether a file without faults has nothing in it."""
    return file.data in (None, "") and not file.problems


class _OddStructure(Exception):
    """A file has anchors, aliases or tags, or more levels than may be."""


class _Builder:
    """Turns what the parser tells into plain data, without the detour of nodes, which would cost most of the time.

    Notes the lines of records and reports what says something else than it shows.
    """

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.may_be_cut = bool(_MAYBE_CUT.search(file.text))
        self.depth = 0
        self.get_event = LOADER(file.text).get_event

    def whole(self) -> Any:
        """Return what the file says, ``None`` for nothing.

        Raises ``yaml.YAMLError`` where it is not YAML, and ``_OddStructure``.
        """
        self.get_event()
        if type(self.get_event()) is yaml.StreamEndEvent:
            return None
        start = self._next()
        data = self._value(start)
        self.get_event()
        if type(end := self.get_event()) is not yaml.StreamEndEvent:
            parts = ("expected a single document in the stream", start.start_mark, "but found another document")
            raise yaml.composer.ComposerError(*parts, end.start_mark)
        return data

    def _next(self) -> Any:
        """Return what the parser tells next of values."""
        event = self.get_event()
        kind = type(event)
        if kind in _ENDS:
            self.depth -= 1
        elif event.anchor or kind is yaml.AliasEvent or event.tag:
            raise _OddStructure
        elif kind is not yaml.ScalarEvent:
            self.depth += 1
            if self.depth > DEEPEST_YAML:
                raise _OddStructure
        return event

    def _value(self, event: Any) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._look_at(event)
            return event.value
        return self._list() if kind is yaml.SequenceStartEvent else self._mapping(event)

    def _list(self) -> list[Any]:
        result = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            result.append(self._value(event))
        return result

    def _mapping(self, start: Any) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                self._report(event, "key must be one word: a list or mapping", "put it in quotes", "key-not-a-word")
                self._pass_over(event)
                self._pass_over(self._next())
            elif (key := event.value) in result:
                hint = f"it stands in line {first[key]} already; delete or rename one of the two"
                self._report(event, f"key must stand once in its record: {key!r}", hint, "key-twice")
                self._pass_over(self._next())
            else:
                mark: Any = event.start_mark
                first[key] = mark.line + 1
                result[key] = self._value(self._next())
        name = result.get("id")
        if isinstance(name, str):
            self.file.lines.setdefault(name, Marked(start.start_mark.line + 1, start.start_mark.column + 1))
        return result

    def _pass_over(self, event: Any) -> None:
        """Go on behind a value, and all within it, without looking at it."""
        around = self.depth - (type(event) is not yaml.ScalarEvent)
        while self.depth > around:
            self._next()

    def _look_at(self, node: Any) -> None:
        """Report a scalar that is not what an editor sees."""
        value, text, end = node.value, self.file.text, node.end_mark.index
        if len(value) > LONGEST_VALUE and not _FINGERPRINT.fullmatch(value):
            message = f"value must have at most {LONGEST_VALUE:,} characters: {len(value):,}"
            self._report(node, message, "see whether a quotation mark further up was left open", "value-too-long")
            return
        if not node.style:
            if value in _NOTHING:
                hint = "leave the line out where there is nothing to say, or put the word in quotes"
                self._report(node, f"value must not stand for nothing: {value!r}", hint, "null")
            # A remark stands apart; what follows after a single space was meant to be text.
            if self.may_be_cut and text.startswith(" #", end) and not text.startswith("#", end - 1):
                rest = text[end + 1 : end + LONGEST_MESSAGE].partition("\n")[0]
                hint = "put the whole text in quotes; in front of a remark leave two spaces"
                message = f"text with ' #' in it must be in quotes: {quoted(rest)} would be lost"
                self._report_at(node.end_mark.line, node.end_mark.column + 1, message, hint, "text-lost-as-remark")
            if node.end_mark.line > node.start_mark.line:
                self._look_for_items(node)
        elif node.style in {"|", ">"} and not value:
            hint = f"indent the lines below deeper than the key, or delete {text[node.start_mark.index]!r}"
            self._report(node, "text must follow in the lines below: none", hint, "no-text-below")
        # What is written as an escape, "\u202e", is invisible only on the page.
        elif node.style == '"' and (found := FORBIDDEN.search(value)):
            self._report(node, *invisible(found[0]), INVISIBLE)

    def _look_for_items(self, node: Any) -> None:
        """A list item that is indented too deep goes on with the text of the item above it."""
        start = node.start_mark.index
        if found := re.search(r"\n *(- .*)", self.file.text[start : node.end_mark.index]):
            line, column = place(self.file.text, start + found.start(1))
            hint = f"put it under the hyphen in line {node.start_mark.line + 1}; or put the whole text in quotes"
            message = f"list items must stand exactly below each other: {quoted(found[1])}"
            self._report_at(line - 1, column - 1, message, hint, "item-within-text")

    def _report(self, node: Any, message: str, hint: str, code: str) -> None:
        self._report_at(node.start_mark.line, node.start_mark.column, message, hint, code)

    def _report_at(self, row: int, column: int, message: str, hint: str, code: str) -> None:
        self.file.problems.append(Problem(self.file.path, row + 1, column + 1, shortened(message), hint, code))


def _item(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _syntax(error: yaml.YAMLError, text: str, path: str) -> Problem:
    reason = (getattr(error, "problem", None) or str(error).splitlines()[0]).removeprefix("but ")
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None) or mark
    if mark is None or begun is None:
        return Problem(path, 1, 1, f"file must be valid YAML: {reason}", "compare with the examples", "not-yaml")
    fault = explain(Stop(text, reason, mark.line, mark.column, (begun.line, begun.column)))
    # The reader may stop behind the last line.
    last = max(text.rstrip("\n").count("\n"), 0)
    row, column = (fault.row, fault.column) if fault.row <= last else (last, 0)
    return Problem(path, row + 1, column + 1, shortened(fault.message), shortened(fault.hint), fault.code)
