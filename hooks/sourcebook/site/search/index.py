"""The index of the search, as Material's script for browsers reads it: what a plugin wrote, with our entries in it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sourcebook.reference.addresses import from_top, page_of
from sourcebook.site.build import Site
from sourcebook.site.search.entries import Frame, SearchEntry, entries
from sourcebook.site.search.frames import frame_sections, html_of
from sourcebook.site.search.tokens import SEPARATOR, with_the_other_apostrophe

INDEX = "search/search_index.json"
"""Path of the index in the folder of the site."""
FIELDS = {"title": 10, "names": 6, "words": 4, "text": 1}
"""How much a word counts by the part of an entry in which it stands."""
_USUAL_SEPARATOR = r"[\s\-]+"
_USUAL_FIELDS = {"title": 1000, "text": 1}
"""What Material has where a site's settings say nothing."""


def kept_out(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata of a generated page with word for plugins not to index it: its entries are ours."""
    return {**metadata, "search": {**_said(metadata), "exclude": True}}


def _said(metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the metadata of a page say to the search."""
    said = metadata.get("search")
    return said if isinstance(said, Mapping) else {}


@dataclass
class SearchIndex:
    """Gathers what is written by hand around generated pages while a site is made; completes the index at the end."""

    frames: dict[str, Frame] = field(default_factory=dict)
    written: str | None = None
    """The index as a plugin wrote it, ``None`` where none did."""
    documents: dict[str, list[Any]] = field(default_factory=dict)
    """The entries of generated pages by the paths of the pages, as the browser reads them."""

    def add_frame(self, path: str, frame: str, metadata: Mapping[str, Any]) -> None:
        """Remember the HTML that was made of the hand-written part of a page, and what its metadata say."""
        said, tags = _said(metadata), metadata.get("tags")
        boost = said.get("boost")
        self.frames[path] = Frame(
            frame_sections(frame),
            bool(said.get("exclude")),
            boost if isinstance(boost, int | float) else None,
            tuple(map(str, tags)) if isinstance(tags, list) else (),
        )

    def complete(self, folder: Path, site: Site, *, folders: bool = True) -> None:
        """Put the entries of the generated pages into the index in the folder of a site, if a plugin wrote one."""
        file = folder / INDEX
        if file.is_file():
            self.written = file.read_text("utf-8")
            self.documents = documents(site, site.pages, self.frames, folders=folders)
            file.write_text(index_with(self.written, self.documents, folders=folders), "utf-8", newline="")


def documents(
    site: Site, paths: Iterable[str], frames: Mapping[str, Frame], *, folders: bool = True
) -> dict[str, list[Any]]:
    """Return for each of these pages, by its path, its entries as the browser reads them."""
    found: dict[str, list[Any]] = {path: [] for path in paths}
    for entry in entries(site.reference, (site.pages[path] for path in found), frames):
        found[page_of(entry.path)].append(_document(entry, folders))
    return found


def index_with(written: str, found: Mapping[str, list[Any]], *, folders: bool = True) -> str:
    """Return the text of an index with the entries ``found`` of all generated pages in place of those it has of them.

    They are given by the paths of the pages. An index that is ready for the browser as it is, which MkDocs' own plugin
    can write, stays so.
    """
    index = json.loads(written)
    if "index" in index:
        return written
    ours = {from_top(path, folders=folders) for path in found}
    others = [doc for doc in index["docs"] if doc["location"].partition("#")[0] not in ours]
    docs = [_found_by_either_apostrophe(doc) for doc in (*(doc for docs in found.values() for doc in docs), *others)]
    return json.dumps({"config": _config(index["config"]), "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def _config(config: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of the search with ours where those of the site are the usual ones."""
    if "fields" not in config:  # another plugin's, whose browsers know a title and a text only
        return config
    is_usual = (config["lang"], config["separator"]) == (["en"], _USUAL_SEPARATOR)
    fields = dict(config["fields"])
    for name, weight in FIELDS.items():
        if name not in fields or fields[name]["boost"] == _USUAL_FIELDS.get(name):
            fields[name] = {"boost": weight}
    return {**config, "separator": SEPARATOR if is_usual else config["separator"], "fields": fields}


def _document(entry: SearchEntry, folders: bool) -> dict[str, Any]:
    """Return an entry as the browser reads it, without what is empty."""
    document: dict[str, Any] = {
        "location": from_top(entry.path, folders=folders),
        "title": entry.title,
        "text": entry.text,
    }
    if entry.names:
        document["names"] = html_of(" ".join(entry.names))
    if entry.words:
        document["words"] = html_of(" ".join(entry.words))
    if entry.tags:
        document["tags"] = list(entry.tags)
    if entry.boost != 1:
        document["boost"] = entry.boost
    return document


def _found_by_either_apostrophe(document: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with its words that have an apostrophe in both ways: readers type the one that they have."""
    found = {}
    for name, shown in (("names", "title"), ("words", "text")):
        held = document.get(name, "")
        if others := with_the_other_apostrophe(f"{document[shown]} {held}"):
            found[name] = f"{held} {html_of(' '.join(others))}".lstrip()
    return {**document, **found}
