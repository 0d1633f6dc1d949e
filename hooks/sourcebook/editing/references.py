"""Where ids stand: every word of a file that is the id of a record or refers to one."""

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sourcebook.files.document import Document, EditError, child, is_list, is_mapping, is_scalar
from sourcebook.records.forms import IDENTIFIER, Form
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import Catalogue
from sourcebook.records.marks import Ref, Suggested
from sourcebook.records.model import Record
from sourcebook.words.markdown import links


def ids(document: Document, kind: str, name: str, catalogue: Catalogue) -> Iterator[Any]:
    """Yield the nodes of a data file that are the id ``name`` or refer to the record of this kind that has it."""
    model = catalogue.file_model(PurePosixPath(document.path).relative_to("data"))
    for field, node in _texts(document.root, model) if model else ():
        ref = field.mark(Ref)
        # Claims name entries by names, of which the id is one.
        refers = ref is not None and not isinstance(ref, Suggested) and (not ref.kinds or kind in ref.kinds)
        if node.value.strip() == name and (refers or (field.key == "id" and field.mark(Form) is IDENTIFIER)):
            yield node


def _texts(node: Any, model: type[Record]) -> Iterator[tuple[RecordField, Any]]:
    """Yield the node of every word below a record with the field that holds it."""
    fields = {field.key: field for field in fields_of(model)}
    for key, value in node.value if is_mapping(node) else ():
        field = fields.get(key.value)
        for item in value.value if is_list(value) else [value]:
            if field and field.inner:
                yield from _texts(item, field.inner)
            elif field and is_scalar(item):
                yield field, item


def rename_in_data(document: Document, kind: str, old: str, new: str, catalogue: Catalogue) -> None:
    """Note the replacement of an id wherever it stands in a data file, in whatever quotes.

    Raises ``EditError`` for an id that is written with escapes.
    """
    for node in ids(document, kind, old, catalogue):
        at = document.text.find(old, node.start_mark.index, node.end_mark.index)
        if at < 0:
            line = node.start_mark.line + 1
            raise EditError(f"{document.path}:{line}: id must be written letter by letter: {old!r} (mend it by hand)")
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


def rename_in_page(document: Document, kind: str, old: str, new: str, address: str) -> None:
    """Note the replacement of an id in the links of a hand-written page, ``claim:OLD`` or to a page or anchor.

    ``address`` is the path of the record's page with its anchor, empty for one without. What stands in code is left
    alone.
    """
    path, _, anchor = address.partition("#")
    page, home = ("", path) if anchor else (path, "")
    own = document.path.partition("/")[2]
    for link in links(document.text):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(own), link.path)) if link.path else own
        if link.target == f"{kind}:{old}":
            document.replace(link.end - len(old), link.end, new)
        elif page and target == page and link.target.startswith(link.path):
            end = link.start + len(link.path.removesuffix(".md"))
            document.replace(end - len(old), end, new)
        elif home and target == home and link.fragment == old:
            document.replace(link.end - len(old), link.end, new)
