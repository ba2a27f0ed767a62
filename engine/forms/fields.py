"""Reading the questions of a form definition; what is outside the subset is refused by name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from engine.forms import schema
from engine.forms.bounds import format_of, limits_of
from engine.forms.definition import Choice, Choices, Field, Kind, Widget
from engine.forms.spot import Around, Spot, Written

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_KEYWORDS = {
    "string": {"minLength", "maxLength", "format", "oneOf"},
    "number": {"minimum", "maximum", "oneOf"},
    "integer": {"minimum", "maximum", "oneOf"},
    "boolean": {"const"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
}
_ITEM_KEYWORDS = {
    "string": {"type", "oneOf", "minLength", "maxLength"},
    "object": {"type", "properties", "required", "additionalProperties"},
}
_HINTS = {
    *("order", "section", "widget", "label", "help", "missing", "width", "unit"),
    *("show-if", "required-if", "value", "default", "decimals", "list"),
}
_SIMPLE = {
    "string": Kind.TEXT,
    "number": Kind.NUMBER,
    "integer": Kind.INTEGER,
    "boolean": Kind.YES_NO,
}
_DATES = {"date": Kind.DATE, "time": Kind.TIME}
#: The widgets of each kind; the first is taken when the form names none.
_WIDGETS = {
    Kind.TEXT: (Widget.TEXT, Widget.TEXTAREA, Widget.RADIO, Widget.SELECT, Widget.READONLY),
    Kind.NUMBER: (Widget.TEXT, Widget.MONEY, Widget.RADIO, Widget.SELECT, Widget.READONLY),
    Kind.INTEGER: (Widget.TEXT, Widget.MONEY, Widget.RADIO, Widget.SELECT, Widget.READONLY),
    Kind.YES_NO: (Widget.RADIO, Widget.CHECKBOX, Widget.READONLY),
    Kind.DATE: (Widget.DATE, Widget.READONLY),
    Kind.TIME: (Widget.TIME, Widget.READONLY),
    Kind.SEVERAL: (Widget.CHECKBOXES,),
    Kind.LINES: (Widget.TEXTAREA,),
    Kind.FILES: (Widget.FILE,),
    Kind.TABLE: (Widget.TABLE,),
}
_FEW_CHOICES = 6
_LONG_TEXT = 250
_MOST_FIELDS = 200
_WIDEST = 3


def fields(
    level: Written, place: str, around: Around, *, in_table: bool = False
) -> tuple[Field, ...]:
    """Read the questions of a form, or of the rows of a table, in the order of their hints."""
    problems = around.problems
    properties = problems.members(f"{place}properties", level.get("properties"))
    required = problems.listed(f"{place}required", level.get("required", []))
    problems.unknown(f"{place}required", required, properties)
    if not 0 < len(properties) <= _MOST_FIELDS:
        problems.add(
            f"{place}properties",
            f"hier horen 1 tot en met {_MOST_FIELDS} vragen.",
            f"this must be 1 up to and including {_MOST_FIELDS} questions.",
        )
    spots = [_spot(name, given, place, around) for name, given in properties.items()]
    found = [
        (_order(spot, len(spots)), _field(spot, required=spot.name in required, in_table=in_table))
        for spot in spots
    ]
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _spot(name: str, given: object, place: str, around: Around) -> Spot:
    at = f"{place}{name}"
    if NAME.fullmatch(name) is None:
        around.problems.add(
            at,
            "een naam bestaat uit kleine letters, cijfers en _, en begint met een letter.",
            "a name has small letters, digits and _, and begins with a letter.",
        )
    written = around.problems.members(at, given)
    hints = around.problems.members(f"{at}/ui", written.get("ui", {}))
    around.problems.unknown(f"{at}/ui", hints, _HINTS)
    return Spot(name, written, hints, at, around)


def _order(spot: Spot, last: int) -> int:
    order = spot.some_count("order")
    return last if order is None else order


def _field(spot: Spot, *, required: bool, in_table: bool) -> Field:
    kind = _kind(spot, in_table=in_table)
    choices = _choices(spot, kind)
    widget = _widget(spot, kind, choices)
    label = spot.around.problems.words(f"{spot.place}/ui/label", spot.hints.get("label"))
    found = Field(
        name=spot.name,
        kind=kind,
        widget=widget,
        label=label,
        help=spot.some_words("help"),
        required=required,
        choices=choices,
        list=spot.some_text("list"),
        section=spot.some_text("section") or "",
        columns=_columns(spot) if kind is Kind.TABLE else (),
        show_if=spot.some_feel("show-if"),
        required_if=spot.some_feel("required-if"),
        value=spot.some_feel("value"),
        default=spot.some_feel("default"),
        limits=limits_of(spot, kind, widget),
        format=format_of(spot, kind),
        unit=spot.some_text("unit"),
        width=spot.some_count("width", _WIDEST),
        missing=spot.some_words("missing"),
    )
    return replace(found, check=schema.checker(found))


def _kind(spot: Spot, *, in_table: bool) -> Kind:
    named = spot.written.get("type")
    if not isinstance(named, str) or named not in _KEYWORDS:
        spot.refuse(
            f"het soort (type) '{named}' kan niet. Het kan wel: {', '.join(_KEYWORDS)}.",
            f"the type '{named}' is not possible. Possible are: {', '.join(_KEYWORDS)}.",
        )
        return Kind.TEXT
    allowed = _KEYWORDS[named] | {"type", "ui", "$comment"}
    spot.around.problems.unknown(spot.place, spot.written, allowed)
    if named == "array":
        return _list_kind(spot, in_table=in_table)
    return _DATES.get(str(spot.written.get("format")), _SIMPLE[named])


def _list_kind(spot: Spot, *, in_table: bool) -> Kind:
    items = spot.around.problems.members(f"{spot.place}/items", spot.written.get("items"))
    named = items.get("type")
    if named not in _ITEM_KEYWORDS or (in_table and named == "object"):
        spot.refuse(
            "een lijst bestaat uit teksten (string), of uit regels (object) buiten een tabel.",
            "a list has texts (string), or lines (object) outside a table.",
        )
        return Kind.LINES
    spot.around.problems.unknown(f"{spot.place}/items", items, _ITEM_KEYWORDS[named])
    if named == "object":
        return Kind.TABLE
    if spot.hints.get("widget") == Widget.FILE:
        return Kind.FILES
    return Kind.SEVERAL if "oneOf" in items or "list" in spot.hints else Kind.LINES


def _columns(spot: Spot) -> tuple[Field, ...]:
    return fields(spot.written["items"], f"{spot.place}/", spot.around, in_table=True)


def _choices(spot: Spot, kind: Kind) -> Choices:
    named = spot.hints.get("list")
    if isinstance(named, str):
        if named not in spot.around.lists and ":" not in named:
            spot.refuse(f"er is geen lijst '{named}'.", f"there is no list '{named}'.")
        return tuple(spot.around.lists.get(named, ()))
    items: Any = spot.written.get("items") if kind is Kind.SEVERAL else spot.written
    if not isinstance(items, dict) or "oneOf" not in items:
        return ()
    return choices(f"{spot.place}/oneOf", items["oneOf"], kind, spot.around)


def choices(place: str, given: object, kind: Kind, around: Around) -> Choices:
    """Read what can be chosen: `{"const": ..., "title": ..., "title-en": ...}` each."""
    problems = around.problems
    found = []
    for number, each in enumerate(problems.listed(place, given)):
        at = f"{place}/{number}"
        written = problems.members(at, each)
        problems.unknown(at, written, ("const", "title", "title-en", "$comment"))
        label = problems.words(
            at, {"nl": written.get("title"), "en": written.get("title-en", written.get("title"))}
        )
        value = written.get("const")
        if kind in (Kind.NUMBER, Kind.INTEGER):
            value = problems.number(f"{at}/const", value)
        else:
            value = problems.text(f"{at}/const", value)
        if value is not None:
            found.append(Choice(value, label))
    if not found or len({each.value for each in found}) < len(found):
        problems.add(
            place,
            "hier horen keuzes die verschillen, minstens één.",
            "this must be choices that differ, at least one.",
        )
    return tuple(found)


def _widget(spot: Spot, kind: Kind, found: Choices) -> Widget:
    possible = _WIDGETS[kind]
    given = spot.hints.get("widget")
    if given is not None:
        if given not in possible:
            options = ", ".join(possible)
            spot.refuse(
                f"het veld (widget) '{given}' kan hier niet. Het kan wel: {options}.",
                f"the widget '{given}' is not possible here. Possible are: {options}.",
            )
            return possible[0]
        return Widget(given)
    if "value" in spot.hints:
        return Widget.READONLY
    if (found or "list" in spot.hints) and kind is not Kind.SEVERAL:
        return Widget.RADIO if 0 < len(found) <= _FEW_CHOICES else Widget.SELECT
    longest = spot.written.get("maxLength", 0)
    long = kind is Kind.TEXT and isinstance(longest, int) and longest > _LONG_TEXT
    return Widget.TEXTAREA if long else possible[0]
