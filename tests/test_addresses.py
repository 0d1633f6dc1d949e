"""Addresses: one module makes them, and what it tells is what is made."""

import re
from pathlib import Path

import pytest

from sites import PROJECT
from sourcebook.records.kinds import CATALOGUE
from sourcebook.reference.addresses import folder, published
from support import literals

ENGINE = PROJECT / "hooks" / "sourcebook"
MAKERS = {"reference/addresses.py", "records/kinds.py"}
"""The modules that may make paths of pages: the second holds the catalogue from which the first takes them."""
EXCEPTIONS = {
    "site/export.py": {".md"},  # a hand-written page is known by its ending
    "serving/filestates.py": {".md", "*.md"},  # the same
    "rules/handwritten.py": {".md"},  # the same
    "site/handwritten.py": {"*.md"},  # the same
    "rules/pagelinks.py": {".md"},  # the same
    "editing/references.py": {".md"},  # the same
    "editing/rename.py": {"*.md"},  # the same
    "guidance/shapecomments.py": {"# help: docs/about/data-format.md"},  # where help stands in the project itself
    "rules/evidence.py": {"chapters/"},  # files of data
    "commands/register.py": {" (add a file sources/ID.yml first)"},  # the same
}
FOLDERS = "|".join(sorted({folder(kind) for kind in CATALOGUE if folder(kind)}))
PATH = re.compile(rf"\.md\b|\b(?:{FOLDERS})/")


def made(file: Path) -> set[str]:
    return {text for text in literals(file) if PATH.search(text)}


@pytest.mark.parametrize("module", sorted(file.relative_to(ENGINE).as_posix() for file in ENGINE.rglob("*.py")))
def test_only_one_module_makes_paths_of_pages(module: str) -> None:
    if module not in MAKERS:
        assert made(ENGINE / module) == EXCEPTIONS.get(module, set())


@pytest.mark.parametrize("template", sorted((ENGINE / "site" / "templates").iterdir()), ids=lambda file: file.name)
def test_templates_are_given_the_paths_to_which_they_lead(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not PATH.search(text)
    assert ".json" not in text


@pytest.mark.parametrize("template", sorted((ENGINE / "site" / "templates").iterdir()), ids=lambda file: file.name)
def test_templates_are_given_the_anchors_that_have_a_number_or_key(template: Path) -> None:
    assert re.findall(r"""(?:#|id=["'])[\w-]+\{\{.*?\}\}""", template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("start", "target", "folder_address", "file_address"),
    [
        ("index.md", "chapters/flood.md#bridge", "chapters/flood/#bridge", "chapters/flood.html#bridge"),
        ("index.md", "chapters/index.md", "chapters/", "chapters/index.html"),
        ("index.md", "evidence.json", "evidence.json", "evidence.json"),
        ("chapters/index.md", "index.md", "../", "../index.html"),
        ("chapters/index.md", "chapters/flood.md", "flood/", "flood.html"),
        ("chapters/flood.md", "chapters/flood.md#bridge", "#bridge", "#bridge"),
        ("chapters/flood.md#bridge", "chapters/flood.md", "#", "#"),
        ("chapters/flood.md", "chapters/quarrel.md#a", "../quarrel/#a", "quarrel.html#a"),
        ("chapters/flood.md", "chapters/index.md", "../", "index.html"),
        ("chapters/flood.md", "index.md#top", "../../#top", "../index.html#top"),
        ("chapters/flood.md", "sources.json", "../../sources.json", "../sources.json"),
        ("timeline.md", "timeline/wet.md", "wet/", "timeline/wet.html"),
        ("timeline/wet.md", "timeline.md#y1", "../#y1", "../timeline.html#y1"),
        ("sources.md", "index.md", "../", "index.html"),
    ],
)
def test_way_between_published_pages(start: str, target: str, folder_address: str, file_address: str) -> None:
    assert published(start, target) == folder_address
    assert published(start, target, folders=False) == file_address
