"""Limits that prose names are those of the fields: whoever changes one is told every sentence that is false then.

The pages about the data format and the rules, snippets and the tops of files have tests of their own.
"""

import re
from pathlib import Path

import pytest

from sourcebook.files.encoding import LARGEST_FILE
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.marks import AtLeast, Characters, Words, WordsInAll
from sourcebook.words.counting import number_in_words

ROOT = Path(__file__).parent.parent
SAID = re.compile(r"\bat most (?:\*\*)?(\d+|[a-z]+teen)\b|\b(\w+) claims at least|\bat least (\d+)", re.IGNORECASE)
RULES = re.compile(r"^- [^\n]*(?:\n  [^\n]*)*\n  \{: #rule-[a-z-]+ \}$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PROSE = {
    "README.md": [("Citation", "quote")],
    "docs/about/contributing.md": [
        ("Claim", "title"),
        ("Citation", "quote"),
        ("Section", "lead"),
        ("Question", "answers"),
        ("Claim", "title"),
    ],
    "docs/about/method.md": [("Citation", "quote")],
    ".github/ISSUE_TEMPLATE/claim-is-wrong.yml": [("Citation", "quote")],
}
"""The fields whose limits stand in a file, in its order."""
ELSEWHERE = {"docs/about/data-format.md", "docs/about/engine.md", "docs/about/decisions.md"}
"""Documents with tests of their own, and the one that tells what was decided once."""


def limit(model: str, key: str) -> int:
    """Return how much a field may or must hold."""
    (field,) = [field for field in fields_of(CATALOGUE.models[model]) if field.key == key]
    words = field.mark(Words) or field.mark(WordsInAll)
    characters, least = field.mark(Characters), field.mark(AtLeast)
    return words.most if words else characters.most if characters else least.least if least else 0


def said(file: Path) -> list[str]:
    """Return the numbers that prose gives as limits, but for those of rules and examples."""
    text = FENCED.sub("", RULES.sub("", file.read_text("utf-8")))
    return ["".join(filter(None, found.groups())) for found in SAID.finditer(text)]


def is_number(word: str, number: int) -> bool:
    in_words = {number_in_words(number), {15: "fifteen"}.get(number)}
    return word == str(number) or word.lower() in in_words


@pytest.mark.parametrize("path", PROSE)
def test_limit_in_prose_is_that_of_the_field(path: str) -> None:
    numbers = said(ROOT / path)
    assert len(numbers) == len(PROSE[path]), numbers
    assert [
        (word, limit(*field))
        for word, field in zip(numbers, PROSE[path], strict=True)
        if not is_number(word, limit(*field))
    ] == []


def test_no_other_document_names_a_limit() -> None:
    folders = ("docs", ".github")
    files = [ROOT / "README.md", *(file for folder in folders for file in (ROOT / folder).rglob("*"))]
    texts = [file for file in files if file.suffix in {".md", ".yml"}]
    found = {file.relative_to(ROOT).as_posix() for file in texts if said(file)}
    assert found - ELSEWHERE == PROSE.keys()


def test_size_of_files_in_prose_is_that_which_is_read() -> None:
    page = (ROOT / "docs/about/data-format.md").read_text("utf-8")
    assert f"hold at most {LARGEST_FILE / 1e6:.0f} MB" in page
