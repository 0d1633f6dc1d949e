"""The data format page tells the truth: its examples load, and no field of any record is missing from it."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import pytest
import yaml

from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.marks import AtLeast, Example, KindWord, Offer
from sourcebook.records.model import Record

PAGE = Path(__file__).parent.parent / "docs" / "about" / "data-format.md"
HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r'^```yaml title="data/(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
ROW = r"^\| `([^`]+)` \| (yes|no|by rule) \| (.+) \|$"
MODELS = CATALOGUE.models
TEXT = PAGE.read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    """Return what stands below each heading, by the name of the model: ``### Card row`` is ``CardRow``."""
    _, *parts = HEADING.split(TEXT)
    names = {name.lower(): name for name in MODELS}
    headings = (heading.replace(" ", "").lower() for heading in parts[::2])
    return {names.get(name, name): text for name, text in zip(headings, parts[1::2], strict=True)}


SECTIONS = sections()
EXAMPLES = [
    pytest.param(PurePath(example["path"]), example["text"], id=f"data/{example['path']}")
    for example in EXAMPLE.finditer(TEXT)
]
FIELDS = [
    pytest.param(name, field, id=f"{name}.{field.key}") for name, model in MODELS.items() for field in fields_of(model)
]


def load(path: PurePath, text: str) -> Record:
    """Return the record that a file of this path with this text is."""
    model = CATALOGUE.file_model(path)
    assert model is not None, f"no file may be called {path}"
    return model.model_validate(yaml.load(text, Loader=yaml.BaseLoader), by_alias=True, by_name=False)


def choices(annotation: Any) -> Iterator[str]:
    """Yield the words among which a field chooses."""
    for part in getattr(annotation, "__args__", ()):
        if isinstance(part, str):
            yield part
        else:
            yield from choices(part)


@pytest.mark.parametrize(("path", "text"), EXAMPLES)
def test_example_loads(path: PurePath, text: str) -> None:
    assert isinstance(load(path, text), Record)


def test_every_fenced_yaml_example_is_tested() -> None:
    assert len(EXAMPLES) == TEXT.count("```yaml") > 0


def parts_of(record: Record) -> Iterator[Record]:
    """Yield a record and the records within it."""
    yield record
    for field in fields_of(type(record)):
        held = getattr(record, field.name) if field.inner else None
        for part in held if isinstance(held, tuple) else [held] if held else []:
            yield from parts_of(part)


def test_every_kind_of_record_has_an_example() -> None:
    shown = {type(part) for example in EXAMPLES for part in parts_of(load(*example.values))}
    assert shown >= set(MODELS.values())


def test_every_file_has_a_row_that_leads_to_its_record() -> None:
    rows = dict(re.findall(r"^\| `data/([^`]+)` \| (.+) \|$", TEXT, re.MULTILINE))
    assert list(rows) == [pattern.replace("*", "ID") for pattern in CATALOGUE.files]
    for pattern, whole in CATALOGUE.files.items():
        row = rows[pattern.replace("*", "ID")]
        kind = next(iter(CATALOGUE.kinds_in(whole)))
        linked = re.match(r"\[[^]]+\]\(#([a-z-]+)\)", row)
        assert linked, pattern
        assert linked[1].replace("-", "") == kind.model.__name__.lower()
        # A file without a model of its own is a list, and the list has a name.
        assert re.findall(r"`([^`]+):`", row) == ([] if whole is kind.model else list(kind.steps))


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_field_is_documented(name: str, field: RecordField) -> None:
    rows = {key: (required, meaning) for key, required, meaning in re.findall(ROW, SECTIONS[name], re.MULTILINE)}
    assert field.key in rows, f"{PAGE.name} must have a row for {name}.{field.key}"
    required, meaning = rows[field.key]
    assert meaning == field.info.description
    assert (required == "yes") is field.info.is_required()
    assert required != "no" or not field.mark(AtLeast)


def test_no_field_is_documented_that_does_not_exist() -> None:
    for name, model in MODELS.items():
        documented = re.findall(r"^\| `([^`]+)` \|", SECTIONS[name], re.MULTILINE)
        assert documented == [field.key for field in fields_of(model)]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_words_among_which_a_field_chooses_stand_in_its_section(name: str, field: RecordField) -> None:
    words = [*choices(field.info.annotation)]
    if field.mark(KindWord):
        words = [kind.name for kind in CATALOGUE.identified]
    if name != "RegisteredText":  # written by a command
        assert [word for word in words if f"`{word}`" not in SECTIONS[name]] == []


def test_examples_of_fields_come_from_the_page() -> None:
    page = " ".join(TEXT.split())
    fields = [field for model in MODELS.values() for field in fields_of(model)]
    examples = [mark.text for field in fields if (mark := field.mark(Example))]
    examples += [text for field in fields if (mark := field.mark(Offer)) for text in mark.texts]
    assert len(examples) > 20
    assert [example for example in examples if example not in page] == []
