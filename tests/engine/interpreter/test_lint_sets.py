"""Sets of data inputs and outputs: what they name is there, and no choice is made between them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import interpreter
from engine.model import Severity
from tests.engine.interpreter.behaviour.running import ran
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    catch,
    data,
    diagram,
    element,
    end,
    go,
    mark,
    script,
    start,
    sub,
    taken,
    throw,
    user,
)

INPUTS = '<dataInput id="i1" name="een"/><dataInput id="i2" name="twee"/>'
OUTPUTS = '<dataOutput id="o1" name="uit"/>'


def refer(kind, ref):
    return f"<{kind}>{ref}</{kind}>"


def input_set(*refs, set_id="is1"):
    return element("inputSet", set_id, "".join(refs))


def output_set(*refs, set_id="os1"):
    return element("outputSet", set_id, "".join(refs))


def declared(*sets):
    return f"<ioSpecification>{INPUTS}{OUTPUTS}{''.join(sets)}</ioSpecification>"


def told(*parts):
    found = interpreter.problems(diagram(start(), *parts))
    codes = ("unknown-in-set", "several-sets")
    return [(one.code, one.element_id) for one in found if one.code in codes]


RIGHT = declared(
    input_set(
        refer("dataInputRefs", "i1"),
        refer("dataInputRefs", "i2"),
        refer("optionalInputRefs", "i2"),
        refer("outputSetRefs", "os1"),
    ),
    output_set(refer("dataOutputRefs", " o1 "), refer("inputSetRefs", "is1")),
)
WRONG = [
    declared(input_set(refer("dataInputRefs", "weg")), output_set()),
    declared(input_set(refer("dataInputRefs", "o1")), output_set()),
    declared(input_set(refer("optionalInputRefs", "weg")), output_set()),
    declared(input_set(refer("whileExecutingInputRefs", "weg")), output_set()),
    declared(input_set(refer("outputSetRefs", "zzz")), output_set()),
    declared(input_set(), output_set(refer("dataOutputRefs", "weg"))),
    declared(input_set(), output_set(refer("optionalOutputRefs", "weg"))),
    declared(input_set(), output_set(refer("whileExecutingOutputRefs", "weg"))),
    declared(input_set(), output_set(refer("inputSetRefs", "zzz"))),
]
EVENT_OUTPUT = OUTPUTS + output_set(refer("dataOutputRefs", "weg"))
EVENT_INPUT = INPUTS + input_set(refer("dataInputRefs", "weg"))


@pytest.mark.parametrize("inner", WRONG)
def test_what_a_set_names_that_is_not_there_is_refused_by_name(inner):
    around = sub("a", inner, start("t"), mark("x"), go("t x"))

    assert told(mark("a", inner), go("s a")) == [("unknown-in-set", "a")]
    assert told(around, go("s a")) == [("unknown-in-set", "a")]
    assert told(inner, mark("a"), go("s a")) == [("unknown-in-set", "p")]


@pytest.mark.parametrize(
    "event",
    [
        catch("c", EVENT_OUTPUT + MESSAGE) + go("s c"),
        throw("c", EVENT_INPUT + SIGNAL) + go("s c"),
        end("c", EVENT_INPUT + SIGNAL) + go("s c"),
        start("c", EVENT_OUTPUT + MESSAGE) + user("u") + go("s u") + go("c u"),
    ],
)
def test_so_it_is_at_an_event(event):
    assert told(event) == [("unknown-in-set", "c")]


def test_the_problem_names_the_set_what_it_names_and_what_that_must_be():
    (found,) = [
        one
        for one in interpreter.problems(diagram(start(), mark("a", WRONG[0]), go("s a")))
        if one.code == "unknown-in-set"
    ]

    assert found.severity is Severity.ERROR
    assert "Een inputSet noemt 'weg', maar zo'n dataInput staat er niet bij." in found.say("nl")
    assert "One inputSet names 'weg', but there is no such dataInput" in found.say("en")


def test_sets_that_name_what_is_there_are_fine():
    assert told(RIGHT, mark("a", RIGHT), go("s a")) == []


SEVERAL = declared(
    input_set(refer("dataInputRefs", "i1")),
    input_set(refer("dataInputRefs", "i2"), set_id="is2"),
    output_set(),
)


def test_several_sets_are_warned_about_where_they_stand():
    around = sub("a", SEVERAL, start("t"), mark("x"), go("t x"))
    event = catch("a", OUTPUTS + output_set() + output_set(set_id="os2") + MESSAGE)

    assert told(mark("a", SEVERAL), go("s a")) == [("several-sets", "a")]
    assert told(around, go("s a")) == [("several-sets", "a")]
    assert told(SEVERAL, mark("a"), go("s a")) == [("several-sets", "p")]
    assert told(event, go("s a")) == [("several-sets", "a")]


def test_the_warning_names_the_sets():
    (found,) = [
        one
        for one in interpreter.problems(diagram(start(), mark("a", SEVERAL), go("s a")))
        if one.code == "several-sets"
    ]

    assert found.severity is Severity.WARNING
    assert "meer dan één inputSet (is1, is2)" in found.say("nl")
    assert "more than one inputSet here (is1, is2)" in found.say("en")


def test_all_data_go_in_whichever_set_names_them():
    lines = taken("data_d1", "i1") + taken("data_d2", "i2")
    objects = data("d1") + data("d2")
    work = script("a", "r = [een, twee]", SEVERAL + lines)
    world = ran(objects, script("b", "d1 = 1\nd2 = 2"), work, go("s b a"))

    assert world.variables()["r"] == [Decimal(1), Decimal(2)]
