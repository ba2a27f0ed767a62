"""Every form that comes with the product refuses what is wrong, field by field, in plain Dutch."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine import forms, terms
from engine.forms import Kind, Widget
from tests.acceptance import wrong_input
from tests.processes import shipped

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
AROUND = {"known": {}, "at": NOW, "functions": terms.FUNCTIONS}
ENGLISH = re.compile(
    r"\b(the|is not|fill|choose|write|answer|must|please|invalid|at least)\b", re.IGNORECASE
)

each_form = pytest.mark.parametrize("form_id", sorted(shipped.FORMS))


def asked(form_id):
    """Give a form in which every question is asked, with somebody in every list of people."""
    form = shipped.form(form_id)
    filled = forms.with_lists(form, wrong_input.live_lists(form.fields))
    fields = tuple(wrong_input.always_asked(field) for field in filled.fields)
    return replace(filled, fields=fields, rules=())


def questions(form):
    """Give each question with the name it is posted under, those in tables as in a first row."""
    for field in form.fields:
        if field.kind is Kind.TABLE:
            for column in field.columns:
                if column.widget is not Widget.READONLY:
                    yield f"{field.name}.0.{column.name}", column, _beside(field, column)
        elif field.widget is not Widget.READONLY:
            yield field.name, field, {}


def _beside(table, column):
    """Give a row in which something else is filled in, so that it is there."""
    others = (each for each in table.columns if each.name != column.name)
    return {f"{table.name}.0.{next((one.name for one in others), 'geen')}": ["x"]}


def fault(words):
    """Say what is not right about a sentence, None when it is plain Dutch."""
    if words is None:
        return "is accepted"
    if words.nl == words.en or ENGLISH.search(re.sub(r"'[^']*'", "", words.nl)):
        return f"is not said in Dutch: {words.nl}"
    if not re.fullmatch(r"[^\x00-\x1f]{10,300}[.!?]", words.nl):
        return f"is not a sentence: {words.nl!r}"
    return None


@each_form
def test_every_field_says_in_dutch_what_is_wrong_and_keeps_what_was_typed(form_id):
    form = asked(form_id)
    found = []
    for path, field, beside in questions(form):
        for what, typed in wrong_input.wrong(field):
            reading = forms.read(form, {**beside, path: typed}, **AROUND)
            if problem := fault(reading.errors.get(path)):
                found.append((path, what, problem))
            if any(each.strip() for each in typed) and reading.raw.get(path) != typed:
                found.append((path, what, "is not kept"))

    assert found == []


@each_form
def test_no_field_minds_emoji_brackets_or_texts_that_just_fit(form_id):
    form = asked(form_id)
    found = []
    for path, field, _beside in questions(form):
        for what, typed in wrong_input.welcome(field):
            reading = forms.read(form, {path: typed}, **AROUND)
            if words := reading.errors.get(path):
                found.append((path, what, words.nl))

    assert found == []


@each_form
def test_a_field_that_the_form_does_not_have_is_refused_or_dropped(form_id):
    form = asked(form_id)

    posted = forms.read(form, {"zomaar": ["x"], "__proto__": ["x"]}, **AROUND)
    given = forms.check(form, {"zomaar": "x"}, **AROUND)

    assert "zomaar" not in posted.raw | posted.answers
    assert fault(given["zomaar"]) is None


@each_form
def test_an_answer_of_another_kind_is_refused_field_by_field(form_id):
    form = asked(form_id)
    found = []
    for field in form.fields:
        if field.widget is not Widget.READONLY:
            wrong = forms.check(form, {field.name: {"geen": "antwoord"}}, **AROUND)
            if problem := fault(wrong.get(field.name)):
                found.append((field.name, problem))

    assert found == []


@each_form
def test_a_table_takes_no_more_rows_than_it_has_room_for(form_id):
    form = asked(form_id)
    for table in (field for field in form.fields if field.kind is Kind.TABLE):
        column = next(each for each in table.columns if each.widget is not Widget.READONLY)
        rows = (table.limits.max_items or 100) + 1
        raw = {f"{table.name}.{row}.{column.name}": ["x"] for row in range(rows)}

        reading = forms.read(form, raw, **AROUND)

        assert fault(reading.errors.get(table.name)) is None, table.name


def test_what_a_form_repeats_from_outside_never_stands_in_the_way_of_completing_it():
    form = shipped.form("registreer_idee")
    around = AROUND | {"known": {"omschrijving": "  Een bus.\r\nElke nacht. \n"}}
    typed = {"idee_dubbel": ["nee"], "idee_duidelijk": ["ja"]}
    chosen = {"programmalijnen": ["aantrekkelijke_regio"], "opgaven": ["voorzieningen"]}

    reading = forms.read(form, typed | chosen, **around)

    assert reading.errors == {}
    assert forms.check(form, reading.answers, **around) == {}


@each_form
def test_no_question_is_demanded_before_the_question_it_depends_on_is_answered(form_id):
    form = shipped.form(form_id)
    filled = forms.with_lists(form, wrong_input.live_lists(form.fields))

    demanded = forms.read(replace(filled, rules=()), {}, **AROUND).errors

    assert [name for name in demanded if _depends_on_an_answer(filled, name)] == []


def _depends_on_an_answer(form, name):
    """Tell whether a condition decides about a question by an answer that people give."""
    question = form.field(name)
    given = {each.name for each in form.fields if each.widget is not Widget.READONLY}
    conditions = (question.show_if, question.required_if)
    named = {one for each in conditions if each for one in each.expression.names}
    return bool(named & given)


def test_no_reason_is_asked_for_a_deviation_before_a_way_is_chosen():
    form = shipped.form("bepaal_escalatieroute")
    table = {"escalatie_tabel": {"eerst": "secretarissen", "ook": None, "gesloten": False}}

    reading = forms.read(form, {}, **AROUND | {"known": table})

    assert "escalatie_naar" in reading.errors
    assert "escalatie_route_reden" not in reading.errors
