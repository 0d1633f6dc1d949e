"""A kind of record and a field that only the catalogue knows: all commands that edit work on them."""

import builtins
import re
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from sourcebook.__main__ import main
from sourcebook.editing import interview
from sourcebook.records.forms import Date, Id, SourceId
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.marks import Ask, AtLeast, Ref, Text, Words
from sourcebook.records.model import Record
from sourcebook.reference.load import load
from sourcebook.rules import check_rules
from support import Copy


class Image(Record):
    """A picture, by where it was found."""

    id: Id
    title: Annotated[Text, Ask("What it shows")]
    source: Annotated[SourceId, Ask("Source of the picture")]
    date: Date
    alt: Annotated[Text, Words(10), Ask("What is to be seen")]
    shown: tuple[Annotated[Text, Ref("claim")], ...] = ()
    licence: Text | None = None


IMAGES = {
    "files": ("images/*.yml", "data/images/bridge-in-the-flood.yml"),
    "list": ("images.yml > images", "data/images.yml"),
    "sections": ("chapters/*.yml > sections > images", "data/chapters/flood.yml"),
}
RECORD = {
    "id": "bridge-in-the-flood", "title": "Bridge in the flood", "source": "harrow-1931", "date": "'1931'",
    "alt": "A bridge", "shown": "\n- bridge-lost", "licence": "'CC0: free'",
}  # fmt: skip
OPTIONS = ("--source", "harrow-1931", "--date", "1931", "--alt", "A bridge", "--shown", "bridge-lost", "--licence",
           "CC0: free")  # fmt: skip


def with_images(home: str) -> Catalogue:
    """Return the catalogue with images that stand in files of their own, in a list, or within sections."""
    catalogue = CATALOGUE
    if "sections" in home:
        held = (tuple[Image, ...], Field((), description="the images of the section"))
        catalogue = catalogue.with_fields("section", images=held)
    page = "chapters/{chapter}.md#{id}" if "sections" in home else "images/{id}.md"
    return catalogue.with_kinds(Kind("image", "images", Image, home, page))


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody be there to answer."""
    monkeypatch.setattr(interview, "can_ask", lambda: False)


@pytest.fixture(params=IMAGES)
def home(request: pytest.FixtureRequest) -> str:
    """Return where images stand."""
    return str(request.param)


def run(tiny: Copy, catalogue: Catalogue, *arguments: str) -> int:
    return main(["--root", str(tiny.root), *arguments], catalogue)


def add(tiny: Copy, home: str, *options: str) -> int:
    place = ("--section", "high-water") if home == "sections" else ()
    return run(tiny, with_images(IMAGES[home][0]), "new", "image", *options, *place)


def test_record_is_added_in_the_place_of_its_kind(home: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    pattern, file = IMAGES[home]
    assert add(tiny, home, "Bridge in the flood", *OPTIONS) == 0
    assert "image 'bridge-in-the-flood' added\n" in capsys.readouterr().out
    written = (tiny.root / file).read_text("utf-8")
    lines = [f"{key}: {value}".replace(": \n", ":\n") for key, value in RECORD.items()]
    for line in "\n".join(lines).splitlines():
        assert f"{line}\n" in written
    reference, problems = load(tiny.root / "data", with_images(pattern))
    assert problems == []
    assert [*reference.of("image")] == ["bridge-in-the-flood"]
    assert add(tiny, home, "Another", *OPTIONS[:-2]) == 0
    assert [*load(tiny.root / "data", with_images(pattern))[0].of("image")] == ["another", "bridge-in-the-flood"][
        :: 1 if home == "files" else -1
    ]
    assert run(tiny, with_images(pattern), "check") == 0


def test_record_is_renamed_with_its_file(home: str, tiny: Copy) -> None:
    pattern, _ = IMAGES[home]
    catalogue = with_images(pattern)
    assert add(tiny, home, "Bridge in the flood", *OPTIONS) == 0
    for old, new in (("bridge-in-the-flood", "bridge"), ("harrow-1931", "harrow"), ("bridge-lost", "bridge-gone")):
        assert run(tiny, catalogue, "rename", old, new) == 0
    reference, problems = load(tiny.root / "data", catalogue)
    assert problems == []
    image = reference.of("image")["bridge"]
    assert (image.record.source, image.record.shown) == ("harrow", ("bridge-gone",))
    assert (image.file.path == "data/images/bridge.yml") == (home == "files")
    places = [former.record.from_ for former in reference.former]
    assert places == ["flood" if home == "sections" else None, None, "flood"]


def test_page_and_links_follow_the_record(home: str, tiny: Copy) -> None:
    assert add(tiny, home, "Bridge in the flood", *OPTIONS) == 0
    frame = tiny.root / "docs/images/bridge-in-the-flood.md"
    if home != "sections":
        tiny.write("docs/images/bridge-in-the-flood.md", "# A bridge\n\n<!-- sourcebook: body -->\n")
    path = "../chapters/flood.md#" if home == "sections" else "../images/"
    end = "" if home == "sections" else ".md"
    text = f"# More\n\nSee [it](image:bridge-in-the-flood) or [it]({path}bridge-in-the-flood{end}).\n"
    tiny.write("docs/about/more.md", text)
    assert run(tiny, with_images(IMAGES[home][0]), "rename", "bridge-in-the-flood", "bridge") == 0
    assert not frame.exists()
    assert frame.with_name("bridge.md").exists() == (home != "sections")
    followed = text.replace("bridge-in-the-flood", "bridge")
    assert (tiny.root / "docs/about/more.md").read_text("utf-8") == followed


def test_record_is_found(home: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(tiny, home, "Bridge in the flood", *OPTIONS) == 0
    capsys.readouterr()
    assert run(tiny, with_images(IMAGES[home][0]), "find", "bridge", "flood", "--kind", "image") == 0
    assert capsys.readouterr().out.startswith("bridge-in-the-flood  image  Bridge in the flood  data/")


def test_marks_of_the_kind_are_rules_and_what_is_needed_is_asked_for(
    tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(tiny, "list", "T", "--date", "1931-13", "--source", "harrow", "--alt", "a " * 11) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[2].partition(" must")[0] for line in lines] == [
        "--source: source", "--date: date", "--alt: alt",
    ]  # fmt: skip
    assert add(tiny, "list") == 2
    assert capsys.readouterr().err.startswith("new image: TITLE, --source, --date, --alt: needed")
    assert not (tiny.root / "data/images.yml").exists()


def test_record_is_asked_for_field_by_field(
    tiny: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = iter(["Bridge", "harrow", "harrow-1931", "1931-13", "1931", "a " * 11, "A bridge", ""])
    monkeypatch.setattr(interview, "can_ask", lambda: True)
    monkeypatch.setattr(builtins, "input", lambda question: (print(question), next(left))[1])
    assert add(tiny, "list") == 0
    assert list(left) == []
    asked = re.findall(r"^(\w.*): $", capsys.readouterr().out, re.MULTILINE)
    assert list(dict.fromkeys(asked)) == [
        "What it shows", "Source of the picture", "Date", "What is to be seen", "Id [bridge]",
    ]  # fmt: skip
    assert [*load(tiny.root / "data", with_images("images.yml > images"))[0].of("image")] == ["bridge"]


def test_field_of_a_kind_is_an_option(tiny: Copy) -> None:
    catalogue = CATALOGUE.with_fields(
        "claim", confidence=(Annotated[Text, Words(2), Ask("How sure")] | None, Field(None, description="how sure"))
    )
    options = ("--text", "The wall broke.", "--kind", "fact", "--section", "high-water", "--cite", "harrow-1931 | 1")
    assert run(tiny, catalogue, "new", "claim", "Wall", *options, "--confidence", "very sure indeed") == 2
    assert run(tiny, catalogue, "new", "claim", "Wall", *options, "--confidence", "rather sure") == 0
    claim = load(tiny.root / "data", catalogue)[0].claims["wall"].record
    assert claim.confidence == "rather sure"  # type: ignore[attr-defined]


class Plate(Record):
    """A leaf of pictures, each of what a claim or a source tells."""

    id: Id
    shows: Annotated[tuple[Annotated[Id, Ref("claim", "source")], ...], AtLeast(1)]


def test_field_may_name_records_of_several_kinds(tiny: Copy) -> None:
    plates = "plates:\n- id: one\n  shows: [bridge-lost, lind-1902, bridge-lots, nobody]\n- id: two\n  shows: []\n"
    tiny.write("data/plates.yml", plates)
    catalogue = CATALOGUE.with_kinds(Kind("plate", "plates", Plate, "plates.yml > plates"))
    must = "shows must name a known claim or source"
    assert [str(problem) for problem in check_rules(load(tiny.root / "data", catalogue)[0])] == [
        f"data/plates.yml:3:35: plate 'one': {must}: 'bridge-lots' (did you mean 'bridge-lost' in"
        " data/chapters/flood.yml:29?)",
        f"data/plates.yml:3:48: plate 'one': {must}: 'nobody' (add a file sources/nobody.yml)",
        "data/plates.yml:5:10: plate 'two': shows must name at least 1 item: none",
    ]


def test_nothing_is_added_where_what_it_must_name_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    empty = Copy(tmp_path)
    for arguments, message in (
        (("claim",), "a claim must stand in a chapter: there is none (write one first)\n"),
        (("handover",), "a hand-over must name a claim: there is none (begin with 'new claim')\n"),
        (("image",), "an image must name a source: there is none (begin with 'new source')\n"),
    ):
        assert run(empty, with_images("images.yml > images"), "new", *arguments) == 2
        assert capsys.readouterr().err == message
