"""The shape of sources, in the field names of CSL, and of the fingerprints of their texts."""

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sourcebook.records.forms import (
    BOOK_NUMBER,
    DIGITAL_OBJECT,
    LANGUAGE,
    PASSAGE,
    PLACE_OF_COPY,
    WEB,
    WINDOWS,
    Date,
    Id,
    SourceId,
    is_web_address,
)
from sourcebook.records.marks import Ask, AtFirst, Backlink, EachOnce, Example, Offer, Prose, Text, Weight, Words
from sourcebook.records.model import DATE_OFFERS, Record

SourceKind = Literal["primary", "secondary", "tertiary", "memoir", "press"]
SOURCE_KIND_HEADINGS: dict[SourceKind, str] = {
    "primary": "Primary sources",
    "memoir": "Memoirs",
    "secondary": "Studies",
    "press": "Press",
    "tertiary": "Reference works",
}
"""Headings of the kinds of source, by their weight: the order of the bibliography, and of evidence."""
Standing = Literal["partisan", "superseded", "fringe", "retracted"]
NEVER_FIRST: tuple[Standing, ...] = ("fringe", "retracted")
"""A source of which this is said comes behind all others."""
CopyKind = Literal["original", "scan", "transcription", "ocr", "translation", "abstract", "quotation", "recording"]
COPY_WORDS: dict[CopyKind, str] = {
    "original": "the original",
    "scan": "scan",
    "transcription": "transcription",
    "ocr": "machine-read copy",
    "translation": "translation",
    "abstract": "abstract",
    "quotation": "quotation in another work",
    "recording": "recording",
}
"""Kinds of copies as readers are told of them."""
SourceType = Literal[
    "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "collection",
    "document", "entry-encyclopedia", "interview", "manuscript", "motion_picture", "personal_communication", "post",
    "report", "speech", "thesis", "webpage",
]  # fmt: skip
"""CSL 1.0.2 item types that a historical reference needs."""


class Name(Record):
    """A name as CSL writes it: parts for a person, `literal` for an institution."""

    sameness = (("family", "given"), ("literal",), ("native",), ("family",))

    family: Annotated[Text, Weight(4)] | None = Field(None, description="family name, in Latin letters")
    given: Annotated[Text, Weight(4)] | None = Field(None, description="given names, in Latin letters")
    literal: Annotated[Text, Weight(4)] | None = Field(
        None, description="name of an institution, or a name that has no parts"
    )
    native: Annotated[Text, Weight(4)] | None = Field(
        None, description="the whole name in its own script, where that is not Latin"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return the name, with what it is in its own script; of one that is written whole, parts say nothing."""
        latin, told = (self.literal, {"literal"}) if self.literal else (
            " ".join(filter(None, (self.given, self.family))), {"given", "family"},
        )  # fmt: skip
        native = f"({self.native})" if latin and self.native else self.native
        return " ".join(filter(None, (latin, native))), told | {"native"}


class SetAside(Record):
    """A passage that no claim needs, with the reason."""

    sameness = (("passage",),)

    passage: Annotated[Text, PASSAGE] = Field(description="number of the passage")
    reason: Annotated[Text, Example("a closing prayer"), Weight(0)] = Field(description="why no claim cites it")

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return passage and reason."""
        return f"{self.passage}: {self.reason}", {"passage", "reason"}


class Consulted(Record):
    """A copy that was read: where it is, and what of it was read when."""

    sameness = (("where", "shelf_mark"), ("where",))

    where: Annotated[Text, PLACE_OF_COPY] = Field(
        description="address of the copy, or the archive or library that keeps it"
    )
    shelf_mark: Annotated[Text, Example("MS 4, fol. 12r"), Weight(0)] | None = Field(
        None, description="shelf mark; with an archive or library only, and always"
    )
    copy_: CopyKind | None = Field(
        None,
        alias="copy",
        description="`original` where the source itself was read, where it first appeared; otherwise `scan`, "
        "`transcription`, `ocr` (read by a machine), `translation`, `abstract`, `quotation` (in another work) or "
        "`recording`; left out where nobody looked",
    )
    part: Annotated[Text, Example("the opening"), Weight(0)] | None = Field(
        None, description="which part of it was read, where that is not the whole"
    )
    seen: Annotated[Date, DATE_OFFERS] | None = Field(None, description="when it was read, as EDTF; only where known")
    archived: Annotated[Text, WEB] | None = Field(None, description="address of an archived copy of the page")

    @property
    def address(self) -> str:
        """The web address at which it stands, an empty text for a copy in an archive or library."""
        return self.where if is_web_address(self.where) else ""

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return where it is, what kind of copy it is, and which part of it was read."""
        words = (self.where, self.shelf_mark, self.copy_, self.part)
        return ", ".join(filter(None, words)), {"where", "shelf_mark", "copy_", "part"}


class Source(Record):
    """A document described in CSL field names: `data/sources/*.yml`, file name = id."""

    sample = """\
id: harrow-1931  # the same as the file name
type: chapter
kind: secondary  # primary, secondary, tertiary, memoir or press
title: The Year of the Water
author: [{family: Harrow, given: Walter}]  # then issued: '1931', publisher:, URL: …
language: en
note: A local historian's essay, valuable for the quarrel over the sluice."""

    id: Id = Field(description="kebab-case, the same as the file name")
    type: Annotated[SourceType, Ask("Type")] = Field(description="CSL item type")
    kind: Annotated[SourceKind, Ask("Kind")] = Field(
        description="`primary`, `secondary`, `tertiary`, `memoir` or `press`"
    )
    title: Annotated[Text, Ask("Title")] = Field(description="original title")
    title_gloss: Annotated[Text, Weight(6)] | None = Field(
        None, description="our own English rendering of a title in another language"
    )
    title_short: Annotated[Text, Weight(6)] | None = Field(
        None, description="short English title for notes, where the title is unwieldy"
    )
    author: Annotated[tuple[Name, ...], Ask("Author, as 'Family, Given'")] = Field((), description="who wrote it")
    editor: tuple[Name, ...] = Field((), description="who edited it")
    translator: tuple[Name, ...] = Field((), description="who translated it")
    container_title: Annotated[Text, Ask("Published in")] | None = Field(
        None, description="journal, newspaper, book or web site that contains it"
    )
    volume: Annotated[Text, Weight(0)] | None = Field(None, description="volume")
    issue: Annotated[Text, Weight(0)] | None = Field(None, description="number of the issue")
    page: Annotated[Text, Offer("39–58"), Weight(0)] | None = Field(None, description="pages")
    edition: Annotated[Text, Weight(0)] | None = Field(None, description="edition")
    publisher: Annotated[Text, Ask("Publisher")] | None = Field(None, description="publisher")
    publisher_place: Annotated[Text, Weight(0)] | None = Field(None, description="place of publication")
    issued: Annotated[Date, DATE_OFFERS, Ask("Published, as 1999-12-31"), Weight(2)] | None = Field(
        None, description="when it was published, as EDTF"
    )
    archive: Annotated[Text, Example("Aldermere, Town Archive, MS 4, fol. 12r"), Weight(0)] | None = Field(
        None, description="archive and shelf mark"
    )
    URL: Annotated[Text, WEB, Ask("Address")] | None = Field(None, alias="URL", description="address")
    DOI: Annotated[Text, DIGITAL_OBJECT] | None = Field(
        None, alias="DOI", description="digital object identifier, without address"
    )
    ISBN: Annotated[Text, BOOK_NUMBER] | None = Field(None, alias="ISBN", description="book number")
    language: Annotated[Text, LANGUAGE, Ask("Language, as 'en'", usual="en")] = Field(
        description="language of the text, as BCP 47 code"
    )
    note: Annotated[
        Text, Prose(), Ask("Note: what it is, who made it, what to trust it for"),
        Example("A local historian's essay. Follows the annals closely, and adds nothing about the flood itself; "
                "valuable for the quarrel over the sluice, for which he used council papers since lost."),
    ] = Field(description="what it is, who made it, what to trust it for, in our own words")  # fmt: skip
    standing: Standing | None = Field(
        None, description="`partisan`, `superseded`, `fringe` or `retracted`, where one of these must be known of it"
    )
    standing_why: (
        Annotated[Text, Prose(), Words(25), Example("Written to defend the council, by its own clerk."), Weight(0)]
        | None
    ) = Field(None, description="who says so or what shows it, in our own words, at most {most} of them")
    consulted: Annotated[tuple[Consulted, ...], EachOnce("copy", ("where", "shelf_mark"))] = Field(
        (), description="the copies that were read"
    )
    derives_from: Annotated[tuple[SourceId, ...], Backlink("repeated by")] = Field(
        (), description="ids of the sources that this one repeats"
    )
    cover: Literal["all"] | None = Field(None, description="`all`: every passage must be cited or set aside")
    set_aside: tuple[SetAside, ...] = Field((), description="passages that no claim needs, each with its reason")
    # True until a claim cites it; 'new claim' takes it out again.
    further_reading: Annotated[Literal["yes"], AtFirst("yes")] | None = Field(
        None, description="`yes` for a source that no claim cites"
    )


LONGEST_WINDOW_OF_WORDS = 3
"""Longer windows are made of characters."""


class Passage(Record):
    """A numbered piece of a registered text: its size and fingerprint, not its words."""

    sameness = (("id",),)

    id: Annotated[Text, PASSAGE] = Field(description="`s1` for the first sentence, `p1` for the first paragraph")
    words: Annotated[int, Field(ge=1)] = Field(
        description="how many words it has, or characters of a script that does not divide words"
    )
    gist: Annotated[Text, Example("the bridge is lost"), Weight(0)] | None = Field(
        None, description="what it says, very short, in our own words; may be added by hand"
    )
    windows: Annotated[str, StringConstraints(strip_whitespace=True), WINDOWS] = Field(
        description="fingerprint: hashes of its word windows in order, base64"
    )

    def own_words(self) -> tuple[str, Collection[str]]:
        """Return its number; of its fingerprint nobody can read anything."""
        return self.id, {"id", "windows"}


class RegisteredText(Record):
    """Fingerprint of a source's text: `data/texts/*.yml`, written by `python -m sourcebook register`."""

    source: Annotated[SourceId, Backlink("registered as")] = Field(
        description="id of the source, the same as the file name"
    )
    key: Id | None = Field(None, description="id under which it was registered, where the source has another now")
    method: Annotated[int | None, Field(ge=1, le=2)] = Field(
        None, description="how words are compared and hashed; without it 1, the first method, which proves less"
    )
    window: Annotated[int | None, Field(ge=2, le=12)] = Field(
        None,
        description="how many words make a window; where it says 6, words are characters; without it 3",
    )
    extent: Literal["complete", "part"] | None = Field(
        None, description="`complete`, or `part` for an abridgement, an excerpt or a copy that lacks something"
    )
    version: Literal["original", "translation"] | None = Field(
        None, description="`original`, or `translation` where the source gives the words of another in its language"
    )
    translation_of: Annotated[SourceId, Backlink("translated in the text of")] | None = Field(
        None, description="id of the source that it translates, where that is one of ours"
    )
    made_from: Annotated[SourceId, Backlink("translated from in the text of")] | None = Field(
        None, description="id of the source from which the translation was made, where that is another"
    )
    copied: Literal["faithful", "ocr"] | None = Field(
        None, description="`faithful`, or `ocr` where a machine read the letters from pictures and nobody checked them"
    )
    unit: Literal["sentence", "paragraph"] = Field(description="what a passage is")
    passages: tuple[Passage, ...] = Field(description="the passages in order")

    @property
    def counted(self) -> str:
        """What is counted as its words: a word or, in a script that does not divide words, a character."""
        return "character" if (self.window or 0) > LONGEST_WINDOW_OF_WORDS else "word"

    @property
    def witness(self) -> str:
        """What readers are told of a text that is not the original, or may have faults of its own; else nothing."""
        copy = "an OCR copy" if self.copied == "ocr" else ""
        translation = "a translation" if self.version == "translation" else ""
        return " of ".join(filter(None, (copy, translation)))
