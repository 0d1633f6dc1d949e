"""How generated articles come into pages that MkDocs builds: contents, anchors, links, other plugins, frames."""

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.toc import AnchorLink

from sites import PROJECT
from sourcebook.site.build import PageIds
from support import TINY, Copy

FRAME = "docs/chapters/quarrel.md"


class Other(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """A plugin like others: it looks at pages, and may change their Markdown."""

    def __init__(self, change: Any = None) -> None:
        self.change = change
        self.seen: dict[str, Any] = {}
        self.html: dict[str, str] = {}

    def on_page_markdown(self, markdown: str, **_: Any) -> str:
        return self.change(markdown) if self.change else markdown

    def on_page_content(self, html: str, *, page: Any, **_: Any) -> str:
        self.seen[page.file.src_uri], self.html[page.file.src_uri] = page, html
        return f"{html}\n<p>An addition.</p>"


def built(tiny: Copy, other: Other | None = None, toc: str = "", **settings: Any) -> Path:
    """Build a copy of the tiny site strictly, with its settings but for those of ``toc``; return the folder."""
    text = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(PROJECT / "hooks"))
    usual = "permalink: true\n      toc_depth: 2\n"
    assert usual in text
    tiny.write("mkdocs.yml", text.replace(usual, toc or usual))
    site = tiny.root / "site"
    config = load_config(str(tiny.root / "mkdocs.yml"), strict=True, site_dir=str(site), **settings)
    if other:
        config.plugins["other"] = other
    build_site(config)
    return site


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


def tree(items: list[AnchorLink]) -> list[Any]:
    return [(item.title, item.id, tree(item.children)) if item.children else (item.title, item.id) for item in items]


def test_other_plugins_see_a_page_with_all_that_it_has(tiny: Copy) -> None:
    other = Other()
    site = built(tiny, other)
    page = other.seen["chapters/flood.md"]
    assert other.html["chapters/flood.md"].startswith('<h1 id="the-flood">The flood<a class="headerlink"')
    assert page.title == "The flood"
    assert page.meta["description"].startswith("The flood: ")
    assert page.edit_url.endswith("/data/chapters/flood.yml#L1")
    assert (page.previous_page.file.src_uri, page.next_page.file.src_uri) == (
        "chapters/index.md",
        "chapters/quarrel.md",
    )
    assert {"the-flood", "high-water", "bridge-lost", "note-1", "ref-1"} <= page.present_anchor_ids
    below = [
        ("In short", "in-short"),
        ("High water", "high-water"),
        ("Questions of this chapter", "questions-of-this-chapter"),
    ]
    assert tree(page.toc.items) == [("The flood", "the-flood", below)]
    assert page.toc.items[0].active
    assert "An addition." in (site / "chapters/flood/index.html").read_text("utf-8")


def test_headings_of_parts_stand_among_those_of_the_frame(tiny: Copy) -> None:
    text = (tiny.root / FRAME).read_text("utf-8")
    tiny.write(FRAME, text.replace("The annals", "## Before\n\nThe annals") + "\n## After & `all`\n\nNothing.\n")
    other = Other()
    built(tiny, other)
    below = [("Before", "before"), ("Who was to blame", "who-was-to-blame"), ("After &amp; all", "after-all")]
    assert tree(other.seen["chapters/quarrel.md"].toc.items) == [
        ("The quarrel over the sluice", "the-quarrel-over-the-sluice", below)
    ]


@pytest.mark.parametrize("depth", [1, 3])
def test_contents_are_as_deep_as_the_settings_say(depth: int, tiny: Copy) -> None:
    other = Other()
    built(tiny, other, toc=f"permalink: '#'\n      toc_depth: {depth}\n")
    found = str(other.seen["chapters/flood.md"].toc)
    assert ("bridge-lost" in found) is (depth == 3)
    assert "high-water" in found or depth == 1
    assert '<a class="headerlink" href="#bridge-lost" title="Permanent link">#</a>' in other.html["chapters/flood.md"]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("questions/how-long-did-it-rain.md#answer-2", True),
        ("questions/how-long-did-it-rain.md#answer-3", False),
        ("index.md#chapters", True),
        ("evidence.md#by-lines", True),
        ("evidence.md#by-line", False),
        ("sources/aldermere-annals.md#s4", True),
    ],
)
def test_strict_build_checks_links_to_places_on_generated_pages(
    link: str, right: bool, tiny: Copy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    tiny.write("docs/about/more.md", f"# More\n\n[words](../{link})\n")
    tiny.edit("docs/about/index.md", "# About", "[more](more.md)\n\n# About")
    if right:
        built(tiny, not_in_nav="about/more.md")
        return
    with pytest.raises(Abort):
        built(tiny, not_in_nav="about/more.md")
    assert caplog.text.count(f"link must lead to a place on its page that is there: '../{link}'") == 1
    assert "does not contain an anchor" not in caplog.text


FORMER = """former-ids:
- {old: bridge-swept-away, new: bridge-lost, from: flood}
- {old: town-chronicle, kind: source, reason: a forgery}
"""


def test_check_knows_all_ids_that_a_build_gives_to_pages(tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", FORMER)
    tiny.edit(FRAME, "# The quarrel over the sluice", "# Council swears\n\n## [](claim:bridge-lost) {: .a }")
    tiny.edit(
        FRAME, "The annals", "## Who was to blame\n\n## Questions of this chapter\n\nText\n{: #own }\n\nThe annals"
    )
    tiny.write("docs/sources/index.md", "## Claims\n\nA\n{: #primary-sources }\n\n<!-- sourcebook: body -->\n")
    other = Other()
    built(tiny, other)
    ids = PageIds(tiny.reference, tiny.root / "docs")
    known = {path: ids.of(path) for path in other.seen}
    assert len(known) > 30
    assert known == {path: page.present_anchor_ids for path, page in other.seen.items()}


def test_heading_of_a_frame_leaves_the_address_of_a_claim_to_the_claim(tiny: Copy) -> None:
    tiny.edit(FRAME, "# The quarrel over the sluice", "# Council swears")
    other = Other()
    html = (built(tiny, other) / "chapters/quarrel/index.html").read_text("utf-8")
    assert re.findall('<h[1-6][^>]* id="(council-swears[^"]*)"', html) == ["council-swears_1", "council-swears"]
    assert 'href="#council-swears_1" title="Permanent link"' in html
    assert other.seen["chapters/quarrel.md"].toc.items[0].id == "council-swears_1"


@pytest.mark.parametrize("around", ["Before {} after.", "Before\n{}\nafter.", "{}", "- one\n- two\n\n{}\n\n***"])
def test_marker_is_a_block_wherever_it_stands(around: str, tiny: Copy) -> None:
    tiny.write(FRAME, "# Quarrel\n\n" + around.format("<!-- sourcebook: body -->") + "\n")
    html = (built(tiny) / "chapters/quarrel/index.html").read_text("utf-8")
    assert "<!-- sourcebook" not in html
    before = html.partition('<h2 id="who-was-to-blame">')[0].partition("<article")[2]
    assert html.count('id="council-swears"') == 1
    assert before.count("<p>") + before.count("<p ") == before.count("</p>")


def test_part_that_gets_lost_stops_a_strict_build(tiny: Copy, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with pytest.raises(Abort):
        built(tiny, Other(lambda text: re.sub("<!--.*?-->", "", text)))
    assert "index.md: marker must come out of Markdown as it stands: 'opening'" in caplog.text
