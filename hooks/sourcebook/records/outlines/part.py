"""The shape of a part of a text: its passages in each version, who is named there, and where versions differ."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from sourcebook.records.forms import PASSAGE, PASSAGES, ClaimId, Id, OrganizationName, PersonName, PlaceName
from sourcebook.records.marks import Ask, AtLeast, Backlink, Example, Offer, Prose, Ref, Text, Weight, Words
from sourcebook.records.model import Record

VersionId = Annotated[Id, Ref("version")]
DifferenceKind = Literal["date", "number", "name", "sense", "omission", "order", "reaction"]


class Stretch(Record):
    """What one version has of a part."""

    sameness = (("version",),)

    version: Annotated[VersionId, Backlink("holds"), Ask("Version (id)")] = Field(description="id of the version")
    passages: Annotated[Text, PASSAGES, Offer("s1-s2", "s1, s3"), Ask("Passages, as s1-s2", if_needed=True)] | None = (
        Field(
            None,
            description="its passages that make up the part, in order: `s1-s2`, `s4`, or both with a comma between; a "
            "range passes over what the version sets aside or displaces",
        )
    )
    lacks: Annotated[Text, Prose(), Words(25), Example("the prayer")] | None = Field(
        None,
        description="what of the part the version lacks, in at most {most} words; `all of it` where nothing is there",
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the version and its passages."""
        return f"{self.version}: {self.passages or 'none'}", {"version", "passages"}


class Appearance(Record):
    """Somebody who is named in a part."""

    sameness = (("name",),)

    name: PersonName = Field(description="the person, by a name or alias in `data/people.yml`")
    role: Annotated[Text, Weight(0), Example("victim")] | None = Field(
        None, description="as what the text itself names the person there: one of the `roles` of the outline"
    )
    said: Annotated[Text, Prose(), Words(12), Example("went down with the bridge")] | None = Field(
        None, description="what the text says of the person there, in our own words, at most {most}"
    )
    times: int | None = Field(
        None,
        ge=1,
        description="how often the person is named there, counted in the version that lengths are measured by",
    )
    words: Annotated[Text, Words(15), Example("the miller with it"), Weight(0)] | None = Field(
        None,
        description="words with which a registered version names the person there, copied letter by letter, at most "
        "{most}; they are proven to stand in the passages of the part",
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the name with the role."""
        return self.name + (f" ({self.role})" if self.role else ""), {"name", "role"}


class Reading(Record):
    """What one version has where versions differ."""

    sameness = (("version",),)

    version: Annotated[VersionId, Backlink("differs in")] = Field(description="id of the version")
    reads: Annotated[Text, Prose(), Words(25), Example("eleven days")] = Field(
        description="what it has there, in our own words or in at most a few of its own, at most {most}"
    )
    passage: Annotated[Text, PASSAGE] | None = Field(
        None, description="number of the passage, where the version's text is registered"
    )
    spoilt: Literal["yes"] | None = Field(
        None, description="`yes` where the copy is spoilt here, so that the version itself may well have had the same"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the version and what it reads."""
        return f"{self.version}: {self.reads}", {"version", "reads"}


class Difference(Record):
    """A matter in which versions of a part differ."""

    sameness = (("matter",),)

    matter: Annotated[Text, Prose(), Words(20), Example("How long it rained")] = Field(
        description="in what they differ, in at most {most} words"
    )
    kind: DifferenceKind = Field(
        description="`date`, `number`, `name`, `sense`, `omission`, `order`, or `reaction` of those who listened"
    )
    readings: Annotated[tuple[Reading, ...], AtLeast(2)] = Field(
        description="what versions have, at least {least}; `lacking` for one that has nothing"
    )
    claims: Annotated[tuple[ClaimId, ...], Backlink("differences of versions")] = Field(
        (), description="ids of the claims that say so, or that turn on it"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the matter and the readings."""
        return f"{self.matter} ({'; '.join(one.in_a_line for one in self.readings)})", {"matter", "readings"}

    @property
    def in_short(self) -> str:
        """The matter alone."""
        return self.matter


class TextPart(Record):
    """A part of a text, as long as editors think fit."""

    id: Id = Field(description="kebab-case, unique in the whole reference")
    title: Annotated[Text, Ask("Title"), Example("The river rises")] = Field(
        description="what it is about, as a heading"
    )
    gist: Annotated[
        Text, Words(40), Prose(), Ask("Gist"), Example("After long rain the river comes over the wall at night.")
    ] = Field(description="what it says, in our own words, at most {most}")
    stretches: Annotated[tuple[Stretch, ...], AtLeast(1)] = Field(
        description="what each registered version has of it, at least {least}: passages, or what is lacking"
    )
    people: tuple[Appearance, ...] = Field((), description="who is named there, each person once")
    organizations: tuple[OrganizationName, ...] = Field(
        (), description="organisations named there, by a name or alias in `data/organizations.yml`"
    )
    places: tuple[PlaceName, ...] = Field((), description="places named there, by a name or alias in `data/places.yml`")
    figures: tuple[Text, ...] = Field((), description="numbers and dates given there, each with what it counts")
    differences: tuple[Difference, ...] = Field((), description="where versions differ")
