"""What the tiny reference's pages look like as Markdown, word for word.

After a change that is meant, write them anew and read the difference: ``make test ARGS=--update-golden``
"""

from pathlib import Path

import pytest

from sourcebook.site.build import build
from sourcebook.site.render import Renderer
from support import TESTS, TINY

GOLDEN = TESTS / "golden" / "pages"
PAGES = (
    "index.md", "chapters/index.md", "chapters/flood.md", "chapters/quarrel.md", "timeline.md", "questions/index.md",
    "questions/how-long-did-it-rain.md", "journey.md", "sources/index.md", "sources/aldermere-annals.md",
    "sources/lind-1902.md",
    "people/index.md", "people/edith-miller.md", "outlines/annals-in-parts.md",
    "outlines/annals-in-parts/versions.md", "outlines/annals-in-parts/names.md", "evidence.md", "evidence.json",
    "sources.json", "start.md", "story.md", "about/not-found.md",
)  # fmt: skip


def golden(path: str) -> Path:
    """Return where the page is kept: all in one folder, so ``chapters/flood.md`` is ``chapters-flood.md``."""
    return GOLDEN / path.replace("/", "-")


@pytest.mark.parametrize("path", PAGES)
def test_page_is_as_it_was(path: str, request: pytest.FixtureRequest) -> None:
    text = build(TINY / "data", TINY / "docs", Renderer("https://forge.example.org/flood/edit/main/")).texts[path]
    kept = golden(path)
    if request.config.getoption("--update-golden"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, "utf-8")
    assert text == kept.read_text("utf-8")


def test_no_page_is_kept_that_is_not_compared() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {golden(path).name for path in PAGES}
