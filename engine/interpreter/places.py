"""How often each element of an instance was visited, in a form that does not grow with the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Visits:
    """Elements visited once are one bit each, in the order of the file; the others have a count."""

    __slots__ = ("_again", "_order", "_seen")

    def __init__(self, order: Mapping[str, int], seen: str, again: dict[str, int]) -> None:
        self._order = order
        self._seen = int(seen, 16)
        self._again = again

    def next(self, element_id: str) -> int:
        """Count one more visit of this element and give its number, from 1."""
        again = self._again
        if element_id in again:
            again[element_id] += 1
            return again[element_id]
        bit = 1 << self._order[element_id]
        if self._seen & bit:
            again[element_id] = 2
            return 2
        self._seen |= bit
        return 1

    def count(self, element_id: str) -> int:
        """Tell how often an element was visited."""
        return self._again.get(element_id) or self._seen >> self._order[element_id] & 1

    def written(self) -> dict[str, Any]:
        """Give what a snapshot holds of it."""
        kept: dict[str, Any] = {"seen": f"{self._seen:x}"}
        if self._again:
            kept["again"] = self._again
        return kept
