"""The text's journey: the hand-overs as a picture and as a table, and the circles of its official spread."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sourcebook.records.overviews.lists import Handover
from sourcebook.reference import addresses, evidence
from sourcebook.reference.reference import Reference
from sourcebook.site.articles.prose import plain_prose
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display, witnesses
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pictures.journey import Step, draw_circles, draw_journey
from sourcebook.site.pictures.svg import Svg, figure
from sourcebook.words.counting import count
from sourcebook.words.dates import date_words, parse_date


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A hand-over as a row of the table."""

    path: str
    giver: str
    taker: str
    date: str
    form: str
    claims: tuple[PageLink, ...]
    witnesses: str
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class JourneyView:
    """What the page of the journey shows."""

    steps: tuple[HandoverView, ...]
    picture: Svg | None
    circles: Svg | None


def journey(display: Display) -> Iterator[Page]:
    """Yield the hand-overs in order of time, drawn and as a table."""
    if not display.wants(addresses.JOURNEY):
        return
    reference = display.reference
    handovers = sorted((located.record for located in reference.handovers), key=_order)
    rows = tuple(_row(display, handover, number) for number, handover in enumerate(handovers, 1))
    steps = [_step(reference, handover, row) for handover, row in zip(handovers, rows, strict=True)]
    place = (reference.handovers[0].file.path, 1) if reference.handovers else None
    caption = f"{count(len(steps), 'hand-over')}: a line for each holder, from the moment the text is in their hands"
    picture = figure(draw_journey(steps, caption), caption, "journey-picture", wide=True) if steps else None
    yield Page(addresses.JOURNEY, "The text’s journey",
               "Who passed the text to whom, when, in what form, and who says so.",
               "journey", JourneyView(rows, picture, _circles(display)), place,
               searched=tuple(f"{row.giver} → {row.taker}: {plain_prose(row.form)}" for row in rows))  # fmt: skip


def _order(step: Handover) -> tuple[Any, ...]:
    return (not step.date, parse_date(step.date).sort_key if step.date else ())


def _row(display: Display, step: Handover, number: int) -> HandoverView:
    return HandoverView(
        path=addresses.handover_place(number),
        giver=step.from_,
        taker=step.to,
        date=date_words(step.date) or "not known",
        form=step.form,
        claims=tuple(display.claim_link(name) for name in step.claims),
        witnesses=witnesses(display.reference, step.claims),
        details=display.details(step),
    )


def _step(reference: Reference, step: Handover, row: HandoverView) -> Step:
    sources = dict.fromkeys(source for name in step.claims for source in reference.claim(name).witnesses)
    return Step(
        giver=step.from_,
        taker=step.to,
        date=row.date,
        month=parse_date(step.date).month_words if step.date else "not known",
        form=step.form,
        witnesses=row.witnesses,
        lines=evidence.independent_lines(reference, sources),
        rival=not reference.disputed.isdisjoint(step.claims),
        path=row.path,
    )


def _circles(display: Display) -> Svg | None:
    """Return the sections that are stages of one process, each wider than the one before."""
    rings = [
        (located.record.title, count(len(located.record.claims), "claim"),
         display.link("section", located.record.id).path)
        for located in display.reference.stages
    ]  # fmt: skip
    caption = "From the inmost circle outwards; each number leads to its section"
    return figure(draw_circles(rings, caption), caption, "circles", wide=True) if len(rings) > 1 else None
