"""An invented quotation never counts as proven; the full count is made by ``inventions.py``."""

import pytest

from inventions import Inventor, inventor_of
from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.windows import HIGHEST_CHANCE, METHOD, Windows
from test_quotations import registered

LETTERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = 4_000


def made_up_text(words: int) -> str:
    """Return a long text in which few words recur often, so that many windows stand in it more than once."""
    inventor = Inventor([[*LETTERS, *LETTERS]], 3)
    chosen = inventor.random.choices(LETTERS, k=words)
    return "\n\n".join(" ".join(chosen[at : at + 80]) for at in range(0, words, 80))


@pytest.mark.parametrize("kind", ["random", "plausible", "misquoted"])
def test_no_invention_is_proven(kind: str) -> None:
    inventor, record = inventor_of(made_up_text(3_000))
    text = Fingerprint(record)
    made = list(inventor.inventions(kind, NUMBER))
    assert [quote for quote in made if text.find(quote).proven] == []
    passages = [passage.id for passage in record.passages]
    assert [quote for at, quote in enumerate(made) if text.find(quote, passages[at % len(passages)]).proven] == []


def test_inventions_do_pass_where_hashes_are_short() -> None:
    """The count would notice: with hashes of 16 bits, three words are found that do not stand there."""
    words = made_up_text(6_000).split()
    text = Fingerprint(registered([("p1", " ".join(words))], method=1))
    made = Inventor([[f"{word}{at % 50}" for at, word in enumerate(words)]], 3).inventions("random", NUMBER)
    found = [text.find(" ".join(quote.split()[:3])) for quote in made]
    assert sum(bool(one.passages) for one in found) > 0.02 * NUMBER
    assert not any(one.proven for one in found)


@pytest.mark.parametrize(
    ("method", "words", "places", "proven"),
    [
        (METHOD, 2, 1, False),
        (METHOD, 3, 4_294, True),
        (METHOD, 3, 4_295, False),
        (METHOD, 4, 1_000_000_000, True),
        (1, 3, 1, False),
        (1, 4, 4_294, True),
        (1, 4, 4_295, False),
        (1, 5, 100_000_000, True),
    ],
)
def test_chance_is_that_of_as_many_hashes_as_there_are_windows(
    method: int, words: int, places: int, proven: bool
) -> None:
    windows = Windows(method, 3, "key")
    assert (windows.chance(words, places) < HIGHEST_CHANCE) == proven


def test_chance_is_one_at_most() -> None:
    windows = Windows(1, 3, "key")
    assert windows.chance(2, 1) == windows.chance(3, 2**20) == 1
    assert windows.chance(3, 2**15) == 0.5


def test_chance_is_worked_out_from_the_passage_where_one_is_named() -> None:
    long = [("p1", "the tide came over the wall"), ("p2", " ".join(f"w{at}" for at in range(6_000)))]
    text = Fingerprint(registered(long))
    alone = text.find("the tide came")
    assert (alone.proven, alone.too_short, alone.passages) == (False, True, ("p1",))
    assert text.find("the tide came", "p1").proven
    assert not text.find("the tide came", "p2").proven
    assert text.find("the tide came over").proven
    assert not text.find("the tide came", "p7").proven
