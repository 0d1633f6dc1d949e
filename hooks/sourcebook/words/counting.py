"""Numbers and lists within a sentence."""

from collections.abc import Iterable

_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip


def count(number: int, noun: str) -> str:
    """Return number and noun, the noun in the plural unless the number is one: ``3 problems``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def number_in_words(number: int) -> str:
    """Return a number as a word, ``no`` for none, and in figures from 13 on."""
    return _IN_WORDS[number] if number < len(_IN_WORDS) else f"{number:,}"


def nth_in_words(number: int) -> str:
    """Return the word for a place in a row, in figures from 13 on: ``first``, ``21st``."""
    if 1 <= number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def with_article(noun: str) -> str:
    """Return a noun with ``a`` or ``an`` before it."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def and_list(items: Iterable[str]) -> str:
    """Return the items with ``and`` between them; names of people and sources hold commas of their own."""
    return " and ".join(items)
