"""Claims that seem to say the same: what is found in references of any size, and what is only about the same."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from sourcebook.records.model import Claim
from sourcebook.reference.load import load
from sourcebook.rules.overlaps import candidates, overlapping_claims_are_joined
from support import Copy

REAL = Path(__file__).parent.parent / "data"


def claims(*texts: str) -> dict[str, Claim]:
    """Return claims that say this, each named by its number."""
    return {
        str(number): Claim(id=str(number), title=text.split(".")[0][:60], text=text, kind="fact")
        for number, text in enumerate(texts)
    }


SMALL = claims(
    "The bridge of Aldermere was built in 1280.",
    "Some accounts date the bridge of 1280 to the 12th of May.",
    "The bridge of May 1280 had five wooden arches.",
    "The bridge of May 1280 was paid for by the council of Aldermere.",
    "The bridge of May 1280 was also paid for by the priory.",
    "Aldermere had no bridge before 1280.",
    "The council of Aldermere took a toll on the bridge from 1281 on.",
    "The priory asked in 1282 that the bridge of Aldermere be free of toll.",
    "The council of Aldermere mended the bridge in May 1284.",
    "Walter Harrow judges that the bridge of 1280 was too low for Aldermere.",
    "Agnes Lind judges that the bridge of 1280 was high enough for the time.",
    "The bridge of Aldermere was lost in 1287.",
)
"""A reference of one matter: its words, and those of its time and place, stand in most of its claims."""
REPEATED = "A cow of the miller stood on the roof of the tannery for two nights."
AGAIN = "For two nights, a cow that belonged to the miller stood on the tannery's roof."


def filler(number: int) -> list[str]:
    """Return so many claims of which no two have anything in common."""
    letters = (f"{first}{second}" for first in "bcdfghjklmnpqrstvw" for second in "aeiouy" for _ in range(6))
    unlike = (f"{syllable}{number}" for syllable, number in zip(letters, count(), strict=False))
    return [" ".join(next(unlike) for _ in range(8)) + "." for _ in range(number)]


def test_what_all_claims_are_about_makes_none_of_them_a_repetition() -> None:
    assert candidates(SMALL) == []


@pytest.mark.parametrize("others", [0, 1, 3, 10, 30, 60])
def test_a_repetition_is_found_in_a_reference_of_any_size(others: int) -> None:
    told = claims(REPEATED, *filler(others), AGAIN)
    assert candidates(told) == [("0", str(others + 1))]


def test_a_repetition_is_found_among_claims_of_one_matter() -> None:
    texts = [claim.text for claim in SMALL.values()]
    assert candidates(claims(REPEATED, *texts, AGAIN)) == [("0", str(len(texts) + 1))]


@pytest.mark.parametrize(("others", "number", "found"), [(2, 12, True), (3, 12, False), (0, 3, True), (1, 3, False)])
def test_words_tell_something_if_few_claims_have_them(others: int, number: int, found: bool) -> None:
    """So many other claims have each of the words that two share, among so many claims: a third of them may."""
    shared = ["sluice", "tannery", "miller"]
    texts = ["Sluice. Tannery, miller, one gate.", "Sluice. Tannery, miller, old wheel."]
    if number == 3 and others:
        texts.append(f"Sluice. Tannery, miller. {filler(1)[0]} {' '.join(f'word{at}' for at in range(20))}")
    else:
        texts += [f"{word}. {text}" for word, text in zip(shared * others, filler(9), strict=False)]
    told = claims(*texts, *filler(30)[10:][: number - len(texts)])
    assert len(told) == number
    assert candidates(told) == ([("0", "1")] if found else [])


@pytest.mark.parametrize(("having", "found"), [(9, True), (10, False)])
def test_of_many_claims_a_small_share_may_have_a_word_that_tells_something(having: int, found: bool) -> None:
    """Of 200 claims, so many have each of the words that two of them share."""
    texts = ["Sluice. Tannery, miller, one gate.", "Sluice. Tannery, miller, old wheel."]
    words = [word for word in ("sluice", "tannery", "miller") for _ in range(having - 2)]
    words += ["alone"] * (198 - len(words))
    texts += [
        f"{word}{number if word == 'alone' else ''}. {' '.join(f'own{number}x{at}' for at in range(8))}"
        for number, word in enumerate(words)
    ]
    assert candidates(claims(*texts)) == ([("0", "1")] if found else [])


@pytest.mark.parametrize(
    ("shared", "one", "other", "found"),
    [(3, 3, 3, True), (3, 3, 4, True), (3, 4, 4, False), (2, 1, 1, False), (6, 0, 14, True), (6, 0, 15, False)],
)
def test_pairs_share_three_words_and_three_of_ten(shared: int, one: int, other: int, found: bool) -> None:
    # Words are compared in an order that no one knows, so that this is tried often.
    for turn in range(40):
        first, *rest = (f"word{turn}x{number}" for number in range(shared))
        texts = [
            f"{first}. {' '.join([*rest, *(f'{name}{turn}x{number}' for number in range(own))])}"
            for name, own in (("one", one), ("other", other))
        ]
        assert candidates(claims(*texts)) == ([("0", "1")] if found else [])


def test_each_pair_of_three_is_found() -> None:
    told = claims(REPEATED, AGAIN, REPEATED, *filler(9))
    assert sorted(candidates(told)) == [("0", "1"), ("0", "2"), ("1", "2")]


@pytest.mark.parametrize(("number", "people", "pairs"), [(2, 2, [("0", "1")]), (2, 1, []), (3, 2, [])])
def test_one_day_of_the_same_people_makes_a_pair(number: int, people: int, pairs: list[tuple[str, str]]) -> None:
    """Where more claims tell of that day than a word may have, it tells nothing."""
    named = {"date": "1287-02-13", "people": ("Edith Miller", "Walter Harrow")[:people]}
    told = {name: claim.model_copy(update=named) for name, claim in claims(*filler(number)).items()}
    assert candidates(told) == pairs


def test_everyday_words_tell_nothing() -> None:
    assert (
        candidates(claims("She said that both were there when they came.", "There they said that when both came."))
        == []
    )


REPEAT = (
    "    title: Harrow blames the council\n"
    "    text: In Harrow's view the town would have been spared, had the sluice been kept.\n",
    "    title: The river over the wall\n"
    "    text: The river rose above the town wall and stood in the market of Aldermere.\n",
)


@pytest.mark.parametrize("key", ["related", "distinct-from"])
@pytest.mark.parametrize(
    ("file", "old", "other"),
    [
        ("data/chapters/quarrel.yml", "  - id: harrow-blames-the-council\n", "river-over-the-wall"),
        ("data/chapters/flood.yml", "  - id: river-over-the-wall\n", "harrow-blames-the-council"),
    ],
)
def test_either_claim_may_say_that_the_other_was_read(key: str, file: str, old: str, other: str, tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", *REPEAT)
    assert [problem.code for problem in tiny.problems()] == ["overlapping-claims-are-joined"]
    tiny.edit(file, old, f"{old}    {key}: [{other}]\n")
    assert tiny.messages() == []


def test_claims_may_be_answers_to_one_question(tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", *REPEAT)
    answer = "    - rain-for-a-week\n"
    tiny.edit("data/chapters/flood.yml", f"{answer}  weighing", f"{answer}    - harrow-blames-the-council\n  weighing")
    assert tiny.messages() == []


def test_what_is_distinct_is_another_claim_that_exists(tiny: Copy) -> None:
    tiny.edit(
        "data/chapters/quarrel.yml",
        "  - id: council-swears\n",
        "  - id: council-swears\n    distinct-from: [council-swears, bridge-lots]\n",
    )
    assert [message.partition(": ")[2] for message in tiny.messages()] == [
        "claim 'council-swears': distinct-from must be another claim: 'council-swears' (delete it)",
        "claim 'council-swears': claim must be a known claim: 'bridge-lots' "
        "(did you mean 'bridge-lost' in data/chapters/flood.yml:29?)",
    ]


def test_real_claims_without_their_joins_are_found() -> None:
    """What editors have joined because of the rule is still what the rule finds."""
    reference, _ = load(REAL)
    alone = tuple(
        replace(located, record=located.record.model_copy(update={"related": (), "distinct_from": ()}))
        for located in reference.all_of("claim")
    )
    bare = replace(reference, records={**reference.records, "claim": alone, "question": ()})
    found = [problem.message for problem in overlapping_claims_are_joined(bare)]
    pairs = candidates({name: located.record for name, located in reference.claims.items()})
    apart = [pair for pair in pairs if reference.chapter_of[pair[0]] != reference.chapter_of[pair[1]]]
    assert len(found) == len(apart) > 0
    assert not list(overlapping_claims_are_joined(reference))
