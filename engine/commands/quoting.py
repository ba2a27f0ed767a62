"""How the command line shows the place in an expression where something is wrong."""

from __future__ import annotations

from engine import feel
from engine.model import Excerpt

MARK = "^"
_INDENT = "    "


def quoted(excerpt: Excerpt | None) -> list[str]:
    """Give the line that is wrong, and under it a line that marks the place; nothing for None."""
    if excerpt is None:
        return []
    where = feel.Span(excerpt.line, excerpt.column, excerpt.length)
    parts = feel.underlined(excerpt.text.expandtabs(1), where)
    marks = " " * len(parts.before) + MARK * max(len(parts.marked), 1)
    return [f"{_INDENT}{''.join(parts).rstrip()}", f"{_INDENT}{marks}"]
