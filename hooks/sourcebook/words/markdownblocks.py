"""The blocks of a page of Markdown, each letter with its place: code, headings, paragraphs, definitions of links.

Python-Markdown, with which MkDocs reads pages, says nothing of places; so its rules stand here once more, as far as
they decide what is code and where a text ends. Tests hold the two against each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

TAB = 4
"""By so many spaces the content of a list item and code are indented."""
_SIGN = "\0"
"""What stands for a whole fenced block while the rest is read."""
DEEPEST_BLOCKS = 50
"""Lists and quotations within one another beyond this are taken for plain text."""

_OPTION = r"[ \t]*(?:linenums|hl_lines|title)(?:=(?P<quote>[\"']).*?(?P=quote))?(?=[ \t]|$)"
_FENCE = re.compile(
    rf"(?P<before>[> ]*)(?P<fence>~{{3,}}|`{{3,}})(?:[ \t]*\.?[\w#.+-]+(?=[ \t]|$))?"
    rf"(?:[ \t]*\{{[^\n]*\}}|(?:{_OPTION})+)?[ \t]*$"
)
_HEADING = re.compile(r"(#{1,6})((?:\\.|[^\\#]|#+(?=[^#]))*?)#*$")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}(?=((?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}))\1 *$")
_ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +(.*)")
_INNER_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
_QUOTED = re.compile(r" {0,3}> ?(.*)")
_ABBREVIATION = re.compile(r"\*\[[^\\]*?\] ?:")
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\[\]]*)\]: *(?:\n *)?(\S+) *(?:\n *)?(?:([\"'])(?:.*)\3 *|\(.*\) *)?$", re.MULTILINE
)
_LAST_STROKE = re.compile(r"(?<!\\)(?:\\\\)*\|$")
_PIPE = re.compile(r"\\.|(?P<ticks>`+)|(?P<pipe>\|)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page, cleaned of indentation and of the signs of quotations: ``at`` is where each letter stands."""

    text: str
    at: Sequence[int]

    def cut(self, start: int, end: int | None = None) -> "Piece":
        """Return a part of it."""
        return Piece(self.text[start:end], self.at[start:end])

    def strip(self) -> "Piece":
        """Return it without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))


Lines = list[Piece]


def joined(lines: Lines) -> Piece:
    """Return lines as one piece."""
    at: list[int] = []
    for line in lines:
        at += [*line.at, line.at[-1] + 1 if line.at else -1]
    return Piece("\n".join(line.text for line in lines), at[:-1])


@dataclass
class _Element:
    """What a list, quotation or the page itself holds, as far as it decides how the next block is read."""

    tag: str
    children: "list[_Element]" = field(default_factory=list)

    def add(self, tag: str) -> "_Element":
        self.children.append(_Element(tag))
        return self.children[-1]

    @property
    def last(self) -> str:
        return self.children[-1].tag if self.children else ""


class Blocks:
    """The blocks of a page, in order."""

    def __init__(self, text: str, start: int = 0) -> None:
        """Read the page from ``start``, which is where its metadata end."""
        self.code: list[Piece] = []
        """Fenced and indented code."""
        self.prose: list[Piece] = []
        """Texts that each stand for themselves: paragraphs, headings, cells of tables."""
        self.headings: list[Piece] = []
        self.definitions: list[tuple[str, Piece]] = []
        """Label and target of each ``[label]: target``."""
        self._fenced: dict[int, Lines] = {}
        """Where the sign that stands for a fenced block is → its lines."""
        self._depth = 0
        self._parse_all(_Element("page"), _outside_fences(_lines(text, start), self._fenced))
        self.code += [line for lines in self._fenced.values() for line in lines]

    def _parse_all(self, parent: _Element, lines: Lines, state: str = "") -> None:
        """Parse lines that may have blank ones between them."""
        blocks = [list(group) for blank, group in groupby(lines, lambda line: not line.text.strip(" ")) if not blank]
        self._parse(parent, blocks, state)

    def _parse(self, parent: _Element, blocks: list[Lines], state: str) -> None:
        self._depth += 1
        waiting = blocks[::-1]
        while waiting:
            block = waiting.pop()
            while block and not block[0].text:
                block = block[1:]
            if block:
                waiting += self._block(parent, block, state)[::-1]
        self._depth -= 1

    def _block(self, parent: _Element, block: Lines, state: str) -> list[Lines]:
        """Read what the block begins with, in the order of Python-Markdown, and return what is left to be read."""
        first = block[0].text
        if self._depth > DEEPEST_BLOCKS:
            self.prose.append(joined(block))
        elif first.startswith(" " * TAB) and state != "detabbed" and (parent.tag == "item" or parent.last == "list"):
            self._indented(parent, block, state)
        elif first.startswith(" " * TAB):
            return self._code_block(parent, block)
        elif cells := _cells(block):
            self.prose += cells
            parent.add("table")
        elif (found := _first(_HEADING, block)) is not None:
            return self._heading(parent, block, found, state)
        elif len(block) > 1 and _UNDERLINE.match(block[1].text):
            self._add_heading(parent, block[0].strip())
            return [block[2:]]
        elif (found := _first(_RULE, block)) is not None:
            self._parse(parent, [block[:found]], state)
            parent.add("rule")
            return [block[found + 1 :]]
        elif _ITEM.match(first):
            self._list(parent, block)
        elif (found := _first(_QUOTED, block)) is not None:
            self._parse(parent, [block[:found]], state)
            quotation = parent.children[-1] if parent.last == "quotation" else parent.add("quotation")
            self._parse_all(quotation, [_unquoted(line) for line in block[found:]], "quotation")
        else:
            return self._paragraph(parent, block)
        return []

    def _indented(self, parent: _Element, block: Lines, state: str) -> None:
        """Read a block that stands in the item of a list, at the depth that its indentation tells."""
        wanted = (len(block[0].text) - len(block[0].text.lstrip(" "))) // TAB
        level, target = int(state == "list"), parent
        while wanted > level and target.last in ("list", "item"):
            target = target.children[-1]
            level += target.tag == "list"
        block = [line.cut(TAB * level) if line.text.startswith(" " * TAB * level) else line for line in block]
        if parent.tag == "item":
            self._parse(parent.children[-1] if parent.last == "list" else parent, [block], "detabbed")
        elif target.tag == "item":
            self._parse(target, [block], "detabbed")
        else:
            self._parse(target.children[-1] if target.last == "item" else target.add("item"), [block], "detabbed")

    def _code_block(self, parent: _Element, block: Lines) -> list[Lines]:
        block = [line for part in block for line in self._unfenced(part)]
        length = next((n for n, line in enumerate(block) if not line.text.startswith(" " * TAB)), len(block))
        self.code += block[:length]
        parent.add("code")
        return [block[length:]]

    def _unfenced(self, line: Piece) -> Lines:
        """Return the lines for which a sign stands: beside indented code, a fence is text like any other."""
        lines = self._fenced.pop(line.at[-1], None) if line.text.endswith(_SIGN) else None
        return [line] if lines is None else [inner.cut(line.at[0] - lines[0].at[0]) for inner in lines]

    def _heading(self, parent: _Element, block: Lines, found: int, state: str) -> list[Lines]:
        self._parse(parent, [block[:found]], state)
        match = _HEADING.match(block[found].text)
        assert match is not None
        self._add_heading(parent, block[found].cut(*match.span(2)).strip())
        after = block[found + 1 :]
        if state == "looselist":
            after = [line.cut(TAB) if line.text.startswith(" " * TAB) else line for line in after]
        return [after]

    def _add_heading(self, parent: _Element, text: Piece) -> None:
        parent.add("heading")
        self.headings.append(text)
        self.prose.append(text)

    def _list(self, parent: _Element, block: Lines) -> None:
        items: list[Lines] = []
        for line in block:
            match = _ITEM.match(line.text)
            if match:
                items.append([line.cut(match.start(1))])
            elif _INNER_ITEM.match(line.text) and not items[-1][0].text.startswith(" " * TAB):
                items.append([line])
            else:
                items[-1].append(line)
        if parent.last == "list":
            place = parent.children[-1]
            self._parse(place.add("item"), [items.pop(0)], "looselist")
        else:
            place = parent if parent.tag == "list" else parent.add("list")
        for item in items:
            inner = item[0].text.startswith(" " * TAB)
            self._parse(place.children[-1] if inner else place.add("item"), [item], "list")

    def _paragraph(self, parent: _Element, block: Lines) -> list[Lines]:
        """Read definitions of abbreviations and links, and a paragraph where there are none."""
        found = _first(_ABBREVIATION, block)
        if found is not None:
            return [block[:found], block[found + 1 :]]
        text = joined(block)
        match = _DEFINITION.search(text.text)
        if match is None:
            self.prose.append(text)
            parent.add("paragraph")
            return []
        start = end = match.start()
        for match in _DEFINITION.finditer(text.text, start):
            if match.start() > start and (text.text[end : match.start()].strip("\n") or "\n" in match[0]):
                break
            self.definitions.append((match[1].strip().lower(), text.cut(*match.span(2))))
            end = match.end()
        return [block[: text.text.count("\n", 0, start)], block[text.text.count("\n", 0, end) + 1 :]]


def _lines(text: str, start: int) -> Iterator[Piece]:
    at = start
    for line in text[start:].split("\n"):
        shown, places = line.rstrip("\r"), range(at, at + len(line))
        if "\t" in shown:
            widths = _widths(shown)
            yield Piece(shown.expandtabs(TAB), [p for p, n in zip(places, widths, strict=False) for _ in range(n)])
        else:
            yield Piece(shown, places[: len(shown)])
        at += len(line) + 1


def _widths(line: str) -> list[int]:
    widths: list[int] = []
    column = 0
    for sign in line:
        widths.append(TAB - column % TAB if sign == "\t" else 1)
        column += widths[-1]
    return widths


def _outside_fences(lines: Iterable[Piece], fenced: dict[int, Lines]) -> Lines:
    """Return the lines with a sign in place of each fenced block, which is put into ``fenced``.

    A block ends with the fence it began with, as deep as that in spaces and quotations, or is none.
    """
    found: Lines = []
    opened: tuple[int, re.Match[str]] | None = None
    blank = False
    for line in lines:
        found.append(line)
        if opened is None:
            match = _FENCE.match(line.text)
            opened, blank = (len(found) - 1, match) if match else None, False
            continue
        index, match = opened
        before, fence = match["before"], match["fence"]
        start = next((n for n, sign in enumerate(line.text[: len(before)]) if sign not in "> "), len(before))
        margin, rest = line.text[:start], line.text[start:]
        deep, depth = margin.count(">"), before.count(">")
        ends = re.fullmatch(re.escape(fence) + "[ ]*", rest)
        if not rest if depth else not line.text.strip():
            blank = blank or bool(depth)
        elif deep > depth or len(margin) < len(before) or (blank and deep < depth):
            opened = None
        elif ends:
            sign = Piece(before + _SIGN, found[index].at[: len(before) + 1])
            fenced[sign.at[-1]] = found[index:]
            found[index:] = [sign]
            opened = None
        else:
            blank = False
    return found


def _first(pattern: re.Pattern[str], block: Lines) -> int | None:
    return next((number for number, line in enumerate(block) if pattern.match(line.text)), None)


def _unquoted(line: Piece) -> Piece:
    match = _QUOTED.match(line.text)
    return line.cut(match.start(1)) if match else line


def _cells(block: Lines) -> Iterable[Piece]:
    """Return the cells of a table, nothing if the block is none."""
    if len(block) < 2 or not set(block[1].text) <= set("|:- "):
        return []
    rows = [line.strip() for line in block]
    bordered = _has_border(rows[0])
    divided = [_divided(row, bordered) for row in rows]
    columns = len(divided[0])
    if len(divided[1]) != columns or (columns == 1 and not (bordered and all(map(_has_border, rows[1:])))):
        return []
    return [cell.strip() for number, row in enumerate(divided) if number != 1 for cell in row[:columns]]


def _has_border(row: Piece) -> bool:
    return row.text.startswith("|") or bool(_LAST_STROKE.search(row.text))


def _divided(row: Piece, bordered: bool) -> Lines:
    """Return the cells of a row. A stroke within code divides nothing."""
    if bordered:
        row = row.cut(row.text.startswith("|"), -1 if _LAST_STROKE.search(row.text) else None)
    cells, start, until = [], 0, 0
    signs = [*_PIPE.finditer(row.text)]
    for number, match in enumerate(signs):
        if match.start() < until:
            continue
        if match["ticks"]:
            same = (later.end() for later in signs[number + 1 :] if later["ticks"] == match["ticks"])
            until = next(same, 0)
        elif match["pipe"]:
            cells.append(row.cut(start, match.start()))
            start = match.end()
    return [*cells, row.cut(start)]
