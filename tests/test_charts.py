"""The charts: lengths as the numbers, numbers that can be read, and the same figures as tables."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import Built
from sourcebook.records.sources import SOURCE_KIND_HEADINGS
from sourcebook.reference.evidence import Report, report
from sourcebook.reference.reference import Reference
from sourcebook.site.build import build
from sourcebook.site.pictures import charts
from sourcebook.site.pictures.charts import Bar, bars, over_time, share, spans
from sourcebook.site.pictures.columns import (
    CHART_HEIGHT,
    CHART_WIDTH,
    CROWDED,
    Word,
    columns,
    crowded,
    draw_columns,
    heads,
    numbers,
)
from sourcebook.site.pictures.svg import LINK
from support import Copy

RECT = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)" class="(bar[^"]*)"')
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
NUMBERS = st.lists(st.integers(0, 2000), min_size=1, max_size=60)


def nothing() -> Report:
    return report(Reference())


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=20))
def test_bars_are_as_long_as_the_numbers(values: list[int]) -> None:
    found = RECT.findall(bars([Bar(f"row {value}", value) for value in values], "Rows"))
    assert len(found) == len(values)
    unit = max(float(width) for _, _, width, _, _ in found) / max(*values, 1)
    for value, (left, _, width, _, _) in zip(values, found, strict=True):
        assert float(width) == pytest.approx(unit * value, abs=0.11)
        assert float(left) + float(width) <= CHART_WIDTH


def test_bars_write_every_label_and_number() -> None:
    picture = bars([Bar("Memoirs", 1234, "sources/index.md#memoir"), Bar("Press & more", 7, hollow=True)], "Kinds")
    assert TEXT.findall(picture) == ["Memoirs", "1,234", "Press &amp; more", "7"]
    assert [match.groups() for match in LINK.finditer(picture)] == [("sources/index.md#memoir",)]
    assert "<title>Memoirs: 1,234</title>" in picture
    assert [kind for *_, kind in RECT.findall(picture)] == ["bar", "bar hollow"]
    assert 'aria-label="Kinds"' in picture


def test_bars_of_nothing() -> None:
    assert "<rect" not in bars([], "Nothing")


@pytest.mark.parametrize(
    ("part", "whole", "width", "words"),
    [
        (3, 5, CHART_WIDTH * 0.6, ["3 read (60 %)", "2 unread (40 %)"]),
        (0, 5, 0, ["0 read (0 %)", "5 unread (100 %)"]),
        (5, 5, CHART_WIDTH, ["5 read (100 %)", "0 unread (0 %)"]),
        (0, 0, 0, ["0 read (0 %)", "0 unread (0 %)"]),
    ],
)
def test_share(part: int, whole: int, width: float, words: list[str]) -> None:
    picture = share(part, whole, "read", "unread", "Read")
    assert float(RECT.findall(picture)[-1][2]) == pytest.approx(width)
    assert TEXT.findall(picture) == words


@pytest.mark.parametrize(
    ("values", "place"),
    [([1, 9, 2], 1), ([1, 6, 2], None), ([7, 2], 0), ([6, 2], None), ([0, 9], None), ([9], None), ([], None)],
)
def test_crowded(values: list[int], place: int | None) -> None:
    assert crowded(values) == place


@given(NUMBERS)
def test_columns_are_as_high_as_the_numbers(values: list[int]) -> None:
    made = columns([str(1000 + n) for n in range(len(values))], values, 0)
    to_scale = [column for column in made if not column.broken]
    unit = max((column.base - column.top for column in to_scale), default=0) / max(
        *(column.number for column in to_scale), 1, 1
    )
    for column in to_scale:
        assert column.base - column.top == pytest.approx(unit * column.number)
    for column in made:
        assert 0 <= column.left < column.right <= CHART_WIDTH
        assert 0 < column.top <= column.base < CHART_HEIGHT
        # A broken one says so, and is taller than all others.
        if column.broken:
            assert column.number > CROWDED * max(other.number for other in to_scale)
            assert all(column.top < other.top for other in to_scale)
    assert sum(column.broken for column in made) <= 1


def box(word: Word) -> tuple[float, float, float, float]:
    return word.x - word.half, word.y - 9, word.x + word.half, word.y


@given(NUMBERS, st.booleans())
def test_numbers_and_heads_can_be_read(values: list[int], of_years: bool) -> None:
    made = columns([str(1900 + n) for n in range(len(values))], values, 0)
    for words in (numbers(made), heads(made, of_years)):
        for place, word in enumerate(words):
            left, top, right, bottom = box(word)
            assert left >= -1e-6
            assert right <= CHART_WIDTH + 1e-6
            assert 0 <= top < bottom <= CHART_HEIGHT
            for other in words[place + 1 :]:
                left2, top2, right2, bottom2 = box(other)
                assert left >= right2 or left2 >= right or top >= bottom2 or top2 >= bottom
    for left, _, right, bottom in map(box, numbers(made)):
        assert not [c for c in made if c.number and c.left < right and left < c.right and c.top < bottom]


@given(NUMBERS)
def test_the_largest_number_is_always_written(values: list[int]) -> None:
    if max(values):
        made = columns([str(1900 + n) for n in range(len(values))], values, 0)
        assert f"{max(values):,}" in {word.text for word in numbers(made)}


def test_a_broken_column_is_drawn_as_broken() -> None:
    assert "".join(draw_columns(columns(["1", "2", "3"], [3, 90, 4], 0))).count('class="cut"') == 1
    assert 'class="cut"' not in "".join(draw_columns(columns(["1", "2", "3"], [3, 9, 4], 0)))


@pytest.mark.parametrize(
    ("by_year", "expected"),
    [
        ({"1287": 2, "1289": 1}, (["1287", "1288", "1289"], [2, 0, 1])),
        ({"1000": 1, "1005": 2, "1200": 4}, ([str(year) for year in range(1000, 1201, 10)], [3, *[0] * 19, 4])),
        ({"-0500": 1, "1900": 2}, ([str(year) for year in range(-500, 1901, 100)], [1, *[0] * 23, 2])),
        ({"1956": 3}, (["1956"], [3])),
    ],
)
def test_spans(by_year: dict[str, int], expected: tuple[list[str], list[int]]) -> None:
    assert spans(by_year) == expected


def test_no_dates_no_picture() -> None:
    assert over_time(nothing()) == ""


def test_a_crowded_year_is_shown_by_month() -> None:
    found = replace(
        nothing(), by_year={"1287": 20, "1288": 2, "1290": 1}, by_month={"1287-02": 12, "1287-03": 5, "1288-01": 1}
    )
    picture = over_time(found)
    assert "20 of them belong to 1287, which is shown by month" in picture
    words = TEXT.findall(picture)
    assert words[words.index("1287, cut off above, by month; ?: month not known") :].count("12") == 1
    assert {*charts.MONTHS, "?"} <= set(words)
    # Twelve months and those without: 12 in February, 5 in March, 3 somewhere in the year.
    lower = RECT.findall(picture)[3:]
    assert [kind for *_, kind in lower] == ["bar", "bar", "bar hollow"]
    heights = [float(height) for *_, height, _ in lower]
    assert heights == pytest.approx([heights[0], heights[0] * 5 / 12, heights[0] * 3 / 12], abs=0.1)


def test_a_crowded_year_among_decades_is_not_said_to_be_cut() -> None:
    by_year = {"1287": 1, "1930": 30, "1931": 40, "1940": 150}
    picture = over_time(replace(nothing(), by_year=by_year, by_month={}))
    assert "1940 by month; ?: month not known" in TEXT.findall(picture)
    assert 'class="cut"' not in picture.partition("1940 by month")[0]


def test_years_without_a_crowd_stand_alone() -> None:
    picture = over_time(replace(nothing(), by_year={"1287": 3, "1288": 2}, by_month={}))
    assert "by month" not in picture
    assert len(RECT.findall(picture)) == 2


def test_charts_of_nothing() -> None:
    for chart in (charts.by_lines, charts.by_sources, charts.by_language, charts.proven):
        assert "<svg" in chart(nothing())
    assert "<svg" in charts.by_kind(nothing(), "")


def test_charts_show_the_report(tiny: Copy) -> None:
    found = report(tiny.reference)
    assert TEXT.findall(charts.by_lines(found)) == ["1 line", "4", "2 lines", "1"]
    assert TEXT.findall(charts.by_sources(found)) == ["1 source", "3", "2 sources", "2"]
    kinds = [word for kind, title in SOURCE_KIND_HEADINGS.items() if kind in found.source_kinds
             for word in (title, str(found.source_kinds[kind]))]  # fmt: skip
    assert TEXT.findall(charts.by_kind(found, "sources/index.md")) == kinds
    assert TEXT.findall(charts.by_language(found)) == ["English", "5", "Latin", "1"]
    assert "3 of 5 quotations" in charts.proven(found)


def test_each_figure_of_a_chart_stands_in_a_table(tiny: Copy) -> None:
    page = build(tiny.root / "data", tiny.root / "docs").texts["evidence.md"]
    sections = dict(zip(*[iter(re.split(r'<h2 id="([a-z-]+)">', page)[1:])] * 2, strict=True))
    for name in ("by-sources", "by-lines", "kinds", "languages"):
        svg, table = re.search(r"<svg.*?</svg>", sections[name], re.DOTALL), sections[name]
        assert svg is not None
        words = TEXT.findall(svg[0])
        for label, number in zip(words[::2], words[1::2], strict=True):
            assert f"<td>{label.removesuffix('s').removesuffix(' line').removesuffix(' source')}" in table
            assert f">{number}</td>" in table
    for year, number in report(tiny.reference).by_year.items():
        assert f'<td>{year}</td>\n<td style="text-align: right;">{number}</td>' in sections["time"]


def test_links_of_charts_lead_somewhere(tiny_site: Built) -> None:
    for path, folder in (("index.html", Path()), ("evidence/index.html", Path("evidence"))):
        pictures = re.findall(r"<figure.*?</figure>", (tiny_site.folder / path).read_text("utf-8"), re.DOTALL)
        links = [href for svg in pictures for href in re.findall(r'<a href="([^"]+)"', svg) if "#" in href]
        assert links
        for href in links:
            target, _, anchor = href.partition("#")
            file = tiny_site.folder / folder / target / "index.html" if target else tiny_site.folder / path
            assert f'id="{anchor}"' in file.read_text("utf-8")
