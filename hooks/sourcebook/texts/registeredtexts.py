"""Registered texts: from a text an editor has at hand to the fingerprint that the repository keeps."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import yaml

from sourcebook.records.sources import Passage, RegisteredText
from sourcebook.texts.folding import quotation_words
from sourcebook.texts.pages import Treatment
from sourcebook.texts.passages import headings, split_passages
from sourcebook.texts.reading import read
from sourcebook.texts.windows import METHOD, WORDS_IN_WINDOW, Windows, windows_for, windows_of
from sourcebook.words.counting import count

_HEAD = """\
# Written by `python -m sourcebook register SOURCE TEXTFILE`; by hand add only a `gist`, in your own words.
# Each passage has its number, its count of words, and hashes of its windows of some words: with them
# a quotation can be proven, but the text cannot be read.
"""
_FIRST_WORDS = 8
_FIRST_CHARACTERS = 60
_LONGEST_BEGINNING = 500
DESCRIBED = ("extent", "version", "translation_of", "made_from", "copied")
"""Names of the fields that say what a text is."""


@dataclass(frozen=True)
class Registration:
    """A text cut into passages: ``changes`` is what was done to it, ``previous`` how it was registered before."""

    source: str
    unit: str
    passages: list[tuple[str, str]]
    changes: tuple[Treatment, ...]
    previous: RegisteredText | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    """What is said of the text, by the names in ``DESCRIBED``; the rest stays as it was said before."""

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each passage as they are compared now."""
        return [quotation_words(text, METHOD) for _, text in self.passages]

    @cached_property
    def record(self) -> RegisteredText:
        """The registered text; a gist of the previous one stays with its passage if its words are unchanged."""
        gists = self._gists()
        passages = [
            passage.model_copy(update={"gist": gists[number]}) if number in gists else passage
            for number, passage in enumerate(self._fresh.passages)
        ]
        said = {name: getattr(self.previous, name) for name in DESCRIBED} if self.previous else {}
        return self._fresh.model_copy(update={**said, **self.about, "passages": tuple(passages)})

    @cached_property
    def _fresh(self) -> RegisteredText:
        # The hashes of a source that was renamed stay comparable with those of the previous registration.
        key = self.previous.key if self.previous else None
        return self._hashed(windows_for([*chain.from_iterable(self.words)], key or self.source), key)

    def as_before(self) -> RegisteredText | None:
        """Return the text as it would have been registered before, so that both can be compared."""
        if self.previous is None:
            return None
        if (self.previous.method, self.previous.window) == (self._fresh.method, self._fresh.window):
            return self._fresh
        return self._hashed(windows_of(self.previous), self.previous.key)

    def _hashed(self, windows: Windows, key: str | None) -> RegisteredText:
        split = self.words if windows.method == METHOD else [windows.words(text) for _, text in self.passages]
        passages = [
            Passage(id=number, words=max(1, len(words)), gist=None, windows=base64.b64encode(hashes).decode("ascii"))
            for (number, _), words, hashes in zip(self.passages, split, windows.fingerprint(split), strict=True)
        ]
        window = None if windows.length == WORDS_IN_WINDOW else windows.length
        return RegisteredText.model_validate(
            {"source": self.source, "key": key, "method": windows.method, "window": window, "unit": self.unit,
             "passages": passages}
        )  # fmt: skip

    def _gists(self) -> dict[int, str]:
        """Return number of a passage, from 0 → the gist that it had, wherever it stood."""
        again = self.as_before()
        if self.previous is None or again is None:
            return {}
        gists = {one: gist for one, gist in zip(identities(self.previous), _gists(self.previous), strict=True) if gist}
        return {number: gists[one] for number, one in enumerate(identities(again)) if one in gists}

    def lines(self) -> Iterator[str]:
        """Yield what the terminal shows: what was done, then id, number of words and first words of each passage."""
        yield from (f"{change}" for change in self.changes)
        sizes = [*map(len, self.words)]
        yield f"{count(len(self.passages), self.unit)}, {count(sum(sizes), self.record.counted)}"
        for (number, text), size in zip(self.passages, sizes, strict=True):
            yield f"{number:>5} {size:>6}  {_beginning(text)}"


def registration(
    source_id: str,
    text: str,
    unit: str | None = None,
    previous: RegisteredText | None = None,
    about: Mapping[str, str] | None = None,
) -> Registration:
    """Read a text and cut it into passages.

    ``unit`` is ``sentence``, ``paragraph`` or None for what suits the length. Raises ``ValueError`` for another unit
    and for a text without words.
    """
    ready = read(text)
    unit, passages = split_passages(ready.text, unit)
    if not passages:
        raise ValueError("text must contain words")
    changes = ready.changes
    if unit == "sentence" and (aside := headings(ready.text)):
        changes += (
            Treatment("headings before the first sentence, set aside", len(aside), tuple(map(_beginning, aside))),
        )
    return Registration(source_id, unit, passages, changes, previous, about or {})


def registered_text(source_id: str, text: str, unit: str | None = None, previous: RegisteredText | None = None) -> str:
    """Return the YAML text of ``data/texts/SOURCE.yml`` for the text of a source; the same text gives the same."""
    return as_yaml(registration(source_id, text, unit, previous).record)


def as_yaml(record: RegisteredText) -> str:
    """Return a registered text as it is written to its file."""
    data = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    # Thousands of passages of three or four lines each: to print them costs less than a printer of all YAML.
    passages = data.pop("passages")
    head = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10**9)
    return _HEAD + head + "passages:\n" + "".join(map(_passage, passages))


def _passage(data: Mapping[str, object]) -> str:
    gist = yaml.safe_dump({"gist": data["gist"]}, allow_unicode=True, width=10**9) if "gist" in data else ""
    windows = data["windows"] or "''"
    return f"- id: {data['id']}\n  words: {data['words']}\n{'  ' + gist if gist else ''}  windows: {windows}\n"


def identities(text: RegisteredText) -> list[tuple[int, str]]:
    """Return what identifies each passage by its own words alone: its size and the windows that end within it."""
    windows = windows_of(text)
    return [_identity(passage, windows) for passage in text.passages]


def _identity(passage: Passage, windows: Windows) -> tuple[int, str]:
    inner = passage.words - windows.length + 1
    # Six bits make one character of base64; the last windows of a passage already depend on the next one.
    return passage.words, passage.windows[: inner * windows.size * 8 // 6] if inner > 0 else passage.windows


def _gists(text: RegisteredText) -> Iterable[str | None]:
    return (passage.gist for passage in text.passages)


def _beginning(piece: str) -> str:
    beginning = piece[:_LONGEST_BEGINNING]
    visible = "".join(character if character.isprintable() else " " for character in beginning).split()
    shown = " ".join(visible[:_FIRST_WORDS])
    if len(shown) > _FIRST_CHARACTERS:
        return shown[:_FIRST_CHARACTERS].rstrip() + "…"
    return shown + (" …" if len(visible) > _FIRST_WORDS else "")
