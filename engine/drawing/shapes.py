"""Draw one BPMN node, lane or pool as SVG. Geometry only; colours and widths are in `looks`."""

from __future__ import annotations

from collections.abc import Callable

from engine.drawing import bpmn, icons, pen, words
from engine.drawing.board import Box
from engine.drawing.sheet import Shape
from engine.drawing.words import TEXT

#: how wide the strip with the name of a pool or lane is
STRIP = 30.0
CORNER = 10.0
NAMED_OUTSIDE = bpmn.EVENTS | bpmn.GATEWAYS | bpmn.DATA
SMALLER = (TEXT, 11.0, 10.0, 9.0)


def draw(shape: Shape) -> str:
    """Draw a node, lane or pool without its outside label."""
    return PENS.get(shape.kind, _artifact)(shape)


def outside_label(shape: Shape) -> Box | None:
    """Tell where the name beside an event, gateway or data goes; None when there is none."""
    if shape.kind not in NAMED_OUTSIDE or not shape.name:
        return None
    if shape.label:
        return shape.label
    width, height = words.block(shape.name, 90, words.LABEL)
    return Box(shape.box.middle[0] - width / 2, shape.box.bottom + 4, width, height)


def _event(shape: Shape) -> str:
    event, box = shape.element, shape.box
    radius = box.width / 2
    dashed = event.get("cancelActivity") == "false" or event.get("isInterrupting") == "false"
    dashes = " g-dashed" if dashed else ""
    body = f"g-body{dashes}{' g-end' if shape.kind == 'endEvent' else ''}"
    drawn = pen.circle(box.middle, radius, body)
    if shape.kind not in {"startEvent", "endEvent"}:
        drawn += pen.circle(box.middle, max(radius - 3, 0), f"g-ring{dashes}")
    throws = shape.kind in {"endEvent", "intermediateThrowEvent"}
    sign = icons.EVENT.get(bpmn.trigger(event), {}).get(throws)
    return drawn + (pen.sign(sign, *box.middle, box.width / 36) if sign else "")


def _gateway(shape: Shape) -> str:
    box = shape.box
    x, y = box.middle
    corners = [(x, box.y), (box.right, y), (x, box.bottom), (box.x, y)]
    facts = shape.element
    starts = facts.get("instantiate") == "true" and facts.get("eventGatewayType") == "Parallel"
    sign = icons.GATEWAY["parallelGateway" if starts else shape.kind]
    return pen.path("g-body", corners, closed=True) + pen.sign(sign, x, y, box.width / 50)


def _lane(shape: Shape) -> str:
    return pen.rect(shape.box, "g-body g-clear") + _band_name(shape)


def _pool(shape: Shape) -> str:
    box = shape.box
    drawn = pen.rect(box, "g-body")
    if _is_plain(shape):
        lines = words.wrap(shape.name, max(box.width - 20, 40), TEXT)
        return drawn + pen.text(lines, box.middle, TEXT, "g-name")
    edge = [(box.x + STRIP, box.y), (box.x + STRIP, box.bottom)]
    if not shape.horizontal:
        edge = [(box.x, box.y + STRIP), (box.right, box.y + STRIP)]
    return drawn + pen.path("g-divider", edge) + _band_name(shape)


def _is_plain(shape: Shape) -> bool:
    """Tell whether a pool shows nothing but its name."""
    return shape.element.get("processRef") is None or shape.box.width < 2 * STRIP


def _band_name(shape: Shape) -> str:
    """Write the name of a lane or pool in its strip, upwards along the left side."""
    box = shape.box
    x, y = box.middle
    if not shape.horizontal:
        lines = words.wrap(shape.name, max(box.width - 10, 40), TEXT)
        return pen.text(lines, (x, box.y + STRIP / 2), TEXT, "g-name")
    for size in SMALLER:
        lines = words.wrap(shape.name, max(box.height - 10, 40), size)
        if len(lines) * size * words.LINE < STRIP:
            break
    turned = pen.text(lines, (0, 0), size, _name_class(size))
    at = f"{pen.number(box.x + STRIP / 2)} {pen.number(y)}"
    return f'<g transform="translate({at}) rotate(-90)">{turned}</g>'


def _name_class(size: float) -> str:
    return "g-name" if size == TEXT else f"g-name g-small-{size:g}"


def _activity(shape: Shape) -> str:
    activity, box = shape.element, shape.box
    kinds = {
        "g-call": shape.kind == "callActivity",
        "g-dotted": bpmn.is_event_sub_process(activity),
    }
    body = " ".join(["g-body", *(kind for kind, holds in kinds.items() if holds)])
    drawn = pen.rect(box, body, CORNER)
    if shape.kind == "transaction":
        drawn += pen.rect(box, "g-ring", CORNER - 3, 3)
    if shape.kind in icons.TASK:
        drawn += pen.sign(icons.TASK[shape.kind], box.x + 14, box.y + 13, 0.9)
    markers = _markers(shape)
    drawn += (
        _name_on_top(shape)
        if shape.expanded
        else _task_name(shape, room=bool(markers) or shape.hosts)
    )
    start = box.middle[0] - 9 * (len(markers) - 1)
    for n, marker in enumerate(markers):
        drawn += pen.sign(icons.MARKER[marker], start + 18 * n, box.bottom - 11, 0.9)
    return drawn


def _name_on_top(shape: Shape) -> str:
    box = shape.box
    lines = words.wrap(shape.name, max(box.width - 20, 40), TEXT)
    top = box.y + 14 + (len(lines) - 1) * TEXT * words.LINE / 2
    return pen.text(lines, (box.middle[0], top), TEXT, "g-name")


def _task_name(shape: Shape, *, room: bool) -> str:
    """Write the name inside a task, smaller when it would not fit; `room`: keep signs free."""
    box = shape.box
    bottom = box.bottom - (19 if room else 5)
    for size in SMALLER:
        lines = words.wrap(shape.name, max(box.width - 12, 40), size)
        height = len(lines) * size * words.LINE
        top = box.y + (22 if shape.kind in icons.TASK and _meets_sign(lines, box, size) else 5)
        if height <= bottom - top:
            break
    x, y = box.middle
    y = min(max(y, top + height / 2), max(bottom - height / 2, box.y + height / 2))
    return pen.text(lines, (x, y), size, _name_class(size))


def _meets_sign(lines: tuple[str, ...], box: Box, size: float) -> bool:
    """Tell whether the first line is so wide that it would run into the type sign."""
    return bool(lines) and words.width_of(lines[0], size) / 2 > box.width / 2 - 28


def _markers(shape: Shape) -> list[str]:
    activity, kind = shape.element, shape.kind
    found = [bpmn.loop(activity)]
    if activity.get("isForCompensation") == "true":
        found.append("compensation")
    if kind in bpmn.SUB_PROCESSES and not shape.expanded:
        found.append("collapsed")
    if kind == "adHocSubProcess":
        found.append("adHoc")
    return [one for one in found if one]


def _note(shape: Shape) -> str:
    box = shape.box
    x, y, bottom = box.x, box.y, box.bottom
    lines = words.wrap(shape.name, max(box.width - 10, 40), TEXT)
    bracket = [(x + 10, y), (x, y), (x, bottom), (x + 10, bottom)]
    middle = (box.middle[0] + 3, box.middle[1])
    return pen.path("g-divider", bracket) + pen.text(lines, middle, TEXT, "g-name")


def _store(shape: Shape) -> str:
    box, n = shape.box, pen.number
    rim, half = box.height / 8, box.width / 2
    x, y = n(box.x), box.y
    lid = f"a{n(half)},{n(rim)} 0 0 0 {n(box.width)},0"
    base = f"a{n(half)},{n(rim)} 0 0 0 {n(-box.width)},0"
    wall = n(box.height - 2 * rim)
    side = f"M{x},{n(y + rim)}v{wall}{lid}v-{wall}{base}z"
    rims = "".join(f"M{x},{n(y + rim * down)}{lid}" for down in (1.0, 1.7, 2.4))
    return f'<path class="g-body" d="{side}"/><path class="g-hollow" d="{rims}"/>'


def _page(shape: Shape) -> str:
    box = shape.box
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    fold = min(10.0, box.width / 3)
    page = [(x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)]
    corner = [(right - fold, y), (right - fold, y + fold), (right, y + fold)]
    drawn = pen.path("g-body", page, closed=True) + pen.path("g-hollow", corner)
    arrow = {"dataInput": "hollow", "dataOutput": "solid"}.get(shape.kind)
    return drawn + (pen.sign([(arrow, icons.LINK)], x + 11, y + 10, 0.7) if arrow else "")


def _artifact(shape: Shape) -> str:
    if shape.kind == "group":
        return pen.rect(shape.box, "g-group", CORNER)
    return pen.rect(shape.box, "g-body", CORNER) + _task_name(shape, room=False)


PENS: dict[str, Callable[[Shape], str]] = {
    **dict.fromkeys(bpmn.EVENTS, _event),
    **dict.fromkeys(bpmn.GATEWAYS, _gateway),
    **dict.fromkeys(bpmn.ACTIVITIES, _activity),
    **dict.fromkeys(bpmn.DATA, _page),
    "dataStoreReference": _store,
    "textAnnotation": _note,
    "participant": _pool,
    "lane": _lane,
}
