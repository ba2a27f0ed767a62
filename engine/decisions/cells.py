"""Texts of unary tests, cut where their commas stand: `"a", "b"` are two tests."""

from __future__ import annotations

_OPENING, _CLOSING = "([{", ")]}"


def parts(text: str) -> tuple[str, ...]:
    """Cut unary tests at the commas that stand in no string and no brackets."""
    found: list[str] = []
    start = depth = 0
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == '"':
            place = _end_of_string(text, place)
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        elif sign == "," and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
        place += 1
    found.append(text[start:].strip())
    return tuple(part for part in found if part)


def _end_of_string(text: str, start: int) -> int:
    place = start + 1
    while place < len(text) and text[place] != '"':
        place += 2 if text[place] == "\\" else 1
    return place
