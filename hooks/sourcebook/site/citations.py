"""How a source is named: in short for a note, in full for the bibliography, as CSL-JSON for other programs.

The full form follows the Chicago notes-and-bibliography style, without the address: pages show that as a link.
"""

import re
from typing import Any

from sourcebook.records.sources import Name, Source
from sourcebook.words import dates
from sourcebook.words.folding import fold
from sourcebook.words.typography import (
    Part,
    Sentence,
    after,
    as_sentence,
    capital,
    comma,
    cut,
    in_quotation_marks,
    is_description,
    short_title,
    width,
    with_full_stops,
    without_article,
)

SHORT_WIDTH = 45
"""A short form is at most this wide, a Chinese or Japanese character counting as two."""

_PERIODICALS = {"article-journal", "article-magazine", "article-newspaper"}
_WHOLE_WORKS = {"book", "broadcast", "collection", "motion_picture", "report"}
_PARTS = {"chapter", "entry-encyclopedia"}
_LABELS = {
    "broadcast": "Broadcast",
    "interview": "Interview",
    "manuscript": "Manuscript",
    "motion_picture": "Film",
    "personal_communication": "Personal communication",
    "speech": "Speech",
    "thesis": "Thesis",
}
CSL_FIELDS = (
    "id", "type", "title", "title-short", "author", "editor", "translator", "container-title", "volume", "issue",
    "page", "edition", "publisher", "publisher-place", "issued", "archive", "URL", "DOI", "ISBN", "language", "note",
)  # fmt: skip
"""The fields of a source that CSL knows. No other leaves the house, so a new field of ours is never taken for CSL's."""
CSL_NAME_PARTS = ("family", "given", "literal")
"""The same for the names of people and institutions."""
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PLAIN_DATE = re.compile(r"(\d{4})(?:-(0\d|1[0-2])(?:-(\d\d))?)?[~?%]?")


def short(source: Source) -> str:
    """Return a name for the source that is at most ``SHORT_WIDTH`` wide.

    Families and year ("Ahlberg and Voss 1987"); without an author, newspaper or magazine and date ("Harbour Gazette,
    3 May 1921"); otherwise the first words of the title in English, with the year where it is known.
    """
    year = _year(source.issued)
    names = _families(_leading(source))
    if names and year:
        link = " " if re.match(r"\d|c\.", year) else ", "  # "Voss 1987", but "Voss, the 1950s"
        return f"{cut(names, SHORT_WIDTH - len(link + year))}{link}{year}"
    if names:
        return _with_title(names, source)
    if source.container_title and source.type in {"article-newspaper", "article-magazine"}:
        return _short_periodical(source, source.container_title)
    title = short_title(_english_title(source), SHORT_WIDTH - len(after(", ", year)))
    return title if year in title else f"{title}, {year}"


def full(source: Source) -> list[Part]:
    """Return the bibliographic entry as pieces of text with their styles; joined, they are the entry's text."""
    if source.container_title and source.type in _PERIODICALS:
        body = _in_periodical(source, source.container_title)
    elif source.container_title and source.type in _PARTS:
        body = _in_book(source, source.container_title)
    else:
        body = _alone(source)
    title: Sentence = (
        [(source.title, "title")] if source.type in _WHOLE_WORKS else as_sentence(in_quotation_marks(source.title))
    )
    if is_description(source.title):
        title = as_sentence(source.title)
    return with_full_stops([_authorship(source), title, *body, as_sentence(source.archive)])


def sort_key(source: Source) -> str:
    """Return the text by which the bibliography is ordered: names, then title, without articles, quotes, accents."""
    names = [" ".join(filter(None, (name.literal, name.family, name.given))) for name in _leading(source)]
    return " ".join(fold(text, romanized=False) for text in [*names, without_article(source.title, source.language)])


def csl(source: Source) -> dict[str, Any]:
    """Return the source as a CSL-JSON item: only CSL's own fields, and of these only the ones that are set."""
    item = source.model_dump(mode="json", by_alias=True, exclude_none=True)
    for role in ("author", "editor", "translator"):
        item[role] = [{part: name[part] for part in CSL_NAME_PARTS if part in name} for name in item[role]]
    if source.issued:
        item["issued"] = _csl_date(source.issued)
    return {field: item[field] for field in CSL_FIELDS if item.get(field)}


def _english_title(source: Source) -> str:
    """Return the title that readers of the notes understand."""
    return source.title_short or source.title_gloss or source.title


# Names


def _leading(source: Source) -> tuple[Name, ...]:
    """Return the names under which the source is filed: authors, or the editors of a book without any."""
    return source.author or (source.editor if source.type in _WHOLE_WORKS else ())


def _families(names: tuple[Name, ...]) -> str:
    families = [_person(name) if _family_first(name) else _family(name) for name in names]
    return f"{families[0]} et al." if len(families) > 2 else " and ".join(families)


def _family(name: Name) -> str:
    return name.literal or name.family or name.given or ""


def _person(name: Name, *, inverted: bool = False) -> str:
    if name.literal or not (name.family and name.given):
        return _family(name)
    if _family_first(name):
        return f"{name.family}{' ' if name.native else ''}{name.given}"
    return f"{name.family}, {name.given}" if inverted else f"{name.given} {name.family}"


def _family_first(name: Name) -> bool:
    """Tell whether the name is one of those that are never turned round: "Lin Haiyan" has the family in front."""
    return _EAST_ASIAN.match(name.native or name.family or "") is not None


def _people(names: tuple[Name, ...], *, inverted: bool = False) -> str:
    """Return names as an entry has them, each with what it is in its own script; the first may be turned round."""
    people = [
        _person(name, inverted=inverted and place == 0) + (f" ({name.native})" if name.native else "")
        for place, name in enumerate(names)
    ]
    if len(people) < 2:
        return "".join(people)
    # "Voss, Ada, and Jan Roth": the comma that ends an inverted name stays even between two.
    mark = "," if len(people) > 2 or "," in people[0] else ""
    return f"{', '.join(people[:-1])}{mark} and {people[-1]}"


def _authorship(source: Source) -> Sentence:
    names = _leading(source)
    role = "" if source.author or not names else ", ed." if len(names) == 1 else ", eds."
    return as_sentence(_people(names, inverted=True) + role)


def _contributors(source: Source) -> list[str]:
    editors = source.editor if source.editor != _leading(source) else ()
    roles = (("edited by", editors), ("translated by", source.translator))
    return [f"{role} {_people(names)}" for role, names in roles if names]


# What follows the title in the full form


def _in_periodical(source: Source, container: str) -> list[Sentence]:
    number, pages = _number(source), _pages(source.page)
    where = f" {number}" if source.volume else after(", ", number)
    where += after(", ", comma(_ordinal(source.edition), _date(source)))
    colon = source.type == "article-journal" and pages.startswith("p")
    where += f": {pages.split(' ', 1)[1]}" if colon else after(", ", pages)
    contributors = [as_sentence(capital(text)) for text in _contributors(source)]
    return [*contributors, [(container, "container"), (where, "")], as_sentence(_publisher(source))]


def _in_book(source: Source, container: str) -> list[Sentence]:
    date = "" if _publisher(source) else _date(source)
    number, edition = comma(_volume(source.volume), _issue(source.issue)), _ordinal(source.edition)
    inside = comma(number, edition, *_contributors(source), date, _pages(source.page))
    return [
        [("In ", ""), (container, "container"), (after(", ", inside), "")],
        as_sentence("" if date else comma(_publisher(source), _date(source))),
    ]


def _alone(source: Source) -> list[Sentence]:
    """Return what follows a title that stands for itself; the date is with the publisher or else the container."""
    date = comma(_date(source), _pages(source.page))
    container: Sentence = [(source.container_title, "container")] if source.container_title else []
    number = comma(_volume(source.volume), _issue(source.issue))
    publication = [container, as_sentence(comma(_publisher(source), date))]
    if not _publisher(source):
        publication = [[*container, (after(", ", date), "")]] if container else [as_sentence(capital(date))]
    return [
        as_sentence(_LABELS.get(source.type)),
        *[as_sentence(capital(text)) for text in _contributors(source)],
        as_sentence(capital(comma(_ordinal(source.edition), number))),
        *publication,
    ]


def _publisher(source: Source) -> str:
    """Return place and publisher; a publisher that is also author or container is not named twice."""
    named = {source.container_title, *map(_family, source.author)}
    return ": ".join(filter(None, (source.publisher_place, source.publisher if source.publisher not in named else "")))


def _date(source: Source) -> str:
    """Return the date in words, or nothing where the container's own title ends with it ("Yearbook 1921")."""
    words = dates.parse_date(source.issued).words if source.issued else ""
    return "" if (source.container_title or "").endswith(f" {words}") else words


def _year(issued: str | None) -> str:
    if not issued:
        return ""
    date = dates.parse_date(issued)
    first, last = dates.year_words(date.earliest[0]), dates.year_words(date.latest[0])
    if first != last:
        return f"{first}–{last}" if re.fullmatch(r"\d{4}[\d-]*/\d{4}[\d-]*", issued) else date.words
    return f"{'c. ' if re.search('[~%]', issued) else ''}{first}{'?' if '?' in issued else ''}"


def _pages(page: str | None) -> str:
    """Return "p. 3", "pp. 3–5", or the text as it stands where it does not begin with a page number."""
    text = re.sub(r"(?<=\w)-(?=\w)", "–", page or "")
    if not re.match(r"\[?([A-Z]?\d+[A-Za-z]?|[ivxlc]+)(?![^\W\d_])", text):
        return page or ""
    return f"pp. {text}" if re.search(r"[–,]", text) else f"p. {text}"


def _volume(volume: str | None) -> str:
    return f"vol. {volume}" if volume and re.fullmatch(r"[\d–/-]+|[IVXLC]+", volume) else volume or ""


def _issue(issue: str | None) -> str:
    return f"no. {issue}" if issue and issue[0].isdigit() else issue or ""


def _number(source: Source) -> str:
    if source.volume and source.issue:
        return f"{source.volume}({source.issue})"
    return source.volume or _issue(source.issue)


def _ordinal(edition: str | None) -> str:
    if not edition or re.search(r"(?i)\bed(ition|n)?\b", edition):
        return edition or ""
    if not edition.isdigit():
        return f"{edition} ed."
    teen = edition[-2:] in {"11", "12", "13"}
    return f"{edition}{'th' if teen else {'1': 'st', '2': 'nd', '3': 'rd'}.get(edition[-1], 'th')} ed."


def _csl_date(issued: str) -> dict[str, Any]:
    ends = [_PLAIN_DATE.fullmatch(end) for end in issued.split("/")]
    date: dict[str, Any] = {"edtf": issued}
    if all(ends):
        date["date-parts"] = [[int(number) for number in end.groups() if number] for end in ends if end]
    else:
        date["literal"] = dates.parse_date(issued).words
    return date | ({"circa": True} if re.search("[~?%]", issued) else {})


def _short_periodical(source: Source, container: str) -> str:
    name = container.removeprefix("The ")
    date = dates.parse_date(source.issued).words if source.issued else ""
    if width(name) + len(date) + 2 > SHORT_WIDTH or (date and date in name):
        name = re.split(r"[;,(\[]", name)[0].strip()
    return f"{cut(name, SHORT_WIDTH - len(date) - 2)}, {date}" if date else _with_title(name, source)


def _with_title(name: str, source: Source) -> str:
    name = cut(name, SHORT_WIDTH - 15)
    return f"{name}, {short_title(_english_title(source), SHORT_WIDTH - width(name) - 2)}"
