"""Draw a diagram as inline SVG: for pages without JavaScript, print and dossiers.

Only classes, no styles and no script, so a strict content security policy holds. The looks come
from `stylesheet()`; `standalone` puts them inside a picture that must open anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from html import escape

from engine.drawing import bpmn, lines, pen, shapes, words
from engine.drawing.board import Box, Point
from engine.drawing.layout import tidy
from engine.drawing.looks import STYLESHEET
from engine.drawing.marks import NO_MARKS, Marks
from engine.drawing.sheet import Shape, Sheet, laid_out, require_content

MARGIN = 16.0
BADGE = 11.0


def svg(
    xml: bytes,
    *,
    process_id: str | None = None,
    marks: Marks = NO_MARKS,
    title: str,
    description: str,
) -> str:
    """Draw the plane that shows a process (default: the first one) as one `<svg>` element.

    A file without a complete layout is laid out first. Each node, lane, pool and flow is a group
    with its BPMN id as `data-element`. Raises DiagramNotDrawn.
    """
    sheet = _sheet(xml, process_id)
    key = sha256(b"\0".join([xml, title.encode(), description.encode()])).hexdigest()[:8]
    parts = [_opening(_frame(sheet), f"g-{key}", title, description)]
    parts += _bodies(sheet, marks)
    parts += _names(sheet)
    parts += _signs(sheet, marks)
    return "\n".join(parts) + "\n</svg>\n"


def size(xml: bytes, *, process_id: str | None = None) -> tuple[int, int]:
    """Give the width and height of the picture in pixels; wider than 2,400 is hard to read."""
    frame = _frame(_sheet(xml, process_id))
    return round(frame.width), round(frame.height)


def standalone(picture: str) -> str:
    """Put the looks inside a picture of `svg`, for a dossier that must open anywhere."""
    head, end, rest = picture.partition("</desc>")
    return f"{head}{end}\n<style>{STYLESHEET}</style>{rest}"


def _sheet(xml: bytes, process_id: str | None) -> Sheet:
    sheet = laid_out(bpmn.parse(xml), process_id)
    return require_content(sheet or laid_out(bpmn.parse(tidy(xml)), process_id))


def _frame(sheet: Sheet) -> Box:
    boxes = [shape.box for shape in sheet.shapes]
    boxes += [box for shape in sheet.shapes if (box := shapes.outside_label(shape))]
    boxes += [lines.label_box(edge) for edge in sheet.edges if edge.name]
    points = [point for edge in sheet.edges for point in edge.points]
    left = min([box.x for box in boxes] + [x for x, _ in points])
    top = min([box.y for box in boxes] + [y for _, y in points])
    right = max([box.right for box in boxes] + [x for x, _ in points])
    bottom = max([box.bottom for box in boxes] + [y for _, y in points])
    return Box(left - MARGIN, top - MARGIN, right - left + 2 * MARGIN, bottom - top + 2 * MARGIN)


def _opening(frame: Box, key: str, title: str, description: str) -> str:
    width, height = round(frame.width), round(frame.height)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="g-diagram" role="img"'
        f' aria-labelledby="{key}-title" aria-describedby="{key}-desc"'
        f' viewBox="{round(frame.x)} {round(frame.y)} {width} {height}"'
        f' width="{width}" height="{height}">\n'
        f'<title id="{key}-title">{escape(title)}</title>\n'
        f'<desc id="{key}-desc">{escape(description)}</desc>'
    )


def _bodies(sheet: Sheet, marks: Marks) -> Iterator[str]:
    """Draw from behind to in front: lanes and open sub-processes, flows, nodes."""
    in_order = sorted(sheet.shapes, key=_depth)
    yield from (_group(one, marks) for one in in_order if one.is_ground)
    for edge in sorted(sheet.edges, key=lambda edge: edge.id in marks.done):
        kind = f"g-flow{marks.classes_of(edge.id)}"
        yield f'<g class="{kind}" data-element={pen.quoted(edge.id)}>{lines.draw(edge)}</g>'
    yield from (_group(one, marks) for one in in_order if not one.is_ground)


def _depth(shape: Shape) -> tuple[bool, float]:
    """Order from behind to in front: large before small, boundary events last."""
    return shape.kind == "boundaryEvent", -shape.box.width * shape.box.height


def _group(shape: Shape, marks: Marks) -> str:
    kind = "g-lane" if shape.kind in {"participant", "lane"} else "g-el"
    title = f"<title>{escape(shape.name)}</title>" if shape.name else ""
    return (
        f'<g class="{kind}{marks.classes_of(shape.id)}" data-element={pen.quoted(shape.id)}>'
        f"{title}{shapes.draw(shape)}</g>"
    )


def _names(sheet: Sheet) -> Iterator[str]:
    for shape in sheet.shapes:
        if box := shapes.outside_label(shape):
            yield pen.label(shape.name, box)
    for edge in sheet.edges:
        if edge.name:
            yield pen.label(edge.name, lines.label_box(edge), "g-label g-of-flow")


def _signs(sheet: Sheet, marks: Marks) -> Iterator[str]:
    """Draw dots, counts and warnings on top of everything."""
    for shape in sheet.shapes:
        box = shape.box
        middle = (box.x + min(box.width, 100) / 2, box.y)
        yield from _signs_at(shape.id, marks, middle, _count_corner(shape), (box.x, box.y))
    for edge in sheet.edges:
        x, y = lines.middle_of(edge.points)
        yield from _signs_at(edge.id, marks, (x, y), (x + 26, y), (x - 26, y))


def _count_corner(shape: Shape) -> Point:
    """Tell where the right end of a count goes: clear of signs, and of names of flows."""
    box = shape.box
    if shape.kind == "boundaryEvent":
        return box.right + 24, box.y + 7
    if shape.kind in shapes.NAMED_OUTSIDE:
        return box.x + box.width / 2, box.y + 7
    return box.right, box.y


def _signs_at(id_: str, marks: Marks, token: Point, count: Point, warning: Point) -> Iterator[str]:
    if standing := marks.tokens_at(id_):
        yield pen.circle(token, 9, "g-token")
        if standing > 1:
            yield pen.text([str(standing)], token, BADGE, "g-token-text")
    if marks.counts.get(id_, 0) > 0:
        yield _count(f"{marks.counts[id_]}\u00d7", count)
    if id_ in marks.problems:
        x, y = warning
        yield pen.path("g-sign", [(x, y - 12), (x + 12, y + 9), (x - 12, y + 9)], closed=True)
        yield pen.text(["!"], (x, y + 2), words.TEXT, "g-sign-text")


def _count(written: str, corner: Point) -> str:
    width = words.width_of(written, BADGE) + 12
    x, y = corner[0] - width - 2, corner[1] - 11
    text = pen.text([written], (x + width / 2, y + 9), BADGE, "g-count-text")
    return pen.rect(Box(x, y, width, 18), "g-count", 9) + text
