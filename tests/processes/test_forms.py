"""Every form that comes with the product can be read, and asks only what can be answered."""

from __future__ import annotations

import json

import pytest

from engine import messages
from engine.forms import Kind, check_file
from tests.processes import shipped, written
from tests.processes.shipped import REGIE

each_form = pytest.mark.parametrize("form_id", sorted(shipped.FORMS))


def _used() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"F01": {"rd_hoofd"}, "F08": {"rd_bezwaar"}}
    for name in shipped.MESSAGES:
        if (form_id := messages.form_id(name)) in shipped.FORMS:
            found[form_id] = shipped.catching(name)
    for process_id in shipped.DIAGRAMS:
        for task in shipped.tasks(process_id):
            found.setdefault(task.get(REGIE + "form"), set()).add(process_id)
    return found


def _expressions(form):
    for field in (*form.fields, *(column for each in form.fields for column in each.columns)):
        for condition in (field.show_if, field.required_if, field.value, field.default):
            if condition is not None:
                yield field.name, condition.expression
    for rule in form.rules:
        yield rule.field, rule.condition.expression


@each_form
def test_a_form_can_be_read(form_id):
    assert shipped.form(form_id).form_id == form_id


@each_form
def test_a_form_is_used(form_id):
    assert form_id in _used()


@each_form
def test_live_lists_are_those_of_the_bodies(form_id):
    bodies = {each["title"] for each in json.loads(shipped.LISTS["bodies"].read_text())["choices"]}
    for field in shipped.form(form_id).fields:
        for asked in (field, *field.columns):
            if asked.list and ":" in asked.list:
                assert asked.list.removeprefix("personen:") in bodies


def test_the_kinds_of_files_that_are_asked_are_those_that_are_taken():
    (asked,) = (each for each in shipped.form("F01").fields if each.kind is Kind.FILES)
    refused = check_file("plan.exe", b"MZ", 2)

    for language, taken in (("nl", "Het kan wel als "), ("en", "We do take ")):
        kinds = refused.say(language).partition(taken)[2].removesuffix(".")
        assert asked.help.say(language).lower().startswith(kinds)


@each_form
def test_conditions_read_answers_or_variables_of_the_case(form_id):
    form = shipped.form(form_id)
    answers = {each.name for each in form.fields}
    answers |= {column.name for each in form.fields for column in each.columns}
    for process_id in _used()[form_id]:
        known = answers | written.names(process_id)
        unknown = {
            (where, name)
            for where, expression in _expressions(form)
            for name in expression.names
            if name not in known
        }
        assert unknown == set()


def test_two_forms_of_one_case_give_a_variable_one_kind():
    kinds: dict[tuple[str, str], set[Kind]] = {}
    for form_id, processes in _used().items():
        root = "rd_bezwaar" if "rd_bezwaar" in shipped.family(min(processes)) else "rd_hoofd"
        if not _gives_one_context(form_id):
            for field in shipped.form(form_id).fields:
                kinds.setdefault((root, field.name), set()).add(field.kind)

    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def _gives_one_context(form_id: str) -> bool:
    return any(
        task.get(REGIE + "result")
        for process_id in shipped.DIAGRAMS
        for task in shipped.tasks(process_id)
        if task.get(REGIE + "form") == form_id
    )
