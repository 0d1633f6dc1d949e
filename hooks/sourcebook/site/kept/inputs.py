"""What a site is made of apart from its data: settings, hand-written files, theme, engine, programs, and the day."""

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import sourcebook
from sourcebook.words.ids import digest_of

ENGINE = Path(sourcebook.__file__).parent
_NAME = re.compile(r"[A-Za-z]\w+")
"""A name that a variable of the environment may have."""


def digest_of_inputs(settings: Path, folders: Iterable[Path]) -> str:
    """Return a digest of the settings, of all files in these folders, and of the programs and the day.

    ``settings`` is the host's file of settings. Raises ``OSError`` for a file that cannot be read.
    """
    text = settings.read_text("utf-8", errors="replace")
    # Settings may ask for variables in more than one form, so each of these names may be one.
    words = {*_NAME.findall(text)} if "!ENV" in text else set()
    named = (f"{name}={os.environ[name]}" for name in sorted(words & os.environ.keys()))
    day = os.environ.get("SOURCE_DATE_EPOCH") or time.strftime("%Y-%m-%d", time.gmtime())  # in the list of pages
    parts = [text, *named, day, digest_of_programs()]
    for folder in folders:
        parts += _files(folder)
    return digest_of("\n".join(parts))


def digest_of_programs() -> str:
    """Return a digest of the engine, with all that stands beside it, and of what is installed for it."""
    installed = (
        entry.name for folder in map(Path, sys.path) if folder.is_dir() for entry in sorted(folder.glob("*.*-info"))
    )
    around = sorted(ENGINE.parent.glob("*.py"))
    return digest_of(
        "\n".join([sys.version, *installed, *_files(ENGINE), *(digest_of(file.read_bytes()) for file in around)])
    )


def _files(folder: Path) -> Iterator[str]:
    """Yield the path of each file below a folder with a digest of its bytes, but of nothing that Python left there."""
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(place, name)
            yield f"{file.relative_to(folder)} {_content(file)}"


def _content(file: Path) -> str:
    """Return a digest of the bytes of a file; what nobody can read is in no site."""
    try:
        return digest_of(file.read_bytes()) if file.is_file() else "-"
    except OSError:
        return "-"
