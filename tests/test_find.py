"""Finding records by words in any spelling."""

import json

import pytest

from sourcebook.__main__ import main
from sourcebook.guidance.search import Found, Index
from support import Copy

MILLER = "  aliases:\n  - Edith of the Mill\n"


@pytest.fixture
def named(tiny: Copy) -> Copy:
    """Return the tiny reference with names in other scripts."""
    tiny.edit("data/people.yml", MILLER, MILLER + "  - Эдит Мельникова\n  - Édith Müller\n  - 米勒\n")
    return tiny


def ids(tiny: Copy, query: str, *kinds: str) -> list[str]:
    return [found.id for found in Index(tiny.reference).find(query, kinds)]


@pytest.mark.parametrize(
    "query",
    [
        "Edith Miller", "MILLER", "mill edith", "Eadgyð", "eadgyd", "Мельникова", "мельник", "melnikova", "Melnikowa",
        "müller", "Muller", "muler", "米勒", "of the mill", "edith-miller",
    ],
)  # fmt: skip
def test_any_spelling_finds_the_person_first(query: str, named: Copy) -> None:
    assert ids(named, query)[0] == "edith-miller"


@pytest.mark.parametrize("query", ["Eadgyð", "Мельникова", "Melnikowa", "Muller"])
def test_claims_are_found_by_every_name_of_whom_they_name(query: str, named: Copy) -> None:
    assert "river-over-the-wall" in ids(named, query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "bridge",
            [
                "bridge-charter",
                "bridge-lost",
                "council-swears",
                "edith-miller",
                "rain-for-a-week",
                "the-bridge-goes-down",
                "toll-book",
            ],
        ),
        ("bridge night", ["bridge-lost", "the-bridge-goes-down"]),
        ("brigde lost", ["bridge-lost", "edith-miller", "the-bridge-goes-down"]),
        ("how long rain", ["how-long-did-it-rain", "the-water-comes"]),
        ("floodgate", []),
        ("flood gate", ["sluice"]),
        ("1931", ["harrow-1931"]),
        ("1932", []),
        ("annals nowhere", []),
        ("…", []),
    ],
)
def test_all_words_must_be_found(query: str, expected: list[str], tiny: Copy) -> None:
    assert sorted(ids(tiny, query)) == sorted(expected)


def test_an_id_finds_its_record_alone(tiny: Copy) -> None:
    assert ids(tiny, "flood") == ["flood"]
    assert ids(tiny, " bridge-lost ") == ["bridge-lost"]


def test_only_the_kinds_asked_for_are_found(tiny: Copy) -> None:
    assert ids(tiny, "bridge", "source") == ["bridge-charter"]
    assert {found.kind for found in Index(tiny.reference).find("the")} >= {"claim", "chapter", "source", "question"}


def test_what_is_found_has_its_place(tiny: Copy) -> None:
    first = Index(tiny.reference).find("bridge lost")[0]
    assert first == Found("bridge-lost", "claim", "The bridge is lost", "data/chapters/flood.yml", 29, first.score)


def test_command_prints_a_table(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "find", "harrow", "--limit", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "walter-harrow              person  Walter Harrow              data/people.yml:11",
        "harrow-blames-the-council  claim   Harrow blames the council  data/chapters/quarrel.yml:29",
        "… and 1 more (--limit 0 shows all)",
    ]


def test_command_for_programs(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "find", "bridge", "lost", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(item["id"], item["kind"], item["line"]) for item in found] == [
        ("bridge-lost", "claim", 29),
        ("the-bridge-goes-down", "part", 59),
        ("edith-miller", "person", 2),
    ]


def test_nothing_found_is_said(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "find", "zeppelin"]) == 1
    assert capsys.readouterr().out == "nothing has all these words: try fewer, or only the beginning of one\n"
    assert main(["--root", str(tiny.root), "find", "zeppelin", "--format", "json"]) == 1
    assert capsys.readouterr().out == "[]\n"


def test_broken_files_are_no_hindrance(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write("data/people.yml", "entries: [")
    assert main(["--root", str(tiny.root), "find", "bridge", "lost"]) == 0
    assert "some files could not be read in full" in capsys.readouterr().err


def test_pictures_of_time_are_found(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(tiny, "wet years") == ["the-wet-years"]
    assert main(["--root", str(tiny.root), "find", "--kind", "view", "february"]) == 0
    assert capsys.readouterr().out.startswith("february-1287  view  February 1287  data/timeline.yml:")
