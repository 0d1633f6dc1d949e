"""Registered texts: from a text an editor has at hand to the fingerprint that the repository keeps."""

import base64

import yaml

from sourcebook.records.sources import Passage, RegisteredText
from sourcebook.texts.fingerprint import SIZE, WINDOW, fingerprint, quotation_words, split_passages
from sourcebook.words.counting import count

_HEAD = """\
# Written by `python -m sourcebook register SOURCE TEXTFILE`; by hand add only a `gist`, in your own words.
# Each passage has its number, its count of words, and hashes of its three-word windows: with them
# a quotation can be proven, but the text cannot be read.
"""
_FIRST_WORDS = 8


def registered_text(source_id: str, text: str, unit: str | None = None, previous: RegisteredText | None = None) -> str:
    """Return the YAML text of ``data/texts/SOURCE.yml`` for the text of a source.

    ``unit`` is ``sentence``, ``paragraph`` or None for what suits the length. The same text gives the same YAML. A
    gist of the ``previous`` registration stays with its passage, wherever that stands now, if its words are unchanged.
    Raises ``ValueError`` for another unit and for a text without words.
    """
    unit, passages = _split(text, unit)
    # The hashes of a source that was renamed stay comparable with those of the previous registration.
    key = previous.key if previous else None
    gists = {own_identity(passage): passage.gist for passage in previous.passages if passage.gist} if previous else {}
    written = []
    for (number, piece), windows in zip(passages, fingerprint(passages, key or source_id), strict=True):
        encoded = base64.b64encode(windows).decode("ascii")
        passage = Passage(id=number, words=len(quotation_words(piece)), gist=None, windows=encoded)
        written.append(passage.model_copy(update={"gist": gists.get(own_identity(passage))}))
    record = RegisteredText.model_validate({"source": source_id, "key": key, "unit": unit, "passages": written})
    data = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10**9)


def preview_split(text: str, unit: str | None = None) -> str:
    """Return the split for the terminal: a count, then id, number of words and first words of each passage.

    Raises ``ValueError`` for an unknown unit and for a text without words.
    """
    unit, passages = _split(text, unit)
    sizes = [len(quotation_words(piece)) for _, piece in passages]
    lines = [f"{count(len(passages), unit)}, {count(sum(sizes), 'word')}"]
    for (number, piece), size in zip(passages, sizes, strict=True):
        lines.append(f"{number:>5} {size:>6}  {_beginning(piece)}")
    return "\n".join(lines) + "\n"


def _split(text: str, unit: str | None) -> tuple[str, list[tuple[str, str]]]:
    unit, passages = split_passages(text, unit)
    if not passages:
        raise ValueError("text must contain words")
    return unit, passages


def own_identity(passage: Passage) -> tuple[int, str]:
    """Return what identifies a passage by its own words alone: its size and the windows that end within it."""
    inner = passage.words - WINDOW + 1
    # Six bits make one character of base64; the last windows of a passage already depend on the next one.
    return passage.words, passage.windows[: inner * SIZE * 8 // 6] if inner > 0 else passage.windows


def _beginning(piece: str) -> str:
    shown = "".join(character if character.isprintable() else " " for character in piece).split()
    return " ".join(shown[:_FIRST_WORDS]) + (" …" if len(shown) > _FIRST_WORDS else "")
