"""What leaves an evaluation: values FEEL knows, not too many, not too deep."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.faults import NotAValue, TooDeep, TooLarge
from engine.feel.kinds import KINDS
from engine.model import Words

_VALUES = Words("waarden in elkaar", "values inside each other")
_NESTED = frozenset([list, dict])


def checked(value: Any) -> Any:  # noqa: ANN401 - any value
    """Give the value back; raise a FeelFault for what is no value, or is too much."""
    of = value.__class__
    if of is bool or of is str:
        return value
    if of in _NESTED:
        _check_inside(value)
    elif of not in KINDS or (of is Decimal and not value.is_finite()):
        raise NotAValue(value)
    return value


def _check_inside(value: Any) -> None:  # noqa: ANN401 - a list or a context
    """Count what is inside, level by level, every time it can be reached."""
    level = [value]
    total = 0
    for _ in range(limits.NESTING):
        deeper: list[Any] = []
        for one in level:
            inside = one if one.__class__ is list else one.values()
            total += len(one)
            if total > limits.SIZE:
                raise TooLarge(_VALUES, limits.SIZE)
            deeper.extend(item for item in inside if _goes_on(item))
        if not deeper:
            return
        level = deeper
    raise TooDeep


def _goes_on(item: Any) -> bool:  # noqa: ANN401 - any value
    if item.__class__ in _NESTED:
        return True
    checked(item)
    return False
