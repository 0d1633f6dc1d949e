"""Nothing that changes is passed over in silence, and nothing unread is called lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from differences import AFTER, BEFORE, FLOOD, loaded
from sourcebook.changes.change import State
from sourcebook.changes.comparison import compare
from sourcebook.changes.markdown import markdown
from sourcebook.changes.terminal import text
from sourcebook.reference.load import load
from sourcebook.reference.reference import Reference
from support import TINY, Copy
from test_no_traceback import EDITS as MUTATIONS
from test_no_traceback import FILES, mutated

# --- nothing is passed over in silence --------------------------------------------------------------------------------


def scalars(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value of a file."""
    if isinstance(node, dict | list):
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from scalars(inner, (*way, step))
    else:
        yield way


def values() -> list[Any]:
    files = sorted((TINY / "data").rglob("*.yml"))
    return [
        pytest.param(file.relative_to(TINY).as_posix(), way, id=f"{file.stem}-{'-'.join(map(str, way))}")
        for file in files
        for way in scalars(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
    ]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Copy, Reference]:
    """One copy for all values, and the reference before any is changed; each test puts its file back."""
    copy = Copy.make(tmp_path_factory.mktemp("tiny"))
    return copy, loaded(copy)


@pytest.mark.parametrize(("file", "way"), values())
@pytest.mark.parametrize("removed", [False, True], ids=["other", "gone"])
def test_no_value_changes_unnoticed(
    file: str, way: tuple[Any, ...], removed: bool, workshop: tuple[Copy, Reference]
) -> None:
    tiny, before = workshop
    whole = (tiny.root / file).read_bytes()
    data = yaml.load(whole, yaml.BaseLoader)
    holder = data
    for step in way[:-1]:
        holder = holder[step]
    if removed:
        del holder[way[-1]]
    else:
        holder[way[-1]] = f"{holder[way[-1]]}-x"
    tiny.write(file, yaml.dump(data, allow_unicode=True))
    after, problems = load(tiny.root / "data")
    tiny.write(file, whole)
    changes = compare(before, after)
    assert changes.changes or changes.left_out or problems
    assert text(changes, BEFORE, AFTER)
    assert markdown(changes, BEFORE, AFTER)


# --- states that cannot be read whole ---------------------------------------------------------------------------------


def test_what_cannot_be_read_is_not_called_lost(tiny: Copy) -> None:
    before = loaded(tiny)
    tiny.edit(FLOOD, "    kind: fact\n    date: '1287-02-13'\n", "    kind: rumour\n    date: '1287-02-13'\n")
    after, problems = load(tiny.root / "data")
    changes = compare(before, after)
    assert changes.changes == ()
    assert changes.left_out == ("river-over-the-wall",)
    printed = text(changes, BEFORE, State("after", tuple(problems)))
    assert "after has 1 problem; what cannot be read because of them is not compared:" in printed
    assert "kind must be 'fact' or 'judgement': 'rumour'" in printed


@pytest.mark.parametrize(
    ("file", "left_out"),
    [
        ("data/handovers.yml", ("handovers.yml",)),
        ("data/card.yml", ("card.yml",)),
        ("data/start.yml", ("start.yml",)),
        ("data/texts/aldermere-annals.yml", ("aldermere-annals",)),
        ("data/places.yml", ("aldermere",)),
        ("data/former-ids.yml", ("town-chronicle",)),
    ],
)
@pytest.mark.parametrize("content", [b"entries: [", b"\xff\xfe\x00", b"unknown: x\n"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_file_that_cannot_be_read(file: str, left_out: tuple[str, ...], content: bytes, side: str, tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: town-chronicle\n  kind: source\n  reason: a forgery\n")
    whole = loaded(tiny)
    tiny.write(file, content)
    broken = loaded(tiny)
    changes = compare(broken, whole) if side == "before" else compare(whole, broken)
    assert changes.changes == ()
    assert changes.left_out == left_out


def test_former_id_beside_one_that_cannot_be_read_is_not_called_lost(tiny: Copy) -> None:
    good, other = (f"- old: {name}\n  kind: source\n  reason: a forgery\n" for name in ("one", "two"))
    tiny.write("data/former-ids.yml", f"former-ids:\n{good}{other}")
    before = loaded(tiny)
    tiny.write("data/former-ids.yml", f"former-ids:\n{good}{other.replace('old', 'odd')}")
    changes = compare(before, loaded(tiny))
    assert (changes.changes, changes.left_out) == ((), ("two",))


def test_long_lists_of_problems_are_cut(tiny: Copy) -> None:
    _, problems = load(tiny.root / "nowhere")
    changes = compare(loaded(tiny), Reference())
    printed = text(changes, BEFORE, State("after", tuple(problems * 30)))
    assert "    and 10 more" in re.sub(r"^  ", "    ", printed, flags=re.MULTILINE)


@settings(max_examples=60, deadline=None, database=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(file=st.sampled_from([file for file in FILES if file.startswith("data/")]), edits=MUTATIONS)
def test_whatever_was_edited_can_be_told(workshop: tuple[Copy, Reference], file: str, edits: list[Any]) -> None:
    tiny, before = workshop
    whole = (tiny.root / file).read_text("utf-8")
    tiny.write(file, mutated(whole, edits).encode("utf-8"))
    after, problems = load(tiny.root / "data")
    tiny.write(file, whole)
    for one, two in ((before, after), (after, before)):
        changes = compare(one, two)
        assert text(changes, BEFORE, State("after", tuple(problems)))
        assert markdown(changes, BEFORE, State("after", tuple(problems)))
