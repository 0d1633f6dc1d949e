"""The page for maintainers tells the truth: its rooms, names and tables are those of the code, its examples work."""

import ast
import importlib
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from sites import PROJECT
from sourcebook.records import forms, marks
from support import Copy

ENGINE = PROJECT / "hooks" / "sourcebook"
TEXT = (PROJECT / "docs" / "about" / "engine.md").read_text("utf-8")
FENCE = re.compile(r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
PROSE = FENCE.sub("", TEXT)
TO_ADD = ("field", "rule", "page", "kind", "command")


def section(heading: str) -> str:
    """Return what stands below a heading, up to the next one of its level or above."""
    found = re.search(rf"^(##+) {heading}\n(.*?)(?=^## |^\1 |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found is not None, f"the page must have a heading {heading!r}"
    return found[2]


def rows(heading: str, first: str) -> list[list[str]]:
    """Return the rows of the table whose first column is called so."""
    found = re.search(rf"^\| {first} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", section(heading), re.MULTILINE)
    assert found is not None, f"{heading!r} must have a table of each {first}"
    return [[cell.strip("* ") for cell in line.strip("|").split(" | ")] for line in found[1].splitlines()]


# --- rooms -----------------------------------------------------------------------------------------------------------


def rooms() -> dict[str, tuple[str, str]]:
    """Return for each room what its docstring says that it holds and may know."""
    found = {}
    for file in ENGINE.glob("*/__init__.py"):
        said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
        known = re.search(r"^May know: (.+)\.$", said, re.MULTILINE)
        assert known, file
        found[file.parent.name] = said.splitlines()[0], known[1]
    return found


def test_rooms_are_those_of_the_engine() -> None:
    told = {name: (holds.replace("`", "``"), known) for name, holds, known in rows("The rooms", "room")}
    assert told == rooms()
    assert "The engine, `hooks/sourcebook/`, has twelve rooms." in TEXT
    assert len(told) == 12


def test_rooms_stand_in_their_order() -> None:
    names = [name for name, _, _ in rows("The rooms", "room")]
    for number, (_, _, known) in enumerate(rows("The rooms", "room")):
        assert known == "no room" or set(known.split(", ")) <= set(names[:number])


# --- names -----------------------------------------------------------------------------------------------------------

NAMES = sorted({name for name in re.findall(r"`((?:\w+\.)+\w+)`", PROSE) if name.partition(".")[0] in rooms()})
PATHS = sorted(set(re.findall(r"`((?:hooks|tests|docs|\.vscode)/[\w./-]*)`", PROSE)))


def found_in_the_code(name: str) -> Any:
    """Return what has this name below ``sourcebook``: a module, or something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            thing: Any = importlib.import_module(".".join(["sourcebook", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            # Fields of models and of dataclasses without a default are no attributes of their class.
            thing = getattr(thing, part)
        return thing
    raise AssertionError(name)


@pytest.mark.parametrize("name", NAMES)
def test_name_is_found_in_the_code(name: str) -> None:
    assert found_in_the_code(name) is not None


@pytest.mark.parametrize("path", PATHS)
def test_path_is_there(path: str) -> None:
    assert (PROJECT / path).exists()


def test_way_of_a_quotation_names_what_it_passes() -> None:
    way = section("The way of a quotation")
    passed = (
        "files.yamlfile.parse_yaml", "records.shape.validate", "reference.load.load",
        "reference.reference.Reference.finding", "rules.check_rules", "site.display.Display.note", "site.pages.plan",
        "site.render.Renderer.page", "site.build.build",
    )  # fmt: skip
    places = [way.find(f"`{name}`") for name in passed]
    assert -1 not in places
    assert places == sorted(places)


def test_events_that_are_named_are_those_of_the_adapter() -> None:
    adapter = (PROJECT / "hooks" / "mkdocs_hooks.py").read_text("utf-8")
    named = re.findall(r"`(on_\w+)`", section("The adapter"))
    assert named
    assert [name for name in named if f"    def {name}(" not in adapter] == []


# --- marks -----------------------------------------------------------------------------------------------------------


def test_marks_are_those_of_the_records() -> None:
    named = {**vars(marks), **vars(forms)}
    there = [name for name, one in named.items() if inspect.isclass(one) and issubclass(one, marks.Mark)]
    assert [name for name, _, _ in rows("Marks", "mark")] == [name for name in there if name != "Mark"]


def test_forms_are_those_of_the_records() -> None:
    there = [name for name, value in vars(forms).items() if isinstance(value, forms.Form)]
    assert [name for name, _ in rows("Marks", "form")] == there


# --- examples --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fenced:
    """A block of code of the page."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Workshop:
    """A copy of the engine and of the tiny reference, to which a section of the page is applied."""

    copy: Copy

    def follow(self, heading: str) -> None:
        """Do what the blocks of a section say, one after the other."""
        printed = ""
        for block in fenced(heading):
            if block.kind == "sh":
                printed = "".join(self.run(line) for line in block.text.splitlines())
            elif block.kind == "text":
                assert printed == block.text
            elif block.kind == "diff":
                self.change(block)
            elif block.kind in {"markdown", "html"}:
                assert block.text in (self.copy.root / block.title).read_text("utf-8")
            else:
                assert not (self.copy.root / block.title).exists()
                self.copy.write(block.title, block.text)

    def change(self, block: Fenced) -> None:
        """Put the new lines in the place of the old ones, which stand in the file once."""
        for hunk in block.text.split("@@\n"):
            old, new = (
                "".join(line[1:] for line in hunk.splitlines(keepends=True) if line[0] in signs)
                for signs in (" -", " +")
            )
            self.copy.edit(block.title, old, new)

    def run(self, line: str) -> str:
        """Run ``sourcebook …`` with the engine of the copy; return what it prints."""
        program, *arguments = shlex.split(line)
        assert program == "sourcebook"
        done = subprocess.run(
            [sys.executable, "-m", "sourcebook", *arguments], cwd=self.copy.root, encoding="utf-8", check=False,
            env=os.environ | {"PYTHONPATH": str(self.copy.root / "hooks"), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert "Traceback" not in done.stdout, done.stdout
        return done.stdout


def fenced(heading: str) -> Iterator[Fenced]:
    for block in FENCE.finditer(section(heading)):
        yield Fenced(block["kind"], block["title"] or "", block["text"])


@pytest.fixture
def workshop(tiny: Copy) -> Workshop:
    shutil.copytree(PROJECT / "hooks", tiny.root / "hooks")
    return Workshop(tiny)


def test_a_field_is_added(workshop: Workshop) -> None:
    workshop.follow("Add a field")
    assert "--doubt" in workshop.run("sourcebook new claim --help")
    assert workshop.run("sourcebook schema")
    assert '"doubt"' in (workshop.copy.root / ".schemas" / "chapter.json").read_text("utf-8")


def test_a_rule_is_added(workshop: Workshop) -> None:
    workshop.follow("Add a rule")


def test_a_page_is_added(workshop: Workshop) -> None:
    workshop.follow("Add a page")
    # Where there is nothing to show, there is no page.
    for chapter in ("data/chapters/flood.yml", "data/chapters/quarrel.yml"):
        dated = re.sub(r"(\n    kind: \w+\n)(?!    date:)", r"\1    date: 1287\n",
                       (workshop.copy.root / chapter).read_text("utf-8"))  # fmt: skip
        workshop.copy.write(chapter, dated)
    assert workshop.run("sourcebook export dated").endswith("files written to dated\n")
    assert not (workshop.copy.root / "dated" / "undated.md").exists()


def test_a_kind_is_added(workshop: Workshop) -> None:
    workshop.follow("Add a kind")
    workshop.copy.write("docs/seen.md", "# Seen\n\n[](image:the-old-bridge)\n")
    assert workshop.run("sourcebook export seen").endswith("files written to seen\n")
    assert "[The old bridge](images/the-old-bridge.md)" in (workshop.copy.root / "seen/seen.md").read_text("utf-8")


def test_a_command_is_added(workshop: Workshop) -> None:
    workshop.follow("Add a command")
    assert "count the records of each kind" in workshop.run("sourcebook --help")


def test_every_block_of_code_is_followed() -> None:
    assert sum(1 for what in TO_ADD for _ in fenced(f"Add a {what}")) == TEXT.count("\n```") / 2
