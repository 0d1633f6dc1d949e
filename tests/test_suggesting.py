"""What was meant by a word that is nearly right."""

import pytest

from sourcebook.words.suggesting import nearest, suggest


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("harow-1931", ["lind-1902", "harrow-1931"], "did you mean 'harrow-1931'?"),
        ("lind", ["lind-annals-in-english-1902", "harrow-1931"], "did you mean 'lind-annals-in-english-1902'?"),
        ("zzz", ["lind-1902"], ""),
        ("“harrow-1931”", ["lind-1902", "harrow-1931"], "did you mean 'harrow-1931'?"),
        ("Lind_1902", ["lind-1902", "harrow-1931"], "did you mean 'lind-1902'?"),
        ("l\u0456nd-1902", ["lind-1902"], "did you mean 'lind-1902'? '\u0456' is a Cyrillic letter (U+0456)"),
        ("lind\u00a01902", ["lind-1902"], "did you mean 'lind-1902'? it has an invisible character (U+00A0)"),
        ("x" * 1000, ["x" * 999], ""),
        ("", ["lind-1902"], ""),
        ("lind", [], ""),
        ("\u0425\u0440\u0443\u0449\u0451\u0432", ["khrushchev"], "did you mean 'khrushchev'?"),
    ],
)
def test_suggest(word: str, known: list[str], expected: str) -> None:
    assert suggest(word, known) == expected


@pytest.mark.parametrize(
    ("word", "alike", "expected"),
    [("h\u0430row", 0.6, "harrow"), ("har", 0.9, ""), ("x" * 1000, 0.6, ""), ("zzz", 0.6, "")],
)
def test_nearest_is_the_known_word_that_is_most_like_it(word: str, alike: float, expected: str) -> None:
    assert nearest(word, iter(["lind", "harrow"]), alike) == expected


def test_suggestion_says_where_the_word_stands() -> None:
    assert suggest("Edit", ["Edith"], lambda name: f"people.yml:{len(name)}") == "did you mean 'Edith' in people.yml:5?"
    assert suggest("Edit", ["Edith"], {"Edith": ""}.__getitem__) == "did you mean 'Edith'?"
