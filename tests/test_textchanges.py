"""Registering a text again: what differs is told, and nothing is written that would not check."""

import pytest

from sourcebook.__main__ import main
from support import TINY, Copy

ANNALS = (TINY / "texts-in" / "aldermere-annals.txt").read_text("utf-8")
REGISTERED = "data/texts/aldermere-annals.yml"
SHIFTED = ANNALS.replace("In the year", "A new first line stands here. In the year", 1)
SAID = "against the earlier registration:\n"


def register(tiny: Copy, text: str, *options: str) -> int:
    tiny.write("text.txt", text)
    return main(["--root", str(tiny.root), "register", "aldermere-annals", str(tiny.root / "text.txt"), *options])


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines on what differs."""
    out = capsys.readouterr().out
    assert SAID in out
    return [line[2:] for line in out.partition(SAID)[2].splitlines() if line.startswith("  ")]


def test_the_same_text_gives_the_same(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = (tiny.root / REGISTERED).read_bytes()
    assert register(tiny, ANNALS) == 0
    assert "the same as the earlier registration\n" in capsys.readouterr().out
    assert (tiny.root / REGISTERED).read_bytes() == before


def test_a_passage_at_the_end_is_told(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/sources/aldermere-annals.yml", "cover: all\n", "")
    tiny.remove("data/outlines/annals-in-parts.yml")  # whose parts have each passage of it
    assert register(tiny, ANNALS.rstrip() + " A last line came in later.\n") == 0
    assert told(capsys) == ["s5 (6 words) added"]
    assert tiny.messages() == []


def test_shifted_passages_name_the_claims_that_cite_them(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = (tiny.root / REGISTERED).read_bytes()
    assert register(tiny, SHIFTED) == 1
    out = capsys.readouterr().out
    assert (
        "  s1 (6 words) added\n  s1 is s2 now; cited by river-over-the-wall, harrow-blames-the-council\n"
        "  s2 is s3 now; cited by bridge-lost\n"
    ) in out
    assert "claim 'bridge-lost': passage must be the one in which the quote stands: 's2' (it stands in s3)" in out
    assert out.endswith("nothing was written; mend these first, or write it with --force\n")
    assert (tiny.root / REGISTERED).read_bytes() == before


def test_it_can_be_written_anyway(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert register(tiny, SHIFTED, "--force") == 0
    assert capsys.readouterr().out.endswith(f"written to {tiny.root / REGISTERED}\n")
    assert tiny.reference.texts["aldermere-annals"].record.passages[-1].id == "s5"


def test_a_passage_that_no_part_of_an_outline_holds_is_told(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/sources/aldermere-annals.yml", "cover: all\n", "")
    assert register(tiny, ANNALS.rstrip() + " A last line came in later.\n") == 1
    assert (
        "part 'oath-and-prayer': every passage of 'annals-copy' must stand in a part or be set aside: 's5' does neither"
        in capsys.readouterr().out
    )


def test_changed_and_lost_passages_are_told_with_their_gists(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit(REGISTERED, "  words: 15\n", "  words: 15\n  gist: the oath\n")
    tiny.edit(REGISTERED, "  words: 8\n", "  words: 8\n  gist: a prayer\n")
    sentences = ANNALS.strip().split(". ")
    changed = ". ".join([*sentences[:-2], "Then they swore to keep the gate and to build it all anew of stone."])
    assert register(tiny, changed) == 1
    lines = told(capsys)
    assert [line.partition(" (")[0] for line in lines] == ["s3 to s4"]
    assert lines[0].endswith("; cited by council-swears, set-aside; no longer kept: 'the oath', 'a prayer'")


def test_another_unit_is_told(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert register(tiny, ANNALS, "--unit", "paragraph") == 1
    assert told(capsys)[0] == "passages are paragraphs now, not sentences"


def test_a_renamed_source_is_registered_under_its_first_id(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "rename", "aldermere-annals", "annals-1287"]) == 0
    renamed = tiny.root / "data/texts/annals-1287.yml"
    before = renamed.read_bytes()
    tiny.write("text.txt", ANNALS)
    assert main(["--root", str(tiny.root), "register", "annals-1287", str(tiny.root / "text.txt")]) == 0
    assert "the same as the earlier registration\n" in capsys.readouterr().out
    assert renamed.read_bytes() == before
