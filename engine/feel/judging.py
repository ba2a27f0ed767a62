"""What judging a value by a type costs: a list or a context is looked at all through."""

from __future__ import annotations

from typing import Any

from engine.feel.frames import Evaluation
from engine.feel.types import ANY, Type

_ITEMS_A_STEP = 4


def judged(run: Evaluation, value: Any, wanted: Type) -> Any:  # noqa: ANN401 - any value
    """Pay for judging a value by a type, and give the value."""
    if wanted.inside and value.__class__ in _INSIDE:
        _pay(run, value, wanted)
    return value


def _pay(run: Evaluation, value: Any, wanted: Type) -> None:  # noqa: ANN401 - any value
    if wanted.family == "list" and value.__class__ is list:
        run.spend(1 + len(value) // _ITEMS_A_STEP)
        item = dict(wanted.inside).get("item", ANY)
        if item.inside:
            for one in value:
                _pay(run, one, item)
    elif wanted.family == "context" and value.__class__ is dict:
        run.spend(1 + len(wanted.inside))
        for key, part in wanted.inside:
            if part.inside:
                _pay(run, value.get(key), part)


_INSIDE: frozenset[type[object]] = frozenset([list, dict])
