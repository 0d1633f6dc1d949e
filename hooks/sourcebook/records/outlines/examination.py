"""The shape of an examination: an account taken statement by statement, with what became of each."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from sourcebook.records.forms import LANGUAGE, PASSAGE, Id, SourceId
from sourcebook.records.marks import Ask, AtLeast, Backlink, Example, Text, Weight, Words, WordsInAll
from sourcebook.records.model import BoundSentence, Citation, Record

Outcome = Literal["borne out", "in part", "contradicted", "not attested elsewhere", "a judgement"]


class ExaminedStatement(Record):
    """A statement of the account, in its own words, and what became of it."""

    sameness = (("passage",), ("quote",))

    passage: Annotated[Text, PASSAGE] | None = Field(
        None, description="number of its passage, where the text of the source is registered, and then always"
    )
    quote: Annotated[Text, Words(15), Example("the river came over the wall"), Weight(0)] = Field(
        description="its own words, copied letter by letter and not softened, at most {most}"
    )
    gloss: Annotated[Text, Weight(0)] | None = Field(
        None, description="our own English rendering of a quotation in another language"
    )
    language: Annotated[Text, LANGUAGE] | None = Field(
        None, description="language of the quotation, where it is not the source's, as BCP 47 code"
    )
    outcome: Outcome = Field(
        description="`borne out`, `in part`, `contradicted`, `not attested elsewhere`, or `a judgement`, which no "
        "evidence settles: the editors' word for what became of it"
    )
    findings: Annotated[tuple[BoundSentence, ...], AtLeast(1), WordsInAll(80)] = Field(
        description="what the claims of the reference say of it, in running text of at most {most} words, sentence by "
        "sentence"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the passage, the quotation and the outcome."""
        passage = f"{self.passage} " if self.passage else ""
        return f"{passage}“{self.quote}”: {self.outcome}", {"passage", "quote", "outcome"}

    @property
    def label(self) -> str:
        """By what messages name it."""
        return self.passage or self.quote

    def in_source(self, source: str) -> Citation:
        """Return its quotation as a citation of the source in which it stands."""
        return Citation(
            source=source, locator=self.passage or "in the text", quote=self.quote, gloss=self.gloss,
            language=self.language, passage=self.passage,
        )  # fmt: skip


class Examination(Record):
    """An account that is examined: `data/examinations/*.yml`, file name = id."""

    sample = """\
id: print-examined  # the same as the file name
title: The print, sentence by sentence
source: aldermere-annals
verdict: [{text: The flood is right., claims: [river-over-the-wall]}]  # what the editors hold
statements:  # outcome: borne out, in part, contradicted, not attested elsewhere, a judgement
- {passage: s1, quote: came over the wall, outcome: borne out,
   findings: [{text: So it was., claims: [river-over-the-wall]}]}"""

    id: Id = Field(description="kebab-case, the same as the file name; its place on the page of the source")
    title: Annotated[Text, Ask("Title"), Example("The print, sentence by sentence")] = Field(
        description="the heading on the page of the source"
    )
    source: Annotated[SourceId, Ask("Source (id)"), Backlink("examined in")] = Field(
        description="id of the source that gives the account; no other examination has it"
    )
    verdict: Annotated[tuple[BoundSentence, ...], AtLeast(1), WordsInAll(100)] = Field(
        description="what the editors hold of the account, in running text of at most {most} words, sentence by "
        "sentence; marked as theirs"
    )
    statements: Annotated[tuple[ExaminedStatement, ...], AtLeast(1)] = Field(
        description="its statements, in the order of the text"
    )
