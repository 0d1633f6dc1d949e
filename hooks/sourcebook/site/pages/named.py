"""Who is named in a text: how often, in which parts, and as what."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.outlines.part import Appearance
from sourcebook.reference import addresses
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.ribbons import TextRibbon
from sourcebook.words.counting import count


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the table of those who are named: as what, how often, and in which parts, by their numbers."""

    person: PageLink
    roles: str
    times: str
    parts: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class NamesView:
    """What the page of those who are named shows; ``counted`` says whether it is known how often each is.

    ``measured`` is the version in which they are counted.
    """

    outline: PageLink
    measured: PageLink | None
    people: tuple[PersonLine, ...]
    figures: str
    counted: bool


def people_named(display: Display, text: TextRibbon) -> Page:
    """Return the page of those who are named in a text."""
    outline = text.outline
    people = tuple(_people(display, text))
    version = text.division.measured
    measured = display.link("version", version.name) if version else None
    counted = any(line.times for line in people)
    figures = count(len(people), "person") if len(people) == 1 else f"{len(people):,} people"
    title = f"Who is named in {outline.called}"
    view = NamesView(text.link, measured, people, figures, counted)
    return Page(addresses.outline_names(outline.id), title, f"{title}: how often, in which parts, and as what.",
                "outline_names", view, text.division.outline.place, text.link.path, searchable=False)  # fmt: skip


def _people(display: Display, text: TextRibbon) -> Iterator[PersonLine]:
    """Yield those who are named, by the number of parts, and among equals as the text first names them."""
    named: dict[str, list[tuple[str, Appearance]]] = defaultdict(list)
    known = display.reference.names["people"]
    for part in text.division.parts:
        for one in part.record.people:
            named[known[one.name]].append((part.record.id, one))
    order = {role: number for number, role in enumerate(text.outline.roles)}
    for person, places in sorted(named.items(), key=lambda item: -len(item[1])):
        roles = sorted({one.role for _, one in places if one.role}, key=lambda role: order.get(role, 0))
        times = [one.times for _, one in places]
        yield PersonLine(
            person=display.link("person", person),
            roles=", ".join(roles),
            times=f"{sum(filter(None, times)):,}" if all(times) else "",
            parts=tuple(PageLink(str(text.numbers[part]), text.path(part)) for part, _ in places),
        )
