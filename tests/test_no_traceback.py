"""Whatever an editor does to the files, the check ends and answers in messages."""

import gc
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sites import PROJECT
from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import parse_yaml
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.model import Chapter, Record
from sourcebook.records.shape import validate
from sourcebook.records.sources import Source
from sourcebook.site.build import build, check
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
LONGEST_WAIT = 5.0
"""Seconds of the processor in which any file is checked: twice what the slowest takes on a core that is free."""


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
        elif kind == "swap lines":
            lines[line : line + 2] = reversed(lines[line : line + 2])
            text = "".join(lines)
        elif kind == "indent":
            text = "".join([*lines[:line], f"{' ' * len(piece)}{lines[line]}", *lines[line + 1 :]])
        elif kind == "outdent":
            text = "".join([*lines[:line], lines[line].removeprefix(" " * len(piece)), *lines[line + 1 :]])
        elif kind == "drop line":
            text = "".join([*lines[:line], *lines[line + 1 :]])
        elif kind == "value":
            key, colon, _ = lines[line].partition(":")
            text = "".join([*lines[:line], f"{key}{colon} {piece}\n", *lines[line + 1 :]])
        else:
            text = text[:at]
    return text


KINDS = [
    "insert", "replace", "delete", "double line", "swap lines", "indent", "outdent", "drop line", "value", "cut",
]  # fmt: skip
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
def nothing_left_over() -> Iterator[None]:
    """Keep what earlier tests left from being looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """One copy for all examples; each example puts its file back."""
    return Copy.make(tmp_path_factory.mktemp("tiny"))


def answer(copy: Copy, file: str, content: bytes) -> None:
    """Check the copy with this content in the file; every problem must be one line that names a place in a file."""
    whole = (TINY / file).read_bytes()
    copy.write(file, content)
    started = process_time()
    try:
        site = check(copy.root / "data", copy.root / "docs")
        assert process_time() - started < LONGEST_WAIT
        assert len(site.problems) <= 500
        assert all(len(str(problem)) < 1500 for problem in site.problems)
        if not site.problems:
            build(copy.root / "data", copy.root / "docs")
    finally:
        copy.write(file, whole)
    for problem in site.problems:
        lines = content.count(b"\n") + 1 if problem.path == file else 10**6
        is_located(problem, lines)
        assert (copy.root / problem.path).exists()


def is_located(problem: Problem, lines: int) -> None:
    """A problem is one line of text, and names a place in its file."""
    assert len(str(problem).splitlines()) == 1
    assert 1 <= problem.line <= lines
    assert problem.column >= 1


@settings(max_examples=150, deadline=None, database=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(file=st.sampled_from(FILES), edits=EDITS)
@example(file="data/texts/aldermere-annals.yml", edits=[("value", 400, "9" * 5000)])
def test_mutations_end_in_messages(workshop: Copy, file: str, edits: list[Edit]) -> None:
    text = mutated((TINY / file).read_text("utf-8"), edits)
    answer(workshop, file, text.encode("utf-8"))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from([name for name in FILES if name.endswith(".yml")]),
    flips=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_flipped_bytes_end_in_messages(workshop: Copy, file: str, flips: list[tuple[int, int]]) -> None:
    content = bytearray((TINY / file).read_bytes())
    for at, byte in flips:
        content[at % len(content)] ^= byte
    answer(workshop, file, bytes(content))


REAL = {
    Chapter: sorted((PROJECT / "data/chapters").glob("*.yml"))[:3],
    Source: sorted((PROJECT / "data/sources").glob("*.yml"))[:10],
    CATALOGUE.files["people.yml"]: [PROJECT / "data/people.yml"],
    CATALOGUE.files["terms.yml"]: [PROJECT / "data/terms.yml"],
}


@settings(max_examples=60)
@given(st.sampled_from(sorted((file, model) for model, files in REAL.items() for file in files)), EDITS)
def test_real_files_are_read_after_any_change(place: tuple[Path, type[Record]], edits: list[Edit]) -> None:
    file, model = place
    text = mutated(file.read_text("utf-8"), edits)
    content = parse_yaml(text, file.name)
    record = validate(model, content)
    assert record is not None or content.problems
    for problem in content.problems:
        is_located(problem, text.count("\n") + 1)


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


def entries(form: str) -> str:
    """Return a register full of entries of this form, just within what a file may hold."""
    text = "entries:\n"
    number = 0
    while len(text) < 1_900_000 and number < 45_000:
        text += "".join(form.replace("#", str(n)) for n in range(number, number + 1000))
        number += 1000
    return text[:1_990_000].rpartition("\n")[0]


def claims(form: str) -> str:
    """Return a chapter full of claims that end in this form."""
    claim = "  - id: c#\n    title: T#\n    text: t#\n    kind: fact\n" + form
    head = "id: many\ntitle: M\norder: 9\nsections:\n- id: all\n  title: A\n  claims:\n"
    return head + entries(claim).removeprefix("entries:\n")


CITED = "    cites: [{source: harrow-1931, locator: p. 1}]\n"
QUOTED = "    cites: [{source: aldermere-annals, locator: p. 1, quote: 'it rained #'}]\n"
ONE = claims("").split("  - id: c1\n")[0]
HUGE = {
    **{f"{sign!r} without end": sign * (1_900_000 // len(sign)) for sign in
       ["[", "{", "- ", "? ", "a: {", "- a\n", "-\n", "? a\n", "a: b\n", "'", '"\n', '"x" ', "\t", "\x01", "- &a b\n",
        "<<<<<<< \n", "- ~\n", "a #b\n", "\u00a0", "x", " ", "\n", "#\n", "%", "|\n", "--- \n", "...\n"]},
    "keys": "".join(f"key-{number}: x\n" for number in range(100_000)),
    "unknown keys": entries("- id: t#\n  name: n\n  key#: x\n"),
    "terms without definition": entries("- id: t#\n  name: n\n"),
    "one id": entries("- id: t\n  name: n\n"),
    "odd ids": entries("- id: T_#\n  name: n#\n"),
    "an endless id": "entries:\n- id: " + "X" * 1_900_000 + "\n  name: n\n",
    "an endless name": "entries:\n- id: a\n  name: " + "x" * 1_900_000,
    "colons in a line": "entries:\n- id: a\n  name: " + "x:" * 140_000 + " b: c\n",
    "spaces in a line": "entries:\n- " + " " * 1_900_000 + "id a\n  b: c\n",
    "claims": claims(CITED),
    "claims with the same people": claims("    date: '1287'\n    people: [Edith Miller, Walter Harrow]\n" + CITED),
    "claims without citations": claims(""),
    "odd dates": claims("    date: # February\n" + CITED),
    "unknown sources": claims(CITED.replace("1931", "#")),
    "unknown people": claims("    people: [x#]\n" + CITED),
    "wrong quotations": claims(QUOTED.replace("#", "w# days")),
    "related claims": claims("    related: [c0, c1, c#]\n" + CITED),
    "a claim with many relations": ONE + "    related:\n" + "".join(f"    - x{number}\n" for number in range(100_000)),
    **{f"{words!r} in a text": ONE.replace("t0", f"'{words * (1_000_000 // len(words))}'")
       for words in ("*a ", "<a", "&a", "\u201c", "a-", "1 ")},
    "an endless quotation": ONE + QUOTED.replace("#", "for eleven days " * 100_000),
    "an endless date": f"{ONE}    date: '{'1 / ' * 400_000}'\n",
}  # fmt: skip


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
@pytest.mark.usefixtures("nothing_left_over")
def test_huge_files_are_checked_soon(workshop: Copy, text: str) -> None:
    name = "data/chapters/many.yml" if text.startswith("id: many") else "data/terms.yml"
    before = workshop.root / name
    content = before.read_bytes() if before.exists() else None
    workshop.write(name, text)
    started = process_time()
    try:
        problems = check(workshop.root / "data", workshop.root / "docs").problems
        assert process_time() - started < LONGEST_WAIT
    finally:
        before.unlink() if content is None else workshop.write(name, content)
    assert len(problems) <= 1000
    for problem in problems:
        assert len(str(problem)) < 2500
        is_located(problem, text.count("\n") + 1 if problem.path == name else 10**6)


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


@pytest.mark.parametrize("name", ["data/sources/pipe.yml", "data/terms.yml", "docs/pipe.md", "docs/pipe.png"])
def test_a_pipe_is_refused_and_not_waited_for(name: str, tiny: Copy) -> None:
    Path(tiny.root / name).unlink(missing_ok=True)
    os.mkfifo(tiny.root / name)
    message = f"{name}:1:1: file must be a file: a pipe or a device (put an ordinary file in its place)"
    assert tiny.messages() == [message]


ODD = ["\x85", "\x0c", "\r", b"\xff", "\ufffe"]
PLACES = [
    "- id: {}bridge-lost",
    "- id: bridge-{}lost",
    "- id: bridge-lost{} ",
    "- i{}d: bridge-lost",
    "- {}id: bridge-lost",
]


@pytest.mark.parametrize("odd", ODD, ids=ascii)
@pytest.mark.parametrize("place", PLACES)
def test_a_stray_character_in_an_id_is_one_mistake(odd: str | bytes, place: str, tiny: Copy) -> None:
    before, after = place.encode().split(b"{}")
    text = (tiny.root / "data/chapters/flood.yml").read_bytes()
    sign = odd if isinstance(odd, bytes) else odd.encode()
    tiny.write("data/chapters/flood.yml", text.replace(b"- id: bridge-lost", before + sign + after))
    [problem] = tiny.problems()
    assert (problem.path, problem.line) == (
        "data/chapters/flood.yml",
        text[: text.index(b"bridge-lost")].count(b"\n") + 1,
    )


@pytest.mark.parametrize("name", ["data/chapters/flood.yml", "data/people.yml", "data/sources/harrow-1931.yml"])
@pytest.mark.parametrize("change", [
    lambda text: text.replace("\n", "\r").encode(),
    lambda text: text.replace("\n", "\r\r\n").encode(),
    lambda text: text.encode("utf-32"),
    lambda text: text.encode("utf-32-be"),
    lambda text: text.encode("utf-32")[:-2],
    lambda text: text.encode("utf-16")[:-1],
], ids=["CR", "CR CR LF", "UTF-32", "UTF-32-BE", "UTF-32 cut off", "UTF-16 cut off"])  # fmt: skip
def test_a_file_saved_wrongly_is_one_mistake(name: str, change: Callable[[str], bytes], tiny: Copy) -> None:
    tiny.write(name, change((tiny.root / name).read_text("utf-8")))
    [problem] = tiny.problems()
    assert problem.path == name


def test_an_id_without_its_colon_is_one_mistake(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "- id: bridge-lost", "- id bridge-lost")
    assert len(tiny.problems()) == 1


@pytest.mark.parametrize("name", FILES)
def test_every_file_may_be_missing(name: str, tiny: Copy) -> None:
    (tiny.root / name).unlink()
    assert all(str(problem) for problem in tiny.problems())


def test_no_data_at_all(tmp_path: Path) -> None:
    assert [str(problem) for problem in check(tmp_path / "data", tmp_path / "docs").problems] == [
        "data:1:1: folder must exist: no such folder"
    ]
