"""The validator: JSON Schema 2020-12 over typed values (Decimal, date and time included)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from engine.forms.definition import Checker, Field, Kind
from engine.forms.formats import FORMATS
from engine.forms.wording import places

Schema = dict[str, Any]

_TYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "number",
    Kind.INTEGER: "integer",
    Kind.YES_NO: "boolean",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.SEVERAL: "array",
    Kind.LINES: "array",
    Kind.FILES: "array",
    Kind.TABLE: "array",
}
_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "minItems": "min_items",
    "maxItems": "max_items",
    "decimals": "decimals",
}


def of_field(field: Field) -> Schema:
    """Write the schema that an answer to this question must keep to, rows of a table excluded."""
    schema: Schema = {"type": _TYPES[field.kind]}
    if field.choices and field.kind is not Kind.SEVERAL:
        return schema | {"enum": [choice.value for choice in field.choices]}
    for keyword, limit in _LIMITS.items():
        if (bound := getattr(field.limits, limit)) is not None:
            schema[keyword] = bound
    if field.kind in (Kind.SEVERAL, Kind.LINES, Kind.FILES):
        return _of_list(field, schema)
    if field.format is not None:
        schema["format"] = field.format
    if field.limits.must_be_true:
        schema["const"] = True
    return schema


def checker(field: Field) -> Checker:
    """Make what finds everything wrong with an answer; making it takes longer than using it."""
    validator = _Validator(of_field(field), format_checker=_FORMATS)
    return validator.iter_errors  # type: ignore[no-any-return]


def _of_list(field: Field, schema: Schema) -> Schema:
    items: Schema = {"type": "string"}
    if field.kind is Kind.SEVERAL:
        items["enum"] = [choice.value for choice in field.choices]
    for keyword in ("minLength", "maxLength"):
        if keyword in schema:
            items[keyword] = schema.pop(keyword)
    return schema | {"items": items, "uniqueItems": field.kind is not Kind.LINES}


def _too_precise(
    _validator: object, most: int, value: object, _schema: object
) -> Iterator[ValidationError]:
    if isinstance(value, Decimal) and places(value) > most:
        yield ValidationError(f"{value} has more than {most} decimals")


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, Decimal)


def _is_integer(_checker: object, value: object) -> bool:
    return isinstance(value, Decimal) and places(value) == 0


def _is_date(_checker: object, value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_time(_checker: object, value: object) -> bool:
    return isinstance(value, time)


_FORMATS = FormatChecker(formats=())
for _name, _format in FORMATS.items():
    _FORMATS.checks(_name)(lambda value, right=_format.right: right(value))

_Validator = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"decimals": _too_precise},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": _is_number, "integer": _is_integer, "date": _is_date, "time": _is_time}
    ),
)
