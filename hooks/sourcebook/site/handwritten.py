"""Hand-written pages: links to records are made into links to pages, and generated parts are given their places."""

import re
from collections.abc import Iterator
from pathlib import Path

from sourcebook.files.encoding import is_hidden, read_text
from sourcebook.reference.addresses import linked_record, relative
from sourcebook.reference.reference import Reference
from sourcebook.words.markdown import anchors, body_start, heading_anchors, links, markers, without_code
from sourcebook.words.typography import typeset

_SPACE = re.compile(r"[ \t\n\f\r]{2,}|[\t\n\f\r]")  # what browsers fold, but for single spaces, which stay
_HEADING = re.compile(r"^# ", re.MULTILINE)
_OPENING = re.compile(r" ?(?:\d+[.)]|[-+:=])")
_ESCAPED = {sign: f"\\{sign}" for sign in "\\`*_{}[]#|"}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "^": "&#94;"}  # these know no backslash
# Spaces that browsers do not fold, since Markdown does so in tables of contents.
_FIXED_SPACES = {sign: f"&#{ord(sign)};" for sign in map(chr, range(0x80, 0x3001)) if sign.isspace()}
_SIGNS = str.maketrans(_ESCAPED | _ENTITIES | _FIXED_SPACES)


def escape_markdown(value: str) -> str:
    """Return text that Markdown prints as it stands, on one line; white space is folded as in HTML."""
    text = _SPACE.sub(" ", value).translate(_SIGNS)
    opening = _OPENING.match(text)
    if opening is None:
        return text
    last = opening.end() - 1
    return f"{text[:last]}&#{ord(text[last])};{text[last + 1 :]}"


def expand_links(text: str, path: str, reference: Reference) -> str:
    """Return a hand-written page with links to records (``claim:ID``, ``person:ID`` …) turned into links to pages.

    A link without words, such as ``[](claim:ID)``, is given the title of its record. What names no record stays as it
    is.
    """
    parts, done = [], 0
    for link in links(text):
        found = linked_record(reference, link.target) if link.plain else None
        if found is not None:
            target, title = found
            words = escape_markdown(typeset(title)) if link.wordless else ""
            parts += [text[done : link.start - 2], f"{words}]({relative(path, target)}"]
            done = link.end
    return "".join([*parts, text[done:]])


def expanded_page(file: Path, path: str, reference: Reference) -> str:
    """Return the text of the hand-written page in ``file``, which stands at ``path``, with its links expanded."""
    return expand_links(read_text(file, path)[0], path, reference)


def handwritten_texts(docs: Path) -> Iterator[str]:
    """Yield the texts of all hand-written pages below a folder."""
    pages = (file for file in docs.rglob("*.md") if not is_hidden(file, docs))
    yield from (read_text(file, file.name)[0] for file in pages)


def as_frame(text: str, metadata: str, title: str) -> str:
    """Return a hand-written page that frames a generated one, with each marker as a block of its own.

    One without metadata or heading is given ``metadata``, or the ``title``.
    """
    start = body_start(text)
    heading = "" if _HEADING.search(without_code(text), start) else f"# {escape_markdown(title)}\n\n"
    body, done = "", start
    for marker in markers(text):
        before = text[done : marker.start()].rstrip("\n")
        body, done = f"{body}{before}\n\n{marker[0]}\n\n", marker.end()
        done += len(text[done:]) - len(text[done:].lstrip("\n"))
    return f"{text[:start] or metadata}{heading}{body}{text[done:]}"


def skeleton(text: str) -> str:
    """Return of a hand-written page all that decides on its ids, as HTML: headings, other places, and markers."""
    headings = heading_anchors(text)
    tags = ((name, "h1" if name in headings else "p") for name in sorted(anchors(text)))
    return "".join([f'<{tag} id="{name}"></{tag}>' for name, tag in tags] + [marker[0] for marker in markers(text)])
