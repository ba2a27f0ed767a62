"""Draw BPMN diagrams: decide where everything goes, and draw it as SVG without a browser.

Other packages use what is named here and nothing else. This package knows XML, geometry and
text; it does not know the interpreter, the store or the screens. Everything it does is a pure
function of its arguments: the same file gives the same bytes.
"""

from __future__ import annotations

from engine.drawing.errors import DiagramNotDrawn
from engine.drawing.layout import tidy
from engine.drawing.looks import stylesheet
from engine.drawing.marks import Marks
from engine.drawing.picture import size, standalone, svg
from engine.drawing.sheet import has_layout
from engine.drawing.story import Step, steps

__all__ = [
    "DiagramNotDrawn",
    "Marks",
    "Step",
    "has_layout",
    "size",
    "standalone",
    "steps",
    "stylesheet",
    "svg",
    "tidy",
]
