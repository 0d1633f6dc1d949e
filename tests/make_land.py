"""Make ``hooks/sourcebook/site/pictures/land.txt``, the coastlines of the maps. Run by hand, and only to make it anew.

Natural Earth's land at 1:50 million is in the public domain; the npm package world-atlas brings it as TopoJSON::

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    python -m venv /tmp/land && /tmp/land/bin/pip install shapely==2.2.0
    /tmp/land/bin/python tests/make_land.py package/land-50m.json > hooks/sourcebook/site/pictures/land.txt
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon

GRID = 20
"""Steps of a degree in which places are written."""
TOLERANCE = 0.1
SMALLEST = 0.03
SOUTHERNMOST = -60
"""Degrees by which a line may be off (Douglas–Peucker), square degrees of the smallest island, end of the map."""
HEAD = """\
# Coastlines: Natural Earth, land at 1:50 million, public domain (naturalearthdata.com), without Antarctica.
# Simplified by tests/make_land.py from land-50m.json of the npm package world-atlas 2.0.2.
# Each line is a closed ring: longitude and latitude of its first point in twentieths of a degree, then the steps. Where
# a ring crosses the 180th meridian its longitudes go on: 190 for 170 West.
"""


def polygons(topology: dict[str, Any]) -> Iterator[list[list[tuple[float, float]]]]:
    """Yield each polygon of the land as its rings, the outer one first."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    for shape in topology["objects"]["land"]["geometries"]:
        for rings in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            yield [
                whole([point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])])
                for ring in rings
            ]


def whole(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return a ring that hangs together where it crosses the 180th meridian: there its longitudes go on, to 190°."""
    turn = 0
    points = [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 * (int(before - x > 180) - int(x - before > 180))
        points.append((x + turn, y))
    middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    back = 360 * round(middle / 360)
    return [(x - back, y) for x, y in points]


def written(ring: Any) -> str:
    """Return a ring as a line of the file, empty where nothing is left of it on the grid."""
    points = [(round(x * GRID), round(y * GRID)) for x, y in ring.coords[:-1]]
    points = [point for number, point in enumerate(points) if point != points[number - 1]]
    if len(points) < 3:
        return ""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    return " ".join(f"{x},{y}" for x, y in [points[0], *steps])


def main(path: str) -> None:
    """Print the file."""
    shapes = [Polygon(outer, inner) for outer, *inner in polygons(json.loads(Path(path).read_text("utf-8")))]
    kept = [s.simplify(TOLERANCE) for s in shapes if s.area > SMALLEST and s.bounds[3] > SOUTHERNMOST]
    kept.sort(key=lambda shape: -shape.area)
    lines = [written(ring) for shape in kept for ring in (shape.exterior, *shape.interiors)]
    print(HEAD + "\n".join(filter(None, lines)))


if __name__ == "__main__":
    main(sys.argv[1])
