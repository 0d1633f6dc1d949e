"""The land of the earth, and ways to lay it flat.

Coastlines only: they were the same when whatever is told happened, borders and names were not.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from pathlib import Path

Point = tuple[float, float]
"""On the earth: longitude and latitude in degrees. On a picture: from left and from top."""
Ring = list[Point]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom; for the earth west, south, east and north."""

LAND = Path(__file__).parent / "land.txt"
RADIUS_KM = 6371
_GRID = 20


@cache
def land() -> tuple[Ring, ...]:
    """Return the coastlines as rings of longitudes and latitudes; a lake is a ring within another."""
    rings = []
    for line in LAND.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            x = y = 0
            ring = []
            for step in line.split():
                dx, _, dy = step.partition(",")
                x, y = x + int(dx), y + int(dy)
                ring.append((x / _GRID, y / _GRID))
            rings.append(ring)
    return tuple(rings)


def distance_km(one: Point, other: Point) -> float:
    """Return how far apart two places are on the globe."""
    (east, north), (east2, north2) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * RADIUS_KM * asin(min(1, sqrt(half)))


@dataclass(frozen=True)
class EqualEarth:
    """The whole earth with true areas (Šavrič, Patterson and Jenny, 2018); the radius of the globe is 1."""

    middle: float = 11.0
    """Longitude of the middle: with this one the edge runs through the Bering Strait."""

    def __call__(self, place: Point) -> Point:
        """Return where a place lies, to the right of and above the middle of the equator."""
        turn = place[0] - self.middle
        if abs(turn) > 180.001:  # coasts that end at the edge stay there
            turn = (turn + 180) % 360 - 180
        east, north = radians(turn), radians(place[1])
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        t = asin(sqrt(3) / 2 * sin(north))
        t2, t6 = t * t, t**6
        bend = 3 * (9 * a4 * t**8 + 7 * a3 * t6 + 3 * a2 * t2 + a1)
        return 2 * sqrt(3) * east * cos(t) / bend, t * (a4 * t**8 + a3 * t6 + a2 * t2 + a1)


@dataclass(frozen=True)
class EqualArea:
    """A part of the earth with true areas, seen from above its middle (Lambert, azimuthal); the radius is 1."""

    middle: Point

    def __call__(self, place: Point) -> Point:
        """Return where a place lies, to the right of and above the middle."""
        east, north = radians(place[0] - self.middle[0]), radians(place[1])
        top = radians(self.middle[1])
        near = 1 + sin(top) * sin(north) + cos(top) * cos(north) * cos(east)
        k = sqrt(2 / max(near, 1e-9))
        return k * cos(north) * sin(east), k * (cos(top) * sin(north) - sin(top) * cos(north) * cos(east))

    def back(self, point: Point) -> Point:
        """Return the place on the earth that lies there."""
        x, y = point
        far = hypot(x, y)
        if far < 1e-9:
            return self.middle
        angle, top = 2 * asin(min(1, far / 2)), radians(self.middle[1])
        north = asin(cos(angle) * sin(top) + y * sin(angle) * cos(top) / far)
        east = atan2(x * sin(angle), far * cos(top) * cos(angle) - y * sin(top) * sin(angle))
        return self.middle[0] + degrees(east), degrees(north)


def clip(ring: Ring, box: Box) -> Ring:
    """Return the part of a ring that lies within a box; where it leaves the box it follows the edge."""
    left, top, right, bottom = box
    for axis, edge, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if all(sign * (point[axis] - edge) >= 0 for point in ring):
            continue
        kept: Ring = []
        for number, point in enumerate(ring):
            before = ring[number - 1]
            inside, was = (sign * (p[axis] - edge) >= 0 for p in (point, before))
            if inside != was:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                kept.append(point)
        ring = kept
    return ring


def around(rings: Iterable[Ring], middle: float, box: Box) -> Iterator[Ring]:
    """Yield what lies within a box of the earth, with longitudes as seen from ``middle``: 190° instead of 170° West."""
    west, south, east, north = box
    for ring in rings:
        for turn in (-360, 0, 360):
            xs = [x + turn for x, _ in ring]
            if max(xs) > west + middle and min(xs) < east + middle:
                moved = [(x, y) for x, (_, y) in zip(xs, ring, strict=True)]
                if part := clip(moved, (west + middle, south, east + middle, north)):
                    yield part


def flat(rings: Iterable[Ring], place: Callable[[Point], Point], frame: Box) -> Iterator[Ring]:
    """Yield rings of the earth as they lie on a picture, cut a little outside its frame."""
    left, top, right, bottom = frame
    for ring in rings:
        if part := clip([place(point) for point in ring], (left - 9, top - 9, right + 9, bottom + 9)):
            yield part


def outline(rings: Iterable[Ring], step: float = 1.2, smallest: float = 3.0) -> str:
    """Return rings as the data of a path in tenths of a unit.

    Left out are points nearer than ``step`` to the one before, and rings that nowhere reach ``smallest``.
    """
    parts = []
    for ring in rings:
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        if max(max(xs) - min(xs), max(ys) - min(ys)) < smallest:
            continue
        kept = [ring[0]]
        for point in ring[1:]:
            if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= step:
                kept.append(point)
        steps = [(round(10 * x), round(10 * y)) for x, y in kept]
        moves = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(steps)]
        if len(moves) > 1:
            parts.append(f"M{steps[0][0]} {steps[0][1]}l{' '.join(moves)}z".replace(" -", "-"))
    return "".join(parts)


NORTH, SOUTH = 84.0, -56.0
"""What a map of the whole earth shows."""


_SURE = 0.8
"""How far from the middle of a part of the earth, in radii of the globe, no pole and no horizon is near."""
_MARGIN = 3.0
"""Degrees by which places between those that were looked at may lie further out."""


@cache
def _extents() -> tuple[Box, ...]:
    """Return west, south, east and north of each ring of the land."""
    return tuple(
        (min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring))
        for ring in land()
    )


def _may_meet(extent: Box, box: Box) -> bool:
    """Say whether a ring may have a part within a box, whose longitudes may go beyond 180°."""
    west, south, east, north = extent
    level = south < box[3] and box[1] < north
    return level and any(west + turn < box[2] and box[0] < east + turn for turn in (-360, 0, 360))


@dataclass(frozen=True)
class Sheet:
    """A picture of the earth: how places are laid flat, how large, and what part of the earth can be seen."""

    lay: EqualEarth | EqualArea
    scale: float
    left: float
    top: float
    """What lies at the left and upper edge, in the units of ``lay``."""
    width: float
    height: float

    @property
    def frame(self) -> Box:
        """The edges of the picture."""
        return 0.0, 0.0, self.width, self.height

    def at(self, place: Point) -> Point:
        """Return where a place of the earth lies on the picture."""
        x, y = self.lay(place)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    @cached_property
    def coast(self) -> str:
        """The land as the data of a path in tenths of a unit."""
        if isinstance(self.lay, EqualEarth):
            near = around(land(), self.lay.middle, (-180, SOUTH - 4, 180, NORTH))
        else:  # what lies behind the horizon would come out inside out
            near = around(self._land_near(self.lay), self.lay.middle[0], (-90, -90, 90, 90))
        return outline(flat(near, self.at, self.frame))

    def _land_near(self, lay: EqualArea) -> Iterable[Ring]:
        """Return the land without rings that lie beyond the frame, to lay which flat takes most of the time."""
        left, top, right, bottom = (edge + side for edge, side in zip(self.frame, (-9, -9, 9, 9), strict=True))
        steps = [step / 24 for step in range(25)]
        xs, ys = [left + (right - left) * step for step in steps], [top + (bottom - top) * step for step in steps]
        around_it = [*((x, y) for x in xs for y in (top, bottom)), *((x, y) for x in (left, right) for y in ys)]
        points = [(x / self.scale + self.left, self.top - y / self.scale) for x, y in around_it]
        if max(hypot(x, y) for x, y in points) > _SURE:
            return land()
        places = [lay.back(point) for point in points]
        west, east = (end(x for x, _ in places) for end in (min, max))
        south, north = (end(y for _, y in places) for end in (min, max))
        box = west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN
        return (ring for ring, extent in zip(land(), _extents(), strict=True) if _may_meet(extent, box))

    def edge(self) -> Ring:
        """Return the places of the earth along the frame; only for a part of the earth."""
        assert isinstance(self.lay, EqualArea)
        right, bottom = self.left + self.width / self.scale, self.top - self.height / self.scale
        corners = [(self.left, self.top), (right, self.top), (right, bottom), (self.left, bottom)]
        ring = []
        for number, (x, y) in enumerate(corners):
            x2, y2 = corners[(number + 1) % 4]
            ring += [self.lay.back((x + (x2 - x) * step / 12, y + (y2 - y) * step / 12)) for step in range(12)]
        return ring


@cache
def world(width: float) -> Sheet:
    """Return a picture of the whole earth but its ice."""
    lay = EqualEarth()
    right, top, bottom = lay((lay.middle + 180, 0))[0], lay((0, NORTH))[1], lay((0, SOUTH))[1]
    scale = width / (2 * right)
    return Sheet(lay, scale, -right, top, width, (top - bottom) * scale)


def part(places: Sequence[Point], width: float, margin: float) -> Sheet:
    """Return a picture of the part of the earth that holds these places, with a margin; it is never a tall one."""
    first = places[0][0]  # so that a part across the 180th meridian hangs together
    easts = [(east - first + 180) % 360 - 180 + first for east, _ in places]
    norths = [north for _, north in places]
    lay = EqualArea(((min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2))
    points = [lay(place) for place in places]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room = width - 2 * margin
    scale = min(room / max(wide, 0.01), room / max(high, 0.01))
    left, top = (min(xs) + max(xs) - width / scale) / 2, max(ys) + margin / scale
    return Sheet(lay, scale, left, top, width, high * scale + 2 * margin)
