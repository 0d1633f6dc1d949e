"""What was meant by a word that is nearly right."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from sourcebook.words.folding import LONGEST_WORD, as_meant, odd_letter
from sourcebook.words.ids import to_id

ALIKE = 0.6
"""How much of two words must be the same, from 0 to 1, for one to be taken for the other."""


def nearest(word: str, known: Iterable[str], alike: float = ALIKE) -> str:
    """Return the known word that is most like this one, an empty string where none is alike."""
    if len(word) > LONGEST_WORD:
        return ""
    names = list(known)
    near = get_close_matches(word, names, 1, alike) or get_close_matches(as_meant(word), names, 1, alike)
    return near[0] if near else ""


def suggest(word: str, known: Iterable[str], where: Callable[[str], str] | None = None) -> str:
    """Return a hint with the known word that was probably meant, or an empty string.

    ``where`` tells of a known word where it stands ("people.yml:3"), if there is something to look up.
    """
    if len(word) > LONGEST_WORD:
        return ""
    names = list(known)
    meant = as_meant(word)
    same = {meant.casefold(), to_id(word)} - {""}
    near = next((name for name in names if name.casefold() in same), "") or nearest(word, names)
    if not near and meant:
        # A short form of a long id shares its letters but not its length.
        near = min((name for name in names if name.startswith(meant) or meant in name), default="")
    if not near or near == word:
        return ""
    letter = odd_letter(word)
    stands = where(near) if where else ""
    place = f" in {stands}" if stands else ""
    return f"did you mean {near!r}{place}?" + (f" {letter}" if letter and odd_letter(near) != letter else "")
