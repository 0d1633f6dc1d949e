"""Links of hand-written pages: they lead to pages, places and files that are there, each at an address of its own."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote

from sourcebook.files.encoding import problem_at
from sourcebook.files.problems import Problem, coded
from sourcebook.reference.addresses import address
from sourcebook.reference.reference import Reference
from sourcebook.rules.identity import RESERVED
from sourcebook.words.markdown import MarkdownLink, anchors, heading_id, links
from sourcebook.words.suggesting import suggest

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")


class LinkForms:
    """What links to records look like, by the words for the kinds to which they can lead."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds
        words = "|".join(map(re.escape, kinds))
        bracketed = rf"https?://[^\s<>]*>|[^\s<>@]+@[^\s<>]+>|(?:{words}):"
        self.html = re.compile(rf"<(?!{bracketed})(?=[a-zA-Z/!?])[^<>\n]{{0,40}}>?|&(?:[a-zA-Z]\w*|#\w+);")
        self.attempt = re.compile(rf"(?<![\w-])(?:{words}):(?=[\w)>-])[\w-]*", re.IGNORECASE)
        self.link = re.compile(rf"({words}):([^()\s]+)")


@cache
def _link_forms(kinds: tuple[str, ...]) -> LinkForms:
    return LinkForms(kinds)


def link_forms(reference: Reference) -> LinkForms:
    """Return what links to the records of a reference look like."""
    return _link_forms(tuple(kind.name for kind in reference.catalogue.linked))


@coded("links-lead-to-pages")
def links_lead_to_pages(text: str, shown: str, path: str, there: Set[str], forms: LinkForms) -> Iterator[Problem]:
    """Links lead to a page or file of the site, a web address, or a record."""
    for link in links(text):
        scheme = _SCHEME.match(link.target)
        if scheme and scheme[1].lower() not in forms.kinds:
            if scheme[0].lower() not in {"http://", "https://", "mailto:"}:
                message = f"link must be to a page, a web address or a kind of record: '{scheme[1]}:'"
                yield problem_at(text, link.start, shown, message, suggest(scheme[1].lower(), forms.kinds))
        elif not scheme and link.path:
            name = _leads_to(link, path)
            if name not in there:
                message = f"link must lead to a page or file that is there: {link.target!r}"
                near = suggest(name, there) if not link.target.startswith("/") else ""
                yield problem_at(text, link.start, shown, message, f"counted from this page: {near}" if near else "")


def _leads_to(link: MarkdownLink, path: str) -> str:
    """Return to which page or file a link on the page at ``path`` leads, if it is none to the web."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link.path))) if link.path else path


IdsOf = Callable[[str], Set[str] | None]
"""Tells the ids that the page at a path will have, ``None`` where nobody can before the data are mended."""


@dataclass(frozen=True)
class PagePlaces:
    """The places on pages to which links can lead."""

    reference: Reference
    texts: dict[str, str]
    generated: Set[str]
    ids_of: IdsOf

    def instead_of(self, path: str, place: str) -> Set[str] | None:
        """Return the places of a page if this is none of them; ``None`` if it is, and where nobody can tell."""
        if path not in self.texts and path not in self.generated:
            return None
        chapter = self._chapter_at(path)
        records = self._records_in_chapters.get(chapter, frozenset())
        if place in records:  # most links lead to claims: for these no page need be made
            return None
        there = self.ids_of(path)
        if there is None and chapter and not RESERVED.fullmatch(place):
            # Of a chapter the data tell enough even if they have problems.
            written = anchors(self.texts[path]) if path in self.texts else set()
            former = {at.record.old for at in self.reference.former}
            there = records | written | former | {heading_id(self.reference.chapters[chapter].record.title)}
        return None if there is None or place in there else there

    @cached_property
    def _records_in_chapters(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for _, at in self.reference.identified():
            for around in at.around:
                found[around].add(at.record.id)
        return {name: frozenset(names) for name, names in found.items()}

    def _chapter_at(self, path: str) -> str:
        """Return the id of the chapter that stands at a path, empty for other pages."""
        name = posixpath.basename(path).removesuffix(".md")
        is_chapter = name in self.reference.chapters and address(self.reference, "chapter", name) == path
        return name if is_chapter else ""


@coded("links-lead-to-places")
def links_lead_to_places(text: str, shown: str, path: str, places: PagePlaces) -> Iterator[Problem]:
    """Links with a ``#`` lead to a place that their page has: a claim, a heading, a line of a list."""
    for link in links(text):
        there = places.instead_of(_leads_to(link, path), link.fragment) if link.fragment else None
        if there is not None:
            message = f"link must lead to a place on its page that is there: {link.target!r}"
            yield problem_at(text, link.end - len(link.fragment), shown, message, suggest(link.fragment, there))


@coded("addresses-are-unique")
def addresses_are_unique(folder: str, files: Set[str] | dict[str, Path], generated: Set[str]) -> Iterator[Problem]:
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
