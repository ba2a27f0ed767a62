"""Tables of FEEL: each line an expression, `=>`, and its value, written in FEEL too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from engine import feel

#: 12:00 in Amsterdam, where it is winter.
AT = datetime(2026, 11, 21, 11, tzinfo=UTC)


def value(text: str, scope: dict[str, Any] | None = None) -> Any:
    known = frozenset(scope or ())
    return feel.evaluate(feel.parse(text, known=known), scope or {}, at=AT)


def rows(table: str) -> list[Any]:
    """Make parameters of (expression, expected) for a test."""
    made = []
    for line in table.strip().splitlines():
        text, arrow, expected = line.rpartition("=>")
        assert arrow, line
        made.append(pytest.param(text.strip(), expected.strip(), id=line.strip()))
    return made


def check(text: str, expected: str, scope: dict[str, Any] | None = None) -> None:
    """Compare values and their kinds; numbers by what they are worth."""
    found, wanted = value(text, scope), value(expected)
    assert found == wanted
    assert type(found) is type(wanted)


def warnings(text: str, scope: dict[str, Any] | None = None) -> list[str]:
    """Give the English warnings an expression causes; its value must be null."""
    heard: list[str] = []
    found = feel.evaluate(
        feel.parse(text), scope or {}, at=AT, warn=lambda words: heard.append(words.en)
    )
    assert found is None
    return heard
