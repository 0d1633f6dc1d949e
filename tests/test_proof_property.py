"""A quotation is proven if and only if its words run so in the text: held against a plain reading of the words.

What is here was written from the sentence above and the method page, and knows nothing of windows and hashes.
"""

import base64

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.records.sources import Passage, RegisteredText
from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.windows import METHOD, Windows

LEAST = {"words": 3, "characters": 6}
WORDS = ("red", "tide", "came", "over", "wall", "again", "Stein", "öl")
CHARACTERS = ("河", "水", "上", "了", "城", "墙")
Passages = list[list[str]]


def registered(passages: Passages, unit: str) -> Fingerprint:
    """Return the fingerprint of passages of words, or of characters."""
    length = LEAST[unit]
    windows = Windows(METHOD, length, "tide")
    glue = " " if unit == "words" else ""
    split = [windows.words(glue.join(words)) for words in passages]
    hashed = windows.fingerprint(split)
    pieces = tuple(
        Passage(id=f"p{at}", words=len(words), gist=None, windows=base64.b64encode(hashes).decode())
        for at, (words, hashes) in enumerate(zip(split, hashed, strict=True), 1)
    )
    return Fingerprint(RegisteredText(source="tide", method=METHOD, window=length, unit="paragraph", passages=pieces))


def runs_so(passages: Passages, fragments: list[list[str]]) -> set[int]:
    """Return the numbers of the passages in which words of the quotation stand, nothing if it does not stand so.

    Each fragment must stand as it is, behind the one before it, in the passage where that ends or in the next.
    """
    words = [word.lower() for passage in passages for word in passage]
    owner = [number for number, passage in enumerate(passages) for _ in passage]
    wanted = [[word.lower() for word in fragment] for fragment in fragments]
    found: set[int] = set()

    def follow(which: int, earliest: int, latest: int, touched: set[int]) -> None:
        if which == len(wanted):
            found.update(touched)
            return
        here = wanted[which]
        for start in range(earliest, len(words) - len(here) + 1):
            if owner[start] <= latest and words[start : start + len(here)] == here:
                end = start + len(here)
                follow(which + 1, end, owner[end - 1] + 1, touched | set(owner[start:end]))

    follow(0, 0, len(passages), set())
    return found


def text_of(alphabet: tuple[str, ...]) -> st.SearchStrategy[Passages]:
    return st.lists(st.lists(st.sampled_from(alphabet), min_size=1, max_size=14), min_size=1, max_size=5)


@st.composite
def quoted(draw: st.DrawFn, alphabet: tuple[str, ...], least: int) -> tuple[Passages, list[list[str]]]:
    """Return passages, and fragments of which most stand in them; some have another word, or are made up."""
    passages = draw(text_of(alphabet))
    words = [word for passage in passages for word in passage]
    fragments = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(0, len(words) - 1)))
        fragment = words[start : start + draw(st.integers(least, least + 6))]
        if draw(st.booleans()) and fragment:
            fragment[draw(st.integers(0, len(fragment) - 1))] = draw(st.sampled_from(alphabet))
        fragments.append(fragment)
    return passages, [fragment for fragment in fragments if len(fragment) >= least] or [[*alphabet, *alphabet]]


@settings(max_examples=400)
@given(quoted(WORDS, 3))
def test_proven_if_and_only_if_the_words_run_so(case: tuple[Passages, list[list[str]]]) -> None:
    passages, fragments = case
    finding = registered(passages, "words").find(" … ".join(map(" ".join, fragments)))
    expected = {f"p{number + 1}" for number in runs_so(passages, fragments)}
    assert finding.proven == bool(expected)
    assert set(finding.passages) == expected


@settings(max_examples=400)
@given(quoted(CHARACTERS, 6))
def test_proven_if_and_only_if_the_characters_run_so(case: tuple[Passages, list[list[str]]]) -> None:
    passages, fragments = case
    finding = registered(passages, "characters").find("……".join(map("".join, fragments)))
    expected = {f"p{number + 1}" for number in runs_so(passages, fragments)}
    assert finding.proven == bool(expected)
    assert set(finding.passages) == expected


@settings(max_examples=200)
@given(text_of(WORDS), st.data())
def test_nothing_is_proven_of_which_only_the_middle_stands(passages: Passages, data: st.DataObject) -> None:
    words = [word for passage in passages for word in passage]
    start = data.draw(st.integers(0, len(words)))
    middle = words[start : start + data.draw(st.integers(3, 12))]
    text = registered(passages, "words")
    before, after = data.draw(st.sampled_from([("never", ""), ("", "never"), ("never", "ever")]))
    assert not text.find(" ".join([before, *middle, after])).proven
    assert not text.find(" ".join([*middle, "…", before, after])).proven


def test_the_plain_reading_knows_what_stands() -> None:
    passages = [["the", "tide", "came"], ["over", "the", "wall"], ["again"]]
    assert runs_so(passages, [["Tide", "came", "over"]]) == {0, 1}
    assert runs_so(passages, [["the", "tide"], ["wall"]]) == {0, 1}
    assert runs_so(passages, [["the", "tide"], ["again"]]) == set()
    assert runs_so(passages, [["wall"], ["the"]]) == set()
