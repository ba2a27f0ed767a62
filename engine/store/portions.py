"""Many rows in portions: so many as one statement names, and one transaction holds on to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

MOST = 500

_Named = TypeVar("_Named", int, str)


def portions(names: Sequence[_Named]) -> Iterator[Sequence[_Named]]:
    """Give the ids or numbers of many rows in portions, in the same order."""
    return (names[at : at + MOST] for at in range(0, len(names), MOST))
