"""How much a step writes into history, counted in values, so that it can be stopped in time.

A number, a text, a moment, a list and a context each count as one value, and so does what is inside
them; what is long counts once more for every so many characters, and a field that holds nothing not
at all. The weight of a value follows from the value alone: whoever takes the step again is stopped
at the same place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, get_args

from engine.events import Effect
from engine.interpreter.errors import TooMuchWritten
from engine.limits import Limits

CHARACTERS_A_VALUE = 20  #: never changed: it decides where steps in history were stopped

#: the fields that hold values, of the kinds of effects that have any
_VALUES: dict[type, tuple[str, ...]] = {
    kind: names
    for kind in get_args(Effect)
    if (names := tuple(field.name for field in fields(kind) if field.metadata))
}


def weigh(effects: Iterable[Effect]) -> int:
    """Count the values that these effects write into history."""
    total = 0
    for effect in effects:
        for name in _VALUES.get(type(effect), ()):
            value = getattr(effect, name)
            if value is not None:
                total += _weight(value)
    return total


def must_be_light(values: Iterable[Any], limits: Limits, before: int = 0) -> None:
    """Refuse all, before any is written, when it is more than a step may write.

    `before` is what the step wrote already, when that counts too. Raises TooMuchWritten.
    """
    total = before
    for value in values:
        total += 0 if value is None else _weight(value)
        if total > limits.written:
            raise TooMuchWritten(limits.written)


def _weight(value: Any) -> int:  # noqa: ANN401 - any value
    """Weigh what stands somewhere; nothing weighs nothing only where it stands by itself."""
    if isinstance(value, str):
        return 1 + len(value) // CHARACTERS_A_VALUE
    if isinstance(value, list):
        return 1 + sum(map(_weight, value))
    if isinstance(value, dict):
        names = sum(len(name) // CHARACTERS_A_VALUE for name in value)
        return 1 + names + sum(map(_weight, value.values()))
    return 1
