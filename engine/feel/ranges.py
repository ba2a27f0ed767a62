"""Ranges: everything between two endpoints, each of which may belong to it or not."""

from __future__ import annotations

from dataclasses import dataclass

from engine.values import Value


@dataclass(frozen=True, slots=True)
class Range:
    """A FEEL range; an endpoint that is None is open-ended. It exists inside FEEL only.

    `outside` turns it round: `!= 10` is everything outside the range from 10 to 10.
    """

    start: Value
    end: Value
    start_included: bool
    end_included: bool
    outside: bool = False

    def __hash__(self) -> int:
        return hash((self.start_included, self.end_included, self.outside))
