"""A record in plain words: golden texts in ``golden/explain``, one for each kind of record."""

import re
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from sourcebook.__main__ import main
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.marks import Named, Text
from sourcebook.records.model import Record
from sourcebook.records.registers import Entry, Role
from support import TESTS, Copy
from test_details import PARTS, Filled, filled_id, grown_part, part_of, shown

GOLDEN = TESTS / "golden" / "explain"
EXPLAINED = (
    "bridge-lost", "river-over-the-wall", "harrow-blames-the-council", "aldermere-annals", "lind-1902",
    "annals-in-parts", "the-bridge-goes-down", "lind-print", "print-examined",
    "how-long-did-it-rain", "flood", "high-water", "edith-miller", "town-council", "aldermere", "annals", "2",
    "toll-book", "bridge-swept-away", "town-chronicle",
)  # fmt: skip
FORMER = """\
former-ids:
- old: bridge-swept-away
  new: bridge-lost
  from: flood
- old: council-swears
  new: council-swears
  from: flood
- old: town-chronicle
  kind: source
  reason: a forgery
"""


@pytest.mark.parametrize("name", EXPLAINED)
def test_record_is_explained(
    name: str, tiny: Copy, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    tiny.write("data/former-ids.yml", FORMER)
    assert main(["--root", str(tiny.root), "explain", name]) == 0
    text = capsys.readouterr().out.replace(f"{tiny.root}/", "")
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_no_text_is_kept_that_is_not_compared() -> None:
    assert {file.stem for file in GOLDEN.iterdir()} == set(EXPLAINED)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bridge-lots", "id must be that of a record: 'bridge-lots' (did you mean 'bridge-lost'?)\n"),
        ("zeppelin", "id must be that of a record: 'zeppelin'\n"),
        ("0", "hand-over must be one of 1 to 2: '0'\n"),
        ("3", "hand-over must be one of 1 to 2: '3'\n"),
    ],
)
def test_what_is_unknown_is_said(name: str, message: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "explain", name]) == 2
    assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source: miller-letter", "source: lost-letter"),
        ("- council-swears\n  - id: rain", "- nobody-swears\n  - id: rain"),
        ("date: '1287-02-13'", "date: yesterday"),
        ("    - rain-for-a-week", "    - rain-for-ever"),
    ],
)
def test_broken_data_are_explained_as_far_as_they_go(
    old: str, new: str, tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.edit("data/chapters/flood.yml", old, new)
    for name in EXPLAINED[:-2]:
        assert main(["--root", str(tiny.root), "explain", name]) == 0
    assert "the data have problems" in capsys.readouterr().err


def test_former_ids_that_lead_in_a_circle_end(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: a\n  new: b\n- old: b\n  new: a\n")
    assert main(["--root", str(tiny.root), "explain", "a"]) == 0
    assert capsys.readouterr().out == f"former id 'a' ({tiny.root}/data/former-ids.yml:2) leads nowhere\n"


def test_golden_texts_name_no_place_on_this_machine() -> None:
    assert not [file for file in GOLDEN.iterdir() if str(Path.home()) in file.read_text("utf-8")]


# --- what only the catalogue knows ------------------------------------------------------------------------------------


class Ship(Entry):
    """A ship: `data/ships.yml`."""

    tons: int | None = Field(None, description="how much it carries")


class Told(Entry):
    """A ship of which something is said: `data/ships.yml`."""

    account: Role = Field(description="what became of it")


NAMED_SHIPS = tuple[Annotated[Text, Named("ship")], ...]
SHIPS = CATALOGUE.with_kinds(Kind("ship", "ships", Ship, "ships.yml > entries", "ships/{id}.md", "name")).with_fields(
    "claim", ships=(NAMED_SHIPS, Field((), description="the ships that it names"))
)


@pytest.fixture
def ships(tiny: Copy) -> Copy:
    tiny.write("data/ships.yml", "entries:\n- id: ark\n  name: The Ark\n  tons: 300\n")
    tiny.edit("data/chapters/flood.yml", "date: '1287-02-13'", "date: '1287-02-13'\n    ships: [The Ark]")
    return tiny


def explained(copy: Copy, name: str, capsys: pytest.CaptureFixture[str], catalogue: Catalogue = CATALOGUE) -> str:
    assert main(["--root", str(copy.root), "explain", name], catalogue) == 0
    return capsys.readouterr().out.replace(f"{copy.root}/", "")


def test_new_register_is_explained_fields_first_and_what_names_it_once(
    ships: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explained(ships, "ark", capsys, SHIPS) == (
        "ship 'ark' (data/ships.yml:2)\n"
        "  The Ark\n"
        "  tons: 300\n"
        "named under 'ships' by:\n"
        "  - claim 'river-over-the-wall': The river comes over the wall (data/chapters/flood.yml:9)\n"
    )


def test_statement_under_a_key_of_its_own_is_told_once(ships: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    told = CATALOGUE.with_kinds(Kind("ship", "ships", Told, "ships.yml > entries", "ships/{id}.md", "name"))
    account = "account: {text: lost at sea, claims: [bridge-lost]}"
    ships.write("data/ships.yml", f"entries:\n- id: ark\n  name: The Ark\n  {account}\n")
    assert explained(ships, "ark", capsys, told).count("lost at sea") == 1


def test_new_field_stands_above_what_names_the_record(ships: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    said = explained(ships, "river-over-the-wall", capsys, SHIPS)
    assert said.index("  ships: The Ark\n") < said.index("rests on ") < said.index("supports:\n")


@pytest.mark.parametrize("name", EXPLAINED)
def test_no_heading_comes_twice_and_no_field_below_one(
    name: str, tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.write("data/former-ids.yml", FORMER)
    lines = explained(tiny, name, capsys).split("\n\n")[-1].splitlines()
    headings = [number for number, line in enumerate(lines) if line.endswith(":") and not line.startswith(" ")]
    assert len({lines[number] for number in headings}) == len(headings)
    for line in lines[headings[0] :] if headings else ():
        assert re.match(r"  - |    |\S.*:$", line), line


def test_new_field_of_a_hand_over_is_told(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    grown = CATALOGUE.with_fields("hand-over", sure=(Text | None, Field(None, description="how sure it is")))
    tiny.edit("data/handovers.yml", "form: printed edition", "form: printed edition\n  sure: wholly")
    assert "printed edition\n  sure: wholly\nrests on " in explained(tiny, "2", capsys, grown)


# --- every field is told ----------------------------------------------------------------------------------------------

NOT_ASKED_FOR = {
    "CardRow": "has no id, and is named by what it rests on",
    "Start": "has no id, and is named by what it holds",
    "FirstClaim": "stands in the start, which has no id",
    "Home": "has no id, and is named by what it holds",
    "Story": "has no id, and is named by its parts",
    "RegisteredText": "its source says that there is one, and of how many passages",
    "Passage": "its source says how many there are",
}
"""Models whose fields nobody can ask for, and why."""
ASKED_BY = {"hand-over": "1", "former id": "old-weir"}
"""What is asked for to see a record of a kind whose ids are not like others."""


def models_of(kind: Kind) -> set[str]:
    """Return the names of the models of a kind and its parts."""
    found, waiting = set[type[Record]](), [kind.model]
    while waiting:
        model = waiting.pop()
        found.add(model)
        skip = CATALOGUE.keys_within(kind) if model is kind.model else ()
        waiting += [field.inner for field in fields_of(model) if field.inner and field.key not in skip]
    return {model.__name__ for model in found}


TOLD = [kind for kind in CATALOGUE if kind.model.__name__ not in NOT_ASKED_FOR]


def test_every_model_is_told_but_for_a_reason() -> None:
    assert {name for kind in TOLD for name in models_of(kind)} == CATALOGUE.models.keys() - NOT_ASKED_FOR.keys()
    assert all(len(reason.split()) > 4 for reason in NOT_ASKED_FOR.values())


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: kind.name)
def test_every_field_is_told(kind: Kind, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    filled = Filled(tiny)
    filled.fill()
    reference = filled.build().reference
    said = explained(tiny, ASKED_BY.get(kind.name) or filled_id(reference, kind), capsys)
    values = filled.values_of[kind.name]
    # A paragraph has nothing but sentences.
    own = {name for name in models_of(kind) if not all(one.inner for one in fields_of(CATALOGUE.models[name]))}
    assert {model for model, _ in values} == own
    for (model, name), (field, value) in values.items():
        assert value in said or shown(field, value, reference) in said, (model, name)


def test_kind_and_chapter_of_a_former_id_are_told(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: weir\n  kind: claim\n  from: flood\n  reason: a rumour\n")
    assert explained(tiny, "weir", capsys) == (
        "former id 'weir' (data/former-ids.yml:2) leads nowhere: a rumour\n  from: flood\n  kind: claim\n"
    )


PARTS_TOLD = [part for part in PARTS if part[0] != "text"]


@pytest.mark.parametrize(
    ("kind", "name", "model", "is_list"), PARTS_TOLD, ids=lambda value: getattr(value, "__name__", value)
)
def test_new_field_of_a_part_is_told(
    kind: str, name: str, model: type[Record], is_list: bool, tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = grown_part(kind, name, model, is_list)
    filled = Filled(tiny, catalogue)
    filled.fill()
    filled.change(catalogue[kind], lambda record: part_of(record, name, is_list).update({"how-sure": "wholly"}))
    asked = filled_id(filled.build().reference, catalogue[kind])
    assert explained(tiny, asked, capsys, catalogue).count("how-sure: wholly") == 1
