"""Links to records in hand-written pages."""

import posixpath
import re

from sourcebook.reference.reference import Reference
from sourcebook.site.render import escape_markdown
from sourcebook.words.markdown import outside_code

KINDS = ("claim", "person", "organization", "place", "term", "source", "question", "chapter")
"""What a link can lead to, in the words of links."""
LINK = re.compile(rf"(\[?)\]\(({'|'.join(KINDS)}):([^()\s]+)\)")
_FOLDERS = {"person": "people", "organization": "organizations", "place": "places", "term": "terms"}


def expand_links(text: str, path: str, reference: Reference) -> str:
    """Return the page with links to records (``claim:ID``, ``person:ID`` …) turned into relative links to pages.

    A link without words, such as ``[](claim:ID)``, is given the title of its record.
    """
    if "](" not in text or not LINK.search(text):
        return text
    folder = posixpath.dirname(path) or "."

    def relative(match: re.Match[str]) -> str:
        kind, name = match[2], match[3]
        target, _, anchor = target_of(kind, name, reference).partition("#")
        words = f"[{escape_markdown(_title(kind, name, reference))}" if match[1] else ""
        return f"{words}]({posixpath.relpath(target, folder)}{'#' + anchor if anchor else ''})"

    return outside_code(text, lambda part: LINK.sub(relative, part))


def target_of(kind: str, name: str, reference: Reference) -> str:
    """Return the path of a record's page with its anchor; raises ``KeyError`` for an unknown record."""
    if name not in known(kind, reference):
        raise KeyError(name)
    if kind == "claim":
        return f"chapters/{reference.chapter_of[name]}.md#{name}"
    return f"{_FOLDERS.get(kind, kind + 's')}/{name}.md"


def known(kind: str, reference: Reference) -> set[str]:
    """Return the ids of all records of a kind."""
    if kind in _FOLDERS:
        return set(reference.entries[_FOLDERS[kind]])
    return set(getattr(reference, f"{kind}s"))


def _title(kind: str, name: str, reference: Reference) -> str:
    if kind in _FOLDERS:
        return reference.entries[_FOLDERS[kind]][name].record.name
    record = getattr(reference, f"{kind}s")[name].record
    return str(record.question if kind == "question" else record.title)
