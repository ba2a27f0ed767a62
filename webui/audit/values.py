"""Any value a variable may hold, said in full: an auditor sees what there was, not a summary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from engine import forms
from engine.forms import Field, Kind
from engine.terms import Term
from engine.values import Value, YearsMonths
from webui import formats, language
from webui.language import gettext as _
from webui.language import ngettext

NOTHING = "\N{EN DASH}"


def said(value: Value, question: Field | None, names: Mapping[str, str]) -> str:
    """Say a value as its question would, else as what it is; lines are parted by line ends.

    `names` are those of people and of documents, by id.
    """
    if value is None or value in ("", []):
        return NOTHING
    if question is None:
        return _plainly(value, names)
    if question.kind is Kind.TABLE and isinstance(value, list):
        columns = {one.name: one for one in question.columns}
        return "\n".join(f"{n}. {_row(row, columns, names)}" for n, row in enumerate(value, 1))
    if question.kind is Kind.FILES or ":" in (question.list or ""):
        referred = value if isinstance(value, list) else [value]
        return ", ".join(names.get(str(one), str(one)) for one in referred)
    return forms.show_field(question, value, language.chosen())


def _row(row: Any, columns: Mapping[str, Field], names: Mapping[str, str]) -> str:  # noqa: ANN401
    if not isinstance(row, dict):
        return _plainly(row, names)
    reader = language.chosen()
    return "; ".join(
        f"{columns[name].label.say(reader) if name in columns else name}: "
        f"{said(value, columns.get(name), names)}"
        for name, value in row.items()
    )


def _plainly(value: Value, names: Mapping[str, str]) -> str:
    """Say a value that no question asked for."""
    reader = language.chosen()
    if isinstance(value, dict):
        return _context(value, names)
    if isinstance(value, list):
        parts = [_plainly(one, names) for one in value]
        is_deep = any(isinstance(one, (dict, list)) for one in value)
        lines = (f"{n}. {part}" for n, part in enumerate(parts, 1))
        return "\n".join(lines) if is_deep else ", ".join(parts)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return f"{formats.date_long(value, reader)}, {formats.clock(value, reader)}"
    if isinstance(value, YearsMonths):
        unit = ngettext("maand", "maanden", value.months)
        return f"{value.months} {unit}"
    if isinstance(value, timedelta):
        return _duration(value)
    return NOTHING if value is None else forms.show_value(value, reader)


def _context(value: dict[str, Any], names: Mapping[str, str]) -> str:
    if "stappen" in value and "einde" in value:
        term = Term.from_context(value)
        day = formats.date_long(term.end, language.chosen())
        return _("tot en met %(day)s (%(rule)s)", day=day, rule=term.rule)
    return "; ".join(f"{name}: {_plainly(one, names)}" for name, one in value.items())


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(abs(value).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    counted = (
        (days, ngettext("dag", "dagen", days)),
        (hours, ngettext("uur", "uur", hours)),
        (minutes, ngettext("minuut", "minuten", minutes)),
        (seconds, ngettext("seconde", "seconden", seconds)),
    )
    parts = [f"{count} {unit}" for count, unit in counted if count]
    return ("-" if value < timedelta() else "") + (", ".join(parts) or "0")
