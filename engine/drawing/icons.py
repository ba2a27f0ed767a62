"""The signs inside BPMN shapes: path data on a small square around (0, 0), by name.

Each sign is a list of (class, path); `hollow` is a line, `solid` is filled with the line's colour.
"""

from __future__ import annotations

from math import cos, pi, sin

Sign = list[tuple[str, str]]


def _circle(radius: float, x: float = 0.0, y: float = 0.0) -> str:
    r = radius
    return f"M{x - r},{y}a{r},{r} 0 1 0 {2 * r},0a{r},{r} 0 1 0 {-2 * r},0z"


def _polygon(corners: int, radius: float) -> str:
    points = (
        (radius * sin(2 * pi * n / corners), -radius * cos(2 * pi * n / corners))
        for n in range(corners)
    )
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "z"


def _ticks(inner: float, outer: float, count: int) -> str:
    rays = ((sin(2 * pi * n / count), -cos(2 * pi * n / count)) for n in range(count))
    return "".join(
        f"M{x * inner:.1f},{y * inner:.1f}L{x * outer:.1f},{y * outer:.1f}" for x, y in rays
    )


ENVELOPE = "M-9,-6h18v12h-18z"
FLAP = "M-9,-6L0,1L9,-6"
PLUS = "M-3,-10h6v7h7v6h-7v7h-6v-7h-7v-6h7z"
CROSS = "M-8,-5.5L-5.5,-8L0,-2.5L5.5,-8L8,-5.5L2.5,0L8,5.5L5.5,8L0,2.5L-5.5,8L-8,5.5L-2.5,0z"
BOLT = "M-8.5,8.5L-4,-7.5L3,2L8,-8.5L4,7.5L-3,-1z"
ARROW_UP = "M0,-9L7,8L0,1L-7,8z"
REWIND = "M-9,0L0,-6v12zM0,0L9,-6v12z"
LINK = "M-9,-3.5h10v-4l8,7.5l-8,7.5v-4h-10z"
PAGE = "M-6,-8h12v16h-12zM-4,-5h8M-4,-1.7h8M-4,1.7h8M-4,5h8"
GEAR = (
    "M-1.6,-8h3.2l.5,2.2l1.9,.8l1.9,-1.2l2.2,2.2l-1.2,1.9l.8,1.9l2.3,.5v3.1l-2.3,.5l-.8,1.9"
    "l1.2,1.9l-2.2,2.2l-1.9,-1.2l-1.9,.8l-.5,2.3h-3.2l-.5,-2.3l-1.9,-.8l-1.9,1.2l-2.2,-2.2"
    "l1.2,-1.9l-.8,-1.9l-2.3,-.5v-3.1l2.3,-.5l.8,-1.9l-1.2,-1.9l2.2,-2.2l1.9,1.2l1.9,-.8z"
)
HAND = (
    "M-8,-1L-3,-6q1.5,-1 2.5,.3L-2,-3.5H7q1.6,.2 1.6,1.4T7,-.7H3M7.5,-.7q1.4,.3 1.3,1.4T7,2H3"
    "M7,2q1.2,.3 1,1.4T6,4.6H2.6M6,4.6q.9,.4 .6,1.3T5,7H-5q-3,-.3 -3,-3z"
)
STAR = "M0,-9V9M-9,0H9M-6.4,-6.4L6.4,6.4M6.4,-6.4L-6.4,6.4"


def _either(kind: str, path: str) -> dict[bool, Sign]:
    """Show the same sign whether the event is caught or thrown."""
    return {False: [(kind, path)], True: [(kind, path)]}


#: by what triggers the event, then whether it is thrown
EVENT: dict[str, dict[bool, Sign]] = {
    "message": {
        False: [("hollow", ENVELOPE + FLAP)],
        True: [("solid", ENVELOPE), ("knockout", FLAP)],
    },
    "timer": _either("hollow", _circle(10.5) + _ticks(8, 10, 12) + "M1.5,-7.5L0,0L5.5,1"),
    "error": {False: [("hollow", BOLT)], True: [("solid", BOLT)]},
    "escalation": {False: [("hollow", ARROW_UP)], True: [("solid", ARROW_UP)]},
    "signal": {
        False: [("hollow", "M0,-8.5L8.5,6h-17z")],
        True: [("solid", "M0,-8.5L8.5,6h-17z")],
    },
    "compensate": {False: [("hollow", REWIND)], True: [("solid", REWIND)]},
    "conditional": _either("hollow", PAGE),
    "link": {False: [("hollow", LINK)], True: [("solid", LINK)]},
    "cancel": {False: [("hollow", CROSS)], True: [("solid", CROSS)]},
    "terminate": _either("solid", _circle(9.5)),
    "multiple": {False: [("hollow", _polygon(5, 9))], True: [("solid", _polygon(5, 9))]},
    "parallelMultiple": _either("hollow", PLUS),
}

GATEWAY: dict[str, Sign] = {
    "exclusiveGateway": [("solid", CROSS)],
    "parallelGateway": [("solid", "M-2,-12h4v10h10v4h-10v10h-4v-10h-10v-4h10z")],
    "inclusiveGateway": [("thick", _circle(10.5))],
    "complexGateway": [("thick", STAR)],
    "eventBasedGateway": [("hollow", _circle(14) + _circle(11.5) + _polygon(5, 7.5))],
}

TASK: dict[str, Sign] = {
    "userTask": [
        ("hollow", "M-8,8.5v-4q.5,-4 5,-4.7h6q4.500,.7 5,4.7v4z" + _circle(4.4, 0, -4.6)),
        ("solid", "M-4.4,-5q2,.9 4.4,-1t4.4,.4a4.4,4.4 0 0 0 -8.800,.6z"),
    ],
    "manualTask": [("hollow", HAND)],
    "serviceTask": [("hollow", GEAR + _circle(2.8, 0, 0.9))],
    "scriptTask": [
        ("hollow", "M-4,-8h11q-6,4 -2,8t-2,8h-11q6,-4 2,-8t2,-8z"),
        ("hollow", "M-3,-4.5h6M-2,-1.5h6M-1,1.5h6M-2,4.5h6"),
    ],
    "sendTask": [("solid", ENVELOPE), ("knockout", FLAP)],
    "receiveTask": [("hollow", ENVELOPE + FLAP)],
    "businessRuleTask": [
        ("solid", "M-9,-7h18v4h-18z"),
        ("hollow", "M-9,-7h18v14h-18zM-9,-3h18M-9,2h18M-3.500,-3v10"),
    ],
}

#: signs along the bottom of an activity
MARKER: dict[str, Sign] = {
    "parallel": [("thick", "M-4,-6v12M0,-6v12M4,-6v12")],
    "sequential": [("thick", "M-6,-4h12M-6,0h12M-6,4h12")],
    "loop": [("hollow", "M-3,5.500a6,6 0 1 1 5,.4M-6.500,5.800h4v-4")],
    "collapsed": [("hollow", "M-7,-7h14v14h-14zM0,-4v8M-4,0h8")],
    "compensation": [("hollow", "M-7,0L0,-5v10zM0,0L7,-5v10z")],
    "adHoc": [("solid", "M-7,2q3,-7 7,-2t7,-3v3q-3,6 -7,2t-7,3z")],
}
