"""Letters: what each is compared as, what it was probably meant to be, and what is odd about it.

One fold makes words comparable in searches, ids and the order of the bibliography. Quotations are not compared with it:
what proves them must never change, and stands with the registered texts.
"""

import re
import unicodedata
from collections import UserDict
from typing import TypeVar

V = TypeVar("V")
LONGEST_WORD = 100
"""Odd letters are looked for no further: a longer word is no name."""
QUOTATION_MARKS = "\"'`“”„‟‘’\u201a«»\u2039\u203a\u00b4\u02b9\u02bc"
"""Marks around words and within them, apostrophes among them."""
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
_WORD = re.compile(r"[^\W_]+")
# Letters of Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian as English readers write them.
_FROM = "абвгдежзийклмнопрстуфхцчшщъыьэюяґєіїўђјљњћџѓќѕё"
_TO = (
    "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya "
    "g ye i i u dj j lj nj c dz gj kj dz e"
)  # fmt: skip
CYRILLIC = dict(zip(_FROM, _TO.split(), strict=True))
"""Small Cyrillic letter → Latin letters; ``-`` stands for nothing."""
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŋ": "n"}
_TABLE = str.maketrans({**{letter: latin.strip("-") for letter, latin in CYRILLIC.items()}, **_LATIN})
_NO_MARKS = str.maketrans("", "", QUOTATION_MARKS)
# Letters of other alphabets that look like Latin ones.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏԛԝвкмнтАВЕЗКМНОРСТУХІЈЅαοινρτυχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡ",
    "aeopcyxijsdhlqwbkmhtABE3KMHOPCTYXIJSaoivptuxkABEZHIKMNOPTYXig",
)


def fold(text: str, *, romanized: bool = True) -> str:
    """Return a text in small letters, without accents and quotation marks, with single spaces between words.

    Cyrillic and what is special to some Latin alphabets is written in the 26 letters; other scripts stay as they are.
    With ``romanized=False`` only accents on these 26 are dropped: "й" and "ł" stay letters of their own. So the
    bibliography is sorted, in which works with Cyrillic titles stand together, behind the others.
    """
    small = unicodedata.normalize("NFC", text.casefold())
    if small.isascii():
        bare = small
    elif romanized:
        apart = unicodedata.normalize("NFKD", small.translate(_TABLE))
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_TABLE)
    else:
        bases = (unicodedata.normalize("NFD", letter)[0] for letter in small)
        bare = "".join(base if base.isascii() else letter for base, letter in zip(bases, small, strict=True))
    return " ".join(bare.translate(_NO_MARKS).split())


class ByName(UserDict[str, V]):
    """What is kept under names; a name is the same however keyboards and files put its accents together."""

    def __setitem__(self, name: str, value: V) -> None:
        """Keep a value under a name."""
        super().__setitem__(unicodedata.normalize("NFC", name), value)

    def __getitem__(self, name: str) -> V:
        """Return what is kept under a name; raise ``KeyError`` where nothing is."""
        return super().__getitem__(unicodedata.normalize("NFC", name))

    def __contains__(self, name: object) -> bool:
        """Say whether something is kept under a name."""
        return isinstance(name, str) and super().__contains__(unicodedata.normalize("NFC", name))


def words(text: str) -> list[str]:
    """Return the folded words of a text; letters and digits make words, everything else parts them."""
    return _WORD.findall(fold(text))


def differ_by_one_slip(one: str, two: str) -> bool:
    """Return whether one word becomes the other by adding, dropping, changing or swapping one or two neighbours."""
    if len(one) > len(two):
        one, two = two, one
    if len(two) - len(one) > 1:
        return False
    start = 0
    while start < len(one) and one[start] == two[start]:
        start += 1
    if len(one) < len(two):
        return one[start:] == two[start + 1 :]
    swapped = one[start : start + 2] == two[start : start + 2][::-1] and one[start + 2 :] == two[start + 2 :]
    return swapped or one[start + 1 :] == two[start + 1 :]


def as_meant(text: str) -> str:
    """Return a text as it was probably meant: without invisible letters and marks around it.

    In a word with Latin letters or digits, look-alikes of other alphabets become the Latin letters they seem to be.
    """
    text = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text))
    visible = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return _WORD.sub(_without_look_alikes, visible).strip().strip(QUOTATION_MARKS).strip()


def _without_look_alikes(word: re.Match[str]) -> str:
    return word[0].translate(_LOOK_ALIKES) if re.search(r"[A-Za-z0-9]", word[0]) else word[0]


def odd_letter(word: str) -> str:
    """Describe the first letter that is not what it seems, for a hint: ``'c' is a Cyrillic letter (U+0441)``.

    Empty where every letter is what it seems: accents are, and so are words wholly in another alphabet.
    """
    for letter in word[:LONGEST_WORD]:
        named = f"U+{ord(letter):04X}"
        if letter != " " and unicodedata.category(letter) in {"Zs", "Cf"}:
            return f"it has an invisible character ({named})"
        if letter.translate(_LOOK_ALIKES) != letter and re.search(r"[A-Za-z0-9]", word):
            alphabet = unicodedata.name(letter, "").split(" ")[0].capitalize()
            return f"{letter!r} is a {alphabet} letter ({named})" if alphabet != "Latin" else f"{letter!r} is {named}"
    return ""
