"""Digits of any script, and years that are written in short."""

import re
import unicodedata

_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_ENDLESS = re.compile(r"\d(?:[.,'’\s]?\d){99,}")
"""No number that anybody reads: Python would refuse to."""
_RANGE_OF_YEARS = re.compile(r"\b((\d\d)\d\d\s?[–/-]\s?)(\d\d)\b(?![\d–/-])")


def plain_digits(text: str) -> str:
    """Return a text of the same length in which the digits of all scripts are 0 to 9."""
    return text if text.isascii() else _OTHER_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def without_endless_numbers(text: str) -> str:
    """Return a text of the same length in which no row of digits is too long to be a number."""
    return _ENDLESS.sub(lambda found: "·" * len(found[0]), text)


def with_full_years(text: str) -> str:
    """Return a text in which the second year of a range is written in full: *1783–86* as *1783–1786*."""
    return _RANGE_OF_YEARS.sub(r"\1\2\3", text)
