"""What must be true of hand-written pages: they open, explain and place, and state nothing of their own."""

import posixpath
import re
from collections.abc import Iterator, Set
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from sourcebook.files.encoding import FORBIDDEN, INVISIBLE, invisible, place
from sourcebook.files.problems import Problem, coded, shortened
from sourcebook.reference.reference import Reference
from sourcebook.rules.identity import RESERVED
from sourcebook.site import handwritten, pages
from sourcebook.site.handwritten import KINDS, LINK, known
from sourcebook.words.markdown import ATTRIBUTES, MARKER, blank, body_start, markers, readable, without_code
from sourcebook.words.spelling import suggest

MOST_ALIKE = 10
"""How often a fault of one kind is reported in a page."""
MOST = 100
"""The same for faults that editors make one by one."""

_MONTHS = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
)
# Small numbers in words are common in prose that states nothing ("two ways", "one of them"), unless they count time.
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINAL_TENS = "twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|thousandth"
_DIGIT = "one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
_SMALL = "two|three|four|five|six|seven|eight|nine|ten"
_TIMES = "second|minute|hour|day|night|week|month|year|decade|centurie|century"
_NUMBERS = (
    rf"(?:{_TENS})(?:-(?:{_DIGIT}))?|{_ORDINAL_TENS}|(?:{_TEENS})(?:th)?|twelfth|hundred|thousand|million|billion"
    rf"|(?:{_SMALL})(?=[ -](?:{_TIMES})s?\b)"
)
_FIGURE = re.compile(rf"\d[\d.,:]*|\b(?:{_MONTHS}|(?i:{_NUMBERS})\b)")
_BRACKETED = rf"https?://[^\s<>]*>|[^\s<>@]+@[^\s<>]+>|(?:{'|'.join(KINDS)}):"
_HTML = re.compile(rf"<(?!{_BRACKETED})(?=[a-zA-Z/!?])[^<>\n]{{0,40}}>?|&(?:[a-zA-Z]\w*|#\w+);")
_ODD_ATTRIBUTES = re.compile(r"\{:[^{}\n]*\}|\{[^{}=\n]*=[^{}\n]*\}")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>()]+")
_RECORD = re.compile(rf"(?<![\w-])(?:{'|'.join(KINDS)}):(?=[\w)>-])[\w-]*", re.IGNORECASE)
_TARGET = re.compile(r"(?:\]\(\s*|^ {0,3}\[[^\]\n]+\]:\s*)<?([^\s)>]+)", re.MULTILINE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")


def problems_of(docs: Path, reference: Reference) -> list[Problem]:
    """Return what is wrong with the hand-written pages and files below ``docs``."""
    generated = set(pages.paths(reference))
    files = {file.relative_to(docs).as_posix(): file for file in sorted(docs.rglob("*")) if _is_published(file, docs)}
    whole = not any(file.problems for file in reference.files)
    found = list(_addresses(docs.name, files, generated))
    for path, file in files.items():
        if not path.endswith(".md"):
            continue
        shown = f"{docs.name}/{path}"
        text, faults = handwritten.read(file, shown)
        found += faults or _page(text, shown, path, reference)
        if not faults and whole:
            # What a file with faults would have generated is not known.
            found += _frame(text, shown, path, generated)
            found += _targets(text, shown, path, files.keys() | generated)
    return found


def _is_published(file: Path, docs: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(docs).parts)
    return not hidden and (file.suffix == ".md" or file.is_file())


def _page(text: str, shown: str, path: str, reference: Reference) -> Iterator[Problem]:
    for match in islice(FORBIDDEN.finditer(text), MOST_ALIKE):
        yield _at(text, match.start(), shown, *invisible(match[0]), INVISIBLE)
    yield from islice(_html(text, shown), MOST_ALIKE)
    yield from islice(_ids(text, shown, reference), MOST)
    yield from islice(_records(text, shown, reference), MOST)
    yield from _markers(text, shown, path)
    if not path.startswith("about/"):
        yield from islice(figures(text, shown), MOST)


@coded("pages-state-no-figures")
def figures(text: str, path: str) -> Iterator[Problem]:
    """Hand-written pages state no figure and no date (those about the reference are not asked)."""
    for match in _FIGURE.finditer(readable(text)):
        message = f"hand-written pages must state no figure or date: {match[0]!r}"
        yield _at(text, match.start(), path, message, "put it into a claim and link to it")


@coded("pages-hold-no-html")
def _html(text: str, path: str) -> Iterator[Problem]:
    """Hand-written pages hold no HTML, and name nothing but ids and classes in braces."""
    prose = MARKER.sub(lambda match: blank(match[0]), without_code(text))
    for match in _HTML.finditer(prose, body_start(text)):
        if re.match(r"<!--\s*sourcebook", match[0]):
            message = f"marker must be written as '<!-- sourcebook: NAME -->': {match[0]!r}"
            yield _at(text, match.start(), path, message, "small letters, and one space at each place")
        elif match[0].startswith("<!"):
            message = f"hand-written pages must have no comments: {match[0]!r}"
            yield _at(text, match.start(), path, message, "delete it; it would be published")
        else:
            message = f"hand-written pages must have no HTML: {match[0]!r}"
            yield _at(text, match.start(), path, message, "write Markdown, and each sign as it is")
    for match in _ODD_ATTRIBUTES.finditer(prose, body_start(text)):
        if not ATTRIBUTES.fullmatch(match[0]):
            message = f"braces must hold ids and classes only: {match[0]!r}"
            yield _at(text, match.start(), path, message, "write {: #id } or {: .class }")


@coded("ids-in-braces-are-free")
def _ids(text: str, path: str, reference: Reference) -> Iterator[Problem]:
    """The ids in braces are none that records or generated parts have, since both may stand on one page."""
    taken = reference.claims.keys() | {section.record.id for _, section in reference.sections}
    for match in ATTRIBUTES.finditer(without_code(text)):
        for name in re.findall(r"#([\w-]+)", match[0]):
            if name in taken or RESERVED.fullmatch(name):
                message = f"id must be one that no record and no generated part has: {name!r}"
                yield _at(text, text.index(f"#{name}", match.start()) + 1, path, message, "choose another")


@coded("links-name-records")
def _records(text: str, path: str, reference: Reference) -> Iterator[Problem]:
    """Links to records name records that exist, and are written in the one way that is understood."""
    prose = without_code(text)
    for match in LINK.finditer(prose):
        kind, name = match[2], match[3]
        there = known(kind, reference)
        if name not in there and not reference.may_exist(kind, name):
            yield _at(text, match.start(3), path, f"link must name a known {kind}: {name!r}", suggest(name, there))
    rest = _WEB_ADDRESS.sub(lambda match: blank(match[0]), LINK.sub(lambda match: blank(match[0]), prose))
    for match in _RECORD.finditer(rest, body_start(text)):
        message = f"link to a record must be written as [words](kind:id): {match[0]!r}"
        yield _at(text, match.start(), path, message, "small letters, and nothing else between the round brackets")


@coded("markers-are-known")
def _markers(text: str, path: str, name: str) -> Iterator[Problem]:
    """A marker is one that its page has, and stands there once."""
    there = _markers_of(name)
    seen = set()
    for match in markers(text):
        if match[1] not in there:
            message = f"marker must be one that this page has: {match[1]!r}"
            yield _at(text, match.start(1), path, message, suggest(match[1], there) or f"it has {', '.join(there)}")
        elif match[1] in seen:
            message = f"marker must stand once on its page: {match[1]!r}"
            yield _at(text, match.start(1), path, message, "delete one of the two")
        seen.add(match[1])


def _markers_of(name: str) -> tuple[str, ...]:
    return ("card", "figures", "chapters") if name == "index.md" else ("body",)


@coded("generated-pages-have-markers")
def _frame(text: str, shown: str, path: str, generated: Set[str]) -> Iterator[Problem]:
    """A page at the address of a generated one says where that stands in it, and no other page does."""
    found = markers(text)
    if path in generated and not found:
        marker = f"<!-- sourcebook: {_markers_of(path)[0]} -->"
        message = "page must have a marker, since a page is generated at its address: none"
        yield Problem(shown, 1, 1, message, f"add the line {marker} where that is to stand")
    elif path not in generated:
        for match in found:
            message = f"marker must stand on a page that is generated: {match[1]!r}"
            yield _at(text, match.start(1), shown, message, f"nothing is generated at {path}")


@coded("links-lead-to-pages")
def _targets(text: str, shown: str, path: str, there: Set[str]) -> Iterator[Problem]:
    """Links lead to a page or file of the site, a web address, or a record."""
    prose = LINK.sub(lambda match: blank(match[0]), without_code(text))
    for match in _TARGET.finditer(prose, body_start(text)):
        target = match[1]
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() not in KINDS:
            if scheme[0].lower() not in {"http://", "https://", "mailto:"}:
                message = f"link must be to a page, a web address or a kind of record: '{scheme[1]}:'"
                yield _at(text, match.start(1), shown, message, suggest(scheme[1].lower(), KINDS))
        elif not scheme and not target.startswith("#"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.partition("#")[0])))
            if name not in there:
                message = f"link must lead to a page or file that is there: {target!r}"
                near = suggest(name, there) if not target.startswith("/") else ""
                yield _at(text, match.start(1), shown, message, f"counted from this page: {near}" if near else "")


@coded("addresses-are-unique")
def _addresses(folder: str, files: Set[str] | dict[str, Path], generated: Set[str]) -> Iterator[Problem]:
    """No two pages or files are published at one address; capital letters do not tell two apart."""
    taken = {_published(path): path for path in sorted(generated)}
    for path in files:
        address = _published(path)
        other = taken.setdefault(address, path)
        if other != path or (path in generated and not path.endswith(".md")):
            message = f"file must have an address of its own: {path!r}"
            yield Problem(f"{folder}/{path}", 1, 1, message, f"{other} is published at the same: rename this file")


def _published(path: str) -> str:
    stem = path.casefold()
    if not stem.endswith(".md"):
        return stem
    above, _, name = stem.removesuffix(".md").rpartition("/")
    return f"{above}/" if name in {"index", "readme"} else f"{above}/{name}/".lstrip("/")


def _at(text: str, offset: int, path: str, message: str, hint: str, code: str = "") -> Problem:
    return Problem(path, *place(text, offset), shortened(message), shortened(hint), code)
