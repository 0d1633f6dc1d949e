"""The pages on which an edit is seen first, made before anyone has looked whether the whole of the data is in order."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from sourcebook.files.yamlfile import without_garbage_collection
from sourcebook.reference.addresses import address, page_of
from sourcebook.reference.kept.keptfiles import KeptFiles
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from sourcebook.site.build import Site, add_page, handwritten_page
from sourcebook.site.pages import made_pages
from sourcebook.site.render import Renderer

MOST_AT_ONCE = 12
"""How many pages are made before all others: an editor looks at one."""


def _edited_pages(before: Reference, now: Reference) -> set[str]:
    """Return the paths of the pages of those records that are new, or differ from what they were."""
    known = {file.path: file for file in before.files}
    edited = {file.path for file in now.files if known.get(file.path) is not file}
    return {
        page_of(address(now, kind.name, name))
        for kind in now.catalogue.linked
        for name, located in now.of(kind.name).items()
        if located.file.path in edited and _differs(before, kind.name, name, located.record)
    }


def _differs(before: Reference, kind: str, name: str, record: object) -> bool:
    known = before.of(kind).get(name)
    return known is None or known.record != record


def glance(before: Site, data: Path, docs: Path, kept: KeptFiles, renderer: Renderer) -> tuple[Site, set[str]]:
    """Return the site of before with only the pages of edited records made of what ``data`` say now, and their paths.

    There are none where that would be many, or where the shape of the data is wrong. What stands on the pages is not
    checked, and any error may be raised where something is wrong with it. ``kept`` are the files as they were read.
    """
    now, problems = load(data, kept=kept)
    paths = set() if problems else _edited_pages(before.reference, now)
    if len(paths) > MOST_AT_ONCE:
        paths = set()
    return _with_pages(before, now, docs, paths, renderer), paths


def _with_pages(before: Site, now: Reference, docs: Path, paths: Collection[str], renderer: Renderer) -> Site:
    site = Site(now, [], dict(before.pages), dict(before.articles), before.data, dict(before.made_of))
    with without_garbage_collection():
        for page in made_pages(now, paths):
            old = before.pages.get(page.path)
            if old and old.title == page.title:
                page = replace(page, unique_title=old.unique_title)
            add_page(site, page, handwritten_page(docs, page.path, now), renderer, before)
    return site
