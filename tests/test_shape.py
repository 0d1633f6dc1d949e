"""The shape of records: what the models say, in words for editors."""

import pytest

from sourcebook.files.yamlfile import MOST_OF_A_FILE, parse_yaml
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.model import Chapter, Record
from sourcebook.records.registers import Person, Term
from sourcebook.records.shape import validate
from sourcebook.records.sources import RegisteredText, Source
from sourcebook.records.wording import label

PEOPLE, TERMS, HANDOVERS = (CATALOGUE.files[f"{name}.yml"] for name in ("people", "terms", "handovers"))

SOURCE = "id: s\ntype: book\nkind: press\ntitle: t\nlanguage: en\nnote: n\n"
CLAIM = "id: c\ntitle: t\norder: 1\nsections:\n- id: s\n  title: t\n  claims:\n  - id: a\n    title: t\n    text: t\n"


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        (PEOPLE, "- a\n", [
            "f.yml:1:1: file must begin with keys: a list (write 'entries:' in a line above the list)",
        ]),
        (Source, "- id: s\n  type: book\n", [
            "f.yml:1:1: file must begin with keys: a list "
            "(delete the '- ' at its beginning, and the two spaces before the other keys)",
        ]),
        (Source, "some text\n", ["f.yml:1:1: file must begin with keys: text (it opens with 'id:', 'type:')"]),
        (Source, SOURCE.replace("title: t\n", ""), ["f.yml:1:1: source 's': must have the key 'title' (add 'title:')"]),
        (Source, SOURCE.replace("id: s\n", ""), ["f.yml:1:1: must have the key 'id' (add 'id:')"]),
        (Source, SOURCE + "autor: x\n", [
            "f.yml:7:1: source 's': must have no unknown key: 'autor' (did you mean 'author'?)",
        ]),
        (Source, SOURCE + "container_title: x\n", [
            "f.yml:7:1: source 's': must have no unknown key: 'container_title' (did you mean 'container-title'?)",
        ]),
        (Person, "id: e\nname: n\nqqq: x\n", [
            "f.yml:3:1: person 'e': must have no unknown key: 'qqq' (known keys: id, name, native, aliases, role)",
        ]),
        (Term, "id: e\nname: n\ndefinition: {text: t}\nqqq: x\n", [
            "f.yml:4:1: term 'e': must have no unknown key: 'qqq' (known keys: id, name, native, aliases, definition)",
        ]),
        (PEOPLE, "entries:\n- id: e\n  name: n\n  coordinates: 54.70, 2.20\n", [
            "f.yml:4:3: person 'e': must have no unknown key: 'coordinates' ('coordinates' stands in places.yml only)",
        ]),
        (TERMS, "entries:\n- id: e\n  name: n\n  role: {text: t}\n", [
            "f.yml:4:3: term 'e': must have no unknown key: 'role' (did you mean 'definition'? "
            "'role' stands in people.yml, organizations.yml and places.yml only)",
        ]),
        (Source, SOURCE + "author:\n- famly: x\n", [
            "f.yml:8:3: source 's': must have no unknown key: 'famly' (did you mean 'family'?)",
        ]),
        (Source, SOURCE + "author: Lind\n", [
            "f.yml:7:9: source 's': author must be a list: 'Lind' "
            "(write each item in the lines below, with '- ' before its first key: '- family: …')",
        ]),
        (Source, SOURCE + "author:\n- Lind\n", [
            "f.yml:8:3: source 's': author, item 1 must be a record with keys: 'Lind' "
            "(write its keys: 'family:', 'given:')",
        ]),
        (Source, SOURCE + "consulted:\n- https://example.org/a\n", [
            "f.yml:8:3: source 's': consulted, item 1 must be a record with keys: 'https://example.org/a' "
            "(write it behind its key: 'where: https://example.org/a')",
        ]),
        (Source, SOURCE + "consulted: https://example.org/a\n", [
            "f.yml:7:12: source 's': consulted must be a list: 'https://example.org/a' "
            "(write each item in the lines below, with '- ' before its first key: '- where: …')",
        ]),
        (Source, SOURCE + "consulted:\n- where: Town Archive\n  copy: photo\n", [
            "f.yml:9:9: source 's': copy must be one of 8 words: 'photo' (they are original, scan, transcription, ocr, "
            "translation, abstract, quotation, recording)",
        ]),
        (Source, SOURCE + "consulted:\n- where: Town Archive\n  copy: transcript\n", [
            "f.yml:9:9: source 's': copy must be one of 8 words: 'transcript' (did you mean 'transcription'?)",
        ]),
        (Source, SOURCE + "standing: biased\n", [
            "f.yml:7:11: source 's': standing must be 'partisan', 'superseded', 'fringe' or 'retracted': 'biased'",
        ]),
        (Source, SOURCE + "page:\n", [
            "f.yml:7:6: source 's': page must be text: empty (write it behind the colon, or delete the line)",
        ]),
        (Source, SOURCE.replace("note: n", "note: ''"), [
            "f.yml:6:7: source 's': note must be text: empty (write it behind the colon)",
        ]),
        (Source, SOURCE.replace("note: n", "note:\n  a: b"), [
            "f.yml:7:3: source 's': note must be text: a mapping (put the text in quotes if it contains a colon)",
        ]),
        (Source, SOURCE.replace("note: n", "note: [a]"), [
            "f.yml:6:7: source 's': note must be text: a list (put text that begins with '[' in quotes)",
        ]),
        (Source, SOURCE + "cover: every\n", [
            "f.yml:7:8: source 's': cover must be 'all': 'every' (write 'all', or delete the line)",
        ]),
        (Chapter, CLAIM + "    kind: guess\n", ["f.yml:11:11: claim 'a': kind must be 'fact' or 'judgement': 'guess'"]),
        (Chapter, CLAIM + "    kind: fact\n    cites:\n    - source: x\n", [
            "f.yml:13:7: claim 'a': must have the key 'locator' (add 'locator:')",
        ]),
        (Chapter, CLAIM.replace("1", "0") + "    kind: fact\n", [
            "f.yml:3:8: chapter 'c': order must be a whole number from 1: '0'",
        ]),
        (Chapter, CLAIM.replace("1", "1.5") + "    kind: fact\n", [
            "f.yml:3:8: chapter 'c': order must be a whole number from 1: '1.5'",
        ]),
        (HANDOVERS, "handovers:\n- from: a\n  to: b\n  claims: []\n", [
            "f.yml:2:3: must have the key 'form' (add 'form:')",
        ]),
        (HANDOVERS, "handovers:\n- from_: a\n  to: b\n  form: c\n  claims: []\n", [
            "f.yml:2:3: must have no unknown key: 'from_' (did you mean 'from'?)",
        ]),
        (RegisteredText, "source: a\nunit: line\npassages:\n- id: s1\n  words: many\n  windows: ''\n", [
            "f.yml:2:7: unit must be 'sentence' or 'paragraph': 'line'",
            "f.yml:5:10: passage 's1': words must be a whole number from 1: 'many' "
            "(write it in figures)",
        ]),
    ],
)  # fmt: skip
def test_wrong_shape(model: type[Record], text: str, expected: list[str]) -> None:
    file = parse_yaml(text, "f.yml")
    validate(model, file)
    assert sorted(str(problem) for problem in file.problems) == expected


REST = """\
  - {id: b, title: T, text: t, kind: fact}
- id: s2
  title: S
  claims:
  - {id: d, title: T, text: t, kind: fact}
"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # A claim goes, and the next keeps its number.
        (CLAIM + "    kind: guess\n" + REST, {"b": (0, 1), "d": (1, 0)}),
        (CLAIM + "    kind: fact\n    cites: [x]\n" + REST, {"b": (0, 1), "d": (1, 0)}),
        # A section goes, since what follows from its fault is not known.
        (CLAIM + "    kind: fact\n" + REST.replace("- id: s2", "  stage: []\n- id: s2"), {"d": (1, 0)}),
        # An unknown or optional key goes.
        (CLAIM + "    kind: fact\n" + REST + "colour: red\n", {"a": (0, 0), "b": (0, 1), "d": (1, 0)}),
    ],
)
def test_rest_of_a_chapter_is_kept(text: str, left: dict[str, tuple[int, int]]) -> None:
    file = parse_yaml(text, "f.yml")
    record = validate(Chapter, file)
    assert len(file.problems) == 1
    assert record is not None
    assert {
        claim.id: (number, index)
        for number, section in file.numbered(("sections",), record.sections)
        for index, claim in file.numbered(("sections", number, "claims"), section.claims)
    } == left


def test_what_makes_no_sense_without_a_key_is_left_out_whole() -> None:
    file = parse_yaml((CLAIM + "    kind: fact\n").replace("order: 1", "order: first"), "f.yml")
    assert validate(Chapter, file) is None
    assert len(file.problems) == 1


@pytest.mark.parametrize(
    ("model", "text", "place"),
    [
        # One mistake, one message: neither what is missing for the same reason nor each key of another kind.
        (Source, SOURCE.replace("title: t", "Titel: t"), "4:1"),
        (Source, SOURCE.replace("note: n", "remark: n\nmote: n"), "6:1"),
        (Chapter, CLAIM.replace("    text: t", "    kind: fact\n  text: t"), "11:3"),
        (PEOPLE, "entries:\n- id: a\n  title: b\n  text: c\n  kind: fact\n", "2:3"),
        (Source, CLAIM + "    kind: fact\n", "1:1"),
    ],
)
def test_first_message_of_a_mistake(model: type[Record], text: str, place: str) -> None:
    file = parse_yaml(text, "f.yml")
    validate(model, file)
    places = [f"{problem.line}:{problem.column}" for problem in file.problems]
    assert places[0] == place
    assert len(places) == (2 if "mote" in text else 1)


def test_many_mistakes_are_counted_and_not_all_shown() -> None:
    file = parse_yaml("entries:\n" + "- x\n" * 1000, "f.yml")
    assert validate(PEOPLE, file) is None or file.left_out
    assert len(file.problems) == MOST_OF_A_FILE + 1
    assert str(file.problems[-1]) == (
        "f.yml:102:3: file must have fewer problems to show them all: 900 more (mend those above first)"
    )


def test_right_shape() -> None:
    file = parse_yaml(SOURCE + "URL: https://example.org\nfurther-reading: yes\n", "f.yml")
    record = validate(Source, file)
    assert record is not None
    assert (record.URL, record.further_reading, file.problems) == ("https://example.org", "yes", [])


def test_file_with_faults_has_no_record_and_no_more_faults() -> None:
    file = parse_yaml("a: [\n", "f.yml")
    assert validate(Source, file) is None
    assert len(file.problems) == 1


def test_long_values_are_cut() -> None:
    file = parse_yaml(SOURCE.replace("book", "b" * 500), "f.yml")
    validate(Source, file)
    assert file.problems[0].message.endswith("'" + "b" * 57 + "…'")


@pytest.mark.parametrize(
    ("model", "data", "address", "expected"),
    [
        (Source, {"id": "x"}, ("title",), "source 'x'"),
        (Source, {"title": "x"}, ("title",), ""),
        (Source, [], (0,), ""),
        (Chapter, {"id": "x", "sections": [{"id": "y", "claims": [{"id": "z"}]}]},
         ("sections", 0, "claims", 0, "text"), "claim 'z'"),
        (Chapter, {"id": "x", "sections": [{"id": "y", "claims": [{"no": "id"}]}]},
         ("sections", 0, "claims", 0, "text"), "section 'y'"),
        (TERMS, {"entries": [{"id": "y"}]}, ("entries", 0), "term 'y'"),
        (RegisteredText, {"passages": [{"id": "s1"}]}, ("passages", 0, "words"), "passage 's1'"),
        (Source, {"id": ["x"]}, ("id", 0), ""),
        (Chapter, {"sections": "text"}, ("sections", 0, "id"), ""),
    ],
)  # fmt: skip
def test_label(model: type[Record], data: object, address: tuple[str | int, ...], expected: str) -> None:
    assert label(data, address, model, CATALOGUE) == expected
