"""A reference of one chapter, one claim and one source: pages exist only where there are data for them."""

from pathlib import Path

import pytest

from sitecheck import Site
from sites import PROJECT, mkdocs
from sourcebook.reference.addresses import paths
from sourcebook.site.build import build
from sourcebook.site.pages import data_files, plan
from support import TINY, Copy

CHAPTER = """\
id: flood
title: The flood
order: 1
sections:
- id: water
  title: Water
  claims:
  - id: river-rises
    title: The river rises
    text: The river rose.
    kind: fact
    cites:
    - source: annals
      locator: p. 1
"""
SOURCE = """\
id: annals
type: book
kind: primary
title: Annals
language: en
note: Annals.
"""
STORY = """\
title: The story
parts:
- id: a-flood
  title: A flood
  paragraphs:
  - sentences:
    - text: The river rose.
      claims:
      - river-rises
"""
NAVIGATION = """\
nav:
  - index.md
  - chapters/flood.md
"""


@pytest.fixture
def small(tmp_path: Path) -> Copy:
    copy = Copy(tmp_path / "small")
    copy.write("data/chapters/flood.yml", CHAPTER)
    copy.write("data/sources/annals.yml", SOURCE)
    (copy.root / "docs").mkdir()
    return copy


def test_only_what_has_data_has_a_page(small: Copy) -> None:
    assert small.messages() == []
    assert set(build(small.root / "data", small.root / "docs").texts) == {
        "index.md", "chapters/index.md", "chapters/flood.md", "sources/index.md", "sources/annals.md", "sources.json",
        "evidence.md", "evidence/single.md", "evidence/single-judgements.md", "evidence.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "text", "pages"),
    [
        ("data/terms.yml", "entries:\n- id: weir\n  name: weir\n  definition:\n    text: a dam\n",
         {"terms/index.md", "terms/weir.md"}),
        ("data/people.yml", "entries:\n- id: edith\n  name: Edith\n", {"people/index.md", "people/edith.md"}),
        ("data/start.yml", "claims:\n- claim: river-rises\n", {"start.md"}),
        ("data/story.yml", STORY, {"story.md"}),
        ("data/handovers.yml", "handovers:\n- from: A\n  to: B\n  form: copy\n  claims:\n  - river-rises\n",
         {"journey.md"}),
        ("data/former-ids.yml", "former-ids:\n- old: gone\n  kind: term\n  reason: none\n", {"terms/gone.md"}),
        ("data/timeline.yml", "views:\n- id: then\n  title: Then\n  date: '1287'\n",
         {"timeline.md", "timeline.json", "timeline/then.md"}),
        ("data/terms.yml", "entries: []\n", set()),
        ("data/handovers.yml", "handovers: []\n", set()),
    ],
)  # fmt: skip
def test_data_bring_their_pages(file: str, text: str, pages: set[str], small: Copy) -> None:
    before = set(build(small.root / "data", small.root / "docs").texts)
    small.write(file, text)
    site = build(small.root / "data", small.root / "docs")
    assert site.problems == []
    assert set(site.texts) - before == pages


def test_one_stage_makes_no_journey(small: Copy) -> None:
    small.edit("data/chapters/flood.yml", "  title: Water", "  title: Water\n  stage: first")
    assert "journey.md" not in paths(small.reference)


def test_addresses_tells_exactly_the_pages_that_are_made(small: Copy, tiny: Copy) -> None:
    for copy in (small, tiny):
        made = [page.path for page in plan(copy.reference)]
        assert len(made) == len(set(made))
        assert {*made, *data_files(copy.reference)} == set(paths(copy.reference))


def test_home_speaks_only_of_what_there_is(small: Copy) -> None:
    text = build(small.root / "data", small.root / "docs").texts["index.md"]
    assert '<strong>1</strong> <a href="chapters/">claim</a>, each with its citations' in text
    assert '<strong>1</strong> <a href="sources/">source</a> in 1 language</li>' in text
    for absent in ("journey", "questions", "quotation", "<th>Detail</th>"):
        assert absent not in text


@pytest.mark.parametrize("style", ["--use-directory-urls", "--no-directory-urls"])
def test_every_link_leads_somewhere(style: str, small: Copy, tmp_path: Path) -> None:
    settings, _, _ = (TINY / "mkdocs.yml").read_text("utf-8").partition("nav:")
    small.write("mkdocs.yml", settings.replace("../../hooks", str(PROJECT / "hooks")) + NAVIGATION)
    folder = tmp_path / "site"
    process = mkdocs("build", "--strict", "--quiet", "--config-file", str(small.root / "mkdocs.yml"), "--site-dir",
                     str(folder), style)  # fmt: skip
    output = process.communicate()[0]
    assert process.returncode == 0, output
    assert Site(folder, "https://flood.example.org/").problems() == []
    listed = (folder / "404.html").read_text("utf-8").partition("Or begin at one of these")[2].partition("</ul>")[0]
    assert "Chapters" in listed
    assert "Where sources disagree" not in listed
