"""Numbers and lists within a sentence, and names of languages."""

import pytest

from sourcebook.records.forms import language_name
from sourcebook.words.counting import and_list, count, number_in_words, with_article


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1234567, "1,234,567 claims")]
)
def test_count(number: int, expected: str) -> None:
    assert count(number, "claim") == expected


@pytest.mark.parametrize(("number", "expected"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (1234, "1,234")])
def test_small_numbers_are_words(number: int, expected: str) -> None:
    assert number_in_words(number) == expected


@pytest.mark.parametrize("noun", ["a claim", "an answer", "a hand-over"])
def test_article_goes_with_its_noun(noun: str) -> None:
    assert with_article(noun.partition(" ")[2]) == noun


def test_items_are_joined_with_and() -> None:
    assert [and_list([]), and_list(["one"]), and_list(iter(["one", "two"]))] == ["", "one", "one and two"]


@pytest.mark.parametrize(("code", "name"), [("en", "English"), ("de-AT", "German (Austria)"), ("xx-none", "xx-none")])
def test_language_has_its_english_name(code: str, name: str) -> None:
    assert language_name(code) == name
