"""Any value a variable may hold, said in full: an auditor sees what there was, not a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
LONG = 240  #: characters from which a text is folded


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a page shows it; `columns` and `lines` when it is a table, which is folded.

    `text` is what a table is called, and else the whole value.
    """

    text: str
    columns: tuple[str, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG or self.text.count("\n") > 2  # noqa: PLR2004 - three lines


def shown(value: Value, question: Field | None, names: Mapping[str, str]) -> Shown:
    """Give a value as a table when it is one, else as words."""
    if not isinstance(value, list) or not value:
        if question is None and isinstance(value, dict) and not _is_term(value):
            return _listed(value, names)
        return Shown(said(value, question, names))
    rows = [row for row in value if isinstance(row, dict)]
    if len(rows) < len(value):
        return Shown(said(value, question, names))
    columns = {one.name: one for one in question.columns} if question else {}
    heads = dict.fromkeys([*columns, *(name for row in rows for name in row)])
    count = ngettext("%(count)s regel", "%(count)s regels", len(rows)) % {"count": len(rows)}
    return Shown(
        count,
        tuple(_column(name, columns) for name in heads),
        tuple(
            tuple(said(row.get(name), columns.get(name), names) for name in heads) for row in rows
        ),
    )


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


def in_words(name: str) -> str:
    """Say the name of a variable that no question asks for: `beslis_eind` is `Beslis eind`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:] or name


def _listed(value: dict[str, Any], names: Mapping[str, str]) -> Shown:
    count = ngettext("%(count)s gegeven", "%(count)s gegevens", len(value)) % {"count": len(value)}
    lines = ((in_words(name), _plainly(one, names)) for name, one in value.items())
    return Shown(count, (_("Gegeven"), _("Waarde")), tuple(lines))


def _column(name: str, columns: Mapping[str, Field]) -> str:
    return columns[name].label.say(language.chosen()) if name in columns else in_words(name)


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


def _is_term(value: dict[str, Any]) -> bool:
    return "stappen" in value and "einde" in value


def _context(value: dict[str, Any], names: Mapping[str, str]) -> str:
    if _is_term(value):
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
