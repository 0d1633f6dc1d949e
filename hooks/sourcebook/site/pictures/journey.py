"""The text's journey as a picture: a line for each holder, an arrow for each hand-over, time from left to right.

The order is that of the steps, not their distance in time: most dates are known to the month only.
"""

from dataclasses import dataclass

from sourcebook.site.pictures.svg import Svg, link, picture, tag

_NAMES, _STEP, _LINE, _TOP = 310.0, 24.0, 26.0, 46.0
"""Room for the names of holders, width of a step, height of a holder's line, room for the dates."""
_LONGEST = 52
"""So many letters of a name find room beside the lines."""


@dataclass(frozen=True, slots=True)
class Step:
    """One hand-over. ``lines`` is its number of independent witnesses, ``rival`` whether it is told differently too."""

    giver: str
    taker: str
    date: str
    month: str
    form: str
    witnesses: str
    lines: int
    rival: bool
    path: str


def draw_journey(steps: list[Step], name: str) -> Svg:
    """Return the picture of the steps, which must be in order of time."""
    holders = list(dict.fromkeys(holder for step in steps for holder in (step.giver, step.taker)))
    ys = {holder: _TOP + (number + 0.5) * _LINE for number, holder in enumerate(holders)}
    xs = [_NAMES + (number + 0.5) * _STEP for number in range(len(steps))]
    since = {holder: x for step, x in reversed([*zip(steps, xs, strict=True)]) for holder in (step.giver, step.taker)}
    until = {holder: x for step, x in zip(steps, xs, strict=True) for holder in (step.giver, step.taker)}
    parts = [*_months(steps, xs, _TOP + len(holders) * _LINE)]
    for holder, y in ys.items():
        parts.append(tag("text", _cut(holder), x=_NAMES - 8, y=y + 4, class_="holder"))
        parts.append(tag("line", x1=_NAMES, x2=since[holder], y1=y, y2=y, class_="wait"))
        parts.append(tag("line", x1=since[holder], x2=max(until[holder], since[holder]), y1=y, y2=y, class_="held"))
    parts += [_arrow(step, x, ys[step.giver], ys[step.taker]) for step, x in zip(steps, xs, strict=True)]
    return picture(_NAMES + len(steps) * _STEP + 8, _TOP + len(holders) * _LINE + 4, name, _heads(), *parts)


def _arrow(step: Step, x: float, start: float, end: float) -> Svg:
    kind = " ".join(filter(None, ["step", "weak" if step.lines < 2 else "", "contested" if step.rival else ""]))
    tip = end - 7 if end > start else end + 7
    way = tag("line", x1=x, x2=x, y1=start, y2=tip, class_="way", marker_end="url(#head)")
    touch = tag("rect", x=x - 12, y=min(start, end) - 12, width=24, height=abs(end - start) + 24, class_="touch")
    ring = tag("circle", cx=x, cy=start, r=7, class_="ring") if step.rival else Svg()
    said = (
        f"{step.date}: {step.giver} to {step.taker}, {step.form} ({step.witnesses}{', disputed' if step.rival else ''})"
    )
    return link(step.path, said, touch, way, ring, tag("circle", cx=x, cy=start, r=3.5), class_=kind)


def _months(steps: list[Step], xs: list[float], height: float) -> list[Svg]:
    """Return a heading where the month of the steps changes, and a line down from it."""
    parts = []
    before = ""
    for step, x in zip(steps, xs, strict=True):
        if step.month != before:
            left = x - _STEP / 2
            parts.append(tag("line", x1=left, x2=left, y1=12, y2=height, class_="tick"))
            parts.append(tag("text", step.month, x=left + 4, y=24 if len(parts) % 4 == 1 else 38, class_="month"))
        before = step.month
    return parts


def _heads() -> Svg:
    head = tag("path", d="M0 0L7 3.5L0 7Z")
    return tag("defs", tag("marker", head, id="head", markerWidth=7, markerHeight=7, refX=5, refY=3.5, orient="auto"))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def draw_circles(rings: list[tuple[str, str, str]], name: str) -> Svg:
    """Return widening circles from the inmost on; each has a number, its title, its figures and leads to its path.

    ``rings`` holds title, figures and path.
    """
    radius = 34.0
    middle = radius * len(rings) + 6
    drawn, said = [], []
    for number, (title, figures, path) in enumerate(rings, 1):
        reach = radius * number
        top = middle - reach
        y = top + radius / 2 + 4
        drawn.append(tag("circle", cx=middle, cy=middle, r=reach, class_="circle"))
        label = tag("text", f"{number}", x=middle, y=y, class_="number")
        leader = tag("line", x1=middle + 10, x2=2 * middle + 14, y1=y - 4, y2=y - 4, class_="lane")
        words = tag("text", title, tag("tspan", f"  {figures}", class_="figures"), x=2 * middle + 20, y=y)
        said.append(Svg(leader + link(path, f"{number}. {title}, {figures}", label, words)))
    return picture(2 * middle + 400, 2 * middle, name, *reversed(drawn), *said)
