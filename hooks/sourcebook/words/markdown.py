"""The Markdown of hand-written pages: what in it is code, what is a place for generated text, and what is read."""

import re
from collections.abc import Callable

MARKER = re.compile(r"<!-- sourcebook: ([a-z]+) -->")
"""A place at which the generated part of a page appears. Within code it is only the picture of one."""

# A fence ends with as many signs as it began with, a span of code with the same number; neither needs more than one
# look at each sign, whatever somebody writes.
_CODE = re.compile(
    r"^(?P<indent> *+)(?P<fence>`{3,}+|~{3,}+)[^\n`]*+\n(?:(?!(?P=indent)(?P=fence)[`~]*[ \t]*$)[^\n]*+\n)*+"
    r"(?P=indent)(?P=fence)[`~]*[ \t]*$"
    r"|(?<![\\`])(?P<ticks>`++)(?:[^`\n]++|\n(?![ \t]*\n)|(?!(?<!`)(?P=ticks)(?!`))`)*+(?P=ticks)(?!`)",
    re.MULTILINE,
)
_METADATA = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(
    r"^(?!(?:title|description):)[^\s#][^\n]*(?:\n[ \t][^\n]*|\n(?=\n))*|^(?:title|description):", re.MULTILINE
)
_LIST_NUMBER = r"^[ >]*\d{1,2}[.)](?= )"
_TARGET = r"\]\(\s*(?:<[^>\n]*>|[^\s()]*+)|^ {0,3}\[[^\]\n]+\]:\s*\S+|https?://[^\s<>()]+"
ATTRIBUTES = re.compile(r"\{:? *(?:[#.][\w-]+ *)+\}")
"""What may stand in braces behind a heading or paragraph: an id and classes."""
_NOT_READ = re.compile(
    rf"<!--(?:(?!<!--|-->).)*+-->|{_TARGET}|{ATTRIBUTES.pattern}|&#?\w+;|{_LIST_NUMBER}", re.MULTILINE | re.DOTALL
)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return the text with ``change`` made to each part of it that is no code."""
    parts = []
    done = 0
    for match in _CODE.finditer(text):
        parts += [change(text[done : match.start()]), match[0]]
        done = match.end()
    return "".join([*parts, change(text[done:])])


def without_code(text: str) -> str:
    """Return the text with spaces in place of all code, so that everything else keeps its place."""
    return _CODE.sub(lambda match: blank(match[0]), text)


def readable(text: str) -> str:
    """Return the text with spaces in place of what nobody reads as a statement, so that all else keeps its place.

    Blanked are addresses, ids and classes, entities, and the numbers of lists. Title and description stay: search and
    browsers show them. Code stays as well, for what stands in it is read like any other words.
    """
    head = _METADATA.match(text)
    if head:
        text = _KEY.sub(lambda match: blank(match[0]), head[0]) + text[head.end() :]
    return _NOT_READ.sub(lambda match: blank(match[0]), text)


def body_start(text: str) -> int:
    """Return where the page begins behind its metadata."""
    head = _METADATA.match(text)
    return head.end() if head else 0


def markers(text: str) -> list[re.Match[str]]:
    """Return the markers of a page that stand outside code, in order."""
    return list(MARKER.finditer(without_code(text)))


def blank(text: str) -> str:
    """Return spaces in place of everything but the ends of lines."""
    return re.sub(r"[^\n]", " ", text)
