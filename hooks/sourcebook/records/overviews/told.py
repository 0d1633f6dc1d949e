"""The shape of what is told of all chapters in bound sentences: the home page, the start, and the story in parts."""

from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from sourcebook.records.forms import ClaimId, Id
from sourcebook.records.marks import AtLeast, Backlink, EachOnce, Example, Prose, Text, Weight, Words
from sourcebook.records.model import BoundSentence, Record
from sourcebook.words.typography import cut

_BEGINNING = 60
"""So many letters of a paragraph tell which one it is."""


class FirstClaim(Record):
    """One of the claims with which a newcomer begins."""

    sameness = (("claim",), ("before",))

    claim: Annotated[ClaimId, Backlink("shown to newcomers by")] = Field(description="id of the claim")
    before: Annotated[Text, Words(12), Prose(), Example("What it cost the town:")] | None = Field(
        None, description="words that lead on to it, at most {most}, which state nothing of their own"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the id of the claim and the words before it."""
        return f"{self.before} {self.claim}" if self.before else self.claim, {"claim", "before"}


class Start(Record):
    """Where a newcomer begins: `data/start.yml`."""

    sameness = ((),)  # there is one only
    sample = """\
claims:
- claim: river-over-the-wall
- before: 'What it cost the town:'  # at most 12 words
  claim: bridge-lost"""

    claims: Annotated[tuple[FirstClaim, ...], AtLeast(1), EachOnce("claim", ("claim",))] = Field(
        description="the claims to read first, in that order, at least {least}"
    )


class Home(Record):
    """The subject in a few sentences, for the home page: `data/home.yml`."""

    sameness = ((),)  # there is one only
    sample = """\
what-and-when:
- {text: On 13 February 1287 the river came over the wall., claims: [river-over-the-wall]}
what-it-said:
- {text: A charter says that it had rained for a week., claims: [rain-for-a-week]}
why-it-mattered:  # each sentence with a judgement
- {text: Walter Harrow blames the council., claims: [harrow-blames-the-council]}"""

    what_and_when: Annotated[tuple[BoundSentence, ...], AtLeast(1)] = Field(
        description="what it was, and when, at least {least} sentence"
    )
    what_it_said: Annotated[tuple[BoundSentence, ...], AtLeast(1)] = Field(
        description="what was said, at least {least} sentence"
    )
    why_it_mattered: Annotated[tuple[BoundSentence, ...], AtLeast(1)] = Field(
        description="what came of it, at least {least} sentence, each with the claim of a judgement among its claims"
    )


class StorySentence(BoundSentence):
    """A sentence of the story."""

    text: Annotated[
        Text,
        Words(45, "make two sentences of it"),
        Prose(),
        Weight(0),
        Example("Before night the river stood in the market."),
    ] = Field(description="a whole sentence in our own words, at most {most} of them")


class Paragraph(Record):
    """A paragraph of the story."""

    sameness = ((),)  # the next one that is left

    sentences: Annotated[tuple[StorySentence, ...], AtLeast(1)] = Field(
        description="the sentences in reading order, at least {least}"
    )

    @property
    def in_short(self) -> str:
        """How it begins."""
        return cut(self.sentences[0].text, _BEGINNING) if self.sentences else ""


class Episode(Record):
    """A part of the story."""

    id: Id = Field(description="kebab-case, unique in the whole reference")
    title: Text = Field(description="the heading")
    paragraphs: Annotated[tuple[Paragraph, ...], AtLeast(1)] = Field(
        description="the paragraphs in reading order, at least {least}"
    )


class Story(Record):
    """The whole told as running text: `data/story.yml`."""

    sameness = ((),)  # there is one only
    sample = """\
title: The story of the flood
parts:
- id: the-water-rises
  title: The water rises
  paragraphs:
  - sentences:
    - {text: The river rose for eleven days., claims: [river-over-the-wall]}"""

    title: Text = Field(description="the heading of the page")
    parts: Annotated[tuple[Episode, ...], AtLeast(1)] = Field(
        description="the parts in reading order, at least {least}"
    )
