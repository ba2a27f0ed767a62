"""Functions that make one kind of value out of another (DMN 1.5, table 73)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.frames import Evaluation
from engine.feel.numbers import read_number
from engine.feel.writing import in_short, written

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@builtin("string(from: any)")
def string(run: Evaluation, value: Any) -> str | None:  # noqa: ANN401 - any value
    """Write a value as text; null stays null."""
    return None if value is None else run.string(written(run, value))


@builtin("number(from: string, grouping separator: any?, decimal separator: any?)")
def number(
    run: Evaluation,
    text: str,
    grouping: Any = None,  # noqa: ANN401 - a string or null
    point: Any = None,  # noqa: ANN401 - a string or null
) -> Decimal | None:
    """Read a number; `grouping` stands between thousands, `point` before the decimals."""
    if not _separators(grouping, point):
        return run.null("dit zijn geen scheidingstekens", "these are no separators")
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(point, ".") if point else plain
    value = read_number(plain) if _NUMBER.fullmatch(plain) else None
    if value is not None:
        return value
    return run.null(f"'{in_short(text)}' is geen getal", f"'{in_short(text)}' is no number")


def _separators(grouping: object, point: object) -> bool:
    """Tell whether these can separate: each may be absent, but they may not be the same."""
    if any(one is not None and one.__class__ is not str for one in (grouping, point)):
        return False
    if grouping not in {None, " ", ",", "."} or point not in {None, ",", "."}:
        return False
    return grouping is None or grouping != (point or ".")
