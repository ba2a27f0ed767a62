"""Ranges: everything between two endpoints, each of which may belong to it or not."""

from __future__ import annotations

from dataclasses import dataclass

from engine.values import Value


@dataclass(frozen=True, slots=True)
class Range:
    """A FEEL range; an endpoint that is None is open-ended. It exists inside FEEL only.

    `operator` is how a range of one endpoint is written (`< 10`); `!= 10` is all but 10.
    """

    start: Value
    end: Value
    start_included: bool
    end_included: bool
    operator: str = ""

    @property
    def outside(self) -> bool:
        """Tell whether the range is everything but its endpoint."""
        return self.operator == "!="
