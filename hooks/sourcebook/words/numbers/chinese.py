"""Numbers in Chinese and Japanese characters, alone or behind digits."""

import re
from collections.abc import Iterator
from fractions import Fraction

_SIGNS = ("〇零○", "一壹", "二两兩贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {sign: value for value, signs in enumerate(_SIGNS) for sign in signs}
_UNITS = {"十": 10, "拾": 10, "廿": 20, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_MORE = "多余餘几"
"""*More than* between a number and its unit: 140多万."""
_WRITTEN = re.compile(f"[{''.join([*_DIGITS, *_UNITS, *_LARGE])}]{{1,30}}(?:[{_MORE}][{''.join(_LARGE)}])?")
_AFTER_DIGITS = re.compile(rf"(\d+(?:\.\d+)?)[{_MORE}]?([{''.join([*_UNITS, *_LARGE])}]+)")


def chinese_numbers(text: str) -> Iterator[Fraction]:
    """Yield the numbers that are written in characters: 二十五, 一九五六, 一百四十多万, 3.5万."""
    if text.isascii():
        return  # looking takes longer
    for found in _AFTER_DIGITS.finditer(text):
        yield Fraction(found[1]) * _value(found[2])
    for found in _WRITTEN.finditer(text):
        yield Fraction(_value(found[0]))


def _value(written: str) -> int:
    if len(written) > 1 and all(sign in _DIGITS for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total = below = last = 0
    for sign in written:
        if sign in _DIGITS:
            last = _DIGITS[sign]
        elif sign in _UNITS:
            below, last = below + max(last, 1) * _UNITS[sign], 0
        elif sign in _LARGE:
            unit, part = _LARGE[sign], below + last
            # 万亿: the larger unit counts all that stands before it.
            total = (total + part) * unit if 0 < total < unit else total + max(part, 1) * unit
            below = last = 0
    return total + below + last
