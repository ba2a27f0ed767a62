"""Writing values as FEEL text: what `string(...)` gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import limits, numbers, temporal
from engine.feel.far import FarDate, FarMoment, FineMoment, FineTime
from engine.feel.frames import Evaluation
from engine.feel.kinds import kind
from engine.feel.ranges import Range
from engine.values import YearsMonths

_WRITERS: dict[type[object], Callable[[Any], str]] = {
    type(None): lambda _: "null",
    bool: lambda value: "true" if value else "false",
    Decimal: numbers.written,
    date: temporal.written_date,
    FarDate: temporal.written_date,
    time: temporal.written_time,
    FineTime: temporal.written_time,
    datetime: temporal.written_moment,
    FineMoment: temporal.written_moment,
    FarMoment: temporal.written_moment,
    timedelta: temporal.written_length,
    YearsMonths: temporal.written_months,
}


def written(run: Evaluation, value: Any) -> str:  # noqa: ANN401 - any value
    """Write a value: a string as it is, anything else the way FEEL would read it."""
    if value.__class__ is str:
        return value
    writer = _Writer(run)
    writer.value(value)
    return "".join(writer.made)


_MOST_SHOWN = 60
#: Values whose text may be as large as they are.
_NESTED = frozenset([list, dict, Range])


def in_short(value: Any) -> str:  # noqa: ANN401 - any value
    """Write a value for a sentence as FEEL would, without its parts and not too much of it."""
    if value.__class__ is str:
        text = value
    elif value.__class__ in _NESTED:
        text = "…"
    else:
        writer = _WRITERS.get(value.__class__)
        text = kind(value) if writer is None else writer(value)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"


class _Writer:
    """One text being written; each part is paid for, and the text is never too long."""

    def __init__(self, run: Evaluation) -> None:
        self._run = run
        self._length = 0
        self.made: list[str] = []

    def add(self, part: str) -> None:
        """Write on."""
        self._run.spend(1)
        self._length += len(part)
        self._run.string_of(self._length)
        self.made.append(part)

    def value(self, value: Any) -> None:  # noqa: ANN401 - any value
        """Write a value inside another, or alone."""
        of = value.__class__
        if of is list:
            self._list(value)
        elif of is dict:
            self._context(value)
        elif of is Range:
            self._range(value)
        elif of is str:
            self._quoted(value)
        else:
            writer = _WRITERS.get(of)
            if of in _CALENDAR:
                self._run.spend(limits.MOMENT)
            self.add(kind(value) if writer is None else writer(value))

    def _list(self, items: list[Any]) -> None:
        between = "["
        for item in items:
            self.add(between)
            self.value(item)
            between = ", "
        self.add("]" if items else "[]")

    def _context(self, context: dict[str, Any]) -> None:
        between = "{"
        for key, value in context.items():
            self.add(between)
            self._key(key)
            self.add(": ")
            self.value(value)
            between = ", "
        self.add("}" if context else "{}")

    def _key(self, key: str) -> None:
        self._run.string_of(len(key))
        if all(word.isidentifier() for word in key.split(" ")):
            self.add(key)
        else:
            self._quoted(key)

    def _quoted(self, text: str) -> None:
        self._run.string_of(len(text))
        self._run.read(len(text))
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        self.add(f'"{escaped}"')

    def _range(self, value: Range) -> None:
        if value.operator:
            self.add(value.operator)
            self._endpoint(value.end if value.start is None else value.start)
            return
        self.add("[" if value.start_included else "(")
        self._endpoint(value.start)
        self.add("..")
        self._endpoint(value.end)
        self.add("]" if value.end_included else ")")

    def _endpoint(self, value: Any) -> None:  # noqa: ANN401 - any value
        if isinstance(value, _AT):
            self.add(f'@"{_WRITERS[value.__class__](value)}"')
        else:
            self.value(value)


#: What takes longer to write than a number.
_CALENDAR = frozenset([time, FineTime, datetime, FineMoment, FarMoment, timedelta, YearsMonths])
_AT = (date, time, timedelta, YearsMonths, FarDate, FarMoment)
