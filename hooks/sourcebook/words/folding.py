"""Words as they are compared in searches: without case, accents and scripts, and with room for a slip."""

import re
import unicodedata

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
_APOSTROPHES = re.compile("['’`\u00b4\u02b9\u02bc]")


def fold(text: str) -> str:
    """Return a text in small letters without accents, Cyrillic in Latin letters; other scripts stay as they are."""
    small = unicodedata.normalize("NFC", text.casefold()).translate(_TABLE)
    apart = unicodedata.normalize("NFKD", small)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _APOSTROPHES.sub("", bare).translate(_TABLE)


def words(text: str) -> list[str]:
    """Return the folded words of a text; letters and digits make words, everything else parts them."""
    return _WORD.findall(fold(text))


def id_of(text: str, longest: int = 40) -> str:
    """Return the words of a text as an id: small Latin letters, digits and hyphens, at most ``longest`` signs.

    Whole words only; letters of other scripts than Latin and Cyrillic are left out, so it may be empty.
    """
    found = ""
    for word in (re.sub(r"[^a-z0-9]", "", word) for word in words(text)):
        if word and found and len(found) + 1 + len(word) > longest:
            break
        if word:
            found = f"{found}-{word}" if found else word[:longest]
    return found


def one_slip(one: str, two: str) -> bool:
    """Say whether one word becomes the other by adding, dropping, changing or swapping one or two neighbours."""
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
