"""Ids are promises: what is in ``data/published-ids.txt`` stays, leads on, or says why it is gone.

New ids are recorded at a release, and none is ever taken out:

    .venv/bin/python -m sourcebook ids --write
"""

import subprocess
from pathlib import Path

import pytest

from sites import PROJECT
from sourcebook.__main__ import main
from sourcebook.files.problems import format_problems
from sourcebook.reference.load import load
from sourcebook.reference.published import PUBLISHED, read_published, vanished
from sourcebook.site.build import check
from support import Copy

LIST = f"data/{PUBLISHED}"
FLOOD = "data/chapters/flood.yml"


def ids(tiny: Copy, *arguments: str) -> int:
    return main(["--root", str(tiny.root), "ids", *arguments])


def listed(tiny: Copy) -> list[str]:
    return [line for line in (tiny.root / LIST).read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.fixture
def published(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> Copy:
    """Return the tiny reference as it was published."""
    assert ids(tiny, "--write") == 0
    assert capsys.readouterr().out == f"37 ids added to {LIST}\n"
    return tiny


def take_rain_away(tiny: Copy) -> None:
    """Take a claim away with the question that needs it."""
    chapter = (tiny.root / FLOOD).read_text("utf-8")
    start, end, questions = (chapter.index(word) for word in ("  - id: rain-for", "  see:", "questions:"))
    tiny.write(FLOOD, chapter[:start] + chapter[end:questions])


# --- the real reference -----------------------------------------------------------------------------------------------


def test_no_published_id_is_gone_without_a_word() -> None:
    reference, _ = load(PROJECT / "data")
    recorded, problems = read_published(PROJECT / LIST, LIST)
    problems += vanished(recorded, reference, LIST)
    assert not problems, format_problems(problems)
    assert recorded, f"{LIST} must hold the published ids: write it with python -m sourcebook ids --write"


# --- promises ---------------------------------------------------------------------------------------------------------


def test_list_holds_every_record_with_an_id(published: Copy) -> None:
    assert listed(published) == [
        "chapter flood",
        "chapter quarrel",
        "claim bridge-lost",
        "claim council-swears",
        "claim harrow-blames-the-council",
        "claim rain-for-a-week",
        "claim river-over-the-wall",
        "episode the-town-builds-anew",
        "episode the-water-rises",
        "examination print-examined",
        "organization priory",
        "organization town-council",
        "outline annals-in-parts",
        "part oath-and-prayer",
        "part the-bridge-goes-down",
        "part the-water-comes",
        "person edith-miller",
        "person walter-harrow",
        "place aldermere",
        "question how-long-did-it-rain",
        "search prayer-of-the-priory",
        "search toll-book",
        "section high-water",
        "section who-was-to-blame",
        "source aldermere-annals",
        "source bridge-charter",
        "source ferry-guide",
        "source harrow-1931",
        "source lind-1902",
        "source miller-letter",
        "term annals",
        "term sluice",
        "version annals-copy",
        "version lind-print",
        "version priory-roll",
        "view february-1287",
        "view the-wet-years",
    ]


def test_list_is_no_stray_file(published: Copy) -> None:
    assert published.messages() == []


def test_kept_promises(published: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(published) == ids(published, "--check") == 0
    assert capsys.readouterr().out == "37 published ids: every promise is kept\n" * 2


def test_vanished_id(published: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    take_rain_away(published)
    assert ids(published, "--check") == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{LIST}:8:1: claim 'rain-for-a-week': published id must not vanish: it is gone (bring it back, or add '- old: "
        "rain-for-a-week' to data/former-ids.yml, with 'new:' and the id that took its place or, where nothing did, "
        "with 'kind: claim' and 'reason:')",
        f"{LIST}:22:1: question 'how-long-did-it-rain': published id must not vanish: it is gone (bring it back, or "
        "add '- old: how-long-did-it-rain' to data/former-ids.yml, with 'new:' and the id that took its place or, "
        "where nothing did, with 'kind: question' and 'reason:')",
        "2 problems",
    ]


def test_vanished_id_with_one_alike(published: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    published.edit("data/places.yml", "id: aldermere", "id: aldermere-town")
    assert ids(published) == 1
    assert "the id that took its place (perhaps aldermere-town) or" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("old: aldermere\n  new: alder-town", None),
        ("old: aldermere\n  kind: place\n  reason: it was never found", None),
        ("old: aldermere\n  new: priory", None),
        ("old: aldermere\n  new: nowhere",
         "place 'aldermere': published id must lead to a record: 'nowhere' (mend 'new:' of '- old: aldermere' in "
         "data/former-ids.yml)"),
        ("old: aldermere\n  kind: place",
         "place 'aldermere': published id that is gone must have a new one or a reason: neither (add 'new:' or "
         "'reason:' to '- old: aldermere' in data/former-ids.yml)"),
    ],
)  # fmt: skip
def test_redirects_and_tombstones(
    record: str, message: str | None, published: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    published.edit("data/places.yml", "id: aldermere", "id: alder-town")
    published.write("data/former-ids.yml", f"former-ids:\n- {record}\n")
    assert ids(published) == (1 if message else 0)
    printed = capsys.readouterr().out
    assert printed == (f"{LIST}:21:1: {message}\n1 problem\n" if message else
                       "37 published ids: every promise is kept; 1 id not published yet (recorded at a release: "
                       "ids --write)\n")  # fmt: skip


def test_id_that_serves_something_else(published: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    published.edit("data/organizations.yml", "id: priory", "id: wendreda")
    published.edit("data/places.yml", "entries:\n", "entries:\n- id: priory\n  name: Priory hill\n")
    assert ids(published) == 1
    assert capsys.readouterr().out.startswith(
        f"{LIST}:13:1: organization 'priory': published id must stay what it was: it is now that of a place (choose "
        "another id for the new record)\n"
    )


def test_ids_in_files_that_cannot_be_read_are_not_called_gone(published: Copy) -> None:
    published.edit(FLOOD, "title: High water", "title: High: water")
    assert check(published.root / "data").problems
    assert ids(published) == 0


@pytest.mark.parametrize(
    "line",
    ["  - idd: bridge-lost", "  - i\u200bd: bridge-lost", "  - id:\tbridge-lost", "  - {id: bridge-lost",
     "  - id: bridge-lo\u200bst", "  - id: bridge-lost\x00", "  - bridge-lost"],
)  # fmt: skip
def test_ids_that_cannot_be_read_are_not_called_gone(line: str, published: Copy) -> None:
    published.write("data/former-ids.yml", "former-ids:\n- old: aldermere\n  new: bridge-lost\n")
    published.edit("data/places.yml", "id: aldermere", "id: alder-town")
    published.edit(FLOOD, "  - id: bridge-lost", line)
    assert check(published.root / "data").problems
    assert ids(published) == 0


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("people.yml", "people.yaml"),
        ("people.yml", "People.YML"),
        ("people.yml", "people.yml.txt"),
        ("chapters/flood.yml", "chapters/flood.yaml"),
        ("chapters/flood.yml", "chapters/old/flood.yml"),
    ],
)
def test_ids_in_a_file_of_a_wrong_name_are_not_called_gone(file: str, name: str, published: Copy) -> None:
    data = published.root / "data"
    (data / name).parent.mkdir(exist_ok=True)
    (data / file).rename(data / name)
    (message,) = published.messages()
    assert "file must be one that the reference knows" in message
    assert ids(published) == 0


@pytest.mark.parametrize("name", ["flood.yml.orig", "flood.yaml", "old/flood.yml"])
def test_a_copy_leaves_nothing_in_doubt(name: str, published: Copy) -> None:
    published.write(f"data/chapters/{name}", "id: flood\n")
    published.edit("data/card.yml", "  - bridge-lost", "  - bridge-lots")
    assert len(published.messages()) == 2


def test_hidden_folders_are_passed_over(published: Copy) -> None:
    published.write("data/.cache/x", "x")
    assert published.messages() == []


def test_a_file_that_is_no_data_leaves_nothing_in_doubt(published: Copy) -> None:
    published.write("data/chapters/notes.txt", "id: none")
    published.edit("data/card.yml", "  - bridge-lost", "  - bridge-lots")
    assert len(published.messages()) == 2


@pytest.mark.parametrize("content", [b"", b"null\n", b"[]\n", b"\0\xff" * 40, b"id: flood\ntitle: The fl"])
def test_ids_that_a_file_has_lost_are_not_called_gone(content: bytes, published: Copy) -> None:
    published.write(FLOOD, content)
    assert check(published.root / "data").problems
    assert ids(published) == 0


@pytest.mark.parametrize("style", ["github", "json"])
def test_other_forms(style: str, published: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(published, "--format", style) == 0
    assert capsys.readouterr().out == ("[]\n" if style == "json" else "")
    take_rain_away(published)
    assert ids(published, "--format", style) == 1
    first = capsys.readouterr().out.splitlines()[0 if style == "github" else 2]
    annotation = f"::error file={LIST},line=8,col=1,title=published-ids-are-kept::claim"
    assert first.startswith(annotation if style == "github" else f'    "path": "{LIST}"')


# --- writing ----------------------------------------------------------------------------------------------------------


def test_new_ids_are_added_and_old_ones_stay(published: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    published.edit("data/places.yml", "id: aldermere", "id: alder-town")
    published.write("data/former-ids.yml", "former-ids:\n- old: aldermere\n  new: alder-town\n")
    assert ids(published, "--write") == 0
    assert capsys.readouterr().out == f"1 id added to {LIST}\n"
    assert [line for line in listed(published) if line.startswith("place ")] == ["place alder-town", "place aldermere"]
    before = (published.root / LIST).read_bytes()
    assert ids(published, "--write") == 0
    assert (published.root / LIST).read_bytes() == before


@pytest.mark.parametrize("broken", ["promise", "data", "list"])
def test_nothing_is_written_where_something_is_broken(
    broken: str, published: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    if broken == "promise":
        take_rain_away(published)
    elif broken == "data":
        published.edit("data/places.yml", "entries:", "entries: [")
    else:
        published.write(LIST, (published.root / LIST).read_bytes() + b"<<<<<<< HEAD\n")
    before = (published.root / LIST).read_bytes()
    assert ids(published, "--write") == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err
    assert (published.root / LIST).read_bytes() == before
    assert not list((published.root / "data").glob(".*"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"claim\n", ":1:1: line must be a kind of record and an id: 'claim' (like 'claim bridge-lost'; a merge may "
                     "have left its marks)"),
        (b"# A remark.\n\nclaim Bridge\n", ":3:1: line must be a kind of record and an id: 'claim Bridge'"),
        (b"caf\xe9\n", ":1:4: file must be UTF-8 text: byte 0xE9"),
        (None, ":1:1: file must be a file: a folder"),
    ],
)  # fmt: skip
def test_list_that_cannot_be_read(
    content: bytes | None, message: str, tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is None:
        (tiny.root / LIST).mkdir()
    else:
        tiny.write(LIST, content)
    assert ids(tiny) == 1
    assert capsys.readouterr().out.startswith(LIST + message)


def test_without_a_list_nothing_is_promised(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert ids(tiny) == 0
    assert capsys.readouterr().out.startswith("0 published ids: every promise is kept; 37 ids not published yet")


def test_two_releases_merge_without_a_conflict(published: Copy) -> None:
    """Git keeps the lines of both sides, as ``.gitattributes`` asks; the next release sorts them."""
    root = published.root
    (root / ".gitattributes").write_bytes((PROJECT / ".gitattributes").read_bytes())
    git(root, "init", "--quiet", "--initial-branch=main")
    record(root)
    for branch, place in (("one", "aldermouth"), ("two", "alderbrook")):
        git(root, "checkout", "--quiet", "-b", branch, "main")
        published.write(f"data/chapters/{place}.yml",
                        f"id: {place}\ntitle: A\norder: 9\nsections: []\n")  # fmt: skip
        assert ids(published, "--write") == 0
        record(root)
    git(root, "merge", "--quiet", "--no-edit", "one")
    assert ids(published, "--check") == 0
    assert {"chapter alderbrook", "chapter aldermouth"} <= set(listed(published))
    assert ids(published, "--write") == 0
    assert listed(published) == sorted(set(listed(published)), key=str.split)


def git(root: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=Edith", "-c", "user.email=edith@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True)


def record(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A release")
