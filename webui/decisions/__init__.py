"""Decisions on the screens: their tables as pages draw them, and what was decided in words."""

from __future__ import annotations

from webui.decisions.boxes import Box, box
from webui.decisions.files import NO_FILES, Files, Ruling, by_digest, of_bundle, rulings
from webui.decisions.made import Made, made, sentence
from webui.decisions.quotes import Quote, quote

__all__ = [
    "NO_FILES",
    "Box",
    "Files",
    "Made",
    "Quote",
    "Ruling",
    "box",
    "by_digest",
    "made",
    "of_bundle",
    "quote",
    "rulings",
    "sentence",
]
