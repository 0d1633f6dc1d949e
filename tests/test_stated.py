"""Figures of bound sentences: what is the same figure, and what is none."""

import pytest

from sourcebook.rules.sentences.figures import Stated, figures
from support import Copy

HOME = "data/home.yml"


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("1,548,366 people", "1548366 people"),
        ("some 1,430 delegates", "1\u202f430 delegates"),
        ("on 5 March 1953", "5 March 1953"),
        ("on 5 March", "from 3 to 5 March 1953"),
        ("on the 5th of March", "5 March 1953"),
        ("the 18th", "from 18 February"),
        ("18 days", "the 18th day"),
        ("in 1937–38", "in 1937 and 1938"),
        ("in 1938", "in 1937–38"),
        ("at 9.50", "at 9:50"),
        ("at 9.50", "at 09:50"),
        ("the 1980s", "from 1980"),
        ("11 days", "eleven days"),
        ("the 2nd time", "for the second time"),
        ("the Tu-104", "a Tu-104"),
        ("a Tu104 of the K6", "no figure"),
        ("no figure", "in 1287"),
        ("98 of 139, in 1937,1938", "1937: 98 of 139; 1938"),
        ("1" * 5000, "1" * 5000),
        ("٣ days", "3 days"),
        ("007 of 0", "7 of 000"),
    ],
)
def test_same_figures_are_known(said: str, claim: str) -> None:
    assert [figure.written for figure in figures(said) if not Stated((claim,)).has(figure)] == []


@pytest.mark.parametrize(
    ("said", "claim", "lacking"),
    [
        ("1,548 people", "1,548,366 people", ["1,548"]),
        ("on 5 March 1953", "5 April 1953", ["5 March"]),
        ("on 5 March 1953", "March 1953", ["5 March"]),
        ("at 9.50", "at 9.55, or 50", ["9.50"]),
        ("in 1937–39", "in 1937 and 1938", ["1939"]),
        ("13 days", "thirteen days", ["13"]),
        ("the 21st of 98", "the 22nd of 981", ["21st", "98"]),
    ],
)
def test_other_figures_are_not(said: str, claim: str, lacking: list[str]) -> None:
    assert [figure.written for figure in figures(said) if not Stated((claim,)).has(figure)] == lacking


def test_title_and_date_of_a_claim_state_figures_too(tiny: Copy) -> None:
    told = "Before night the river stood in the market."
    tiny.edit("data/story.yml", told, f"{told} It was the 13th, in 1287.")
    assert tiny.messages() == []
    tiny.edit("data/chapters/flood.yml", "title: The river comes over the wall", "title: The river rises 9 feet")
    tiny.edit("data/story.yml", "the 13th, in 1287.", "the 13th, in 1287, at 9 feet.")
    assert tiny.messages() == []


def test_figures_are_not_asked_where_a_claim_is_not_known(tiny: Copy) -> None:
    tiny.edit("data/story.yml", "      - council-swears\n", "      - council-swears\n      - council-sweats\n")
    assert [message.partition(" (")[0] for message in tiny.messages()] == [
        "data/story.yml:25:9: episode 'the-town-builds-anew', story sentence 'About March 1287 the …':"
        " claim must be a known claim: 'council-sweats'"
    ]
    tiny.edit("data/chapters/quarrel.yml", "date: 1287-03~", "date: March 1287")
    assert [message.partition(":")[0] for message in tiny.messages()] == ["data/chapters/quarrel.yml", "data/story.yml"]


def test_figures_are_not_asked_where_the_date_of_a_claim_is_none(tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", "date: 1287-03~", "date: March 1287")
    assert [message.partition(":")[0] for message in tiny.messages()] == ["data/chapters/quarrel.yml"]


def test_figures_behind_a_sentence_whose_claims_are_not_known_are_asked(tiny: Copy) -> None:
    tiny.edit(HOME, "  - river-over-the-wall\nwhat-it-said", "  - river-over-the-walls\nwhat-it-said")
    tiny.edit(HOME, "eleven days of rain, a later", "eleven days of rain in 1931, a later")
    _, message = tiny.messages()
    assert "figure must stand in one of its claims: '1931'" in message


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("4 of 5 and 6", "'4', '5', '6', '13', '14 February', '1287'"),
        ("4 of 5, 6 and 7", "'4', '5', '6', '7', '13', '14 February' …"),
    ],
)
def test_hint_shows_six_figures_and_whether_there_are_more(text: str, shown: str, tiny: Copy) -> None:
    tiny.edit("data/start.yml", "What it cost the town:", "After 3 days:")
    tiny.edit("data/chapters/flood.yml", "text: The wooden bridge broke in the night", f"text: It broke {text} times")
    (message,) = tiny.messages()
    assert message.endswith(f": '3' (they have {shown})")


@pytest.mark.parametrize(
    ("claims", "asked"), [("[council-swears]", True), ("[council-swears, council-sweats]", False), ("[]", False)]
)
def test_reason_is_asked_for_a_judgement_where_all_its_claims_are_known(claims: str, asked: bool, tiny: Copy) -> None:
    tiny.edit(HOME, "claims:\n  - harrow-blames-the-council\n", f"claims: {claims}\n")
    (message,) = tiny.messages()
    assert ("must be a judgement" in message) == asked


def test_reason_is_not_asked_for_a_judgement_that_is_called_a_fact(tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", "kind: judgement", "kind: fact")
    assert [message.partition(":")[0] for message in tiny.messages()] == ["data/chapters/quarrel.yml"]


def test_reason_is_not_asked_for_a_judgement_that_does_not_say_who_judges(tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", "    by:\n    - Walter Harrow\n", "")
    assert [message.partition(":")[0] for message in tiny.messages()] == ["data/chapters/quarrel.yml"]


def test_no_reason_is_asked_without_a_home_page(tiny: Copy) -> None:
    tiny.remove(HOME)
    assert tiny.messages() == []
