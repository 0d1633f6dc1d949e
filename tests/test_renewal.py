"""A site made anew of what differs is, byte for byte, the one that a whole build makes; or there is no renewal."""

import gc
import json
import logging
import os
import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

from sites import PROJECT
from sourcebook.records.model import Record
from sourcebook.site import render
from sourcebook.site.build import build as make
from sourcebook.site.kept import inputs
from sourcebook.site.kept.folder import ASKED, KeptFolder
from sourcebook.site.kept.keptsite import read_kept, write_kept
from sourcebook.site.kept.lastsite import digests, keep_build, renew_into
from sourcebook.site.pictures.svg import Svg
from support import TINY, Copy

CHAPTER = "data/chapters/flood.yml"
EDITS = 200
PARTS = 4


@dataclass
class Publisher:
    """Builds a copy of the tiny site as ``make site`` does, but in this process."""

    copy: Copy
    kept: KeptFolder
    engine: Path
    """Stands for the engine's folder: its templates can be edited."""
    after: Callable[[Path], None] = lambda _: None
    """What the command does with the site when MkDocs has ended."""

    @property
    def site(self) -> Path:
        return self.copy.root / "site"

    def publish(self) -> bool:
        """Renew the site, or build it whole; return whether it could be renewed. Raises ``Abort`` for bad data."""
        new = self.copy.root / "new"
        renewed = renew_into(new, self.site, self.kept)
        if not renewed:
            self.kept.forget_build()
            self.build(new, keep=True)
            self.after(new)
            keep_build(new, self.site, self.kept)
        shutil.rmtree(self.site, ignore_errors=True)
        new.rename(self.site)
        return renewed

    def build(self, folder: Path, *, keep: bool = False) -> None:
        """Build the whole site with MkDocs."""
        os.environ[ASKED] = str(self.kept.path) if keep else ""
        try:
            build(load_config(str(self.copy.root / "mkdocs.yml"), strict=True, site_dir=str(folder)))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            gc.unfreeze()  # a build is the last thing that its process does

    def whole(self) -> dict[str, bytes]:
        """Return the files of the site as a whole build makes them."""
        folder = self.copy.root / "whole"
        self.build(folder)
        found = bytes_of(folder)
        shutil.rmtree(folder)
        return found

    def edit(self, old: str, new: str, file: str = CHAPTER) -> None:
        self.copy.edit(file, old, new)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


@pytest.fixture
def publisher(tiny: Copy, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(PROJECT / "hooks"))
    tiny.write("mkdocs.yml", settings)
    engine = tmp_path_factory.mktemp("engine")
    shutil.copytree(render.TEMPLATES, engine / "templates")
    monkeypatch.setattr(render, "TEMPLATES", engine / "templates")
    monkeypatch.setattr(inputs, "ENGINE", engine)
    monkeypatch.setenv(ASKED, "")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    # Each build begins to listen to what MkDocs writes into its log.
    monkeypatch.setattr(logging.getLogger("mkdocs"), "handlers", [])
    return Publisher(tiny, KeptFolder(tiny.root / ".cache" / "kept"), engine)


@pytest.fixture
def published(publisher: Publisher) -> Publisher:
    """A site that was built whole."""
    assert not publisher.publish()
    return publisher


def test_nothing_differs_where_nothing_was_edited(published: Publisher, capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(published.site)
    assert published.publish()
    assert bytes_of(published.site) == before == published.whole()
    count = len(before)
    told = f"site: 0 of {count} files differ from the last build and were made anew\n"
    assert capsys.readouterr().out.startswith(told)


def test_only_files_that_differ_are_written(published: Publisher) -> None:
    before = {file: file.stat().st_mtime_ns for file in published.site.rglob("*") if file.is_file()}
    published.edit("rose above the town wall", "climbed above the town wall")
    assert published.publish()
    written = {file for file, time in before.items() if file.stat().st_mtime_ns != time}
    assert {file.relative_to(published.site).as_posix() for file in written} == {
        "chapters/flood/index.html", "search/search_index.json", "start/index.html",
    }  # fmt: skip
    assert bytes_of(published.site) == published.whole()


def test_files_of_a_whole_build_that_do_not_differ_keep_their_times(published: Publisher) -> None:
    file = published.site / "sources/aldermere-annals/index.html"
    before = file.stat().st_mtime_ns
    published.edit("site_name: The flood of Aldermere", "site_name: The flood", "mkdocs.yml")
    assert not published.publish()
    assert file.stat().st_mtime_ns != before  # its title has the name of the site
    assert (published.site / "sources.json").stat().st_mtime_ns < file.stat().st_mtime_ns
    assert bytes_of(published.site) == published.whole()


def test_lines_that_move_are_followed_by_links_for_editors(published: Publisher) -> None:
    text = (published.copy.root / CHAPTER).read_text("utf-8")
    published.copy.write(CHAPTER, f"# A remark\n# and another\n{text}")
    assert published.publish()
    assert bytes_of(published.site) == published.whole()


def edits_that_take_more() -> dict[str, Callable[[Publisher], None]]:
    """Return edits after which more may differ than articles."""
    return {
        "a title in the navigation": lambda one: one.edit("title: The flood\n", "title: The great flood\n"),
        "settings": lambda one: one.edit("site_name: The flood of Aldermere", "site_name: X", "mkdocs.yml"),
        "a hand-written page": lambda one: one.copy.write("docs/about/index.md", "# About\n\nOther words.\n"),
        "a picture": lambda one: one.copy.write("docs/about/a.svg", "<svg/>"),
        "a template": lambda one: append(one.engine / "templates/chapter.html.j2", "<p>more</p>"),
        "the site": lambda one: append(one.site / "index.html", "somebody's"),
        "a file of the site": lambda one: (one.site / "more.html").touch(),
        "a lost file of the site": lambda one: (one.site / "sources.json").unlink(),
        "the day": lambda _: os.environ.update(SOURCE_DATE_EPOCH="86400"),
    }


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize("edit", edits_that_take_more().values(), ids=edits_that_take_more())
def test_edits_that_take_a_whole_build(
    edit: Callable[[Publisher], None], published: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    published.publish()
    edit(published)
    assert not published.publish()
    assert bytes_of(published.site) == published.whole()
    assert published.publish()


def test_bad_data_are_told_by_the_whole_build_and_cost_nothing(published: Publisher) -> None:
    before = bytes_of(published.site)
    published.edit("id: bridge-lost", "id: bridge-lsot")
    with pytest.raises(Abort):
        published.publish()
    assert bytes_of(published.site) == before
    published.edit("id: bridge-lsot", "id: bridge-lost")
    assert published.publish()


@pytest.mark.parametrize("spoil", ["cut", "other bytes", "no JSON", "other form", "of another form", "empty"])
@pytest.mark.parametrize("name", ["site.kept", "data.kept"])
def test_what_was_kept_and_is_damaged_is_left_aside_with_a_word(
    name: str, spoil: str, published: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    file = published.kept.path / name
    raw = file.read_bytes()
    spoilt = {
        "cut": raw[: len(raw) // 2], "other bytes": raw.replace(b"a", b"b"), "no JSON": b"\xff\x00", "empty": b"",
        "other form": re.sub(rb"\n.*", b"", raw, flags=re.DOTALL) + b"\n[]",
        "of another form": raw.replace(b"sourcebook", b"another book", 1),
    }[spoil]  # fmt: skip
    file.write_bytes(spoilt)
    published.edit("rose above the town wall", "climbed above the town wall")
    assert published.publish() == (name == "data.kept")
    assert capsys.readouterr().err.startswith(f"{file}: what was kept is left aside, all is made anew: it is ")
    assert bytes_of(published.site) == published.whole()
    assert published.publish()


def test_what_is_whole_and_of_another_shape_is_left_aside(
    published: Publisher, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = read_kept(published.kept.path / "site.kept")
    for content in ([], {}, {"pages": 1}, {"pages": {"a.md": {"spans": {}, "fixed": []}}}, {**whole, "settings": {}}):
        write_kept(published.kept.path / "site.kept", content)
        assert not published.publish()
        assert "it has another form" in capsys.readouterr().err


@pytest.mark.parametrize("fault", ["read-only", "full"])
def test_what_cannot_be_kept_costs_only_time(
    fault: str, publisher: Publisher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError({"read-only": 30, "full": 28}[fault], os.strerror({"read-only": 30, "full": 28}[fault]))

    with monkeypatch.context() as disk, caplog.at_level(logging.INFO, "mkdocs"):
        disk.setattr("sourcebook.site.kept.keptsite.Path.replace", refuse)
        publisher.build(publisher.site, keep=True)
    assert "the build could not be kept for the next one" in caplog.text
    assert [*publisher.kept.path.iterdir()] == []
    with monkeypatch.context() as disk:
        disk.setattr("sourcebook.site.kept.keptsite.write_kept", refuse)
        disk.setattr("sourcebook.site.kept.folder.write_kept", refuse)
        assert not publisher.publish()
        assert not publisher.publish()
    assert not publisher.publish()
    assert publisher.publish()


def test_an_edit_while_the_site_is_built_is_not_taken_for_built(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = inputs.digest_of_inputs
    asked = iter(("before the edit", "after it"))
    monkeypatch.setattr("sourcebook.site.kept.hostsettings.digest_of_inputs", lambda *_: next(asked))
    publisher.build(publisher.site, keep=True)
    assert not (publisher.kept.path / "build.kept").exists()
    monkeypatch.setattr("sourcebook.site.kept.hostsettings.digest_of_inputs", ask)
    assert not publisher.publish()


def test_a_build_with_more_than_is_known_is_not_kept(publisher: Publisher) -> None:
    settings = (publisher.copy.root / "mkdocs.yml").read_text("utf-8")
    (publisher.copy.root / "own.py").write_text("", "utf-8")
    publisher.copy.write("inc/abbr.md", "*[ABC]: alphabet\n")
    snippets = f"\n  - pymdownx.snippets:\n      auto_append: ['{publisher.copy.root}/inc/abbr.md']"
    ours = str(PROJECT / "hooks/mkdocs_hooks.py")
    publisher.copy.write("ours.py", f"exec(compile(open({ours!r}).read(), {ours!r}, 'exec'))\n")
    for old, new in (
        ("plugins:\n  - search", "plugins:\n  - search\n  - tags"),
        ("markdown_extensions:", f"markdown_extensions:{snippets}"),
        ("toc_depth: 2", "toc_depth: 2\n      slugify: !!python/name:markdown.extensions.toc.slugify_unicode"),
        ("\nplugins:", "\n  - own.py\nplugins:"),
        ("name: material\n  custom_dir: ", "name: readthedocs\n  not_ours: "),
    ):
        assert old in settings
        publisher.copy.write("mkdocs.yml", settings.replace(old, new))
        publisher.build(publisher.copy.root / "other", keep=True)
        shutil.rmtree(publisher.copy.root / "other")
        assert not (publisher.kept.path / "build.kept").exists()


def test_a_project_that_is_moved_takes_along_what_is_kept(published: Publisher) -> None:
    place = published.copy.root.with_name("moved")
    published.copy.root.rename(place)
    moved = Publisher(Copy(place), KeptFolder(place / ".cache/kept"), published.engine)
    assert moved.publish()
    moved.edit("rose above the town wall", "climbed above the town wall")
    assert moved.publish()
    assert bytes_of(moved.site) == moved.whole()


def test_a_copy_looks_at_its_own_files(published: Publisher, tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("other") / "copy"
    shutil.copytree(published.copy.root, place)
    copy = Publisher(Copy(place), KeptFolder(place / ".cache/kept"), published.engine)
    copy.edit("site_name: The flood of Aldermere", "site_name: A copy", "mkdocs.yml")
    assert not copy.publish()
    assert bytes_of(copy.site) == copy.whole()


def test_a_site_that_was_changed_after_it_was_built_is_not_renewed(publisher: Publisher) -> None:
    def mark(folder: Path) -> None:
        for page in folder.rglob("*.html"):
            page.write_text(page.read_text("utf-8").replace("<html", '<html class="no-js"'), "utf-8")

    publisher.after = mark
    for _ in range(2):
        assert not publisher.publish()
    publisher.after = lambda folder: (folder / "more.txt").touch()  # beside the pages is not within them
    assert not publisher.publish()
    assert publisher.publish()


def test_what_a_failed_run_left_is_not_taken_for_the_next(publisher: Publisher) -> None:
    publisher.build(publisher.copy.root / "failed", keep=True)
    settings = (publisher.copy.root / "mkdocs.yml").read_text("utf-8")
    publisher.copy.write("mkdocs.yml", settings.replace("  - search", "  - search\n  - tags"))
    assert not publisher.publish()
    publisher.copy.write("mkdocs.yml", settings)
    assert not publisher.publish()


def test_what_nobody_can_read_among_pages_stops_no_build(published: Publisher) -> None:
    (published.copy.root / "docs/.mem").symlink_to("/proc/self/mem")
    published.publish()
    assert published.publish()


def test_other_programs_make_all_anew_without_a_word(
    published: Publisher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inputs.sys, "version", "4.0")
    assert not published.publish()
    assert "left aside" not in capsys.readouterr().err
    assert published.publish()


def test_what_is_kept_holds_texts_and_numbers_only(published: Publisher) -> None:
    for file in published.kept.path.iterdir():
        head, body = file.read_text("utf-8").split("\n", 1)
        assert head.startswith("kept by sourcebook ")
        json.loads(body)


def test_programs_that_are_installed_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = inputs.digest_of_programs()
    (tmp_path / "thing-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert inputs.digest_of_programs() != before


def test_variables_that_settings_name_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_url: !ENV [ITS_URL, OTHER_URL]\nsite_name: !ENV\n  - ITS_NAME\n  - none\n", "utf-8")
    digests_seen = {inputs.digest_of_inputs(settings, [])}
    for name, differs in (("ITS_URL", True), ("OTHER_URL", True), ("ITS_NAME", True), ("NOT_NAMED", False)):
        monkeypatch.setenv(name, "set")
        digest = inputs.digest_of_inputs(settings, [])
        assert (digest not in digests_seen) is differs, name
        digests_seen.add(digest)


# --- the property: never stale ----------------------------------------------------------------------------------------


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


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


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
