"""The Markdown of hand-written pages: code, links, anchors, places for generated text, and what is read.

Whoever looks into a page asks here, so that checks, the site and renaming see the same code and links, which are those
that MkDocs sees. HTML is not looked at: a rule refuses it.
"""

import html
import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from sourcebook.words.markdownblocks import Blocks, Piece

MARKER = re.compile(r"<!-- sourcebook: ([a-z]+) -->")
"""A place at which the generated part of a page appears. Within code it is only the picture of one."""
ATTRIBUTES = re.compile(r"\{:? *(?:[#.][\w-]+ *)+\}")
"""What may stand in braces behind a heading or paragraph: an id and classes."""

_METADATA = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(
    r"^(?!(?:title|description):)[^\s#][^\n]*(?:\n[ \t][^\n]*|\n(?=\n))*|^(?:title|description):", re.MULTILINE
)
_NOT_READ = re.compile(
    rf"<!--(?:(?!<!--|-->).)*+-->|https?://[^\s<>()]+|{ATTRIBUTES.pattern}|&#?\w+;|^[ >]*\d{{1,2}}[.)](?= )",
    re.MULTILINE | re.DOTALL,
)
_TICKS = re.compile(r"(?<!\\)(?:\\\\)*(`+)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")
_ANGLED = re.compile(r"\(\s*<\s*([^<>]*?)\s*>\s*(?:(?:'[^']*'|\"[^\"]*\")\s*)?\)")
_LABELLED, _LINK, _PICTURE = range(3)
_OPENING = {_LABELLED: re.compile(r"(?<!!)\["), _LINK: re.compile(r"(?<!!)\["), _PICTURE: re.compile(r"!\[")}
_LABEL = re.compile(r"\s?\[([^\]]*)\]")
_AUTOMATIC = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_BRACES = re.compile(r" +\{:? *(?=[^} \n])[^\n]*\} *$")
_BRACES_WITHIN = re.compile(r"(?<=[\x01\x02*_])\{:? *(?=[^} \n])[^}\n]*\}")
_EMPHASIS = re.compile(r"(?<![\w\x03])(_+)(?=\S)(.+?)(?<=[^\s\x03])\1(?!\w)")
_NAMED = re.compile(r"#([\w-]+)")
_NUMBERED = re.compile(r"(.*)_([0-9]+)")
_CODE, _TAKEN, _LITERAL = "\1", "\2", "\3"
"""What stands in place of a letter within code, of a sign that is part of a link, and of one that is escaped."""


@dataclass(frozen=True, slots=True)
class MarkdownLink:
    """A link, a picture or the definition of one: what it leads to, as it is written, and where that stands."""

    target: str
    start: int
    plain: bool = False
    """Whether it is written as ``[words](target)`` and has no title."""
    wordless: bool = False
    """Whether nothing stands between its square brackets."""

    @property
    def end(self) -> int:
        """Where the target ends."""
        return self.start + len(self.target)

    @property
    def path(self) -> str:
        """The file that it leads to, without what follows ``?`` or ``#``; empty for a place on its own page."""
        return _ESCAPE.sub(r"\1", re.split(r"[?#]", self.target, maxsplit=1)[0])

    @property
    def fragment(self) -> str:
        """What stands behind the ``#``, with which the target ends."""
        return self.target.partition("#")[2]


class _Reading:
    """What is found in a page."""

    def __init__(self, text: str) -> None:
        blocks = Blocks(text, body_start(text))
        self.code = [(piece.at[0], piece.at[-1] + 1) for piece in blocks.code if piece.text]
        self.links: list[MarkdownLink] = []
        self.labels = {label for label, _ in blocks.definitions}
        for _, written in blocks.definitions:
            start = len(written.text) - len(written.text.lstrip("<"))
            self._add(written, start, len(written.text.rstrip(">")))
        signs = [self._without_links(piece, self._without_code(piece)) for piece in blocks.prose]
        self.links = sorted({*self.links}, key=lambda link: link.start)
        self.code.sort()
        self.prose = blanked(text, self.code)
        self.anchors = set(_NAMED.findall(" ".join(ATTRIBUTES.findall(self.prose))))
        self.heading_anchors: set[str] = set()
        headings = {id(piece) for piece in blocks.headings}
        last: dict[str, str] = {}
        for piece, shown in zip(blocks.prose, signs, strict=True):
            if id(piece) not in headings:
                continue
            braces = (_BRACES.search(shown) or [""])[0]
            if "#" in braces:
                self.heading_anchors.update(_NAMED.findall(braces))
                continue
            name = _slug(piece.text, shown)
            last[name] = free_id(last.get(name, name), self.anchors)
            self.anchors.add(last[name])
            self.heading_anchors.add(last[name])

    def _without_code(self, piece: Piece) -> str:
        """Note the code of one text, and return it with signs in place of code and of what is escaped."""
        text, at = piece.text, 0
        kept: list[str] = []
        while match := _TICKS.search(text, at):
            start = match.start(1)
            end = _end_of_code(text, match.end(), len(match[1]))
            kept.append(_escaped(text[at:start]))
            if end is None:
                kept.append(match[1])
            else:
                self.code.append((piece.at[start], piece.at[end - 1] + 1))
                kept.append(_CODE * (end - start))
            at = end or match.end()
        return "".join([*kept, _escaped(text[at:])])

    def _without_links(self, piece: Piece, signs: str, first: int = 0) -> str:
        """Note the links of one text, and return it with signs in place of all but their words.

        They are found in the order of Python-Markdown: those to definitions, those with a target, pictures, bare
        addresses. Within the words of a link only later ones are looked for.
        """
        for number in range(first, _PICTURE + 1):
            signs = self._bracketed(piece, signs, number)
        for match in _AUTOMATIC.finditer(signs):
            self._add(piece, *match.span(1))
        return signs

    def _bracketed(self, piece: Piece, signs: str, number: int) -> str:
        closing = _pairs(signs)
        at = 0
        while match := _OPENING[number].search(signs, at):
            start, at = match.span()
            words_end = closing.get(at - 1)
            if words_end is None:
                continue
            labelled = number == _LABELLED
            end, found = self._label(signs, at, words_end) if labelled else self._target(piece, signs, at, words_end)
            if found:
                inner = _TAKEN * (words_end - at)
                if number != _PICTURE:
                    inner = self._without_links(piece.cut(at, words_end), signs[at:words_end], number + 1)
                signs = "".join([signs[:start], _TAKEN * (at - start), inner, _TAKEN * (end - words_end), signs[end:]])
            at = end
        return signs

    def _label(self, signs: str, words: int, words_end: int) -> tuple[int, bool]:
        """Return where ``[words][label]`` ends, and whether the label is defined."""
        label = _LABEL.match(signs, words_end + 1)
        if label is None:
            return words, False
        return label.end(), re.sub(r"\s+", " ", (label[1] or signs[words:words_end]).lower()) in self.labels

    def _target(self, piece: Piece, signs: str, words: int, words_end: int) -> tuple[int, bool]:
        """Return where ``[words](target)`` ends, and whether it is that; note the target."""
        found = _target(signs, words_end + 1)
        if found is None:
            return words, False
        start, target_end, end = found
        plain = (start, target_end) == (words_end + 2, end - 1) and signs[max(0, words - 2)] != "!"
        self._add(piece, start, target_end, plain=plain, wordless=words == words_end)
        return end, True

    def _add(self, piece: Piece, start: int, end: int, *, plain: bool = False, wordless: bool = False) -> None:
        if start < end:
            self.links.append(MarkdownLink(piece.text[start:end], piece.at[start], plain, wordless))


_reading = lru_cache(maxsize=64)(_Reading)
"""Checks ask several times about one page."""


def links(text: str) -> list[MarkdownLink]:
    """Return the links and pictures of a page, and the definitions of links, in the order of their targets."""
    return _reading(text).links


def anchors(text: str) -> set[str]:
    """Return the ids that a page has by itself: those in braces, and those that MkDocs makes of its headings."""
    return _reading(text).anchors


def heading_anchors(text: str) -> set[str]:
    """Return those of the ``anchors`` of a page that its headings have."""
    return _reading(text).heading_anchors


def heading_id(title: str) -> str:
    """Return the id that MkDocs gives a heading that has none."""
    plain = unicodedata.normalize("NFKD", html.unescape(title)).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def free_id(name: str, taken: Set[str]) -> str:
    """Return the id of a heading, with the number that MkDocs adds where it is ``taken`` or empty."""
    while name in taken or not name:
        match = _NUMBERED.fullmatch(name)
        name = f"{match[1]}_{int(match[2]) + 1}" if match else f"{name}_1"
    return name


def without_code(text: str) -> str:
    """Return the text with spaces in place of all code, so that everything else keeps its place."""
    return _reading(text).prose


def readable(text: str) -> str:
    """Return the text with spaces in place of what nobody reads as a statement, so that all else keeps its place.

    Blanked are addresses, ids and classes, entities, and the numbers of lists. Title and description stay: search and
    browsers show them. Code stays as well, for what stands in it is read like any other words.
    """
    prose = blanked(text, [(link.start, link.end) for link in links(text)])
    start = body_start(text)
    head = _KEY.sub(lambda match: blank(match[0]), text[:start])
    return _NOT_READ.sub(lambda match: blank(match[0]), head + prose[start:])


def body_start(text: str) -> int:
    """Return where the page begins behind its metadata."""
    head = _METADATA.match(text)
    return head.end() if head else 0


def markers(text: str) -> list[re.Match[str]]:
    """Return the markers of a page that stand outside code, in order."""
    return list(MARKER.finditer(without_code(text)))


def blank(text: str) -> str:
    """Return spaces in place of everything but the ends of lines."""
    return re.sub(r"[^\n]", " ", text)


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with such spaces in parts of it, of which each is given by its start and end, in order."""
    kept, done = [], 0
    for start, end in spans:
        kept += [text[done:start], blank(text[max(done, start) : end])]
        done = max(done, end)
    return "".join([*kept, text[done:]])


def _escaped(text: str) -> str:
    """Return text with signs in place of what is escaped; letters of names stay."""
    return _ESCAPE.sub(lambda match: _LITERAL + (match[1] if match[1] in "_-" else _LITERAL), text)


def _end_of_code(text: str, start: int, ticks: int) -> int | None:
    """Return where code ends that so many backticks begin: behind as many, else behind the most that follow."""
    longest, end = 0, None
    for run in re.finditer("`+", text[start:]):
        length = run.end() - run.start()
        if length == ticks:
            return start + run.end()
        if length > longest:
            longest, end = length, start + run.end()
    return end if longest < ticks else None


def _pairs(signs: str) -> dict[int, int]:
    """Return where each square bracket is closed."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", signs):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            closing[opened.pop()] = match.start()
    return closing


def _target(signs: str, start: int) -> tuple[int, int, int] | None:
    """Return where a target in round brackets starts and ends, and where the brackets end.

    A title is what stands in quotes before the closing bracket; quotes that no bracket follows are part of the target.
    """
    if not signs.startswith("(", start):
        return None
    angled = _ANGLED.match(signs, start)
    if angled:
        return *angled.span(1), angled.end()
    begin = start + 1 + len(signs[start + 1 :]) - len(signs[start + 1 :].lstrip())
    closed = _balanced(signs, begin)
    quote = re.compile("[\"']").search(signs, begin)
    if quote is None or (closed is not None and closed < quote.start()):
        stop = closed
    else:
        other = signs.find("'" if quote[0] == '"' else '"', quote.end())
        ends = [(begun, end) for begun in (quote.start(), other) if begun >= 0 and (end := _title_end(signs, begun))]
        if ends:
            begun, end = min(ends, key=lambda item: item[1])
            return begin, max(begin, len(signs[:begun].rstrip())), end
        stop = closed
    return None if stop is None else (begin, max(begin, len(signs[:stop].rstrip())), stop + 1)


def _title_end(signs: str, begun: int) -> int | None:
    match = re.compile(signs[begun] + r" *\)").search(signs, begun + 1)
    return match.end() if match else None


def _balanced(signs: str, start: int) -> int | None:
    depth = 1
    for match in re.compile(r"[()]").finditer(signs, start):
        depth += 1 if match[0] == "(" else -1
        if depth == 0:
            return match.start()
    return None


def _slug(text: str, signs: str) -> str:
    """Return the id of a heading from its text, and from the signs that tell what of it is shown."""
    signs = _BRACES_WITHIN.sub(lambda match: _TAKEN * len(match[0]), signs)
    braces = _BRACES.search(signs)
    length = braces.start() if braces else len(signs)
    shown = re.sub(f"{_CODE}+", lambda match: _shown_code(text[slice(*match.span())]), signs[:length])
    return heading_id(_EMPHASIS.sub(r"\2", shown))


def _shown_code(written: str) -> str:
    ticks = len(written) - len(written.rstrip("`"))
    return written[ticks:-ticks].strip()
