"""Judging typed answers: which questions are asked, what is missing, what is wrong, which rules.

The same judgement serves a page (`read`) and an API or command (`accept`, `check`).
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.errors import EngineError
from engine.forms import entries, sentences, wording
from engine.forms.conditions import Condition, Scope, Setting
from engine.forms.definition import Field, Form, Kind, Reading, Rule, blank
from engine.forms.intake import LISTS, Intake
from engine.forms.showing import show_field, show_value
from engine.model import Words
from engine.values import Value, Variables

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(slots=True)
class _Findings:
    """What comes to light while a form is judged, by path."""

    setting: Setting
    unreadable: Mapping[str, Words]
    errors: dict[str, Words] = field(default_factory=dict)
    warnings: dict[str, Words] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def refuse(self, path: str, why: Words) -> None:
        """Keep the first thing that is wrong with an answer."""
        self.errors.setdefault(path, why)


def judge(form: Form, intake: Intake, known: Variables, setting: Setting) -> Reading:
    """Judge answers against a form; errors come in the order of the form."""
    findings = _Findings(setting, intake.unreadable, dict(intake.unreadable))
    answers = _level(form.fields, intake.answers, known, "", findings)
    for each in findings.hidden:
        for path in [path for path in findings.errors if _inside(path, each)]:
            del findings.errors[path]
    scope = ChainMap(answers, known)
    for rule in form.rules:
        _apply(form, rule, scope, findings)
    return Reading(
        answers=answers,
        errors=_in_order(form, findings.errors),
        warnings=_in_order(form, findings.warnings),
        hidden=frozenset(findings.hidden),
    )


def _level(
    fields: tuple[Field, ...], given: Variables, scope: Scope, prefix: str, findings: _Findings
) -> Variables:
    """Settle the questions of a form, or of one row, in order; later ones see earlier answers."""
    answers: Variables = {each.name: _nothing(each) for each in fields}
    seen = ChainMap(answers, scope)
    required = []
    for each in fields:
        path = prefix + each.name
        if not _asked(each, path, seen, findings):
            findings.hidden.add(path)
            continue
        answers[each.name] = _settled(each, given.get(each.name), path, seen, findings)
        if path not in findings.errors and _required(each, path, seen, findings):
            required.append(each.name)
    _validate(fields, answers, required, prefix, findings)
    return answers


def _settled(
    asked: Field,
    given: Any,  # noqa: ANN401 - a value, or the rows of a table
    path: str,
    scope: Scope,
    findings: _Findings,
) -> Value:
    if asked.value is not None:
        return _computed(asked, given, path, scope, findings)
    if asked.kind is not Kind.TABLE or not isinstance(given, list):
        return _nothing(asked) if given is None else given
    return [
        _level(asked.columns, row, scope, f"{path}.{place}.", findings)
        for place, row in enumerate(given)
    ]


def _computed(asked: Field, given: Value, path: str, scope: Scope, findings: _Findings) -> Value:
    assert asked.value is not None, "only a computed field comes here"
    try:
        found = _kept(asked, asked.value.value(scope, findings.setting))
        fits = _fits(asked, found)
    except EngineError:
        found, fits = None, False
    if not fits:
        findings.refuse(path, sentences.not_computed(asked))
        return None
    if given is not None and given != found:
        findings.refuse(path, sentences.computed(asked))
    return found


def _kept(asked: Field, found: Value) -> Value:
    """Give what was computed as an answer is kept: numbers rounded, texts trimmed."""
    decimals = asked.limits.decimals
    if isinstance(found, Decimal) and decimals is not None:
        return wording.half_up(found, decimals)
    if isinstance(found, list):
        return [_kept(asked, each) for each in found]
    return entries.trimmed(found) if isinstance(found, str) else found


def _fits(asked: Field, found: Value) -> bool:
    if isinstance(found, Decimal) and found.adjusted() > wording.MOST_DIGITS:
        return False
    return found is None or not any(asked.check(found))


def _asked(asked: Field, path: str, scope: Scope, findings: _Findings) -> bool:
    if asked.show_if is None:
        return True
    return _true(asked.show_if, path, scope, findings)


def _required(asked: Field, path: str, scope: Scope, findings: _Findings) -> bool:
    if asked.required or asked.required_if is None:
        return asked.required
    return _true(asked.required_if, path, scope, findings)


def _true(condition: Condition, path: str, scope: Scope, findings: _Findings) -> bool:
    try:
        return condition.holds(scope, findings.setting)
    except EngineError as stop:
        findings.refuse(path, sentences.not_judged(stop))
        return True


def _validate(
    fields: tuple[Field, ...],
    answers: Variables,
    required: list[str],
    prefix: str,
    findings: _Findings,
) -> None:
    for each in fields:
        path, value = prefix + each.name, answers[each.name]
        if path in findings.errors:
            continue
        if blank(value):
            if each.name in required:
                findings.refuse(path, sentences.missing(each))
            continue
        for found in each.check(value):
            findings.refuse(path, sentences.wrong(each, found))


def _apply(form: Form, rule: Rule, scope: Scope, findings: _Findings) -> None:
    table, dot, column = rule.field.partition(".")
    if not dot:
        _apply_once(form, rule, rule.field, scope, findings)
        return
    rows = scope.get(table)
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        _apply_once(form, rule, f"{table}.{place}.{column}", ChainMap(row, scope), findings)


def _apply_once(form: Form, rule: Rule, path: str, scope: Scope, findings: _Findings) -> None:
    if path in findings.errors or any(_inside(path, each) for each in findings.hidden):
        return
    try:
        broken = rule.condition.value(scope, findings.setting) is False
    except EngineError as stop:
        findings.refuse(path, sentences.not_judged(stop))
        return
    if broken and rule.warning:
        findings.warnings.setdefault(path, _filled(form, rule, scope))
    elif broken:
        findings.refuse(path, _filled(form, rule, scope))


def _filled(form: Form, rule: Rule, scope: Scope) -> Words:
    table = rule.field.partition(".")[0]
    fields = {each.name: each for each in form.fields}
    fields |= {each.name: each for each in fields[table].columns}

    def say(sentence: str, language: str) -> str:
        def shown(found: re.Match[str]) -> str:
            value = scope.get(found[1])
            if found[1] in fields:
                return show_field(fields[found[1]], value, language)
            return show_value(value, language)

        return _PLACEHOLDER.sub(shown, sentence)

    return Words(say(rule.sentence.nl, "nl"), say(rule.sentence.en, "en"))


def _nothing(asked: Field) -> Value:
    return [] if asked.kind in LISTS else None


def _inside(path: str, outer: str) -> bool:
    return path == outer or path.startswith(outer + ".")


def _in_order(form: Form, found: dict[str, Words]) -> dict[str, Words]:
    if not found:
        return found
    places = {path: place for place, path in enumerate(form.paths())}

    def order(path: str) -> tuple[int, int, int]:
        table, _, cell = path.partition(".")
        row, _, column = cell.partition(".")
        last = len(places)
        at = places.get(table, last)
        return at, int(row) if row.isdigit() else -1, places.get(f"{table}.{column}", last)

    return {path: found[path] for path in sorted(found, key=order)}
