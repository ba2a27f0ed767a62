"""From an answer to what a page says, and to what a widget holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.forms import wording
from engine.forms.definition import Field, Form, Kind, Widget
from engine.values import Value

_YES, _NO = {"nl": "ja", "en": "yes"}, {"nl": "nee", "en": "no"}
_COUNTED = {
    Kind.TABLE: {"nl": ("regel", "regels"), "en": ("line", "lines")},
    Kind.FILES: {"nl": ("bestand", "bestanden"), "en": ("file", "files")},
}


def _moment(value: datetime, language: str) -> str:
    return f"{wording.long_date(value, language)} {wording.clock(value.time(), language)}"


#: How each kind of value is said; the more special kind comes first.
_SAID: tuple[tuple[type, Callable[[Any, str], str]], ...] = (
    (bool, lambda value, language: (_YES if value else _NO)[language]),
    (Decimal, wording.number),
    (datetime, _moment),
    (date, wording.long_date),
    (time, wording.clock),
)


def show(form: Form, path: str, value: Value, language: str) -> str:
    """Say an answer as a page does: "€ 1.250,50", "maandag 13 april 2026", a choice's label."""
    return show_field(form.field(path), value, language)


def show_field(field: Field, value: Value, language: str) -> str:
    """Say the answer to a question; a table and files are counted, an empty answer is ""."""
    if value is None:
        return ""
    if field.kind in _COUNTED and isinstance(value, list):
        one, many = _COUNTED[field.kind][language]
        return f"{len(value)} {one if len(value) == 1 else many}"
    if isinstance(value, list):
        return ", ".join(_label(field, each, language) for each in value)
    money = field.widget is Widget.MONEY or field.unit == "€"
    if money and isinstance(value, Decimal):
        return wording.money(value, language)
    if isinstance(value, Decimal) and not field.choices:
        shown = wording.number(value, language, field.limits.decimals)
        return f"{shown} {field.unit}" if field.unit else shown
    return _label(field, value, language)


def show_value(value: Value, language: str) -> str:
    """Say a value that no field asked for: a variable of the instance."""
    if isinstance(value, list):
        return ", ".join(show_value(each, language) for each in value)
    for kind, say in _SAID:
        if isinstance(value, kind):
            return say(value, language)
    return "" if value is None else str(value)


def refill(form: Form, answers: Mapping[str, Value]) -> dict[str, list[str]]:
    """Give what the widgets hold for these answers; reading that gives the same answers."""
    raw: dict[str, list[str]] = {}
    for field in form.fields:
        value = answers.get(field.name)
        if field.kind is Kind.TABLE and isinstance(value, list):
            for place, row in enumerate(value):
                for column in field.columns:
                    put(raw, f"{field.name}.{place}.{column.name}", column, row.get(column.name))
        else:
            put(raw, field.name, field, value)
    return raw


def put(raw: dict[str, list[str]], name: str, field: Field, value: Value) -> None:
    """Add what one widget holds, unless that is nothing."""
    held = _held(field, value)
    if held and field.widget is not Widget.READONLY:
        raw[name] = held


def _held(field: Field, value: Any) -> list[str]:  # noqa: ANN401 - any answer
    if value is None:
        return []
    if isinstance(value, list):
        return ["\n".join(value)] if field.kind is Kind.LINES else [str(each) for each in value]
    if isinstance(value, bool):
        return ["ja"] if value else _held_no(field)
    if isinstance(value, Decimal):
        money = field.widget is Widget.MONEY
        least = max(2, wording.places(value)) if money else None
        return [_choice(value) if field.choices else wording.number(value, "nl", least)]
    if isinstance(value, date):
        return [f"{value:%d-%m-%Y}"]
    return [f"{value:%H.%M}" if isinstance(value, time) else str(value)]


def _held_no(field: Field) -> list[str]:
    return [] if field.widget is Widget.CHECKBOX else ["nee"]


def _choice(value: Decimal) -> str:
    return str(wording.plain(value))


def _label(field: Field, value: Value, language: str) -> str:
    for choice in field.choices:
        if choice.value == value:
            return choice.label.say(language)
    return show_value(value, language)
