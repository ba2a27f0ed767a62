"""Writing values as FEEL text: what `string(...)` gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import numbers, temporal
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
    made: list[str] = []
    length = 0
    for part in _parts(value):
        run.spend(1)
        length += len(part)
        run.string_of(length)
        made.append(part)
    return "".join(made)


def _parts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value
    of = value.__class__
    if of is list:
        yield from _bracketed("[", value, "]", _parts)
    elif of is dict:
        yield from _bracketed("{", value.items(), "}", _entry)
    elif of is Range:
        yield from _range(value)
    elif of is str:
        yield _quoted(value)
    else:
        writer = _WRITERS.get(of)
        yield kind(value) if writer is None else writer(value)


def _bracketed(
    opening: str,
    items: Iterable[Any],
    closing: str,
    write: Callable[[Any], Iterator[str]],
) -> Iterator[str]:
    yield opening
    for place, item in enumerate(items):
        if place:
            yield ", "
        yield from write(item)
    yield closing


def _entry(entry: tuple[str, Any]) -> Iterator[str]:
    key, value = entry
    yield key if _plain(key) else _quoted(key)
    yield ": "
    yield from _parts(value)


def _plain(key: str) -> bool:
    return all(word.isidentifier() for word in key.split(" "))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_AT = (date, time, timedelta, YearsMonths, FarDate, FarMoment)


def _endpoint(value: Any) -> Iterator[str]:  # noqa: ANN401 - any value
    for part in _parts(value):
        yield f'@"{part}"' if isinstance(value, _AT) else part


def _range(value: Range) -> Iterator[str]:
    if value.operator:
        yield value.operator
        yield from _endpoint(value.end if value.start is None else value.start)
        return
    yield "[" if value.start_included else "("
    yield from _endpoint(value.start)
    yield ".."
    yield from _endpoint(value.end)
    yield "]" if value.end_included else ")"
