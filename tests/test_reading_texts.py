"""What registration makes of copies from paper, scans and web pages: nothing is lost, and nothing happens unseen."""

import pytest

from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.reading import read
from sourcebook.texts.registeredtexts import registration

HARD_WRAPPED = """In the year of the great water it rained
for eleven days, and the river came over
the wall on the eve. The bridge went down
in the night and the miller with it."""
PAGES = """ANNALS OF THE TOWN

The river came over the wall, and the
council met in the tower to hear what the

12
\fANNALS OF THE TOWN

wardens had seen. It swore to build anew.

13
\fANNALS OF THE TOWN

The mill was never built again.

14
"""


def proven(text: str, quote: str) -> bool:
    return Fingerprint(registration("annals", text).record).find(quote).proven


def told(text: str) -> list[str]:
    return [str(treatment) for treatment in read(text).changes]


@pytest.mark.parametrize(
    ("text", "quote", "shown"),
    [
        pytest.param(
            HARD_WRAPPED, "it rained for eleven days", "lines of one paragraph, joined to 1 paragraph: 3",
            id="hard-wrapped",
        ),
        pytest.param(
            "the cult of perso-\nnality in every form", "the cult of personality in every",
            "words joined that were divided at line ends: 1 (perso-nality → personality)", id="hyphen",
        ),
        pytest.param(
            "the cult of perso\u00ad\nnality in every form", "the cult of personality in every",
            "words joined that were divided at line ends: 1 (perso-nality → personality)", id="soft-hyphen",
        ),
        pytest.param(
            "Marxist-\nLeninist parties and a Marxist-Leninist line", "Marxist-Leninist parties and a",
            "hyphens kept at line ends: 1 (Marxist-Leninist)", id="compound",
        ),
        pytest.param(
            "a well-\nknown man, and as well-known a wife", "a well-known man",
            "hyphens kept at line ends: 1 (well-known)", id="compound-known-elsewhere",
        ),
        pytest.param(
            "cult of personality¹² was condemned", "cult of personality was condemned",
            "marks of notes set aside: 1 (¹²)", id="superscript",
        ),
        pytest.param(
            "cult of personality [12] was condemned", "cult of personality was condemned",
            "marks of notes set aside: 1 ([12])", id="note-in-brackets",
        ),
        pytest.param(
            "The tower1 stood by the river2 and the wall3 fell.", "the tower stood by the river and the wall fell",
            "marks of notes set aside: 3 (wer1; ver2; all3)", id="glued-notes",
        ),
        pytest.param(
            "in the wisdom of [Page 76] a demi-god", "in the wisdom of a demi-god",
            "page marks set aside: 1 ([Page 76])", id="page-mark",
        ),
        pytest.param(
            "It rained (p. 1) for days (p. 2) and nights.", "It rained for days and nights",
            "page marks set aside: 2 ((p. 1); (p. 2))", id="round-page-marks",
        ),
        pytest.param(
            PAGES, "to hear what the wardens had seen",
            "running heads and page numbers set aside: 6 (ANNALS OF THE TOWN; 12; 13; 14)", id="form-feeds",
        ),
        pytest.param(
            "赫 鲁晓夫同 志在大会上作了秘密报告。", "赫鲁晓夫同志在大会上",
            "spaces between characters that make no difference: 2", id="ocr-spaces",
        ),
        pytest.param(
            "赫鲁晓夫同志一九五六年二月二十五日在大会\n上作了秘密报告。全体代表听完了这个报告以后\n都没有说话。",
            "在大会上作了秘密报告", "lines of one paragraph, joined to 1 paragraph: 2", id="chinese-lines",
        ),
        pytest.param(
            "A first paragraph\nof two lines.\n\nA second one.", "paragraph of two lines",
            "line ends within paragraphs, joined: 1", id="paragraphs",
        ),
        pytest.param(
            "TOWN ANNALS 3\nIt rained for days.\nTOWN ANNALS 4\nIt snowed then.\nTOWN ANNALS 5\nThe mill fell.",
            "for days. It snowed", "running heads and page numbers set aside: 3 "
            "(TOWN ANNALS 3; TOWN ANNALS 4; TOWN ANNALS 5)", id="heads-with-numbers",
        ),
        pytest.param("one two three\u2028four five\x0csix", "three four five six", "form feeds taken for line ends: 1",
                     id="odd-line-ends"),
    ],
)  # fmt: skip
def test_copies_are_read_and_it_is_told(text: str, quote: str, shown: str) -> None:
    assert proven(text, quote)
    assert shown in (told(text) or [""])


@pytest.mark.parametrize(
    "text",
    [
        "He was in MI6 and room101 then.",
        "The year [1937] was bad, and (p. 12) is a quotation of Marx.",
        "One line.\nAnother line.\nA third.",
        "10 men and 20 women\n\n30 horses",
        "A well-known man.",
        "plain words, nothing else",
    ],
)
def test_what_may_belong_to_the_text_stays(text: str) -> None:
    assert read(text).text == text
    assert all("kept" in line for line in told(text))


def test_words_that_end_in_a_number_are_shown_and_kept() -> None:
    assert told("It was personality12 and room101.") == ["words that end in a number, kept: 2 (personality12; room101)"]


def test_a_heading_that_is_no_sentence_is_shown() -> None:
    lines = list(registration("annals", "Of the water\n\nIt rained for days.").lines())
    assert lines[0] == "headings before the first sentence, set aside: 1 (Of the water)"


def test_a_quotation_may_have_the_marks_that_the_text_had() -> None:
    assert proven("cult of personality¹² was condemned", "cult of personality¹² was condemned")
    assert proven("the cult of perso-\nnality in every form", "perso\u00adnality in every form")


def test_no_word_is_lost_but_those_that_are_shown() -> None:
    text = "\n\n".join(f"Paragraph {word} holds its own words, {word} by {word}." for word in ("one", "two", "three"))
    assert read(text).text == text
    assert told(text) == []
