"""The verbs of a form: start it, keep a draft, read what was posted, accept or check answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.errors import EngineError
from engine.forms import sentences
from engine.forms.checking import judge
from engine.forms.conditions import Functions, Setting
from engine.forms.definition import Form, Reading, blank
from engine.forms.intake import Raw, from_raw, from_values, tidy
from engine.forms.showing import refill
from engine.model import Words
from engine.values import Value, Variables


def start(
    form: Form, *, known: Variables, at: datetime, functions: Functions
) -> dict[str, list[str]]:
    """Give what the widgets hold before anybody has typed: the defaults of the fields.

    A default that cannot be computed is left empty.
    """
    setting = Setting(at, functions)
    answers: Variables = {}
    for each in form.fields:
        if each.default is not None:
            try:
                answers[each.name] = each.default.value(known | answers, setting)
            except EngineError:
                answers[each.name] = None
    fitting = from_values(form, answers)
    return refill(form, fitting.answers)


def read(form: Form, raw: Raw, *, known: Variables, at: datetime, functions: Functions) -> Reading:
    """Read what a page posted: field path (`titel`, `begroting.0.bedrag`) -> what was typed.

    Never raises. Questions that are not asked are dropped with what was typed there, and so is
    every name that the form does not have. `known` are the instance's variables.
    """
    kept = tidy(form, raw)
    reading = judge(form, from_raw(form, kept), known, Setting(at, functions))
    return replace(reading, raw=kept)


def accept(
    form: Form,
    answers: Mapping[str, Any],
    *,
    known: Variables,
    at: datetime,
    functions: Functions,
) -> Reading:
    """Judge answers that have types already, or their JSON form (a date as text, a plain number).

    An answer nobody asked for is an error here: only a page may hold on to hidden fields. The
    reading's answers are complete, computed ones included.
    """
    intake = from_values(form, answers)
    reading = judge(form, intake, known, Setting(at, functions))
    raw = refill(form, intake.answers)
    unasked = {
        path: sentences.not_asked(form.field(path))
        for path in sorted(reading.hidden)
        if not blank(_at(intake.answers, path))
    }
    return replace(reading, errors=reading.errors | unasked, raw=raw)


def check(
    form: Form,
    answers: Mapping[str, Any],
    *,
    known: Variables,
    at: datetime,
    functions: Functions,
) -> dict[str, Words]:
    """Say what is wrong with typed answers, by field path; nothing wrong is an empty dict."""
    return accept(form, answers, known=known, at=at, functions=functions).errors


def _at(answers: Variables, path: str) -> Value:
    found: Any = answers
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else found[step]
    given: Value = found
    return given


def draft(form: Form, raw: Raw) -> dict[str, list[str]]:
    """Keep what was typed, right or wrong, for the fields of the form; NUL cannot be kept."""
    return {
        path: [each.replace("\0", "").encode("utf-8", "replace").decode() for each in typed]
        for path, typed in tidy(form, raw).items()
    }
