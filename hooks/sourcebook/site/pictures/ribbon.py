"""A text as a ribbon that is cut into its parts, each as long as it is; in lines like those of writing, if need be.

Places along a line are told in per cent, so that a ribbon is as wide as its column, and its numbers keep their size.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from sourcebook.site.pictures.svg import Svg, link, tag

_HIGH, _LOW, _GAP = 34, 24, 6
"""Height of a line of the large and of the small ribbon, in pixels, and between lines: a finger must hit a part."""
_EDGE = 4
"""Height of the edge over a part that is cited."""
_BAR = 8
_PARTS_IN_LINE, _PARTS_IN_SMALL_LINE = 9, 23
_ROOM = 4.5
"""Per cent of a line from which on there is room for a number on a telephone."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part on a ribbon: its number, what is read out of it, where it leads, its length, and whether it is cited."""

    number: int
    name: str
    path: str
    length: int
    cited: bool


def draw_ribbon(segments: Sequence[Segment], name: str, *, small: bool = False) -> Svg:
    """Return the ribbon of a whole text; the small one has no numbers. ``name`` says in words what it shows."""
    lines = -(-len(segments) // (_PARTS_IN_SMALL_LINE if small else _PARTS_IN_LINE))
    high = _LOW if small else _HIGH
    marks = []
    for segment, (start, end) in zip(segments, _bounds(segments, lines), strict=True):
        pieces = list(_pieces(start, end))
        if not pieces:
            continue  # the version that is measured has nothing of it
        shown = [mark for piece in pieces for mark in _piece(*piece, high, cited=segment.cited)]
        line, left, width = max(pieces, key=lambda piece: piece[2])
        if not small and width >= _ROOM:
            y = line * (high + _GAP) + 22
            shown.append(tag("text", str(segment.number), x=_percent(left + width / 2), y=y, class_="number"))
        marks.append(link(segment.path, segment.name, *shown))
    return _svg(lines * (high + _GAP) - _GAP, *marks, role="group", aria_label=name)


def draw_stretch(segments: Sequence[Segment], told: Collection[int]) -> Svg:
    """Return a thin bar for the whole text, in which the parts with the numbers ``told`` are filled.

    It only repeats what stands beside it in words, and is not read out.
    """
    bounds = _bounds(segments, 1)
    filled = [(start, end) for segment, (start, end) in zip(segments, bounds, strict=True) if segment.number in told]
    marks = (tag("rect", x=_percent(start), width=_percent(end - start), y=0, height=_BAR) for start, end in filled)
    whole = tag("rect", x=0, y=0, width="100%", height=_BAR, class_="whole")
    return _svg(_BAR, whole, *marks, class_="stretch", aria_hidden="true")


def _bounds(segments: Sequence[Segment], lines: int) -> list[tuple[float, float]]:
    """Return where each part begins and ends, in per cent of a line, counted through all lines."""
    lengths = [segment.length for segment in segments]
    if not any(lengths):
        lengths = [1] * len(segments)
    unit = 100 * lines / (sum(lengths) or 1)
    return list(pairwise(accumulate((unit * length for length in lengths), initial=0.0)))


def _pieces(start: float, end: float) -> Iterator[tuple[int, float, float]]:
    """Yield line, left end and width of each piece of a part, which the end of a line may cut."""
    line = int(start // 100)
    while end - start > 0.005:
        stop = min(end, 100.0 * (line + 1))
        if stop - start > 0.005:
            yield line, start - 100 * line, stop - start
        start, line = stop, line + 1


def _piece(line: int, left: float, width: float, high: int, *, cited: bool) -> Iterator[Svg]:
    place = {"x": _percent(left), "width": _percent(width), "y": line * (high + _GAP)}
    yield tag("rect", **place, height=high, class_="part")
    if cited:
        yield tag("rect", **place, height=_EDGE, class_="edge")


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def _svg(height: int, *marks: Svg, **attributes: object) -> Svg:
    # Where nothing says how its units are to be scaled, one of them is a pixel.
    return tag("svg", *marks, width="100%", height=height, style=f"height:{height}px", **attributes)
