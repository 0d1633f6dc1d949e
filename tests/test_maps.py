"""The maps: projections at known points, areas, labels that keep clear of each other, links that lead somewhere."""

import re
from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import PROJECT, Built
from sourcebook.reference.load import load
from sourcebook.site.build import build
from sourcebook.site.pictures.earth import (
    LAND,
    EqualArea,
    EqualEarth,
    Point,
    around,
    clip,
    distance_km,
    land,
    outline,
    part,
    world,
)
from sourcebook.site.pictures.maps import (
    CROWD,
    LARGEST_DISC,
    MAP_WIDTH,
    MARGIN,
    Disc,
    Spot,
    discs,
    labels,
    pictures,
    region,
    spots_within,
)
from sourcebook.site.pictures.svg import LINK
from support import Copy

PLACES = st.tuples(st.floats(-180, 180), st.floats(-55, 83))
SPOTS = st.lists(
    st.builds(
        Spot,
        st.text("abcdefghij ", min_size=1, max_size=20),
        st.uuids().map(lambda name: f"places/{name}.md"),
        st.floats(-180, 180),
        st.floats(-55, 83),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=25,
)


def spot(name: str, east: float, north: float, claims: int = 1) -> Spot:
    return Spot(name, f"places/{name}.md", east, north, claims)


def crowd(number: int, east: float = 0, north: float = 50) -> list[Spot]:
    """Return spots a degree apart."""
    return [spot(f"town-{n}", east + n, north + n % 3, n + 1) for n in range(number)]


# Projections. What is expected was computed with pyproj 3.7.2 on a globe of radius 1.


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((11, 0), (0, 0)),
        ((21.01, 52.23), (0.12187, 0.976235)),
        ((-77.04, 38.9), (-1.181307, 0.755273)),
        ((116.4, 39.91), (1.405482, 0.773045)),
        ((0, -45), (-0.14176, -0.860231)),
    ],
)
def test_equal_earth(place: Point, expected: Point) -> None:
    assert EqualEarth(11)(place) == pytest.approx(expected, abs=2e-6)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((20, 50), (0, 0)),
        ((21.01, 52.23), (0.010799, 0.038992)),
        ((44.83, 41.69), (0.317975, -0.092931)),
        ((-0.13, 51.51), (-0.215532, 0.055822)),
        ((-77.04, 38.9), (-0.916727, 0.565809)),
    ],
)
def test_equal_area(place: Point, expected: Point) -> None:
    assert EqualArea((20, 50))(place) == pytest.approx(expected, abs=2e-6)


@given(PLACES)
@pytest.mark.parametrize("lay", [EqualEarth(), EqualEarth(150), EqualArea((20, 50)), EqualArea((-60, -30))])
def test_areas_are_true(lay: EqualEarth | EqualArea, place: Point) -> None:
    east, north = place
    if isinstance(lay, EqualArea) and distance_km(place, lay.middle) > 17_000:
        return  # near the other end of the globe the smallest step is a long way
    if isinstance(lay, EqualEarth) and abs(abs((east - lay.middle + 180) % 360 - 180) - 180) < 1:
        return  # at the edge
    step = 1e-4
    a, b, c, d = (lay((east + x * step, north + y * step)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)))
    flat = abs((c[0] - a[0]) * (d[1] - b[1]) - (d[0] - b[0]) * (c[1] - a[1])) / 2
    assert flat == pytest.approx(radians(step) ** 2 * cos(radians(north + step / 2)), rel=1e-3)


@given(PLACES)
def test_back_undoes_the_projection(place: Point) -> None:
    lay = EqualArea((20, 50))
    if distance_km(place, lay.middle) < 19_000:
        assert distance_km(lay.back(lay(place)), place) < 0.1


def test_longitudes_beyond_the_edge_come_in_on_the_other_side() -> None:
    assert EqualEarth(11)((-175, 20)) == pytest.approx(EqualEarth(11)((185, 20)))
    assert EqualEarth(11)((191, 60))[0] > 0 > EqualEarth(11)((-169, 60))[0]


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [((0, 0), (0, 90), 10007.5), ((0, 0), (180, 0), 20015), ((179, 0), (-179, 0), 222.4), ((5, 5), (5, 5), 0)],
)
def test_distance(one: Point, other: Point, km: float) -> None:
    assert distance_km(one, other) == pytest.approx(km, abs=0.5)


# Land.


def contains(place: Point) -> bool:
    """Say whether a place is land: a line to the north crosses coasts an odd number of times."""
    inside = False
    for ring in land():
        for number, (x, y) in enumerate(ring):
            before_x, before_y = ring[number - 1]
            for east in (place[0] - 360, place[0], place[0] + 360):
                if (x > east) != (before_x > east):
                    inside ^= before_y + (y - before_y) * (east - before_x) / (x - before_x) > place[1]
    return inside


@pytest.mark.parametrize(
    ("place", "is_land"),
    [
        ((20, 50), True), ((-100, 40), True), ((25, 0), True), ((135, -25), True), ((-60, -10), True),
        ((-176, 67), True), ((175, 66.5), True), ((-42, 72), True),
        ((-30, 30), False), ((0, 0), False), ((80, -30), False), ((-175, 45), False), ((51, 42), False),
        ((3, 55), False), ((0, 89), False), ((0, -75), False),
    ],
)  # fmt: skip
def test_land_is_where_land_is(place: Point, is_land: bool) -> None:
    assert contains(place) is is_land


def test_land_says_where_it_is_from_and_stays_small() -> None:
    text = LAND.read_text("utf-8")
    assert "Natural Earth" in text
    assert "public domain" in text
    assert len(text) <= 60_000


def test_no_coast_jumps() -> None:
    for ring in land():
        assert all(abs(x - ring[number - 1][0]) < 20 for number, (x, _) in enumerate(ring))


SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((-1, -1, 5, 5), SQUARE),
        ((1, 1, 3, 3), [(1, 1), (1, 3), (3, 1), (3, 3)]),
        ((2, -1, 9, 9), [(2, 0), (2, 4), (4, 0), (4, 4)]),
        ((5, 0, 9, 9), []),
        ((0, -9, 4, -1), []),
    ],
)
def test_clip(box: tuple[float, float, float, float], expected: list[Point]) -> None:
    assert sorted(clip(SQUARE, box)) == sorted(expected)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=12))
def test_nothing_is_left_outside_the_box(ring: list[Point]) -> None:
    assert all(-10 - 1e-6 <= x <= 20 + 1e-6 and -5 - 1e-6 <= y <= 5 + 1e-6 for x, y in clip(ring, (-10, -5, 20, 5)))


def test_around_turns_longitudes() -> None:
    ring = [(-175.0, 0.0), (-170.0, 0.0), (-170.0, 5.0)]
    assert list(around([ring], 170, (-90, -90, 90, 90))) == [[(185, 0), (190, 0), (190, 5)]]
    assert list(around([ring], 0, (-90, -90, 90, 90))) == []


def test_outline_leaves_out_what_nobody_sees() -> None:
    assert outline([[(0, 0), (10, 0), (10.1, 0.1), (10, 10)]]) == "M0 0l100 0 0 100z"
    assert outline([[(0, 0), (10, 0), (5, -10)]]) == "M0 0l100 0-50-100z"
    assert outline([[(0, 0), (1, 0), (1, 1)]]) == ""
    assert outline([]) == ""


# Circles and labels.


@given(SPOTS)
def test_areas_of_circles_are_as_the_numbers_of_claims(spots: list[Spot]) -> None:
    drawn = discs(spots, world(MAP_WIDTH), LARGEST_DISC)
    unit = pi * drawn[0].radius ** 2 / drawn[0].spot.claims
    assert all(pi * disc.radius**2 == pytest.approx(unit * disc.spot.claims) for disc in drawn)
    assert drawn[0].radius == pytest.approx(LARGEST_DISC)
    assert [disc.spot.claims for disc in drawn] == sorted((spot.claims for spot in spots), reverse=True)


@given(SPOTS, st.sampled_from([11.0, 22.0]))
def test_labels_keep_clear(spots: list[Spot], letter: float) -> None:
    sheet = world(MAP_WIDTH)
    drawn = discs(spots, sheet, LARGEST_DISC)
    placed = labels(drawn, drawn, sheet.frame, letter)
    assert len({label.disc.spot.path for label in placed}) == len(placed)
    for number, label in enumerate(placed):
        left, top, right, bottom = label.box
        assert left >= 0
        assert top >= 0
        assert right <= sheet.width
        assert bottom <= sheet.height
        for other in placed[number + 1 :]:
            assert left >= other.box[2] or other.box[0] >= right or top >= other.box[3] or other.box[1] >= bottom
        for disc in drawn:
            across, down = max(left - disc.x, disc.x - right, 0), max(top - disc.y, disc.y - bottom, 0)
            assert across**2 + down**2 >= disc.radius**2 - 1e-6


def test_the_largest_has_a_label_in_a_crowd() -> None:
    spots = [spot("big", 10.5, 50, 90), *crowd(9, 8, 49)]
    sheet = part([one.place for one in spots], MAP_WIDTH, MARGIN)
    drawn = discs(spots, sheet, LARGEST_DISC)
    assert "big" in {label.disc.spot.name for label in labels(drawn, drawn, sheet.frame)}


def test_a_label_makes_way_for_one_that_has_no_other_place() -> None:
    # The larger one would stand at the right, where alone the smaller one, at the left edge, has room.
    one, two = spot("x" * 8, 0, 0, 9), spot("y" * 8, 0, 0, 8)
    drawn = [Disc(one, 100, 20, 10), Disc(two, 192, 20, 4)]
    frame = (0.0, 14.0, 200.0, 27.0)
    assert {label.x > 100 for label in labels(drawn[:1], drawn, frame)} == {True}
    left, right = sorted(labels(drawn, drawn, frame), key=lambda label: label.x)
    assert (left.disc, right.disc) == (drawn[0], drawn[1])


@given(SPOTS)
def test_every_circle_lies_within_the_frame(spots: list[Spot]) -> None:
    near = region(spots)
    sheets = [(world(MAP_WIDTH), spots)]
    if near:
        sheet = part([one.place for one in near], MAP_WIDTH, MARGIN)
        assert set(near) <= set(spots_within(spots, sheet))
        sheets.append((sheet, near))
    for sheet, shown in sheets:
        for disc in discs(shown, sheet, LARGEST_DISC):
            assert -0.1 <= disc.x <= sheet.width + 0.1
            assert -0.1 <= disc.y <= sheet.height + 0.1


def test_a_part_leaves_room_for_the_largest_circle() -> None:
    spots = crowd(8)
    sheet = part([one.place for one in spots], MAP_WIDTH, MARGIN)
    for disc in discs(spots, sheet, LARGEST_DISC):
        assert disc.radius <= disc.x <= sheet.width - disc.radius
        assert disc.radius <= disc.y <= sheet.height - disc.radius


def test_region_is_where_most_lie() -> None:
    far = [spot("far", 120, 30, 500), spot("farther", -100, -30, 3)]
    assert region([*far, *crowd(CROWD)]) == crowd(CROWD)
    assert region([*far, *crowd(CROWD - 1)]) == []
    assert region([]) == []


def test_a_part_across_the_180th_meridian_hangs_together() -> None:
    places = [(178.0, -17.0), (-179.0, -18.0), (179.5, -16.0)]
    sheet = part(places, MAP_WIDTH, MARGIN)
    assert sheet.lay.middle[0] % 360 == pytest.approx(179.5)  # type: ignore[index]
    xs = [sheet.at(place)[0] for place in places]
    assert xs[0] < xs[2] < xs[1]


# Pictures.


def test_no_spots_no_map() -> None:
    assert pictures([]) == []


def test_few_spots_one_map() -> None:
    ((title, picture),) = pictures([spot("a", 2.2, 54.7)])
    assert title == "The earth"
    assert picture.count("<a ") == 1
    assert "<title>a: 1 claim</title>" in picture


def test_a_crowd_is_drawn_larger_and_linked_once() -> None:
    spots = [*crowd(7), spot("far", 120, 30, 2)]
    (title, whole), (_, near) = pictures(spots)
    assert "dashed frame" in title
    assert [match[1] for match in LINK.finditer(whole)] == ["places/far.md"]
    assert {match[1] for match in LINK.finditer(near)} == {one.path for one in crowd(7)}
    assert whole.count('class="disc"') == 8
    assert 'class="window"' in whole


def test_names_are_escaped() -> None:
    ((_, picture),) = pictures([Spot('<b> & "c"', "places/b.md", 0, 0, 1)])
    assert "<b>" not in picture
    assert "&lt;b&gt; &amp;" in picture


def test_places_at_one_point_are_one_circle(tiny: Copy) -> None:
    tiny.write(
        "data/places.yml",
        "entries:\n"
        "- id: aldermere\n  name: Aldermere\n  coordinates: 54.70, 2.20\n"
        "- id: mill\n  name: The mill\n  coordinates: 54.70, 2.20\n"
        "- id: fens\n  name: The Fens\n",
    )
    here = "    - Aldermere\n    cites:\n    - source: aldermere-annals\n      locator: first"
    also = here.replace("    cites", "    - The mill\n    - The Fens\n    cites")
    tiny.edit("data/chapters/flood.yml", here, also)
    page = build(tiny.root / "data", tiny.root / "docs").texts["places/index.md"]
    claims = len(tiny.reference.claims_of_entry["aldermere"])
    assert page.count('class="disc"') == 1
    assert f"<title>Aldermere: {claims} claims, with The mill</title>" in page
    assert "The 1 countries" not in page
    assert "One country, region" in page


def test_a_register_without_points_has_no_map(tiny: Copy) -> None:
    tiny.edit("data/places.yml", "  coordinates: 54.70, 2.20\n", "")
    page = build(tiny.root / "data", tiny.root / "docs").texts["places/index.md"]
    assert "<svg" not in page
    assert "Natural Earth" not in page


def test_links_of_the_map_lead_to_places(tiny_site: Built) -> None:
    page = (tiny_site.folder / "places" / "index.html").read_text("utf-8")
    (figure,) = re.findall(r'<figure class="picture map">.*?</figure>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)"', figure)
    assert links == ["aldermere/"]
    assert (tiny_site.folder / "places" / "aldermere" / "index.html").is_file()
    assert '<a href="#letter-A">the list below</a>' in page


def test_real_places_have_coordinates_unless_they_are_areas() -> None:
    reference, _ = load(PROJECT / "data")
    entries = [entry.record for entry in reference.entries["places"].values()]
    assert sum(entry.point is not None for entry in entries) > len(entries) / 2
