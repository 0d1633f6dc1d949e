"""How a file is laid out, and records written in that way."""

import textwrap
from dataclasses import dataclass
from typing import Any

import yaml

from sourcebook.files.document import is_list, is_mapping

WIDTH = 128
"""Texts that would make a line longer than this are folded."""
Value = str | list[Any] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """By how many columns a list stands to the right of its key, and the keys of a record to the right of its key."""

    list_indent: int = 0
    record_indent: int = 2
    dash: int = 2
    """From the dash of an item to its first letter."""

    @classmethod
    def of(cls, root: Any) -> "Layout":
        """Return the layout of a file by the first list and the first record that it has inside a record."""
        lists: list[int] = []
        records: list[int] = []
        dashes: list[int] = []
        waiting = [root]
        while waiting:
            node = waiting.pop(0)
            if is_mapping(node) and not node.flow_style:
                for key, value in node.value:
                    if is_list(value) and not value.flow_style:
                        lists.append(value.start_mark.column - key.start_mark.column)
                    elif is_mapping(value) and not value.flow_style:
                        records.append(value.start_mark.column - key.start_mark.column)
                    waiting.append(value)
            elif is_list(node) and not node.flow_style:
                dashes += [item.start_mark.column - node.start_mark.column for item in node.value[:1]]
                waiting += node.value
        # What stands deepest is nearest in form to a new record; the top of a file is often set apart.
        return cls(lists[-1] if lists else 0, records[-1] if records else 2, dashes[-1] if dashes else 2)

    def item(self, value: Value, column: int) -> list[str]:
        """Return the lines of a list's item whose dash stands at ``column``."""
        lead = " " * column + "-" + " " * (self.dash - 1)
        if isinstance(value, str):
            return [lead + scalar(value, column + self.dash, column + self.dash)]
        if isinstance(value, list):
            raise TypeError("a list inside a list is not written here")
        first, *rest = self.record(value, column + self.dash)
        return [lead + first.lstrip(" "), *rest]

    def record(self, values: dict[str, Any], column: int) -> list[str]:
        """Return the lines of a record whose keys stand at ``column``; empty values are left out."""
        lines = []
        for key, value in values.items():
            if isinstance(value, list) and value:
                lines.append(f"{' ' * column}{key}:")
                for item in value:
                    lines += self.item(item, column + self.list_indent)
            elif isinstance(value, dict) and value:
                lines.append(f"{' ' * column}{key}:")
                lines += self.record(value, column + self.record_indent)
            elif isinstance(value, str) and value:
                written = scalar(value, column + len(key) + 2, column + 2)
                lines += f"{' ' * column}{key}: {written}".split("\n")
        return lines


def scalar(value: str, column: int, indent: int) -> str:
    """Return a text as YAML that begins at ``column``; a long one is folded into lines that begin at ``indent``."""
    style = '"' if "\n" in value else None
    dumped = yaml.safe_dump(value, allow_unicode=True, width=10**9, default_style=style)
    plain = dumped.removesuffix("...\n").rstrip("\n")
    foldable = " " in value and value == " ".join(value.split()) and value.isprintable()
    if column + len(plain) <= WIDTH or not foldable:
        return plain
    lines = textwrap.wrap(value, max(WIDTH - indent, 20), break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(" " * indent + line for line in lines)
