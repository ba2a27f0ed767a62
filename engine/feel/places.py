"""Places in a text: where something stands, and the line with it marked, for a screen to show."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Some characters of a text: line and column from 1, and how many there are on that line."""

    line: int
    column: int
    length: int


class Underlined(NamedTuple):
    """One line of a text in three parts; `marked` is what is to be underlined."""

    before: str
    marked: str
    after: str


def span(text: str, start: int, end: int) -> Span:
    """Say where the characters from one offset up to another stand; a span ends with its line."""
    line = text.count("\n", 0, start) + 1
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    if stop >= 0:
        end = min(end, stop)
    return Span(line, start - begin + 1, max(end - start, 0))


def underlined(text: str, where: Span) -> Underlined:
    """Take the line a span is on apart; nothing is marked when the span is at its end."""
    lines = text.split("\n")
    line = lines[where.line - 1] if where.line <= len(lines) else ""
    start = where.column - 1
    end = start + where.length
    return Underlined(line[:start], line[start:end], line[end:])
