"""The shape of a search that was made in vain: what was sought, where, when and by which words."""

from typing import Annotated

from pydantic import Field

from sourcebook.records.forms import ClaimId, Date, Id, SourceId
from sourcebook.records.marks import Ask, AtLeast, Backlink, Example, Offer, Prose, Text, Words
from sourcebook.records.model import Record


class Search(Record):
    """Something that was searched for and not found, or not in full: `data/searches.yml`."""

    sample = """\
id: toll-book
sought: The toll book of the old bridge
where: [the town archive]
when: 1931-05
words: [pontage, bridge penny]
claims: [bridge-lost]  # also: result, sources"""

    id: Id = Field(description="kebab-case, unique in the whole reference")
    sought: Annotated[Text, Words(25), Ask("What was sought"), Example("The toll book of the old bridge")] = Field(
        description="what was sought, in at most {most} words; its heading"
    )
    where: Annotated[tuple[Annotated[Text, Prose()], ...], AtLeast(1), Ask("Where it was sought")] = Field(
        description="catalogues, sites, libraries or copies that were searched, at least {least}"
    )
    when: Annotated[Date, Offer("1931-05"), Ask("When, as 1999-12")] | None = Field(
        None, description="when it was searched for, as EDTF"
    )
    words: Annotated[tuple[Text, ...], Ask("By which words")] = Field(
        (), description="the words searched for, or which they were, in what languages, and in how many searches"
    )
    result: (
        Annotated[
            Text, Prose(), Words(45), Ask("What was found instead"), Example("Two receipts for tolls, with no total.")
        ]
        | None
    ) = Field(None, description="what was found instead, in at most {most} words")
    claims: Annotated[tuple[ClaimId, ...], Ask("Claim that it bears on (id)"), Backlink("searched by")] = Field(
        (),
        description="ids of the claims that it bears on: that something is missing or unproven, or is known at second "
        "hand",
    )
    sources: Annotated[
        tuple[SourceId, ...], Ask("Source concerned (id)"), Backlink("sought, or searched through, by")
    ] = Field((), description="ids of the sources that were sought, or that were searched through")
