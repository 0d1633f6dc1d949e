"""The shape of the lists beside the chapters: hand-overs, rows of the identity card, views of the timeline."""

from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from sourcebook.records.forms import ClaimId, Date, HolderName, Id, QuestionId
from sourcebook.records.marks import Ask, AtLeast, Backlink, Drawn, Example, Prose, Text
from sourcebook.records.model import DATE_OFFERS, Record


class Handover(Record):
    """One step in a text's journey: `data/handovers.yml`."""

    sameness = (("from_", "to"), ("claims",))
    sample = """\
from: Priory of Saint Wendreda
to: Town council
date: 1287-03/1287-04
form: copy, without the prayer
claims: [council-asks-for-a-copy]"""

    from_: Annotated[HolderName, Ask("From whom")] = Field(alias="from", description="who gave the text")
    to: Annotated[HolderName, Ask("To whom")] = Field(description="who received it")
    date: Annotated[Date, DATE_OFFERS, Ask("Date, as 1999-12-31")] | None = Field(None, description="when, as EDTF")
    form: Annotated[Text, Prose(), Ask("In what form"), Example("copy, without the prayer")] = Field(
        description="in what form: original, copy, translation, summary, read aloud"
    )
    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Ask("Claim that supports it (id)"), Backlink("supports")] = (
        Field(description="ids of the claims that support this step")
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return who gave it to whom, in what form and when."""
        words = f"{self.from_} → {self.to}, {', '.join(filter(None, (self.form, self.date)))}"
        return words, {"from_", "to", "form", "date"}


class CardRow(Record):
    """One row of the identity card: `data/card.yml`."""

    sameness = (("label",), ("value",))
    sample = """\
label: Rain
value: Eleven days
claims: [river-over-the-wall]
question: how-long-did-it-rain"""

    label: Text = Field(description="what is stated")
    value: Text = Field(description="the statement, as short as can be")
    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Backlink("supports")] = Field(
        description="ids of the claims that support it"
    )
    question: Annotated[QuestionId, Backlink("disputes")] | None = Field(
        None, description="id of the question on which the row depends, if there is one"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return label and value."""
        return f"{self.label}: {self.value}", {"label", "value"}


class TimelineView(Record):
    """A part of time that has a picture and a page of its own: `data/timeline.yml`."""

    sample = "id: the-flood\ntitle: The flood\ndate: 1287-02/1287-04"

    id: Id = Field(description="kebab-case, unique in the whole reference")
    title: Text = Field(description="the heading")
    date: Annotated[Date, Drawn()] = Field(
        description="the part of time that is drawn, as EDTF, with a beginning and an end"
    )
