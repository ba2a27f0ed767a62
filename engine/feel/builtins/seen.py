"""Remembering values, to find those that come again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import Any

from engine.feel.faults import NoNumber
from engine.feel.frames import Evaluation
from engine.feel.operators import SCALARS, same

#: What a value costs, and what a number costs besides: finding it takes a division.
_PRICE = 5
_NUMBER = 2


class _NoKey(Exception):
    """The value holds something that is compared in a way of its own, such as a moment."""


class Seen:
    """How often each value was seen, most found at once, others one by one."""

    def __init__(self, run: Evaluation, values: Iterable[Any]) -> None:
        self._run = run
        self._keys: dict[Hashable, int] = {}
        self._others: list[int] = []
        self._values: list[Any] = []
        self._times: list[int] = []
        for value in values:
            self._see(value)

    def different(self) -> list[Any]:
        """Give the different values, in the order of their first places."""
        return self._values

    def repeated(self) -> list[Any]:
        """Give the values that were seen more than once, in the order of their first places."""
        return [value for value, many in zip(self._values, self._times, strict=True) if many > 1]

    def _see(self, value: Any) -> None:  # noqa: ANN401 - any value
        new = len(self._values)
        try:
            place = self._keys.setdefault(self._key(value), new)
        except _NoKey:
            place = self._among_others(value, new)
        if place == new:
            self._values.append(value)
            self._times.append(0)
        self._times[place] += 1

    def _key(self, value: Any) -> Hashable:  # noqa: ANN401 - any value
        """Give what two equal values have in common, and pay for it; raises _NoKey."""
        of = value.__class__
        self._run.spend(_PRICE)
        if of in SCALARS:
            if of is str:
                self._run.read(len(value))
            elif of is Decimal:
                self._run.spend(_NUMBER)
                if value.is_snan():
                    raise NoNumber
            return of, value
        if of is list:
            return of, tuple(map(self._key, value))
        if of is dict:
            return of, frozenset((name, self._key(inside)) for name, inside in value.items())
        raise _NoKey

    def _among_others(self, value: Any, new: int) -> int:  # noqa: ANN401 - any value
        self._run.spend(2 * len(self._others))
        for place in self._others:
            if same(self._run, value, self._values[place]):
                return place
        self._others.append(new)
        return new
