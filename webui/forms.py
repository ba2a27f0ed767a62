"""What a page posts: what the widgets held, and what the person asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

from flask import request

from engine.forms import Field, Form, Kind, Widget
from webui import csrf

ACTION = "actie"
KEY = "sleutel"
SEEN = "concept-van"  #: the draft that a page shows; in an address the one that was saved
FOUND = "zoals-gevonden"  #: what its questions held when that page was made, as marks
COMPLETE, SAVE, COMPUTE = "rond-af", "bewaar", "reken"
ADD, REMOVE, DROP = "erbij", "eraf", "weg"
MOST_ROWS = 500

Raw = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Posted:
    """What somebody posted: what the widgets held, and what she asked for.

    `wish` is COMPLETE, SAVE or COMPUTE (draw the form again, after adding or removing as well);
    `blank_rows` are the empty rows to offer, by table; `focus` is the id to go on at.
    """

    raw: dict[str, list[str]]
    wish: str
    blank_rows: Mapping[str, int]
    focus: str = ""
    dropped: str = ""


def posted(form: Form) -> Posted:
    """Read the form that this request holds; adding and removing rows is done here."""
    raw = {
        name: values for name, values in request.form.lists() if name not in (csrf.FIELD, ACTION)
    }
    wish, _colon, subject = request.form.get(ACTION, COMPUTE).partition(":")
    tables = [each.name for each in form.fields if each.kind is Kind.TABLE]
    found = Posted(raw, wish if wish in (COMPLETE, SAVE) else COMPUTE, {})
    if wish == ADD and subject in tables:
        return _with_row(found, form.field(subject))
    if wish == REMOVE:
        return _without_row(found, subject)
    if wish == DROP:
        name, _colon, reference = subject.partition(":")
        kept = [each for each in raw.get(name, ()) if each != reference]
        return replace(found, raw={**raw, name: kept}, focus=name, dropped=reference)
    return found


def command_key(subject: str) -> str:
    """Give the key of this very form about a subject, with what is in it: pressing twice is once.

    The same form with something else in it, after going back, is another command.
    """
    typed = [pair for pair in request.form.lists() if pair[0] != csrf.FIELD]
    return hashlib.sha256(json.dumps([subject, typed]).encode()).hexdigest()


def _with_row(found: Posted, table: Field) -> Posted:
    rows = _rows(found.raw, table.name)
    filled = [row for row in rows.values() if any(typed.strip() for typed in chain(*row.values()))]
    blank = min(len(rows) - len(filled) + 1, MOST_ROWS)
    first = next(each for each in table.columns if each.widget is not Widget.READONLY)
    focus = f"{table.name}.{len(filled) + blank - 1}.{first.name}"
    return replace(found, blank_rows={table.name: blank}, focus=focus)


def _without_row(found: Posted, subject: str) -> Posted:
    table, _dot, place = subject.partition(".")
    gone = f"{table}.{place}."
    kept = {name: values for name, values in found.raw.items() if not name.startswith(gone)}
    return replace(found, raw=kept, focus=f"{table}-erbij")


def _rows(raw: Raw, table: str) -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = {}
    for name, values in raw.items():
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == table:  # noqa: PLR2004 - table, place, column
            rows.setdefault(parts[1], {})[parts[2]] = values
    return rows
