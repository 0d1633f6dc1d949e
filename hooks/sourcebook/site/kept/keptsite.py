"""What is kept of the last built site beside its files: what each page was made of, and where its article stands.

It is one text file: a line that names the form and a digest of the rest, and JSON. Nothing in it is ever run, and what
is damaged or was written by another version is not used.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sourcebook.site.kept.hostsettings import HostSettings
from sourcebook.site.kept.inputs import digest_of_programs
from sourcebook.words.ids import digest_of

Span = tuple[int, int]
"""Where a part of a file begins and ends, in characters, counted from 0."""
_FORM = "kept by sourcebook"


class NotKept(Exception):
    """What was kept cannot be used; the words say why, unless nobody needs to know."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A generated page."""

    file: str
    """Path of its file from the top of the site."""
    made_of: str
    """Digest of all that its article is made of."""
    frame_of: str
    """Digest of all that what stands around the article is made of, but for the texts that are exchanged with it."""
    spans: Mapping[str, Span]
    """Where its ``article`` stands, and the texts that are exchanged with it: its ``description``, and in the link
    for editors the file and line to ``edit``."""
    fixed: tuple[str, ...] = ()
    """Names of such texts that cannot be exchanged, since they stand around the article in more than one way."""
    markdown: str | None = None
    """HTML of the Markdown around the generated parts, where there is any."""


@dataclass(frozen=True, slots=True)
class KeptSite:
    """A site that was built whole and without a warning, and what it was made of."""

    inputs: str
    """Digest of all that a site is made of, apart from the data."""
    settings: Mapping[str, Any]
    """What the host's settings say: the fields of ``HostSettings``."""
    pages: Mapping[str, KeptPage]
    """Generated pages by their paths, in the order in which they were made."""
    linked_by_hand: Mapping[str, list[str]]
    """Links of hand-written pages to records, as they are written there: where they lead, and the titles there."""
    ids: str
    """Digest of the ids of all records."""
    places: Mapping[str, list[str]]
    """All pages by their files: the places on each to which links can lead."""
    linked: list[str]
    """Places on pages to which other pages lead, as ``FILE#PLACE``."""
    index: str | None
    """The index of the search as the host wrote it, ``None`` where there is none."""
    search: Mapping[str, list[Any]]
    """The entries of the search by the paths of their pages."""
    frames: Mapping[str, Any]
    """What is written by hand around generated pages, as the search has it."""
    data: Mapping[str, str]
    """Data files by their paths, as messages show them: digests of their texts."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Files of the site by their paths: digests of their bytes. While the site is built those of generated pages only,
    as they were when places in them were counted."""


def read_site(file: Path) -> KeptSite:
    """Return what is kept in a file; raises ``NotKept`` where that is nothing, or nothing of ours."""
    found = read_kept(file)
    try:
        found["pages"] = {path: _page(**page) for path, page in found["pages"].items()}
        site = KeptSite(**found)
        HostSettings.of_mapping(site.settings)
        return site
    except (TypeError, KeyError, AttributeError) as error:
        raise NotKept("it has another form") from error


def _page(*, spans: Mapping[str, list[int]], fixed: list[str], **others: Any) -> KeptPage:
    places = {name: (start, end) for name, (start, end) in spans.items()}
    return KeptPage(spans=places, fixed=tuple(fixed), **others)


def write_site(file: Path, site: KeptSite) -> None:
    """Keep a site; raises ``OSError`` where it cannot be written."""
    pages = {path: _fields(page) for path, page in site.pages.items()}
    write_kept(file, {**_fields(site), "pages": pages})


def _fields(record: KeptPage | KeptSite) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def read_kept(file: Path) -> Any:
    """Return what ``write_kept`` wrote into a file; raises ``NotKept`` where it is not there, or not whole."""
    try:
        head, _, body = file.read_text("utf-8").partition("\n")
    except FileNotFoundError:
        raise NotKept("") from None
    except (OSError, UnicodeDecodeError) as error:
        raise NotKept(getattr(error, "strerror", None) or "it is no text") from error
    if not head.startswith(f"{_FORM} ") or head.rpartition(" ")[2] != digest_of(body):
        raise NotKept("it is damaged, or of another version")
    if head != _head(body):
        raise NotKept("")  # programs have changed since, as they should
    return json.loads(body)


def write_kept(file: Path, content: Any) -> None:
    """Write lists, mappings, texts and numbers into a file, whole or not at all; raises ``OSError``."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        fresh.write_text(f"{_head(body)}\n{body}", "utf-8")
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _head(body: str) -> str:
    return f"{_FORM} {digest_of_programs()} {digest_of(body)}"
