"""What cannot move waits, with its reason; the rest goes on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import interpreter
from engine.events import (
    IncidentRaised,
    IncidentResolved,
    IncidentRetried,
    InstanceCancelled,
    InstanceEnded,
    InstanceStarted,
    TaskCompleted,
)
from engine.interpreter import NotWaitingHere
from engine.limits import DEFAULT
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ERROR,
    MESSAGE,
    both,
    boundary,
    catch,
    diagram,
    element,
    end,
    first_of,
    flow,
    go,
    handler,
    many,
    mark,
    script,
    start,
    timer,
    user,
    when,
    xor,
)
from tests.engine.interpreter.world import BEGIN, World

HELP = handler(
    "help", MESSAGE, script("aid", "helped = true"), go("help_s aid help_e"), interrupting=False
)
ENDLESS = 'string join(for i in 1..9999 return "x") + string join(for i in 1..99999 return "x")'


def test_a_gateway_without_a_way_out_waits_while_the_other_branch_goes_on():
    choice = flow("x", "a", "k = 1") + flow("x", "b", "k = 2")
    parts = (both("g"), xor("x"), mark("a"), mark("b"), mark("c"))
    world = World(diagram(start(), *parts, HELP, choice, go("s g x"), go("g c")))
    world.start()

    assert world.trace() == ["c"]
    incident = world.first.incidents[Place("x")]
    assert "geen standaardpijl" in incident.reason_nl
    assert "no default flow" in incident.reason_en

    world.receive("help_s", "m1", k=Decimal(2))
    effects = world.retry("x")
    assert effects[0] == IncidentResolved(Place("x"))
    assert world.trace() == ["b", "c"]


def test_a_script_that_fails_writes_nothing_and_can_be_done_again():
    text = f"a = n + 1\nb = if n = 1 then {ENDLESS} else 0"
    world = World(diagram(start(), script("x", text), mark("z"), HELP, go("s x z")))
    world.start(variables={"n": Decimal(1)})
    assert list(world.first.incidents) == [Place("x")]
    assert "a" not in world.variables()

    world.receive("help_s", "m1", n=Decimal(2))
    world.retry("x")
    assert world.variables()["a"] == Decimal(3)
    assert world.trace() == ["z"]


def test_an_assignee_that_is_no_text_is_an_incident_before_the_task_is_offered():
    world = World(diagram(start(), user("a", regie_assignee="wie"), HELP, go("s a")))
    world.start(variables={"wie": Decimal(1)})
    assert not world.first.tasks

    world.receive("help_s", "m1", wie="org-7")
    world.retry("a")
    assert world.first.tasks[Place("a")].assignee == "org-7"


def test_a_boundary_of_the_work_that_failed_still_listens():
    parts = (user("a", regie_assignee="wie"), boundary("b", "a", timer("PT1H")), mark("late"))
    world = World(diagram(start(), *parts, go("s a"), go("b late")))
    world.start(variables={"wie": Decimal(1)})
    world.tick(hours=1)
    effects = world.fire("b")

    assert IncidentResolved(Place("a")) in effects
    assert world.trace() == ["late"]


def test_a_retry_does_not_set_the_timer_of_a_boundary_again():
    parts = (user("a", regie_assignee="wie"), boundary("b", "a", timer("PT1H")), mark("late"))
    world = World(diagram(start(), *parts, HELP, go("s a"), go("b late")))
    world.start(variables={"wie": Decimal(1)})
    world.receive("help_s", "m1", wie="ann")
    world.retry("a")

    assert list(world.first.timers) == [(Place("b"), 0)]
    world.complete("a")
    assert world.trace() == []


def test_a_condition_that_cannot_be_evaluated_waits_as_an_incident():
    text = f"n = 1 and string length({ENDLESS}) > 0"
    parts = (user("a"), boundary("b", "a", when(text)), mark("h"))
    world = World(diagram(start(), *parts, HELP, go("s a"), go("b h")))
    world.start(variables={"n": Decimal(0)})
    assert not world.first.incidents

    world.receive("help_s", "m1", n=Decimal(1))
    assert list(world.first.incidents) == [Place("b")]
    world.receive("help_s", "m1", n=Decimal(0))
    world.retry("b")
    assert not world.first.incidents
    world.complete("a")


FAILING = when(f"n = 1 and string length({ENDLESS}) > 0")


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("c", catch("c", FAILING) + go("g c")),
        ("c", catch("c", timer("PT1H") + FAILING) + go("g c")),
        ("b", user("u") + boundary("b", "u", FAILING) + go("g u")),
        ("c", first_of("e") + catch("c", FAILING) + catch("t", timer("PT1H")) + go("g e c")),
        ("k_s", handler("k", FAILING) + user("u") + go("g u")),
    ],
)
def test_a_condition_that_fails_as_it_is_armed_is_one_incident_however_much_is_written(
    place, parts
):
    behind_the_gateway = go("e t") if 'id="e"' in parts else ""
    branch = (script("w", "m = 1"), user("a"), go("g w a"))
    world = World(diagram(start(), both("g"), parts, behind_the_gateway, *branch, HELP, go("s g")))
    world.start(variables={"n": Decimal(1)})
    raised = [one for one in world.first.effects if isinstance(one, IncidentRaised)]
    assert [one.place for one in raised] == [Place(place)]

    world.receive("help_s", "m1", n=Decimal(0))
    world.retry(place)
    assert not world.first.incidents


def test_many_items_that_cannot_decide_whether_it_is_enough_wait_and_decide_once():
    enough = f"n = 1 and string length({ENDLESS}) > 0"
    parts = (user("a", many("3", enough=enough)), mark("z"), HELP)
    world = World(diagram(start(), *parts, go("s a z")))
    world.start(variables={"n": Decimal(1)})
    world.complete("a")
    world.complete("a")
    assert list(world.first.incidents) == [Place("a")]

    world.receive("help_s", "m1", n=Decimal(0))
    world.retry("a")
    assert not world.first.incidents
    world.complete("a")
    assert world.trace() == ["z"]


def test_a_complex_gateway_that_cannot_decide_waits_and_decides_again():
    condition = f"<activationCondition>n = 2 or string length({ENDLESS}) = 1</activationCondition>"
    parts = (both("g"), element("complexGateway", "j", condition.replace('"', "&quot;")))
    world = World(
        diagram(
            start(), *parts, mark("a"), user("b"), mark("z"), HELP, go("s g a j z"), go("g b j")
        )
    )
    world.start(variables={"n": Decimal(1)})
    assert [place.element_id for place in world.first.incidents] == ["j"]

    world.receive("help_s", "m1", n=Decimal(2))
    world.retry("j")
    assert world.trace() == ["a", "z"]


def test_what_goes_round_for_ever_is_stopped_and_named_and_can_go_on():
    stop = flow("m", "e", "n > 30000") + flow("m", "x", flow_id="on")
    parts = (xor("m", "on"), script("x", "n = n + 1"), end())
    definition = interpreter.read(diagram(start(), *parts, stop, go("s m"), go("x m")), "p")
    begin = InstanceStarted("p", "digest", None, {"n": Decimal(0)})
    stopped = interpreter.advance(definition, None, begin, at=BEGIN)
    incident = stopped.effects[-1]
    assert isinstance(incident, IncidentRaised)
    assert incident.place.element_id in ("m", "x")
    assert str(DEFAULT.moves) in incident.reason_nl
    assert incident.limit is None, "history of the first versions names no limit"
    limits = interpreter.limits_reached(stopped.effects)
    again = interpreter.advance(definition, None, begin, at=BEGIN, limits=limits)
    assert again == stopped

    retried = IncidentRetried(incident.place)
    ended = interpreter.advance(definition, stopped.snapshot, retried, at=BEGIN).ended
    assert ended.variables == {"n": Decimal(30001)}


def test_a_cancelled_instance_leaves_nothing_behind():
    choice = flow("x", "a", "k = 1") + flow("x", "b", "k = 2")
    parts = (both("g"), xor("x"), mark("a"), mark("b"), user("c"), boundary("t", "c", timer("P1D")))
    world = World(
        diagram(start(), *parts, mark("d"), HELP, choice, go("s g x"), go("g c"), go("t d"))
    )
    world.start()
    world.step(world.first, InstanceCancelled("ingetrokken"))

    assert world.first.ended == InstanceEnded("cancelled", None, None, {})


def test_an_uncaught_error_ends_the_instance_as_failed():
    parts = (both("g"), user("a"), script("x", "n = 1"), end("bad", ERROR))
    world = World(diagram(start(), *parts, go("s g a"), go("g x bad")))
    world.start(variables={"m": Decimal(2)})

    assert world.first.ended == InstanceEnded("failed", "e1", "bad", {"n": Decimal(1)})
    assert world.outcome() == "uncaught_error"


@pytest.mark.parametrize(
    "cause",
    [
        IncidentRetried(Place("u")),
        IncidentRetried(Place("nowhere")),
        TaskCompleted(Place("u", 2)),
        TaskCompleted(Place("s")),
    ],
)
def test_a_cause_nobody_waits_for_is_refused(cause):
    world = World(diagram(start(), user("u"), go("s u")))
    world.start()
    before = world.first.snapshot

    with pytest.raises(NotWaitingHere) as refused:
        world.step(world.first, cause)
    assert "Er is niets veranderd" in refused.value.sentence("nl")
    assert world.first.snapshot == before


def test_an_instance_that_ended_takes_no_causes():
    world = World(diagram(start(), end(), go("s e")))
    world.start()

    for cause in (TaskCompleted(Place("s")), InstanceCancelled("te laat")):
        with pytest.raises(NotWaitingHere):
            world.step(world.first, cause)
