"""Forms in which values are written: dates, addresses, languages, numbers of books. Each is said once, here.

A form is a mark. Its pattern goes into the JSON Schemas; a rule asks ``objection`` of every value that bears one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated

from babel import Locale, UnknownLocaleError

from sourcebook.records.marks import Backlink, Mark, Named, Ref, Suggested, Text
from sourcebook.words import dates
from sourcebook.words.dates import DATE_PATTERN, DateError
from sourcebook.words.ids import KEBAB

Objection = tuple[str, str]
"""What must be true, "must be …", and a hint on how to mend it, which may be empty."""


@dataclass(frozen=True)
class Form(Mark):
    """How a value is written; ``pattern`` is a regular expression, as JSON Schema knows it, for the whole of it."""

    name: str
    pattern: str
    objects: Callable[[str], Objection | None] = field(compare=False)
    """Says what is wrong with a value, ``None`` if nothing is."""
    shown: str
    """What editors read where a value does not fit, while they type."""


def _fitting(pattern: str, must: str, hint: str) -> Callable[[str], Objection | None]:
    return lambda value: None if re.fullmatch(pattern, value) else (must, hint)


def _date(value: str) -> Objection | None:
    try:
        dates.parse_date(value)
    except DateError as error:
        return str(error).removesuffix(f": {value!r}"), error.hint
    return None


def point(coordinates: str | None) -> tuple[float, float] | None:
    """Return latitude and longitude; ``None`` without coordinates, or with such as the earth does not have."""
    written = re.fullmatch(_COORDINATES, coordinates or "")
    latitude, longitude = map(float, (coordinates or "").split(", ")) if written else (91.0, 0.0)
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _coordinates(value: str) -> Objection | None:
    if point(value):
        return None
    return "must be latitude and longitude in decimal degrees", "write 52.23, 21.01; south and west have a minus sign"


@cache
def language_name(code: str) -> str:
    """Return the English name of a language by its BCP 47 code, the code itself where it has none."""
    try:
        return Locale.parse(code, sep="-").get_display_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def is_web_address(value: str) -> bool:
    """Say whether a text is a web address, with or without a remark."""
    return re.fullmatch(_WEB, value) is not None


def _place_of_copy(value: str) -> Objection | None:
    if re.fullmatch(_PLACE_OF_COPY, value):
        return None
    hint = "an address begins with https:// or http://"
    if re.fullmatch(_WEB, f"https://{value}") and "://" not in value:
        hint = f"write 'https://{value}'"
    elif re.match("https?://", value):
        hint = "an address has no spaces"
    return "must be a web address, or the name of an archive or library", hint


def _language(value: str) -> Objection | None:
    # The name of a code that means nothing is the code itself.
    if re.fullmatch(_LANGUAGE, value) and language_name(value) != value:
        return None
    return (
        "must be a BCP 47 code",
        "write 'en' for English, 'ru' for Russian, 'zh-Hans' for simplified Chinese",
    )


def _doi(value: str) -> Objection | None:
    if re.fullmatch(_DOI, value):
        return None
    found = re.search(r"10\.\d{4,9}/\S+", value)
    return "must be a DOI without address", f"write '{found[0]}'" if found else "it begins with 10. and has a slash"


def _isbn(value: str) -> Objection | None:
    if not re.fullmatch(_ISBN, value):
        return "must be a book number of 10 or 13 digits", "several are set apart by a comma and a space"
    for number in value.split(", "):
        figures = [10 if digit == "X" else int(digit) for digit in re.sub("[- ]", "", number)]
        # ISO 2108: the last digit makes the weighted sum of all a multiple of 11 or, of the longer form, of 10.
        weights, modulus = (range(10, 0, -1), 11) if len(figures) == 10 else ((1, 3) * 6 + (1,), 10)
        if sum(weight * figure for weight, figure in zip(weights, figures, strict=True)) % modulus:
            return "must be a book number whose last digit fits the others", "compare it with the book"
    return None


def passage_ranges(passages: str) -> list[tuple[str, str]]:
    """Return first and last passage of each range in a text such as ``p1-p6, p9``."""
    return [(first, last or first) for first, _, last in (part.partition("-") for part in passages.split(", "))]


def _passages(value: str) -> Objection | None:
    if not re.fullmatch(_PASSAGES, value):
        return (
            "must be numbers of passages",
            "write p1-p6 for several in order, p9 for one, and a comma and a space between",
        )
    for first, last in passage_ranges(value):
        if first[0] != last[0] or int(first[1:]) > int(last[1:]):
            return "must be numbers of passages, the first before the last", f"compare {first}-{last}"
    return None


_COORDINATES = r"-?[0-9]{1,2}(?:\.[0-9]+)?, -?[0-9]{1,3}(?:\.[0-9]+)?"
_LANGUAGE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-[a-z0-9]{5,8})*"
_WEB = r"https?://[^\s<>\"]+(?: \(.*\))?"
_PLACE_OF_COPY = rf"(?:{_WEB}|(?!\S*://|www\.|\S*\.\S*$).+)"
"""An address, or a name: nothing that begins like an address, and no single word with a dot in it."""
_DOI = r"10\.[0-9]{4,9}/[^\s\"]+"
_BOOK = r"(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9X]"
_ISBN = rf"{_BOOK}(?:, {_BOOK})*"
_PASSAGE = "[sp][1-9][0-9]*"
_RANGE = f"{_PASSAGE}(?:-{_PASSAGE})?"
_PASSAGES = f"{_RANGE}(?:, {_RANGE})*"

IDENTIFIER = Form(
    "id", KEBAB.pattern, lambda _: None,  # rules about ids say more than a form could
    "an id has small Latin letters, digits and single hyphens",
)  # fmt: skip
EDTF_DATE = Form(
    "date", DATE_PATTERN, _date,
    "a date is written 1287, 1287-02 or 1287-02-14; ~ behind it means about, ? uncertain, % both; 1287-21 to 1287-24 "
    "are spring to winter; 128X is the 1280s; 1287-02/1287-04 is a range, ../1287 until, 1287/.. since",
)  # fmt: skip
WEB = Form(
    "web address", _WEB, _fitting(_WEB, "must be a web address", "it begins with https:// or http://"),
    "a web address begins with https:// or http:// and has no spaces",
)  # fmt: skip
PLACE_OF_COPY = Form(
    "place of a copy", _PLACE_OF_COPY, _place_of_copy,
    "a web address, which begins with https:// or http:// and has no spaces, or the name of an archive or library",
)  # fmt: skip
LANGUAGE = Form("language", _LANGUAGE, _language, "a language is written as BCP 47 code: en, ru, zh-Hans")
DIGITAL_OBJECT = Form("DOI", _DOI, _doi, "a DOI begins with 10. and has no address before it")
BOOK_NUMBER = Form("ISBN", _ISBN, _isbn, "a book number has 10 or 13 digits, with or without hyphens")
COORDINATES = Form(
    "coordinates", _COORDINATES, _coordinates,
    "latitude and longitude in decimal degrees, with a comma and a space between them: 54.70, 2.20",
)  # fmt: skip
PASSAGE = Form(
    "passage", _PASSAGE, lambda _: None,  # a rule asks whether the text has it
    "a passage has a number such as s1 (sentence) or p1 (paragraph)",
)  # fmt: skip
PASSAGES = Form(
    "passages", _PASSAGES, _passages, "passages are written p1-p6, p9: first and last, or one alone",
)  # fmt: skip
WINDOWS = Form(
    "fingerprint", "[A-Za-z0-9+/]*={0,2}", lambda _: None,  # whoever unpacks it reports what is damaged
    "written by a command, never by hand",
)  # fmt: skip

Id = Annotated[Text, IDENTIFIER]
Date = Annotated[Text, EDTF_DATE]
ClaimId = Annotated[Id, Ref("claim")]
SourceId = Annotated[Id, Ref("source")]
QuestionId = Annotated[Id, Ref("question")]
PersonName = Annotated[Text, Named("person"), Backlink("named by")]
OrganizationName = Annotated[Text, Named("organization"), Backlink("named by")]
PlaceName = Annotated[Text, Named("place"), Backlink("named by")]
JudgeName = Annotated[Text, Named("person", "organization"), Backlink("named by")]
HolderName = Annotated[Text, Suggested("person", "organization")]
