"""Where ids stand: every word of a file that is the id of a record or refers to one."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from sourcebook.files.document import Document, child, is_list, is_mapping, is_scalar
from sourcebook.records.model import FormerKind, Record
from sourcebook.reference.load import FILES, FOLDERS

ANY: tuple[str, ...] = FormerKind.__args__  # type: ignore[attr-defined]
REFERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Citation", "source"): ("source",),
    ("RegisteredText", "source"): ("source",),
    ("Source", "derives-from"): ("source",),
    ("Claim", "related"): ("claim",),
    ("Section", "see"): ("claim",),
    ("Answer", "claims"): ("claim",),
    ("Handover", "claims"): ("claim",),
    ("CardRow", "claims"): ("claim",),
    ("CardRow", "question"): ("question",),
    ("Start", "claims"): ("claim",),
    ("Statement", "claims"): ("claim",),
    ("FormerId", "new"): ANY,
    ("FormerId", "from"): ("chapter",),
    # Claims name entries by names, of which the id is one.
    ("Claim", "people"): ("person",),
    ("Claim", "organizations"): ("organization",),
    ("Claim", "places"): ("place",),
    ("Claim", "by"): ("person", "organization"),
}
"""Record and field → the kinds of record to which it refers."""
NO_RECORD_IDS = {"Passage"}
"""Records whose ``id`` is only a number within their own file."""
PAGES = {
    "chapter": "chapters", "source": "sources", "question": "questions", "person": "people",
    "organization": "organizations", "place": "places", "term": "terms",
}  # fmt: skip
"""Kind of record → folder of its pages."""
_LINK = re.compile(r"(\]\((?:claim|person|organization|place|term|source|question|chapter):)([^()\s]+)(?=\))")
_PATH = re.compile(r"\]\((?P<path>[^)\s:#]*\.md)?(?:#(?P<fragment>[^()\s]+))?\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def model_of(path: str) -> type[Record] | None:
    """Return what the file at ``data/…`` holds, ``None`` where it holds no records."""
    below = PurePosixPath(path).parts[1:]
    return FOLDERS.get(below[0]) if len(below) == 2 else FILES.get(below[0]) if below else None


def ids(document: Document, kind: str, name: str) -> Iterator[Any]:
    """Yield the nodes of a data file that are the id ``name`` or refer to the record of this kind that has it."""
    model = model_of(document.path)
    if model is not None:
        for record, key, node in _walk(document.root, model):
            own = key == "id" and record not in NO_RECORD_IDS
            if node.value == name and (own or kind in REFERS.get((record, key), ())):
                yield node


def _walk(node: Any, model: type[BaseModel]) -> Iterator[tuple[str, str, Any]]:
    """Yield the name of the record, the key, and the node of every word below a record."""
    for key, value in node.value if is_mapping(node) else ():
        field = next((f for n, f in model.model_fields.items() if (f.alias or n) == key.value), None)
        inner = _inner(field.annotation) if field else None
        for item in value.value if is_list(value) else [value]:
            if inner is not None:
                yield from _walk(item, inner)
            elif is_scalar(item):
                yield model.__name__, key.value, item


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)


def rename_in_data(document: Document, kind: str, old: str, new: str) -> None:
    """Note the replacement of an id wherever it stands in a data file, in whatever quotes."""
    for node in ids(document, kind, old):
        start, end = node.start_mark.index, node.end_mark.index
        at = document.text.index(old, start, end)
        document.replace(at, at + len(old), new)


def rename_in_settings(document: Document, old: str, new: str) -> None:
    """Note the replacement of the path of a page in the navigation of ``mkdocs.yml``."""
    waiting = [child(document.root, "nav")] if is_mapping(document.root) else []
    while waiting:
        node = waiting.pop()
        if is_mapping(node):
            waiting += [value for _, value in node.value]
        elif is_list(node):
            waiting += node.value
        elif node is not None and node.value == old:
            at = document.text.index(old, node.start_mark.index)
            document.replace(at, at + len(old), new)


def rename_in_page(document: Document, kind: str, old: str, new: str, home: str = "") -> None:
    """Note the replacement of an id in the links of a hand-written page, ``claim:OLD`` or to a page or anchor.

    ``home`` is the page on which a claim or section has its anchor. What stands in code is left alone.
    """
    prose = _CODE.sub(lambda match: " " * len(match[0]), document.text)
    for match in _LINK.finditer(prose):
        if match[1].endswith(f"({kind}:") and match[2] == old:
            document.replace(match.start(2), match.end(2), new)
    page = f"{PAGES[kind]}/{old}.md" if kind in PAGES else ""
    own = document.path.partition("/")[2]
    for match in _PATH.finditer(prose):
        path = match["path"] or ""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(own), path)) if path else own
        if page and path and target == page:
            start = match.end("path") - len(f"{old}.md")
            document.replace(start, start + len(old), new)
        elif home and target == home and match["fragment"] == old:
            document.replace(match.start("fragment"), match.end("fragment"), new)
