"""The timeline's picture: what is drawn for which date, where, and what it says to those who do not see it."""

import re
from datetime import date

import pytest

from sourcebook.site.build import build
from sourcebook.site.pictures.scale import Scale, label_width
from sourcebook.site.pictures.timeline import (
    MOST_MARKS,
    REACH,
    ROW_HEIGHT,
    Event,
    draw_overview,
    draw_timeline,
    merged_by_date,
    place_events,
    within,
)
from sourcebook.words.dates import parse_date
from support import Copy

SCALE = Scale.even(date(1287, 2, 1).toordinal(), date(1287, 3, 1).toordinal(), 24)


def event(when: str, title: str = "The river rises", **fields: object) -> Event:
    return Event(parse_date(when), title, "chapters/flood.md#id", fields.pop("lane", "The flood"), **fields)  # type: ignore[arg-type]


def drawn(*events: Event) -> str:
    return draw_timeline([*events], ["The flood", "The quarrel"], SCALE, "February")


@pytest.mark.parametrize(
    ("when", "shape"),
    [
        ("1287-02-13", "<circle "),
        ("1287-02-13/1287-02-16", 'class="span"'),
        ("1287-02", 'class="bounds"'),
        ("1287-02~", 'class="mark about"'),
        ("1287-02-13?", 'class="mark possibly"'),
        ("1287-02-13%", 'class="mark about possibly"'),
    ],
)
def test_doubt_has_a_shape(when: str, shape: str) -> None:
    assert shape in drawn(event(when))


def test_judgements_are_square_and_disputed_ones_have_a_ring() -> None:
    assert "<rect" in drawn(event("1287-02-13", judgement=True))
    assert 'class="ring"' in drawn(event("1287-02-13", answers=(("how-long", 0),)))
    assert 'class="ring"' not in drawn(event("1287-02-13"))


def test_mark_is_a_link_that_says_what_it_is() -> None:
    picture = drawn(event("1287-02-13", answers=(("how-long", 0),)))
    assert 'href="page:chapters/flood.md#id"' in picture
    assert "<title>The river rises (13 February 1287), The flood, disputed</title>" in picture


def test_titles_are_escaped() -> None:
    picture = drawn(event("1287-02-13", title="<b> & co"))
    assert "&lt;b&gt; &amp; co" in picture
    assert "<b>" not in picture


@pytest.mark.parametrize("when", ["1287", "1287-01-31/1287-02-02", "1287-03-01", "../1287-02"])
def test_what_is_not_wholly_within_is_left_out(when: str) -> None:
    assert within([event(when)], SCALE) == []


def test_rival_dates_are_joined() -> None:
    one, two = event("1287-02-13", answers=(("how-long", 0),)), event("1287-02-16", answers=(("how-long", 1),))
    assert 'class="rival"' in drawn(one, two)
    same = event("1287-02-16", answers=(("how-long", 0),))
    assert 'class="rival"' not in drawn(one, same)  # two claims for the same answer
    assert 'class="rival"' not in drawn(one, event("1287-02-13", answers=(("how-long", 1),)))  # the same date


def test_many_claims_of_one_date_are_one_mark_with_their_number() -> None:
    many = [event("1287-02-13", title=f"Claim {number}") for number in range(MOST_MARKS + 1)]
    (piled,) = merged_by_date(many)
    assert (piled.number, piled.path) == (MOST_MARKS + 1, "timeline.md#m1287-02")
    assert merged_by_date(many[1:]) == many[1:]
    assert merged_by_date([event("1287")] * (MOST_MARKS + 1))[0].path == "timeline.md#y1287"
    assert merged_by_date([event("-0043")] * (MOST_MARKS + 1))[0].path == "timeline.md#y-0043"


def test_marks_keep_their_distance() -> None:
    events = [event(f"1287-02-{day:02}") for day in (3, 3, 4, 4, 5, 9)]
    placed, height = place_events(events, SCALE, 100)
    for one in placed:
        for two in placed:
            assert one is two or abs(one.left - two.left) >= 2 * REACH or abs(one.y - two.y) >= ROW_HEIGHT
    assert all(100 < it.y < 100 + height for it in placed)


def test_label_is_drawn_only_where_it_has_room() -> None:
    title = "A title of some length"
    alone = drawn(event("1287-02-03", title=title))
    assert f">{title}</text>" in alone
    crowded = drawn(event("1287-02-03", title=title), event("1287-02-05", title="Next", lane="The flood"))
    assert label_width(title) > 2 * 24
    assert f">{title}</text>" not in crowded


def test_lanes_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    picture = drawn(event("1287-02-13", lane="The quarrel"))
    assert re.findall(r'class="lane-name">([^<]+)<', picture) == ["The quarrel"]


def test_overview_draws_numbers_as_areas() -> None:
    counts = {("The flood", "1287"): 64, ("The quarrel", "1287"): 16}
    picture = draw_overview(counts, ["The flood", "The quarrel"], [("1287", "timeline.md#y1287")], "All")
    radii = [float(found) for found in re.findall(r'r="([\d.]+)" class="bubble"', picture)]
    assert radii[0] ** 2 / radii[1] ** 2 == pytest.approx(4, rel=0.05)
    assert "<title>The flood, 1287: 64</title>" in picture


@pytest.mark.parametrize(
    ("view", "claim"),
    [
        ("0001/0009", "0001-01"),
        ("0001/0009", "-0044-03-15/0002"),
        ("9990/9998", "9998-12-31"),
        ("9998-11/9998-12", "9998-12-31"),
        ("0001/9998", "1287-02-13"),
    ],
)
def test_first_and_last_years_that_can_be_drawn_are_drawn(view: str, claim: str, tiny: Copy) -> None:
    tiny.write("data/timeline.yml", f"views:\n- id: far\n  title: Far away\n  date: {view}\n")
    tiny.edit("data/chapters/flood.yml", "date: '1287-02-13'", f"date: '{claim}'")
    site = build(tiny.root / "data", tiny.root / "docs")
    assert site.problems == []
    page = site.texts["timeline/far.md"]
    assert "river-over-the-wall" in page
    assert "nan" not in page
