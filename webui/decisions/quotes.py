"""An expression with the place marked where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from engine import feel
from engine.model import Excerpt


@dataclass(frozen=True, slots=True)
class Quote:
    """A text in three parts; `marked` is empty where the text ends too early.

    `line` is the number of the line that is wrong; 0 when the text has but one.
    """

    before: str
    marked: str
    after: str
    line: int


def quote(excerpt: Excerpt | None) -> Quote | None:
    """Take a text apart around what is wrong in it, with all its lines."""
    if excerpt is None:
        return None
    parts = feel.underlined(excerpt.text, feel.Span(excerpt.line, excerpt.column, excerpt.length))
    lines = excerpt.text.split("\n")
    above, below = lines[: excerpt.line - 1], lines[excerpt.line :]
    return Quote(
        before="\n".join([*above, parts.before]),
        marked=parts.marked,
        after="\n".join([parts.after, *below]),
        line=excerpt.line if len(lines) > 1 else 0,
    )
