"""Every field of every record is shown on some page, or said not to be and why; new fields and kinds are as well."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import pytest
import yaml
from pydantic import Field, create_model

from sourcebook.records.forms import (
    BOOK_NUMBER,
    DIGITAL_OBJECT,
    EDTF_DATE,
    LANGUAGE,
    PASSAGE,
    PASSAGES,
    WEB,
    Form,
    Id,
    language_name,
)
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.marks import Prose, Ref, Text
from sourcebook.records.model import (
    Answer,
    Citation,
    ClaimId,
    Importance,
    PersonName,
    Record,
    SourceId,
)
from sourcebook.records.outlines.outline import Aside, Silence
from sourcebook.records.outlines.part import Appearance, Difference, Stretch
from sourcebook.records.registers import Definition, Role
from sourcebook.records.sources import (
    COPY_WORDS,
    SOURCE_KIND_HEADINGS,
    Consulted,
    CopyKind,
    Name,
    Passage,
    SetAside,
    SourceKind,
)
from sourcebook.reference.reference import Reference
from sourcebook.site.build import Site, build
from sourcebook.site.details import HOW_SHOWN
from sourcebook.site.pages.questions import IMPORTANCE_HEADINGS
from sourcebook.words.dates import parse_date
from support import Copy

FORMER = "former-ids:\n- old: old-weir\n  kind: term\n  new: sluice\n  reason: renamed\n"
KEPT = {
    "id",
    "name",
    "aliases",
    "quote",
    "figures",
    "kind",
    "type",
    "importance",
    "unit",
    "words",
    "old",
    "new",
    "extent",
    "version",
    "copied",
    "role",
    "times",
}
"""Fields whose values others depend on, or that are chosen from a list."""
FILLED = {"versions": 2, "parts": 1}
"""Where not the first of a list is filled, but one that has already what others must fit."""
FITTING = {("Claim", "variant-of"): "bridge-lost", ("BoundSentence", "claims"): "bridge-lost"}
"""Model and key → what its rules want there, where not any value will do."""


def filled_id(reference: Reference, kind: Kind) -> str:
    """Return the id of the record of a kind that is filled."""
    return [*reference.of(kind.name)][FILLED.get(kind.steps[-1] if kind.steps else "", 0)]


class Filled:
    """The tiny reference, its first record of each kind and part filled in every field that readers are shown."""

    def __init__(self, copy: Copy, catalogue: Catalogue = CATALOGUE) -> None:
        self.copy = copy
        self.catalogue = catalogue
        copy.write("data/former-ids.yml", FORMER)
        self.values_of: dict[str, dict[tuple[str, str], tuple[RecordField, str]]] = {}
        """Kind → model and name of a field → the field and the value that the first record of the kind has there."""

    @property
    def values(self) -> dict[tuple[str, str], tuple[RecordField, str]]:
        """What stands in each field of each model, whatever kind of record holds it."""
        return {name: value for values in self.values_of.values() for name, value in values.items()}

    def file(self, kind: Kind) -> Path:
        """Return the first file in which records of a kind stand."""
        names = {"source": "aldermere-annals.yml", "chapter": "flood.yml"}
        pattern = self.copy.root / "data" / kind.file.replace("*.yml", names.get(kind.name, "*.yml"))
        return sorted(pattern.parent.glob(pattern.name))[0]

    def change(self, kind: Kind, change: Callable[[dict[str, Any]], None]) -> None:
        """Change the first record of a kind."""
        file = self.copy.root / "data" / "chapters" / "flood.yml" if "chapters" in kind.file else self.file(kind)
        whole = record = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
        for step in kind.steps:
            record = record[step][FILLED.get(step, 0)]
        change(record)
        file.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "utf-8")

    def fill(self) -> None:
        """Fill all fields; only a judgement has somebody who judges, and only a translation an original."""
        self.copy.edit("data/chapters/flood.yml", "    variant-of: river-over-the-wall\n", "")  # which is one itself
        self.change(self.catalogue["claim"], lambda claim: claim.update(kind="judgement"))
        # Figures must stand in the text that is registered.
        copied = {"figures": ["it rained for eleven days"]}
        self.change(self.catalogue["claim"], lambda claim: claim["cites"][0].update(copied))
        self.change(self.catalogue["text"], lambda text: text.update(version="translation"))
        for kind in self.catalogue:
            self.change(kind, lambda record, kind=kind: self._fill(kind, kind.model, record))  # type: ignore[misc]

    def _fill(self, kind: Kind, model: type[Record], record: dict[str, Any]) -> None:
        within = self.catalogue.keys_within(kind) if model is kind.model else ()
        for field in fields_of(model):
            if field.name in hidden(model) or field.key in within:
                continue
            if field.inner:
                part = record.setdefault(field.key, [{}] if field.is_list else {})
                self._fill(kind, field.inner, part[0] if field.is_list else part)
            else:
                first = self._fill_field(model, field, record)
                self.values_of.setdefault(kind.name, {})[model.__name__, field.name] = field, first

    def _fill_field(self, model: type[Record], field: RecordField, record: dict[str, Any]) -> str:
        given = FITTING.get((model.__name__, field.key)) or sample(field)
        value = record.get(field.key) or given
        if given == "free" and (field.key not in record or field.key not in KEPT):
            value = f"Unique {model.__name__} {field.key}"
        record[field.key] = [value] if field.is_list and not isinstance(value, list) else value
        return str(record[field.key][0] if field.is_list else value)

    def build(self) -> Site:
        site = build(self.copy.root / "data", self.copy.root / "docs", catalogue=self.catalogue)
        assert site.problems == []
        return site


def hidden(model: type[Record]) -> dict[str, str]:
    """Return the fields of a model that readers are not shown, with the reasons."""
    return {name: why for base in model.__mro__ if base in HOW_SHOWN for name, why in HOW_SHOWN[base].hidden.items()}


def sample(field: RecordField) -> str:
    """Return a value for a field that the tiny reference leaves out, ``free`` where any text will do."""
    forms = {EDTF_DATE: "1291-05-06", WEB: "https://unique.example.org/x", LANGUAGE: "la",
             DIGITAL_OBJECT: "10.5555/unique", BOOK_NUMBER: "978-3-16-148410-0", PASSAGE: "s1",
             PASSAGES: "s1"}  # fmt: skip
    ids = {"claim": "harrow-blames-the-council", "source": "bridge-charter", "question": "how-long-did-it-rain",
           "person": "Walter Harrow", "organization": "Town council", "place": "Aldermere", "chapter": "quarrel",
           "version": "annals-copy"}  # fmt: skip
    ref, form = field.mark(Ref), field.mark(Form)
    if field.choices:
        return field.choices[0]
    if ref and ref.kinds:
        return ids[ref.kinds[0]] if field.key not in {"from", "to"} else "free"
    return forms.get(form, "free") if form else "free"


def shown(field: RecordField, value: str, reference: Reference) -> str:
    """Return what pages print of a value."""
    ref, form = field.mark(Ref), field.mark(Form)
    words = {"spoilt": {"yes": "spoilt copy"}, "complete": {"yes": "complete", "no": "in part"}}
    if field.key in words:
        return words[field.key][value]
    if form == EDTF_DATE:
        return parse_date(value).words
    if form == LANGUAGE:
        return language_name(value)
    for kind in ref.kinds if ref else ():
        if value in reference.of(kind) and kind != "source":
            return reference.catalogue[kind].title_of(reference.of(kind)[value].record)
    return value


FIELDS = [
    pytest.param(name, field.name, id=f"{name}.{field.key}")
    for name, model in CATALOGUE.models.items()
    for field in fields_of(model)
    if field.name not in hidden(model) and not field.inner
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[tuple[str, str], str], str]:
    """Return what must be shown of each field, and the texts of all pages as one."""
    filled = Filled(Copy.make(tmp_path_factory.mktemp("filled")))
    filled.fill()
    site = filled.build()
    expected = {name: shown(*value, site.reference) for name, value in filled.values.items()}
    return expected, "\n".join(site.texts.values())


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_field_is_shown(model: str, field: str, whole: tuple[dict[tuple[str, str], str], str]) -> None:
    expected, texts = whole
    assert expected[model, field] in texts


def test_what_is_declared_is_there_and_hidden_for_a_reason() -> None:
    for model, one in HOW_SHOWN.items():
        assert {*one.printed, *one.hidden} <= {field.name for field in fields_of(model)}
        assert not one.printed & one.hidden.keys()
        assert all(len(reason.split()) > 4 for reason in one.hidden.values())


def test_headings_name_every_kind_of_source_and_importance() -> None:
    assert set(SOURCE_KIND_HEADINGS) == set(get_args(SourceKind))
    assert set(COPY_WORDS) == set(get_args(CopyKind))
    assert set(IMPORTANCE_HEADINGS) == set(get_args(Importance))


# --- new fields and kinds ---------------------------------------------------------------------------------------------


def optional(annotation: Any) -> Any:
    """Return the definition of a field that need not be given."""
    return annotation | None, Field(None, description="something new")


@pytest.mark.parametrize("kind", [kind.name for kind in CATALOGUE])
def test_new_field_of_a_kind_is_shown_without_a_template(kind: str, tiny: Copy) -> None:
    filled = Filled(tiny, CATALOGUE.with_fields(kind, how_sure=optional(Text)))
    filled.change(filled.catalogue[kind], lambda record: record.update({"how-sure": "wholly *sure* | yes"}))
    texts = filled.build().texts
    assert [path for path, text in texts.items() if re.search(r"How sure(: |</td>\n<td>)wholly \*sure\* \| yes", text)]
    assert "how-sure" not in texts["sources.json"]


PARTS: list[tuple[str, str, type[Record], bool]] = [
    ("claim", "cites", Citation, True), ("question", "answers", Answer, True), ("source", "author", Name, True),
    ("source", "set_aside", SetAside, True), ("source", "consulted", Consulted, True),
    ("text", "passages", Passage, True), ("person", "role", Role, False),
    ("term", "definition", Definition, False), ("version", "set_aside", Aside, True),
    ("part", "stretches", Stretch, True), ("part", "people", Appearance, True),
    ("part", "differences", Difference, True), ("outline", "silences", Silence, True),
]  # fmt: skip


def grown_part(kind: str, name: str, model: type[Record], is_list: bool) -> Catalogue:
    """Return a catalogue in which a part of records of a kind has one more field, ``how-sure``."""
    make: Any = create_model
    grown = make(model.__name__, __base__=model, how_sure=optional(Text))
    field = (tuple[grown, ...], Field(())) if is_list else optional(grown)
    return CATALOGUE.with_fields(kind, **{name: field})


def part_of(record: dict[str, Any], name: str, is_list: bool) -> dict[str, Any]:
    """Return the first part that a record holds in a field."""
    held = record[name.replace("_", "-")]
    part: dict[str, Any] = held[0] if is_list else held
    return part


@pytest.mark.parametrize(
    ("kind", "name", "model", "is_list"), PARTS, ids=lambda value: getattr(value, "__name__", value)
)
def test_new_field_of_a_part_is_shown_without_a_template(
    kind: str, name: str, model: type[Record], is_list: bool, tiny: Copy
) -> None:
    filled = Filled(tiny, grown_part(kind, name, model, is_list))
    filled.change(filled.catalogue[kind], lambda record: part_of(record, name, is_list).update({"how-sure": "wholly"}))
    texts = filled.build().texts
    assert [path for path, text in texts.items() if "How sure: wholly" in text]
    assert "how-sure" not in texts["sources.json"]


@pytest.mark.parametrize(
    ("annotation", "value", "printed"),
    [
        (Annotated[Text, Prose()], "in *The Flood*", "in <em>The Flood</em>"),
        (Annotated[Text, EDTF_DATE], "1287-02~", "about February 1287"),
        (
            Annotated[Text, WEB],
            "https://x.example.org/a",
            '<a href="https://x.example.org/a">https://x.example.org/a</a>',
        ),
        (
            Annotated[Text, DIGITAL_OBJECT],
            "10.5555/a",
            '<a href="https://doi.org/10.5555/a">https://doi.org/10.5555/a</a>',
        ),
        (Annotated[Text, LANGUAGE], "la", "Latin"),
        (ClaimId, "bridge-lost", '<a href="#bridge-lost">The bridge is lost</a>'),
        (SourceId, "bridge-charter", '<a href="../../sources/bridge-charter/">Carta pontis, 1309</a>'),
        (PersonName, "Edith of the Mill", '<a href="../../people/edith-miller/">Edith of the Mill</a>'),
        (tuple[Text, ...], ["one", "two"], "one, two"),
        (int, "7", "7"),
        (Literal["high", "low"], "high", "high"),
    ],
)
def test_new_field_is_printed_by_its_marks(annotation: Any, value: Any, printed: str, tiny: Copy) -> None:
    filled = Filled(tiny, CATALOGUE.with_fields("claim", more=optional(annotation)))
    filled.change(filled.catalogue["claim"], lambda record: record.update(more=value))
    text = filled.build().texts["chapters/flood.md"]
    assert f'\n<p class="further">More: {printed}</p>\n' in text


class Licence(Record):
    """Who allows a picture to be shown."""

    holder: Text = Field(description="who")
    since: Annotated[Text, EDTF_DATE] | None = Field(None, description="since when")


class Image(Record):
    """A picture: `data/images/*.yml`."""

    id: Id = Field(description="the id")
    title: Text = Field(description="the title")
    source: SourceId = Field(description="id of the source")
    date: Annotated[Text, EDTF_DATE] | None = Field(None, description="when")
    alt: Annotated[Text, Prose()] = Field(description="what is to be seen")
    licence: Licence | None = Field(None, description="who allows it")


IMAGES = CATALOGUE.with_kinds(Kind("image", "images", Image, "images/*.yml", "images/{id}.md"))
IMAGE = """\
id: town-wall
title: The town wall
source: ferry-guide
date: '1290'
alt: the wall in *Walks*
licence:
  holder: Alder Press
  since: '2004'
"""


def test_new_kind_has_pages_without_a_template(tiny: Copy) -> None:
    seen = optional(Annotated[Id, Ref("image")])
    filled = Filled(tiny, IMAGES.with_fields("claim", seen_in=seen))
    tiny.write("data/images/town-wall.yml", IMAGE)
    filled.change(filled.catalogue["claim"], lambda claim: claim.update({"seen-in": "town-wall"}))
    site = filled.build()
    page = site.texts["images/town-wall.md"]
    assert '\n<h1 id="the-town-wall">The town wall</h1>\n' in page
    rows = dict(re.findall("<tr>\n<td>(.*)</td>\n<td>(.*)</td>\n</tr>", page))
    assert rows == {
        "Source": '<a href="../../sources/ferry-guide/">Walks along the Alder, 2004</a>',
        "Date": "1290",
        "Alt": "the wall in <em>Walks</em>",
        "Licence": "Holder: Alder Press; Since: 2004",
    }
    claim = '<a href="../../chapters/flood/#river-over-the-wall">The river comes over the wall</a>'
    assert f"\n<li>Claims: {claim}</li>\n" in page
    link = '<a href="town-wall/">The town wall</a>'
    assert site.texts["images/index.md"].endswith(f'\n<h1 id="images">Images</h1>\n<ul>\n<li>{link}</li>\n</ul>\n')
    assert site.pages["images/town-wall.md"].parent == "images/index.md"
    link = '<a href="../../images/town-wall/">The town wall</a>'
    assert f"Seen in: {link}" in site.texts["chapters/flood.md"]
    assert f"\n<td>Images</td>\n<td>{link}</td>\n" in site.texts["sources/ferry-guide.md"]


def test_new_kind_without_records_has_no_page(tiny: Copy) -> None:
    assert "images/index.md" not in Filled(tiny, IMAGES).build().texts


def test_new_register_has_pages_like_the_others(tiny: Copy) -> None:
    ship = Kind("ship", "ships", CATALOGUE["person"].model, "ships.yml > entries", "ships/{id}.md", "name")
    tiny.write("data/ships.yml", "entries:\n- id: wendreda\n  name: Wendreda\n")
    texts = Filled(tiny, CATALOGUE.with_kinds(ship)).build().texts
    assert '\n<li><a href="wendreda/">Wendreda</a>' in texts["ships/index.md"]
    assert '\n<h1 id="wendreda">Wendreda</h1>\n' in texts["ships/wendreda.md"]
