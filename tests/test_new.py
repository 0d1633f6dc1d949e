"""Adding records: with options, with questions, and what is refused."""

import builtins
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.__main__ import main
from sourcebook.editing import interview
from sourcebook.editing.answers import asked_fields, title_key
from sourcebook.editing.draft import Draft, addable_kinds
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import CATALOGUE
from support import Copy

CLAIM_OPTIONS = (
    "The wall is broken", "--text", "The wall of the town broke.", "--kind", "fact", "--section", "high-water",
    "--cite", "harrow-1931 | p. 45",
)  # fmt: skip
WRITTEN = """\
  - id: the-wall-is-broken
    title: The wall is broken
    text: The wall of the town broke.
    kind: fact
    cites:
    - source: harrow-1931
      locator: p. 45
"""
NEW = {
    "claim": (CLAIM_OPTIONS, "data/chapters/flood.yml", WRITTEN, "  see:\n  - council-swears\n"),
    "claim in its place": (
        (*CLAIM_OPTIONS, "--after", "river-over-the-wall", "--date", "1287-02", "--person", "Edith Miller", "--place",
         "Aldermere", "--related", "council-swears"),
        "data/chapters/flood.yml",
        WRITTEN.replace("    cites:", "    date: 1287-02\n    people:\n    - Edith Miller\n    places:\n"
                        "    - Aldermere\n    cites:") + "    related:\n    - council-swears\n",
        "  - id: bridge-lost\n",
    ),
    "claim with a proven quotation": (
        (*CLAIM_OPTIONS, "--cite", "aldermere-annals | first | the river came over the wall"),
        "data/chapters/flood.yml",
        WRITTEN + "    - source: aldermere-annals\n      locator: first\n      quote: the river came over the wall\n"
        "      passage: s1\n",
        "  see:\n  - council-swears\n",
    ),
    "claim with a foreign quotation": (
        (*CLAIM_OPTIONS, "--cite", "bridge-charter | end | murus: fractus | gloss=the wall: broken"),
        "data/chapters/flood.yml",
        WRITTEN + "    - source: bridge-charter\n      locator: end\n      quote: 'murus: fractus'\n"
        "      gloss: 'the wall: broken'\n",
        "  see:\n  - council-swears\n",
    ),
    "judgement": (
        ("Harrow praises the priory", "--text", "Harrow praises it.", "--kind", "judgement", "--by", "Walter Harrow",
         "--section", "who-was-to-blame", "--cite", "harrow-1931 | p. 58", "--id", "harrow-praises"),
        "data/chapters/quarrel.yml",
        "  - id: harrow-praises\n    title: Harrow praises the priory\n    text: Harrow praises it.\n"
        "    kind: judgement\n    by:\n    - Walter Harrow\n    cites:\n    - source: harrow-1931\n"
        "      locator: p. 58\n",
        "",
    ),
    "question": (
        ("Did the wall hold?", "--chapter", "flood", "--answer", "yes | bridge-lost", "--answer",
         "no | river-over-the-wall, rain-for-a-week", "--weighing", "Open: nobody knows."),
        "data/chapters/flood.yml",
        "- id: did-the-wall-hold\n  question: Did the wall hold?\n  answers:\n  - label: yes\n    claims:\n"
        "    - bridge-lost\n  - label: no\n    claims:\n    - river-over-the-wall\n    - rain-for-a-week\n"
        "  weighing: 'Open: nobody knows.'\n".replace("yes", "'yes'").replace("no\n", "'no'\n"),
        "",
    ),
    "handover": (
        ("--from", "Town council", "--to", "Agnes Lind", "--form", "copy", "--date", "1901~", "--claim", "bridge-lost"),
        "data/handovers.yml",
        "- from: Town council\n  to: Agnes Lind\n  date: 1901~\n  form: copy\n  claims:\n  - bridge-lost\n",
        "",
    ),
    "person": (
        ("Esther Vale", "--native", "Эсфирь", "--alias", "E. Vale", "--alias", "Mother Esther", "--role",
         "widow | bridge-lost"),
        "data/people.yml",
        "- id: esther-vale\n  name: Esther Vale\n  native: Эсфирь\n  aliases:\n  - E. Vale\n  - Mother Esther\n"
        "  role:\n    text: widow\n    claims:\n    - bridge-lost\n",
        "- id: walter-harrow\n",
    ),
    "organization": (("Guild of Millers",), "data/organizations.yml",
                     "- id: guild-of-millers\n  name: Guild of Millers\n", ""),
    "place": (("Nether Alder", "--coordinates", "54.71, 2.25"), "data/places.yml",
              "- id: nether-alder\n  name: Nether Alder\n  coordinates: 54.71, 2.25\n", ""),
    "term": (("weir", "--definition", "a low dam across a stream"), "data/terms.yml",
             "- id: weir\n  name: weir\n  definition:\n    text: a low dam across a stream\n", ""),
}  # fmt: skip
"""Options, the file, what is written, and what follows it (empty: the end of the file)."""


def run(tiny: Copy, kind: str, *options: str) -> int:
    return main(["--root", str(tiny.root), "new", kind, *options])


def state(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in root.rglob("*") if file.is_file()}


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody be there to answer."""
    monkeypatch.setattr(interview, "can_ask", lambda: False)


@pytest.mark.parametrize(("options", "file", "written", "following"), NEW.values(), ids=NEW)
def test_record_is_added_in_its_place(
    options: tuple[str, ...], file: str, written: str, following: str, request: pytest.FixtureRequest, tiny: Copy,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    kind = request.node.callspec.id.split()[0].replace("judgement", "claim")
    before = state(tiny.root)
    assert run(tiny, kind, *options) == 0
    after = state(tiny.root)
    assert tiny.messages() == []
    at = before[file].index(following) if following else len(before[file])
    assert after[file] == before[file][:at] + written + before[file][at:]
    assert {path for path in after if after[path] != before.get(path)} == {file}
    line = before[file][:at].count("\n") + 1
    name = re.search(r"id: (\S+)", written)
    noun = "hand-over" if kind == "handover" else kind
    said = f"{tiny.root}/{file}:{line}: {noun}{f' {name[1]!r}' if name else ''} added\n"
    assert capsys.readouterr() == (said, "")


def test_source_gets_a_file_of_its_own(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--type", "book", "--kind", "secondary", "--author", "Weir, Tom | Том Вейр",
               "--author", "Alder Society", "--issued", "1950", "--language", "en", "--note", "A survey: dull.",
               "--url", "https://example.org/x")  # fmt: skip
    assert run(tiny, "source", "Old Bridges", *options) == 0
    path = "data/sources/weir-1950.yml"
    lines = [line for line in (tiny.root / path).read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == [
        "id: weir-1950", "type: book", "kind: secondary", "title: Old Bridges", "author:", "- family: Weir",
        "  given: Tom", "  native: Том Вейр", "- literal: Alder Society", "issued: '1950'", "URL: https://example.org/x",
        "language: en", "note: 'A survey: dull.'", "further-reading: 'yes'",
    ]  # fmt: skip
    assert tiny.messages() == []
    out = capsys.readouterr().out
    assert re.match(
        rf"{re.escape(str(tiny.root / path))}:\d+: source 'weir-1950' added\nit is marked further reading", out
    )
    # The first claim that cites it takes the mark away again.
    before = state(tiny.root)
    assert run(tiny, "claim", *CLAIM_OPTIONS, "--cite", "weir-1950 | p. 3") == 0
    assert (tiny.root / path).read_text("utf-8") == before[path].replace("further-reading: 'yes'\n", "")
    assert f"{path}: 'further-reading' taken out" in capsys.readouterr().out
    assert tiny.messages() == []


@pytest.mark.parametrize(
    ("kind", "options", "messages"),
    [
        ("claim", (), ["TITLE, --text, --kind, --cite, --section: needed"]),
        ("question", ("Why?",), ["--answer, --weighing, --chapter: needed"]),
        ("person", (), ["NAME: needed"]),
        ("source", ("T",), ["--type, --kind, --language, --note: needed"]),
        ("term", ("weir",), ["--definition: needed"]),
        ("hand-over", ("--to", "X"), ["--from, --form, --claim: needed"]),
        ("person", ("習近",), ["--id: needed, since none can be made from the name"]),
        ("person", ("Edith Miller",),
         ["NAME: name must belong to one entry: 'Edith Miller' ('edith-miller' has it too)"]),
        ("person", ("A", "--id", "Ä"), ["--id: id must be kebab-case: 'Ä' ("]),
        ("person", ("A", "--id", "annals"), ["--id: id must be unique: it is also a term in data/terms.yml:8"]),
        (
            "claim",
            ("T" * 61, "--text", "word " * 46, "--kind", "opinion", "--section", "high-water", "--date", "1287-13",
             "--person", "Edith Milner", "--cite", "harrow-1932 | p. 1", "--related", "bridge-lots"),
            [
                "TITLE: title must have at most 60 characters: 61 (shorten it by 1 character",
                "--text: text must have at most 45 words: 46 (",
                "--kind: kind must be 'fact' or 'judgement': 'opinion'",
                "--date: date ",
                "--person: people must be names of the register: 'Edith Milner' "
                "(did you mean 'Edith Miller' in data/people.yml:2?)",
                "--cite: source must be a known source: 'harrow-1932' (did you mean 'harrow-1931'?)",
                "--related: claim must be a known claim: 'bridge-lots' "
                "(did you mean 'bridge-lost' in data/chapters/flood.yml:29?)",
            ],
        ),
        ("claim", (*CLAIM_OPTIONS, "--by", "Walter Harrow"), ["--by: fact must have no 'by': 'Walter Harrow' ("]),
        ("claim", ("J", "--text", "J.", "--kind", "judgement", "--section", "high-water", "--cite", "harrow-1931 | 1"),
         ["--by: needed"]),
        ("claim", (*CLAIM_OPTIONS, "--cite", "bridge-charter | end | murus fractus"),
         ["--cite: quote must have a gloss, since its language is 'la': none ("]),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said_in_the_words_of_the_rules(
    kind: str, options: tuple[str, ...], messages: list[str], tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(tiny.root)
    assert run(tiny, kind, *options) == 2
    lines = capsys.readouterr().err.splitlines()
    for line, message in zip(lines, messages, strict=False):
        assert line.startswith(f"new {kind}: {message}")
    assert len(lines) == len(messages)
    assert state(tiny.root) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--section", "high-waters"), "section must be a known section: 'high-waters' (did you mean 'high-water'?)\n"),
        (("--section", "high-water", "--chapter", "quarrel"),
         "section must be one of the chapter 'quarrel': 'high-water'"),
        (("--after", "bridge-lots"), "claim must be a known claim: 'bridge-lots' (did you mean 'bridge-lost'?)\n"),
        (("--after", "council-swears", "--section", "high-water"),
         "section must be that of the claim 'council-swears': "),
        (("--chapter", "floods"), "chapter must be a known chapter: 'floods' (did you mean 'flood'?)\n"),
        (("--section", "high-water", "--cite", "harrow-1931"), "a citation must have the form 'SOURCE | LOCATOR"),
        (("--section", "high-water", "--cite", "a | b | c | d | e"), "a citation must have the form 'SOURCE | LOCATOR"),
        (("--section", "high-water", "--kind", "fact", "--kind", "fact"), "--kind must be given once: 2 times\n"),
    ],
)  # fmt: skip
def test_places_and_forms_that_do_not_fit_are_refused(
    options: tuple[str, ...], message: str, tiny: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(tiny.root)
    assert run(tiny, "claim", "A title", *options) == 2
    assert capsys.readouterr().err.startswith(message)
    assert state(tiny.root) == before


def test_claim_that_repeats_another_is_shown_and_not_written(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(tiny.root)
    text = "The wooden bridge broke in the night, and a miller was drowned."
    options = ("--text", text, "--kind", "fact", "--section", "who-was-to-blame", "--cite", "harrow-1931 | p. 45")
    assert run(tiny, "claim", "The bridge is lost", *options, "--id", "loss") == 1
    out = capsys.readouterr().out
    assert "claim 'loss': must be joined with the claim that it seems to repeat: 'bridge-lost'" in out
    assert "nothing was written; this is what was to be added:\n\n- id: loss\n  title: The bridge is lost\n" in out
    assert state(tiny.root) == before


def test_problems_elsewhere_are_no_hindrance(tiny: Copy) -> None:
    tiny.edit("data/card.yml", "  - bridge-lost", "  - bridge-lots")
    assert run(tiny, "person", "Esther Vale") == 0
    assert len(tiny.messages()) == 1


def test_a_file_with_faults_is_not_touched(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/people.yml", "  native: Eadgyð\n", "  native: Eadgyð\n  native: Edith\n")
    before = state(tiny.root)
    assert run(tiny, "person", "Esther Vale") == 2
    assert capsys.readouterr().err.startswith("data/people.yml:5:3: ")
    assert state(tiny.root) == before


def test_ids_are_not_taken_twice_nor_from_former_records(tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: esther-vale\n  reason: never lived\n")
    assert run(tiny, "person", "Esther Vale") == 0
    assert run(tiny, "person", "Esther, Vale") == 0
    assert {"esther-vale-2", "esther-vale-3"} <= set(tiny.reference.entries["people"])


def test_fillers_are_such_that_no_rule_objects(tiny: Copy) -> None:
    for kind in addable_kinds(CATALOGUE):
        assert Draft(kind, tiny.reference).objections({}) == [], kind.name


def answers(monkeypatch: pytest.MonkeyPatch, *given: str) -> Iterator[str]:
    """Let somebody answer; return what is left of the answers."""
    left = iter(given)
    monkeypatch.setattr(interview, "can_ask", lambda: True)
    monkeypatch.setattr(builtins, "input", lambda question: (print(question), next(left))[1])
    return left


def test_claim_is_asked_for_part_by_part(
    tiny: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = answers(
        monkeypatch, "floods", "flood", "high-water", "", "Miller's mill stands", "The mill stood.", "judgment",
        "judgement", "Walter Harow", "Walter Harrow", "", "14 February 1287", "1287-02-14", "Edith Milner",
        "Edith Miller", "", "", "Aldermere", "", "charter", "bridge-charter", "preamble", "per unam septimanam",
        "for one week", "aldermere-annals", "second", "went down in the day", "went down in the night", "", "",
    )  # fmt: skip
    before = state(tiny.root)
    assert run(tiny, "claim") == 0
    assert list(left) == []
    assert tiny.messages() == []
    written = (
        "  - id: millers-mill-stands\n    title: Miller's mill stands\n    text: The mill stood.\n"
        "    kind: judgement\n    by:\n    - Walter Harrow\n    date: '1287-02-14'\n    people:\n    - Edith Miller\n"
        "    places:\n    - Aldermere\n    cites:\n    - source: bridge-charter\n      locator: preamble\n"
        "      quote: per unam septimanam\n      gloss: for one week\n    - source: aldermere-annals\n"
        "      locator: second\n      quote: went down in the night\n      passage: s2\n"
    )
    file = "data/chapters/flood.yml"
    assert state(tiny.root)[file] == before[file].replace("  see:\n", written + "  see:\n")
    out = capsys.readouterr().out
    for objection in (
        "  chapter must be a known chapter: 'floods' (did you mean 'flood'?)",
        "  title must not be empty",
        "  kind must be 'fact' or 'judgement': 'judgment'",
        "  by must be a name of the registers: 'Walter Harow' (did you mean 'Walter Harrow' in data/people.yml:11?)",
        "  people must be names of the register: 'Edith Milner' (did you mean 'Edith Miller' in data/people.yml:2?)",
        "  source must be a known source: 'charter' (did you mean 'bridge-charter'?)",
        "  bridge-charter: Carta pontis",
        "  quote must stand word for word in 'aldermere-annals': 'went down in the day' (",
    ):
        assert f"\n{objection}" in out


def test_what_a_claim_repeats_is_asked_for(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    left = answers(
        monkeypatch, "The bridge is lost", "The wooden bridge broke in the night, and a miller was drowned.", "",
        *[""] * 4, "harrow-1931", "p. 45", "", "", "bridge-lots", "bridge-lost", "", "loss",
    )  # fmt: skip
    assert run(tiny, "claim", "--section", "who-was-to-blame") == 0
    assert list(left) == []
    assert tiny.reference.claim("loss").related == ("bridge-lost",)


def test_only_what_is_missing_is_asked_for(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    left = answers(monkeypatch, "The wall of the town broke.", *[""] * 7)
    options = ("--kind", "fact", "--section", "high-water", "--cite", "harrow-1931 | p. 45")
    assert run(tiny, "claim", "The wall is broken", *options) == 0
    assert len(list(left)) == 2
    assert WRITTEN in (tiny.root / "data/chapters/flood.yml").read_text("utf-8")


def test_proposed_id_is_as_many_whole_words_of_the_name_as_are_short(tiny: Copy) -> None:
    assert run(tiny, "organization", "Guild of Millers, Fullers and Sluicekeepers of the Nether Alder") == 0
    assert "- id: guild-of-millers-fullers-and\n" in (tiny.root / "data/organizations.yml").read_text("utf-8")


def test_question_and_term_are_asked_for(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    left = answers(
        monkeypatch, "flood", "Did the wall hold?", "", "yes", "bridge", "bridge-lost", "", "no",
        "river-over-the-wall rain-for-a-week", "", "Nobody knows.", "",
    )  # fmt: skip
    assert run(tiny, "question") == 0
    assert list(left) == []
    left = answers(monkeypatch, "weir", "", "", "word " * 46, "a low dam", "", "")
    assert run(tiny, "term") == 0
    assert list(left) == []
    assert tiny.messages() == []


@pytest.mark.parametrize("error", [EOFError, KeyboardInterrupt])
def test_giving_up_writes_nothing_and_loses_nothing(
    error: type[BaseException], tiny: Copy, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def give_up(_: str) -> str:
        raise error

    monkeypatch.setattr(interview, "can_ask", lambda: True)
    monkeypatch.setattr(builtins, "input", give_up)
    before = state(tiny.root)
    if error is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):  # for the shell, see test_shell.py
            run(tiny, "claim", "The wall is broken")
    else:
        assert run(tiny, "claim", "The wall is broken") == 2
    assert capsys.readouterr().err == (
        "\nnothing was written; this is what you entered:\n\n- title: The wall is broken\n"
    )
    assert state(tiny.root) == before


def test_at_a_real_terminal(tiny: Copy) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "sourcebook", "--root", str(tiny.root), "new", "person"]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        os.write(master, "Esther Vale\nИльмя\nE. Vale\n\nwidow\nbridge-lost\nesther\n".encode())
        shown = b""
        try:
            while chunk := os.read(master, 4096):
                shown += chunk
        except OSError:  # the other end is closed
            pass
    os.close(master)
    assert process.returncode == 0
    assert "Usual English name: " in shown.decode()
    assert "Id [esther-vale]: " in shown.decode()
    assert "checking …" in shown.decode()
    assert (tiny.root / "data/people.yml").read_text("utf-8").count("- id: esther\n  name: Esther Vale\n") == 1
    assert tiny.messages() == []


def test_whatever_is_needed_is_asked_for_and_the_title_first() -> None:
    for kind in addable_kinds(CATALOGUE):
        asked = asked_fields(kind.model, kind)
        assert {field for field in fields_of(kind.model) if field.needed and field.key != "id"} <= set(asked)
        assert asked[0].key == title_key(kind) or not kind.title
