"""What the search of the site knows of each page: an entry for each record, made of the record and not of the page.

Marks at the fields say by which words a record is found, as for the search of editors. Evidence is not searched: words
of a source are not those of the claim that cites it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple

from sourcebook.records.keys import RecordField, fields_of, marked_texts
from sourcebook.records.kinds import Kind
from sourcebook.records.marks import Named, Prose
from sourcebook.records.model import Citation, Record
from sourcebook.reference.addresses import address, page_of, place_on
from sourcebook.reference.reference import Reference
from sourcebook.reference.searched import TEXT, TITLE, SearchedText, searched_texts
from sourcebook.site.articles.prose import plain_prose
from sourcebook.site.details import hidden_fields
from sourcebook.site.page import Page
from sourcebook.site.search.frames import FrameSection, html_of
from sourcebook.site.search.tokens import plain_spellings, romanized_spellings, tokens
from sourcebook.words.typography import typeset


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What is found and listed as one thing: ``path`` leads to it, ``title`` and ``text`` are HTML that is shown.

    ``names`` and ``words`` are words by which it is found besides, in small letters; a name counts for more.
    """

    path: str
    title: str
    text: str = ""
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    boost: float = 1
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What is written by hand around a generated page, and what its metadata say to the search."""

    sections: tuple[FrameSection, ...] = ()
    excluded: bool = False
    boost: float | None = None
    tags: tuple[str, ...] = ()


class _Named(NamedTuple):
    """A record with its kind and the path of its place."""

    kind: Kind
    record: Any
    path: str


NO_FRAME = Frame()


def entries(reference: Reference, pages: Iterable[Page], frames: Mapping[str, Frame]) -> Iterator[SearchEntry]:
    """Yield the entries of all pages that are searched, those of a page together and that of the page itself first.

    ``frames`` are those of hand-written pages by their paths.
    """
    records = _by_page(reference)
    for page in pages:
        frame = frames.get(page.path, NO_FRAME)
        if page.searchable and not frame.excluded:
            yield from _entries_of_page(reference, page, records[page.path], frame)


def _by_page(reference: Reference) -> dict[str, list[_Named]]:
    found: dict[str, list[_Named]] = defaultdict(list)
    for kind in reference.catalogue.linked:
        for name, located in reference.of(kind.name).items():
            path = address(reference, kind.name, name)
            found[page_of(path)].append(_Named(kind, located.record, path))
    return found


def _entries_of_page(reference: Reference, page: Page, records: list[_Named], frame: Frame) -> Iterator[SearchEntry]:
    boost = page.boost if frame.boost is None else frame.boost
    own = next((one for one in records if one.path == page.path), None)
    first, *others = frame.sections or (FrameSection("", "", ""),)
    if own is None:
        title, text = first.title or html_of(typeset(page.title)), first.text + _paragraphs(page.searched)
        yield SearchEntry(page.path, title, text, boost=boost, tags=frame.tags)
    else:
        yield _entry(reference, own, page, boost, frame.tags, title=first.title, lead=first.text)
    for section in others:
        yield SearchEntry(place_on(page.path, section.id), section.title, section.text, boost=boost, tags=frame.tags)
    for one in records:
        if one is not own:
            yield _entry(reference, one, page, boost, frame.tags)


def _entry(
    reference: Reference, one: _Named, page: Page, boost: float, tags: tuple[str, ...], title: str = "", lead: str = ""
) -> SearchEntry:
    """Return the entry of a record, under another ``title`` if one is given, and with a ``lead`` before its text."""
    kind, record, path = one
    own_title = kind.title_of(record)
    found = [one for one in _searched(reference, kind, record) if (one.field.name, len(one.address)) != (kind.title, 1)]
    shown = page.searched if path == page.path and page.searched else tuple(_told(found))
    heading = title or html_of(typeset(own_title))
    names = [own_title, *(text.text for text in found if text.weight >= TITLE)]
    words = [kind.id_of(record), *_names_in(reference, kind, record)]
    words += [text.text for text in found if TEXT < text.weight < TITLE]
    rest = [text.text for text in found if text.weight <= TEXT]
    return SearchEntry(
        path, heading, lead + _paragraphs(shown), *_besides(heading, shown, names, words, rest), boost, tags
    )


def _besides(
    title: str, shown: Iterable[str], names: list[str], words: list[str], rest: list[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names and the words by which a record is found besides its title and its text, each once.

    What is in the text is no more than text, but for what counts as names or words; ``rest`` does not.
    """
    in_title = {*tokens(unescape(title))}
    in_text = dict.fromkeys(word for text in shown for word in tokens(text))
    of_names = [word for name in names for word in tokens(name)]
    found_as_names = dict.fromkeys((*of_names, *plain_spellings(of_names)))
    of_words = [word for text in words for word in tokens(text)]
    of_rest = [_without_full_stop(word) for text in rest for word in tokens(text)]
    found_as_words = dict.fromkeys((
        *of_words, *plain_spellings((*of_words, *in_text)), *romanized_spellings(found_as_names),
        *(word for word in of_rest if word not in in_text and f"{word}." not in in_text),
    ))  # fmt: skip
    return (
        tuple(word for word in found_as_names if word not in in_title),
        _no_beginnings(found_as_words, {*found_as_names, *in_title}),
    )


def _no_beginnings(words: Iterable[str], others: Set[str]) -> tuple[str, ...]:
    """Return words without the others, and without those with which another begins: the search finds by beginnings."""
    following = dict(pairwise(sorted({*words} | others)))
    return tuple(word for word in words if word not in others and not following.get(word, "").startswith(word))


def _without_full_stop(word: str) -> str:
    """Return the last word of a sentence as it stands elsewhere; an abbreviation such as *p.m.* stays."""
    return word[:-1] if word.endswith(".") and word.count(".") == 1 and len(word) > 2 else word


def _searched(reference: Reference, kind: Kind, record: Record) -> Iterator[SearchedText]:
    """Yield the texts by which readers find a record: none of its evidence, and none that they do not see."""
    hidden = hidden_fields(kind.model)
    evidence = _evidence(kind.model)
    for text in searched_texts(record, kind, reference.catalogue):
        if text.field not in hidden and text.field not in evidence:
            yield text._replace(text=plain_prose(text.text)) if text.field.mark(Prose) else text


@cache
def _evidence(model: type[Record]) -> frozenset[RecordField]:
    """Return the fields of all citations in a record and in its parts."""
    inner = [one.inner for one in fields_of(model) if one.inner]
    own = frozenset(fields_of(model)) if issubclass(model, Citation) else frozenset[RecordField]()
    return own.union(*(_evidence(part) for part in inner))


def _names_in(reference: Reference, kind: Kind, record: Record) -> Iterator[str]:
    """Yield the names in registers that a record names, whether or not they stand in its text."""
    for _, _, name in marked_texts(record, Named, reference.catalogue.keys_within(kind)):
        yield name


def _told(found: Iterable[SearchedText]) -> Iterator[str]:
    """Yield the texts of each field as one paragraph: those of a part beside each other, several parted."""
    fields: dict[object, dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    for text in found:
        key, *rest = text.address
        fields[key][rest[0] if rest else ""].append(text.text)
    for parts in fields.values():
        yield "; ".join(" ".join(part) for part in parts.values())


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{html_of(typeset(text))}</p>" for text in texts)
