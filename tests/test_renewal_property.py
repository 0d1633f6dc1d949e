"""Never stale: after any edit a renewed site is, byte for byte, the one that a whole build makes."""

import logging
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from mkdocs.exceptions import Abort, PluginError

from publisher import Publisher, bytes_of, differing
from sites import PROJECT
from sourcebook.records.model import Record
from sourcebook.site.build import build as make
from sourcebook.site.kept.lastsite import digests
from sourcebook.site.pictures.svg import Svg
from support import TINY

EDITS = 200
PARTS = 4


class Editor:
    """Edits at random; what was edited badly is put back."""

    def __init__(self, publisher: Publisher, seed: str) -> None:
        self.publisher = publisher
        self.root = publisher.copy.root
        self.random = random.Random(seed)
        self.before: tuple[Path, bytes | None] = (self.root, None)

    def edit(self) -> str:
        """Make one edit and return what it was."""
        kinds = {self.word: 8, self.line: 3, self.remark: 2, self.name: 1, self.another: 1, self.page: 1,
                 self.settings: 1, self.template: 1}  # fmt: skip
        while True:
            kind = self.random.choices([*kinds], [*kinds.values()])[0]
            kind()
            file, raw = self.before
            if file.read_bytes() != raw:
                return f"{kind.__name__} in {file}"

    def put_back(self) -> None:
        file, raw = self.before
        if raw is None:
            file.unlink()
        else:
            file.write_bytes(raw)

    def change(self, file: Path, text: Callable[[str], str]) -> None:
        raw = file.read_bytes() if file.exists() else None
        self.before = file, raw
        file.write_bytes(text((raw or b"").decode("utf-8")).encode("utf-8"))

    def data(self) -> Path:
        return self.random.choice(sorted((self.root / "data").rglob("*.yml")))

    def word(self) -> None:
        """Change a word of a value."""

        def changed(text: str) -> str:
            words = [*re.finditer(r"(?<=[ \n])[a-z]{4,}(?=[ .,\n])", text)]
            if not words:
                return text
            word = self.random.choice(words)
            return (
                text[: word.start()]
                + f"{word[0]}{self.random.choice(['x', ' & more', ' <b>', ''])}"
                + text[word.end() :]
            )

        self.change(self.data(), changed)

    def line(self) -> None:
        """Take away a line, or have it twice."""

        def changed(text: str) -> str:
            lines = text.splitlines(keepends=True)
            at = self.random.randrange(len(lines))
            lines[at : at + 1] = [lines[at]] * self.random.choice([0, 2])
            return "".join(lines)

        self.change(self.data(), changed)

    def remark(self) -> None:
        """Move lines."""
        self.change(self.data(), lambda text: f"# {self.random.random()}\n{text}")

    def name(self) -> None:
        """Rename whoever stands first in a register."""
        file = self.random.choice(["people", "places", "organizations", "terms"])
        self.change(self.root / f"data/{file}.yml", lambda text: re.sub(r"(?m)^(  name: \w+)", r"\1s", text, count=1))

    def page(self) -> None:
        """Write into a page by hand."""
        file = self.random.choice(sorted((self.root / "docs").rglob("*.md")))
        words = self.random.choice(["More words.", "## A heading", "[](claim:bridge-lost)", "[there](../index.md)"])
        self.change(file, lambda text: f"{text}\n\n{words}\n")

    def settings(self) -> None:
        settings = self.random.choice([
            ("site_name: .*", f"site_name: Site {self.random.random()}"), ("toc_depth: .", "toc_depth: 3"),
            ("    - navigation.path\n", ""), ("repo_url: .*", "repo_url: https://forge.example.org/other"),
            ("permalink: true", "permalink: '#'"),
        ])  # fmt: skip
        self.change(self.root / "mkdocs.yml", lambda text: re.sub(*settings, text, count=1))

    def template(self) -> None:
        file = self.random.choice(sorted((self.publisher.engine / "templates").glob("[a-z]*")))
        self.change(file, lambda text: text.replace("</h2>", "!</h2>", 1))

    def another(self) -> None:
        """Add a record with a page of its own, to which nothing refers."""
        name = f"person-{self.random.randrange(10**6)}"
        entry = f"- id: {name}\n  name: {name.title()}\n"
        self.change(self.root / "data/people.yml", lambda text: text + entry)


@pytest.fixture
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("part", range(PARTS))
def test_after_any_edit_the_site_is_that_of_a_whole_build(part: int, published: Publisher) -> None:
    editor = Editor(published, f"renewal {part}")
    made = {"renewed": 0, "built whole": 0, "refused": 0}
    while made["renewed"] + made["built whole"] < EDITS // PARTS:
        edited = editor.edit()
        try:
            renewed = published.publish()
        except (Abort, PluginError):
            made["refused"] += 1
            editor.put_back()
            continue
        made["renewed" if renewed else "built whole"] += 1
        if renewed:
            assert differing(bytes_of(published.site), published.whole()) == [], edited
    assert made["renewed"] > EDITS // PARTS / 4, made
    assert digests(published.site) == published.kept.site().files  # type: ignore[union-attr]


# --- what the property rests on ---------------------------------------------------------------------------------------


def test_the_frame_of_a_page_asks_of_its_article_only_whether_it_has_a_title() -> None:
    frame = (PROJECT / "hooks/theme/main.html").read_text("utf-8")
    asked = ['page.content and "<h1" not in page.content', "{{ page.content }}"]
    assert [part for part in asked if frame.count(part) != 1] == []
    for part in asked:
        frame = frame.replace(part, "")
    assert not re.search(r"page\.(content|markdown|html)", frame)


def test_views_hold_data_and_nothing_that_their_printed_form_leaves_out() -> None:
    content = make(TINY / "data", TINY / "docs")
    assert content.pages
    found = {kind for page in content.pages.values() for kind in kinds_within(page.view)}
    assert {
        kind for kind in found if not (kind in PLAIN or is_dataclass(kind) or issubclass(kind, Record | tuple))
    } == set()
    hidden = {(kind.__name__, one.name) for kind in found if is_dataclass(kind) for one in fields(kind) if not one.repr}
    assert hidden == set()


PLAIN = {str, int, float, bool, type(None), tuple, list, dict, Markup, Svg}


def kinds_within(value: Any) -> Iterator[type]:
    yield type(value)
    inner: Iterable[Any] = ()
    if isinstance(value, dict):
        inner = (*value.keys(), *value.values())
    elif isinstance(value, list | tuple):
        inner = value
    elif isinstance(value, Record):
        inner = vars(value).values()
    elif is_dataclass(value):
        inner = [getattr(value, one.name) for one in fields(value)]
    for one in inner:
        yield from kinds_within(one)
