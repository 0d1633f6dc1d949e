"""Words that are nearly right: look-alike letters, invisible characters, ids in other forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.rules.identity import KEBAB
from sourcebook.words.spelling import kebab, odd_letter, plain


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("council-swears", "council-swears"),
        ("Council Swears", "council-swears"),
        ("council_swears", "council-swears"),
        ("council--swears-", "council-swears"),
        ("council\u2013swears", "council-swears"),
        ("\u201ccouncil swears\u201d", "council-swears"),
        ("c\u043euncil-sw\u0435ars", "council-swears"),
        ("coun\u200bcil\u00a0swears", "council-swears"),
        ("L\u00f6we's Stra\u00dfe", "lowes-strasse"),
        ("\u0445\u0440\u0443\u0449\u0451\u0432", ""),
        ("!?", ""),
        ("x" * 1000, ""),
    ],
)
def test_kebab(word: str, meant: str) -> None:
    assert kebab(word) == meant


@given(st.text(max_size=30))
def test_what_is_proposed_is_an_id(word: str) -> None:
    meant = kebab(word)
    assert not meant or KEBAB.fullmatch(meant)
    assert kebab(meant) == meant


@given(st.from_regex(KEBAB, fullmatch=True).filter(lambda word: len(word) < 50))
def test_an_id_stays_as_it_is(word: str) -> None:
    assert (kebab(word), plain(word), odd_letter(word)) == (word, word, "")


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
