"""Which pages there are, what they are called, and that what the data say is shown on them."""

import json
import re
from time import process_time

import pytest

from sourcebook.reference import addresses
from sourcebook.reference.evidence import report
from sourcebook.site.build import build
from sourcebook.site.pages import plan
from sourcebook.site.render import Renderer
from support import Copy

ROW = re.compile("<tr>\n<td>(.*)</td>\n<td[^>]*>(.*)</td>\n</tr>")
"""A row of a table with two cells."""


def test_pages_of_the_same_title_are_told_apart(tiny: Copy) -> None:
    tiny.edit("data/people.yml", "name: Edith Miller", "name: The flood")
    tiny.edit("data/places.yml", "name: Aldermere", "name: The flood")
    pages = {page.path: page for page in plan(tiny.reference)}
    assert pages["chapters/flood.md"].unique_title == ""
    assert pages["people/edith-miller.md"].unique_title == "The flood (person)"
    assert pages["places/aldermere.md"].unique_title == "The flood (place)"
    text = Renderer().page(pages["places/aldermere.md"]).text()
    assert 'title: "The flood (place)"' in text
    assert '\n<h1 id="the-flood">The flood</h1>\n' in text


def test_third_page_of_a_kind_with_the_same_title_is_told_apart_by_its_id(tiny: Copy) -> None:
    tiny.edit("data/people.yml", "name: Edith Miller", "name: The flood")
    tiny.edit("data/people.yml", "name: Walter Harrow", "name: The flood")
    titles = {page.path: page.unique_title for page in plan(tiny.reference)}
    assert titles["people/walter-harrow.md"] == "The flood (person)"
    assert titles["people/edith-miller.md"] == "The flood (edith-miller)"


def test_titles_that_look_like_others_told_apart_are_told_apart(tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", "title: The quarrel over the sluice", "title: The flood (person)")
    tiny.edit("data/chapters/flood.yml", "question: How long did it rain?", "question: The flood (edith-miller)")
    tiny.edit("data/people.yml", "name: Edith Miller", "name: The flood")
    pages = plan(tiny.reference)
    titles = [page.unique_title or page.title for page in pages]
    assert len(set(titles)) == len(titles)
    assert next(page for page in pages if page.path == "people/edith-miller.md").unique_title == (
        "The flood (edith-miller 2)"
    )


def texts(tiny: Copy) -> dict[str, str]:
    """Return the text of every page."""
    site = build(tiny.root / "data", tiny.root / "docs")
    assert site.problems == []
    return site.texts


def test_standing_stands_beside_citations_and_with_its_reason_on_the_page_of_the_source(tiny: Copy) -> None:
    shown = texts(tiny)
    word = '<span class="standing">partisan</span>'
    assert f'<span class="kind secondary">secondary</span> {word}, p. 44' in shown["chapters/flood.md"]
    assert f"{word}</li>" in shown["sources/index.md"]
    assert f"<td>Standing</td>\n<td> {word}: Written to clear his forefathers" in shown["sources/harrow-1931.md"]
    assert "who sat in the council; <em>Lind</em> says so." in shown["sources/harrow-1931.md"]
    assert "Standing" not in shown["sources/lind-1902.md"]


def test_evidence_is_shown_by_weight(tiny: Copy) -> None:
    """Numbers of notes follow the order, on every page that shows evidence."""
    harrow, annals = (
        "    - source: harrow-1931\n      locator: p. 44\n",
        "    - source: aldermere-annals\n      locator: first",
    )
    tiny.edit("data/chapters/flood.yml", harrow, "")
    tiny.edit("data/chapters/flood.yml", annals, harrow + annals)
    shown = texts(tiny)
    for path in ("chapters/flood.md", "questions/how-long-did-it-rain.md"):
        assert shown[path].index("sources/aldermere-annals/") < shown[path].index("sources/harrow-1931/")
    assert re.findall(r'id="note-(\d+)"><span class="n">(\d+)<.*?sources/([a-z0-9-]+)/', shown["chapters/flood.md"])[
        :2
    ] == [
        ("1", "1", "aldermere-annals"),
        ("2", "2", "harrow-1931"),
    ]


def test_numbers_of_books_and_articles_are_shown(tiny: Copy) -> None:
    page = "sources/lind-1902.md"
    assert "DOI" not in texts(tiny)[page]
    tiny.edit(
        "data/sources/lind-1902.yml",
        "language: en",
        "language: en\nDOI: 10.1002/(SICI)17:15<1661::AID>2\nISBN: 978-3-16-148410-0",
    )
    address = "https://doi.org/10.1002/(SICI)17%3A15%3C1661%3A%3AAID%3E2"
    rows = ROW.findall(texts(tiny)[page])
    assert ("DOI", f'<a href="{address}">{address}</a>') in rows
    assert ("ISBN", "978-3-16-148410-0") in rows


def test_stage_stands_under_the_heading_of_its_section(tiny: Copy) -> None:
    tiny.edit(
        "data/chapters/quarrel.yml", "- id: who-was-to-blame", "- id: who-was-to-blame\n  stage: after *the* water"
    )
    made = texts(tiny)
    stage = '<p class="stage" data-search-exclude="">'
    assert f'<h2 id="high-water">High water</h2>\n{stage}the first two days</p>' in made["chapters/flood.md"]
    rest = made["chapters/quarrel.md"].partition('<h2 id="who-was-to-blame">Who was to blame</h2>')[2]
    assert rest.startswith(f'\n{stage}after *the* water</p>\n<p class="lead"')
    tiny.edit("data/chapters/quarrel.yml", "\n  stage: after *the* water", "")
    assert '"stage"' not in texts(tiny)["chapters/quarrel.md"]


def test_bibliography_for_programs_has_every_source_in_its_order(tiny: Copy) -> None:
    made = texts(tiny)
    items = json.loads(made["sources.json"])
    assert {item["id"] for item in items} == set(tiny.reference.sources)
    places = [made["sources/index.md"].index(f'href="{item["id"]}/"') for item in items]
    kinds = [tiny.reference.source(item["id"]).kind for item in items]
    assert all(
        places[one] < places[two]
        for one in range(len(items))
        for two in range(one + 1, len(items))
        if kinds[one] == kinds[two]
    )
    assert '<a href="../sources.json">sources.json</a>' in made["sources/index.md"]
    assert next(item for item in items if item["id"] == "harrow-1931")["container-title"]
    assert all("note" in item and "kind" not in item for item in items)


def listed(page: str) -> list[str]:
    """Return the ids of the sources that a page of the bibliography lists."""
    return re.findall(r'<a href="(?:\.\./)*([a-z0-9-]+)/">(?:One|\d+) claims?</a>', page)


def test_many_sources_have_a_page_for_each_kind(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts(tiny)
    assert not [path for path in whole if "/kinds/" in path]
    assert '<a href="../#secondary">Studies</a>' in whole["sources/harrow-1931.md"]
    monkeypatch.setattr(addresses, "SOURCES_TOGETHER", len(tiny.reference.sources) - 1)
    monkeypatch.setattr("sourcebook.site.pages.sources._MOST_USED", 1)
    made = texts(tiny)
    kinds = {path.removeprefix("sources/kinds/").removesuffix(".md"): path for path in made if "/kinds/" in path}
    together = [name for path in kinds.values() for name in listed(made[path])]
    assert sorted(together) == sorted(tiny.reference.sources)
    assert together == listed(whole["sources/index.md"])
    shown = listed(made["sources/index.md"])
    uses = {name: len(tiny.reference.claims_of_source.get(name, ())) for name in tiny.reference.sources}
    for kind, path in kinds.items():
        mine = listed(made[path])
        assert {tiny.reference.source(name).kind for name in mine} == {kind}
        assert [name for name in shown if name in mine] == [max(mine, key=lambda name: uses[name])]
        assert f'<a href="kinds/{kind}/">All {len(mine)}: ' in made["sources/index.md"]
        assert f'<h2 id="{kind}">' in made["sources/index.md"]
    assert '<a href="../kinds/secondary/">Studies</a>' in made["sources/harrow-1931.md"]


def test_a_crowded_year_has_a_page_of_its_own(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts(tiny)["timeline.md"]
    monkeypatch.setattr(addresses, "YEAR_TOGETHER", 0)
    made = texts(tiny)
    year, timeline = made["timeline/years/1287.md"], made["timeline.md"]
    named = re.findall(r'#([a-z-]+)">[^<]*</a>', year.partition('<div class="dated">')[2])
    assert named
    assert all(f'#{name}"' in whole for name in named)
    assert not [name for name in named if f'#{name}">' in timeline]
    months = re.findall(r'<h2 id="(m1287-\d\d)">', year)
    assert months
    for month in months:
        assert f'<li><span id="{month}"></span><a href="years/1287/#{month}">' in timeline
    assert timeline.count('id="y1287"') == 1


def test_claims_on_one_line_have_a_page(tiny: Copy) -> None:
    page, judged = texts(tiny)["evidence/single.md"], texts(tiny)["evidence/single-judgements.md"]
    single = report(tiny.reference).single
    for shown, kind in ((page, "fact"), (judged, "judgement")):
        named = [name for name in single if tiny.reference.claim(name).kind == kind]
        assert named
        assert re.findall(r'<li><a href="[^"]*#([a-z-]+)">', shown) == named
    for chapter in {tiny.reference.chapter_of[name] for name in single}:
        assert f'<h2 id="{chapter}">' in page
        assert f'<a href="single/#{chapter}">' in texts(tiny)["evidence.md"]
    assert '<a href="../single-judgements/#quarrel">1 judgement</a>' in page


def test_facts_of_a_settled_question_are_not_disputed(tiny: Copy) -> None:
    before = texts(tiny)
    # Each of the two stands at the head of the chapter as well.
    assert before["chapters/flood.md"].count('<span class="disputed">disputed</span>') == 4
    assert before["chapters/flood.md"].count("Disputed in: <a") == 2
    tiny.edit("data/chapters/flood.yml", "status: leaning", "status: settled")
    tiny.edit("data/chapters/flood.yml", "  would-settle: The accounts of the mill, if they are found.\n", "")
    after = texts(tiny)
    assert "disputed" not in after["chapters/flood.md"].lower()
    assert after["chapters/flood.md"].count("Settled in: <a") == 2
    assert "contested" in before["timeline/february-1287.md"]
    assert "contested" not in after["timeline/february-1287.md"]
    assert "sources disagree</a></span>" in before["index.md"]
    assert '<span class="settled"><a href="questions/how-long-did-it-rain/">settled</a></span>' in after["index.md"]


def test_a_judgement_is_one_of_several_views(tiny: Copy) -> None:
    tiny.edit(
        "data/chapters/flood.yml", "    - rain-for-a-week\n  weighing", "    - harrow-blames-the-council\n  weighing"
    )
    made = texts(tiny)
    assert "One of several views in: <a" in made["chapters/quarrel.md"]
    assert "harrow-blames-the-council" not in tiny.reference.disputed


def test_years_before_christ_have_their_headings_anchors_and_figures(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "date: '1287-02-13'", "date: '-0043-03-15'")
    tiny.edit("data/chapters/flood.yml", "date: 1287-02-13/1287-02-14", "date: '-0042'")
    made = texts(tiny)
    timeline = made["timeline.md"]
    assert re.findall('<h([23]) id="(.*)">(.*)</h', timeline) == [
        ("2", "y-0043", "44 BC"), ("3", "m-0043-03", "March 44 BC"), ("2", "y-0042", "43 BC"),
        ("2", "y1287", "1287"), ("3", "m1287-03", "March 1287"),
    ]  # fmt: skip
    assert re.findall(r'<a href="[^"#]*#(y[^"]*)"><title>(.*?): 1<', timeline) == [
        ("y-0043", "The flood, 44 BC"),
        ("y-0042", "The flood, 43 BC"),
        ("y1287", "The quarrel over the sluice, after"),
    ]
    years = made["evidence.md"].partition("As a table by year")[2].partition("</details>")[0]
    assert ROW.findall(years) == [("44 BC", "1"), ("43 BC", "1"), ("1287", "1")]


def test_a_picture_of_all_years_is_drawn_soon(tiny: Copy) -> None:
    tiny.edit("data/timeline.yml", "date: 1285/1290", "date: 0001/9998")
    started = process_time()
    assert "timeline/the-wet-years.md" in texts(tiny)
    assert process_time() - started < 20  # two minutes, if each place was looked for among all years
