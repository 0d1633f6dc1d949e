"""Guidance while typing: the schemas accept what we accept, refuse what we refuse, and are in step with the data."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from sourcebook.__main__ import main
from sourcebook.guidance import schema
from sourcebook.guidance.values import FORM_HELP, value_schema
from sourcebook.records.forms import EDTF_DATE, Form
from sourcebook.records.keys import RecordField, attribute, fields_of
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.marks import AtLeast, Between, Characters, Offer, Ref, Words
from sourcebook.records.model import Citation, Claim, Record
from sourcebook.records.registers import Role
from sourcebook.reference.load import load
from sourcebook.words.dates import DateError, parse_date
from support import TINY, Copy
from test_data_format import EXAMPLES

PROJECT = Path(__file__).parent.parent
DATA = PROJECT / "data"
NAMES = [schema.schema_name(PurePath(pattern)) for pattern in CATALOGUE.files]


class Editor(yaml.SafeLoader):
    """YAML 1.2 as the parsers of editors read it: numbers and truth values, but no dates, and "no" is a word."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


for tag, pattern, first in (
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Editor.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))


def as_editor(text: str | bytes) -> Any:
    """Return what an editor makes of a file."""
    return yaml.load(text, Loader=Editor)


@cache
def schemas(data: Path) -> dict[str, Any]:
    """Return all schemas of a reference by file name."""
    reference, _ = load(data)
    return {name: json.loads(text) for name, text in schema.schema_files(reference).items()}


@cache
def validator(kind: str, part: str = "", data: Path = TINY / "data") -> Draft7Validator:
    """Return a validator for a kind of file, or for a record inside it."""
    made = schemas(data)
    registry = Registry().with_resources(
        (name, Resource.from_contents(content, default_specification=DRAFT7)) for name, content in made.items()
    )
    where = f"{kind}.json" + (f"#/definitions/{part}" if part else "")
    return Draft7Validator({"$ref": where}, registry=registry)


def faults(kind: str, text: str, part: str = "") -> list[str]:
    """Return the places that an editor would underline, each as a path."""
    found = validator(kind, part).iter_errors(as_editor(text))
    return sorted("/".join(map(str, error.absolute_path)) for error in found)


@pytest.mark.parametrize("name", sorted(schemas(TINY / "data")))
def test_schema_is_draft_7(name: str) -> None:
    Draft7Validator.check_schema(schemas(TINY / "data")[name])


def test_every_kind_of_file_has_a_schema() -> None:
    assert {f"{name}.json" for name in NAMES} | {schema.KNOWN} == set(schemas(TINY / "data"))


def test_help_is_that_of_forms() -> None:
    forms = {mark.name for model in CATALOGUE.models.values() for field in fields_of(model)
             if (mark := field.mark(Form))}  # fmt: skip
    assert set(FORM_HELP) <= forms


@pytest.mark.parametrize("name", CATALOGUE.models)
def test_every_mark_of_a_field_is_in_its_schema(name: str) -> None:
    properties = next(part for record, part in parts() if record == name)["properties"]
    for field in fields_of(CATALOGUE.models[name]):
        made = properties[field.key]
        text = json.dumps(made)
        form, words, characters, least = (field.mark(kind) for kind in (Form, Words, Characters, AtLeast))
        assert form is None or json.dumps(f"^{form.pattern}$") in text
        assert words is None or f"must have at most {words.most} words" in text
        assert characters is None or f'"maxLength": {characters.most}' in text
        between = field.mark(Between)
        limits = (between.least, between.most) if between else (least.least if least else None, None)
        assert (made.get("minItems"), made.get("maxItems")) == limits
        assert made.get("uniqueItems", False) == (field.is_list and field.mark(Ref) is not None)
        offer = field.mark(Offer)
        assert made.get("examples", []) == (list(offer.texts) if offer else [])


@pytest.mark.parametrize("data", [DATA, TINY / "data"], ids=["real", "tiny"])
def test_every_file_of_a_reference_is_accepted(data: Path) -> None:
    underlined = {}
    for file in sorted(data.rglob("*.yml")):
        checks = validator(schema.schema_name(file.relative_to(data)), data=data)
        errors = [error.message for error in checks.iter_errors(as_editor(file.read_bytes()))]
        underlined |= {file.name: errors} if errors else {}
    assert underlined == {}


@pytest.mark.parametrize(("path", "text"), EXAMPLES)
def test_example_of_the_data_format_page_is_accepted(path: PurePath, text: str) -> None:
    assert faults(schema.schema_name(path), text) == []


def limit(model: type[Record], key: str) -> int:
    """Return how many words or characters a text may have."""
    field = field_of(model, key)
    mark = field.mark(Words) or field.mark(Characters)
    assert mark
    return mark.most


def field_of(model: type[Record], key: str) -> RecordField:
    """Return a field of a model."""
    return next(field for field in fields_of(model) if field.name == attribute(model, key))


CLAIM = """\
id: river
title: The river comes
text: The river came.
kind: fact
date: '1287-02-13'
cites:
- source: aldermere-annals
  locator: p. 1
"""
SOURCE = "id: s\ntype: book\nkind: press\ntitle: t\nlanguage: en\nnote: n\n"
JUDGES = CLAIM.replace("fact", "judgement\nby:\n- Walter Harrow")


def test_claims_and_sources_of_these_tests_are_right() -> None:
    assert faults("chapter", CLAIM, "Claim") == []
    assert faults("chapter", JUDGES, "Claim") == []
    assert faults("source", SOURCE) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("kind: fact", "kind: fact\nplace: x", ""),  # unknown key
        ("text: The river came.\n", "", ""),  # missing key
        ("kind: fact", "kind: rumour", "kind"),
        ("kind: fact", "kind: judgement", ""),  # without 'by'
        ("kind: fact", "kind: judgement\nby: []", "by"),
        ("kind: fact", "kind: fact\nby:\n- Edith Miller", ""),
        ("id: river", "id: The River", "id"),
        ("id: river", "id:", "id"),
        ("id: river", "id: [river]", "id"),
        ("The river comes", "x" * (limit(Claim, "title") + 1), "title"),
        ("The river came.", "word " * (limit(Claim, "text") + 1), "text"),
        ("'1287-02-13'", "13 February 1287", "date"),
        ("'1287-02-13'", "13.2.1287", "date"),
        ("'1287-02-13'", "1287-13", "date"),
        ("'1287-02-13'", "1287.5", "date"),
        ("kind: fact", "kind: fact\npeople: Edith Miller", "people"),  # no list
        ("  locator: p. 1\n", "", "cites/0"),
        ("p. 1", "p. 1\n  qoute: x", "cites/0"),
        ("p. 1", f"p. 1\n  quote: {'word ' * (limit(Citation, 'quote') + 1)}", "cites/0/quote"),
        ("p. 1", "p. 1\n  passage: first", "cites/0/passage"),
        ("aldermere-annals", "Aldermere Annals", "cites/0/source"),
        ("cites:\n- source: aldermere-annals\n  locator: p. 1\n", "cites: []\n", "cites"),
        ("cites:\n- source: aldermere-annals\n  locator: p. 1\n", "", ""),
    ],
)
def test_mistake_in_a_claim_is_underlined(old: str, new: str, where: str) -> None:
    assert old in CLAIM
    assert faults("chapter", CLAIM.replace(old, new), "Claim") == [where]


@pytest.mark.parametrize(
    ("kind", "text", "where"),
    [
        ("source", SOURCE.replace("book", "novel"), "type"),
        ("source", SOURCE.replace("kind: press", "kind: newspaper"), "kind"),
        ("source", SOURCE + "autor: x\n", ""),
        ("source", SOURCE + "URL: www.example.org\n", "URL"),
        ("source", SOURCE + "consulted:\n- https://example.org\n", "consulted/0"),
        ("source", SOURCE + "consulted:\n- where: example.org\n", "consulted/0/where"),
        ("source", SOURCE + "consulted:\n- where: https://example.org\n  copy: photo\n", "consulted/0/copy"),
        ("source", SOURCE + "standing: biased\n", "standing"),
        ("source", SOURCE + "author:\n- name: x\n", "author/0"),
        ("source", SOURCE + "issued: May 1931\n", "issued"),
        ("source", SOURCE + "further-reading: true\n", "further-reading"),
        ("source", SOURCE.replace("language: en", "language: english"), "language"),
        ("source", SOURCE + "DOI: https://doi.org/10.1000/182\n", "DOI"),
        ("source", SOURCE + "ISBN: ISBN 0306406152\n", "ISBN"),
        ("source", SOURCE.replace("title: t", "title:"), "title"),
        ("chapter", "id: c\ntitle: t\norder: first\nsections: []\n", "order"),
        ("chapter", "id: c\ntitle: t\norder: 0\nsections: []\n", "order"),
        ("people", "entries:\n- id: e\n  name: n\n  role: {text: miller}\n", "entries/0/role"),
        ("people", "entries:\n- id: e\n  name: n\n  definition: {text: miller}\n", "entries/0"),
        ("people", "entries:\n- id: e\n  name: n\n  coordinates: 54.70, 2.20\n", "entries/0"),
        (
            "people",
            f"entries:\n- id: e\n  name: n\n  role: {{text: {'w ' * (limit(Role, 'text') + 1)}, claims: [a]}}\n",
            "entries/0/role/text",
        ),
        ("terms", "entries:\n- id: e\n  name: n\n", "entries/0"),
        ("terms", "entries:\n- id: e\n  name: n\n  definition: {text: t}\n  role: {text: t}\n", "entries/0"),
        ("start", "claims: []\n", "claims"),
        ("start", "- a\n", ""),
        ("start", "claims:\n- a\n", "claims/0"),
        (
            "story",
            "title: t\nparts:\n- id: e\n  title: t\n  paragraphs:\n  - sentences:\n    - text: t\n      claims: []\n",
            "parts/0/paragraphs/0/sentences/0/claims",
        ),
        (
            "home",
            "what-and-when: []\nwhat-it-said: [{text: t, claims: [a]}]\nwhy-it-mattered: [{text: t, claims: [a]}]\n",
            "what-and-when",
        ),
        ("handovers", "handovers:\n- from: a\n  to: b\n  form: c\n  claims: []\n", "handovers/0/claims"),
        ("card", "rows:\n- label: a\n  value: b\n", "rows/0"),
        ("text", "source: s\nunit: line\npassages: []\n", "unit"),
    ],
)
def test_mistake_is_underlined(kind: str, text: str, where: str) -> None:
    assert faults(kind, text) == [where]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The river comes", "1287"),
        ("The river comes", "true"),
        ("'1287-02-13'", "1287"),
        ("'1287-02-13'", "1287-02-13"),
        ("p. 1", "44"),
        ("p. 1", "4.5"),
        ("kind: fact", "kind: fact\npeople:\n- Somebody New\n- 1287"),
        ("aldermere-annals", "not-yet-written"),
        ("kind: fact", "kind: fact\nrelated:\n- not-yet-written\n- 1287"),
        ("p. 1", "p. 1\n  language: no"),
    ],
)
def test_what_we_accept_is_not_underlined(old: str, new: str) -> None:
    assert faults("chapter", CLAIM.replace(old, new), "Claim") == []


def test_known_ids_and_names_are_proposed_with_what_they_mean() -> None:
    known = schemas(TINY / "data")[schema.KNOWN]["definitions"]
    meaning = {name: dict(zip(part["enum"], part["enumDescriptions"], strict=True)) for name, part in known.items()}
    assert meaning["claims"]["bridge-lost"] == "The bridge is lost"
    assert meaning["people"]["Edith of the Mill"].startswith("Edith Miller: miller of Aldermere")
    assert "Eadgyð" not in meaning["people"]
    assert meaning["sources"]["harrow-1931"].endswith("(secondary)")
    assert meaning["languages"]["en"] == "English"
    for part in known.values():
        assert part["enum"] == sorted(set(part["enum"]))


@pytest.mark.parametrize(
    ("kind", "way", "lists"),
    [
        ("chapter", "Citation.source", ["sources"]),
        ("chapter", "Claim.people", ["people"]),
        ("chapter", "Claim.organizations", ["organizations"]),
        ("chapter", "Claim.places", ["places"]),
        ("chapter", "Claim.by", ["people", "organizations"]),
        ("chapter", "Claim.related", ["claims"]),
        ("chapter", "Section.see", ["claims"]),
        ("chapter", "Answer.claims", ["claims"]),
        ("handovers", "Handover.claims", ["claims"]),
        ("card", "CardRow.claims", ["claims"]),
        ("card", "CardRow.question", ["questions"]),
        ("people", "Role.claims", ["claims"]),
        ("terms", "Definition.claims", ["claims"]),
        ("source", ".derives-from", ["sources"]),
        ("start", "FirstClaim.claim", ["claims"]),
        ("story", "StorySentence.claims", ["claims"]),
        ("home", "BoundSentence.claims", ["claims"]),
    ],
)
def test_field_proposes_the_lists(kind: str, way: str, lists: list[str]) -> None:
    record, _, key = way.partition(".")
    whole = schemas(TINY / "data")[f"{kind}.json"]
    field = (whole["definitions"][record] if record else whole)["properties"][key]
    choices = field.get("items", field)["anyOf"]
    # The text comes first: its message is the one that editors show.
    assert choices[0]["type"] == ["string", "number"]
    assert [choice["$ref"] for choice in choices if "$ref" in choice] == [f"known.json#/definitions/{x}" for x in lists]


def parts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema of every record, with the name of its model, or of its file where it is one."""
    for pattern, model in CATALOGUE.files.items():
        content = schemas(TINY / "data")[f"{schema.schema_name(PurePath(pattern))}.json"]
        yield from {model.__name__: content, **content["definitions"]}.items()


def field_schemas() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield record, key and schema of every field of every schema."""
    for record, part in parts():
        assert part["additionalProperties"] is False
        for key, field in part["properties"].items():
            yield record, key, field


def test_every_field_says_what_it_means() -> None:
    for record, key, field in field_schemas():
        assert field["description"], f"{record}.{key}"
        assert "`" not in field["description"]


def test_proposed_values_are_accepted() -> None:
    for record, key, field in field_schemas():
        for example in field.get("examples", ()):
            assert Draft7Validator(field).is_valid(example), f"{record}.{key}: {example}"


POINTS = st.from_regex(
    r"-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?|[0-9]{2}[0-9X]X|[0-9]{4}-(XX|[0-9]{2})(-XX)?", fullmatch=True
)
DATES = st.one_of(POINTS, st.tuples(st.one_of(POINTS, st.sampled_from(["", ".."])), POINTS).map("/".join),
                  st.tuples(POINTS, st.sampled_from(["", ".."])).map("/".join))  # fmt: skip


@given(DATES)
def test_every_date_that_we_read_fits_the_pattern(text: str) -> None:
    try:
        parse_date(text)
    except DateError as error:
        may_fit = "calendar" in str(error) or "in order" in str(error)
        assert may_fit or not re.fullmatch(EDTF_DATE.pattern, text)
    else:
        assert re.fullmatch(EDTF_DATE.pattern, text)


def test_pattern_of_words_is_fast() -> None:
    pattern = re.compile(value_schema(field_of(Claim, "text"))["anyOf"][0]["pattern"])
    assert pattern.search("word " * limit(Claim, "text"))
    assert not pattern.search("word  \n" * 20_000)
    assert not pattern.search("x" * 20_000 + " " * 20_000 + "x " * 50)


# --- the files ------------------------------------------------------------------------------------------------------


def run(tiny: Copy, *arguments: str) -> int:
    return main(["--root", str(tiny.root), "schema", *arguments])


def snapshot(tiny: Copy) -> dict[str, bytes]:
    return {
        file.relative_to(tiny.root).as_posix(): file.read_bytes() for file in tiny.root.rglob("*") if file.is_file()
    }


def test_real_schemas_are_in_step() -> None:
    reference, problems = load(DATA)
    assert not problems
    there = {file.name: file.read_text("utf-8") for file in (PROJECT / schema.SCHEMA_FOLDER).iterdir()}
    wanted = schema.schema_files(reference)
    stale = sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))
    assert not stale, f"not in step with the data: {', '.join(stale)}; run: python -m sourcebook schema"


def test_command_writes_once_and_checks(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    files = len(NAMES) + 1
    assert run(tiny, "--check") == 1
    printed = capsys.readouterr().out.splitlines()
    message = "file must be in step with the data: it differs (run: python -m sourcebook schema)"
    assert f".schemas/chapter.json:1:1: {message}" in printed
    assert not (tiny.root / ".schemas").exists()
    assert run(tiny) == 0
    assert capsys.readouterr().out == f"{files} files written, 0 files in step already\n"
    before = snapshot(tiny)
    assert run(tiny) == 0
    assert capsys.readouterr().out == f"0 files written, {files} files in step already\n"
    assert run(tiny, "--check") == 0
    assert capsys.readouterr().out == f"{files} files in step\n"
    assert snapshot(tiny) == before


def test_a_new_claim_changes_the_list_alone(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    run(tiny)
    tiny.edit("data/chapters/flood.yml", "  - id: bridge-lost\n", "  - id: bridge-gone\n")
    capsys.readouterr()
    assert run(tiny, "--check") == 1
    assert capsys.readouterr().out == (
        ".schemas/known.json:1:1: file must be in step with the data: it differs (run: python -m sourcebook schema)\n"
        "1 problem\n"
    )


def test_command_writes_nothing_where_the_data_cannot_be_read(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.edit("data/people.yml", "entries:", "entries")
    before = snapshot(tiny)
    assert run(tiny, "--heads") == 1
    assert capsys.readouterr().err.endswith("\n1 problem\n")
    assert snapshot(tiny) == before


def test_command_says_where_it_cannot_write(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.write(".schemas", "in the way")
    assert run(tiny) == 2
    assert re.fullmatch(r"\.schemas/\S+: file must be writable: .+\n", capsys.readouterr().err)


def test_what_only_breaks_a_rule_does_not_stop_the_command(tiny: Copy) -> None:
    tiny.edit("data/sources/harrow-1931.yml", "issued: '1931'", "issued: May 1931")
    tiny.edit("data/card.yml", "question: how-long-did-it-rain", "question: unknown")
    assert len(tiny.problems()) == 2
    assert run(tiny) == 0
