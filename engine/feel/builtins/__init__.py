"""The functions of the standard (DMN 1.5, clause 10.3.4), one module for each kind of value."""

from __future__ import annotations

from engine.feel.builtins import (
    contexts,
    conversions,
    lists,
    numbers,
    patterns,
    ranges,
    relations,
    statistics,
    strings,
    times,
)
from engine.feel.builtins.registry import BUILTINS

__all__ = [
    "BUILTINS",
    "contexts",
    "conversions",
    "lists",
    "numbers",
    "patterns",
    "ranges",
    "relations",
    "statistics",
    "strings",
    "times",
]
