"""The builders that ``bench.py`` compares: each in a folder of its own, with the same content and settings.

Ours reads data; the others read what ``sourcebook export`` makes of the same data, with Material as it comes, since our
theme needs our hook. A claim holds a word that stands nowhere else, so that an edit is the same for all: it replaces
this word in each file that has it.
"""

import importlib.util
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from bench_data import Generator
from sourcebook.serving.settings import edit_base, heading_settings
from sourcebook.site.build import build
from sourcebook.site.export import write
from sourcebook.site.render import Renderer

PROJECT = Path(__file__).parents[1]
CHAPTERS_IN_NAV = 12
"""The project's navigation names twelve chapters; it is the same on every page, so it must not grow with the data."""
LISTS = ("sources", "people", "organizations", "places", "questions")
WORD = "Unedited{}"
FIRST_TEXT = re.compile(r"^( *text: (?:>-\n +)?[\"']?)(?=\w)", re.MULTILINE)
SETTINGS = {"site_url": "http://127.0.0.1:8000/", "repo_url": "https://example.org/sourcebook", "site_dir": "site"}


@dataclass(frozen=True)
class Builder:
    """A program that makes a site: the modules of Python, with arguments, that build and serve it."""

    name: str
    package: str
    source: str
    """The folder that editors edit."""
    build: tuple[str, ...]
    serve: tuple[str, ...]
    """The address follows."""

    @property
    def is_installed(self) -> bool:
        return importlib.util.find_spec(self.package) is not None


OURS, MKDOCS, ZENSICAL = "ours", "MkDocs", "Zensical"
MKDOCS_SERVE = ("mkdocs", "serve", "--livereload", "--dev-addr")
SITE = ("sourcebook", "site", "--", sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir")
BUILDERS = {
    builder.name: builder
    for builder in (
        Builder(OURS, "sourcebook", "data", SITE, MKDOCS_SERVE),
        Builder(MKDOCS, "mkdocs", "docs", ("mkdocs", "build", "--quiet", "--strict"), MKDOCS_SERVE),
        Builder(ZENSICAL, "zensical", "docs", ("zensical", "build", "--strict"),
                ("zensical", "serve", "--dev-addr")),
    )
}  # fmt: skip


@dataclass
class Workplace:
    """A folder in which a builder works, with one claim that can be edited again and again."""

    builder: Builder
    root: Path
    page: str
    """The address of the page of that claim."""
    revision: int = 0

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def word(self) -> str:
        """The word that stands in the claim now."""
        return WORD.format(self.revision)

    def files_with_claim(self) -> list[Path]:
        """Return the files to be edited."""
        there = (self.root / self.builder.source).rglob("*")
        word = self.word.encode()
        return [file for file in there if file.suffix in (".md", ".yml", ".json") and word in file.read_bytes()]

    def edit(self, files: list[Path]) -> None:
        """Write another word into the claim."""
        old, self.revision = self.word, self.revision + 1
        for file in files:
            file.write_text(file.read_text("utf-8").replace(old, self.word), "utf-8")

    def command(self, arguments: Sequence[str]) -> list[str]:
        """Return what runs a module of Python in this folder."""
        return [sys.executable, "-m", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables for a program: what it keeps for later goes into the folder."""
        kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPO_URL")}
        (self.root / "tmp").mkdir(exist_ok=True)
        return kept | {
            "PYTHONPATH": str(PROJECT / "hooks"), "NO_MKDOCS_2_WARNING": "1",
            "TMPDIR": str(self.root / "tmp"), "XDG_CACHE_HOME": str(self.root / "cache"),
        }  # fmt: skip


def prepare(folder: Path, claims: int | None, builders: Sequence[Builder]) -> list[Workplace]:
    """Write for each builder the same content into ``folder``: invented claims, or with ``None`` those of ``data/``.

    Raises ``RuntimeError`` where the data have problems.
    """
    content, settings = folder / "content", _settings()
    if claims is None:
        for name in ("data", "docs"):
            shutil.copytree(PROJECT / name, content / name)
    else:
        Generator(claims).write(content)
        settings["nav"] = _navigation(content)
    chapter = _mark_claim(content / "data" / "chapters")
    sign = heading_settings({"toc": {"permalink": True}}).sign
    edit = edit_base(settings["repo_url"], settings["edit_uri"])
    site = build(content / "data", content / "docs", Renderer(edit, sign=sign))
    if site.problems:
        raise RuntimeError(f"the data set must have no problems: {site.problems[:3]}")
    found = []
    for builder in builders:
        root = folder / builder.name.lower()
        own = settings | {"theme": {**settings["theme"], "custom_dir": str(PROJECT / "hooks/theme")}}
        if builder.source == "data":
            shutil.copytree(content, root)
            own["hooks"] = [str(PROJECT / "hooks/mkdocs_hooks.py")]
        else:
            write(site, content / "docs", root / "docs")
            own = settings | {"not_in_nav": "*.md"}
        (root / "mkdocs.yml").write_text(json.dumps(own), "utf-8")
        found.append(Workplace(builder, root, f"chapters/{chapter}/"))
    return found


def _settings() -> dict[str, Any]:
    """Return the settings of the project, without what is ours alone."""
    with (PROJECT / "mkdocs.yml").open("rb") as file:
        settings = {**yaml_load(file), **SETTINGS}
    del settings["hooks"], settings["theme"]["custom_dir"]
    return settings


def _navigation(content: Path) -> list[Any]:
    there = len(list((content / "data" / "chapters").iterdir()))
    chapters = ["index", *(f"chapter-{number + 1}" for number in range(min(there, CHAPTERS_IN_NAV)))]
    inside = [{name.capitalize(): [f"{name}/index.md"]} for name in LISTS]
    return [
        "index.md", {"Chapters": [f"chapters/{name}.md" for name in chapters]}, "timeline.md", "journey.md", *inside,
        "evidence.md",
    ]  # fmt: skip


def _mark_claim(chapters: Path) -> str:
    """Write the word to be edited into the first claim of the first chapter that has one; return the chapter's name."""
    for file in sorted(chapters.iterdir()):
        text, marked = FIRST_TEXT.subn(rf"\g<1>{WORD.format(0)} ", file.read_text("utf-8"), count=1)
        if marked:
            file.write_text(text, "utf-8")
            return file.stem
    raise RuntimeError(f"{chapters}: a chapter must have a claim")
