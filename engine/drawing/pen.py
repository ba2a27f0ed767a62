"""The strokes everything is drawn with: numbers, paths, boxes, text and signs as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from engine.drawing import words
from engine.drawing.board import Box, Point
from engine.drawing.icons import Sign


def number(value: float) -> str:
    """Write a length in pixels, no finer than anybody sees."""
    return f"{round(value, 1):g}"


def quoted(text: str) -> str:
    """Write text as an attribute value, quotes included."""
    return f'"{escape(text)}"'


def rect(box: Box, kind: str, corner: float = 0.0, inset: float = 0.0) -> str:
    """Draw a rectangle, `inset` inside a box."""
    x, y = number(box.x + inset), number(box.y + inset)
    width, height = number(box.width - 2 * inset), number(box.height - 2 * inset)
    round_ = f' rx="{corner:g}"' if corner else ""
    return f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}"{round_}/>'


def circle(middle: Point, radius: float, kind: str) -> str:
    """Draw a circle."""
    x, y = middle
    return f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def path(kind: str, points: Sequence[Point], *, closed: bool = False) -> str:
    """Draw straight lines from point to point."""
    joined = "L".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<path class="{kind}" d="M{joined}{"z" if closed else ""}"/>'


def text(lines: Sequence[str], middle: Point, size: float, kind: str) -> str:
    """Write lines of text around their middle."""
    x, y = middle
    step = size * words.LINE
    first = y - step * (len(lines) - 1) / 2 + size * 0.36
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(first + step * n)}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    return f'<text class="{kind}">{spans}</text>' if spans else ""


def sign(drawn: Sign, x: float, y: float, scale: float = 1.0) -> str:
    """Draw one of the small signs around a point."""
    paths = "".join(f'<path class="g-{kind}" d="{d}"/>' for kind, d in drawn)
    grown = f" scale({scale:.3g})" if scale != 1.0 else ""
    return f'<g transform="translate({number(x)} {number(y)}){grown}">{paths}</g>'


def label(name: str, box: Box, kind: str = "g-label") -> str:
    """Write a name in the box beside its shape or line, smaller when it would not fit."""
    for size in (words.LABEL, words.LABEL - 1):
        lines = words.wrap(name, max(box.width, 40) + 1, size)
        height = len(lines) * size * words.LINE
        if height <= box.height + 1:
            break
    smaller = "" if size == words.LABEL else f" g-small-{size:g}"
    return text(lines, (box.x + box.width / 2, box.y + height / 2), size, kind + smaller)
