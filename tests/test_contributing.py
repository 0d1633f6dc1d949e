"""The contributors' page tells the truth: rules, dates, examples, messages and commands are those of the program."""

import argparse
import inspect
import re
import struct
from pathlib import Path

import pytest
from markdown import markdown
from mkdocs.config import load_config

from sourcebook import rules
from sourcebook.__main__ import commands as known_commands
from sourcebook.commands import new
from sourcebook.editing.draft import addable_kinds
from sourcebook.records.kinds import CATALOGUE
from sourcebook.reference.published import KEPT
from sourcebook.rules import handwritten
from sourcebook.words.dates import DateError, parse_date
from support import TINY, Copy

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "about" / "contributing.md"
PICTURES = ROOT / "docs" / "assets" / "contributing"
TEXT = PAGE.read_text("utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PICTURE = re.compile(r"!\[(?P<alt>[^]]*)\]\((?P<path>[^)]+)\)")


def plain(text: str) -> str:
    return re.sub(r"[`'’]|\s+", lambda match: " " if match[0].isspace() else "", text).lower()


def section(heading: str) -> str:
    """Return what stands below a heading of the second level."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None, f"{PAGE.name} must have a heading {heading!r}"
    return found[1]


def rows(columns: int) -> list[list[str]]:
    """Return the rows of the table about dates that has so many columns, without its heading."""
    lines = [line.strip("| ").split(" | ") for line in section("Write dates").splitlines() if line.startswith("| ")]
    return [[cell.strip("`") for cell in row] for row in lines if len(row) == columns][1:]


def examples(kind: str) -> list[str]:
    return [text for found, text in FENCE.findall(TEXT) if found == kind]


PAGE_RULES = {check.code: str(check.__doc__) for check in vars(handwritten).values() if inspect.isroutine(check)
              and isinstance(getattr(check, "code", None), str)}  # fmt: skip
SENTENCES = rules.sentences() | PAGE_RULES


def test_every_rule_stands_in_the_page_under_its_code() -> None:
    items = re.findall(r"^- (.+?)\n  \{: #rule-([a-z-]+) \}$", section("Rules"), re.MULTILINE | re.DOTALL)
    said = {code: plain(sentence) for sentence, code in items}
    # These are no rules of the data, but what the list of published ids and the settings of the site are held to.
    others = {KEPT, "chapters-stand-in-the-navigation"}
    assert len(items) == len(said)
    assert others <= said.keys()
    wanted = {code: plain(sentence) for code, sentence in SENTENCES.items()}
    assert {code: sentence for code, sentence in said.items() if code not in others} == wanted


def test_code_of_a_rule_is_an_address_on_the_page() -> None:
    settings = load_config(str(ROOT / "mkdocs.yml"))
    made = markdown(TEXT, extensions=settings.markdown_extensions, extension_configs=settings.mdx_configs)
    assert [code for code in SENTENCES if made.count(f'<li id="rule-{code}">') != 1] == []


def test_every_check_of_hand_written_pages_has_a_code() -> None:
    assert len(PAGE_RULES) >= 8
    own = (
        check for check in vars(handwritten).values() if getattr(check, "__module__", "").startswith("sourcebook.rules")
    )
    checks = (check for check in own if inspect.isgeneratorfunction(check) and check.__doc__)
    assert [check.__name__ for check in checks if "Problem" in str(inspect.signature(check).return_annotation)] == []


def test_every_rule_is_one_sentence() -> None:
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0


@pytest.mark.parametrize(("date", "shown"), [row[1:] for row in rows(3)])
def test_date_is_shown_as_the_page_says(date: str, shown: str) -> None:
    assert parse_date(date).words == shown


@pytest.mark.parametrize(("text", "hint"), rows(2))
def test_what_is_no_date_gets_the_hint_that_the_page_shows(text: str, hint: str) -> None:
    with pytest.raises(DateError) as error:
        parse_date(text)
    assert error.value.hint == hint


def test_every_form_of_date_has_a_row() -> None:
    """Whoever teaches the program another form has to tell the editors: these are the signs it knows."""
    forms = " ".join(row[1] for row in rows(3))
    assert len(rows(3)) >= 15
    assert len(rows(2)) >= 8
    for sign in ("~", "?", "%", "/", "..", "X", "-21"):
        assert sign in forms


@pytest.fixture
def edited(tiny: Copy) -> Copy:
    """The tiny reference with the page's claim and question in it."""
    claim, question = examples("yaml")
    tiny.edit("data/chapters/flood.yml", "  see:\n  - council-swears\n", f"{claim}  see:\n  - council-swears\n")
    flood = (tiny.root / "data/chapters/flood.yml").read_text("utf-8")
    tiny.write("data/chapters/flood.yml", flood + question)
    return tiny


def test_examples_check(edited: Copy) -> None:
    assert edited.messages() == []
    assert {"widow-writes-of-the-bridge"} < set(edited.reference.claims)
    assert {"what-became-of-the-miller"} < set(edited.reference.questions)


def test_message_is_what_the_check_says(edited: Copy) -> None:
    claim = examples("yaml")[0]
    edited.edit("data/chapters/flood.yml", claim, claim.replace("miller-letter", "miler-letter"))
    shown = section("When something is wrong")
    assert f"```text\n{edited.messages()[0]}\n1 problem\n```" in shown


def test_common_mistakes_have_the_words_of_the_check() -> None:
    """Each row of the table begins with words of a message that a golden file fixes."""
    golden = "".join(path.read_text("utf-8") for path in sorted((TINY.parent / "golden").rglob("*.yml")))
    said = re.findall(r"^\| (.+?) \| .+ \|$", section("When something is wrong"), re.MULTILINE)[1:]
    assert len(said) > 3
    for words in said:
        assert " ".join(words.split()) in " ".join(golden.split())


def test_commands_exist() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for command in known_commands():
        command.add(commands, CATALOGUE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for name in re.findall(r"-m sourcebook ([a-z]+)", TEXT):
        assert name in commands.choices
    typed = "\n".join([*examples("sh"), *re.findall(r"`([^`\n]+)`", FENCE.sub("", TEXT))])
    for target in re.findall(r"^make ([a-z]+)", typed, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    kinds = re.findall(r"make new ARGS=(\w+)", TEXT)
    assert kinds
    assert set(kinds) <= {kind.name.replace("-", "") for kind in addable_kinds(CATALOGUE)}
    assert new in known_commands()


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: str(path.name))
def test_picture_is_small_and_used(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 60_000
    assert struct.unpack(">I", content[16:20])[0] <= 1200
    assert f"({Path('..') / 'assets' / 'contributing' / path.name})" in TEXT


def test_pictures_exist_and_are_described() -> None:
    found = list(PICTURE.finditer(TEXT))
    assert 3 <= len(found) <= 5
    for picture in found:
        assert (PAGE.parent / picture["path"]).resolve().is_file()
        assert len(picture["alt"]) > 20
