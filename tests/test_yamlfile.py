"""Reading YAML: values keep their words, faults have a place."""

import os
from pathlib import Path
from typing import Any

import pytest

from sourcebook.files.encoding import DEEPEST_YAML, LARGEST_FILE, MOST_ALIKE
from sourcebook.files.problems import TOO_MANY
from sourcebook.files.yamlfile import LONGEST_VALUE, YamlFile, parse_yaml
from sourcebook.reference.kept.keptfiles import KeptFiles


def messages(file: YamlFile) -> list[str]:
    return [str(problem) for problem in file.problems]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no\n", {"a": "no"}),
        ("a: 1956\n", {"a": "1956"}),
        ("a: 0x1F\n", {"a": "0x1F"}),
        ("a: 1956-02-25\n", {"a": "1956-02-25"}),
        ("a: '~'\n", {"a": "~"}),
        ("a: 'null'\n", {"a": "null"}),
        ("a: Nulland\n", {"a": "Nulland"}),
        ("a : b\n", {"a": "b"}),
        ("a: b#c\n", {"a": "b#c"}),
        ("a: 'b #c' # d\n", {"a": "b #c"}),
        ("a: # d\n- b\n", {"a": ["b"]}),
        ("a: >-\n  b #c\n  - d\n", {"a": "b #c - d"}),
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
        ("# only a remark\na: b  # and another\n", {"a": "b"}),
        ("---\na: b\n", {"a": "b"}),
        ("<<: b\n", {"<<": "b"}),
        ("a: \u4e2d\u6587 \U0001f30a\n", {"a": "\u4e2d\u6587 \U0001f30a"}),
        ("a: =======\n", {"a": "======="}),
    ],
)
def test_values_stay_text(text: str, data: Any) -> None:
    file = parse_yaml(text, "f.yml")
    assert (file.data, messages(file)) == (data, [])


ANCHOR = "anchors, aliases and tags must not be used"


def written_out(sign: str) -> str:
    return f"write the value out; text that begins with {sign!r} must be in quotes"


INVISIBLE = "text must have no control or invisible characters"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["f.yml:1:1: file must not be empty (delete it, or write a record into it)"]),
        ("---\n", ["f.yml:1:1: file must not be empty (delete it, or write a record into it)"]),
        ("# nothing\n", ["f.yml:1:1: file must not be empty (delete it, or write a record into it)"]),
        ("a: &x b\nc: *x\n", [
            f"f.yml:1:4: {ANCHOR}: '&x' ({written_out('&')})",
            f"f.yml:2:4: {ANCHOR}: '*x' ({written_out('*')})",
        ]),
        ("a: !!int 1\n", [f"f.yml:1:4: {ANCHOR}: '!!int' ({written_out('!')})"]),
        ("a: !own 1\n", [f"f.yml:1:4: {ANCHOR}: '!own' ({written_out('!')})"]),
        ("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", [
            "f.yml:4:3: key must stand once in its record: 'c' "
            "(it stands in line 3 already; delete or rename one of the two)",
            "f.yml:5:1: key must stand once in its record: 'a' "
            "(it stands in line 1 already; delete or rename one of the two)",
        ]),
        ("? [a]\n: b\n", ["f.yml:1:3: key must be one word: a list or mapping (put it in quotes)"]),
        ("a:\n\tb: 1\n", ["f.yml:2:1: indentation must be spaces: a tab (replace each tab by two spaces)"]),
        ("a: b\x00\n", [f"f.yml:1:5: {INVISIBLE}: U+0000 (delete it; editors often hide it)"]),
        ("a: b\u2028c\n", [f"f.yml:1:5: {INVISIBLE}: U+2028 (delete it; editors often hide it)"]),
        ('a: "\\u202e"\n', [f"f.yml:1:4: {INVISIBLE}: U+202E (delete it; editors often hide it)"]),
        ("\ufeffa: b\n", [f"f.yml:1:1: {INVISIBLE}: U+FEFF (save the file as 'UTF-8', not as 'UTF-8 with BOM')"]),
        ("a: 1\n---\nb: 2\n", [
            "f.yml:2:1: file must hold one document: a second one begins with '---' "
            "(delete that line, and see that no key stands twice)",
        ]),
        ("a: [b\nc: d\n", [
            "f.yml:1:4: bracket must be closed: '[b' "
            "(close it in the same line, or put the text in quotes; items need commas)",
        ]),
        ("a: 1\nb: 'c\nd: 2\n", [
            "f.yml:2:4: quotation mark must be closed: \"'c\" (add the same mark at the end of the text)",
        ]),
        ("".join(f"{' ' * depth}a:\n" for depth in range(50)), [
            "f.yml:41:41: file must nest at most 40 levels deep "
            "(see whether a bracket was left open, or compare with the examples)",
        ]),
        ("a: &x b\n---\nc: d\n", [f"f.yml:1:4: {ANCHOR}: '&x' ({written_out('&')})"]),
        ("? {a: [~, ~]}\n: {b: [null]}\nc: ~\n", [
            "f.yml:1:3: key must be one word: a list or mapping (put it in quotes)",
            "f.yml:3:4: value must not stand for nothing: '~' "
            "(leave the line out where there is nothing to say, or put the word in quotes)",
        ]),
        ("a: b\na: {c: [null]}\na: ~\n", [
            f"f.yml:{line}:1: key must stand once in its record: 'a' "
            "(it stands in line 1 already; delete or rename one of the two)" for line in (2, 3)
        ]),
        ("a: [" * 50, [
            "f.yml:1:81: file must nest at most 40 levels deep "
            "(see whether a bracket was left open, or compare with the examples)",
        ]),
    ],
)  # fmt: skip
def test_faults_have_their_place(text: str, expected: list[str]) -> None:
    file = parse_yaml(text, "f.yml")
    assert messages(file) == expected
    assert file.data is None


def test_depth_that_is_allowed() -> None:
    assert parse_yaml("[" * DEEPEST_YAML + "]" * DEEPEST_YAML, "f.yml").problems == []


def test_longest_value() -> None:
    assert parse_yaml("a: " + "b " * (LONGEST_VALUE // 2) + "\nc: " + "d" * LONGEST_VALUE * 2, "f.yml").problems == []
    assert messages(parse_yaml("a: b\nc: '" + "b " * LONGEST_VALUE + "'\n", "f.yml")) == [
        "f.yml:2:4: value must have at most 20,000 characters: 40,000 "
        "(see whether a quotation mark further up was left open)"
    ]


def test_a_fault_that_is_everywhere_is_reported_some_times() -> None:
    *told, rest = parse_yaml("a: \x01\n" * 1000, "f.yml").problems
    assert len(told) == MOST_ALIKE
    assert rest.code == TOO_MANY


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
    assert parse_yaml("# remark\nb: 1\nc:\n- id: x\n- d: 2\n", "f.yml").locate(address) == place


def test_lines_of_records() -> None:
    lines = parse_yaml("id: top\nitems:\n- id: one\n- name: no id\n- id: two\n- id: one\n", "f.yml").lines
    assert {name: (mark.line, mark.column) for name, mark in lines.items()} == {
        "top": (1, 1), "one": (3, 3), "two": (5, 3),
    }  # fmt: skip


def read_yaml(file: Path, path: str) -> YamlFile:
    return KeptFiles().read(file, path, LARGEST_FILE)[0]


def test_windows_line_ends(tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_bytes(b"a: b\r\nc:\r\n- d\r\n")
    assert read_yaml(tmp_path / "f.yml", "f.yml").data == {"a": "b", "c": ["d"]}


UTF_8 = "file must be UTF-8 text"
CR = "line ends must be LF or CRLF: CR (in your editor, save it with line ends LF)"
SAVE = "in your editor, save it with the encoding UTF-8"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: b\nc: d\xe9\n", f"f.yml:2:5: {UTF_8}: byte 0xE9, which is '\u00e9' in Windows-1252 ({SAVE})"),
        # The column counts letters, not bytes.
        (
            "a: \u0436\u0436".encode() + b"\x81\n",
            f"f.yml:1:6: {UTF_8}: byte 0x81, which is '\ufffd' in Windows-1252 ({SAVE})",
        ),
        ("a: b\n".encode("utf-16"), f"f.yml:1:1: {UTF_8}: UTF-16 ({SAVE})"),
        ("a: b\n".encode("utf-16-le"), f"f.yml:1:1: {UTF_8}: UTF-16 ({SAVE})"),
        ("a: b\n".encode("utf-16-be"), f"f.yml:1:1: {UTF_8}: UTF-16 ({SAVE})"),
        ("a: b\n".encode("utf-32"), f"f.yml:1:1: {UTF_8}: UTF-32 ({SAVE})"),
        ("a: b\n".encode("utf-32-le"), f"f.yml:1:1: {UTF_8}: UTF-32 ({SAVE})"),
        ("a: b\n".encode("utf-32-be"), f"f.yml:1:1: {UTF_8}: UTF-32 ({SAVE})"),
        # Cut off in the middle of a letter.
        ("a: b\n".encode("utf-16")[:-1], f"f.yml:1:1: {UTF_8}: UTF-16 ({SAVE})"),
        ("a: b\n".encode("utf-16-le")[:-1], f"f.yml:1:1: {UTF_8}: UTF-16 ({SAVE})"),
        ("a: b\n".encode("utf-32")[:-3], f"f.yml:1:1: {UTF_8}: UTF-32 ({SAVE})"),
        ("a: b\n".encode("utf-32-be")[:-1], f"f.yml:1:1: {UTF_8}: UTF-32 ({SAVE})"),
        (b"a: b\rc: d\r", f"f.yml:1:5: {CR}"),
        (b"a: b\r", f"f.yml:1:5: {CR}"),
        (b"# made of two\na: b\rc: d\re: f\n", f"f.yml:2:5: {CR}"),
        (b"a: b\r\r\nc: d\r\r\n", f"f.yml:1:5: {CR}"),
        (b"a: b\nc\r: d\n", f"f.yml:2:2: {INVISIBLE}: U+000D (delete it; editors often hide it)"),
        (b"a: " + b"b" * LARGEST_FILE, "f.yml:1:1: file must be at most 2 MB: 2.0 MB (divide it into several files)"),
    ],
)
def test_files_that_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_bytes(content)
    assert messages(read_yaml(tmp_path / "f.yml", "f.yml")) == [message]


def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "device.yml").symlink_to("/dev/zero")
    (tmp_path / "loop.yml").symlink_to("loop.yml")
    refused = "file must be a file: a pipe or a device (put an ordinary file in its place)"
    assert messages(read_yaml(tmp_path / "pipe.yml", "f.yml")) == [f"f.yml:1:1: {refused}"]
    assert messages(read_yaml(tmp_path / "device.yml", "f.yml")) == [f"f.yml:1:1: {refused}"]
    assert messages(read_yaml(tmp_path / "loop.yml", "f.yml")) == [
        "f.yml:1:1: link must lead to a file: 'loop.yml' (delete the link)"
    ]


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    folder = "file must be a file: a folder (a folder must not have a name that ends in .yml)"
    assert messages(read_yaml(tmp_path, "f.yml")) == [f"f.yml:1:1: {folder}"]
    missing = "file must be readable: No such file or directory (see who owns it, and who may read it)"
    assert messages(read_yaml(tmp_path / "none.yml", "f.yml")) == [f"f.yml:1:1: {missing}"]
    (tmp_path / "link.yml").symlink_to("nowhere.yml")
    assert messages(read_yaml(tmp_path / "link.yml", "f.yml")) == [
        "f.yml:1:1: link must lead to a file: 'nowhere.yml' (delete the link)"
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "f.yml").write_text("a: b\n")
    (tmp_path / "f.yml").chmod(0)
    assert messages(read_yaml(tmp_path / "f.yml", "f.yml")) == [
        "f.yml:1:1: file must be readable: Permission denied (see who owns it, and who may read it)"
    ]
