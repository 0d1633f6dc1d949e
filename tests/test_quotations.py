"""Quotations: words, passages, windows, and what can and cannot be proven."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.records.sources import Passage, RegisteredText
from sourcebook.texts.fingerprint import Finding, Fingerprint, FingerprintError
from sourcebook.texts.folding import _RANGES, _Letters, has_undivided, is_undivided, quotation_words
from sourcebook.texts.mismatch import MOST_PLACES
from sourcebook.texts.passages import split_passages
from sourcebook.texts.windows import HIGHEST_CHANCE, METHOD, Windows, windows_for

BALLOON = """The first voyage by balloon

On a mild afternoon in Paris two men rose from the garden of La Muette. They fed the fire with straw, and
the crowd fell silent!
"Are we to come down?" asked the marquis. Dr. Pilâtre, of the A.R.S. (Paris), said no. The paper-maker's balloon
crossed the river in the U.K. The landing was gentle.
"""


def registered(
    passages: list[tuple[str, str]], unit: str = "paragraph", method: int = METHOD, window: int = 3
) -> RegisteredText:
    windows = Windows(method, window, "balloon")
    split = [windows.words(text) for _, text in passages]
    pieces = [
        Passage(id=number, words=len(words), gist=None, windows=base64.b64encode(hashes).decode())
        for (number, _), words, hashes in zip(passages, split, windows.fingerprint(split), strict=True)
    ]
    return RegisteredText.model_validate(
        {"source": "balloon", "method": method, "window": window, "unit": unit, "passages": pieces}
    )


def balloon() -> Fingerprint:
    unit, passages = split_passages(BALLOON)
    return Fingerprint(registered(passages, unit))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crowd's  silence,", ["the", "crowds", "silence"]),
        ("the crowd’s silence", ["the", "crowds", "silence"]),
        ("paper-maker — and brother", ["paper", "maker", "and", "brother"]),
        ("Straße ﬁre", ["strasse", "fire"]),
        ("Pilâtre Pila\u0302tre", ["pilâtre", "pilâtre"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("L\u00b4air [1783] d_e", ["lair", "1783", "d", "e"]),
        ("हिन्दी", ["हिन्दी"]),
        ("… ! —", []),
    ],
)
@pytest.mark.parametrize("method", [1, METHOD])
def test_words(text: str, expected: list[str], method: int) -> None:
    assert quotation_words(text, method) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Хрущёв, всё", "Хрущев, все"),
        ("œuvre, Cæsar", "oeuvre, Caesar"),
        ("Komsomol\u02b9skaya", "Komsomol'skaya"),
        ("Komsomol\u2032skaya", "Komsomolskaya"),
        ("l\u201bair", "lair"),
        ("Ста\u0301лин, Стали\u0301н", "Сталин, Сталин"),
        ("\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd", "\u05e9\u05dc\u05d5\u05dd"),
        ("\u0643\u062a\u0640\u0640\u0627\u0628", "\u0643\u062a\u0627\u0628"),
        ("葛\U000e0100城", "葛城"),
        ("personality¹² was", "personality was"),
        ("大会①上", "大会上"),
        ("赫 鲁晓 夫", "赫鲁晓夫"),
    ],
)
def test_spellings_that_the_second_method_does_not_tell_apart(one: str, other: str) -> None:
    assert quotation_words(one, METHOD) == quotation_words(other, METHOD)
    assert quotation_words(one, 1) != quotation_words(other, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("й", "и"),
        ("ў", "\u0443"),
        ("ѓ", "\u0433"),
        ("naïve", "naive"),
        ("赫", "郝"),
        ("1956", "1957"),
        ("mother's", "mother is"),
    ],
)
def test_spellings_that_stay_apart(one: str, other: str) -> None:
    assert quotation_words(one, METHOD) != quotation_words(other, METHOD)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1956年CPSU的大会", ["1956", "年", "cpsu", "的", "大", "会"]),
        ("ที่นี่ดี", ["ที่", "นี่", "ดี"]),
        ("ទីក្រុង", ["ទី", "ក្", "រុ", "ង"]),
        ("မြစ်", ["မြ", "စ်"]),
        ("水\u0301了", ["水", "\u0301", "了"]),
        ("水\u302a了", ["水", "\u302a", "了"]),
        ("한국 사람", ["한국", "사람"]),
        ("ラーメン", ["ラ", "ー", "メ", "ン"]),
    ],
)
def test_each_character_of_scripts_that_do_not_divide_words_is_a_word(text: str, words: list[str]) -> None:
    assert quotation_words(text, METHOD) == words


def test_scripts_that_do_not_divide_words_are_told_by_the_first_character() -> None:
    for first, last in _RANGES:
        assert is_undivided(chr(first))
        assert is_undivided(f"{chr(last)}a")
    assert not any(map(is_undivided, ["a水", "я", "\u0dff", "한국", "\ufb00"]))


def test_one_character_is_enough_for_a_text_with_undivided_ones() -> None:
    first = chr(min(first for first, _ in _RANGES))
    assert all(map(has_undivided, [first, "the river (水)", "水 한국"]))
    assert not any(map(has_undivided, ["", "the river", "Река – вода…", "한국", "\ufb00"]))


def test_letters_stay_apostrophes_close_up_and_all_else_parts() -> None:
    assert "a'b\u00adc+d-é7\u0302".translate(_Letters("'+")) == "abcd é7\u0302"


def test_windows_are_long_where_most_words_are_characters() -> None:
    characters, words = ["水"] * 3, ["tide"] * 3
    assert windows_for([*characters, *words[:2]], "key") == Windows(METHOD, 6, "key")
    assert windows_for([*characters, *words], "key") == Windows(METHOD, 3, "key")
    assert windows_for([*characters[:2], *words], "key") == Windows(METHOD, 3, "key")
    assert windows_for([], "key") == Windows(METHOD, 3, "key")


@pytest.mark.parametrize("method", [1, METHOD])
@given(st.text(max_size=60))
def test_words_of_words_are_the_same(method: int, text: str) -> None:
    found = quotation_words(text, method)
    assert quotation_words(" ".join(found), method) == found
    assert quotation_words(text.upper().lower(), method) == quotation_words(text.upper().lower().upper(), method)


def test_a_short_text_is_split_into_sentences_without_its_heading() -> None:
    unit, passages = split_passages(BALLOON)
    assert unit == "sentence"
    assert [number for number, _ in passages] == ["s1", "s2", "s3", "s4", "s5", "s6"]
    assert [text.split()[0] for _, text in passages] == ["On", "They", '"Are', "Dr.", "The", "The"]
    assert passages[1][1].endswith("and the crowd fell silent!")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The A.R.S. (Paris), met. It rose.", ["The A.R.S. (Paris), met.", "It rose."]),
        ("Finally, i.e., later, it fell. Yes.", ["Finally, i.e., later, it fell.", "Yes."]),
        ("See no. 4, p. 7 of vol. 2. Then J. Charles rose.", ["See no. 4, p. 7 of vol. 2.", "Then J. Charles rose."]),
        ("He cried: “Higher!” The crowd sang.", ["He cried: “Higher!”", "The crowd sang."]),
        ("Hot air … and straw. “Rise.” (So it rose.) End", ["Hot air … and straw.", "“Rise.”", "(So it rose.)", "End"]),
        ("Up?! Down… Up again.", ["Up?!", "Down…", "Up again."]),
        ("气球升起。人群欢呼\uff01", ["气球升起。", "人群欢呼\uff01"]),
        ("A title\nA second line\nIt rose.\nIt fell", ["It rose.", "It fell"]),
        ("No full stop at all", ["No full stop at all"]),
        ("* * *", []),
    ],
)  # fmt: skip
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence for _, sentence in split_passages(text, "sentence")[1]] == sentences


def test_a_long_text_is_split_into_paragraphs() -> None:
    unit, passages = split_passages("Title\r\n\r\n" + "straw and\r\nwool " * 400 + "\n \n* * *\n\nThe end.")
    assert unit == "paragraph"
    assert [(number, text[:9]) for number, text in passages] == [
        ("p1", "Title"),
        ("p2", "straw and"),
        ("p3", "The end."),
    ]


def test_lines_are_paragraphs_where_there_are_no_blank_lines() -> None:
    assert [text for _, text in split_passages("One line.\nAnother line.", "paragraph")[1]] == [
        "One line.",
        "Another line.",
    ]


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="unit must be 'sentence' or 'paragraph': 'line'"):
        split_passages("It rose.", "line")


def test_windows_run_into_the_next_passage_and_depend_on_the_source() -> None:
    passages = [["one", "two"], ["three"], ["four", "five"]]
    windows = Windows(METHOD, 3, "balloon").fingerprint(passages)
    assert [len(part) for part in windows] == [8, 4, 0]
    whole = Windows(METHOD, 3, "balloon").fingerprint([["one", "two", "three", "four", "five"]])
    assert b"".join(windows) == b"".join(whole)
    assert windows != Windows(METHOD, 3, "kite").fingerprint(passages)


def test_windows_compare_words_by_their_method() -> None:
    assert Windows(1, 3, "key").words("Œuvre") == ["œuvre"]
    assert Windows(METHOD, 3, "key").words("Œuvre") == ["oeuvre"]


def test_hashes_of_the_first_method_stay_what_they_were() -> None:
    words = quotation_words("In the year of the great water", 1)
    assert b"".join(Windows(1, 3, "aldermere-annals").hashes(words)).hex() == "a284b307bb20997a675e"


@pytest.mark.parametrize(
    ("quote", "finding"),
    [
        ("ROSE from the—garden", Finding(proven=True, passages=("s1",))),
        ("the crowd fell silent", Finding(proven=True, passages=("s2",))),
        ("of La Muette. They fed", Finding(proven=True, passages=("s1", "s2"))),
        ("two men rose … of La Muette", Finding(proven=True, passages=("s1",))),
        ("two men rose [...] with straw, and", Finding(proven=True, passages=("s1", "s2"))),
        ("... fed the fire . . . crowd fell silent", Finding(proven=True, passages=("s2",))),
        ("... fed the fire . . . silent", Finding(proven=False, passages=("s2",), too_short=True)),
        ("He … fed the fire", Finding(proven=False, passages=("s2",), too_short=True)),
        ("two men rose … to come down", Finding(proven=False, broken_at="to", why="apart")),
        ("two men rose … They fed the fire … to come down", Finding(proven=True, passages=("s1", "s2", "s3"))),
        ("of La Muette … two men rose", Finding(proven=False, broken_at="two", why="order")),
        ("fed the fire with wool, and", Finding(proven=False, broken_at="wool", why="other words", near="s2")),
        ("Some men rose from the garden", Finding(proven=False, broken_at="some", why="another word", near="s1")),
        ("two birds rose from the garden", Finding(proven=False, broken_at="birds", why="beginning", near="s1")),
        ("two men flew from the garden of", Finding(proven=False, broken_at="flew", why="beginning", near="s1")),
        ("Some men rose by the garden of La", Finding(proven=False, broken_at="some", why="other words")),
        ("The landing was gentle. Then", Finding(proven=False, broken_at="then", why="other words", near="s6")),
        ("three words missing", Finding(proven=False, broken_at="three", why="nowhere")),
        (
            "two men rose slowly from the garden of",
            Finding(False, broken_at="slowly", why="a word too many", near="s1"),
        ),
        ("two men rose the garden of La", Finding(False, broken_at="the", why="a word too few", near="s1")),
        ("men rose the garden of La", Finding(False, broken_at="rose", why="beginning", near="s1")),
        ("fed the fire … up it went", Finding(False, broken_at="up", why="other words")),
        ("the crowd", Finding(proven=False, too_short=True)),
        ("two men … La Muette", Finding(proven=False, too_short=True)),
        ("", Finding(proven=False, too_short=True)),
    ],
)
def test_find(quote: str, finding: Finding) -> None:
    found = balloon().find(quote)
    assert replace(found, chance=1.0, broken_number=0) == finding
    assert found.proven == (found.chance < HIGHEST_CHANCE)


WORD = st.text("abcdefghijklmnopqrstuvwxyzäøжщ", min_size=8, max_size=12)
TEXT = st.lists(st.lists(WORD, min_size=4, max_size=25), min_size=1, max_size=6)


def numbered(text: list[list[str]]) -> list[tuple[str, str]]:
    return [(f"p{number}", " ".join(passage)) for number, passage in enumerate(text, 1)]


@settings(derandomize=True)
@given(TEXT, st.data())
def test_every_window_is_found_where_it_stands(text: list[list[str]], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(text) - 1))
    start = data.draw(st.integers(0, len(text[number]) - 3))
    end = data.draw(st.integers(start + 3, len(text[number])))
    finding = Fingerprint(registered(numbered(text))).find(", ".join(text[number][start:end]).upper())
    assert finding.proven
    assert f"p{number + 1}" in finding.passages


@settings(derandomize=True)
@given(TEXT, st.data())
def test_a_quotation_with_one_word_changed_is_not_found(text: list[list[str]], data: st.DataObject) -> None:
    everything = [word for passage in text for word in passage]
    # From four words on, unchanged windows fix the place: a chance hit takes 16 bits in each example.
    start = data.draw(st.integers(0, len(everything) - 4))
    quote = everything[start : data.draw(st.integers(start + 4, len(everything)))]
    changed = data.draw(st.integers(0, len(quote) - 1))
    quote[changed] = "changed" + quote[changed]
    finding = Fingerprint(registered(numbered(text))).find(" ".join(quote))
    assert not finding.proven
    assert finding.broken_at in quote


def test_an_ellipsis_leads_into_the_next_passage_and_no_further() -> None:
    text = Fingerprint(registered([("p1", "one two three"), ("p2", "four five six"), ("p3", "seven eight nine")]))
    assert text.find("one two three … four five six").proven
    assert text.find("one two three … seven eight nine").why == "apart"
    assert text.find("two three four … seven eight nine").proven


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        # What is too short to be found takes its place all the same.
        ("one two three four five six", "one two three … x … four five six", False),
        ("one two three y four five six", "one two three … x … four five six", True),
        ("one two three a b c four d e f five six seven", "one two three [x] four [y] five six seven", True),
        ("one two three a b c d e f four five six", "one two three [x] four five six", False),
        (
            "one two three a b c d e f four five six seven eight nine",
            "one two three [x] four five six … seven eight nine",
            False,
        ),
        ("when the crowd did not know of it", "when the crowd … know of it", False),
        ("when the crowd did not know of it", "when the crowd … not know of it", True),
        (
            "one two three far not four five six seven eight nine",
            "one two three … four five six … seven eight nine",
            False,
        ),
        (
            "one two three four five six far not seven eight nine",
            "one two three … four five six … seven eight nine",
            False,
        ),
        # It means "soon", and denies nothing.
        ("赫鲁晓夫同志不久在大会上作了秘密报告", "赫鲁晓夫同志……大会上作了秘密报告", True),
    ],
)
def test_what_stands_between_parts(text: str, quote: str, stands: bool) -> None:
    undivided = is_undivided(text)
    found = Fingerprint(registered([("p1", text)], window=6 if undivided else 3)).find(quote)
    assert found.passages == (("p1",) if stands else ())


def test_a_denial_that_is_left_out_is_told_though_the_words_stand_elsewhere_too() -> None:
    passages = [("p1", "one two three far not four five six"), ("p2", "seven"), ("p3", "four five six")]
    assert Fingerprint(registered(passages)).find("one two three … four five six").why == "denial"


@pytest.mark.parametrize(("before", "why"), [(MOST_PLACES - 1, "another word"), (MOST_PLACES, "other words")])
def test_what_went_wrong_is_looked_for_at_a_few_places(before: int, why: str) -> None:
    text = " ".join(f"the tide came w{number}" for number in range(before)) + " the tide came over the wall again"
    found = Fingerprint(registered([("p1", text)])).find("the tide came through the wall again")
    assert (found.why, found.broken_at) == (why, "through")


def test_short_hashes_tell_of_no_denial() -> None:
    passages = [("p1", "when the crowd did not know of it")]
    quote = "when the crowd … know of it"
    assert Fingerprint(registered(passages, method=1)).find(quote).passages == ("p1",)
    assert Fingerprint(registered(passages)).find(quote).why == "denial"


def test_of_parts_that_stand_apart_the_last_is_named() -> None:
    text = [("p1", "one two three"), ("p2", "four five six"), ("p3", "seven"), ("p4", "eight nine ten")]
    found = Fingerprint(registered(text)).find("one two three … four five six … eight nine ten")
    assert found == Finding(proven=False, broken_at="eight", broken_number=1, why="apart")


@pytest.mark.parametrize(
    ("quote", "passage", "places"),
    [
        ("a0 a1 a2", None, 88),
        ("a0 a1 a2", "pz", 88),
        ("c0 c1 c2", "pc", 10 + 3),
        ("c0 c1 c2 … d0 d1 d2", "pc", 30 + 6),
        ("c0 c1 c2 … d0 d1 d2", "pd", 30 + 6),
        ("a0 a1 a2 … b0 b1 b2", "pa", 20 + 6),
        ("h0 h1 h2 … i0 i1 i2", "pi", 20 + 6),
        ("c0 c1 c2 … d0 d1 d2 … e0 e1 e2", "pe", 50 + 9),
        ("c0 c1 c2 … c4 c5 c6 … d0 d1 d2 … e0 e1 e2 … f0 f1 f2", "pd", 88),
    ],
)
def test_places_are_those_to_which_parts_may_lead(quote: str, passage: str | None, places: int) -> None:
    text = Fingerprint(registered([(f"p{a}", " ".join(f"{a}{number}" for number in range(10))) for a in "abcdefghi"]))
    assert text.find(quote, passage).chance == text.windows.chance(3, places)


@pytest.mark.parametrize(
    ("hashes", "words"),
    [([b"abab"] * 3, [0, 1, 2]), ([b"xxab", b"abxx"], []), ([b"xxab", b"abab", b"cdcd"], [1]), ([b"cdcd"], [])],
)
def test_hashes_stand_where_a_hash_begins(hashes: list[bytes], words: list[int]) -> None:
    windows = base64.b64encode(b"".join(hashes)).decode()
    passage = Passage(id="p1", words=len(hashes) + 2, gist=None, windows=windows)
    text = RegisteredText(source="balloon", method=METHOD, unit="paragraph", passages=(passage,))
    assert list(Fingerprint(text).places(b"abab")) == words


def test_repeated_words_are_found_in_every_passage() -> None:
    text = registered([("p1", "up and up and away"), ("p2", "down"), ("p3", "up and up and over")])
    assert Fingerprint(text).find("up and up").passages == ("p1", "p3")
    # In p3 they would overlap, and p1 is not next to it.
    assert not Fingerprint(text).find("up and up … up and over").passages
    assert Fingerprint(text).find("up and up … up and away … down").passages == ()
    assert Fingerprint(text).find("up and away … up and").passages == ("p1",)
    assert not Fingerprint(text).find("up and over … up and away").proven


@pytest.mark.parametrize(
    ("windows", "message"),
    [
        ("AAA", "passage 'p1': windows must be base64"),
        ("AAAA\nAAA=", "passage 'p1': windows must be base64"),
        ("äöü", "passage 'p1': windows must be base64"),
        ("AAAA", "passage 'p1': windows must be 2 hashes of 2 bytes"),
    ],
)
def test_damaged_windows_are_refused(windows: str, message: str) -> None:
    damaged = Passage(id="p1", words=4, gist=None, windows=windows)
    with pytest.raises(FingerprintError, match=message):
        Fingerprint(RegisteredText(source="balloon", unit="paragraph", passages=(damaged,)))


@pytest.mark.parametrize("windows", ["x", "AAAA"])
def test_damaged_windows_name_their_passage(windows: str) -> None:
    whole = registered([("p1", "one two three four"), ("p2", "five six")])
    damaged = whole.model_copy(
        update={"passages": (*whole.passages[:1], whole.passages[1].model_copy(update={"windows": windows}))}
    )
    with pytest.raises(FingerprintError, match="passage 'p2'") as refused:
        Fingerprint(damaged)
    assert refused.value.number == 1
