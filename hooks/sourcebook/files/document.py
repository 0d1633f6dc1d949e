"""One text file that is being edited: replacements at marked places, all else byte for byte as it was."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from sourcebook.files import yamlfile
from sourcebook.files.encoding import read_bytes

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(Exception):
    """An edit that cannot be made; the message says why, as ``what must be true: actual value (hint)``."""


@dataclass
class Document:
    """A file as it is, and the replacements to be made in it.

    ``path`` names it from the root of the project, ``data/people.yml``. Places are offsets into ``text``, in which
    line ends are always line feeds.
    """

    path: str
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    newline: str = "\n"
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    @classmethod
    def read(cls, root: Path, path: str) -> "Document":
        """Read the file at ``path`` below ``root``; raises ``EditError`` where it cannot be edited safely."""
        raw, problem = read_bytes(root / path, path)
        if problem:
            raise EditError(f"{path}: {problem.message}" + (f" ({problem.hint})" if problem.hint else ""))
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise EditError(f"{path}: file must be UTF-8 text (save it as UTF-8)") from None
        return cls.of(path, text, raw)

    @classmethod
    def of(cls, path: str, text: str, raw: bytes | None = None) -> "Document":
        """Return a document with this text, which need not exist as a file."""
        plain = text.replace("\r\n", "\n")
        crlf = text.count("\r\n")
        if "\r" in plain or (crlf and crlf != plain.count("\n")):
            raise EditError(f"{path}: line ends must all be of one kind: mixed (save it with line ends of one kind)")
        return cls(path, text.encode() if raw is None else raw, plain, "\r\n" if crlf else "\n")

    @cached_property
    def root(self) -> Any:
        """The file as YAML nodes with marks; raises ``EditError`` where it is no valid YAML."""
        try:
            return yaml.compose(self.text, Loader=_LOADER)
        except (yaml.YAMLError, RecursionError):
            raise EditError(f"{self.path}: file must be valid YAML (run 'check' to see what is wrong)") from None

    def data(self) -> Any:
        """Return what the file says; raises ``EditError`` with its first problem where it has any."""
        parsed = yamlfile.parse_yaml(self.text, self.path)
        if parsed.problems:
            raise EditError(str(min(parsed.problems)))
        return parsed.data

    def node(self, *address: str | int) -> Any:
        """Return the node at an address; raises ``EditError`` where there is none."""
        node = self.root
        for step in address:
            found = child(node, step)
            if found is None:
                raise EditError(f"{self.path}: file must have {'.'.join(map(str, address))}: nothing there")
            node = found
        return node

    def replace(self, start: int, end: int, new: str) -> None:
        """Note a replacement; those of one document must not overlap."""
        self.edits.append((start, end, new))

    @property
    def changed(self) -> bool:
        """Whether any replacement changes the text."""
        return self.new_bytes != self.raw

    @property
    def new_text(self) -> str:
        """The text with all replacements made."""
        pieces = []
        done = 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            if start < done:
                raise EditError(f"{self.path}: edits must not overlap (edit this file by hand)")
            pieces += [self.text[done:start], new]
            done = end
        return "".join([*pieces, self.text[done:]])

    @property
    def new_bytes(self) -> bytes:
        """The bytes to write, with the line ends that the file has."""
        return self.new_text.replace("\n", self.newline).encode()


def with_replacements_made(document: Document) -> Document:
    """Return the document with its replacements made, ready for others that look at the result."""
    return Document(document.path, document.raw, document.new_text, document.newline)


def child(node: Any, step: str | int) -> Any:
    """Return the node below a mapping or list, ``None`` where there is none."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def is_list(node: Any) -> bool:
    """Say whether a node is a list."""
    return isinstance(node, yaml.SequenceNode)


def is_mapping(node: Any) -> bool:
    """Say whether a node is a mapping."""
    return isinstance(node, yaml.MappingNode)


def is_scalar(node: Any) -> bool:
    """Say whether a node is a word or a text."""
    return isinstance(node, yaml.ScalarNode)
