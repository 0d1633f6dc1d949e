"""Pieces of text and how they are set and put together: marks, shortening, full stops, alphabetical order."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from sourcebook.words.folding import QUOTATION_MARKS

TitleStyle = Literal["", "title", "container"]
Part = tuple[str, TitleStyle]
"""A piece of text and how it is set: plain, as the title of a whole work, or as the title of what contains it."""
Sentence = list[Part]
"""What stands between two full stops."""

_STOPS = (".", "?", "!", "…", "。", "\uff1f", "\uff01")  # the last three are East Asian
_ARTICLES = {
    "de": "der die das ein eine",
    "en": "a an the",
    "es": "el la los las un una",
    "fr": "le la les l' un une",
    "hu": "a az egy",
    "it": "il lo la i gli le l' un uno una",
    "nl": "de het een",
    "pt": "o a os as um uma",
}
_JOINERS = "\u200c\u200d"
_DOUBLE = re.compile(
    r"""(?P<within>(?<=[^\W_])"(?=[^\W_]))"""
    r"""|(?P<opening>(?<![^\s(\[{<*/“‘„«—–-])"(?!$|[\s,;:!?)\]}]|\.(?!\S)))"""
    r"""|\""""
)
"""Straight double marks: one within a word, those that open words, and all others."""
_PAIRS = {"«": "»", "„": "”“", "“": "”", "(": ")", "[": "]"}


def typeset(text: str) -> str:
    """Return the text with the marks of print in place of straight ones, and otherwise as it is, sign by sign.

    Each straight single mark becomes an apostrophe, also where it opens a word or stands for a foot; double ones become
    quotation marks, but for one between two letters, which is a sign of the word.
    """
    if "'" in text:
        text = text.replace("'", "’")
    return _DOUBLE.sub(_printed_mark, text) if '"' in text else text


def _printed_mark(mark: re.Match[str]) -> str:
    return mark[0] if mark["within"] else "“" if mark["opening"] else "”"


def shows_nothing(text: str) -> bool:
    """Return whether nobody sees the text: it is blank, or has only signs that need a letter, such as accents."""
    return all(unicodedata.category(sign)[0] in "MZ" or sign in _JOINERS or sign.isspace() for sign in text)


def width(text: str) -> int:
    """Return how wide the text is, in letters; a Chinese or Japanese character counts as two."""
    return len(text) + (0 if text.isascii() else sum(map(_is_wide, text)))


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def cut(text: str, limit: int) -> str:
    """Return the text cut at a word so that it is at most ``limit`` wide with its ellipsis; open quotes are closed."""
    if width(text) <= limit:
        return text
    # No letter is narrower than one, so what is longer cannot fit.
    fitting = text[: max(limit - 2, 0)]
    while width(fitting) > limit - 2:
        fitting = fitting[:-1]
    if " " in fitting and not text[len(fitting)].isspace():
        fitting = fitting.rpartition(" ")[0]
    fitting = re.sub(r"\s+[(\[][^)\]]*$", "", fitting).rstrip(" ,;:.–—-/“„«([")
    closing = next((ends[0] for mark, ends in _PAIRS.items() if _is_open(fitting, mark, ends)), "")
    if fitting.count('"') % 2:
        closing = '"'
    return f"{fitting}…{closing}"


def _is_open(text: str, mark: str, ends: str) -> bool:
    return text.rfind(mark) > max(text.rfind(end) for end in ends)


def short_title(title: str, limit: int) -> str:
    """Return the title, or what stands before its remark or subtitle, or its first words, whichever fits first."""
    without_remark = re.split(r"\s[(\[]", title)[0]
    main = re.split(r"\s?: ", title)[0]
    # A subtitle is dropped only from a title of several words: "Report: The Flood of 1921" is not "Report".
    forms = [title, without_remark, *([main] if " " in main else [])]
    return next((form for form in forms if width(form) <= limit), "") or cut(title, limit)


def in_quotation_marks(title: str) -> str:
    """Return the title in double quotation marks with its full stop; quotation marks within it become single."""
    inner = title
    if "„" not in title:  # In „…“ the mark “ ends a quotation.
        inner = re.sub(r"“([^“”]*)”|\"([^\"]*)\"", lambda match: f"‘{match[1] or match[2]}’", title)
    return f"“{inner}{'' if ends_sentence(inner) else '.'}”"


def is_description(title: str) -> bool:
    """Return whether the title is not the work's own but a description, which editors put in brackets."""
    return re.fullmatch(r"\([^()]*\)|\[[^\[\]]*\]", title) is not None


def ends_sentence(text: str) -> bool:
    """Return whether the text needs no further full stop."""
    return text.rstrip(QUOTATION_MARKS).endswith(_STOPS)


def with_full_stops(parts_between_stops: Iterable[Sentence]) -> list[Part]:
    """Join sentences with one full stop after each; neighbouring pieces of the same style become one."""
    parts: list[Part] = []
    for sentence in filter(None, parts_between_stops):
        text = "".join(piece for piece, _ in sentence)
        stop = "" if ends_sentence(text) else "."
        for piece, style in [(" " if parts else "", ""), *sentence, (stop, "")]:
            _append(parts, piece, style)
    return parts


def _append(parts: list[Part], piece: str, style: TitleStyle) -> None:
    if piece and parts and parts[-1][1] == style:
        parts[-1] = (parts[-1][0] + piece, style)
    elif piece:
        parts.append((piece, style))


def as_sentence(text: str | None) -> Sentence:
    """Return the text as a sentence, an empty one for no text."""
    return [(text, "")] if text else []


def comma(*texts: str) -> str:
    """Return those texts that are not empty, with commas between them."""
    return ", ".join(filter(None, texts))


def after(mark: str, text: str) -> str:
    """Return the text after the mark, or nothing where there is no text."""
    return mark + text if text else ""


def capital(text: str) -> str:
    """Return the text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def without_article(title: str, language: str) -> str:
    """Return the title without opening quotes, without an article of its language, and without an English "the"."""
    articles = f"the {_ARTICLES.get(language.split('-')[0], '')}".split()
    bare = title.lstrip(QUOTATION_MARKS + "([ ")
    first = re.match(r"[^\W\d_]+(?:['’]|\s+)", bare)
    if first and first[0].strip().replace("’", "'").casefold() in articles:
        return bare[first.end() :] or bare
    return bare
