"""The comment with which a data file opens: it shows the shape of a record, also where no editor can help.

Its first line is the modeline by which yaml-language-server finds the schema (``isModeline`` in its ``modelineUtil``),
and so do the IDEs of JetBrains (``JsonSchemaByCommentProvider`` of the IntelliJ platform reads the same line). The
last line ends with where help is found. Between these two marks, the comment can be written anew without touching
anything else in the file.
"""

import re
from pathlib import Path

from sourcebook.guidance.schema import SCHEMA_FOLDER, schema_name
from sourcebook.records.kinds import CATALOGUE, Catalogue

LONGEST_HEAD = 8
"""Lines of a head."""
HEAD_HELP = "# help: docs/about/data-format.md"

_MODELINE = re.compile(rb"# yaml-language-server: \$schema=[^\r\n]*(?:\r?\n|$)")
_LINE = re.compile(rb"#[^\r\n]*(?:\r?\n|$)")


def files_with_shape_comments(data: Path, catalogue: Catalogue = CATALOGUE) -> list[Path]:
    """Return the files below ``data`` that have a head: all but those to which a command gives theirs."""
    by_commands = {kind.file for kind in catalogue if kind.written_by}
    patterns = (pattern.replace("*", "[!.]*") for pattern in catalogue.files if pattern not in by_commands)
    return sorted(file for pattern in patterns for file in data.glob(pattern) if file.is_file())


def shape_comment(path: Path, catalogue: Catalogue = CATALOGUE) -> str:
    """Return the head of a file by its path below ``data``."""
    up = "../" * len(path.parts)
    shape = [f"# {line}" for line in _shape(path, catalogue)]
    last = f"{shape.pop()}  {HEAD_HELP}" if shape else HEAD_HELP
    modeline = f"# yaml-language-server: $schema={up}{SCHEMA_FOLDER}/{schema_name(path, catalogue)}.json"
    return "\n".join([modeline, *shape, last]) + "\n"


def _shape(path: Path, catalogue: Catalogue) -> list[str]:
    """Return the lines of a record as it could stand in a file, none for a file that is not known."""
    whole = catalogue.file_model(path)
    kind = next((kind for kind in catalogue.kinds_in(whole) if kind.model.sample), None) if whole else None
    if whole is None or kind is None:
        return []
    sample = kind.model.sample.splitlines()
    if not kind.steps:
        return sample
    # In a file that is more than a list, an item is indented as it would be there.
    deep = "  " * (len(kind.steps) - 1)
    item = [f"{deep}{'  ' if number else '- '}{line}" for number, line in enumerate(sample)]
    return item if "*" in kind.file else [f"{kind.steps[0]}:", *item]


def with_shape_comment(content: bytes, fresh: str) -> bytes:
    """Return the content of a file with a fresh head instead of the one it has, or before everything else.

    Every other byte stays. A head that has lost its last line is known by its first alone: the rest is then taken for
    a comment of the editors, and stays too.
    """
    end = b"\r\n" if b"\r\n" in content else b"\n"
    return fresh.encode("utf-8").replace(b"\n", end) + content[_length(content) :]


def _length(content: bytes) -> int:
    """Return how many bytes at the beginning are a head."""
    modeline = _MODELINE.match(content)
    if not modeline:
        return 0
    position = modeline.end()
    for _ in range(LONGEST_HEAD - 1):
        line = _LINE.match(content, position)
        if not line:
            break
        position = line.end()
        if line[0].rstrip().endswith(HEAD_HELP.encode("utf-8")):
            return position
    return modeline.end()
