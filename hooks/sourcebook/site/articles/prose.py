"""Text of the data as HTML. What is returned as ``Markup`` was escaped here; all else templates escape.

Which marks are set is no matter of HTML: whoever prints for readers hands over what is typeset.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")


@lru_cache(maxsize=2**14)  # roles and weighings stand on several pages
def prose(text: str) -> Markup:
    """Return running text of the data as HTML: all signs print as they stand but ``*…*``, which marks a title."""
    parts = (
        Markup("<em>{}</em>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(_EMPHASIS.split(text))
    )
    return Markup("").join(parts)


def exact(text: str) -> Markup:
    """Return text of which every mark is printed as it stands: words of others, addresses."""
    return escape(text)


def plain_prose(text: str) -> str:
    """Return running text of the data without the asterisks that mark titles."""
    return "".join(_EMPHASIS.split(text))


class WebAddress(NamedTuple):
    """A web address, and the remark that follows it."""

    address: str
    remark: str


def web_address(value: str) -> WebAddress:
    """Return the address and the remark of a value in which a remark in brackets may follow the address."""
    address, bracket, remark = value.partition(" (")
    return WebAddress(address, bracket + remark)
