"""Letters: what words are compared as, and what is odd about one."""

import pytest

from sourcebook.words.folding import CYRILLIC, as_meant, differ_by_one_slip, fold, odd_letter


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ёлка и Щука", "elka i shchuka"), ("Țara Łódź Ørsted", "tara lodz orsted"), ("Straße", "strasse"),
        ("O’Brien", "obrien"), ("Київ", "kiiv"), ("Ђорђе Љубић", "djordje ljubic"), ("İstanbul", "istanbul"),
        ("習近", "習近"),
    ],
)  # fmt: skip
def test_words_are_compared_without_case_accents_and_script(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_table_of_letters_is_whole() -> None:
    russian = [chr(code) for code in range(0x430, 0x450)]
    assert set(russian) <= set(CYRILLIC)
    assert all(latin.isascii() and latin == latin.lower() for latin in CYRILLIC.values())


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("bridge", "bridge", True), ("bridge", "brdge", True), ("bridge", "bridgee", True), ("bridge", "bridqe", True),
        ("bridge", "bridge-", True), ("bridge", "brigde", True), ("bridge", "bird", False), ("bridge", "brgide", False),
        ("", "a", True), ("", "ab", False),
    ],
)  # fmt: skip
def test_one_slip(one: str, two: str, expected: bool) -> None:
    assert differ_by_one_slip(one, two) is expected
    assert differ_by_one_slip(two, one) is expected


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("\u00ab\u0419\u043e\u0434\u00bb", "\u0439\u043e\u0434"),
        ("\u0141\u00f3d\u017a", "\u0142odz"),
        ("\u00c9toile  d\u2019or", "etoile dor"),
    ],
)
def test_where_alphabets_stay_apart_only_accents_are_dropped(text: str, folded: str) -> None:
    assert fold(text, romanized=False) == folded


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("c\u043euncil-sw\u0435ars", "council-swears"), ("\u201cc\u200bouncil\u201d", "council"),
        ("\u0421\u0430\u0440\u0430 Miller", "\u0421\u0430\u0440\u0430 Miller"),
    ],
)  # fmt: skip
def test_look_alikes_are_latin_only_among_latin_letters(text: str, meant: str) -> None:
    assert as_meant(text) == meant


@pytest.mark.parametrize(
    ("word", "described"),
    [
        ("harrow", ""),
        ("\u00c9dith", ""),
        ("\u0445\u0430\u0440\u0440\u043e\u0432", ""),
        ("h\u0430rrow", "'\u0430' is a Cyrillic letter (U+0430)"),
        ("h\u03b1rrow", "'\u03b1' is a Greek letter (U+03B1)"),
        ("har\u00a0row", "it has an invisible character (U+00A0)"),
        ("har\u200brow", "it has an invisible character (U+200B)"),
    ],
)
def test_odd_letter(word: str, described: str) -> None:
    assert odd_letter(word) == described
