"""The shape of register entries: people, organisations, places and terms with their names, and ids given up."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from sourcebook.records.forms import COORDINATES, ClaimId, Id, point
from sourcebook.records.marks import (
    Ask,
    AtLeast,
    Backlink,
    Example,
    Formerly,
    KindWord,
    Offer,
    Prose,
    Text,
    Weight,
    Words,
)
from sourcebook.records.model import Record, Statement


class Role(Statement):
    """Who or what an entry is, in a line, with its support."""

    text: Annotated[
        Text, Words(20), Prose(), Example("miller of Aldermere, whose husband was lost with the bridge")
    ] = Field(description="the role, in at most {most} words")
    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Ask("Claims that support it (ids)"), Backlink("supports")] = (
        Field((), description="ids of the claims that support it")
    )


class Definition(Statement):
    """What a word means here, with its support."""

    text: Annotated[Text, Words(45), Prose(), Example("a gate that holds back the water of the mill stream")] = Field(
        description="the definition, in at most {most} words"
    )
    claims: Annotated[tuple[ClaimId, ...], Ask("Claims that support it (ids)"), Backlink("supports")] = Field(
        (), description="ids of the claims that support it; none for our own usage"
    )


class Entry(Record):
    """What all registers have in common: one real thing with its names."""

    has_family_name: ClassVar[bool] = False
    """Whether one word of a name is enough, as of a person's."""

    id: Id = Field(description="kebab-case, unique in the whole reference")
    name: Annotated[Text, Ask("Usual English name")] = Field(description="usual English name")
    native: Annotated[Text, Ask("Name in its own script"), Weight(6)] | None = Field(
        None, description="name in its own language and script"
    )
    aliases: Annotated[tuple[Annotated[Text, Weight(6)], ...], Ask("Other name")] = Field(
        (), description="other names and spellings"
    )

    @property
    def names(self) -> Iterator[str]:
        """All that it is called, the usual name first, the id last."""
        yield from filter(None, (self.name, self.native, *self.aliases, self.id))

    @property
    def statement(self) -> Statement | None:
        """What is said of it in a line."""
        return getattr(self, self.statement_field, None)

    @property
    def statement_field(self) -> str:
        """The name of the field that holds what is said of it, empty where nothing is said."""
        return next((name for name, held in self if isinstance(held, Statement)), "")


class Person(Entry):
    """One person: `data/people.yml`."""

    sample = """\
id: edith-miller
name: Edith Miller
native: Eadgyð
aliases: [Edith of the Mill]
role: {text: miller of Aldermere, claims: [bridge-carried-away]}"""
    has_family_name = True

    role: Annotated[Role, Ask("Who or what it is, in a line")] | None = Field(
        None, description="who the person is, in a line"
    )


class Organization(Entry):
    """One organisation: `data/organizations.yml`."""

    sample = """\
id: town-council
name: Town council
aliases: [The council]
role: {text: governed Aldermere, claims: [council-swears]}"""

    role: Annotated[Role, Ask("Who or what it is, in a line")] | None = Field(
        None, description="what the organisation is, in a line"
    )


class Place(Entry):
    """One place: `data/places.yml`."""

    sample = """\
id: aldermere
name: Aldermere
coordinates: 54.70, 2.20  # of a point, not of a country
role: {text: town on the river, claims: [river-over-the-wall]}"""

    coordinates: Annotated[Text, COORDINATES, Ask("Latitude, longitude in degrees"), Offer("54.70, 2.20")] | None = (
        Field(None, description="where on the earth: latitude, longitude in decimal degrees; only if it is a point")
    )
    role: Annotated[Role, Ask("Who or what it is, in a line")] | None = Field(
        None, description="what the place is, in a line"
    )

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; ``None`` without coordinates, or with such as the earth does not have."""
        return point(self.coordinates)


class Term(Entry):
    """One word that readers need: `data/terms.yml`."""

    sample = """\
id: sluice
name: sluice
aliases: [flood gate]
definition: {text: a gate that holds back the water of the mill stream}"""

    definition: Annotated[Definition, Ask("What the word means here")] = Field(description="what the word means here")


class FormerId(Record):
    """An id that was published and is in use no more, so that links to it lead on: `data/former-ids.yml`."""

    sample = """\
old: bridge-swept-away
new: bridge-carried-away  # or, where nothing took its place, kind: and reason:
from: flood  # chapter in which a claim or section stood"""

    old: Id = Field(description="the id as it was published; no other record may ever have it")
    new: Annotated[Id, Formerly(), Backlink("old links lead here from")] | None = Field(
        None, description="id of the record to which old links lead, where there is one"
    )
    from_: Annotated[Id, Formerly("chapter"), Backlink("once held")] | None = Field(
        None, alias="from", description="for a claim or section: id of the chapter it stood in"
    )
    kind: Annotated[Text, KindWord()] | None = Field(
        None, description="what kind of record it was, where `new` does not show it"
    )
    reason: Annotated[Text, Prose()] | None = Field(
        None, description="why it changed; always where nothing took its place"
    )
