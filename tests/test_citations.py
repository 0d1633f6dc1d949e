"""Citations: the short and the full form, the order and the CSL-JSON of works that nobody wrote."""

import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.sources import Source, SourceType
from sourcebook.site import citations
from sourcebook.words.typography import width

LIN = {"family": "Lin", "given": "Haiyan", "native": "林海燕"}
DARK = {"family": "Tarn", "given": "Ivan", "native": "Иван Тарн"}
VOSS = {"family": "Voss", "given": "Ada"}
ROTH = {"family": "Roth", "given": "Jan"}
LIND = {"family": "Lind", "given": "P. Q."}
BOARD = {"literal": "Harbour Board"}


def source(**fields: Any) -> Source:
    """Return a source with the fields that every source has, and those given."""
    base = {"id": "x", "type": "book", "kind": "secondary", "title": "The Lighthouse", "language": "en", "note": "n"}
    return Source.model_validate(base | {name.replace("_", "-"): value for name, value in fields.items()})


def marked(entry: Source) -> str:
    """Return the full form with titles in asterisks and containers in underscores."""
    marks = {"": "", "title": "*", "container": "_"}
    return "".join(f"{marks[style]}{text}{marks[style]}" for text, style in citations.full(entry))


SHORT = [
    ("one author", {"author": [VOSS], "issued": "1987-04"}, "Voss 1987"),
    ("two authors", {"author": [VOSS, ROTH], "issued": "1987"}, "Voss and Roth 1987"),
    ("three authors", {"author": [VOSS, ROTH, LIND], "issued": "1987"}, "Voss et al. 1987"),
    ("an institution", {"author": [BOARD], "issued": "1921-05-03"}, "Harbour Board 1921"),
    ("approximate year", {"author": [VOSS], "issued": "1921~"}, "Voss c. 1921"),
    ("uncertain year", {"author": [VOSS], "issued": "1921?"}, "Voss 1921?"),
    ("range of months", {"author": [VOSS], "issued": "1921-11/1922-02"}, "Voss 1921–1922"),
    ("decade", {"author": [VOSS], "issued": "192X"}, "Voss, the 1920s"),
    ("year before Christ", {"author": [VOSS], "issued": "-0043~"}, "Voss c. 44 BC"),
    ("early year", {"author": [VOSS], "issued": "0079-10-24"}, "Voss, AD 79"),
    ("editor of a book", {"editor": [VOSS], "issued": "1987"}, "Voss 1987"),
    ("editor of an article", {"type": "document", "editor": [VOSS]}, "The Lighthouse"),
    ("East Asian name", {"author": [{"family": "林", "given": "海燕"}], "issued": "1987"}, "林海燕 1987"),
    ("East Asian name, in Latin letters too", {"author": [LIN], "issued": "1987"}, "Lin Haiyan 1987"),
    ("author, no year", {"author": [VOSS]}, "Voss, The Lighthouse"),
    ("short title", {"author": [VOSS], "title_short": "Lamps"}, "Voss, Lamps"),
    ("title in English before one in another language", {"title": "Lyktan", "title_gloss": "The Lamp"}, "The Lamp"),
    ("short title before both", {"title": "Lyktan", "title_gloss": "The Lamp", "title_short": "Lamp"}, "Lamp"),
    (
        "author, no year, long title",
        {"author": [VOSS], "title": "Lamps, Oils and Keepers of the Northern Shore"},
        "Voss, Lamps, Oils and Keepers of the…",
    ),
    (
        "author, no year, subtitle",
        {"author": [VOSS], "title": "Northern Lamps: Oils and Keepers of a Forgotten Shore"},
        "Voss, Northern Lamps",
    ),
    (
        "newspaper",
        {"type": "article-newspaper", "container_title": "The Harbour Gazette", "issued": "1921-05-03"},
        "Harbour Gazette, 3 May 1921",
    ),
    (
        "newspaper with a remark too long to keep",
        {
            "type": "article-newspaper",
            "container_title": "Harbour Gazette (evening edition), as copied",
            "issued": "1921-05",
        },
        "Harbour Gazette, May 1921",
    ),
    (
        "magazine without a date",
        {"type": "article-magazine", "container_title": "Keeper"},
        "Keeper, The Lighthouse",
    ),
    ("newspaper without a name", {"type": "article-newspaper", "issued": "1921-05-03"}, "The Lighthouse, 1921"),
    (
        "document",
        {"type": "document", "title": "Minutes of the Board", "issued": "1921-05-03"},
        "Minutes of the Board, 1921",
    ),
    ("year in the title", {"type": "document", "title": "Minutes for 1921", "issued": "1921"}, "Minutes for 1921"),
    ("remark dropped", {"title": "Minutes of the Board (fair copy with corrections)"}, "Minutes of the Board"),
    (
        "one word before the colon",
        {"title": "Report: the state of all the lamps along the coast"},
        "Report: the state of all the lamps along…",
    ),
    (
        "open quotation closed",
        {"title": "On the so-called «lamp that never went out in a storm»"},
        "On the so-called «lamp that never went out…»",
    ),
    (
        "description",
        {"title": "(Log of an unnamed keeper, with drawings of birds)"},
        "(Log of an unnamed keeper, with drawings of…)",
    ),
]


@pytest.mark.parametrize(("fields", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SHORT])
def test_short(fields: dict[str, Any], expected: str) -> None:
    assert citations.short(source(**fields)) == expected


BOOK = {"publisher_place": "Tarn", "publisher": "Quay Press", "issued": "1987"}
ARTICLE = {"container_title": "Coast Studies", "volume": "12", "issue": "3", "issued": "1987-06", "page": "1-20"}

FULL = [
    ("title alone", {}, "*The Lighthouse*."),
    ("title that asks", {"title": "Who Lit It?"}, "*Who Lit It?*"),
    ("title with a final stop", {"title": "Lamps etc."}, "*Lamps etc.*"),
    ("book", {"author": [VOSS], **BOOK}, "Voss, Ada. *The Lighthouse*. Tarn: Quay Press, 1987."),
    ("initials", {"author": [LIND], "issued": "1987"}, "Lind, P. Q. *The Lighthouse*. 1987."),
    ("place alone", {"publisher_place": "Tarn", "page": "7"}, "*The Lighthouse*. Tarn, p. 7."),
    ("pages alone", {"page": "24-25"}, "*The Lighthouse*. Pp. 24–25."),
    ("approximate date alone", {"issued": "1921~"}, "*The Lighthouse*. About 1921."),
    ("two authors", {"author": [VOSS, ROTH]}, "Voss, Ada, and Jan Roth. *The Lighthouse*."),
    ("institutions", {"author": [BOARD, {"literal": "Town"}]}, "Harbour Board and Town. *The Lighthouse*."),
    ("three authors", {"author": [VOSS, ROTH, BOARD]}, "Voss, Ada, Jan Roth, and Harbour Board. *The Lighthouse*."),
    ("name in its own script", {"author": [DARK]}, "Tarn, Ivan (Иван Тарн). *The Lighthouse*."),
    ("name that is never turned round", {"author": [LIN]}, "Lin Haiyan (林海燕). *The Lighthouse*."),
    ("one editor", {"editor": [VOSS]}, "Voss, Ada, ed. *The Lighthouse*."),
    ("two editors", {"editor": [VOSS, ROTH]}, "Voss, Ada, and Jan Roth, eds. *The Lighthouse*."),
    (
        "everything a book can have",
        {
            "author": [VOSS],
            "editor": [ROTH],
            "translator": [LIND],
            "edition": "2",
            "volume": "3",
            "page": "xi-xv",
            **BOOK,
        },
        "Voss, Ada. *The Lighthouse*. Edited by Jan Roth. Translated by P. Q. Lind. 2nd ed., vol. 3. "
        "Tarn: Quay Press, 1987, pp. xi–xv.",
    ),
    ("edition in words", {"edition": "revised", **BOOK}, "*The Lighthouse*. Revised ed. Tarn: Quay Press, 1987."),
    ("edition with its noun", {"edition": "First edition"}, "*The Lighthouse*. First edition."),
    ("eleventh edition", {"edition": "11"}, "*The Lighthouse*. 11th ed."),
    ("its own publisher", {"author": [BOARD], "publisher": "Harbour Board"}, "Harbour Board. *The Lighthouse*."),
    (
        "journal",
        {"type": "article-journal", "author": [VOSS], "title": "Who Lit It?", **ARTICLE},
        "Voss, Ada. “Who Lit It?” _Coast Studies_ 12(3), June 1987: 1–20.",
    ),
    (
        "journal, number without volume",
        {"type": "article-journal", **ARTICLE, "volume": None},
        "“The Lighthouse.” _Coast Studies_, no. 3, June 1987: 1–20.",
    ),
    (
        "journal, no pages, no date",
        {"type": "article-journal", "container_title": "Coast Studies"},
        "“The Lighthouse.” _Coast Studies_.",
    ),
    (
        "journal named with its year",
        {"type": "article-journal", "container_title": "Coast Yearbook 1987", "issued": "1987", "page": "9"},
        "“The Lighthouse.” _Coast Yearbook 1987_: 9.",
    ),
    ("journal without a name", {"type": "article-journal", "page": "42"}, "“The Lighthouse.” P. 42."),
    (
        "newspaper",
        {"type": "article-newspaper", "container_title": "Harbour Gazette", "issued": "1921-05-03", "page": "A15"},
        "“The Lighthouse.” _Harbour Gazette_, 3 May 1921, p. A15.",
    ),
    (
        "page that is no number",
        {"type": "article-newspaper", "container_title": "Harbour Gazette", "page": "item 0-5"},
        "“The Lighthouse.” _Harbour Gazette_, item 0-5.",
    ),
    (
        "chapter",
        {"type": "chapter", "author": [VOSS], "editor": [ROTH], "container_title": "On Coasts", "page": "3-9", **BOOK},
        "Voss, Ada. “The Lighthouse.” In _On Coasts_, edited by Jan Roth, pp. 3–9. Tarn: Quay Press, 1987.",
    ),
    (
        "editor and translator beside an author, in their own script",
        {
            "type": "chapter",
            "author": [VOSS],
            "editor": [ROTH, DARK],
            "translator": [LIN],
            **BOOK,
            "container_title": "On Coasts",
        },
        "Voss, Ada. “The Lighthouse.” In _On Coasts_, edited by Jan Roth and Ivan Tarn (Иван Тарн), translated by "
        "Lin Haiyan (林海燕). Tarn: Quay Press, 1987.",
    ),
    (
        "translator of a book, in their own script",
        {"author": [VOSS], "translator": [DARK], "issued": "1987"},
        "Voss, Ada. *The Lighthouse*. Translated by Ivan Tarn (Иван Тарн). 1987.",
    ),
    (
        "chapter without a publisher",
        {"type": "chapter", "container_title": "On Coasts", "issued": "1987", "page": "3"},
        "“The Lighthouse.” In _On Coasts_, 1987, p. 3.",
    ),
    (
        "chapter of a numbered issue",
        {"type": "chapter", "container_title": "On Coasts", "volume": "2", "issue": "7", "page": "3"},
        "“The Lighthouse.” In _On Coasts_, vol. 2, no. 7, p. 3.",
    ),
    ("chapter of an unnamed book", {"type": "chapter", **BOOK}, "“The Lighthouse.” Tarn: Quay Press, 1987."),
    (
        "thesis",
        {"type": "thesis", "author": [VOSS], "publisher": "Tarn College", "issued": "1987"},
        "Voss, Ada. “The Lighthouse.” Thesis. Tarn College, 1987.",
    ),
    (
        "report with a publisher",
        {"type": "report", "container_title": "Board Papers", "publisher": "Harbour Board", "issued": "1921"},
        "*The Lighthouse*. _Board Papers_. Harbour Board, 1921.",
    ),
    (
        "page of a web site",
        {"type": "webpage", "container_title": "tarn.example", "issued": "2007-02-25"},
        "“The Lighthouse.” _tarn.example_, 25 February 2007.",
    ),
    (
        "document from an archive",
        {"type": "document", "issued": "1921-05-03", "archive": "Tarn Archives, box 4."},
        "“The Lighthouse.” 3 May 1921. Tarn Archives, box 4.",
    ),
    (
        "quotation marks within",
        {"type": "document", "title": 'The “Lamp” and the "Oil"'},
        "“The ‘Lamp’ and the ‘Oil’.”",
    ),
    ("German quotation marks", {"type": "document", "title": "Das „Licht“ am Kai"}, "“Das „Licht“ am Kai.”"),
    ("description", {"title": "(Log of an unnamed keeper)", "issued": "1921"}, "(Log of an unnamed keeper). 1921."),
]


@pytest.mark.parametrize(("fields", "expected"), [pytest.param(*row[1:], id=row[0]) for row in FULL])
def test_full(fields: dict[str, Any], expected: str) -> None:
    assert marked(source(**fields)) == expected


TEXTS = st.sampled_from(
    ["Lamps", "Who?", "Oils etc.", "“Keepers”", "Lamps, Oils and the Keepers of a Northern Shore", "灯台"]
)
NAMES = st.lists(st.sampled_from([VOSS, ROTH, LIND, BOARD, {"family": "Voss"}]), max_size=4)
SOURCES = st.fixed_dictionaries(
    {"type": st.sampled_from(get_args(SourceType)), "title": TEXTS},
    optional={
        **dict.fromkeys(["author", "editor", "translator"], NAMES),
        **dict.fromkeys(["container_title", "publisher", "publisher_place", "archive", "edition"], TEXTS),
        "volume": st.sampled_from(["3", "XII", "new series 4"]),
        "issue": st.sampled_from(["7", "spring"]),
        "page": st.sampled_from(["3", "3-9", "item 5", "iv"]),
        "issued": st.sampled_from(["1921", "1921-05", "1921-05-03", "1921~", "1921/1923", "1921-11/..", "192X"]),
    },
).map(lambda fields: source(**fields))


@given(SOURCES)
def test_whatever_is_missing_the_full_form_is_well_punctuated(entry: Source) -> None:
    parts = citations.full(entry)
    text = "".join(piece for piece, _ in parts)
    assert not re.search(r"\.\.|[?!]\.|,,|::|  |\s[.,:]", text)
    assert re.search(r"[.?!][”’]?$", text)
    assert all(piece for piece, _ in parts)
    assert "n.d." not in text
    assert "None" not in text


@given(SOURCES)
def test_short_form_is_short(entry: Source) -> None:
    assert 0 < width(citations.short(entry)) <= citations.SHORT_WIDTH


SORT = [
    ("author before title", {"author": [VOSS]}, "voss ada lighthouse"),
    ("English article", {"title": "The Lamp"}, "lamp"),
    ("German article", {"title": "Der Leuchtturm", "language": "de-AT"}, "leuchtturm"),
    ("French article", {"title": "L’Île", "language": "fr"}, "ile"),
    ("Italian article", {"title": "Gli scogli", "language": "it"}, "scogli"),
    ("article of another language", {"title": "Die Hard Rocks"}, "die hard rocks"),
    ("article in a translated title", {"title": "The Lamp", "language": "ru"}, "lamp"),
    ("article that is the whole title", {"title": "The"}, "the"),
    ("word that begins like an article", {"title": "Anchors"}, "anchors"),
    ("quotation marks and brackets", {"title": "(“A Lamp”)"}, "lamp)"),
    ("accents", {"title": "Étoile"}, "etoile"),
    ("Cyrillic keeps its letters", {"title": "«Йод»", "language": "ru"}, "йод"),
]


@pytest.mark.parametrize(("fields", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SORT])
def test_sort_key(fields: dict[str, Any], expected: str) -> None:
    assert citations.sort_key(source(**fields)) == expected


def test_cyrillic_comes_after_latin() -> None:
    titles = ["Маяк", "Zeppelin", "Ähre", "the Buoy"]
    assert sorted(titles, key=lambda title: citations.sort_key(source(title=title))) == [
        "Ähre",
        "the Buoy",
        "Zeppelin",
        "Маяк",
    ]


def test_csl_has_only_fields_of_csl_that_are_set() -> None:
    entry = source(
        author=[VOSS, BOARD],
        container_title="Coast Studies",
        consulted=[{"where": "y"}],
        standing="fringe",
        standing_why="w",
        derives_from=["z"],
        URL="u",
    )
    assert citations.csl(entry) == {
        "id": "x",
        "type": "book",
        "title": "The Lighthouse",
        "author": [{"family": "Voss", "given": "Ada"}, {"literal": "Harbour Board"}],
        "container-title": "Coast Studies",
        "URL": "u",
        "language": "en",
        "note": "n",
    }


def test_csl_knows_no_field_that_is_new() -> None:
    grown = CATALOGUE.with_fields("source", condition=(str, "whole"))["source"].model
    entry = grown(**dict(source(author=[LIN])), condition="torn")
    assert citations.csl(entry) == citations.csl(source(author=[LIN]))  # type: ignore[arg-type]


CSL_DATES = [
    ("1921", {"edtf": "1921", "date-parts": [[1921]]}),
    ("1921-05-03", {"edtf": "1921-05-03", "date-parts": [[1921, 5, 3]]}),
    ("1921-05/1922", {"edtf": "1921-05/1922", "date-parts": [[1921, 5], [1922]]}),
    ("1921~", {"edtf": "1921~", "date-parts": [[1921]], "circa": True}),
    ("1921-21", {"edtf": "1921-21", "literal": "spring 1921"}),
]


@pytest.mark.parametrize(("issued", "expected"), CSL_DATES)
def test_csl_date(issued: str, expected: dict[str, Any]) -> None:
    assert citations.csl(source(issued=issued))["issued"] == expected
