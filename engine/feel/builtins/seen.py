"""Remembering values, to find those that come again."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from engine.feel.faults import NoNumber
from engine.feel.frames import Evaluation
from engine.feel.operators import SCALARS, same

#: What a simple value costs.
_PRICE = 3


class _NoKey(Exception):
    """The value holds something that is compared in a way of its own, such as a moment."""


class Seen:
    """The different values that were seen, most found at once, others one by one."""

    def __init__(self, run: Evaluation) -> None:
        self._run = run
        self._keys: set[Hashable] = set()
        self._others: list[Any] = []

    def add(self, value: Any) -> bool:  # noqa: ANN401 - any value
        """Remember a value; tell whether it is new."""
        try:
            key = self._key(value)
        except _NoKey:
            new = not self._among_others(value)
            if new:
                self._others.append(value)
            return new
        before = len(self._keys)
        self._keys.add(key)
        return len(self._keys) > before

    def __contains__(self, value: object) -> bool:
        try:
            return self._key(value) in self._keys
        except _NoKey:
            return self._among_others(value)

    def _key(self, value: Any) -> Hashable:  # noqa: ANN401 - any value
        """Give what two equal values have in common, and pay for it; raises _NoKey."""
        of = value.__class__
        self._run.spend(_PRICE)
        if of in SCALARS:
            if of is str:
                self._run.read(len(value))
            elif of is Decimal and value.is_snan():
                raise NoNumber
            return of, value
        if of is list:
            return of, tuple(map(self._key, value))
        if of is dict:
            return of, frozenset((name, self._key(inside)) for name, inside in value.items())
        raise _NoKey

    def _among_others(self, value: Any) -> bool:  # noqa: ANN401 - any value
        self._run.spend(len(self._others))
        return any(same(self._run, value, other) for other in self._others)
