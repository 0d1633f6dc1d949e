"""Adding an item to a list, and a key to a record, in the form of what stands beside them."""

from copy import deepcopy
from functools import reduce
from operator import getitem
from typing import Any

from sourcebook.files import yamlfile
from sourcebook.files.document import Document, EditError, child, is_list, is_mapping
from sourcebook.files.layout import Layout, Value

_BLOCK = ("|", ">")


def add_item(document: Document, address: tuple[str | int, ...], value: Value, index: int | None = None) -> None:
    """Add ``value`` to the list at ``address`` as its item number ``index``, by default as the last.

    The list may be missing where the record in which it belongs is there. Raises ``EditError`` for a list in flow
    style, ``[a, b]``, and wherever the result would say anything else than what was there and the new item.
    """
    before = document.data()
    parent, key = document.node(*address[:-1]), str(address[-1])
    if not is_mapping(parent) or parent.flow_style:
        raise _by_hand(document, "the record must have each key on a line of its own: '{…}'")
    layout = Layout.of(document.root)
    items = child(parent, key)
    if items is None or not (is_list(items) and items.value):
        _add_list(document, parent, key, items, value, layout)
    elif items.flow_style:
        raise _by_hand(document, f"{key} must be a list with each item on a line of its own: '[…]'")
    else:
        number = len(items.value) if index is None else index
        lines = layout.item(value, items.start_mark.column)
        if _spaced(document, items):
            lines = ["", *lines]
        at = _end(document, items.value[number - 1]) if number else _key_line_end(document, parent, key)
        document.replace(at, at, "".join(f"\n{line}" for line in lines))
    _make_sure(document, before, address, value, index)


def _add_list(document: Document, parent: Any, key: str, items: Any, value: Value, layout: Layout) -> None:
    column = parent.start_mark.column
    lines = layout.item(value, column + layout.list_indent)
    if items is None:
        at = _end(document, parent)
        document.replace(at, at, "".join(f"\n{line}" for line in [f"{' ' * column}{key}:", *lines]))
        return
    if items.value and not is_list(items):
        raise _by_hand(document, f"{key} must be a list")
    colon = document.text.index(":", next(name.end_mark.index for name, held in parent.value if held is items)) + 1
    at = colon
    if is_list(items):  # "[]", which the items replace
        at = items.end_mark.index
        document.replace(colon, at, "")
    at = _line_end(document.text, at)
    document.replace(at, at, "".join(f"\n{line}" for line in lines))


def add_key(document: Document, address: tuple[str | int, ...], key: str, value: str, after: str) -> None:
    """Add a key with a word to the record at ``address``, in the line behind the key ``after``."""
    record = document.node(*address)
    at = _end(document, child(record, after))
    lines = Layout.of(document.root).record({key: value}, record.start_mark.column)
    document.replace(at, at, "".join(f"\n{line}" for line in lines))


def remove_key(document: Document, key: str) -> None:
    """Take a key with its value out of the record at the top of a file, with the whole of its lines."""
    found = next(((name, value) for name, value in document.root.value if name.value == key), None)
    if found is None or document.root.flow_style:
        raise _by_hand(document, f"'{key}:' must stand on a line of its own")
    start = found[0].start_mark.index
    end = min(_end(document, found[1]) + 1, len(document.text))
    if end == len(document.text) and not document.text.endswith("\n"):
        start = max(start - 1, 0)
    document.replace(start, end, "")


def _make_sure(
    document: Document, before: Any, address: tuple[str | int, ...], value: Value, index: int | None
) -> None:
    """Raise ``EditError`` unless the new text says what the old one said, and the new item."""
    expected = deepcopy(before)
    holder = reduce(getitem, address[:-1], expected)
    items = holder.get(address[-1]) or []
    items.insert(len(items) if index is None else index, _written(value))
    holder[address[-1]] = items
    parsed = yamlfile.parse_yaml(document.new_text, document.path)
    if parsed.problems or parsed.data != expected:
        document.edits.clear()
        raise _by_hand(document, "the list must have a form that can be added to")


def _written(value: Any) -> Any:
    """Return a value without its empty parts, which are not written."""
    if isinstance(value, dict):
        return {key: _written(part) for key, part in value.items() if part}
    return [_written(part) for part in value] if isinstance(value, list) else value


def _spaced(document: Document, items: Any) -> bool:
    """Say whether items are set apart by blank lines."""
    if len(items.value) < 2:
        return False
    last, end = items.value[-1], _end(document, items.value[-2])
    return "\n\n" in document.text[end : last.start_mark.index]


def _key_line_end(document: Document, parent: Any, key: str) -> int:
    mark = next(name.end_mark.index for name, _ in parent.value if name.value == key)
    return _line_end(document.text, mark)


def _end(document: Document, node: Any) -> int:
    """Return the end of the last line of a node, before comments and blank lines that follow it."""
    while not getattr(node, "flow_style", True) and node.value:
        node = node.value[-1][1] if is_mapping(node) else node.value[-1]
    end: int = node.end_mark.index
    if getattr(node, "style", None) in _BLOCK:
        # The mark stands behind the blank lines that follow, before the next line with fewer spaces.
        return len(document.text[:end].rstrip())
    return _line_end(document.text, end)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _by_hand(document: Document, message: str) -> EditError:
    return EditError(f"{document.path}: {message} (edit this file by hand)")
