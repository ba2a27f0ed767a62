"""Service tasks: what they ask, who takes the answer, and what an error of the service does."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import interpreter
from engine.events import (
    ErrorRaised,
    IncidentRaised,
    IncidentResolved,
    IncidentRetried,
    InstanceEnded,
    ServiceAnswered,
    ServiceCalled,
    ServiceFailed,
    ServiceWithdrawn,
    TimerFired,
)
from engine.interpreter import NotWaitingHere
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ERROR,
    OTHER_ERROR,
    boundary,
    diagram,
    element,
    end,
    flow,
    go,
    many,
    mark,
    start,
    timer,
    xor,
)
from tests.engine.interpreter.world import World

AT = Place("v")


def service(inner="", **attributes):
    return element("serviceTask", "v", inner, regie_service="mail", **attributes)


def started(*parts, **variables):
    world = World(diagram(start(), *parts))
    world.start(variables=variables)
    return world


def failed(error=None, tries=3):
    return ServiceFailed(AT, error, tries, "De server is weg.", "The server is gone.")


def asked(world):
    return [one for one in world.first.effects if isinstance(one, ServiceCalled)]


def test_a_service_is_asked_by_name_with_what_inputs_gives_and_nothing_else():
    world = started(service(regie_inputs="{aan: wie, som: 1 + 1}"), go("s v"), wie="a@b.nl")

    (called,) = asked(world)
    assert (called.service, called.payload) == ("mail", {"aan": "a@b.nl", "som": Decimal(2)})
    assert world.first.ended is None


def test_without_inputs_nothing_is_sent():
    world = started(service(), go("s v"), geheim="ja")

    assert asked(world)[0].payload == {}


def test_the_answer_goes_into_the_variable_that_the_diagram_names():
    world = started(service(regie_result="r"), mark("a"), go("s v a"))
    world.step(world.first, ServiceAnswered(AT, {"bericht": "x"}))

    written = world.first.wrote[0]
    assert (written.name, written.after) == ("r", {"bericht": "x"})
    assert world.first.ended.outcome == "completed"


def test_an_answer_that_has_no_variable_is_written_nowhere():
    world = started(service(), go("s v"))
    world.step(world.first, ServiceAnswered(AT, {"trace": ["x"]}))

    assert world.first.wrote == []
    assert world.first.ended.outcome == "completed"


def test_an_answer_comes_once():
    world = started(service(), element("userTask", "u"), go("s v u"))
    world.step(world.first, ServiceAnswered(AT))

    with pytest.raises(NotWaitingHere):
        world.step(world.first, ServiceAnswered(AT))


def test_what_interrupts_the_task_withdraws_the_call():
    late = boundary("b", "v", timer("PT1H"))
    world = started(service(), late, mark("t"), go("s v"), go("b t"))
    effects = world.step(world.first, TimerFired(Place("b")))

    assert ServiceWithdrawn(AT) in effects
    with pytest.raises(NotWaitingHere):
        world.step(world.first, ServiceAnswered(AT))


def test_an_error_of_the_service_is_caught_by_the_boundary_with_its_code():
    other, right = boundary("o", "v", OTHER_ERROR), boundary("b", "v", ERROR)
    world = started(service(), other, right, mark("t"), mark("x"), go("s v"), go("b t"), go("o x"))
    world.step(world.first, failed("e1"))

    assert ErrorRaised(AT, "e1", "b") in world.first.effects
    assert world.trace() == ["t"]


def test_an_error_of_the_service_that_nobody_catches_fails_the_instance():
    world = started(service(), go("s v"))
    effects = world.step(world.first, failed("e1"))

    assert ErrorRaised(AT, "e1", None) in effects
    assert effects[-1] == InstanceEnded("failed", "e1")


def test_no_answer_at_all_is_an_incident_that_no_error_boundary_catches():
    every = boundary("b", "v", "<errorEventDefinition/>")
    world = started(service(), every, mark("t"), go("s v"), go("b t"))
    (raised,) = world.step(world.first, failed())

    assert isinstance(raised, IncidentRaised)
    assert raised.reason_nl == ("De dienst mail gaf geen antwoord (pogingen: 3). De server is weg.")


def test_a_retry_asks_again_at_the_same_place():
    world = started(service(regie_inputs="{n: 1}"), go("s v"))
    world.step(world.first, failed())
    effects = world.step(world.first, IncidentRetried(AT))

    assert [type(one) for one in effects] == [IncidentResolved, ServiceCalled]
    assert asked(world)[0] == asked(world)[1]
    world.step(world.first, ServiceAnswered(AT))
    assert world.first.ended.outcome == "completed"


def test_an_incident_can_be_answered_in_the_stead_of_the_service():
    world = started(service(regie_result="r"), go("s v"))
    world.step(world.first, failed())
    effects = world.step(world.first, ServiceAnswered(AT, "zelf gedaan", "de server is weg"))

    assert effects[0] == IncidentResolved(AT)
    assert world.first.ended.variables == {"r": "zelf gedaan"}


def test_inputs_that_cannot_be_worked_out_are_an_incident_that_can_be_answered():
    endless = "{aan: for n in 1..1000000 return n}"
    world = started(service(regie_inputs=endless, regie_result="r"), go("s v"))

    assert asked(world) == []
    (incident,) = world.first.incidents.values()
    assert "too large" in incident.reason_en
    world.step(world.first, ServiceAnswered(AT, Decimal(1), "x"))
    assert world.first.ended.outcome == "completed"


def test_an_answer_does_not_help_where_the_way_on_is_what_fails():
    parts = (service(), xor("x"), end(), go("s v x"), flow("x", "e", "false"))
    world = started(*parts)
    world.step(world.first, ServiceAnswered(AT))

    with pytest.raises(NotWaitingHere):
        world.step(world.first, ServiceAnswered(AT, None, "x"))


def test_each_item_of_a_list_is_a_call_of_its_own():
    each = many(over="namen", item="naam", into="antwoorden", result="r")
    task = service(each, regie_inputs="{aan: naam}", regie_result="r")
    world = started(task, go("s v"), namen=["a", "b"])

    calls = asked(world)
    assert [one.payload for one in calls] == [{"aan": "a"}, {"aan": "b"}]
    assert len({one.place for one in calls}) == 2
    for called in reversed(calls):
        world.step(world.first, ServiceAnswered(called.place, called.payload["aan"].upper()))
    assert world.first.ended.variables["antwoorden"] == ["A", "B"]


def test_a_diagram_says_which_service_and_only_on_service_tasks():
    missing = diagram(start(), element("serviceTask", "v"), go("s v"))
    elsewhere = diagram(start(), element("userTask", "u", regie_service="mail"), go("s u"))

    assert "without-service" in {one.code for one in interpreter.problems(missing)}
    assert "unknown-attribute" in {one.code for one in interpreter.problems(elsewhere)}
