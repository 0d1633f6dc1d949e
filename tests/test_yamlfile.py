"""Reading YAML: values keep their words, faults have a place."""

from pathlib import Path
from typing import Any

import pytest

from sourcebook.yamlfile import DEEPEST, LARGEST, MOST_ALIKE, YamlFile, parse, read


def messages(file: YamlFile) -> list[str]:
    return [str(problem) for problem in file.problems]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no\n", {"a": "no"}),
        ("a: 1956\n", {"a": "1956"}),
        ("a: 0x1F\n", {"a": "0x1F"}),
        ("a: 1956-02-25\n", {"a": "1956-02-25"}),
        ("a: ~\n", {"a": "~"}),
        ("a: null\n", {"a": "null"}),
        ("a: .inf\n", {"a": ".inf"}),
        ("a: 12:30\n", {"a": "12:30"}),
        ("1: 2\n", {"1": "2"}),
        ("yes: b\n", {"yes": "b"}),
        ("a:\n", {"a": ""}),
        ("a: ''\n", {"a": ""}),
        ("a: >-\n  one\n  two\n", {"a": "one two"}),
        ("a: |-\n  one\n  two\n", {"a": "one\ntwo"}),
        ("a: 'x & y *z* !w'\n", {"a": "x & y *z* !w"}),
        ("a: R&D, 5 * 3!\n", {"a": "R&D, 5 * 3!"}),
        ("a: [b, {c: d}]\n", {"a": ["b", {"c": "d"}]}),
        ("# only a remark\na: b # and another\n", {"a": "b"}),
        ("---\na: b\n", {"a": "b"}),
        ("<<: b\n", {"<<": "b"}),
        ("a: \u4e2d\u6587 \U0001f30a\n", {"a": "\u4e2d\u6587 \U0001f30a"}),
        ("a: =======\n", {"a": "======="}),
    ],
)
def test_values_stay_text(text: str, data: Any) -> None:
    file = parse(text, "f.yml")
    assert (file.data, messages(file)) == (data, [])


QUOTE = "write the value out, or put it in quotes"
INVISIBLE = "text must have no control or invisible characters"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["f.yml:1:1: file must not be empty (delete it, or write a record into it)"]),
        ("---\n", ["f.yml:1:1: file must not be empty (delete it, or write a record into it)"]),
        ("# nothing\n", ["f.yml:1:1: file must not be empty (delete it, or write a record into it)"]),
        ("a: &x b\nc: *x\n", [
            f"f.yml:1:4: anchors, aliases and tags must not be used: '&x' ({QUOTE})",
            f"f.yml:2:4: anchors, aliases and tags must not be used: '*x' ({QUOTE})",
        ]),
        ("a: !!int 1\n", [f"f.yml:1:4: anchors, aliases and tags must not be used: '!!int' ({QUOTE})"]),
        ("a: !own 1\n", [f"f.yml:1:4: anchors, aliases and tags must not be used: '!own' ({QUOTE})"]),
        ("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", [
            "f.yml:4:3: key must stand once in its record: 'c' (delete or rename one of the two)",
            "f.yml:5:1: key must stand once in its record: 'a' (delete or rename one of the two)",
        ]),
        ("? [a]\n: b\n", ["f.yml:1:3: key must be one word: a list or mapping"]),
        ("a:\n\tb: 1\n", ["f.yml:2:1: indentation must be spaces: a tab (replace the tab by two spaces)"]),
        ("a: b\x00\n", [f"f.yml:1:5: {INVISIBLE}: U+0000 (delete it; editors often hide it)"]),
        ("a: b\u2028c\n", [f"f.yml:1:5: {INVISIBLE}: U+2028 (delete it; editors often hide it)"]),
        ('a: "\\u202e"\n', [f"f.yml:1:4: {INVISIBLE}: U+202E (delete it; editors often hide it)"]),
        ("\ufeffa: b\n", [f"f.yml:1:1: {INVISIBLE}: U+FEFF (save it without a byte order mark)"]),
        ("a: 1\n---\nb: 2\n", [
            "f.yml:2:1: file must be valid YAML: found another document "
            "(delete the line '---' that begins the second one)",
        ]),
        ("a: [b\nc: d\n", [
            "f.yml:1:4: file must be valid YAML: did not find expected ',' or ']' "
            "(a bracket is not closed, or a comma is missing)",
        ]),
        ("a: 1\nb: 'c\nd: 2\n", [
            "f.yml:2:4: file must be valid YAML: found unexpected end of stream (the quotation mark is not closed)",
        ]),
        ("a: [" * 50, ["f.yml:1:81: file must nest at most 40 levels deep"]),
    ],
)  # fmt: skip
def test_faults_have_their_place(text: str, expected: list[str]) -> None:
    file = parse(text, "f.yml")
    assert messages(file) == expected
    assert file.data is None


def test_depth_that_is_allowed() -> None:
    assert parse("[" * DEEPEST + "]" * DEEPEST, "f.yml").problems == []


def test_a_fault_that_is_everywhere_is_reported_some_times() -> None:
    assert len(parse("a: \x01\n" * 1000, "f.yml").problems) == MOST_ALIKE


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ((), (2, 1)),
        (("b",), (2, 4)),
        (("c", 1, "d"), (5, 6)),
        (("c", 1, "unknown", "below"), (5, 3)),
        (("c", 9), (4, 1)),
    ],
)
def test_locate(address: tuple[str | int, ...], place: tuple[int, int]) -> None:
    assert parse("# remark\nb: 1\nc:\n- id: x\n- d: 2\n", "f.yml").locate(address) == place


def test_lines_of_records() -> None:
    lines = parse("id: top\nitems:\n- id: one\n- name: no id\n- id: two\n- id: one\n", "f.yml").lines
    assert {name: (mark.line, mark.column) for name, mark in lines.items()} == {
        "top": (1, 1), "one": (3, 3), "two": (5, 3),
    }  # fmt: skip


def test_windows_line_ends(tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_bytes(b"a: b\r\nc:\r\n- d\r\n")
    assert read(tmp_path / "f.yml", "f.yml").data == {"a": "b", "c": ["d"]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: b\nc: d\xe9\n", "f.yml:2:5: file must be UTF-8 text: byte 0xE9 (save it as UTF-8)"),
        (b"a: " + b"b" * LARGEST, "f.yml:1:1: file must be at most 2 MB: 2.0 MB (divide it into several files)"),
    ],
)
def test_files_that_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_bytes(content)
    assert messages(read(tmp_path / "f.yml", "f.yml")) == [message]


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert messages(read(tmp_path, "f.yml")) == ["f.yml:1:1: file must be readable: Is a directory"]
