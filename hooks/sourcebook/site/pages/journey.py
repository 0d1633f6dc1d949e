"""The text's journey: the hand-overs as a picture and as a table, and the circles of its official spread."""

from collections.abc import Iterator
from typing import Any

from sourcebook.files.problems import count
from sourcebook.records.model import Handover
from sourcebook.reference import evidence
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views, date_words, witnesses
from sourcebook.site.page import Page
from sourcebook.site.pictures.journey import Step, circles, draw
from sourcebook.site.pictures.svg import Svg, figure
from sourcebook.words.dates import parse


def journey(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the hand-overs in order of time, drawn and as a table."""
    located = sorted(reference.handovers, key=lambda it: _order(it.record))
    rows = [_row(reference, views, it, number) for number, it in enumerate(located, 1)]
    steps = [_step(reference, it.record, row) for it, row in zip(located, rows, strict=True)]
    place = (reference.handovers[0].file.path, 1) if reference.handovers else None
    caption = f"{count(len(steps), 'hand-over')}: a line for each holder, from the moment the text is in their hands"
    view = {
        "steps": rows,
        "picture": figure(draw(steps, caption), caption, "journey-picture", wide=True) if steps else None,
        "circles": _circles(reference),
    }
    yield Page("journey.md", "The text’s journey", "Who passed the text to whom, when, in what form, and who says so.",
               "journey", view, place)  # fmt: skip


def _order(step: Handover) -> tuple[Any, ...]:
    return (not step.date, parse(step.date).sort_key if step.date else ())


def _row(reference: Reference, views: Views, located: Located[Handover], number: int) -> dict[str, Any]:
    step = located.record
    return {
        "number": number,
        "from": step.from_,
        "to": step.to,
        "date": date_words(step.date) or "not known",
        "form": step.form,
        "claims": [views.claim_link(name) for name in step.claims],
        "witnesses": witnesses(reference, step.claims),
    }


def _step(reference: Reference, step: Handover, row: dict[str, Any]) -> Step:
    sources = dict.fromkeys(cite.source for name in step.claims for cite in reference.claim(name).cites)
    return Step(
        giver=step.from_,
        taker=step.to,
        date=row["date"],
        month=parse(step.date).month_words if step.date else "not known",
        form=step.form,
        witnesses=row["witnesses"],
        lines=evidence.lines(reference, sources),
        rival=any(name in reference.questions_of_claim for name in step.claims),
        path=f"journey.md#step-{row['number']}",
    )


def _circles(reference: Reference) -> Svg | None:
    """Return the sections that are stages of one process, each wider than the one before."""
    rings = [
        (section.record.title, count(len(section.record.claims), "claim"), f"chapters/{chapter}.md#{section.record.id}")
        for chapter, section in reference.sections
        if section.record.stage
    ]
    caption = "From the inmost circle outwards; each number leads to its section"
    return figure(circles(rings, caption), caption, "circles", wide=True) if len(rings) > 1 else None
