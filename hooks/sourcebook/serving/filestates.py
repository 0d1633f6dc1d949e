"""What a served site was made of, so that an edit can be told from what has stayed the same."""

from collections.abc import Iterable, Mapping
from pathlib import Path

Stamps = dict[Path, tuple[int, int]]


def stamps(files: Iterable[Path]) -> Stamps:
    """Return when each file was changed and how long it is; zeros for one that is gone."""
    found = {}
    for file in files:
        try:
            status = file.stat()
        except OSError:
            found[file] = 0, 0
        else:
            found[file] = status.st_mtime_ns, status.st_size
    return found


def frame(settings: Path, docs: Path, theme: Path | None) -> Stamps:
    """Return the state of all files on which every page depends: settings, theme, style sheets, pictures."""
    beside = [file for file in docs.rglob("*") if file.is_file() and file.suffix != ".md"]
    around = [file for file in theme.rglob("*") if file.is_file()] if theme else []
    return stamps([settings, *beside, *around])


def texts(docs: Path, generated: Mapping[str, str]) -> dict[str, str]:
    """Return path → text of all hand-written pages and of everything generated, which may replace them."""
    # A page that is no UTF-8 is refused elsewhere; here it only needs to differ when it changes.
    written = {file.relative_to(docs).as_posix(): file.read_text("utf-8", "replace") for file in docs.rglob("*.md")}
    return written | dict(generated)
