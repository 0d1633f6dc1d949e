"""The shape of an outline: a text with its versions and parts, and what it passes over in silence."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from sourcebook.records.forms import LANGUAGE, PASSAGES, ClaimId, Date, Id, SourceId
from sourcebook.records.marks import Ask, AtLeast, Backlink, Example, Prose, Ref, Text, Weight, Words
from sourcebook.records.model import DATE_OFFERS, Record
from sourcebook.records.outlines.part import TextPart


class Aside(Record):
    """Passages of a copy that stand where the text has none, or has others."""

    sameness = (("passages",),)

    passages: Annotated[Text, PASSAGES] = Field(description="the passages: `s4`, `s1-s2`")
    reason: Annotated[Text, Prose(), Words(25), Weight(0), Example("a later hand")] = Field(
        description="why, in at most {most} words"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return passages and reason."""
        return f"{self.passages}: {self.reason}", {"passages", "reason"}


class Version(Record):
    """A form in which the text is known."""

    id: Id = Field(description="kebab-case, unique in the whole reference; not that of its source")
    title: Annotated[Text, Ask("Title, in a few words"), Example("The annals")] = Field(
        description="what it is called here, in a few words; heads a column of the table of differences"
    )
    source: Annotated[SourceId, Backlink("version of a text")] | None = Field(
        None, description="id of the source that has it; none for one that nobody can read any more"
    )
    date: Annotated[Date, DATE_OFFERS] | None = Field(None, description="when it was made, as EDTF")
    language: Annotated[Text, LANGUAGE] | None = Field(
        None, description="its language, where it is not the source's, as BCP 47 code"
    )
    made_from: Annotated[tuple[Annotated[Id, Ref("version")], ...], Backlink("made into")] = Field(
        (), description="ids of the versions from which it was made"
    )
    complete: Literal["yes", "no"] | None = Field(
        None,
        description="`yes`: has the whole text, so that each of its passages stands in one part or is set aside; `no`: "
        "has a part of it or an abridgement; left out where the registered text says its `extent`",
    )
    set_aside: tuple[Aside, ...] = Field(
        (), description="passages that are no part of the text, such as notes of an editor, each with the reason"
    )
    displaced: tuple[Aside, ...] = Field(
        (), description="passages that stand at a wrong place in the copy: a part may name them out of order"
    )
    claims: Annotated[tuple[ClaimId, ...], Backlink("supports")] = Field(
        (), description="ids of the claims that tell of this version"
    )


class Silence(Record):
    """Something of which the text says nothing."""

    sameness = (("matter",), ("claims",))

    matter: Annotated[Text, Prose(), Words(15), Example("The sluice")] = Field(
        description="what the text passes over, in at most {most} words"
    )
    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Backlink("supports")] = Field(
        description="ids of the claims that say so, at least {least}"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the matter and the ids of its claims."""
        return f"{self.matter} ({', '.join(self.claims)})", {"matter", "claims"}

    @property
    def in_short(self) -> str:
        """The matter alone."""
        return self.matter


class Outline(Record):
    """A text divided into parts: `data/outlines/*.yml`, file name = id."""

    sample = """\
id: annals-in-parts  # the same as the file name
title: The annals, sentence by sentence
called: the annals
versions: [{id: annals-copy, title: The annals, source: aldermere-annals, complete: yes}]
parts:  # each may have people, organizations, places, figures and differences
- {id: the-water-comes, title: The river rises, gist: After long rain the river comes over the wall.,
   stretches: [{version: annals-copy, passages: s1-s2}]}"""

    id: Id = Field(description="kebab-case, the same as the file name; not that of a source")
    title: Annotated[Text, Ask("Title"), Example("The annals, sentence by sentence")] = Field(
        description="the title of its page"
    )
    called: Annotated[Text, Ask("What running text calls it, as 'the letter'"), Weight(0)] = Field(
        description="what running text calls the text, with its article: `the annals`"
    )
    chapters: Annotated[tuple[Annotated[Id, Ref("chapter")], ...], Backlink("told in")] = Field(
        (), description="ids of the chapters that tell what the text says; each is headed by its picture"
    )
    roles: tuple[Annotated[Text, Weight(0)], ...] = Field(
        (), description="the words among which a `role` is chosen, in the order in which readers see them"
    )
    versions: Annotated[tuple[Version, ...], AtLeast(1)] = Field(
        description="the versions in which the text is known, the oldest first, at least {least}; lengths are measured "
        "by the first complete one whose text is registered"
    )
    parts: tuple[TextPart, ...] = Field(description="the parts in the order of the text")
    silences: tuple[Silence, ...] = Field((), description="what the text does not say, where a source says so")
