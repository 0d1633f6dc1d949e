"""From the files to one reference with its indexes and back-links."""

import os
import shutil
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from sourcebook.records.kinds import CATALOGUE, Kind
from sourcebook.records.marks import Named, Text
from sourcebook.records.registers import Entry
from sourcebook.reference.load import load
from sourcebook.rules.references import names_are_registered
from support import Copy


def test_records_by_id(tiny: Copy) -> None:
    reference = tiny.reference
    assert list(reference.chapters) == ["flood", "quarrel"]
    assert [(chapter, section.record.id) for chapter, section in reference.sections] == [
        ("flood", "high-water"), ("quarrel", "who-was-to-blame"),
    ]  # fmt: skip
    assert list(reference.claims) == [
        "river-over-the-wall", "bridge-lost", "rain-for-a-week", "council-swears", "harrow-blames-the-council",
    ]  # fmt: skip
    assert sorted(reference.sources) == [
        "aldermere-annals", "bridge-charter", "ferry-guide", "harrow-1931", "lind-1902", "miller-letter",
    ]  # fmt: skip
    assert list(reference.texts) == list(reference.fingerprints) == ["aldermere-annals", "lind-1902"]
    assert (len(reference.handovers), len(reference.card), list(reference.questions)) == (
        2,
        2,
        ["how-long-did-it-rain"],
    )
    assert reference.claim("bridge-lost").title == "The bridge is lost"
    assert reference.source("lind-1902").issued == "1902"
    assert reference.ids_in_doubt | reference.kinds_in_doubt == set()


@pytest.mark.parametrize(
    ("index", "key", "expected"),
    [
        ("chapter_of", "council-swears", "quarrel"),
        ("chapter_of", "how-long-did-it-rain", "flood"),
        # The last one it speaks against.
        (
            "claims_of_source",
            "aldermere-annals",
            ["river-over-the-wall", "bridge-lost", "council-swears", "harrow-blames-the-council"],
        ),
        ("claims_of_source", "harrow-1931", ["river-over-the-wall", "harrow-blames-the-council"]),
        ("claims_of_entry", "edith-miller", ["river-over-the-wall"]),
        # Named as "Town council" and by an alias.
        ("claims_of_entry", "town-council", ["river-over-the-wall", "council-swears", "harrow-blames-the-council"]),
        # Only as the one who judges.
        ("claims_of_entry", "walter-harrow", ["harrow-blames-the-council"]),
        ("claims_of_entry", "aldermere", ["river-over-the-wall", "bridge-lost"]),
        ("questions_of_claim", "rain-for-a-week", ["how-long-did-it-rain"]),
        ("handovers_of_claim", "council-swears", [0]),
    ],
)
def test_back_links(index: str, key: str, expected: object, tiny: Copy) -> None:
    assert getattr(tiny.reference, index)[key] == expected


@pytest.mark.parametrize(
    ("register", "name", "expected"),
    [
        ("people", "Edith Miller", "edith-miller"),
        ("people", "Eadgyð", "edith-miller"),
        ("people", "Edith of the Mill", "edith-miller"),
        ("people", "edith-miller", "edith-miller"),
        ("organizations", "The council", "town-council"),
        ("terms", "flood gate", "sluice"),
    ],
)
def test_names(register: str, name: str, expected: str, tiny: Copy) -> None:
    assert tiny.reference.names[register][name] == expected


@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [
        ("claims", "bridge-lost", ("data/chapters/flood.yml", 29)),
        ("questions", "how-long-did-it-rain", ("data/chapters/flood.yml", 63)),
        ("sources", "lind-1902", ("data/sources/lind-1902.yml", 1)),
        ("chapters", "quarrel", ("data/chapters/quarrel.yml", 1)),
    ],
)
def test_places(kind: str, name: str, place: tuple[str, int], tiny: Copy) -> None:
    assert getattr(tiny.reference, kind)[name].place == place


def test_place_of_a_record_without_id(tiny: Copy) -> None:
    assert tiny.reference.handovers[1].place == ("data/handovers.yml", 8)


def test_chapters_stand_in_order_of_reading(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "order: 1", "order: 10")
    assert list(tiny.reference.chapters) == ["quarrel", "flood"]
    assert next(iter(tiny.reference.claims)) == "council-swears"


def test_a_broken_file_does_not_hide_the_others(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: High water", "title: High: water")
    reference, problems = load(tiny.root / "data")
    assert [problem.path for problem in problems] == ["data/chapters/flood.yml"]
    assert list(reference.chapters) == ["quarrel"]
    assert {"bridge-lost", "how-long-did-it-rain", "high-water"} <= reference.ids_in_doubt


@pytest.mark.parametrize(
    "file",
    [
        "data/chapters/flood.yml", "data/chapters/quarrel.yml", "data/sources/aldermere-annals.yml", "data/people.yml",
        "data/organizations.yml", "data/places.yml", "data/texts/aldermere-annals.yml", "data/handovers.yml",
    ],
)  # fmt: skip
@pytest.mark.parametrize("fault", [": [\n", "<<<<<<< HEAD\n", "unknown-key: x\n"], ids=["syntax", "conflict", "shape"])
def test_one_fault_gives_one_message(file: str, fault: str, tiny: Copy) -> None:
    tiny.write(file, (tiny.root / file).read_text("utf-8") + fault)
    assert [problem.path for problem in tiny.problems()] == [file]


@pytest.mark.parametrize("name", [".flood.yml.swp", ".#flood.yml", ".hidden"])
def test_files_of_editors_are_passed_over(name: str, tiny: Copy) -> None:
    tiny.write(f"data/chapters/{name}", "[")
    assert tiny.messages() == []


@pytest.mark.parametrize("folder", ["chapters", "sources", "texts"])
@pytest.mark.parametrize("there", ["pipe", "file", "loop", "/dev/zero", "nowhere"])
def test_folder_that_is_none_is_told_once(there: str, folder: str, tiny: Copy) -> None:
    path = tiny.root / "data" / folder
    shutil.rmtree(path)
    if there == "pipe":
        os.mkfifo(path)
    elif there == "file":
        path.write_text("id: flood\n", "utf-8")
    else:
        path.symlink_to(folder if there == "loop" else there)
    assert tiny.messages() == [f"data/{folder}:1:1: folder must be one that can be read: something else is there"]


def test_folder_into_which_nobody_may_look_is_told_once(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    chapters = tiny.root / "data/chapters"
    glob, access = Path.glob, os.access  # root may look everywhere
    monkeypatch.setattr(os, "access", lambda path, mode: path != chapters and access(path, mode))
    seen = [found for found in os.walk(tiny.root / "data") if found[0] != str(chapters)]
    monkeypatch.setattr(os, "walk", lambda _: seen)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: () if "chapters" in pattern else glob(self, pattern))
    told = "data/chapters:1:1: folder must be one that can be read: nobody may look into it"
    assert [str(problem) for problem in load(tiny.root / "data")[1]] == [told]


class Ship(Entry):
    """A ship, in a file of its own."""


SHIP = Kind("ship", "ships", Ship, "ships/*.yml", "ships/{id}.md", "name")
NAMED = tuple[Annotated[Text, Named("ship")], ...], Field((), description="the ships that it names")


@pytest.mark.parametrize(
    ("broken", "told"), [("ships/ark.yml", False), ("terms.yml", True), ("sources/ship.yml", True)]
)
def test_register_in_files_of_their_own_is_faultless_if_each_of_them_is(broken: str, told: bool, tiny: Copy) -> None:
    catalogue = CATALOGUE.with_kinds(SHIP).with_fields("claim", ships=NAMED)
    tiny.write("data/ships/swan.yml", "id: swan\nname: The Swan\n")
    tiny.edit("data/chapters/flood.yml", "date: '1287-02-13'", "date: '1287-02-13'\n    ships: [The Swan, The Ark]")
    tiny.write(f"data/{broken}", "id: [\n")
    reference, _ = load(tiny.root / "data", catalogue)
    assert reference.is_faultless("ships/*.yml") is reference.is_faultless("ships/") is told
    assert reference.is_faultless("ships/swan.yml")
    assert not reference.is_faultless(broken)
    # A name that may stand in the file which cannot be read is not called unknown.
    assert len([*names_are_registered(reference)]) == told
