"""The contributors' page lists every rule in the words of the rule itself."""

import re
from pathlib import Path

import pytest

from sourcebook import rules

PAGE = Path(__file__).parent.parent / "docs" / "about" / "contributing.md"


def plain(text: str) -> str:
    return re.sub(r"[`'’]|\s+", lambda match: " " if match[0].isspace() else "", text).lower()


@pytest.mark.parametrize("sentence", rules.sentences())
def test_rule_stands_in_the_page(sentence: str) -> None:
    assert plain(sentence) in plain(PAGE.read_text("utf-8"))


def test_every_rule_is_one_sentence() -> None:
    for sentence in rules.sentences():
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0
