"""Renaming: every mention changes, nothing else does, old links lead on, and all is written or nothing."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

from sourcebook.__main__ import main
from sourcebook.editing import rename
from sourcebook.editing.references import rename_in_data
from sourcebook.files.document import Document
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.marks import Ref
from support import TINY, Copy

IDS = {
    "bridge-lost": "claim", "council-swears": "claim", "river-over-the-wall": "claim", "high-water": "section",
    "flood": "chapter", "quarrel": "chapter", "how-long-did-it-rain": "question", "aldermere-annals": "source",
    "lind-1902": "source", "edith-miller": "person", "town-council": "organization", "aldermere": "place",
    "annals": "term", "the-wet-years": "view", "annals-in-parts": "outline", "lind-print": "version",
    "the-water-comes": "part", "the-water-rises": "episode", "print-examined": "examination",
}  # fmt: skip


@pytest.fixture
def whole(tiny: Copy) -> Copy:
    """Return the tiny reference with its settings, comments, other quotes and links of all forms."""
    tiny.write("mkdocs.yml", (TINY / "mkdocs.yml").read_bytes())
    tiny.edit("data/card.yml", "  - bridge-lost\n", '  - "bridge-lost"  # bridge-lost is told of here\n')
    tiny.edit("data/start.yml", "claim: bridge-lost\n", "claim: >-\n    bridge-lost\n")
    tiny.edit("data/terms.yml", "    claims:\n    - river", "    claims: [river")
    tiny.edit("data/terms.yml", "wall\n", "wall]\n")
    about = "docs/about/index.md"
    text = (tiny.root / about).read_text("utf-8")
    tiny.write(about, text.replace("\n", "\r\n") + LINKS.replace("\n", "\r\n"))
    return tiny


LINKS = """
See [the loss](claim:bridge-lost), [](claim:bridge-lost), [here](../chapters/flood.md#bridge-lost),
[there](../chapters/quarrel.md), [then](../timeline/february-1287.md), and bridge-lost.
In code, `[the loss](claim:bridge-lost)` stays.

```markdown
[the loss](claim:bridge-lost)
```
"""


def run(tiny: Copy, *arguments: str) -> int:
    return main(["--root", str(tiny.root), "rename", *arguments])


def state(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def changed(tiny: Copy, before: dict[str, bytes]) -> dict[str, tuple[list[str], list[str]]]:
    """Return the lines that went and came in each file that differs."""
    found = {}
    for path, content in state(tiny.root).items():
        if content != before.get(path):
            old, new = before.get(path, b"").decode().splitlines(), content.decode().splitlines()
            found[path] = ([line for line in old if line not in new], [line for line in new if line not in old])
    return found


def test_claim_is_renamed_wherever_it_is_named(whole: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(whole.root)
    assert run(whole, "bridge-lost", "bridge-swept-away", "--reason", "says   how") == 0
    was, now = "bridge-lost", "bridge-swept-away"
    former = state(whole.root).pop("data/former-ids.yml").decode()
    assert former.endswith(f"former-ids:\n- old: {was}\n  new: {now}\n  from: flood\n  reason: says how\n")
    found = changed(whole, before)
    del found["data/former-ids.yml"]
    assert found == {
        "data/chapters/flood.yml": ([f"  - id: {was}", f"- {was}"], [f"  - id: {now}", f"- {now}"]),
        "data/examinations/print-examined.yml": ([f"    - {was}"] * 2, [f"    - {now}"] * 2),
        "data/people.yml": ([f"    - {was}"], [f"    - {now}"]),
        "data/card.yml": ([f'  - "{was}"  # {was} is told of here'], [f'  - "{now}"  # {was} is told of here']),
        "data/start.yml": ([f"    {was}"], [f"    {now}"]),
        "data/story.yml": ([f"      - {was}"], [f"      - {now}"]),
        "data/searches.yml": ([f"  - {was}"], [f"  - {now}"]),
        "docs/index.md": (
            [f"Begin with [the loss of the bridge](claim:{was}) or with [Edith Miller](person:edith-miller)."],
            [f"Begin with [the loss of the bridge](claim:{now}) or with [Edith Miller](person:edith-miller)."],
        ),
        "docs/about/index.md": (
            [f"See [the loss](claim:{was}), [](claim:{was}), [here](../chapters/flood.md#{was}),"],
            [f"See [the loss](claim:{now}), [](claim:{now}), [here](../chapters/flood.md#{now}),"],
        ),
    }
    assert state(whole.root)["docs/about/index.md"].count(b"\r\n") == before["docs/about/index.md"].count(b"\r\n")
    assert capsys.readouterr().out.replace(f"{whole.root}/", "").splitlines() == [
        "data/card.yml: 1 place", "data/chapters/flood.yml: 2 places",
        "data/examinations/print-examined.yml: 2 places", "data/people.yml: 1 place",
        "data/searches.yml: 1 place", "data/start.yml: 1 place", "data/story.yml: 1 place",
        "docs/about/index.md: 3 places", "docs/index.md: 1 place",
        "data/former-ids.yml: links to 'bridge-lost' lead on", "claim 'bridge-lost' is 'bridge-swept-away' now",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), IDS.items())
def test_every_kind_can_be_renamed_and_back(
    name: str, kind: str, whole: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(whole.root)
    assert run(whole, name, "quite-another") == 0
    assert capsys.readouterr().out.endswith(f"{kind} '{name}' is 'quite-another' now\n")
    assert whole.messages() == []
    assert {kind_of.record.new for kind_of in whole.reference.former} == {"quite-another"}
    assert run(whole, "quite-another", name) == 0
    assert whole.messages() == []
    after = state(whole.root)
    former = after.pop("data/former-ids.yml").decode()
    assert "- old: quite-another\n" in former
    assert f"  new: {name}\n" in former
    if kind == "source":
        # The text stays registered under the id that it had first, as it was to begin with.
        text = after.pop(f"data/texts/{name}.yml").decode()
        assert text.replace(f"key: {name}\n", "") == before.pop(f"data/texts/{name}.yml").decode()
    assert after == before


def test_files_named_after_a_record_are_renamed_with_it(whole: Copy) -> None:
    assert run(whole, "quarrel", "blame") == 0
    assert run(whole, "aldermere-annals", "annals-1287") == 0
    files = state(whole.root)
    assert {"data/chapters/blame.yml", "docs/chapters/blame.md", "data/sources/annals-1287.yml"} <= set(files)
    assert not [path for path in files if "quarrel" in path or "aldermere-annals" in path]
    assert b"          - chapters/blame.md\n" in files["mkdocs.yml"]
    assert b"quarrel" not in files["mkdocs.yml"]
    assert b"(../chapters/blame.md)" in files["docs/about/index.md"]
    # Quotations are still proven, though the hashes were made with the old id.
    assert b"\nkey: aldermere-annals\n" in files["data/texts/annals-1287.yml"]
    assert whole.messages() == []


FORMS = """
[a](../chapters/flood.md#OLD "t") [b](<../chapters/flood.md#OLD> 't') [c]( ../chapters/flood.md#OLD ) [d][ref]
[![](../index.md)](../chapters/flood.md#OLD) \\`[e](claim:OLD)` and
> [f](../chapters/flood.md#OLD)

[ref]: ../chapters/flood.md#OLD
"""
CODE = """
~~~
[a](claim:bridge-lost)
~~~

1. In a list

    ```
    [a](claim:bridge-lost)
    ```

A span `over two
lines [a](claim:bridge-lost)` and ``one ` [a](claim:bridge-lost)``.

    [a](claim:bridge-lost)
"""


def test_links_of_every_form_are_renamed_and_code_is_left(whole: Copy) -> None:
    whole.write("docs/about/page.md", FORMS.replace("OLD", "bridge-lost") + CODE)
    assert whole.messages() == []
    assert run(whole, "bridge-lost", "bridge-gone", "--unpublished") == 0
    assert (whole.root / "docs/about/page.md").read_text("utf-8") == FORMS.replace("OLD", "bridge-gone") + CODE
    assert whole.messages() == []


def test_links_and_navigation_follow_a_picture_of_time(whole: Copy) -> None:
    listed = "  - Timeline: timeline.md\n"
    whole.edit("mkdocs.yml", listed, listed + "  - timeline/the-wet-years.md\n")
    whole.write("docs/about/page.md", "[p](../timeline/the-wet-years.md)\n")
    assert run(whole, "the-wet-years", "years-of-rain") == 0
    assert (whole.root / "docs/about/page.md").read_text("utf-8") == "[p](../timeline/years-of-rain.md)\n"
    assert "  - timeline/years-of-rain.md\n" in (whole.root / "mkdocs.yml").read_text("utf-8")
    assert whole.messages() == []


def test_former_ids_lead_to_where_the_record_is_now(whole: Copy) -> None:
    for old, new in (("bridge-lost", "bridge-gone"), ("bridge-gone", "bridge-carried-off"), ("flood", "deluge")):
        assert run(whole, old, new) == 0
    former = [(f.record.old, f.record.new, f.record.from_) for f in whole.reference.former]
    assert former == [
        ("bridge-lost", "bridge-carried-off", "deluge"),
        ("bridge-gone", "bridge-carried-off", "deluge"),
        ("flood", "deluge", None),
    ]
    assert whole.messages() == []


def test_what_was_never_published_leaves_no_trace(whole: Copy) -> None:
    assert run(whole, "bridge-lost", "bridge-gone", "--unpublished") == 0
    assert "data/former-ids.yml" not in state(whole.root)


def test_what_was_published_does_not_vanish(whole: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    whole.write("data/published-ids.txt", "claim bridge-lost\n")
    before = state(whole.root)
    assert run(whole, "bridge-lost", "bridge-gone", "--unpublished") == 2
    assert capsys.readouterr().err == (
        "data/published-ids.txt:1: id must not be published where --unpublished is given: 'bridge-lost' "
        "(leave out --unpublished, so that old links lead on)\n"
    )
    assert state(whole.root) == before
    assert run(whole, "bridge-lost", "bridge-gone") == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("bridge-lots", "x", "id must be that of a record: 'bridge-lots' (did you mean 'bridge-lost'?)"),
        ("bridge-lost", "bridge-lost", "the new id must be another one: 'bridge-lost'"),
        ("bridge-lost", "Bridge", "claim 'bridge-lost': id must be kebab-case: 'Bridge'"),
        ("bridge-lost", "annals", "claim 'bridge-lost': id must be unique: it is also a term in data/terms.yml:8"),
        ("bridge-lost", "old-mill", "claim 'bridge-lost': id must never have been that of another record: 'old-mill'"),
        ("old-mill", "x", "id must be that of a record: 'old-mill' (it is 'high-water' now)"),
    ],
)
def test_wrong_ids_are_refused(
    old: str, new: str, message: str, whole: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    whole.write("data/former-ids.yml", "former-ids:\n- old: old-mill\n  new: high-water\n")
    before = state(whole.root)
    assert run(whole, old, new) == 2
    assert capsys.readouterr().err.startswith(message)
    assert state(whole.root) == before


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("data/places.yml", "entries: [", "data/places.yml:"),
        ("docs/more.md", b"caf\xe9", "docs/more.md: file must be UTF-8 text"),
        ("data/people.yml", "entries:\r\n- id: x\n", "data/people.yml: line ends must all be of one kind"),
    ],
)
def test_no_file_may_be_passed_over(
    file: str, content: str | bytes, message: str, whole: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    whole.write(file, content)
    before = state(whole.root)
    assert run(whole, "bridge-lost", "bridge-gone") == 2
    assert capsys.readouterr().err.startswith(message)
    assert state(whole.root) == before


def test_nothing_is_written_if_the_result_would_not_check(
    whole: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The old id is left in one place where it was.
    def rename_but_one(document: Document, *arguments: Any) -> None:
        if document.path != "data/start.yml":
            rename_in_data(document, *arguments)

    monkeypatch.setattr(rename, "rename_in_data", rename_but_one)
    before = state(whole.root)
    assert run(whole, "bridge-lost", "bridge-gone") == 1
    out = capsys.readouterr().out
    assert out.startswith("data/start.yml:4:10: start: claim must be a known claim: 'bridge-lost'")
    assert out.endswith("nothing was written\n")
    assert state(whole.root) == before


@pytest.mark.parametrize("failing", [1, 2, 4])
def test_all_files_are_as_they_were_after_a_failure(
    failing: int, whole: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(whole.root)
    replace, calls = os.replace, []

    def fail(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == failing:
            raise PermissionError(13, "Permission denied", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", fail)
    assert run(whole, "flood", "deluge") == 2
    assert capsys.readouterr().err.endswith("file must be writable: Permission denied (nothing was changed)\n")
    assert state(whole.root) == before


def test_marks_name_every_field_that_refers_to_a_record() -> None:
    """Whoever adds a field that holds ids must mark of which records."""
    for name, model in CATALOGUE.models.items():
        for field in fields_of(model):
            if re.search(r"\bids? of\b", field.info.description or ""):
                assert field.mark(Ref), f"{name}.{field.key}"


@pytest.mark.parametrize("padded", ["' bridge-lost '", '"bridge-lost "', ">-\n    bridge-lost\n\n"])
def test_id_with_space_around_it_is_renamed(padded: str, whole: Copy) -> None:
    whole.write("data/start.yml", f"claims:\n- claim: {padded}\n")
    assert whole.messages() == []
    assert run(whole, "bridge-lost", "bridge-gone") == 0
    assert (whole.root / "data/start.yml").read_text("utf-8") == f"claims:\n- claim: {padded}\n".replace("lost", "gone")
    assert whole.messages() == []


def test_id_that_is_written_with_escapes_is_refused(whole: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    whole.write("data/start.yml", '# bridge-lost\nclaims:\n- claim: "bridge\\x2dlost"\n')
    before = state(whole.root)
    assert run(whole, "bridge-lost", "bridge-gone") == 2
    assert capsys.readouterr().err == (
        "data/start.yml:3: id must be written letter by letter: 'bridge-lost' (mend it by hand)\n"
    )
    assert state(whole.root) == before


def test_guidance_for_editors_is_kept_in_step(whole: Copy) -> None:
    assert main(["--root", str(whole.root), "schema"]) == 0
    assert run(whole, "bridge-lost", "bridge-gone") == 0
    assert main(["--root", str(whole.root), "schema", "--check"]) == 0
    assert main(["--root", str(whole.root), "new", "person", "Esther Vale"]) == 0
    assert main(["--root", str(whole.root), "schema", "--check"]) == 0


def test_new_files_have_the_comment_that_shows_their_shape(whole: Copy) -> None:
    assert main(["--root", str(whole.root), "schema", "--heads"]) == 0
    assert run(whole, "bridge-lost", "bridge-gone") == 0
    options = ("--type", "book", "--kind", "press", "--language", "en", "--note", "N.")
    assert main(["--root", str(whole.root), "new", "source", "A book", *options]) == 0
    assert main(["--root", str(whole.root), "schema", "--heads", "--check"]) == 0
