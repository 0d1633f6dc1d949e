"""What helps editors besides the schemas: the comment at the top of every file, settings and snippets."""

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.guidance import schema
from sourcebook.guidance.shapecomments import (
    HEAD_HELP,
    LONGEST_HEAD,
    files_with_shape_comments,
    shape_comment,
    with_shape_comment,
)
from sourcebook.records.keys import fields_of, keys
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.marks import Characters, Words
from support import Copy
from test_schema import DATA, NAMES, PROJECT, as_editor, faults, field_of, run, snapshot, validator

BY_COMMANDS = {kind.file for kind in CATALOGUE if kind.written_by}


def test_real_files_open_with_their_heads() -> None:
    files = {file.relative_to(DATA): file.read_bytes() for file in files_with_shape_comments(DATA)}
    without = [str(path) for path, content in files.items() if not content.startswith(shape_comment(path).encode())]
    assert files
    some = ", ".join(without[:3])
    assert len(without) == 0, f"{len(without)} without a head ({some} …); run: python -m sourcebook schema --heads"


def test_real_fingerprints_open_with_the_head_of_their_command() -> None:
    for file in (DATA / "texts").glob("*.yml"):
        lines = file.read_text("utf-8").splitlines()
        length = next(number for number, line in enumerate(lines) if not line.startswith("#"))
        assert 1 <= length <= LONGEST_HEAD, file.name


def test_heads_are_put_before_everything_else(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(tiny)
    problems = tiny.messages()
    assert run(tiny, "--heads", "--check") == 1
    message = "head must show the shape of a record: it differs (run: python -m sourcebook schema --heads)"
    assert f"data/people.yml:1:1: {message}" in capsys.readouterr().out.splitlines()
    assert run(tiny, "--heads") == 0
    once = snapshot(tiny)
    for path, content in before.items():
        known = path.startswith("data/") and not path.startswith("data/texts/")
        head = shape_comment(Path(path).relative_to("data")).encode() if known else b""
        assert once[path] == head + content
        assert head.count(b"\n") <= LONGEST_HEAD
    assert tiny.messages() == problems
    assert run(tiny, "--heads") == 0
    assert snapshot(tiny) == once
    assert run(tiny, "--heads", "--check") == 0


BODY = "# Our own remark.\nentries:\n- id: a\n  name: A  # odd\n\n\n"
HEAD = shape_comment(Path("people.yml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BODY, HEAD + BODY),
        (HEAD + BODY, HEAD + BODY),
        # An older form of the head, whatever its lines were.
        (f"# yaml-language-server: $schema=../schema.json\n# old:  {HEAD_HELP}\n" + BODY, HEAD + BODY),
        (f"# yaml-language-server: $schema=../x.json\n# old:\n# older  {HEAD_HELP}\n" + BODY, HEAD + BODY),
        # No last line: only the first is ours.
        ("# yaml-language-server: $schema=../x.json\n" + BODY, HEAD + BODY),
        ("# yaml-language-server: $schema=../x.json\n# mine\n" + BODY, HEAD + "# mine\n" + BODY),
        ("# yaml-language-server: $schema=../x.json\n" + "# mine\n" * 9 + HEAD_HELP + "\n",
         HEAD + "# mine\n" * 9 + HEAD_HELP + "\n"),
        # The end of the line is that of the file.
        (BODY.replace("\n", "\r\n"), (HEAD + BODY).replace("\n", "\r\n")),
        ((HEAD + BODY).replace("\n", "\r\n"), (HEAD + BODY).replace("\n", "\r\n")),
        ("entries: []", HEAD + "entries: []"),
        ("# yaml-language-server: $schema=x", HEAD),
        ("", HEAD),
    ],
)  # fmt: skip
def test_head_replaces_only_itself(old: str, new: str) -> None:
    assert with_shape_comment(old.encode(), HEAD) == new.encode()


@given(st.binary())
def test_no_byte_behind_the_head_is_touched(content: bytes) -> None:
    once = with_shape_comment(content, HEAD)
    assert once.endswith(content) or content.startswith(b"# yaml-language-server: ")
    assert with_shape_comment(once, HEAD) == once


def test_files_that_a_command_writes_have_no_head_of_ours() -> None:
    assert sorted(BY_COMMANDS) == ["texts/*.yml"]
    assert not {file.parent.name for file in files_with_shape_comments(DATA)} & {"texts"}


@pytest.mark.parametrize("pattern", sorted(CATALOGUE.files.keys() - BY_COMMANDS))
def test_head_shows_a_shape_that_is_accepted(pattern: str) -> None:
    path = Path("data", pattern.replace("*", "x"))
    kind = schema.schema_name(Path(pattern))
    lines = shape_comment(path.relative_to("data")).splitlines()
    assert 2 < len(lines) <= LONGEST_HEAD
    assert all(len(line) <= 120 for line in lines)
    # Where the first line leads is where the schema is.
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", lines[0])
    assert named
    assert (PROJECT / path.parent / named[1]).resolve() == PROJECT / schema.SCHEMA_FOLDER / f"{kind}.json"
    assert lines[-1].endswith("help: docs/about/data-format.md")
    assert (PROJECT / "docs/about/data-format.md").is_file()
    shape = "\n".join(line.removeprefix("# ") for line in lines[1:])
    if kind == "chapter":
        (claim,) = as_editor(shape)
        assert [error.message for error in validator(kind, "Claim").iter_errors(claim)] == []
    else:
        assert faults(kind, shape) == []


# --- Visual Studio Code ---------------------------------------------------------------------------------------------


def test_settings_give_every_kind_of_file_its_schema() -> None:
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text("utf-8"))
    wanted = {}
    for kind, pattern in zip(NAMES, CATALOGUE.files, strict=True):
        wanted[f"{schema.SCHEMA_FOLDER}/{kind}.json"] = f"data/{pattern}"
    assert settings["yaml.schemas"] == wanted


SNIPPETS = json.loads((PROJECT / ".vscode/sourcebook.code-snippets").read_text("utf-8"))
PARTS = {
    "Claim": ("chapter", "Claim"),
    "Judgement": ("chapter", "Claim"),
    "Citation": ("chapter", "Citation"),
    "Source": ("source", ""),
    "Question": ("chapter", "Question"),
    "Hand-over": ("handovers", "Handover"),
    "Part of a text": ("outline", "TextPart"),
    "Person": ("people", "Person"),
    "Term": ("terms", "Term"),
}


def filled(body: list[str]) -> str:
    """Return a snippet as it is when the editor only presses Tab."""
    text = "\n".join(body).replace("$TM_FILENAME_BASE", "harrow-1931")
    text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    return re.sub(r"(?<!\\)\$0", "", text).replace("\\$", "$")


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippet_is_accepted_as_it_stands(name: str) -> None:
    snippet = SNIPPETS[name]
    kind, part = PARTS[name]
    text = filled(snippet["body"])
    value = as_editor(text)
    if part:
        (value,) = value
        text = "\n".join(line[2:] for line in text.splitlines())
    assert [error.message for error in validator(kind, part).iter_errors(value)] == []
    model = CATALOGUE.models[part or "Source"]
    assert isinstance(model.model_validate(yaml.load(text, Loader=yaml.BaseLoader)), model)
    assert snippet["scope"] == "yaml"


def test_snippet_of_a_source_opens_with_the_head() -> None:
    assert filled(SNIPPETS["Source"]["body"]).startswith(shape_comment(Path("sources/x.yml")))


SAID = re.compile(r"at most (\d+)(?: (words|characters))?")
LIMITED = {
    **{f"snippet {name}, {line.strip()}": (PARTS[name][1] or "Source", line, snippet["body"][number - 1])
       for name, snippet in SNIPPETS.items() for number, line in enumerate(snippet["body"])},
    **{f"sample of {name}, {line}": (name, line, line)
       for name, model in CATALOGUE.models.items() for line in model.sample.splitlines()},
}  # fmt: skip
"""Lines that may say how long a text may be: the model of their record, the line, and the line where its key may be."""


@pytest.mark.parametrize("where", [where for where, (_, line, _) in LIMITED.items() if SAID.search(line)])
def test_limit_that_is_said_is_that_of_the_field(where: str) -> None:
    name, line, above = LIMITED[where]
    key = next(found[1] for text in (line, above) if (found := re.match(r" *(?:- )?([a-z-]+):", text)))
    # The line of a person or a term stands in a part of the record.
    models = [CATALOGUE.models[name], *(field.inner for field in fields_of(CATALOGUE.models[name]) if field.inner)]
    marks = [(field_of(model, key).mark(Words), field_of(model, key).mark(Characters))
             for model in models if key in keys(model)]  # fmt: skip
    words, characters = next(pair for pair in marks if any(pair))
    number, unit = SAID.search(line).groups()
    assert (int(number), unit or "words") == ((words.most, "words") if words else (characters.most, "characters"))


def test_enough_limits_are_said() -> None:
    assert sum(bool(SAID.search(line)) for _, line, _ in LIMITED.values()) >= 8


def test_every_snippet_has_its_own_prefix() -> None:
    assert SNIPPETS.keys() == PARTS.keys()
    assert len({snippet["prefix"] for snippet in SNIPPETS.values()}) == len(SNIPPETS)
