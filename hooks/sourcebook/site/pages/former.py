"""Old addresses: pages that lead on from a former id, and anchors for claims that had another id or place."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from sourcebook.records.model import FormerId
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Link, Views
from sourcebook.site.page import Page

FOLDERS = {
    "chapter": "chapters", "source": "sources", "question": "questions", "person": "people",
    "organization": "organizations", "place": "places", "term": "terms", "view": "timeline",
}  # fmt: skip
"""Kinds of record that have a page of their own → folder of these pages."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What is no longer on a page: where it is now, if anywhere, and why."""

    id: str
    target: Link | None
    reason: str


@dataclass
class Anchors:
    """Former ids of claims and sections: by what has taken their place on the same page, and by chapter otherwise."""

    here: dict[str, list[str]] = field(default_factory=partial(defaultdict, list))
    gone: dict[str, list[Gone]] = field(default_factory=partial(defaultdict, list))


def anchors(reference: Reference, views: Views) -> Anchors:
    """Return where the former ids of claims and sections must be found, so that old links land on something."""
    found, kinds, seen = Anchors(), _kinds(reference), set[tuple[str, str]]()
    sections = {at.record.id: chapter for chapter, at in reference.sections}
    for former in (located.record for located in reference.former):
        new = former.new or ""
        if _kind(former, kinds) in FOLDERS:
            continue
        now = reference.chapter_of.get(new) if kinds.get(new) == "claim" else sections.get(new)
        page = _chapter(reference, former.from_) or now
        if page is None or (page, former.old) in seen:
            continue
        seen.add((page, former.old))
        if page == now:
            found.here[new].append(former.old)
        else:
            found.gone[page].append(_gone(views, former, kinds))
    return found


def former(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield a page at the old address of each record that had a page of its own; it leads on or says why not."""
    kinds = _kinds(reference)
    for located in reference.former:
        folder = FOLDERS.get(_kind(located.record, kinds))
        if folder is None:
            continue
        gone = _gone(views, located.record, kinds)
        title = f"Moved: {gone.target[0]}" if gone.target else f"No longer here: {gone.id}"
        description = f"Where the former address {gone.id} leads."
        yield Page(f"{folder}/{gone.id}.md", title, description, "former", {"gone": gone}, located.place,
                   f"{folder}/index.md" if folder != "timeline" else "timeline.md", searchable=False,
                   redirect=gone.target[1] if gone.target else "")  # fmt: skip


def _kinds(reference: Reference) -> dict[str, str]:
    return {at.record.id: kind for kind, at in reference.identified()}


def _kind(former: FormerId, kinds: dict[str, str]) -> str:
    """Return what kind of record an id was that of, where that is known."""
    return former.kind or kinds.get(former.new or "", "")


def _chapter(reference: Reference, name: str | None) -> str | None:
    """Return the chapter whose page stands at the address of a chapter, now or formerly."""
    for _ in reference.former:
        if name is None or name in reference.chapters:
            break
        name = next((former.record.new for former in reference.former if former.record.old == name), None)
    return name if name in reference.chapters else None


def _gone(views: Views, former: FormerId, kinds: dict[str, str]) -> Gone:
    target = _link(views, former.new, kinds[former.new]) if former.new else None
    return Gone(former.old, target, former.reason or "")


def _link(views: Views, name: str, kind: str) -> Link:
    reference = views.reference
    if kind == "claim":
        return views.claim_link(name)
    if kind == "source":
        return views.source_link(name)
    if kind == "section":
        chapter, title = next((chapter, at.record.title) for chapter, at in reference.sections if at.record.id == name)
        return title, f"chapters/{chapter}.md#{name}"
    titles = {
        "chapter": lambda: reference.chapters[name].record.title,
        "question": lambda: reference.questions[name].record.question,
        "view": lambda: next(view.record.title for view in reference.views if view.record.id == name),
    }
    folder = FOLDERS[kind]
    title = titles[kind]() if kind in titles else reference.entries[folder][name].record.name
    return title, f"{folder}/{name}.md"
