"""What the catalogue says of a kind holds for any kind that says it, not for the one that says it today."""

from typing import Annotated

import pytest
from pydantic import Field

from differences import FLOOD, QUARREL, edited, said
from sourcebook.__main__ import main
from sourcebook.changes.comparison import compare
from sourcebook.editing import interview
from sourcebook.guidance.schema import schema_files
from sourcebook.records.forms import COORDINATES
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.marks import AtFirst, Ref, Text
from sourcebook.records.registers import Entry
from sourcebook.records.sources import Source
from sourcebook.reference.load import load
from sourcebook.site.build import build
from support import Copy


class Ship(Entry):
    """A ship, with where it lies."""

    lies: Annotated[Text, COORDINATES] | None = Field(None, description="where it lies")
    state: Annotated[Text, AtFirst("afloat")] | None = Field(None, description="what state it is in")


class Album(Source):
    """A source whose pictures matter."""


def ships(**properties: bool | str) -> Catalogue:
    """Return a catalogue with a register of ships, which claims may name by their ids."""
    kind = Kind("ship", "ships", Ship, "ships.yml > entries", "ships/{id}.md", "name", **properties)  # type: ignore[arg-type]
    named = tuple[Annotated[Text, Ref("ship")], ...], Field((), description="the ships that it names")
    return CATALOGUE.with_kinds(kind).with_fields("claim", ships=named)


def pages(tiny: Copy, catalogue: Catalogue) -> dict[str, str]:
    site = build(tiny.root / "data", tiny.root / "docs", catalogue=catalogue)
    assert site.problems == []
    return site.texts


@pytest.fixture
def fleet(tiny: Copy) -> Copy:
    """Return the tiny reference with two ships, of which a claim names one."""
    tiny.write(
        "data/ships.yml",
        "entries:\n- id: abel-zander\n  name: Abel Zander\n  lies: 54.70, 2.20\n- id: berta-moor\n  name: Berta Moor\n",
    )
    tiny.edit(FLOOD, "date: '1287-02-13'", "date: '1287-02-13'\n    ships: [abel-zander]")
    return tiny


def test_entries_are_sorted_by_the_last_part_of_their_names(fleet: Copy) -> None:
    for by_last_name, order in ((False, ["abel-zander", "berta-moor"]), (True, ["berta-moor", "abel-zander"])):
        page = pages(fleet, ships(by_last_name=by_last_name))["ships/index.md"]
        assert sorted(order, key=lambda name, page=page: page.index(f'<li><a href="{name}/">')) == order


def test_words_that_claims_use_are_found_in_small_letters_and_need_not_be_named(fleet: Copy) -> None:
    fleet.edit("data/ships.yml", "name: Berta Moor", "name: night")
    for is_vocabulary in (False, True):
        texts = pages(fleet, ships(is_vocabulary=is_vocabulary))
        assert (
            '<a class="mentioned" href="../../ships/berta-moor/">night</a>' in texts["chapters/flood.md"]
        ) == is_vocabulary
        assert ("No claim names this entry yet." in texts["ships/berta-moor.md"]) != is_vocabulary
        assert ("Ships that readers need" in texts["ships/index.md"]) == is_vocabulary


def test_whatever_has_coordinates_is_drawn_on_a_map(fleet: Copy) -> None:
    page = pages(fleet, ships())["ships/index.md"]
    assert "<title>Abel Zander: 1 claim</title>" in page
    assert page.count('class="disc"') == 1


@pytest.mark.parametrize("properties", [{}, {"added": "built", "lost": "sunk"}])
def test_what_came_and_went_is_said_in_the_words_of_the_kind(properties: dict[str, str], fleet: Copy) -> None:
    catalogue = ships(**properties)
    before, _ = load(fleet.root / "data", catalogue)
    fleet.edit("data/ships.yml", "- id: berta-moor\n  name: Berta Moor\n", "- id: carla\n  name: Carla\n")
    lines = said(compare(before, load(fleet.root / "data", catalogue)[0]))
    came, went = properties.get("added", "added"), properties.get("lost", "lost")
    assert f"Ships: 1 {came}, 1 {went}" in lines
    assert [line[0] for line in lines if line[2:].startswith(("carla", "berta-moor"))] == ["+", "-"]


def test_value_that_a_new_record_has_at_first_is_written(fleet: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interview, "can_ask", lambda: False)
    root = ("--root", str(fleet.root))
    assert main([*root, "new", "ship", "Dora"], ships()) == 0
    assert main([*root, "new", "ship", "Emma", "--state", "sunk"], ships()) == 0
    entries = load(fleet.root / "data", ships())[0].of("ship")
    assert [entries[name].record.state for name in ("dora", "emma", "abel-zander")] == ["afloat", "sunk", None]


def test_id_of_a_new_record_is_made_of_the_fields_that_its_kind_names(
    tiny: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interview, "can_ask", lambda: False)
    told = ("--type", "book", "--kind", "press", "--issued", "1900-05", "--author", "Vale, Esther", "--language", "en",
            "--note", "A picture book.", "--translator", "Roth, Jan")  # fmt: skip
    for id_from, name in (((), "views"), (("translator",), "roth"), (("author", "issued"), "vale-1900")):
        kind = Kind("album", "albums", Album, "albums/*.yml", "albums/{id}.md", id_from=id_from)
        assert main(["--root", str(tiny.root), "new", "album", "Views", *told], CATALOGUE.with_kinds(kind)) == 0
        assert (tiny.root / "data" / "albums" / f"{name}.yml").exists()


def test_another_kind_of_sources_is_called_by_short_citations(tiny: Copy) -> None:
    tiny.write(
        "data/albums/views.yml",
        "id: views\ntype: book\nkind: press\ntitle: Views\nauthor: [{family: Vale}]\nissued: '1900'\nlanguage: en\n"
        "note: A picture book.\n",
    )
    tiny.edit(FLOOD, "date: '1287-02-13'", "date: '1287-02-13'\n    drawn-in: views")
    seen = Annotated[Text, Ref("album")] | None, Field(None, description="where it is drawn")
    catalogue = CATALOGUE.with_kinds(Kind("album", "albums", Album, "albums/*.yml", "albums/{id}.md"))
    catalogue = catalogue.with_fields("claim", drawn_in=seen)
    assert 'Drawn in: <a href="../../albums/views/">Vale 1900</a>' in pages(tiny, catalogue)["chapters/flood.md"]
    known = schema_files(load(tiny.root / "data", catalogue)[0])
    assert "Vale 1900 (press)" in str(known)


def test_section_moved_to_another_chapter_without_redirect_is_told(tiny: Copy) -> None:
    chapter = (tiny.root / QUARREL).read_text("utf-8")
    start, end = chapter.index("- id: who-was"), len(chapter)
    section = chapter[start:end]
    changes = edited(tiny, (QUARREL, section, ""), (FLOOD, "sections:\n", f"sections:\n{section}"))
    (moved,) = [change for change in changes.changes if change.kind.name == "section" and change.details]
    assert moved.id == "who-was-to-blame"
    assert "its old address has no redirect ('from' in former-ids.yml)" in [detail.label for detail in moved.details]
