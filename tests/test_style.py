"""The style sheet: what it says that the record does not use, the record does not use."""

import re
from collections.abc import Iterator

import pytest

from sourcebook.records.keys import marked_texts
from sourcebook.records.marks import Prose
from sourcebook.records.model import Record
from test_real_data import PROJECT, real

SHEET = (PROJECT / "docs" / "about" / "style.md").read_text("utf-8")
OWN_WORDS = {
    "chapter": ("title",), "section": ("title",), "claim": ("title", "text"),
    "question": ("question", "weighing", "verdict", "why", "would_settle"),
}  # fmt: skip
OF_OTHERS = re.compile("“[^”]*”")
TITLES = re.compile(r"\*[^*]+\*")


def row_cells() -> list[tuple[str, str]]:
    """Return the cells of the table of what is not used."""
    table = SHEET.partition("| not | but |\n")[2].partition("\n\n")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines()[1:]]
    return [(row[0], row[1]) for row in rows]


def not_used() -> dict[str, str]:
    """Return what the style sheet says is not used, with what is."""
    found = {form: instead for forms, instead in row_cells() for form in re.findall("`([^`]+)`", forms)}
    assert len(found) > 50
    return found


def periodicals() -> list[str]:
    """Return the names that stand in asterisks."""
    names = SHEET.partition("as in `*Pravda*`:")[2].partition(". In titles")[0]
    return [" ".join(name.split()) for name in re.findall("`([^`]+)`", names)]


def pattern(form: str) -> re.Pattern[str]:
    """Return what finds a form where it is a word of its own; a sign is found anywhere."""
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)" if form[0].isalpha() else re.escape(form))


def own_words() -> Iterator[tuple[str, str, str]]:
    """Yield kind and id of a record, and a text in our own words without those of others."""
    reference = real()
    for kind, fields in OWN_WORDS.items():
        for located in reference.all_of(kind):
            for field in fields:
                yield f"{kind} '{located.record.id}'", field, OF_OTHERS.sub("…", getattr(located.record, field) or "")
    for located in reference.all_of("question"):
        for answer in located.record.answers:
            yield f"question '{located.record.id}'", "answer", OF_OTHERS.sub("…", answer.label)


def running_texts() -> Iterator[tuple[str, str]]:
    """Yield each text of a claim that may have titles in asterisks, without these and without words of others."""
    reference = real()
    for located in reference.all_of("claim"):
        record: Record = located.record
        for field, _, text in marked_texts(
            record, Prose, reference.catalogue.keys_within(reference.catalogue["claim"])
        ):
            yield f"claim '{located.record.id}': {field.key}", TITLES.sub("…", OF_OTHERS.sub("…", text))


@pytest.mark.parametrize(("text", "found"), [
    ("Poznan and others", True), ("Poznań", False), ("Poznania", False), ("70%", True), ("70 per cent", False),
])  # fmt: skip
def test_form_is_found_as_a_word_of_its_own(text: str, found: bool) -> None:
    forms = ("Poznan", "%")
    assert any(pattern(form).search(text) for form in forms) == found


def test_record_uses_no_spelling_that_the_style_sheet_does_not() -> None:
    forms = {form: pattern(form) for form in not_used()}
    texts = [(where, field, TITLES.sub("…", text)) for where, field, text in own_words()]
    found = [
        f"{where}: {field} must not have {form!r}: {text[max(0, place.start() - 30) : place.end() + 30]}"
        for where, field, text in texts
        for form, one in forms.items()
        for place in one.finditer(text.replace("Peking University", "…"))
    ]
    assert found == []


def test_names_of_periodicals_stand_in_asterisks_in_running_texts() -> None:
    names = [*map(pattern, periodicals())]
    assert len(names) > 10
    found = [
        f"{where} must have {place[0]!r} in asterisks: {text[max(0, place.start() - 30) : place.end() + 30]}"
        for where, text in running_texts()
        for name in names
        for place in name.finditer(text)
    ]
    assert found == []
