"""The shape of every record. Each field's description is what editors read in the data format page.

Relations between records are the business of ``rules``; here a record is looked at alone.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]
SourceKind = Literal["primary", "secondary", "tertiary", "memoir", "press"]
SourceType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "collection",
    "document", "entry-encyclopedia", "interview", "manuscript", "motion_picture", "personal_communication", "post",
    "report", "speech", "thesis", "webpage",
]  # fmt: skip
"""CSL 1.0.2 item types that a historical reference needs."""
FormerKind = Literal[
    "chapter", "section", "claim", "question", "source", "person", "organization", "place", "term", "view",
]  # fmt: skip
"""Kinds of records that have ids, in the words of messages."""


_DEGREES = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]+)?), (-?[0-9]{1,3}(?:\.[0-9]+)?)")


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Record(BaseModel):
    """A frozen record whose keys are written in kebab-case and which knows no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True)


class Citation(Record):
    """What ties a claim to a source."""

    source: Text = Field(description="id of the source")
    locator: Text = Field(description="where in the source: page, paragraph, column, document number")
    quote: Text | None = Field(None, description="a fragment of at most 15 words, copied letter by letter")
    gloss: Text | None = Field(None, description="our own English rendering of a quotation in another language")
    language: Text | None = Field(
        None, description="language of the quotation, where it is not the source's, as BCP 47 code"
    )
    passage: Text | None = Field(None, description="number of the passage, where the source's text is registered")


class Claim(Record):
    """One checkable statement."""

    id: Text = Field(description="kebab-case, unique in the whole reference; never changed once published")
    title: Text = Field(description="what the claim says, in at most 60 characters")
    text: Text = Field(description="the statement in our own words, at most 45 of them, understandable alone")
    kind: Literal["fact", "judgement"] = Field(description="`fact`, or `judgement` for an opinion or assessment")
    by: tuple[Text, ...] = Field((), description="who judges, by registered names; for a judgement only, and always")
    date: Text | None = Field(None, description="when it happened, as EDTF; left out where the claim is no event")
    people: tuple[Text, ...] = Field((), description="people named or meant, by a name or alias in `data/people.yml`")
    organizations: tuple[Text, ...] = Field((), description="the same for `data/organizations.yml`")
    places: tuple[Text, ...] = Field((), description="the same for `data/places.yml`; named, or where it happened")
    cites: tuple[Citation, ...] = Field((), description="one or more citations")
    related: tuple[Text, ...] = Field((), description="ids of claims on the same matter, shown at both as “see also”")


class Section(Record):
    """A heading of a chapter with its claims in reading order."""

    id: Text = Field(description="kebab-case, unique in the whole reference")
    title: Text = Field(description="the heading")
    stage: Text | None = Field(None, description="which stage of a longer process the section tells, in a few words")
    claims: tuple[Claim, ...] = Field(description="the claims in reading order")
    see: tuple[Text, ...] = Field((), description="ids of claims of other chapters that belong here too")


class Answer(Record):
    """One of the answers that sources give to a question."""

    label: Text = Field(description="the answer in a few words")
    claims: tuple[Text, ...] = Field(description="ids of the claims that give this answer, from any chapter")


class Question(Record):
    """A matter on which sources disagree."""

    id: Text = Field(description="kebab-case, unique in the whole reference")
    question: Text = Field(description="the question, ending with a question mark")
    importance: Literal["central", "notable", "detail"] = Field(
        "detail", description="`central`, `notable` or `detail`: where it stands in the list of questions"
    )
    answers: tuple[Answer, ...] = Field(description="two or more answers")
    weighing: Text = Field(description="the editors' weighing of the answers; marked as such")


class Chapter(Record):
    """One page of claims: `data/chapters/*.yml`, file name = id."""

    id: Text = Field(description="kebab-case, the same as the file name")
    title: Text = Field(description="the chapter's title")
    order: Annotated[int, Field(ge=1)] = Field(description="place in the order of reading, a whole number from 1")
    group: Text | None = Field(None, description="heading under which several chapters stand together")
    sections: tuple[Section, ...] = Field(description="the sections in reading order")
    questions: tuple[Question, ...] = Field((), description="the questions that belong to this chapter")


class Handover(Record):
    """One step in a text's journey: `data/handovers.yml`."""

    from_: Text = Field(alias="from", description="who gave the text")
    to: Text = Field(description="who received it")
    date: Text | None = Field(None, description="when, as EDTF")
    form: Text = Field(description="in what form: original, copy, translation, summary, read aloud")
    claims: tuple[Text, ...] = Field(description="ids of the claims that support this step")


class CardRow(Record):
    """One row of the identity card: `data/speech.yml`."""

    label: Text = Field(description="what is stated")
    value: Text = Field(description="the statement, as short as can be")
    claims: tuple[Text, ...] = Field(description="ids of the claims that support it")
    question: Text | None = Field(None, description="id of the question on which the row depends, if there is one")


class Name(Record):
    """A name as CSL writes it: parts for a person, `literal` for an institution."""

    family: Text | None = Field(None, description="family name, in Latin letters")
    given: Text | None = Field(None, description="given names, in Latin letters")
    literal: Text | None = Field(None, description="name of an institution, or a name that has no parts")
    native: Text | None = Field(None, description="the whole name in its own script, where that is not Latin")


class SetAside(Record):
    """A passage that no claim needs, with the reason."""

    passage: Text = Field(description="number of the passage")
    reason: Text = Field(description="why no claim cites it")


class Source(Record):
    """A document described in CSL field names: `data/sources/*.yml`, file name = id."""

    id: Text = Field(description="kebab-case, the same as the file name")
    type: SourceType = Field(description="CSL item type")
    kind: SourceKind = Field(description="`primary`, `secondary`, `tertiary`, `memoir` or `press`")
    title: Text = Field(description="original title")
    title_gloss: Text | None = Field(None, description="our own English rendering of a title in another language")
    title_short: Text | None = Field(None, description="short English title for notes, where the title is unwieldy")
    author: tuple[Name, ...] = Field((), description="who wrote it")
    editor: tuple[Name, ...] = Field((), description="who edited it")
    translator: tuple[Name, ...] = Field((), description="who translated it")
    container_title: Text | None = Field(None, description="journal, newspaper, book or web site that contains it")
    volume: Text | None = Field(None, description="volume")
    issue: Text | None = Field(None, description="number of the issue")
    page: Text | None = Field(None, description="pages")
    edition: Text | None = Field(None, description="edition")
    publisher: Text | None = Field(None, description="publisher")
    publisher_place: Text | None = Field(None, description="place of publication")
    issued: Text | None = Field(None, description="when it was published, as EDTF")
    archive: Text | None = Field(None, description="archive and shelf mark")
    URL: Text | None = Field(None, alias="URL", description="address")
    DOI: Text | None = Field(None, alias="DOI", description="digital object identifier, without address")
    ISBN: Text | None = Field(None, alias="ISBN", description="book number")
    language: Text = Field(description="language of the text, as BCP 47 code")
    note: Text = Field(description="what it is, who made it, what to trust it for, in our own words")
    consulted: tuple[Text, ...] = Field((), description="addresses of the copies that were read")
    derives_from: tuple[Text, ...] = Field((), description="ids of the sources that this one repeats")
    cover: Literal["all"] | None = Field(None, description="`all`: every passage must be cited or set aside")
    set_aside: tuple[SetAside, ...] = Field((), description="passages that no claim needs, each with its reason")
    further_reading: Literal["yes"] | None = Field(None, description="`yes` for a source that no claim cites")


class Passage(Record):
    """A numbered piece of a registered text: its size and fingerprint, not its words."""

    id: Text = Field(description="`s1` for the first sentence, `p1` for the first paragraph")
    words: Annotated[int, Field(ge=1)] = Field(description="how many words it has")
    gist: Text | None = Field(None, description="what it says, very short, in our own words; may be added by hand")
    windows: str = Field(description="fingerprint: hashes of its word windows in order, base64")


class RegisteredText(Record):
    """Fingerprint of a source's text: `data/texts/*.yml`, written by `python -m sourcebook register`."""

    source: Text = Field(description="id of the source, the same as the file name")
    key: Text | None = Field(None, description="id under which it was registered, where the source has another now")
    unit: Literal["sentence", "paragraph"] = Field(description="what a passage is")
    passages: tuple[Passage, ...] = Field(description="the passages in order")


class Statement(Record):
    """A few words about an entry of a register, with their support."""

    text: Text = Field(description="what is said: a role in at most 20 words, a definition in at most 45")
    claims: tuple[Text, ...] = Field((), description="ids of the claims that support it; none for our own usage")


class Entry(Record):
    """One real person, organisation, place or term: `data/people.yml` and the other registers."""

    id: Text = Field(description="kebab-case, unique in the whole reference")
    name: Text = Field(description="usual English name")
    native: Text | None = Field(None, description="name in its own language and script")
    aliases: tuple[Text, ...] = Field((), description="other names and spellings")
    coordinates: Text | None = Field(
        None,
        description="where on the earth: latitude, longitude in decimal degrees; for a place only, if it is a point",
    )
    role: Statement | None = Field(None, description="who or what it is, in a line; for all but terms")
    definition: Statement | None = Field(None, description="what the word means here; for a term only, and always")

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; ``None`` without coordinates, or with such as the earth does not have."""
        written = _DEGREES.fullmatch(self.coordinates or "")
        if written is None:
            return None
        latitude, longitude = float(written[1]), float(written[2])
        return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


class Register(Record):
    """A register file: a list of entries."""

    entries: tuple[Entry, ...] = Field(description="the entries, in any order")


class Handovers(Record):
    """The file of hand-overs."""

    handovers: tuple[Handover, ...] = Field(description="the steps")


class TimelineView(Record):
    """A part of time that has a picture and a page of its own."""

    id: Text = Field(description="kebab-case, unique in the whole reference")
    title: Text = Field(description="the heading")
    date: Text = Field(description="the part of time that is drawn, as EDTF")


class Timeline(Record):
    """What is drawn of time: `data/timeline.yml`."""

    views: tuple[TimelineView, ...] = Field(description="the pictures, the widest first")


class FormerId(Record):
    """An id that was published and is in use no more, so that links to it lead on."""

    old: Text = Field(description="the id as it was published; no other record may ever have it")
    new: Text | None = Field(None, description="id of the record to which old links lead, where there is one")
    from_: Text | None = Field(None, alias="from", description="for a claim or section: id of the chapter it stood in")
    kind: FormerKind | None = Field(None, description="what kind of record it was, where `new` does not show it")
    reason: Text | None = Field(None, description="why it changed; always where nothing took its place")


class FormerIds(Record):
    """Ids that were published once: `data/former-ids.yml`."""

    former_ids: tuple[FormerId, ...] = Field(description="the former ids, in the order in which they were given up")


class Start(Record):
    """Where a newcomer begins: `data/start.yml`."""

    claims: tuple[Text, ...] = Field(description="ids of the claims to read first, in that order")


class Card(Record):
    """The identity card."""

    rows: tuple[CardRow, ...] = Field(description="the rows, in order")


def records() -> dict[str, type[Record]]:
    """Return every kind of record by its name, for schemas, documentation and tests."""
    kinds: dict[str, Any] = {kind.__name__: kind for kind in Record.__subclasses__()}
    return kinds
