"""Words that are nearly right: what was meant, and what is wrong with them that nobody sees."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 100
"""A longer word is no name, and not compared with others."""
_QUOTES = "\"'`“”„‟‘’«»"
# Letters of other alphabets that look like Latin ones.
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏԛԝвкмнтАВЕЗКМНОРСТУХІЈЅαοινρτυχκΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡ",
    "aeopcyxijsdhlqwbkmhtABE3KMHOPCTYXIJSaoivptuxkABEZHIKMNOPTYXig",
)
_TRANSLITERATED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe"})
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")


def plain(word: str) -> str:
    """Return a word as it was probably meant: with Latin letters for their look-alikes, without marks around it."""
    word = _HYPHENS.sub("-", unicodedata.normalize("NFKC", word)).translate(_LOOK_ALIKES)
    return "".join(letter for letter in word if unicodedata.category(letter) != "Cf").strip().strip(_QUOTES).strip()


def kebab(word: str) -> str:
    """Return the id that a word may become: small Latin letters, digits and single hyphens; empty if there is none."""
    if len(word) > LONGEST:
        return ""
    bare = unicodedata.normalize("NFKD", plain(word).casefold().translate(_TRANSLITERATED))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).replace("'", "").replace("’", "")
    if any(letter.isalpha() and not letter.isascii() for letter in bare):
        return ""
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def odd_letter(word: str) -> str:
    """Describe the first letter that is not what it seems, for a hint: ``'c' is a Cyrillic letter (U+0441)``.

    Empty where every letter is what it seems: accents are, and so are words wholly in another alphabet.
    """
    for letter in word[:LONGEST]:
        named = f"U+{ord(letter):04X}"
        if letter != " " and unicodedata.category(letter) in {"Zs", "Cf"}:
            return f"it has an invisible character ({named})"
        if letter.translate(_LOOK_ALIKES) != letter and re.search(r"[A-Za-z0-9]", word):
            alphabet = unicodedata.name(letter, "").split(" ")[0].capitalize()
            return f"{letter!r} is a {alphabet} letter ({named})" if alphabet != "Latin" else f"{letter!r} is {named}"
    return ""


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest of the known words, or an empty string."""
    if len(word) > LONGEST:
        return ""
    names = list(known)
    meant = plain(word)
    alike = {meant.casefold(), kebab(word)} - {""}
    near = [name for name in names if name.casefold() in alike][:1]
    near = near or get_close_matches(word, names, n=1, cutoff=0.6) or get_close_matches(meant, names, n=1, cutoff=0.6)
    if not near and meant:
        # A short form of a long id shares its letters but not its length.
        near = sorted(name for name in names if name.startswith(meant) or meant in name)[:1]
    if not near or near[0] == word:
        return ""
    letter = odd_letter(word)
    return f"did you mean {near[0]!r}?" + (f" {letter}" if letter and odd_letter(near[0]) != letter else "")
