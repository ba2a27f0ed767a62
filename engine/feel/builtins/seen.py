"""Remembering values, to find those that come again."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from engine.feel.faults import NoNumber
from engine.feel.frames import Evaluation
from engine.feel.operators import SCALARS, same


class Seen:
    """The different values that were seen, simple ones found at once, others one by one."""

    def __init__(self, run: Evaluation) -> None:
        self._run = run
        self._simple: set[Hashable] = set()
        self._others: list[Any] = []

    def add(self, value: Any) -> bool:  # noqa: ANN401 - any value
        """Remember a value; tell whether it is new."""
        if value in self:
            return False
        if value.__class__ in SCALARS:
            self._simple.add((value.__class__, value))
        else:
            self._others.append(value)
        return True

    def __contains__(self, value: object) -> bool:
        self._run.spend(2)
        if value.__class__ in SCALARS:
            if isinstance(value, str):
                self._run.read(len(value))
            try:
                return (value.__class__, value) in self._simple
            except TypeError:  # a number from outside that is none
                raise NoNumber from None
        self._run.spend(len(self._others) // 2)
        return any(same(self._run, value, other) for other in self._others)
