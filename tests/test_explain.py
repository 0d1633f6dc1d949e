"""A record in plain words: golden texts in ``golden/explain``, one for each kind of record."""

from pathlib import Path

import pytest

from sourcebook.__main__ import main
from support import TESTS, Copy

GOLDEN = TESTS / "golden" / "explain"
EXPLAINED = (
    "bridge-lost", "river-over-the-wall", "harrow-blames-the-council", "aldermere-annals", "lind-1902",
    "how-long-did-it-rain", "flood", "high-water", "edith-miller", "town-council", "aldermere", "annals", "2",
    "bridge-swept-away", "town-chronicle",
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
