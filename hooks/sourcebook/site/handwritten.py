"""Links to records in hand-written pages, made into links to pages."""

from pathlib import Path

from sourcebook.files.encoding import read_text
from sourcebook.reference.addresses import linked_record, relative
from sourcebook.reference.reference import Reference
from sourcebook.site.render import escape_markdown
from sourcebook.words.markdown import links


def expand_links(text: str, path: str, reference: Reference) -> str:
    """Return a hand-written page with links to records (``claim:ID``, ``person:ID`` …) turned into links to pages.

    A link without words, such as ``[](claim:ID)``, is given the title of its record. What names no record stays as it
    is. Nothing generated may stand in the text: data may look like a link.
    """
    parts, done = [], 0
    for link in links(text):
        found = linked_record(reference, link.target) if link.plain else None
        if found is not None:
            target, title = found
            words = escape_markdown(title) if link.wordless else ""
            parts += [text[done : link.start - 2], f"{words}]({relative(path, target)}"]
            done = link.end
    return "".join([*parts, text[done:]])


def expanded_page(file: Path, path: str, reference: Reference) -> str:
    """Return the text of the hand-written page in ``file``, which stands at ``path``, with its links expanded."""
    return expand_links(read_text(file, path)[0], path, reference)
