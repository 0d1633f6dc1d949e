"""Plain Markdown of records: for programs that read text, and exact for those that read Markdown."""

import os
import posixpath
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from pydantic import Field, create_model

from naughty_data import Data, fold, free_fields
from sites import PROJECT
from sourcebook.__main__ import main
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.marks import Text
from sourcebook.records.model import Record
from sourcebook.reference.load import load
from sourcebook.site.articles.prose import prose
from sourcebook.site.build import build
from sourcebook.site.plain.folder import plain_texts
from sourcebook.site.plain.markdown import running_text, web_link, with_titles
from support import TESTS, TINY, Copy
from test_details import PARTS, Filled, hidden, optional, shown
from test_new_kind import IMAGES, OPTIONS, with_images
from test_render import SIGNS, TEXTS, extensions, folded, text_of

GOLDEN = TESTS / "golden" / "plain"
KEPT = (
    "index.md", "claims/rain-for-a-week.md", "questions/how-long-did-it-rain.md", "sources/aldermere-annals.md",
    "outlines/annals-in-parts.md", "versions/lind-print.md", "parts/the-bridge-goes-down.md",
    "episodes/the-water-rises.md", "searches/toll-book.md", "examinations/print-examined.md",
)  # fmt: skip
READER = Markdown(extensions=extensions())
TAGS = {"h1", "h2", "h3", "p", "ul", "li", "a", "em"}
METADATA = re.compile(r"\A---\n(.*?)\n---\n\n", re.DOTALL)
TOLD = ("claim", "episode", "question", "source", "text", "outline", "version", "part", "examination", "search")
"""The kinds of which files tell; a registered text is told with its source."""


def plain(copy: Copy, catalogue: Any = CATALOGUE, **style: bool) -> dict[str, str]:
    """Return the files of a reference."""
    reference, problems = load(copy.root / "data", catalogue)
    assert problems == []
    return plain_texts(reference, **style)


def html(text: str) -> str:
    """Return what a reader of Markdown makes of a file."""
    return str(READER.reset().convert(METADATA.sub("", text)))


def metadata(text: str) -> dict[str, Any]:
    """Return what the top of a file says."""
    found = METADATA.match(text)
    assert found
    read: dict[str, Any] = yaml.safe_load(found[1])
    return read


def wrong_links(texts: dict[str, str]) -> list[str]:
    """Return the links that lead neither to a file nor to another site."""
    return [
        f"{path}: {way}"
        for path, text in texts.items()
        for way in map(unescape, re.findall(r'<a href="(.*?)"', html(text)))
        if not way.startswith(("http://", "https://"))
        and posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) not in texts
    ]


# --- what is told -----------------------------------------------------------------------------------------------------


def kept(path: str) -> Path:
    """Return where a file is kept: all in one folder."""
    return GOLDEN / path.replace("/", "-")


@pytest.mark.parametrize("path", KEPT)
def test_file_is_as_it_was(path: str, tiny: Copy, request: pytest.FixtureRequest) -> None:
    text = plain(tiny)[path]
    if request.config.getoption("--update-golden"):
        kept(path).parent.mkdir(parents=True, exist_ok=True)
        kept(path).write_text(text, "utf-8")
    assert text == kept(path).read_text("utf-8")


def test_no_file_is_kept_that_is_not_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {kept(path).name for path in KEPT}


def test_each_claim_question_and_source_has_a_file(tiny: Copy) -> None:
    expected = {f"{CATALOGUE[kind].plural}/{name}.md" for kind in TOLD if kind != "text"
                for name in tiny.reference.of(kind)}  # fmt: skip
    texts = plain(tiny)
    assert texts.keys() == expected | {"index.md"}
    assert set(re.findall(r"\]\((.*?)\)", texts["index.md"])) == expected


@pytest.mark.parametrize("folders", [True, False])
def test_metadata_lead_to_the_place_on_the_site(folders: bool, tiny: Copy) -> None:
    articles = build(tiny.root / "data", tiny.root / "docs").articles
    end = "/" if folders else ".html"
    places = {path.removesuffix(".md") + end: article.text() for path, article in articles.items()}
    for path, text in plain(tiny, folders=folders).items():
        if path != "index.md":
            told = metadata(text)
            page, _, anchor = told["page"].partition("#")
            assert (CATALOGUE[told["record"]].plural, told["id"]) == tuple(path.removesuffix(".md").split("/"))
            assert page in places
            assert bool(anchor) == (told["record"] in {"claim", "episode", "version", "part", "examination", "search"})
            assert not anchor or f' id="{anchor}"' in places[page]


def test_metadata_are_texts_and_only_what_is_known(tiny: Copy) -> None:
    texts = plain(tiny)
    assert metadata(texts["sources/harrow-1931.md"]) == {
        "record": "source", "id": "harrow-1931", "page": "sources/harrow-1931/", "kind": "secondary",
        "type": "chapter", "issued": "1931", "language": "en",
    }  # fmt: skip
    assert metadata(texts["claims/rain-for-a-week.md"]) == {
        "record": "claim", "id": "rain-for-a-week", "page": "chapters/flood/#rain-for-a-week", "kind": "fact",
        "disputed": True,
    }  # fmt: skip
    assert metadata(texts["claims/river-over-the-wall.md"])["date"] == "1287-02-13"


def test_former_ids_are_told(tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: annals\n  new: aldermere-annals\n- old: chronicle\n"
               "  new: aldermere-annals\n- old: bridge-gone\n  new: bridge-lost\n  from: flood\n")  # fmt: skip
    texts = plain(tiny)
    assert metadata(texts["sources/aldermere-annals.md"])["former-ids"] == ["annals", "chronicle"]
    assert metadata(texts["claims/bridge-lost.md"])["former-ids"] == ["bridge-gone"]


def test_claim_without_quotation_and_source_without_claim(tiny: Copy) -> None:
    texts = plain(tiny)
    assert "\n- Quotations checked word for word: there are none\n" in texts["claims/harrow-blames-the-council.md"]
    assert texts["sources/ferry-guide.md"].endswith("\n## Claims that cite it\n\nNo claim cites it: further reading.\n")


def test_every_paragraph_is_one_line(tiny: Copy) -> None:
    for path, text in plain(tiny).items():
        for block in METADATA.sub("", text).removesuffix("\n").split("\n\n"):
            lines = block.split("\n")
            assert len(lines) == 1 or all(re.match(r"(    )*- \S", line) for line in lines), path


# --- nothing vanishes -------------------------------------------------------------------------------------------------


def models_told() -> set[type[Record]]:
    """Return the models of the kinds of which files tell, and of their parts."""
    waiting, found = [CATALOGUE[name].model for name in TOLD], set[type[Record]]()
    while waiting:
        model = waiting.pop()
        found.add(model)
        waiting += [field.inner for field in fields_of(model) if field.inner and field.inner not in found]
    return found


IN_PARTS = {("Name", "family"), ("Name", "given")}
"""What no bibliography tells beside a whole name; the naughty data have names of both forms."""
FIELDS = [
    pytest.param(model.__name__, field.name, id=f"{model.__name__}.{field.key}")
    for model in sorted(models_told(), key=lambda model: model.__name__)
    for field in fields_of(model)
    if field.name not in hidden(model) and not field.inner and (model.__name__, field.name) not in IN_PARTS
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """Return what must be told of each field, and all files."""
    filled = Filled(Copy.make(tmp_path_factory.mktemp("filled")))
    filled.fill()
    reference = filled.build().reference
    return {name: shown(*value, reference) for name, value in filled.values.items()}, plain_texts(reference)


@pytest.mark.parametrize(("model", "field"), FIELDS)
def test_field_is_told(model: str, field: str, whole: tuple[dict[tuple[str, str], str], dict[str, str]]) -> None:
    expected, texts = whole
    assert expected[model, field] in "\n".join(texts.values())


@pytest.mark.parametrize("kind", TOLD)
def test_new_field_of_a_kind_is_told(kind: str, tiny: Copy) -> None:
    filled = Filled(tiny, CATALOGUE.with_fields(kind, how_sure=optional(Text)))
    filled.change(filled.catalogue[kind], lambda record: record.update({"how-sure": "wholly *sure* | yes"}))
    told = [
        path
        for path, text in plain(tiny, filled.catalogue).items()
        if "How sure: wholly *sure* | yes" in text_of(html(text))
    ]
    assert told


@pytest.mark.parametrize(("kind", "name", "model", "is_list"), [part for part in PARTS if part[0] in TOLD])
def test_new_field_of_a_part_is_told(kind: str, name: str, model: type[Record], is_list: bool, tiny: Copy) -> None:
    make: Any = create_model
    grown = make(model.__name__, __base__=model, how_sure=optional(Text))
    filled = Filled(tiny, CATALOGUE.with_fields(kind, **{name: (tuple[grown, ...], Field(()))}))
    key = name.replace("_", "-")
    filled.change(filled.catalogue[kind], lambda record: record[key][0].update({"how-sure": "wholly"}))
    assert is_list
    assert [path for path, text in plain(tiny, filled.catalogue).items() if "How sure: wholly" in text]


@pytest.mark.parametrize("home", IMAGES)
def test_record_of_a_new_kind_has_a_file(home: str, tiny: Copy) -> None:
    catalogue = with_images(IMAGES[home][0])
    place = ("--section", "high-water") if home == "sections" else ()
    assert main(["--root", str(tiny.root), "new", "image", "Bridge", *OPTIONS, *place], catalogue) == 0
    texts = plain(tiny, catalogue)
    page = "chapters/flood/#bridge" if home == "sections" else "images/bridge/"
    assert texts["images/bridge.md"] == (
        f'---\nrecord: "image"\nid: "bridge"\npage: "{page}"\n---\n\n# Bridge\n\n'
        "- Source: [Harrow 1931](../sources/harrow-1931.md)\n- Date: 1931\n- Alt: A bridge\n"
        "- Shown: [The bridge is lost](../claims/bridge-lost.md)\n- Licence: CC0: free\n"
    )
    assert "\n## Images\n\n- [Bridge](images/bridge.md)\n" in texts["index.md"]
    if home != "sections":  # which pages show as part of the section
        assert "\n- Images: [Bridge](../images/bridge.md)\n" in texts["claims/bridge-lost.md"]
    assert wrong_links(texts) == []


# --- exact ------------------------------------------------------------------------------------------------------------


def test_links_lead_to_files(tiny: Copy) -> None:
    texts = plain(tiny)
    assert wrong_links(texts) == []
    assert sum(html(text).count('href="../') for text in texts.values()) > 20


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Data, dict[str, str]]:
    """Return the naughty data and their files."""
    root = tmp_path_factory.mktemp("naughty")
    data = Data.whole()
    data.write(root)
    return data, plain(Copy(root))


def test_every_value_is_told_exactly(naughty: tuple[Data, dict[str, str]]) -> None:
    data, texts = naughty
    read = [html(text) for text in texts.values()]
    assert {tag for text in read for tag in re.findall(r"<(\w+)", text)} == TAGS
    told = "\n".join(folded(text_of(text)) for text in read)
    values = [value for value in data.filler.values if value.path.partition(".")[0] in TOLD]
    assert {value.path for value in values} == {path for path in free_fields() if path.partition(".")[0] in TOLD}
    exact = {value.key: text_of(prose(value.text)) if value.prose else value.text for value in values}
    assert {value.path for value in values if folded(exact[value.key]) not in told} == set()


def test_naughty_links_lead_to_files(naughty: tuple[Data, dict[str, str]]) -> None:
    assert wrong_links(naughty[1]) == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://x.example.org/a_b*c?d=1&copy=2#e", "<https://x.example.org/a_b*c?d=1&copy=2#e>"),
        ("https://x.example.org/ (scan, *in part*)", "<https://x.example.org/> (scan, \\*in part\\*)"),
        ("https://x.example.org/`a`", "https://x.example.org/\\`a\\`"),
        ("https://x.example.org/[a](b)", "https://x.example.org/\\[a\\](b)"),
        ("https://x.example.org/?a&lt;", "https://x.example.org/?a&amp;lt;"),
        ("https://x.example.org/a\\_b", "https://x.example.org/a\\\\\\_b"),
    ],
)
def test_address_is_a_link_where_all_readers_take_it_for_one(address: str, told: str) -> None:
    assert web_link(address) == told
    assert text_of(READER.reset().convert(told)) == address


@given(TEXTS | st.text(st.sampled_from("*a “é\u0301_.👍"), max_size=12))
def test_titles_in_prose_stay_titles(text: str) -> None:
    made = READER.reset().convert(running_text(text))
    assert folded(text_of(made)) == folded(text_of(prose(text)))
    assert re.findall("</?em>", made) == re.findall("</?em>", prose(text))


@given(st.lists(st.tuples(st.text(st.sampled_from(SIGNS), min_size=1, max_size=5).map(fold), st.booleans())))
def test_titles_in_an_entry_stay_whole(pieces: list[tuple[str, bool]]) -> None:
    made = READER.reset().convert(with_titles(pieces))
    assert folded(text_of(made)) == folded("".join(text for text, _ in pieces))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In *The Flood*, 1931", "In *The Flood*, 1931"),
        ("(*The Flood*)", "(*The Flood*)"),
        ("👍*“a”*", "&#128077;*“a”*"),
        ("*“a”*👍👍", "*“a”*&#128077;👍"),
        ("*a*👍*b*", "*a*&#128077;*b*"),
        ("a * b_c*d*", "a \\* b\\_c\\*d\\*"),
    ],
)
def test_sign_beside_a_title_does_not_keep_it_from_being_one(text: str, told: str) -> None:
    # CommonMark asks what stands beside asterisks; the reader of the other tests does not.
    assert running_text(text) == told


def test_files_are_the_same_whenever_they_are_written(tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        command = [sys.executable, "-m", "sourcebook", "--root", str(TINY), "export", "--plain", str(target)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT / "hooks")}
        subprocess.run(command, env=environment, check=True, capture_output=True)
        written.append({file.relative_to(target): file.read_bytes() for file in target.rglob("*") if file.is_file()})
    assert written[0] == written[1]
    assert len(written[0]) == 25
