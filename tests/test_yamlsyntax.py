"""Where YAML cannot be read: the mistake that is named, and its place. The golden messages hold the usual ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.files.yamlfile import parse_yaml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A remark or a blank line in between changes nothing.
        ("a: b\n# remark\n\n   c: d\n", "4:4: line must be indented like those that it belongs to: 3 spaces "
         "(give it no spaces, so that it stands under 'a' in line 1)"),
        ("- a: b\n     c: d\n", "2:6: line must not be indented deeper than the key above it: 5 spaces "
         "(give it 2 spaces, so that it stands under 'a' in line 1)"),
        ("a:\n  - b: c\n    d:\n    - e\n   f: g\n", "5:4: line must be indented like those that it belongs to: "
         "3 spaces (give it 4 spaces, so that it stands under 'd' in line 3)"),
        ("- - a\n - b\n", "2:2: line must be indented like those that it belongs to: 1 space "
         "(give it 2 spaces, so that it stands under the hyphen in line 1)"),
        ("a: >-\n    b\n     c\nd: e\n", None),
        ("a:\n  b: >-\n      c\n    d\n", "4:5: text must be indented like its first line: 4 spaces "
         "(give it 6 spaces, as line 3 has)"),
        ("a: https://example.org:80/b\n", None),
        ("a: 'b\n  c'\nd: e\n", None),
        ("a: 'b\nc: 'd'\n", '1:4: quotation mark must be closed: "\'b" (add the same mark at the end of the text)'),
        ("a: \"b\" c'\n", "1:8: text must not go on behind its closing quotation mark: '\"b\" c\\'' "
         "(write '\"b\" c''')"),
        ("- 'It's'\n", "1:7: text in '…' must have each apostrophe twice: \"'It's'\" (write 'It''s')"),
        ("a: [b, c\n", "1:4: bracket must be closed: '[b, c' "
         "(close it in the same line, or put the text in quotes; items need commas)"),
        ("a: ]b\n", "1:4: text that begins with ']' must be in quotes: ']b' (write ']b')"),
        ("a: ? b\n", "1:4: text that begins with '?' must be in quotes: '? b' (write '? b')"),
        ('a: "\\q"\n', "1:5: text in \"…\" must not have a backslash that means nothing: '\"\\\\q\"' "
         '(put \'…\' around the text instead of "…")'),
        ("a: b: c\n", "1:5: text with a colon and a space must be in quotes: 'b: c' (write a: 'b: c')"),
        ("a\nb: c\n", "1:1: key must be followed by a colon: 'a' (add ':' behind it)"),
        ("a: " + "b" * 500 + ": c\n", "1:504: text with a colon and a space must be in quotes: "
         f"'{'b' * 59}…' (put '…' around it)"),
        ("a: b\n...\nc: d\n", "2:1: file must hold one document: '...' ends it before the end of the file "
         "(delete the line)"),
    ],
)  # fmt: skip
def test_mistake_and_place(text: str, expected: str | None) -> None:
    assert [str(problem) for problem in parse_yaml(text, "f.yml").problems] == (
        [f"f.yml:{expected}"] if expected else []
    )


@given(st.text("ab:-?#'\"[]{}>|&*!%@` \n,.=;", max_size=60))
def test_any_text_is_read_or_has_a_mistake_with_a_place(text: str) -> None:
    file = parse_yaml(text, "f.yml")
    assert (file.data is None) == bool(file.problems)
    for problem in file.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.column >= 1
        assert " must " in problem.message
