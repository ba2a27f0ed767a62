"""What leaves an evaluation: values FEEL knows, not too many, not too deep."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.faults import NotAValue, TooDeep, TooLarge
from engine.feel.kinds import KINDS
from engine.model import Words

_VALUES = Words("waarden in elkaar", "values inside each other")
_NESTED: frozenset[type[object]] = frozenset([list, dict])


def checked(value: Any) -> Any:  # noqa: ANN401 - any value
    """Give the value back; raise a FeelFault for what is no value, or is too much."""
    if value.__class__ in _NESTED:
        _check_inside(value)
    else:
        _check_one(value)
    return value


def _check_one(value: Any) -> None:  # noqa: ANN401 - any value
    of = value.__class__
    if of not in KINDS or (of is Decimal and not value.is_finite()):
        raise NotAValue(value)


def _check_inside(value: Any) -> None:  # noqa: ANN401 - a list or a context
    """Count what is inside, level by level, every time it can be reached."""
    level = [value]
    total = 0
    for _ in range(limits.NESTING):
        deeper: list[Any] = []
        for one in level:
            total += len(one)
            if total > limits.SIZE:
                raise TooLarge(_VALUES, limits.SIZE)
            deeper.extend(_nested_in(one))
        if not deeper:
            return
        level = deeper
    raise TooDeep


def _nested_in(one: Any) -> Iterator[Any]:  # noqa: ANN401 - a list or a context
    for item in one if one.__class__ is list else one.values():
        if item.__class__ in _NESTED:
            yield item
        else:
            _check_one(item)
