"""From what comes in, posted by a page or sent as JSON, to typed answers per field.

Nothing is judged here beyond "can this be an answer at all"; what cannot is kept by its path.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.forms import entries, numbers, sentences
from engine.forms.definition import Field, Form, Kind, Widget
from engine.forms.entries import Unreadable
from engine.forms.formats import FORMATS
from engine.forms.wording import MOST_DIGITS, plain
from engine.model import Words
from engine.values import Value, Variables

Raw = Mapping[str, list[str]]
_CELL = re.compile(r"([a-z][a-z0-9_]*)\.([0-9]{1,4})\.([a-z][a-z0-9_]*)")
#: Kinds whose answer is a list; nothing answered is then [].
LISTS = (Kind.SEVERAL, Kind.LINES, Kind.FILES, Kind.TABLE)
_PYTHON: dict[Kind, type] = {Kind.TEXT: str, Kind.DATE: date, Kind.TIME: time}
_MOST_ROWS = 1000


@dataclass(slots=True)
class Intake:
    """Typed answers by field name, and by path what could not be read."""

    answers: Variables = field(default_factory=dict)
    unreadable: dict[str, Words] = field(default_factory=dict)

    def take(self, path: str, read: Callable[[], Value]) -> Value:
        """Read one answer; what is not one becomes None, with the reason under its path."""
        try:
            return read()
        except Unreadable as refusal:
            self.unreadable[path] = refusal.words
            return None


def tidy(form: Form, raw: Raw) -> dict[str, list[str]]:
    """Keep what was typed in fields of the form, rows renumbered, rows without anything left out.

    Names the form does not have are dropped: nobody can post more than was asked.
    """
    kept: dict[str, list[str]] = {}
    for each in form.fields:
        if each.widget is Widget.READONLY:
            continue
        if each.kind is Kind.TABLE:
            for place, row in enumerate(_rows(each, raw)):
                for name, typed in row.items():
                    kept[f"{each.name}.{place}.{name}"] = typed
        elif each.name in raw:
            kept[each.name] = list(raw[each.name])
    return kept


def from_raw(form: Form, kept: Raw) -> Intake:
    """Read what a page posted, after `tidy`."""
    intake = Intake()
    for each in form.fields:
        if each.kind is Kind.TABLE:
            rows = _rows(each, kept)
            intake.answers[each.name] = [
                {
                    column.name: _typed(
                        intake, f"{each.name}.{place}.{column.name}", column, row.get(column.name)
                    )
                    for column in each.columns
                }
                for place, row in enumerate(rows)
            ]
        else:
            intake.answers[each.name] = _typed(intake, each.name, each, kept.get(each.name))
    return intake


def from_values(form: Form, given: Mapping[str, Any]) -> Intake:
    """Take answers that have types already, or the JSON way of writing them (dates as text)."""
    intake = Intake()
    for name in given:
        if name not in {each.name for each in form.fields}:
            intake.unreadable[str(name)] = sentences.unknown(str(name))
    for each in form.fields:
        value = given.get(each.name)
        if each.kind is Kind.TABLE and isinstance(value, list):
            intake.answers[each.name] = [
                _row(intake, each, place, row) for place, row in enumerate(value)
            ]
        else:
            intake.answers[each.name] = _taken(intake, each.name, each, value)
    return intake


def _rows(table: Field, raw: Raw) -> list[dict[str, list[str]]]:
    columns = {each.name for each in table.columns if each.widget is not Widget.READONLY}
    rows: dict[int, dict[str, list[str]]] = {}
    for name, typed in raw.items():
        cell = _CELL.fullmatch(name)
        if cell and cell[1] == table.name and cell[3] in columns and int(cell[2]) < _MOST_ROWS:
            rows.setdefault(int(cell[2]), {})[cell[3]] = list(typed)
    filled = (rows[place] for place in sorted(rows))
    return [row for row in filled if any(each.strip() for typed in row.values() for each in typed)]


def _typed(intake: Intake, path: str, asked: Field, typed: list[str] | None) -> Value:
    given = [each for each in typed or [] if each.strip()]
    if asked.kind in (Kind.SEVERAL, Kind.FILES):
        return intake.take(path, lambda: _each_text(dict.fromkeys(given)))
    if asked.kind is Kind.LINES:
        lines = (line for each in given for line in entries.trimmed(each).split("\n"))
        return intake.take(path, lambda: _each_text(line for line in lines if line.strip()))
    if asked.widget is Widget.CHECKBOX:
        return bool(given)
    if not given:
        return None
    return intake.take(path, lambda: _one(asked, given[-1]))


def _one(asked: Field, typed: str) -> Value:
    if asked.kind is Kind.TEXT:
        return _text(asked, typed)
    if asked.kind in (Kind.NUMBER, Kind.INTEGER):
        return numbers.read(asked, typed)
    return _READERS[asked.kind](typed)


def _text(asked: Field, typed: str) -> str | None:
    lines = asked.widget in (Widget.TEXTAREA, Widget.READONLY)
    found = entries.text(typed, lines=lines)
    if asked.format is not None and found:
        kept = FORMATS[asked.format].tidied(found)
        if not FORMATS[asked.format].right(kept):
            wrong = FORMATS[asked.format].wrong(found)
            raise Unreadable(wrong.nl, wrong.en)
        return kept
    return found or None


def _each_text(typed: Iterable[str]) -> Value:
    return [entries.text(each, lines=False) for each in typed]


_READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.YES_NO: entries.yes_no,
    Kind.DATE: entries.day,
    Kind.TIME: entries.clock,
}


def _row(intake: Intake, table: Field, place: int, row: object) -> Variables:
    path = f"{table.name}.{place}"
    if not isinstance(row, dict):
        intake.unreadable[path] = sentences.no_answer(table, row)
        return {each.name: [] if each.kind in LISTS else None for each in table.columns}
    known = {each.name for each in table.columns}
    for name in row:
        if name not in known:
            intake.unreadable[f"{path}.{name}"] = sentences.unknown(str(name))
    return {
        each.name: _taken(intake, f"{path}.{each.name}", each, row.get(each.name))
        for each in table.columns
    }


def _taken(intake: Intake, path: str, asked: Field, value: Any) -> Value:  # noqa: ANN401 - any JSON
    return intake.take(path, lambda: _value(asked, value))


def _value(asked: Field, value: Any) -> Value:  # noqa: ANN401 - any JSON
    if asked.kind in LISTS:
        return _texts(asked, [] if value is None else value)
    if value is None:
        return None
    if isinstance(value, str) and asked.kind in (Kind.TEXT, Kind.DATE, Kind.TIME):
        return _one(asked, value)
    if isinstance(value, bool) or asked.kind is Kind.YES_NO:
        return _exactly(asked, value, asked.kind is Kind.YES_NO and isinstance(value, bool))
    if asked.kind in (Kind.NUMBER, Kind.INTEGER):
        return _number(asked, value)
    fits = isinstance(value, _PYTHON[asked.kind]) and not isinstance(value, datetime)
    return _exactly(asked, value, fits)


def _exactly(asked: Field, value: Any, fits: bool) -> Value:  # noqa: ANN401, FBT001 - any JSON
    if not fits:
        raise _no_answer(asked, value)
    kept: Value = value
    return kept


def _texts(asked: Field, value: object) -> Value:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _no_answer(asked, value)
    return _each_text(value)


def _number(asked: Field, value: object) -> Decimal:
    try:
        found = Decimal(str(value)) if isinstance(value, (int, float, Decimal)) else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found.adjusted()) > MOST_DIGITS:
        raise _no_answer(asked, value)
    if len(found.normalize().as_tuple().digits) > MOST_DIGITS:
        raise _no_answer(asked, value)
    return plain(found)


def _no_answer(asked: Field, value: object) -> Unreadable:
    refusal = sentences.no_answer(asked, value)
    return Unreadable(refusal.nl, refusal.en)
