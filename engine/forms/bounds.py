"""Reading the limits and the format of one question."""

from __future__ import annotations

from decimal import Decimal

from engine.forms.definition import Kind, Limits, Widget
from engine.forms.formats import FORMATS
from engine.forms.spot import Spot

_MOST_ITEMS = {Kind.TABLE: 100, Kind.FILES: 20, Kind.LINES: 100, Kind.SEVERAL: 500}
_MOST_CHARACTERS = 20_000
_MOST_IN_A_LINE = 500
_MOST_DECIMALS = 10
_MONEY_DECIMALS = 2
_DATES = ("date", "time")


def limits_of(spot: Spot, kind: Kind, widget: Widget) -> Limits:
    """Read what an answer must keep to; a form that names no limit gets a generous one."""
    return Limits(
        min_length=_length(spot, kind, "minLength"),
        max_length=_longest(spot, kind, widget),
        minimum=_bound(spot, "minimum"),
        maximum=_bound(spot, "maximum"),
        min_items=spot.some_count("minItems"),
        max_items=_most_items(spot, kind),
        decimals=_decimals(spot, kind, widget),
        must_be_true=_must_be_true(spot),
    )


def format_of(spot: Spot, kind: Kind) -> str | None:
    """Read the shape a text must have; dates and times are kinds of their own."""
    named = spot.written.get("format")
    if named is None or kind in (Kind.DATE, Kind.TIME):
        return None
    if named not in FORMATS:
        options = ", ".join((*_DATES, *FORMATS))
        spot.refuse(
            f"de vorm (format) '{named}' kan niet. Het kan wel: {options}.",
            f"the format '{named}' is not possible. Possible are: {options}.",
        )
        return None
    return str(named)


def _length(spot: Spot, kind: Kind, keyword: str) -> int | None:
    if kind is Kind.LINES:
        items = spot.written.get("items")
        if isinstance(items, dict) and keyword in items:
            problems = spot.around.problems
            return problems.count(f"{spot.place}/items/{keyword}", items[keyword])
        return None
    return spot.some_count(keyword)


def _longest(spot: Spot, kind: Kind, widget: Widget) -> int | None:
    if kind not in (Kind.TEXT, Kind.LINES):
        return None
    line = kind is Kind.LINES or widget is Widget.TEXT
    named = _length(spot, kind, "maxLength")
    return named if named is not None else (_MOST_IN_A_LINE if line else _MOST_CHARACTERS)


def _bound(spot: Spot, keyword: str) -> Decimal | None:
    if keyword not in spot.written:
        return None
    return spot.around.problems.number(f"{spot.place}/{keyword}", spot.written[keyword])


def _most_items(spot: Spot, kind: Kind) -> int | None:
    if kind not in _MOST_ITEMS:
        return None
    named = spot.some_count("maxItems", _MOST_ITEMS[kind])
    return _MOST_ITEMS[kind] if named is None else named


def _decimals(spot: Spot, kind: Kind, widget: Widget) -> int | None:
    named = spot.some_count("decimals", _MOST_DECIMALS)
    if kind is Kind.INTEGER:
        return 0
    if kind is not Kind.NUMBER or named is not None:
        return named
    return _MONEY_DECIMALS if widget is Widget.MONEY else None


def _must_be_true(spot: Spot) -> bool:
    if "const" not in spot.written:
        return False
    if spot.written["const"] is not True:
        spot.refuse("const kan hier alleen true zijn.", "const can only be true here.")
    return True
