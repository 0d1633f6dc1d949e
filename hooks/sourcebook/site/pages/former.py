"""Old addresses: pages that lead on from a former id, and anchors for claims that had another id or place."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from sourcebook.records.registers import FormerId
from sourcebook.reference import addresses
from sourcebook.reference.reference import Reference
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink


@dataclass(frozen=True, slots=True)
class Gone:
    """What is no longer on a page: where it is now, if anywhere, and why."""

    id: str
    target: PageLink | None
    reason: str
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class FormerView:
    """What the page at an old address shows."""

    gone: Gone


@dataclass
class Anchors:
    """Former ids of claims and sections: by successor where it stands on the same page, by chapter otherwise."""

    by_successor: dict[str, list[str]] = field(default_factory=partial(defaultdict, list))
    by_chapter: dict[str, list[Gone]] = field(default_factory=partial(defaultdict, list))


def former_anchors(display: Display) -> Anchors:
    """Return where the former ids of claims and sections must be found, so that old links land on something."""
    found, seen, reference = Anchors(), set[tuple[str, str]](), display.reference
    for former in (located.record for located in reference.former):
        new = former.new or ""
        if addresses.former_page(reference, former):
            continue
        now = _chapter_around(reference, new)
        page = _chapter(reference, former.from_) or now
        if page is None or (page, former.old) in seen:
            continue
        seen.add((page, former.old))
        if page == now:
            found.by_successor[new].append(former.old)
        else:
            found.by_chapter[page].append(_gone(display, former))
    return found


def former(display: Display) -> Iterator[Page]:
    """Yield a page at the old address of each record that had a page of its own; it leads on or says why not."""
    reference = display.reference
    for located in reference.former:
        path = addresses.former_page(reference, located.record)
        if not path:
            continue
        gone = _gone(display, located.record)
        title = f"Moved: {gone.target.text}" if gone.target else f"No longer here: {gone.id}"
        description = f"Where the former address {gone.id} leads."
        yield Page(path, title, description, "former", FormerView(gone), located.place,
                   addresses.index(reference.catalogue[addresses.former_kind(reference, located.record)]),
                   searchable=False, redirect=gone.target.path if gone.target else "")  # fmt: skip


def _chapter_around(reference: Reference, name: str) -> str | None:
    """Return the chapter on whose page a record stands, ``None`` for one that does not stand on such a page."""
    kind = reference.kind_of.get(name)
    if not kind or not reference.catalogue[kind].is_within_page:
        return None
    return next(iter(reference.of(kind)[name].around), None)


def _chapter(reference: Reference, name: str | None) -> str | None:
    """Return the chapter whose page stands at the address of a chapter, now or formerly."""
    for _ in reference.former:
        if name is None or name in reference.chapters:
            break
        name = next((former.record.new for former in reference.former if former.record.old == name), None)
    return name if name in reference.chapters else None


def _gone(display: Display, former: FormerId) -> Gone:
    target = display.link(display.reference.kind_of[former.new], former.new) if former.new else None
    return Gone(former.old, target, former.reason or "", display.details(former))
