"""Whatever an editor does to the files, the check ends and answers in messages."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sourcebook.export import build, check
from support import TINY, Copy

FILES = sorted(
    file.relative_to(TINY).as_posix()
    for folder in ("data", "docs")
    for file in (TINY / folder).rglob("*")
    if file.suffix in {".yml", ".md"}
)
# What YAML, dates, quotations and pages give a meaning to, and letters from beyond the basic plane.
SIGNS = [*":-#'\"[]{}|>&*!%@?,~/.0\t\n ", "\u00e9", "\u0430", "\u202e", "\ufeff", "\U0001f30a", "\x00", "\r", "\u0660"]
WORDS = [
    "id: flood\n", "- ", "  ", ": ", "null", "1e400", "9" * 5000, "-1", "Y17E8", "1287-02-29", "../..", "2004-06-XX",
    "[[[[", "<b>", "&amp;", "…", "<<: *a\n", "--- \n", "<!-- sourcebook: card -->", "](claim:x)", "](person:)",
    "\\", "\\x00",
]  # fmt: skip
Edit = tuple[str, int, str]


def mutated(text: str, edits: list[Edit]) -> str:
    """Return the text after the edits, each of them a kind, a place in per mille and a piece of text."""
    for kind, place, piece in edits:
        lines = text.splitlines(keepends=True) or [""]
        line = place * (len(lines) - 1) // 1000
        at = place * len(text) // 1000
        if kind == "insert":
            text = text[:at] + piece + text[at:]
        elif kind == "replace":
            text = text[:at] + piece + text[at + len(piece) :]
        elif kind == "delete":
            text = text[:at] + text[at + 1 + len(piece) :]
        elif kind == "double line":
            text = "".join([*lines[:line], lines[line], *lines[line:]])
        elif kind == "drop line":
            text = "".join([*lines[:line], *lines[line + 1 :]])
        elif kind == "value":
            key, colon, _ = lines[line].partition(":")
            text = "".join([*lines[:line], f"{key}{colon} {piece}\n", *lines[line + 1 :]])
        else:
            text = text[:at]
    return text


KINDS = ["insert", "replace", "delete", "double line", "drop line", "value", "cut"]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, 1000),
        st.one_of(st.sampled_from(SIGNS), st.sampled_from(WORDS), st.text(st.characters(codec="utf-8"), max_size=4)),
    ),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all examples; each example puts its file back."""
    return Copy.make(tmp_path_factory.mktemp("tiny"))


def answer(copy: Copy, file: str, content: bytes) -> None:
    """Check the copy with this content in the file; every problem must be one line that names a file."""
    whole = (TINY / file).read_bytes()
    copy.write(file, content)
    try:
        site = check(copy.root / "data", copy.root / "docs")
        if not site.problems:
            build(copy.root / "data", copy.root / "docs")
    finally:
        copy.write(file, whole)
    for problem in site.problems:
        assert len(str(problem).splitlines()) == 1
        assert (copy.root / problem.path).exists()
        assert problem.line >= 1
        assert problem.column >= 1


@settings(max_examples=150, deadline=None, database=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(file=st.sampled_from(FILES), edits=EDITS)
@example(file="data/texts/aldermere-annals.yml", edits=[("value", 400, "9" * 5000)])
def test_mutations_end_in_messages(workshop: Copy, file: str, edits: list[Edit]) -> None:
    text = mutated((TINY / file).read_text("utf-8"), edits)
    answer(workshop, file, text.encode("utf-8"))


@pytest.mark.parametrize("file", FILES)
def test_random_bytes_end_in_messages(workshop: Copy, file: str) -> None:
    answer(workshop, file, random.Random(file).randbytes(300))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "break_at",
    [
        lambda lines, n: lines[:n],
        lambda lines, n: [*lines[:n], *lines[n + 1 :]],
        lambda lines, n: [*lines[:n], "- x: 1\n", *lines[n:]],
    ],
    ids=["cut", "drop", "insert"],
)  # fmt: skip
def test_every_line_may_be_wrong(workshop: Copy, file: str, break_at: Callable[[list[str], int], list[str]]) -> None:
    lines = (TINY / file).read_text("utf-8").splitlines(keepends=True)
    for number in range(0, len(lines), 11):
        answer(workshop, file, "".join(break_at(lines, number)).encode())


@pytest.mark.parametrize(
    "unit",
    ["{", "[", "- ", "? ", "a: ", "a: {", "<a", "&a ", "*a ", "'", "\x00", "\t\n", "<<<<<<< \n", "a: &b [*b]\n",
     "[x](claim:", "`"],
)  # fmt: skip
def test_long_repetitions_end_soon(workshop: Copy, unit: str) -> None:
    answer(workshop, "data/terms.yml", (unit * 20_000).encode())
    answer(workshop, "docs/index.md", (unit * 2_000).encode())
    answer(workshop, "data/terms.yml", f"entries:\n- id: a\n  name: '{unit.replace(chr(39), '') * 20_000}'\n".encode())


@pytest.mark.parametrize("name", ["data/chapters/folder.yml", "data/people.yml", "docs/page.md"])
def test_folder_with_the_name_of_a_file(name: str, tiny: Copy) -> None:
    Path(tiny.root / name).unlink(missing_ok=True)
    Path(tiny.root / name).mkdir()
    assert all(str(problem) for problem in tiny.problems())


@pytest.mark.parametrize(
    "name", ["data/chapters/lost.yml", "data/chapters/.#flood.yml", "data/terms.yml", "docs/lost.md"]
)
def test_broken_symbolic_link(name: str, tiny: Copy) -> None:
    Path(tiny.root / name).unlink(missing_ok=True)
    Path(tiny.root / name).symlink_to(tiny.root / "nowhere")
    assert all(str(problem) for problem in tiny.problems())


@pytest.mark.parametrize("name", FILES)
def test_every_file_may_be_missing(name: str, tiny: Copy) -> None:
    (tiny.root / name).unlink()
    assert all(str(problem) for problem in tiny.problems())


def test_no_data_at_all(tmp_path: Path) -> None:
    assert [str(problem) for problem in check(tmp_path / "data", tmp_path / "docs").problems] == [
        "data:1:1: folder must exist: no such folder"
    ]
