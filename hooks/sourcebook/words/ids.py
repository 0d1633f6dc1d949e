"""Ids: small Latin letters, digits and single hyphens, made from any text."""

import re
from hashlib import blake2b

from sourcebook.words.folding import LONGEST_WORD, as_meant, odd_letter, words

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def to_id(text: str, longest: int = LONGEST_WORD) -> str:
    """Return the words of a text as an id of at most ``longest`` signs; an id stays as it is.

    Whole words only; letters of other scripts than Latin and Cyrillic are left out, so it may be empty.
    """
    found = ""
    for word in (re.sub(r"[^a-z0-9]", "", word) for word in words(as_meant(text))):
        if word and found and len(found) + 1 + len(word) > longest:
            break
        if word:
            found = f"{found}-{word}" if found else word[:longest]
    return found


def what_is_odd(name: str) -> str:
    """Return a hint on what keeps an id from being kebab-case, with the id that was probably meant."""
    odd = next((letter for letter in name if not re.fullmatch(r"[a-z0-9-]", letter)), "")
    why = odd_letter(name)
    if not why:
        number = "" if odd.isascii() else f" (U+{ord(odd):04X})"
        why = f"not allowed here: {odd!r}{number}" if odd else "hyphens stand singly, and inside"
    meant = to_id(name)
    return f"did you mean {meant!r}? {why}" if meant else why


def digest_of(content: str | bytes) -> str:
    """Return what stands for a text or for bytes: two with the same digest are the same."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return blake2b(raw, digest_size=16).hexdigest()
