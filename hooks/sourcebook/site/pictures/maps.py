"""Maps of the places that claims name: coastlines, and circles whose area is the number of claims.

One picture shows the whole earth. Where many places lie close together, a second one shows that part larger.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

from sourcebook.site.pictures.earth import Box, Point, Sheet, distance_km, part, world
from sourcebook.site.pictures.scale import label_width
from sourcebook.site.pictures.svg import Svg, link, picture, tag
from sourcebook.words.counting import count

MAP_WIDTH = 720.0
REGION_KM = 2500
CROWD = 5
"""A part of the earth is drawn larger where so many places lie within ``REGION_KM`` of one of them."""
_LARGEST_ON_EARTH, LARGEST_DISC = 17.0, 30.0
"""Radius of the largest circle on the map of the earth, and on that of a part."""
MARGIN = 44.0
LETTER = 11.0
FINGER = 12.0
"""Radius in which a pointer finds a circle, unless its neighbours are nearer."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the earth with the place that stands there, its page, and how many claims name it."""

    name: str
    path: str
    longitude: float
    latitude: float
    claims: int
    also: tuple[str, ...] = ()
    """Names of other places at the same point, whose claims are counted as well."""

    @property
    def place(self) -> Point:
        """Longitude and latitude."""
        return self.longitude, self.latitude

    @property
    def words(self) -> str:
        """What is read out."""
        also = f", with {', '.join(self.also)}" if self.also else ""
        return f"{self.name}: {count(self.claims, 'claim')}{also}"


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle on a picture."""

    spot: Spot
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name beside its circle; ``y`` is the line on which the letters stand."""

    disc: Disc
    text: str
    x: float
    y: float
    box: Box


def pictures(spots: Sequence[Spot]) -> list[tuple[str, Svg]]:
    """Return the maps, each with its title: the earth and, where places crowd, a part of it; none without spots."""
    if not spots:
        return []
    crowd = region(spots)
    near = part([spot.place for spot in crowd], MAP_WIDTH, MARGIN) if crowd else None
    title = "The earth; what lies in the dashed frame is drawn larger below" if near else "The earth"
    maps = [(title, _draw(world(MAP_WIDTH), spots, _LARGEST_ON_EARTH, "Map of the earth", near))]
    if near:
        maps.append(
            (
                "Where most places lie",
                _draw(near, spots_within(spots, near), LARGEST_DISC, "Map of where most places lie"),
            )
        )
    return maps


def spots_within(spots: Iterable[Spot], sheet: Sheet) -> list[Spot]:
    """Return the spots that lie within the frame of a picture."""
    left, top, right, bottom = sheet.frame
    places = ((spot, sheet.at(spot.place)) for spot in spots)
    return [spot for spot, (x, y) in places if left <= x <= right and top <= y <= bottom]


def region(spots: Sequence[Spot]) -> list[Spot]:
    """Return the spots of that part of the earth in which most lie close together, none where there is no crowd."""
    groups = [[spot for spot in spots if distance_km(spot.place, one.place) <= REGION_KM] for one in spots]
    best = max(groups, key=lambda group: (len(group), sum(spot.claims for spot in group)), default=[])
    return best if len(best) >= CROWD else []


def discs(spots: Iterable[Spot], sheet: Sheet, largest: float) -> list[Disc]:
    """Return the circles, the largest first; their areas are as the numbers of claims."""
    ordered = sorted(spots, key=lambda spot: (-spot.claims, spot.path))
    unit = largest / sqrt(max((spot.claims for spot in ordered), default=1) or 1)
    return [Disc(spot, *sheet.at(spot.place), unit * sqrt(spot.claims)) for spot in ordered]


def labels(those: Sequence[Disc], all_discs: Sequence[Disc], frame: Box, letter: float = LETTER) -> list[Label]:
    """Return the labels for which there is room: none lies on another, on a circle, or outside the frame.

    The larger circles choose first, but one that has several places makes way for one that has no other. ``letter`` is
    the height of the letters.
    """
    placed: list[Label] = []
    for disc in those:
        able = _able(disc, all_discs, frame, letter)
        if free := next((label for label in able if not _in_the_way(label, placed)), None):
            placed.append(free)
            continue
        for label in able:
            before, *more = _in_the_way(label, placed)
            others = [other for other in placed if other is not before]
            aside = _able(before.disc, all_discs, frame, letter)
            moved = next((other for other in aside if not _in_the_way(other, [*others, label])), None)
            if moved and not more:
                placed = [*others, moved, label]
                break
    return placed


def _able(disc: Disc, all_discs: Sequence[Disc], frame: Box, letter: float) -> list[Label]:
    """Return the places for a circle's label that lie within the frame and on no circle, the best first."""
    text = f"{disc.spot.name} {disc.spot.claims}"
    wide = label_width(text) * letter / LETTER
    places = [Label(disc, text, x, y, (x - 1, y - 0.85 * letter, x + wide + 1, y + 0.25 * letter))
              for x, y in _around(disc, wide, letter)]  # fmt: skip
    lefts, tops, rights, bottoms = zip(*(label.box for label in places), strict=True)
    # Of all circles only those are looked at that are near one of the places.
    whole = min(lefts), min(tops), max(rights), max(bottoms)
    near = [other for other in all_discs if _touches(whole, other)]
    return [
        label for label in places
        if _within(label.box, frame) and not any(_touches(label.box, other) for other in near)
    ]  # fmt: skip


def _in_the_way(label: Label, others: Iterable[Label]) -> list[Label]:
    return [other for other in others if _overlap(label.box, other.box)]


def _around(disc: Disc, wide: float, letter: float) -> list[Point]:
    """Return where a label may stand: right and left, then at the corners, then anywhere above or below."""
    x, y, r, gap = disc.x, disc.y, disc.radius, 3.0
    slant, middle = (r + gap) * 0.75, y + 0.33 * letter
    over, under = y - r - gap - 0.2 * letter, y + r + gap + 0.85 * letter
    upper, lower = y - slant - 0.2 * letter, y + slant + 0.8 * letter
    shifts = (0.5, 0.25, 0.75, 0.1, 0.9)
    return [
        (x + r + gap, middle), (x - r - gap - wide, middle),
        (x + slant, upper), (x + slant, lower), (x - slant - wide, upper), (x - slant - wide, lower),
        *((x - shift * wide, line) for shift in shifts for line in (over, under)),
    ]  # fmt: skip


def _within(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _touches(box: Box, disc: Disc) -> bool:
    x, y = min(max(disc.x, box[0]), box[2]), min(max(disc.y, box[1]), box[3])
    return (x - disc.x) ** 2 + (y - disc.y) ** 2 < disc.radius**2


def _draw(sheet: Sheet, spots: Sequence[Spot], largest: float, name: str, inner: Sheet | None = None) -> Svg:
    """Return a map. What lies on the ``inner`` one, which is larger, has neither link nor label on this."""
    drawn = discs(spots, sheet, largest)
    larger = spots_within(spots, inner) if inner else []
    linked = [disc for disc in drawn if disc.spot not in larger]
    plain = [disc for disc in drawn if disc.spot in larger]
    parts = [tag("path", d=sheet.coast, class_="land", transform="scale(.1)", fill_rule="evenodd")]
    parts += [tag("circle", cx=disc.x, cy=disc.y, r=disc.radius, class_="disc") for disc in plain]
    if inner:
        parts.append(tag("path", d=_window(sheet, inner), class_="window"))
    parts += [_mark(disc, linked) for disc in linked]
    for kind, letter in (("wide", LETTER), ("narrow", 2 * LETTER)):
        written = labels(linked, drawn, sheet.frame, letter)
        parts.append(tag("g", *map(_written, written), class_=f"labels {kind}", aria_hidden="true"))
    whole = f"{name}: {count(len(linked), 'place')}, each a link; the list below leads to the same pages"
    return picture(sheet.width, sheet.height, whole, *parts)


def _mark(disc: Disc, others: Iterable[Disc]) -> Svg:
    nearest = min((hypot(disc.x - other.x, disc.y - other.y) for other in others if other is not disc), default=99.0)
    finger = max(disc.radius, min(FINGER, nearest / 2))
    touch = tag("circle", cx=disc.x, cy=disc.y, r=finger, class_="touch")
    return link(
        disc.spot.path, disc.spot.words, touch, tag("circle", cx=disc.x, cy=disc.y, r=disc.radius, class_="disc")
    )


def _written(label: Label) -> Svg:
    number = tag("tspan", f" {label.disc.spot.claims}", class_="value")
    return tag("text", label.disc.spot.name, number, x=label.x, y=label.y)


def _window(sheet: Sheet, inner: Sheet) -> str:
    """Return the frame of another picture as a path on this one, broken where it leaves over an edge."""
    edge = inner.edge()
    points = [sheet.at(place) for place in (*edge, edge[0])]
    way = f"M{points[0][0]:.0f} {points[0][1]:.0f}"
    for (before, _), (x, y) in pairwise(points):
        way += f"{'L' if abs(x - before) < sheet.width / 2 else 'M'}{x:.0f} {y:.0f}"
    return way
