"""Hand-written pages: links to records, and the rule that they state nothing of their own."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from sourcebook.load import Reference
from sourcebook.problems import Problem
from sourcebook.render import MARKER, escape_markdown
from sourcebook.shape import suggest

_LINK = re.compile(r"(\[?)\]\((claim|person|organization|place|term|source|question|chapter):([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^```.*?^```|`[^`\n]*`|<!--.*?-->|\]\([^)\n]*\)|https?://\S+|\{:?[^}\n]*\}|&#?\w+;|^\d+\. ",
    re.MULTILINE | re.DOTALL,
)
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_FIGURE = re.compile(rf"\d[\d.,:]*|\b(?:{_MONTHS})\b")
_OTHER_LINK = re.compile(r"\]\(<?([a-z]+):(?!//)")
_KINDS = ("claim", "person", "organization", "place", "term", "source", "question", "chapter")
_FOLDERS = {"person": "people", "organization": "organizations", "place": "places", "term": "terms"}


def problems_of(docs: Path, reference: Reference) -> list[Problem]:
    """Return what is wrong with the hand-written pages: unknown records, and figures outside ``about/``."""
    found: list[Problem] = []
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs).as_posix()
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            found.append(
                Problem(f"{docs.name}/{path}", 1, 1, f"page must be readable UTF-8 text: {error}", "save it as UTF-8")
            )
            continue
        found += _unknown_records(text, f"{docs.name}/{path}", reference)
        if not path.startswith("about/"):
            found += figures(text, f"{docs.name}/{path}")
    return found


def figures(text: str, path: str) -> Iterator[Problem]:
    """Hand-written pages state no figure or date of their own (about/ excepted)."""
    prose = _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _FIGURE.finditer(prose):
        message = f"hand-written pages must state no figure or date: {match[0]!r}"
        yield _at(text, match.start(), path, message, "put it into a claim and link to it")


def expand_links(text: str, path: str, reference: Reference) -> str:
    """Return the page with links to records (``claim:ID``, ``person:ID`` …) turned into relative links to pages.

    A link without words, such as ``[](claim:ID)``, is given the title of its record.
    """
    if "](" not in text or not _LINK.search(text):
        return text
    folder = posixpath.dirname(path) or "."

    def relative(match: re.Match[str]) -> str:
        kind, name = match[2], match[3]
        target, _, anchor = target_of(kind, name, reference).partition("#")
        words = f"[{escape_markdown(_title(kind, name, reference))}" if match[1] else ""
        return f"{words}]({posixpath.relpath(target, folder)}{'#' + anchor if anchor else ''})"

    parts = re.split(f"({_CODE.pattern})", text, flags=_CODE.flags)
    return "".join(part if number % 2 else _LINK.sub(relative, part) for number, part in enumerate(parts))


def target_of(kind: str, name: str, reference: Reference) -> str:
    """Return the path of a record's page with its anchor; raises ``KeyError`` for an unknown record."""
    if name not in _known(kind, reference):
        raise KeyError(name)
    if kind == "claim":
        return f"chapters/{reference.chapter_of[name]}.md#{name}"
    return f"{_FOLDERS.get(kind, kind + 's')}/{name}.md"


def _known(kind: str, reference: Reference) -> set[str]:
    if kind in _FOLDERS:
        return set(reference.entries[_FOLDERS[kind]])
    return set(getattr(reference, f"{kind}s"))


def _title(kind: str, name: str, reference: Reference) -> str:
    if kind in _FOLDERS:
        return reference.entries[_FOLDERS[kind]][name].record.name
    record = getattr(reference, f"{kind}s")[name].record
    return str(record.question if kind == "question" else record.title)


def _unknown_records(text: str, path: str, reference: Reference) -> Iterator[Problem]:
    prose = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _LINK.finditer(prose):
        kind, name = match[2], match[3]
        known = _known(kind, reference)
        if name not in known and name not in reference.known:
            yield _at(text, match.start(3), path, f"link must name a known {kind}: {name!r}", suggest(name, known))
    for match in _OTHER_LINK.finditer(prose):
        if match[1] not in {*_KINDS, "mailto"}:
            message = f"link must be to a page, a web address or a kind of record: '{match[1]}:'"
            yield _at(text, match.start(1), path, message, suggest(match[1], _KINDS))
    markers = ("card", "figures", "chapters") if path.partition("/")[2] == "index.md" else ("body",)
    for match in MARKER.finditer(prose):
        if match[1] not in markers:
            message = f"marker must be one that this page has: {match[1]!r}"
            yield _at(text, match.start(1), path, message, suggest(match[1], markers) or f"it has {', '.join(markers)}")


def _at(text: str, offset: int, path: str, message: str, hint: str) -> Problem:
    line = text.count("\n", 0, offset) + 1
    return Problem(path, line, offset - (text.rfind("\n", 0, offset) + 1) + 1, message, hint)
