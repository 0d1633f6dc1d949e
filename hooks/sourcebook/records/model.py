"""The shape of records. Each field's description is what editors read in the data format page.

What a value is beyond text stands at its field as a mark, from which rules, schemas and links are derived; ``kinds``
says where records of a kind stand. Relations between records are the business of ``rules``.
"""

from collections.abc import Collection
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from sourcebook.records.forms import (
    LANGUAGE,
    PASSAGE,
    ClaimId,
    Date,
    Id,
    JudgeName,
    OrganizationName,
    PersonName,
    PlaceName,
    SourceId,
)
from sourcebook.records.marks import (
    Ask,
    AtLeast,
    Backlink,
    Between,
    Characters,
    Example,
    Offer,
    Prose,
    Text,
    Weight,
    Words,
    WordsInAll,
    mark_of,
)

Importance = Literal["central", "notable", "detail"]
Status = Literal["settled", "leaning", "open"]
DATE_OFFERS = Offer("1287-02-14", "1287-02", "1287-02~", "1287-02-14/1287-02-16")


def _kebab(name: str) -> str:
    return name.replace("_", "-")


def in_words(value: object) -> str:
    """Return a value of a field in a line: records as they say it themselves, lists with commas."""
    if isinstance(value, tuple):
        return ", ".join(map(in_words, value))
    return value.in_a_line if isinstance(value, Record) else "" if value is None else str(value)


class Record(BaseModel):
    """A frozen record whose keys are written in kebab-case and which knows no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True)

    sameness: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Where records have no ids: fields that tell two of them to be the same one, the surest sign first."""
    sample: ClassVar[str] = ""
    """A record as it could be written, in a few lines, which the files that hold such records show at their top."""

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return what it says in words that a model has of its own, and the fields of which these tell."""
        return "", ()

    @property
    def in_a_line(self) -> str:
        """What it says in a line: its own words, then all other fields with their keys."""
        return "; ".join(filter(None, (self.own_words()[0], self.beyond_own_words)))

    @property
    def beyond_own_words(self) -> str:
        """The fields of which its own words do not tell, with their keys."""
        told = self.own_words()[1]
        held = ((info.alias or name, in_words(getattr(self, name)))
                for name, info in type(self).model_fields.items() if name not in told)  # fmt: skip
        return "; ".join(f"{key}: {value}" for key, value in held if value)

    @property
    def in_short(self) -> str:
        """As much of it as tells which one it is."""
        return self.own_words()[0] or self.in_a_line

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Put the limits of each field into its description: ``at most {most} words``, ``at least {least}``."""
        for info in cls.model_fields.values():
            between = mark_of(info, Between)
            most = mark_of(info, Words) or mark_of(info, Characters) or mark_of(info, WordsInAll) or between
            least = mark_of(info, AtLeast) or between
            if info.description and most:
                info.description = info.description.replace("{most}", str(most.most))
            if info.description and least:
                info.description = info.description.replace("{least}", str(least.least))


class Statement(Record):
    """What is said in our own words, with the claims on which it rests."""

    text: Text
    claims: tuple[ClaimId, ...] = ()

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the text and the ids of its claims."""
        return self.text + (f" ({', '.join(self.claims)})" if self.claims else ""), {"text", "claims"}


class BoundSentence(Statement):
    """A sentence of running text, or a clause of one, every word of which rests on claims."""

    sameness = (("text",), ("claims",))

    # Its words are those of its claims, by which they are found.
    text: Annotated[Text, Prose(), Weight(0), Example("The river rose above the wall after eleven days of rain,")] = (
        Field(description="a sentence, or a clause of one, in our own words; the next one goes on where it ends")
    )
    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Backlink("bears sentences of")] = Field(
        description="ids of the claims on which every word of it rests, at least {least}, the weightiest first"
    )

    @property
    def label(self) -> str:
        """Its first words, by which messages name it."""
        words = self.text.split(maxsplit=4)
        return " ".join((*words[:4], "…") if len(words) > 4 else words)


class Citation(Record):
    """What ties a claim to a source."""

    sameness = (("source", "locator"), ("source", "quote"), ("source", "passage"), ("quote",), ("source",))

    source: Annotated[SourceId, Weight(0), Backlink("cited by")] = Field(description="id of the source")
    locator: Annotated[Text, Offer("p. 44", "pp. 51–53", "first sentence"), Ask("Where in it"), Weight(0)] = Field(
        description="where in the source: page, paragraph, column, document number"
    )
    quote: (
        Annotated[Text, Words(15), Example("the river came over the wall"), Ask("Quotation, copied"), Weight(1)] | None
    ) = Field(None, description="a fragment of at most {most} words, copied letter by letter")
    gloss: Annotated[Text, Ask("The quotation in English", if_needed=True), Weight(1)] | None = Field(
        None, description="our own English rendering of a quotation in another language"
    )
    language: Annotated[Text, LANGUAGE] | None = Field(
        None, description="language of the quotation, where it is not the source's, as BCP 47 code"
    )
    passage: Annotated[Text, PASSAGE, Offer("s1")] | None = Field(
        None, description="number of the passage, where the source's text is registered"
    )
    figures: tuple[Annotated[Text, Words(8), Example("for eleven days and nights")], ...] = Field(
        (), description="numbers and dates of the claim that the quotation lacks, each as copied words, at most {most}"
    )
    says: Literal["directly", "by inference"] | None = Field(
        None, description="`directly` or `by inference`: how far it says what the claim says; left out where unjudged"
    )
    stance: Literal["against"] | None = Field(
        None, description="`against` where it speaks against the claim, and so is no witness for it"
    )

    @property
    def is_against(self) -> bool:
        """Whether it speaks against the claim that cites it."""
        return self.stance is not None

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return source, locator and quotation."""
        gloss = f" ({self.gloss})" if self.gloss else ""
        words = self.in_short + (f": “{self.quote}”{gloss}" if self.quote else "")
        return words, {"source", "locator", "quote", "gloss"}

    @property
    def in_short(self) -> str:
        """Source and locator."""
        return f"{self.source}, {self.locator}"


class Claim(Record):
    """One checkable statement."""

    sample = """\
id: river-over-the-wall
title: The river comes over the wall  # at most 60 characters
text: On 13 February 1287 the river rose above the town wall.  # at most 45 words, our own
kind: fact  # or judgement, then also by: [Walter Harrow]
date: '1287-02-13'  # EDTF; left out where the claim is no event
people: [Edith Miller]  # also organizations: and places:, names of the registers
cites: [{source: aldermere-annals, locator: fol. 12r, quote: over the wall}]"""

    id: Annotated[Id, Example("river-over-the-wall")] = Field(
        description="kebab-case, unique in the whole reference; never changed once published"
    )
    title: Annotated[Text, Characters(60), Ask("Title"), Example("The river comes over the wall")] = Field(
        description="what the claim says, in at most {most} characters"
    )
    text: Annotated[
        Text, Words(45, "make two claims of it"), Prose(), Ask("Text"),
        Example("On 13 February 1287, after eleven days of rain, the river rose above the town wall of Aldermere and "
                "stood in the market before night."),
    ] = Field(description="the statement in our own words, at most {most} of them, understandable alone")  # fmt: skip
    kind: Annotated[Literal["fact", "judgement"], Ask("Kind", usual="fact")] = Field(
        description="`fact`, or `judgement` for an opinion or assessment"
    )
    by: Annotated[tuple[JudgeName, ...], Ask("Who judges", if_needed=True)] = Field(
        (), description="who judges, by registered names; for a judgement only, and always"
    )
    date: Annotated[Date, DATE_OFFERS, Ask("Date, as 1999-12-31")] | None = Field(
        None, description="when it happened, as EDTF; left out where the claim is no event"
    )
    people: Annotated[tuple[PersonName, ...], Ask("Person named")] = Field(
        (), description="people named or meant, by a name or alias in `data/people.yml`"
    )
    organizations: Annotated[tuple[OrganizationName, ...], Ask("Organisation named")] = Field(
        (), description="the same for `data/organizations.yml`"
    )
    places: Annotated[tuple[PlaceName, ...], Ask("Place named")] = Field(
        (), description="the same for `data/places.yml`; named, or where it happened"
    )
    cites: Annotated[tuple[Citation, ...], AtLeast(1), Ask("Source (id, or words to find it)")] = Field(
        (), description="citations, at least {least}"
    )
    computed: (
        Annotated[Text, Prose(), Words(30), Weight(0), Example("eleven days, counted from the second to the twelfth")]
        | None
    ) = Field(None, description="how numbers of the text that no source gives were worked out, in at most {most} words")
    related: Annotated[
        tuple[ClaimId, ...], Ask("Related claim (id)", if_needed=True), Backlink("named as related by")
    ] = Field((), description="ids of claims on the same matter, shown at both as “see also”")
    variant_of: Annotated[ClaimId, Backlink("other versions")] | None = Field(
        None, description="id of the claim of which this one is a stray version; that claim stands in the same chapter"
    )
    distinct_from: tuple[ClaimId, ...] = Field(
        (), description="ids of claims that seem to say the same, were read, and say something else; shown nowhere"
    )

    @property
    def witnesses(self) -> tuple[str, ...]:
        """The ids of the sources that it rests on: those with a citation that does not speak against it."""
        return tuple(dict.fromkeys(citation.source for citation in self.cites if not citation.is_against))


class Section(Record):
    """A heading of a chapter with its claims in reading order."""

    id: Id = Field(description="kebab-case, unique in the whole reference")
    title: Text = Field(description="the heading")
    stage: Annotated[Text, Offer("the first two days"), Weight(0)] | None = Field(
        None, description="which stage of a longer process the section tells, in a few words"
    )
    lead: Annotated[tuple[BoundSentence, ...], WordsInAll(40)] = Field(
        (), description="what the section says, in running text of at most {most} words, sentence by sentence"
    )
    claims: tuple[Claim, ...] = Field(description="the claims in reading order")
    see: Annotated[tuple[ClaimId, ...], Backlink("sections that send readers here")] = Field(
        (), description="ids of claims of other chapters that belong here too"
    )


class Answer(Record):
    """One of the answers that sources give to a question."""

    sameness = (("label",), ("claims",))

    label: Annotated[Text, Example("Eleven days"), Weight(4)] = Field(description="the answer in a few words")
    claims: Annotated[tuple[ClaimId, ...], AtLeast(1), Ask("Claims that give it (ids)"), Backlink("answers")] = Field(
        description="ids of the claims that give this answer, from any chapter"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the answer and the ids of its claims."""
        return f"{self.label} ({', '.join(self.claims)})", {"label", "claims"}

    @property
    def in_short(self) -> str:
        """The answer alone."""
        return self.label


class Question(Record):
    """A matter on which sources disagree."""

    id: Id = Field(description="kebab-case, unique in the whole reference")
    question: Annotated[Text, Ask("Question"), Example("How long did it rain?")] = Field(
        description="the question, ending with a question mark"
    )
    importance: Annotated[Importance, Ask("Importance")] = Field(
        "detail", description="`central`, `notable` or `detail`: where it stands in the list of questions"
    )
    status: Status = Field(
        "open", description="`settled`, `leaning` or `open`: facts are shown as disputed unless it is settled"
    )
    verdict: Annotated[Text, Prose(), Words(30), Example("Rather eleven days than a week.")] | None = Field(
        None, description="what the editors hold, in one sentence of at most {most} words"
    )
    why: Annotated[Text, Prose(), Words(40), Example("The annals were written that year.")] | None = Field(
        None, description="what that rests on, in at most {most} words"
    )
    would_settle: (
        Annotated[Text, Prose(), Words(40), Example("The accounts of the mill, if they are found.")] | None
    ) = Field(None, description="what would settle it and where that might be, in at most {most} words")
    answers: Annotated[tuple[Answer, ...], AtLeast(2), Ask("Answer, in a few words")] = Field(
        description="answers, at least {least}"
    )
    weighing: Annotated[Text, Prose(), Ask("Weighing of the answers")] = Field(
        description="the editors' weighing of the answers; marked as such"
    )


class Chapter(Record):
    """One page of claims: `data/chapters/*.yml`, file name = id."""

    id: Id = Field(description="kebab-case, the same as the file name")
    title: Text = Field(description="the chapter's title")
    order: Annotated[int, Field(ge=1)] = Field(description="place in the order of reading, a whole number from 1")
    group: Annotated[Text, Weight(0)] | None = Field(
        None, description="heading under which several chapters stand together"
    )
    told_in_short: Annotated[tuple[ClaimId, ...], Between(3, 5), Backlink("tells in short")] = Field(
        (), alias="in-short", description="ids of the {least} to {most} claims that tell the chapter in short, in order"
    )
    sections: tuple[Section, ...] = Field(description="the sections in reading order")
    questions: tuple[Question, ...] = Field((), description="the questions that belong to this chapter")
