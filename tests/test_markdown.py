"""The reader of Markdown, held against the one that MkDocs uses, with the extensions that this site has."""

import re
from html.parser import HTMLParser
from itertools import count
from time import process_time

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sites import PROJECT
from sourcebook.words.markdown import anchors, links, without_code


class Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml``, whose tags say nothing here."""


Loader.add_multi_constructor("!", lambda *_: None)
LISTED = yaml.load((PROJECT / "mkdocs.yml").read_text("utf-8"), Loader)["markdown_extensions"]
EXTENSIONS = {name: {} for item in LISTED if isinstance(name := item, str)}
EXTENSIONS |= {name: options for item in LISTED if isinstance(item, dict) for name, options in item.items()}


class Rendered(HTMLParser):
    """What Python-Markdown makes of a page: addresses of links and pictures, ids, and all code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.code = ""
        self.alternatives = ""
        self._inside = 0
        self.feed(markdown.markdown(text, extensions=[*EXTENSIONS], extension_configs=EXTENSIONS))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        self.ids |= {given["id"]} if "id" in given else set()
        self.links += [given["href"]] if tag == "a" and given.get("class") != "headerlink" else []
        self.links += [given["src"]] if tag == "img" else []
        self.alternatives += given.get("alt", "")
        self._inside += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag == "code"

    def handle_data(self, data: str) -> None:
        self.code += data if self._inside else ""


WORD = re.compile(r"[qz]\d+z")


def agrees(text: str) -> None:
    """Links, ids, and the words within code are those of Python-Markdown; a place is where the target stands.

    Definitions are links whether used or not, and braces give an id whether or not Markdown knows of what.
    """
    made = Rendered(text)
    found = links(text)
    seen = {re.sub(r"\\(\W)|`+", r"\1", link.target) for link in found}
    defined = {*re.findall(r"\]:\s*<?(q\d+z)", text)}
    assert seen - defined <= set(made.links) <= seen
    assert all(text[link.start : link.end] == link.target for link in found)
    assert made.ids <= anchors(text) <= made.ids | {*re.findall(r"#(z\d+z)", text)}
    code = {*WORD.findall(text)} - {*WORD.findall(without_code(text))}
    assert {*WORD.findall(made.code)} <= code <= {*WORD.findall(made.code + made.alternatives)}


INLINE = st.sampled_from([
    "[W](T)", "[W](T)", "[W](T#F)", '[W](T "W")', "[W](<T>)", "[W](<T> 'W')", "![W](T)", "[![W](T)](T)", "[](T)",
    "[W][a]", "[W][b]", "[a]", "[W] [a]", "[a][]", "<https://T.org>", "`W`", "`` W ` W ``", "``W`", "`W", "W`", "\\`",
    "\\\\`", "[W](T 'W)", "[W](T (T))", "[W](T", "\\[W](T)", "[W]\\(T)", "[W`](T)`", "[[W]](T)", "[a [W](T)](T)", "!",
    "[W]( T )", "*W*", "_W_", "**W", "W", "W_W", "W-W", "|", "\\|", "(", ")", "]", "[", ":", " ", " ", "\n", "[`W`](T)",
    "{: #F }", "\\*", "'", '"', "[W\nW](T)", "`W\nW`", "[^1]", "W\\", "é", "&amp;",
])  # fmt: skip
TEXT = st.lists(INLINE, min_size=1, max_size=5).map("".join)
BLOCK = st.one_of(
    TEXT,
    TEXT.map(lambda text: f"# W{text}"),
    TEXT.map(lambda text: f"### W{text.replace('{: #F }', '')} {{: #F .c }}"),
    TEXT.map(lambda text: f"## W{text} ##"),
    TEXT.map(lambda text: f"W{text}\n==="),
    TEXT.map(lambda text: f"- {text}"),
    TEXT.map(lambda text: f"1. {text}\n2. W"),
    TEXT.map(lambda text: f"```\n{text}\n```"),
    TEXT.map(lambda text: f"~~~ yaml\n{text}\n\nW\n~~~"),
    TEXT.map(lambda text: f"````\n```\n{text}\n````"),
    TEXT.map(lambda text: f"``` W W W\n{text}\n```"),
    TEXT.map(lambda text: f"| W | {text} |\n|---|---|\n| {text} | `W` |"),
    TEXT.map(lambda text: f"W | W\n--- | ---\n{text} | W".replace("\n\n", "\n")),
    st.sampled_from(["[a]: T", '[a]: T "W"', "[b]: <T>", "[b]: T\n    'W'", "[^1]: W W", "***", "```", "*[W]: W",
                     "---"]),
)  # fmt: skip


def placed(block: str, before: str) -> str:
    return "\n".join(before + line for line in block.split("\n"))


PAGE = st.lists(
    st.tuples(st.builds(placed, BLOCK, st.sampled_from(["", "", "", "    ", "  ", "> ", "        ", "    > ", "\t"])),
              st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n"])),
    min_size=1, max_size=6,
).map(lambda blocks: "".join(block + end for block, end in blocks))  # fmt: skip


def numbered(text: str) -> str:
    """Return the text with words and targets that stand once each."""
    numbers = count(1)
    return re.sub(r"[WTF](?![A-Za-z0-9])", lambda m: f"{'z' if m[0] == 'F' else 'q'}{next(numbers)}z", text)


# Links within the words of a picture, and code within a target, are no more than slips; they are read in part.
@given(PAGE.map(numbered).filter(lambda text: not re.search(r"!\[[^\]]*\[|\]\([^)]*`", text)))
def test_reader_sees_what_mkdocs_sees(text: str) -> None:
    agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "~~~\n[q1z](q2z)\n~~~", "- q1z\n\n    ```\n    [q2z](q3z)\n    ```", "- q1z\n\n        [q2z](q3z)",
        "q1z\n    [q2z](q3z)", "- q1z\n\n    [q2z](q3z)", "> ```\n> [q1z](q2z)\n> ```", ">     [q1z](q2z)",
        "`q1z\n[q2z](q3z)` q4z", "\\`[q1z](q2z)`", "\\\\`[q1z](q2z)`", "`` [q1z](q2z) ` ``",
        "``` q1z q2z\n[q3z](q4z)\n```",
        "```\n[q1z](q2z)", "    ```\n    [q1z](q2z)\n    ```", "# q1z\n    [q2z](q3z)", "````\n```\n[q1z](q2z)\n````",
        '[q1z](q2z "q3z")', "[q1z](<q2z> 'q3z')", "[q1z](q2z (q3z))", "[q1z](q2z 'q3z)", "[q1z]( q2z )",
        "[q1z](q2z\n'q3z')",
        "[q1z][q2z]\n\n[q2z]: <q3z> 'q4z'", "[q1z][]\n\n[q1z]: q2z", "[q1z]: q2z", "[q1z]:\n    q2z", "![q1z](q2z)",
        "[![q1z](q2z)](q3z)", "<https://q1z.org>", "[q1z](q2z", "\\[q1z](q2z)", "!\\[q1z](q2z)", "[q1z] (q2z)",
        "[^1]: q1z q2z",
        "| q1z | [q2z](q3z) |\n|---|---|\n| [q4z | q5z](q6z) | `q7z | q8z` |", "*[q1z]: [q2z](q3z)", "a\t[q1z](q2z)",
        "- a\n\t- b\n\n\t\t[q1z](q2z)\n\n\t\t\t[q3z](q4z)", "# q1z\n\n# q1z\n\n## `q2z` [q3z](q4z) _q5z_ q6z_q7z é ##",
        "q1z\n===\n\nq2z\n---\n", "# q1z {: #z2z .c }\n\n### q3z {#z4z}\n", "[q1z\nq2z](q3z)", "[q1z](q2z?q3z#z4z)",
        "***\n    [q1z](q2z)", "1. q1z\n2. [q2z](q3z)\n\n[q4z](q5z)\n\n    [q6z](q7z)",
    ],
)  # fmt: skip
def test_each_form_is_read_as_mkdocs_reads_it(text: str) -> None:
    agrees(text)


def test_place_of_path_and_fragment() -> None:
    text = '---\ntitle: [x](y.md)\n---\n\tp\n\n> - [a](<b\\_c.md?d#e> "f")\r\n'
    (link,) = links(text)
    assert (link.path, link.fragment, link.plain) == ("b_c.md", "e", False)
    assert text[link.start : link.end] == "b\\_c.md?d#e"
    assert [link.plain for link in links("[a](b) [a]( b) ![a](b) <https://b.example> [](b)\n\n[c]: b")] == [
        True, False, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "`" * 20_000, "> " * 5_000 + "a", "- " * 5_000 + "a", "# a\n" * 5_000, "***\n" * 1_000,
             "[a](" * 2_000,
             "\\" * 20_000 + "`", "`a``b" * 3_000, "[a]: b\n" * 3_000, "|a" * 5_000 + "\n" + "|-" * 5_000],
    ids=range(11),
)  # fmt: skip
def test_nothing_that_somebody_writes_takes_long(text: str) -> None:
    began = process_time()
    anchors(text)
    assert process_time() - began < 5
