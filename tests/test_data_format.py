"""The data format page tells the truth: its examples load, and no field of any record is missing from it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from sourcebook.records.model import Record, records

PAGE = Path(__file__).parent.parent / "docs" / "about" / "data-format.md"
HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r'^```yaml title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
KINDS = records()
TEXT = PAGE.read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    """Return what stands below each heading, by the name of the record: ``### Card row`` is ``CardRow``."""
    _, *parts = HEADING.split(TEXT)
    names = ["".join(word.capitalize() for word in heading.split()) for heading in parts[::2]]
    kinds = {kind.lower(): kind for kind in KINDS}
    return {kinds.get(name.lower(), name): text for name, text in zip(names, parts[1::2], strict=True)}


SECTIONS = sections()
EXAMPLES = [
    pytest.param(name, example["text"], id=example["path"])
    for name, text in SECTIONS.items()
    for example in EXAMPLE.finditer(text)
]
FIELDS = [
    pytest.param(name, field.alias or key, field.description, field.is_required(), id=f"{name}.{field.alias or key}")
    for name, kind in KINDS.items()
    for key, field in kind.model_fields.items()
]


def load(name: str, text: str) -> Record:
    """Return the record of the kind ``name`` that a YAML text describes."""
    return KINDS[name].model_validate(yaml.load(text, Loader=yaml.BaseLoader))


def records_within(value: object) -> Iterator[Record]:
    """Yield a record and all records inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from records_within(item)
    elif isinstance(value, BaseModel):
        if isinstance(value, Record):
            yield value
        for _, item in value:
            yield from records_within(item)


@pytest.mark.parametrize(("name", "text"), EXAMPLES)
def test_example_loads(name: str, text: str) -> None:
    assert isinstance(load(name, text), KINDS[name])


def test_every_fenced_yaml_example_is_tested() -> None:
    assert len(EXAMPLES) == TEXT.count("```yaml") > 0


def test_every_kind_of_record_has_an_example() -> None:
    shown = {
        type(record).__name__ for example in EXAMPLES for record in records_within(load(*map(str, example.values)))
    }
    assert shown == set(KINDS)


@pytest.mark.parametrize(("name", "field", "description", "required"), FIELDS)
def test_field_is_documented(name: str, field: str, description: str | None, required: bool) -> None:
    row = re.search(rf"^\| `{re.escape(field)}` \| (yes|no|by rule) \| (.+) \|$", SECTIONS[name], re.MULTILINE)
    assert row is not None, f"{PAGE.name} must have a row for {name}.{field}"
    assert row[2] == description
    assert (row[1] == "yes") is required


def test_no_field_is_documented_that_does_not_exist() -> None:
    for name, kind in KINDS.items():
        documented = re.findall(r"^\| `([^`]+)` \|", SECTIONS[name], re.MULTILINE)
        assert documented == [field.alias for field in kind.model_fields.values()]
