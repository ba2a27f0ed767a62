"""What a variable may hold, and the one way it is written down.

FEEL and Python meet here (DMN 1.5, clause 10.3.2): null is None, boolean is bool, number is
Decimal, string is str, date is `date`, time is `time`, date and time is `datetime`, days and time
duration is `timedelta`, years and months duration is `YearsMonths`, list is list, context is dict.

Written down, a value is canonical JSON: keys sorted, no white space, no floats. What JSON cannot
say is tagged: `{"$": ["date", "2026-11-21"]}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A duration of whole months; negative runs backwards."""

    months: int


Value = (
    bool
    | Decimal
    | str
    | date
    | time
    | datetime
    | timedelta
    | YearsMonths
    | list[Any]
    | dict[str, Any]
    | None
)
Variables = dict[str, Value]

_MICROSECONDS = timedelta(microseconds=1)


def plain(value: Any) -> Any:  # noqa: ANN401 - any value in, any JSON out
    """Turn a value into what `json` can write; integers are taken as exact numbers.

    Raises TypeError for anything that is not a value (floats included).
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, int):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        members = {str(key): plain(item) for key, item in value.items()}
        return {"$": ["map", members]} if "$" in members else members
    return {"$": _tagged(value)}


def restore(written: Any) -> Any:  # noqa: ANN401 - any JSON in, any value out
    """Turn what `plain` made back into the value it came from."""
    if isinstance(written, bool) or written is None or isinstance(written, str):
        return written
    if isinstance(written, int):
        return Decimal(written)
    if isinstance(written, list):
        return [restore(item) for item in written]
    if "$" in written:
        tag, text = written["$"]
        return _READERS[tag](text)
    return {key: restore(item) for key, item in written.items()}


def canonical(written: Any) -> str:  # noqa: ANN401 - whatever `plain` gives
    """Write JSON in its one canonical form (RFC 8785 for the kinds we use)."""
    return _encoder.encode(written)


_encoder = json.JSONEncoder(  # made once: making one takes as long as what it writes
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def dump(value: Any) -> str:  # noqa: ANN401 - any value
    """Write a value as canonical JSON."""
    return canonical(plain(value))


def load(text: str | bytes) -> Any:  # noqa: ANN401 - any value
    """Read a value that `dump` wrote."""
    return restore(json.loads(text))


def _plain_number(value: Decimal) -> Any:  # noqa: ANN401 - int or tagged
    if not value.is_finite():
        raise TypeError(f"{value} is not a number that can be kept")
    if value.as_tuple().exponent == 0 and not (value.is_zero() and value.is_signed()):
        return int(value)
    return {"$": ["number", str(value)]}


def _tagged(value: Any) -> list[Any]:  # noqa: ANN401 - any tagged kind
    if isinstance(value, datetime):
        return ["moment", _written(value)]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["time", _written(value)]
    if isinstance(value, timedelta):
        return ["duration", value // _MICROSECONDS]
    if isinstance(value, YearsMonths):
        return ["months", value.months]
    raise TypeError(f"a variable cannot hold {type(value).__name__}")


def _written(value: datetime | time) -> str:
    zone = getattr(value.tzinfo, "key", None)
    return f"{value.isoformat()}[{zone}]" if zone else value.isoformat()


def _zoned(read: Callable[[str], Any]) -> Callable[[str], Any]:
    def read_zoned(text: str) -> Any:  # noqa: ANN401 - a moment or a time
        stamp, bracket, zone = text.partition("[")
        found = read(stamp)
        return found.replace(tzinfo=ZoneInfo(zone[:-1])) if bracket else found

    return read_zoned


_READERS: dict[str, Any] = {
    "number": Decimal,
    "date": date.fromisoformat,
    "time": _zoned(time.fromisoformat),
    "moment": _zoned(datetime.fromisoformat),
    "duration": lambda count: count * _MICROSECONDS,
    "months": YearsMonths,
    "map": lambda members: {key: restore(item) for key, item in members.items()},
}
