"""A new field and a new kind of record: declared through the catalogue alone, they are everywhere at once.

Nothing of the engine is touched here. What is declared below is what a maintainer would write into the models.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field

from sourcebook.__main__ import main
from sourcebook.editing import interview
from sourcebook.editing.answers import form_of
from sourcebook.editing.draft import Draft
from sourcebook.guidance import schema
from sourcebook.records.forms import Date, Id, SourceId
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.marks import Ask, Named, Prose, Ref, Suggested, Text, Words
from sourcebook.records.model import Record
from sourcebook.reference.load import load
from sourcebook.site.build import build, check
from support import Copy, literals


class Image(Record):
    """A picture with its source: `data/images/*.yml`, file name = id."""

    id: Id = Field(description="kebab-case, the same as the file name")
    title: Annotated[Text, Ask("Title")] = Field(description="what is to be seen")
    source: Annotated[SourceId, Ask("Source (id)")] = Field(description="id of the source in which it stands")
    date: Annotated[Date, Ask("Date")] | None = Field(None, description="when it was made, as EDTF")
    alt_text: Annotated[Text, Words(12), Prose(), Ask("In words")] = Field(
        description="the picture in at most {most} words, for those who do not see it"
    )
    license: Text | None = Field(None, description="who may use it")
    shows: Annotated[Id, Ref("claim", "source")] | None = Field(None, description="id of the claim or source it shows")


IMAGE = Kind("image", "images", Image, "images/*.yml", "images/{id}.md")
PICTURE = Annotated[Id, Ref("image")] | None
GROWN = CATALOGUE.with_kinds(IMAGE).with_fields(
    "claim",
    confidence=(Annotated[Text, Words(3)] | None, Field(None, description="how sure the editors are")),
    picture=(PICTURE, Field(None, description="id of the image that shows it")),
)
BRIDGE = """\
id: bridge-drawing
title: The bridge before the flood
source: harrow-1931
date: '1286'
alt-text: A wooden bridge on five piers & a <miller>
license: public domain
"""
WORDS = rf"\b(?:{IMAGE.name}|{IMAGE.plural})\b"
FLOOD = "data/chapters/flood.yml"
CONFIDENT = "    kind: fact\n    confidence: beyond all doubt\n    picture: bridge-drawing\n"


@pytest.fixture
def grown(tiny: Copy) -> Copy:
    """Return the tiny reference with an image, and a claim that has both new fields."""
    tiny.write("data/images/bridge-drawing.yml", BRIDGE)
    chapter = (tiny.root / FLOOD).read_text("utf-8")
    at = chapter.index("- id: river-over-the-wall")
    kind = chapter.index("    kind: fact\n", at)
    tiny.write(FLOOD, chapter[:kind] + CONFIDENT + chapter[kind + len("    kind: fact\n") :])
    return tiny


def messages(copy: Copy, catalogue: Catalogue = GROWN) -> list[str]:
    return [str(problem) for problem in check(copy.root / "data", copy.root / "docs", catalogue).problems]


def run(copy: Copy, *arguments: str) -> int:
    return main(["--root", str(copy.root), *arguments], catalogue=GROWN)


def test_they_are_unknown_without_the_catalogue(grown: Copy) -> None:
    found = messages(grown, CATALOGUE)
    assert any("images/bridge-drawing.yml:1:1: file must be one that the reference knows" in line for line in found)
    assert any("must have no unknown key: 'confidence'" in line for line in found)


def test_they_are_loaded_and_without_problems(grown: Copy) -> None:
    reference, problems = load(grown.root / "data", GROWN)
    claim: Any = reference.claims["river-over-the-wall"].record
    assert problems == []
    assert messages(grown) == []
    assert claim.confidence == "beyond all doubt"
    assert reference.of("image")["bridge-drawing"].record.license == "public domain"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (FLOOD, "picture: bridge-drawing", "picture: bridge-drawin",
         "claim 'river-over-the-wall': image must be a known image: 'bridge-drawin' (did you mean 'bridge-drawing'?)"),
        (FLOOD, "confidence: beyond all doubt", "confidence: as sure as can be",
         "claim 'river-over-the-wall': confidence must have at most 3 words: 5"),
        (FLOOD, "confidence: beyond all doubt", "confidence: ' '", "confidence must be text: ' ' (write it "),
        ("data/images/bridge-drawing.yml", "source: harrow-1931", "source: harow-1931",
         "image 'bridge-drawing': source must be a known source: 'harow-1931' (did you mean 'harrow-1931'?)"),
        ("data/images/bridge-drawing.yml", "date: '1286'", "date: in 1286",
         "image 'bridge-drawing': date must be a date in EDTF, level 0 or 1: 'in 1286' (did you mean '1286'?)"),
        ("data/images/bridge-drawing.yml", "license:", "licence:", "must have no unknown key: 'licence' "
         "(did you mean 'license'?)"),
        ("data/images/bridge-drawing.yml", "id: bridge-drawing", "id: river-over-the-wall", "id must be unique"),
    ],
)  # fmt: skip
def test_they_are_checked(file: str, old: str, new: str, message: str, grown: Copy) -> None:
    grown.edit(file, old, new)
    assert [line for line in messages(grown) if message in line], "\n".join(messages(grown))


@pytest.mark.parametrize(
    ("name", "page", "address"),
    [
        ("bridge-lost", "chapters/flood.md", "chapters/flood/#bridge-lost"),
        ("lind-1902", "sources/lind-1902.md", "sources/lind-1902/"),
    ],
)
def test_field_names_records_of_two_kinds(
    name: str, page: str, address: str, grown: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    grown.write("data/images/bridge-drawing.yml", f"{BRIDGE}shows: {name}\n")
    assert messages(grown) == []
    texts = build(grown.root / "data", grown.root / "docs", catalogue=GROWN).texts
    assert f'href="../../{address}"' in texts["images/bridge-drawing.md"]
    assert 'href="../../images/bridge-drawing/"' in texts[page]
    assert run(grown, "explain", name) == 0
    assert "image 'bridge-drawing'" in capsys.readouterr().out
    assert run(grown, "rename", name, "another-name") == 0
    assert "shows: another-name\n" in (grown.root / "data/images/bridge-drawing.yml").read_text("utf-8")
    assert messages(grown) == []


def test_what_is_of_neither_kind_is_told(grown: Copy) -> None:
    told = "data/images/bridge-drawing.yml:7:8: image 'bridge-drawing': shows must name a known claim or source: "
    for name, hint in (("lind-192", "did you mean 'lind-1902'?"),
                       ("bridge-lots", "did you mean 'bridge-lost' in data/chapters/flood.yml:31?"),
                       ("edith-miller", "add a file sources/edith-miller.yml")):  # fmt: skip
        grown.write("data/images/bridge-drawing.yml", f"{BRIDGE}shows: {name}\n")
        assert messages(grown) == [f"{told}{name!r} ({hint})"]


def test_ids_of_two_kinds_are_asked_for(grown: Copy) -> None:
    image = GROWN["image"]
    reference, _ = load(grown.root / "data", GROWN)
    (field,) = [field for field in fields_of(image.model) if field.key == "shows"]
    draft = Draft(image, reference, values={"title": "A pier", "source": "harrow-1931", "alt-text": "A pier"})
    asked = interview._Question(draft, field, draft.values, dict)
    assert [asked._objections(text) for text in ("lind-1902", "bridge-lost")] == [[], []]
    assert asked._objections("lind-192")[0].startswith("shows must name a known claim or source: 'lind-192'")


def test_links_of_hand_written_pages_lead_to_them(grown: Copy) -> None:
    grown.write("docs/seen.md", "# Seen\n\n[The bridge](image:bridge-drawing) and [](image:bridge-drawing).\n")
    assert messages(grown) == []
    assert run(grown, "export", str(grown.root / "out")) == 0
    page = (grown.root / "out/seen.md").read_text("utf-8")
    assert "[The bridge](images/bridge-drawing.md) and [The bridge before the flood](images/bridge-drawing.md)" in page
    grown.write("docs/seen.md", "# Seen\n\n[The bridge](image:bridge-drawin)\n")
    assert "link must name a known image: 'bridge-drawin'" in "\n".join(messages(grown))


def test_they_are_found(grown: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(grown, "find", "--kind", "image", "WOODEN", "brid") == 0
    assert capsys.readouterr().out.startswith("bridge-drawing  image  The bridge before the flood")
    assert run(grown, "find", "beyond", "doubt") == 0
    assert capsys.readouterr().out.startswith("river-over-the-wall  claim")


def test_they_are_explained(grown: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(grown, "explain", "bridge-drawing") == 0
    said = capsys.readouterr().out
    for part in ("image 'bridge-drawing'", "The bridge before the flood", "alt-text: A wooden bridge", "harrow-1931",
                 "license: public domain", "claim 'river-over-the-wall'"):  # fmt: skip
        assert part in said
    assert run(grown, "explain", "river-over-the-wall") == 0
    assert "confidence: beyond all doubt" in capsys.readouterr().out


def test_they_are_renamed_with_all_that_refers_to_them(grown: Copy) -> None:
    grown.write("docs/seen.md", "# Seen\n\n[The bridge](image:bridge-drawing), [page](images/bridge-drawing.md)\n")
    assert run(grown, "rename", "bridge-drawing", "old-bridge") == 0
    assert not (grown.root / "data/images/bridge-drawing.yml").exists()
    assert (grown.root / "data/images/old-bridge.yml").read_text("utf-8").startswith("id: old-bridge\n")
    assert "picture: old-bridge\n" in (grown.root / FLOOD).read_text("utf-8")
    assert "(image:old-bridge), [page](images/old-bridge.md)" in (grown.root / "docs/seen.md").read_text("utf-8")
    assert messages(grown) == []
    # The old address leads on.
    site = build(grown.root / "data", grown.root / "docs", catalogue=GROWN)
    assert "images/bridge-drawing.md" in site.texts


def test_they_are_shown(grown: Copy) -> None:
    texts = build(grown.root / "data", grown.root / "docs", catalogue=GROWN).texts
    assert "beyond all doubt" in texts["chapters/flood.md"]
    assert "../../images/bridge-drawing/" in texts["chapters/flood.md"]
    page = texts["images/bridge-drawing.md"]
    for part in ("The bridge before the flood", "A wooden bridge on five piers &amp; a &lt;miller&gt;", "1286",
                 "public domain", '"../../sources/harrow-1931/"',
                 '"../../chapters/flood/#river-over-the-wall"'):  # fmt: skip
        assert part in page, part
    assert '"bridge-drawing/"' in texts["images/index.md"]


def test_they_are_in_the_schemas(grown: Copy) -> None:
    reference, _ = load(grown.root / "data", GROWN)
    files = {name: json.loads(text) for name, text in schema.schema_files(reference).items()}
    image = files["image.json"]["properties"]
    assert list(image) == ["id", "title", "source", "date", "alt-text", "license", "shows"]
    assert image["alt-text"]["anyOf"][0]["patternErrorMessage"] == "must have at most 12 words"
    assert image["alt-text"]["description"].startswith("the picture in at most 12 words")
    assert {"$ref": "known.json#/definitions/sources"} in image["source"]["anyOf"]
    assert files["known.json"]["definitions"]["images"]["enum"] == ["bridge-drawing"]
    assert "confidence" in files["chapter.json"]["definitions"]["Claim"]["properties"]


def test_changes_of_them_are_told(grown: Copy) -> None:
    from sourcebook.changes.comparison import compare

    before, _ = load(grown.root / "data", GROWN)
    grown.edit("data/images/bridge-drawing.yml", "The bridge before the flood", "The wooden bridge")
    grown.edit(FLOOD, "beyond all doubt", "fairly sure")
    after, _ = load(grown.root / "data", GROWN)
    told = {(change.kind.name, change.id): change.details for change in compare(before, after).changes}
    assert told.keys() == {("image", "bridge-drawing"), ("claim", "river-over-the-wall")}
    assert [detail.label for detail in told["claim", "river-over-the-wall"]] == ["confidence changed"]


def test_records_of_the_kind_are_added(grown: Copy) -> None:
    given = ("--source", "harrow-1931", "--alt-text", "A broken pier")
    assert run(grown, "new", "image", "The last pier", *given) == 0
    assert "alt-text: A broken pier\n" in (grown.root / "data/images/the-last-pier.yml").read_text("utf-8")
    assert messages(grown) == []


def test_forms_of_answers_have_the_words_of_the_catalogue() -> None:
    class Album(Record):
        """Part of a record that names images."""

        imagery: Annotated[tuple[Annotated[Id, Ref("image")], ...], Ask("Images")] = ()

    assert form_of(Album, CATALOGUE.with_kinds(replace(IMAGE, plural="imagery"))).startswith("'IMAGE, IMAGE'")


def test_published_ids_hold_them(grown: Copy) -> None:
    assert run(grown, "ids", "--write") == 0
    assert "image bridge-drawing\n" in (grown.root / "data/published-ids.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (Ref("shipp"), "ship of Claim must refer to known kinds: shipp"),
        (Ref("claim", "row"), "ship of Claim must refer to known kinds: row"),
        (Ref(), "ship of Claim must refer to known kinds: none"),
        (Named("person", "source"), "ship of Claim must refer to registers: source"),
        (Suggested("shipp"), "ship of Claim must refer to registers: shipp"),
    ],
)
def test_catalogue_refuses_marks_that_lead_nowhere(mark: Ref, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        CATALOGUE.with_fields("claim", ship=(Annotated[Text, mark] | None, Field(None)))


def test_engine_does_not_know_this_kind() -> None:
    engine = Path(__file__).parent.parent / "hooks" / "sourcebook"
    files = [file for file in engine.rglob("*") if file.suffix in {".py", ".j2"}]
    assert not [file for file in files if re.search(r"\balt[_-]text\b|\bImage\b", file.read_text("utf-8"))]
    # Documentation may speak of images; what the engine says and compares may not.
    said = ((file, literals(file) if file.suffix == ".py" else [file.read_text("utf-8")]) for file in files)
    assert {(file.name, text) for file, texts in said for text in texts if re.search(WORDS, text)} == set()
