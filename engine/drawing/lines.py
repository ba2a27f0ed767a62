"""Draw one flow as SVG: a line with soft corners, and what stands at its ends.

Where flows join, the bend of each shows where it is going; flows that only cross do not bend.
"""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from engine.drawing import bpmn, pen, words
from engine.drawing.board import Box, Point
from engine.drawing.sheet import Edge

ROUND = 8.0
TIP = 10.0
#: a thick line must not stick out beyond its arrowhead
SHORTER = 6.0
DASHES = {
    "messageFlow": " g-message",
    "association": " g-thin",
    "dataInputAssociation": " g-thin",
    "dataOutputAssociation": " g-thin",
}


def draw(edge: Edge) -> str:
    """Draw a flow without its name."""
    start, end = _ends(edge)
    points = list(edge.points)
    drawn = ""
    if end:
        drawn += _tip(points[-2], points[-1], end)
        if end != "g-vee":
            points[-1] = _shortened(points[-2], points[-1])
    if start:
        drawn += _mark_at_start(edge.points[0], edge.points[1], start)
    line = f"g-line{DASHES.get(edge.kind, '')}"
    return f'<path class="{line}" d="{_rounded(points)}"/>{drawn}'


def middle_of(points: tuple[Point, ...]) -> Point:
    """Find the point halfway along a line."""
    half = sum(_far(one, other) for one, other in pairwise(points)) / 2
    for one, other in pairwise(points):
        if half <= _far(one, other):
            return _toward(one, other, half)
        half -= _far(one, other)
    return points[-1]


def label_box(edge: Edge) -> Box:
    """Tell where the name of a flow goes: where the file says, else above its middle."""
    if edge.label:
        return edge.label
    width, height = words.block(edge.name, 90, words.LABEL)
    x, y = middle_of(edge.points)
    return Box(x - width / 2, y - height - 3, width, height)


def _ends(edge: Edge) -> tuple[str, str]:
    """Name what stands at the start and at the end of a flow."""
    kind = edge.kind
    if kind == "messageFlow":
        return "circle", "g-tip g-open"
    if kind in {"dataInputAssociation", "dataOutputAssociation"}:
        return "", "g-vee"
    if kind == "association":
        direction = edge.element.get("associationDirection")
        return ("vee" if direction == "Both" else ""), (
            "g-vee" if direction in {"One", "Both"} else ""
        )
    return _start_of(edge), "g-tip"


def _start_of(edge: Edge) -> str:
    if edge.source is None:
        return ""
    if bpmn.reference(edge.source, "default") == edge.id:
        return "slash"
    conditional = next(bpmn.children(edge.element, "conditionExpression"), None) is not None
    return "diamond" if conditional and bpmn.tag(edge.source) in bpmn.ACTIVITIES else ""


def _mark_at_start(start: Point, after: Point, kind: str) -> str:
    if kind == "circle":
        return pen.circle(_toward(start, after, 4), 4, "g-tip g-open")
    if kind == "vee":
        return _tip(after, start, "g-vee")
    if kind == "slash":
        slash = [_beside(start, after, 4, 5), _beside(start, after, 10, -5)]
        return pen.path("g-vee", slash)
    diamond = [
        start,
        _beside(start, after, 8, 5),
        _toward(start, after, 16),
        _beside(start, after, 8, -5),
    ]
    return pen.path("g-tip g-open", diamond, closed=True)


def _tip(before: Point, end: Point, kind: str) -> str:
    corners = [_beside(end, before, TIP, TIP / 2), end, _beside(end, before, TIP, -TIP / 2)]
    return pen.path(kind, corners, closed=kind != "g-vee")


def _shortened(before: Point, end: Point) -> Point:
    return _toward(end, before, min(SHORTER, _far(before, end) / 2))


def _rounded(points: list[Point]) -> str:
    """Draw a line with softly rounded corners."""
    n = pen.number
    path = f"M{n(points[0][0])},{n(points[0][1])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        room = min(ROUND, _far(before, corner) / 2, _far(corner, after) / 2)
        (x, y), (to_x, to_y) = _toward(corner, before, room), _toward(corner, after, room)
        path += f"L{n(x)},{n(y)}Q{n(corner[0])},{n(corner[1])} {n(to_x)},{n(to_y)}"
    return f"{path}L{n(points[-1][0])},{n(points[-1][1])}"


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _toward(start: Point, goal: Point, step: float) -> Point:
    return _beside(start, goal, step, 0.0)


def _beside(start: Point, goal: Point, step: float, aside: float) -> Point:
    """Go from a point towards another, then sideways."""
    far = _far(start, goal) or 1.0
    dx, dy = (goal[0] - start[0]) / far, (goal[1] - start[1]) / far
    return start[0] + dx * step - dy * aside, start[1] + dy * step + dx * aside
