"""Ids: what is one, what text becomes which, and what is proposed where one is not in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.editing.draft import Draft
from sourcebook.records.kinds import CATALOGUE
from sourcebook.words.folding import as_meant, odd_letter, words
from sourcebook.words.ids import KEBAB, to_id, what_is_odd
from support import Copy


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
        ("\u0425\u0440\u0443\u0449\u0451\u0432", "khrushchev"),
        ("\u0421\u0430\u0440\u0430 Miller", "sara-miller"),
        ("\u0126", "h"),
        ("\u7fd2\u8fd1 Xi", "xi"),
        ("!?", ""),
        ("x" * 1000, "x" * 100),
    ],
)
def test_to_id(word: str, meant: str) -> None:
    assert to_id(word) == meant


@given(st.text(max_size=30))
def test_what_is_proposed_is_an_id(word: str) -> None:
    meant = to_id(word)
    assert not meant or KEBAB.fullmatch(meant)
    assert to_id(meant) == meant


@given(st.from_regex(KEBAB, fullmatch=True).filter(lambda word: len(word) < 50))
def test_an_id_stays_as_it_is(word: str) -> None:
    assert (to_id(word), as_meant(word), odd_letter(word)) == (word, word, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The flood carries away the bridge", "the-flood-carries-away-the-bridge"),
        ("Эдит Мельникова", "edit-melnikova"), ("100% — no?", "100-no"), ("習近", ""),
        ("a " * 30, "-".join("a" * 20)), ("x" * 60, "x" * 40),
    ],
)  # fmt: skip
def test_id_is_made_of_whole_words(text: str, expected: str) -> None:
    assert to_id(text, 40) == expected
    assert words(to_id(text, 40).replace("-", " ")) == [word for word in to_id(text, 40).split("-") if word]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Bridge_lost", "did you mean 'bridge-lost'? not allowed here: 'B'"),
        ("bridge--lost", "did you mean 'bridge-lost'? hyphens stand singly, and inside"),
        ("\u0425\u0440\u0443\u0449\u0451\u0432", "did you mean 'khrushchev'? not allowed here: '\u0425' (U+0425)"),
        ("\u7fd2\u8fd1", "not allowed here: '\u7fd2' (U+7FD2)"),
    ],
)
def test_what_is_odd_about_an_id_is_said_with_the_one_that_was_meant(name: str, hint: str) -> None:
    assert what_is_odd(name) == hint


def test_check_proposes_the_id_that_new_proposes(tiny: Copy) -> None:
    name = "\u0425\u0440\u0443\u0449\u0451\u0432"
    tiny.edit("data/people.yml", "id: edith-miller", f"id: {name}")
    proposed = Draft(CATALOGUE["term"], tiny.reference, values={"name": name}).proposed_id()
    assert proposed == "khrushchev"
    assert any(f"did you mean '{proposed}'?" in line for line in tiny.messages())
