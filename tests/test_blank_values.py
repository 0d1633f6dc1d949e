"""White space is no part of a value: a blank one is refused and a padded one trimmed, in every field."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from sourcebook.files.encoding import FORBIDDEN
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.model import Record
from sourcebook.site.build import build
from support import Copy

BLANK = [" ", "   ", "\u00a0", "\n", "\u3000\t"]
UNSEEN = ["\u200d", "\u200c \u200d", "\u0301", "\ufe0f\u034f", "\u0903"]
"""Signs that join letters, stand upon them or choose their form, without any letter."""
PADDED = [" x", "x ", "\u00a0x\n", "\n\n x\u2003"]


LOOKS_BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"


@pytest.mark.parametrize("character", LOOKS_BLANK)
def test_letters_and_signs_that_are_blank_are_refused(character: str, tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: High water", f"title: {character}")
    must = f"text must have no control or invisible characters: U+{ord(character):04X}"
    assert [message.partition(": ")[2] for message in tiny.messages()] == [f"{must} (delete it; editors often hide it)"]


JOINERS = "\u200c\u200d"
SEEN = "ARABIC|SYRIAC|KAITHI|EGYPTIAN"
"""How the names of the signs begin that Unicode counts among what formats, and that are seen all the same."""


def test_characters_that_format_and_are_not_seen_are_refused() -> None:
    formatting = [sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) in {"Cf", "Zl", "Zp"}]
    unseen = [sign for sign in formatting if not re.match(f"({SEEN})(?! LETTER MARK)", unicodedata.name(sign, ""))]
    assert [sign for sign in unseen if not FORBIDDEN.match(sign)] == [*JOINERS]


def choices(annotation: Any) -> Iterator[Any]:
    """Yield the words among which a value is chosen, and the types that it may have."""
    parts = get_args(annotation)
    if not parts:
        yield annotation
    for part in parts:
        yield from choices(part)


def value(field: RecordField) -> Any:
    """Return what may stand in a field: a word, a number, or the least that a record needs."""
    words = [word for word in choices(field.info.annotation) if isinstance(word, str)]
    one: Any = words[0] if words else "1"
    if field.inner:
        one = least(field.inner)
    return [one] if field.is_list else one


def least(model: type[Record]) -> dict[str, Any]:
    """Return the least that a record of a model needs."""
    return {field.key: value(field) for field in fields_of(model) if field.info.is_required()}


TEXTS = [
    pytest.param(model, field, id=f"{name}.{field.key}")
    for name, model in CATALOGUE.models.items()
    for field in fields_of(model)
    if str in choices(field.info.annotation)
]


def made(model: type[Record], field: RecordField, text: str) -> Any:
    """Return the value that a field of a record has where this text was written."""
    written = least(model) | {field.key: [text] if field.is_list else text}
    held = getattr(model.model_validate(written, by_alias=True, by_name=False), field.name)
    return held[0] if field.is_list else held


@pytest.mark.parametrize(("model", "field"), TEXTS)
def test_white_space_alone_is_no_value(model: type[Record], field: RecordField) -> None:
    if field.name == "windows":  # a passage may be too short for a fingerprint
        assert {made(model, field, text) for text in BLANK} == {""}
        return
    for text in BLANK:
        with pytest.raises(ValidationError):
            made(model, field, text)


@pytest.mark.parametrize(("model", "field"), TEXTS)
def test_signs_that_need_a_letter_are_no_value_without_one(model: type[Record], field: RecordField) -> None:
    if field.name == "windows":  # what is no fingerprint is reported where it is unpacked
        return
    for text in UNSEEN:
        with pytest.raises(ValidationError):
            made(model, field, text)
    assert made(model, field, "x\u0301\u200d") == "x\u0301\u200d"


@pytest.mark.parametrize("text", UNSEEN)
def test_title_that_shows_nothing_is_reported(text: str, tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", f"title: '{text}'")
    must = f"data/chapters/flood.yml:30:12: claim 'bridge-lost': title must be text: {text!r}"
    assert tiny.messages() == [f"{must} (write it behind the colon)"]


@pytest.mark.parametrize(("model", "field"), TEXTS)
def test_white_space_around_a_value_is_no_part_of_it(model: type[Record], field: RecordField) -> None:
    assert {made(model, field, text) for text in PADDED} == {"x"}


def test_every_text_of_every_record_is_tried() -> None:
    assert len(TEXTS) > 60


@pytest.mark.parametrize("text", ['" "', "' '", '"\\u00a0"', '"\\n"', "''"])
def test_blank_title_is_reported(text: str, tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", f"title: {text}")
    (message,) = tiny.messages()
    assert message.startswith("data/chapters/flood.yml:30:12: claim 'bridge-lost': title must be text: ")
    assert message.endswith(" (write it behind the colon)")


def test_blank_item_of_a_list_is_reported(tiny: Copy) -> None:
    tiny.edit("data/people.yml", "  - Edith of the Mill", '  - " "')
    assert tiny.messages() == [
        "data/people.yml:6:5: person 'edith-miller': aliases, item 1 must be text: ' ' "
        "(write it behind the hyphen, or delete the line)"
    ]


def test_padded_value_is_printed_without_its_padding(tiny: Copy) -> None:
    tiny.edit("data/card.yml", "value: Eleven days", "value: ' Eleven days\u00a0'")
    home = build(tiny.root / "data", tiny.root / "docs").texts["index.md"]
    assert "<strong>Eleven days</strong>" in home


def test_padded_id_is_the_id_that_it_pads(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "    - rain-for-a-week\n", "    - ' rain-for-a-week '\n")
    tiny.edit("data/chapters/flood.yml", "  - id: bridge-lost\n", "  - id: 'bridge-lost '\n")
    assert tiny.messages() == []
    located = tiny.reference.claims["bridge-lost"]
    assert located.place == (located.file.path, 29)
