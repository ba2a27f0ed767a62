"""Every text in what was given without a form, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.forms.entries import seen
from engine.values import Value, Variables


def texts(given: Variables) -> Iterator[tuple[str, str]]:
    """Yield every text, however deep, with the way to it as it can be shown; so is every name."""
    waiting: list[tuple[str, Value]] = [("", given)]
    while waiting:
        way, value = waiting.pop()
        if isinstance(value, str):
            yield seen(way), value
        elif isinstance(value, list):
            waiting += [(f"{way}[{at}]", item) for at, item in enumerate(value, 1)]
        elif isinstance(value, dict):
            waiting += [(f"{way}.{name}" if way else name, item) for name, item in value.items()]
            yield from ((seen(f"{way}.{name}" if way else name), name) for name in value)
