"""Edits of files: what is added stands in the right place and form, and every other byte stays."""

import os
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.editing.edit import Edit
from sourcebook.files.document import Document, EditError
from sourcebook.files.insert import add_item, add_key, remove_key
from sourcebook.files.layout import Layout
from support import Copy

ITEM = {"id": "new", "name": "New: a name", "aliases": ["One", "Two"]}
WRITTEN = "- id: new\n  name: 'New: a name'\n  aliases:\n  - One\n  - Two"
ADDED = {
    "plain": ("entries:\n- id: a\n  name: A\n", "entries:\n- id: a\n  name: A\n+\n"),
    "header and comments": (
        "# head\n\nentries:  # all\n- id: a  # first\n  name: A  # tail\n\n# the end\n",
        "# head\n\nentries:  # all\n- id: a  # first\n  name: A  # tail\n+\n\n# the end\n",
    ),
    "blank lines between": (
        "entries:\n\n# one\n\n- id: a\n  name: A\n\n# two\n\n- id: b\n  name: B\n",
        "entries:\n\n# one\n\n- id: a\n  name: A\n\n# two\n\n- id: b\n  name: B\n\n+\n",
    ),
    "no line end": ("entries:\n- id: a\n  name: A", "entries:\n- id: a\n  name: A\n+"),
    "folded text": (
        "entries:\n- id: a\n  name: >-\n    A\n    # no comment\n\n\n# comment\n",
        "entries:\n- id: a\n  name: >-\n    A\n    # no comment\n+\n\n\n# comment\n",
    ),
    "text over two lines": (
        "entries:\n- id: a\n  name: A\n    and B\n",
        "entries:\n- id: a\n  name: A\n    and B\n+\n",
    ),
    "flow style inside": (
        "entries:\n- {id: a, name: A}  # so\n- id: b\n  aliases: [X,\n    Y]\n",
        "entries:\n- {id: a, name: A}  # so\n- id: b\n  aliases: [X,\n    Y]\n+\n",
    ),
    "empty list": ("# head\nentries: []  # none\nother: x\n", "# head\nentries:  # none\n+\nother: x\n"),
    "nothing there": ("entries:  # none\nother: x\n", "entries:  # none\n+\nother: x\n"),
    "no key": ("other: x  # tail\n# end\n", "other: x  # tail\nentries:\n+\n# end\n"),
}
IN_OTHER_FORM = "entries:\n  -   id: a\n      name: A\n      aliases:\n        -   X\n"
AS_THERE = IN_OTHER_FORM + (
    "  -   id: new\n      name: 'New: a name'\n      aliases:\n        -   One\n        -   Two\n"
)


@pytest.mark.parametrize(("before", "after"), ADDED.values(), ids=ADDED)
def test_item_is_added_and_nothing_else_touched(before: str, after: str) -> None:
    document = Document.of("file.yml", before)
    add_item(document, ("entries",), ITEM)
    assert document.new_text == after.replace("+", WRITTEN)


def test_item_is_written_in_the_form_of_its_neighbours() -> None:
    document = Document.of("file.yml", IN_OTHER_FORM)
    add_item(document, ("entries",), ITEM)
    assert document.new_text == AS_THERE


@pytest.mark.parametrize(("index", "place"), [(0, 0), (1, 1), (2, 2)])
def test_item_is_added_at_its_number(index: int, place: int) -> None:
    parts = ["- id: a\n  name: A\n", "- id: b\n  name: B\n"]
    document = Document.of("file.yml", "entries:\n" + "".join(parts))
    add_item(document, ("entries",), ITEM, index)
    assert document.new_text == "entries:\n" + "".join([*parts[:place], WRITTEN + "\n", *parts[place:]])


def test_line_ends_stay() -> None:
    before = ADDED["header and comments"][0].replace("\n", "\r\n")
    document = Document.of("file.yml", before)
    add_item(document, ("entries",), ITEM)
    assert document.new_bytes.decode() == ADDED["header and comments"][1].replace("+", WRITTEN).replace("\n", "\r\n")


def test_long_text_is_folded() -> None:
    text = "word " * 60 + "end"
    document = Document.of("file.yml", "entries:\n- id: a\n  name: A\n")
    add_item(document, ("entries",), {"id": "b", "name": text})
    lines = document.new_text.splitlines()
    assert lines[4] == "  name: >-"
    assert max(map(len, lines)) <= 128
    assert yaml.safe_load(document.new_text)["entries"][1]["name"] == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("entries: [{id: a}]\n", "entries must be a list with each item on a line of its own: '[…]'"),
        ("{entries: []}\n", "the record must have each key on a line of its own: '{…}'"),
        ("entries: word\n", "entries must be a list"),
        ("entries:\n- id: a\n id: b\n", "file.yml:3:2: "),
        ("entries:\r\n- id: a\n", "line ends must all be of one kind: mixed"),
        ("entries:\n- id: a\n  id: b\n", "key must stand once in its record: 'id'"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_a_word(text: str, message: str) -> None:
    with pytest.raises(EditError) as error:
        add_item(Document.of("file.yml", text), ("entries",), ITEM)
    assert message in str(error.value)
    assert str(error.value).startswith("file.yml:")


TEXTS = st.text(min_size=1, max_size=200).filter(lambda text: text == " ".join(text.split()) and text.isprintable())


@given(TEXTS, st.lists(TEXTS, max_size=3), st.sampled_from([0, 2, 4]), st.sampled_from([2, 4]))
def test_every_text_is_written_so_that_it_is_read_again(text: str, items: list[str], indent: int, dash: int) -> None:
    value = {"text": text, "items": items, "inner": {"text": text, "claims": items}}
    lines = Layout(indent, 2, dash).item(value, 0)
    expected = {"text": text, "inner": {"text": text} | ({"claims": items} if items else {})}
    assert yaml.load("\n".join(lines), yaml.BaseLoader) == [expected | ({"items": items} if items else {})]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\nfurther-reading: yes\n", "id: a\n"),
        ("id: a\nfurther-reading: yes", "id: a"),
        ("id: a\nfurther-reading: yes  # for now\n# end\n", "id: a\n# end\n"),
        ("further-reading: yes\nid: a\n", "id: a\n"),
    ],
)
def test_key_is_removed_with_its_line(before: str, after: str) -> None:
    document = Document.of("file.yml", before)
    remove_key(document, "further-reading")
    assert document.new_text == after


def test_key_is_added_behind_another() -> None:
    document = Document.of("file.yml", "# head\nsource: a  # so\nunit: x\n")
    add_key(document, (), "key", "b", "source")
    assert document.new_text == "# head\nsource: a  # so\nkey: b\nunit: x\n"


def edit(tiny: Copy, **contents: str | None) -> Edit:
    """Return an edit of files by their paths; ``None`` removes."""
    made = Edit(tiny.root)
    for path, content in contents.items():
        file = tiny.root / path
        made.before[path] = file.read_bytes() if file.exists() else None
        made.after[path] = None if content is None else content.encode()
    return made


def state(root: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_files_are_written_removed_and_made(tiny: Copy) -> None:
    before = state(tiny.root)
    edit(tiny, **{"data/people.yml": "p", "data/start.yml": None, "data/more/new.yml": "n"}).write()
    changed = before | {"data/people.yml": b"p", "data/more/new.yml": b"n"}
    del changed["data/start.yml"]
    assert state(tiny.root) == changed


def test_mode_and_link_of_a_file_stay(tiny: Copy) -> None:
    file, elsewhere = tiny.root / "data/people.yml", tiny.root / "people-elsewhere.yml"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    elsewhere.chmod(0o640)
    edit(tiny, **{"data/people.yml": "p"}).write()
    assert file.is_symlink()
    assert elsewhere.read_bytes() == b"p"
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied", "some file"), KeyboardInterrupt()])
def test_all_is_put_back_when_one_file_cannot_be_written(
    failing: int, error: BaseException, tiny: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(tiny.root)
    replace, calls = os.replace, []

    def fail(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == failing:
            raise error
        replace(source, target)

    made = edit(
        tiny, **{"data/people.yml": "p", "data/start.yml": None, "data/sources/a/new.yml": "n", "data/terms.yml": "t"}
    )
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises((EditError, KeyboardInterrupt)):
        made.write()
    assert len(calls) == failing
    assert state(tiny.root) == before
    assert not (tiny.root / "data/sources/a").exists()


def test_a_file_that_changed_meanwhile_is_left_alone(tiny: Copy) -> None:
    made = edit(tiny, **{"data/people.yml": "p", "data/start.yml": "s"})
    tiny.write("data/start.yml", "claims:\n- claim: bridge-lost\n")
    before = state(tiny.root)
    with pytest.raises(EditError, match=r"data/start\.yml: file must not change while it is edited"):
        made.write()
    assert state(tiny.root) == before


def test_problems_that_were_there_are_not_new(tiny: Copy) -> None:
    tiny.edit("data/start.yml", "claim: bridge-lost", "claim: bridge-lots")
    text = (tiny.root / "data/start.yml").read_text("utf-8")
    assert edit(tiny, **{"data/start.yml": f"# head\n{text}"}).check()[1] == []
    site, new = edit(tiny, **{"data/start.yml": f"# head\n{text}- claim: bridge-last\n"}).check()
    assert [problem.line for problem in new] == [6]
    assert len(site.problems) == 2


def test_pictures_to_which_pages_lead_are_no_new_problem(tiny: Copy) -> None:
    """A copy is checked, and whatever pages link to must be in it."""
    tiny.write("docs/assets/bridge.png", b"\x89PNG")
    tiny.write("docs/about/bridge.md", "# The bridge\n\n![The bridge in a drawing](../assets/bridge.png)\n")
    assert tiny.messages() == []
    assert Edit(tiny.root).check()[1] == []
