"""What is drawn rightly but would go wrong: said beforehand, at the element, and only when true."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import interpreter, terms
from tests.engine.interpreter.diagrams import (
    both,
    diagram,
    element,
    flow,
    go,
    mark,
    script,
    some,
    start,
    user,
    xor,
)

PROCESSES = sorted((Path(__file__).parents[3] / "processes").glob("*/*.bpmn"))
COUNT = script("n1", "n = n + 1")


def found(*parts):
    """Give what is wrong as (code, element), without what is said about people and forms."""
    problems = interpreter.problems(diagram(start(), *parts))
    about_people = ("no-lane", "no-form", "plain-task")
    return {(one.code, one.element_id) for one in problems if one.code not in about_people}


def choice(*conditions, default=""):
    """Draw a choice `x` between marks `a`, `b`, `c`..., with flows `fa`, `fb`, `fc`..."""
    names = "abcdef"[: len(conditions) + bool(default)]
    flows = [flow("x", one, text, f"f{one}") for one, text in zip(names, conditions, strict=False)]
    if default:
        flows.append(flow("x", names[-1], flow_id=default))
    return (xor("x", default), *map(mark, names), go("s x"), *flows)


# --- flows that are never taken


@pytest.mark.parametrize(
    "condition",
    [
        "false",
        "1 = 2",
        '"ja"',
        "n = 1 and n = 2",
        'a.b = "x" and a.b = "y"',
        "klaar and not(klaar)",
        "klaar = true and klaar = false",
        "n > 5 and n < 3",
        "n = 1 and n = null",
        "n > 5 and n = 3",
        "3 > n and n >= 3",
        "n = 1 and m = 2 and n != 1",
    ],
)
def test_a_flow_whose_condition_can_never_hold_is_named(condition):
    assert ("flow-never", "fa") in found(*choice(condition, default="d"))


@pytest.mark.parametrize(
    "condition",
    [
        "true",
        "n = 1",
        "n = 1 or n = 2",
        "n > 3 and n < 5",
        "n >= 3 and n <= 3",
        "klaar and not(af)",
        "today() = today()",
        "n = 1 and m = 2",
        'n != "x" and n != "y"',
        "not()",
        'd = date("2026-01-01") and d != @"2026-01-02"',
    ],
)
def test_a_flow_whose_condition_may_hold_is_not(condition):
    assert ("flow-never", "fa") not in found(*choice(condition, default="d"))


def test_a_flow_behind_one_that_is_always_taken_is_never_taken():
    assert found(*choice("n = 1", "true", "n = 2", default="fd")) == {
        ("flow-never", "fc"),
        ("flow-never", "fd"),
        ("never-happens", "c"),
        ("never-happens", "d"),
    }


def test_the_same_question_is_not_answered_differently_the_second_time():
    assert ("flow-never", "fb") in found(*choice("n >= 3", "not(n < 3)", default="d"))


def test_an_inclusive_gateway_takes_every_flow_whose_condition_holds():
    parts = (some("x"), mark("a"), mark("b"), flow("x", "a", "true"), flow("x", "b", "true"))

    assert found(*parts, go("s x")) == set()


# --- choices without a way out


@pytest.mark.parametrize("tag", ["exclusiveGateway", "inclusiveGateway", "userTask"])
def test_a_choice_without_a_default_may_have_no_way_out(tag):
    parts = (element(tag, "x"), mark("a"), mark("b"), go("s x"))
    flows = flow("x", "a", "n = 1") + flow("x", "b", "n = 2")

    assert ("no-default", "x") in found(*parts, flows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("klaar", "not(klaar)"),
        ("klaar = true", "klaar = false"),
        ("n = 1", "n != 1"),
        ("n < 3", "n >= 3"),
        ("n <= 3", "not(n <= 3)"),
        ("true", "n = 1"),
    ],
)
def test_opposite_conditions_need_no_default(one, other):
    assert ("no-default", "x") not in found(*choice(one, other))


# --- people, forms, and the diagrams that come along


def test_a_user_task_without_a_form_is_named_and_a_manual_task_is_not():
    source = diagram(start(), user("a"), element("manualTask", "b"), go("s a b"))
    codes = [(one.code, one.element_id) for one in interpreter.problems(source)]

    assert codes == [("no-form", "a"), ("no-lane", "a"), ("no-lane", "b")]


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_the_diagrams_that_come_along_have_no_problems(path):
    assert interpreter.problems(path.read_bytes(), functions=terms.FUNCTIONS) == ()


@pytest.mark.parametrize(
    "parts",
    [
        choice("false", "n = 1"),
        (xor("m"), COUNT, go("s m n1 m")),
        (xor("x", "d"), user("a"), user("b"), both("j"), go("s x"), flow("x", "a", "n = 1"),
         flow("x", "b", flow_id="d"), go("a j"), go("b j")),
    ],
)  # fmt: skip
def test_every_sentence_says_what_to_do_in_both_languages(parts):
    for one in interpreter.problems(diagram(start(), *parts)):
        assert one.element_id
        assert one.say("nl") != one.say("en")
        assert one.say("nl").count(". ") >= 1, one.say("nl")
