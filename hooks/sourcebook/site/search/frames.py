"""What is written by hand around generated parts, as the search wants it: titles, and text with the simplest tags."""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_KEPT = frozenset(("p", "code", "pre", "li", "ol", "ul", "sub", "sup"))
"""Tags that the list of results shows."""
_SKIPPED = frozenset(("object", "script", "style", "svg"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_SPACE = re.compile(r"[ \t\n\f\r]+")
_EMPTY = re.compile(r"<(\w+)>\s*</\1>")


@dataclass(frozen=True, slots=True)
class FrameSection:
    """A heading with the text that follows, both as HTML; the first one, which has no id, is that of the page."""

    id: str
    title: str
    text: str


def html_of(text: str) -> str:
    """Return text as HTML on one line."""
    return escape(_SPACE.sub(" ", text).strip(" "), quote=False)


def frame_sections(html: str) -> tuple[FrameSection, ...]:
    """Return the sections of what Markdown made of a hand-written page; none for no HTML."""
    if not html.strip():
        return ()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(FrameSection(one.id, _one_line(one.title), _one_line(one.text)) for one in reader.sections)


def _one_line(pieces: list[str]) -> str:
    text = "".join(pieces)
    while (shorter := _EMPTY.sub("", text)) != text:
        text = shorter
    return _SPACE.sub(" ", text).strip(" ")


@dataclass
class _Section:
    id: str = ""
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads headings and text, but not what is kept from the search. Comments, such as markers, are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.sections = [_Section()]
        self._open: list[tuple[str, bool]] = []
        """The tags around, each with whether what is within is passed over."""
        self._heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in _VOID:
            self._pieces.append(" ")
            return
        self._open.append((tag, self._passed_over or _is_kept_from_search(tag, found)))
        if tag in _HEADINGS and "id" in found and not self._passed_over:
            self._heading = tag
            if tag != "h1" or self.sections[-1].title:
                self.sections.append(_Section(found["id"] or ""))
        elif tag in _KEPT and not self._passed_over:
            self._pieces.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if not any(tag == name for name, _ in self._open):
            return
        passed_over = self._passed_over
        while self._open.pop()[0] != tag:
            continue
        if tag == self._heading:
            self._heading = ""
        elif tag in _KEPT and not passed_over:
            self._pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._passed_over:
            self._pieces.append(escape(data, quote=False))

    @property
    def _passed_over(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    @property
    def _pieces(self) -> list[str]:
        return self.sections[-1].title if self._heading else self.sections[-1].text


def _is_kept_from_search(tag: str, attributes: dict[str, str | None]) -> bool:
    return tag in _SKIPPED or "data-search-exclude" in attributes or attributes.get("class") == "headerlink"
