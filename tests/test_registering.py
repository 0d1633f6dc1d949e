"""The command ``register``: whose text it is, what it is, what changed, and what is refused."""

import time
from pathlib import Path

import pytest
import yaml

from sourcebook.__main__ import main
from sourcebook.commands.register import LARGEST_TEXT
from sourcebook.reference.evidence import Checked, checked
from sourcebook.site.build import build
from support import TINY, Copy

ANNALS = (TINY / "texts-in" / "aldermere-annals.txt").read_text("utf-8")
REGISTERED = "data/texts/aldermere-annals.yml"
OF_THE_FIRST_METHOD = """\
source: aldermere-annals
unit: sentence
passages:
- id: s1
  words: 25
  windows: ooSzB7sgmXpnXnJeTQHlBfKmSNe3uNSBTHGbTCVnSapUyJdpDiMwourHAo8/a9Rtb5U=
- id: s2
  words: 12
  gist: the bridge is lost
  windows: SaZcR05FIpzccYbJyd24LRRc3zNV8+NV
- id: s3
  words: 15
  windows: X/vU+4y4cOpFqF03sNO6IVkc8GUHjX8ERIFZZDHq
- id: s4
  words: 8
  windows: ednsnHU8rXXghau2
"""
"""The annals as they were registered before there was a second method."""


def register(tiny: Copy, source: str, text: str | bytes, *options: str) -> int:
    file = tiny.root / "text.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["--root", str(tiny.root), "register", source, str(file), *options])


def written(tiny: Copy, source: str = "aldermere-annals") -> dict[str, str]:
    record = yaml.load((tiny.root / f"data/texts/{source}.yml").read_text("utf-8"), yaml.BaseLoader)
    return {key: value for key, value in record.items() if key != "passages"}


# --- identity ---------------------------------------------------------------------------------------------------------


def test_a_text_in_which_a_quotation_stands_is_that_of_its_source(tiny: Copy) -> None:
    assert register(tiny, "aldermere-annals", ANNALS) == 0


def test_a_text_of_something_else_is_not_written_unasked(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = (tiny.root / REGISTERED).read_bytes()
    other = "The balloon rose from the garden. It crossed the river of Paris."
    assert register(tiny, "aldermere-annals", other) == 1
    out = capsys.readouterr().out
    assert "of 3 quotations cited from 'aldermere-annals', none stands in it\n" in out
    assert "of 2 words of its title, none stands in it, nor does the name of an author\n" in out
    assert out.endswith("nothing was written; if it is the text of 'aldermere-annals', say --yes\n")
    assert (tiny.root / REGISTERED).read_bytes() == before


def test_a_text_without_quotations_has_title_or_author(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write(
        "data/sources/ballad.yml",
        "id: ballad\ntype: book\nkind: secondary\ntitle: The Ballad of the Miller\nlanguage: en\nnote: A song.\n"
        "author:\n- family: Harrow\n  given: Walter\nfurther-reading: yes\n",
    )
    assert register(tiny, "ballad", "Up went the balloon, and down it came.") == 1
    said = "of 2 words of its title, none stands in it, nor does the name of an author"
    assert said in capsys.readouterr().out
    assert register(tiny, "ballad", "A song by Harrow of days gone by.") == 0
    assert register(tiny, "ballad", "The miller sang a ballad.") == 0


@pytest.mark.parametrize(("answer", "code"), [("yes", 0), ("no", 1), ("", 1)])
def test_whoever_is_there_is_asked(answer: str, code: int, tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("sourcebook.commands.register.can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answer)
    assert register(tiny, "harrow-1931", "Up went the balloon, and down it came.") == code
    assert asked == ["is it the text of 'harrow-1931', yes or no [no]: "]
    assert (tiny.root / "data/texts/harrow-1931.yml").exists() == (code == 0)


def test_who_is_sure_says_so(tiny: Copy) -> None:
    assert register(tiny, "harrow-1931", "Up went the balloon, and down it came.", "--yes") == 0


# --- what a text is ---------------------------------------------------------------------------------------------------


def test_what_a_text_is_stays_until_something_else_is_said(tiny: Copy) -> None:
    said = ("--extent", "part", "--version", "translation", "--translation-of", "bridge-charter", "--made-from",
            "miller-letter", "--copied", "ocr")  # fmt: skip
    tiny.remove("data/outlines/annals-in-parts.yml")  # which says that it is complete
    assert register(tiny, "aldermere-annals", ANNALS, *said) == 0
    assert register(tiny, "aldermere-annals", ANNALS, "--extent", "complete") == 0
    assert written(tiny) == {
        "source": "aldermere-annals", "method": "2", "extent": "complete", "version": "translation",
        "translation-of": "bridge-charter", "made-from": "miller-letter", "copied": "ocr", "unit": "sentence",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--copied", "ocr"), "checked word for word in an OCR copy"),
        (("--version", "translation"), "checked word for word in a translation"),
        (("--version", "translation", "--copied", "ocr"), "checked word for word in an OCR copy of a translation"),
        ((), "checked word for word</span>"),
    ],
)
def test_what_is_proven_against_another_text_says_so(options: tuple[str, ...], said: str, tiny: Copy) -> None:
    assert register(tiny, "aldermere-annals", ANNALS, *options) == 0
    site = build(tiny.root / "data", tiny.root / "docs")
    another = "sources/lind-1902.md"  # quotes from another registered text
    pages = "".join(text for path, text in site.texts.items() if path != another)
    assert pages.count(said) >= 3
    assert pages.count("checked word for word</span>") == (pages.count(said) if not options else 0)


def test_an_unknown_original_is_reported(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert register(tiny, "aldermere-annals", ANNALS, "--version", "translation", "--translation-of", "no-such") == 1
    assert "source must be a known source: 'no-such'" in capsys.readouterr().out


# --- what changed -----------------------------------------------------------------------------------------------------


def test_changed_words_are_shown_with_the_claims_that_quote_them(
    tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert register(tiny, "aldermere-annals", ANNALS.replace("down in the night", "down in the dark night")) == 1
    out = capsys.readouterr().out
    assert "  s2 (12 words) changed, now s2 (13 words): 'in the dark night and'; cited by bridge-lost\n" in out
    assert "'went down in the night'" in out
    assert out.endswith("nothing was written; mend these first, or write it with --force\n")


def test_a_claim_that_names_no_passage_is_touched_as_well(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/sources/aldermere-annals.yml", "cover: all\n", "")
    tiny.edit("data/chapters/flood.yml", "      passage: s2\n", "")
    register(tiny, "aldermere-annals", ANNALS.replace("miller with it", "miller after it"))
    assert "changed, now s2 (12 words): 'the miller after it'; cited by bridge-lost" in capsys.readouterr().out


# --- fingerprints of the first method ---------------------------------------------------------------------------------


def test_fingerprints_of_the_first_method_stay_valid(tiny: Copy) -> None:
    tiny.write(REGISTERED, OF_THE_FIRST_METHOD)
    assert tiny.messages() == []
    assert checked(tiny.reference) == Checked(proven=7, without_text=2)
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: went down in that night")
    assert [message.partition(": ")[2] for message in tiny.messages()] == [
        "claim 'bridge-lost': quote must stand word for word in 'aldermere-annals': 'went down in that night' "
        "(compare the text from 'that' on; what comes before it stands in s2)"
    ]


def test_three_words_are_too_few_for_the_first_method(tiny: Copy) -> None:
    tiny.write(REGISTERED, OF_THE_FIRST_METHOD)
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: in the night")
    assert tiny.messages() == []
    assert checked(tiny.reference) == Checked(proven=6, too_short=1, without_text=2)


def test_registered_anew_a_text_keeps_its_gists(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write(REGISTERED, OF_THE_FIRST_METHOD)
    assert register(tiny, "aldermere-annals", ANNALS) == 0
    out = capsys.readouterr().out
    assert "the same words, hashed or described anew, as the earlier registration\n" in out
    assert tiny.reference.texts["aldermere-annals"].record.passages[1].gist == "the bridge is lost"
    assert written(tiny) == {"source": "aldermere-annals", "method": "2", "unit": "sentence"}


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_text_that_is_too_large_or_no_file_is_refused(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    assert register(tiny, "aldermere-annals", b"x" * (LARGEST_TEXT + 1)) == 2
    assert "file must be at most 10 MB: 10.0 MB\n" in capsys.readouterr().err
    assert main(["--root", str(tiny.root), "register", "aldermere-annals", str(Path("/dev/zero"))]) == 2
    assert "file must be a file: a pipe or a device" in capsys.readouterr().err


ENGLISH = "The river rose {} feet above the wall, and nobody slept in the town until the water had gone again. "
CHINESE = "{}日夜里河水漫过城墙而镇上无人入睡直到第二天早晨水才退去。"


@pytest.mark.parametrize(("sentence", "paragraphs"), [(ENGLISH, 1_400), (CHINESE, 1_600)], ids=["words", "characters"])
def test_a_large_text_is_registered_soon(sentence: str, paragraphs: int, tiny: Copy) -> None:
    text = "\n\n".join("".join(sentence.format(number * 7 + at) for at in range(7)) for number in range(paragraphs))
    assert 950_000 < len(text.encode()) < 1_050_000
    start = time.process_time()
    assert register(tiny, "harrow-1931", text, "--force", "--yes", "--unit", "paragraph") == 0
    # A tenth of what is allowed, in a tenth of the time, and as much again for a machine that is busy.
    assert time.process_time() - start < 2.5


# --- what is counted --------------------------------------------------------------------------------------------------


def test_each_quotation_is_counted_once(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: went down in that night")
    counted = checked(tiny.reference)
    assert (counted, counted.all) == (Checked(proven=6, wrong=1, without_text=2), 9)
    assert str(counted) == ("9 quotations: 6 proven, 1 wrong, 2 without text at hand, 0 too short, 0 skipped")


def test_a_quotation_whose_text_is_damaged_is_skipped(tiny: Copy) -> None:
    text = (tiny.root / REGISTERED).read_text("utf-8")
    tiny.write(REGISTERED, text.replace("words: 8", "words: 9"))
    assert checked(tiny.reference) == Checked(proven=4, without_text=2, skipped=3)


def test_check_says_what_was_done(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: the night")
    assert main(["--root", str(tiny.root), "check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "9 quotations: 6 proven, 2 without text at hand, 1 too short, 0 skipped",
        "1 copied figure: 1 proven, 0 without text at hand, 0 too short, 0 skipped",
        "numbers of facts: 0 of 1 have a witness (0 %)",
        "names of facts: 1 of 2 have a witness (50 %)",
        "1 section of 2 without a lead, 1 chapter of 2 not told in short",
        "5 claims, 6 sources, 1 question: no problems",
    ]
