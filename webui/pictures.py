"""Diagrams on a page: the one place that trusts what the engine draws."""

from __future__ import annotations

from markupsafe import Markup

from engine import drawing
from engine.drawing import Marks


def picture(
    xml: bytes,
    *,
    title: str,
    description: str,
    marks: Marks | None = None,
    process_id: str | None = None,
) -> Markup:
    """Draw a diagram for a page; the drawing escapes every name in it."""
    drawn = drawing.svg(
        xml, process_id=process_id, marks=marks or Marks(), title=title, description=description
    )
    return Markup(drawn)  # noqa: S704 - made by us, from escaped names
