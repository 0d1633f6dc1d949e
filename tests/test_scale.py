"""Where dates stand in a picture, and that nothing lies on anything else."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.site.pictures.scale import Scale, label_room, months, ordinal, pack

FEBRUARY = Scale.even(date(1287, 2, 1).toordinal(), date(1287, 3, 1).toordinal(), 10)
SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 60)).map(lambda it: (it[0], it[0] + it[1] + 1)), max_size=40
)


@pytest.mark.parametrize(
    ("day", "number"),
    [((1287, 2, 13), date(1287, 2, 13).toordinal()), ((-43, 3, 15), 1), ((9999, 12, 31), date.max.toordinal())],
)
def test_number_of_a_day(day: tuple[int, int, int], number: int) -> None:
    assert ordinal(day) == number


def test_even_scale_gives_each_day_its_width() -> None:
    assert FEBRUARY.x(FEBRUARY.first) == 0
    assert FEBRUARY.x(FEBRUARY.first + 13) == 130
    assert FEBRUARY.width == 280


def test_days_outside_stand_at_the_ends() -> None:
    assert FEBRUARY.x(FEBRUARY.first - 400) == 0
    assert FEBRUARY.x(FEBRUARY.end + 400) == FEBRUARY.width


def test_a_crowded_year_is_wider_and_time_still_runs_forward() -> None:
    scale = Scale.of_years(1286, 1288, {1287: 500}, 50)
    ends = [scale.x(date(year, 1, 1).toordinal()) for year in (1286, 1287, 1288, 1289)]
    assert ends == [0, 50, 550, 600]
    places = [scale.x(day) for day in range(scale.first, scale.end)]
    assert places == sorted(places)


def test_months_begin_within_the_scale() -> None:
    found = [*months(date(1286, 12, 2).toordinal(), date(1287, 3, 1).toordinal())]
    assert found == [date(1287, 1, 1), date(1287, 2, 1)]


@given(SPANS)
def test_no_two_spans_of_a_row_overlap(spans: list[tuple[float, float]]) -> None:
    spans = sorted(spans)
    rows = pack(spans)
    for row in set(rows):
        members = [span for span, own in zip(spans, rows, strict=True) if own == row]
        assert all(one[1] <= two[0] for one, two in pairwise(members))


@given(SPANS)
def test_room_ends_before_the_next_span_of_the_row(spans: list[tuple[float, float]]) -> None:
    spans = sorted(spans)
    rows = pack(spans)
    for number, room in enumerate(label_room(spans, rows, 400)):
        end = spans[number][1] + room
        later = [spans[other][0] for other in range(number + 1, len(spans)) if rows[other] == rows[number]]
        assert end == min(later, default=400)
