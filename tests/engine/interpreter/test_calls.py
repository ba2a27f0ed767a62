"""Call activities: what a child gets, what it gives back, and how it fails."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine import interpreter
from engine.events import (
    CallCancelled,
    CallStarted,
    ChildEnded,
    ErrorRaised,
    EscalationRaised,
    IncidentRetried,
    InstanceEnded,
)
from engine.interpreter import NotWaitingHere
from engine.model import Place
from tests.engine.interpreter.diagrams import (
    ERROR,
    ESCALATION,
    OTHER_ERROR,
    boundary,
    diagram,
    element,
    end,
    go,
    handler,
    many,
    mark,
    process,
    script,
    start,
    sub,
    throw,
    timer,
    user,
)
from tests.engine.interpreter.world import World


def call(element_id="c", called="k", inner="", **attributes):
    return element("callActivity", element_id, inner, calledElement=called, **attributes)


def child(*parts, chain):
    return process("k", start("ks"), *parts, go(chain))


def ran(source, **variables):
    world = World(source)
    world.start("p", variables=variables)
    world.run()
    return world


def test_a_child_gets_all_that_can_be_seen_and_gives_back_what_it_wrote():
    other = child(script("kx", "n = n + 1"), script("ky", "fresh = m"), chain="ks kx ky")
    world = ran(diagram(start(), call(), go("s c"), others=other), n=Decimal(1), m=Decimal(5))

    started = next(one for one in world.first.effects if isinstance(one, CallStarted))
    assert started == CallStarted(Place("c"), "k", {"trace": [], "n": Decimal(1), "m": Decimal(5)})
    ended = world.instances[1].ended
    assert ended.variables == {"n": Decimal(2), "fresh": Decimal(5)}
    assert world.variables() == {
        "trace": [],
        "n": Decimal(2),
        "m": Decimal(5),
        "fresh": Decimal(5),
    }


def test_what_a_child_gives_back_takes_the_place_of_what_was_written_meanwhile():
    other = child(user("kx"), script("ky", 'seen = append(seen, "child")'), chain="ks kx ky")
    here = script("b", 'seen = append(seen, "here")')
    world = World(diagram(start(), call(), here, go("s c"), go("s b"), others=other))
    world.start("p", variables={"seen": []})
    assert world.variables()["seen"] == ["here"]
    world.run()

    assert world.variables()["seen"] == ["child"]


def test_every_item_calls_a_child_of_its_own():
    other = child(script("kx", "vote = person"), chain="ks kx")
    how = many(over="people", item="person", into="votes", result="vote")
    world = ran(diagram(start(), call(inner=how), go("s c"), others=other), people=["a", "b"])

    assert len(world.instances) == 3
    assert world.variables()["votes"] == ["a", "b"]


def test_an_error_of_a_child_is_caught_on_the_call():
    other = child(script("kx", "why = 7"), end("bad", ERROR), chain="ks kx bad")
    parts = (call(), boundary("b", "c", ERROR), mark("h"), mark("no"))
    world = ran(diagram(start(), *parts, go("s c no"), go("b h"), others=other))

    assert world.trace() == ["h"]
    assert world.variables()["why"] == Decimal(7)
    failed = world.instances[1].ended
    assert (failed.outcome, failed.error) == ("failed", "e1")
    assert ErrorRaised(Place("c"), "e1", "b") in world.first.effects
    assert not any(isinstance(one, CallCancelled) for one in world.first.effects)


def test_an_error_of_a_child_looks_further_up():
    other = child(end("bad", ERROR), chain="ks bad")
    inner = sub(
        "q",
        start("s1"),
        call(),
        boundary("b", "c", OTHER_ERROR),
        mark("no"),
        go("s1 c"),
        go("b no"),
    )
    esp = handler("h", ERROR, mark("x"), go("h_s x h_e"))
    world = ran(diagram(start(), inner, esp, go("s q"), others=other))

    assert world.trace() == ["x"]
    assert ErrorRaised(Place("c"), "e1", "h") in world.first.effects


def test_an_error_of_a_child_that_nobody_catches_fails_the_caller():
    other = child(end("bad", ERROR), chain="ks bad")
    parts = (call(), element("parallelGateway", "g"), user("u"))
    world = ran(diagram(start(), *parts, go("s g c"), go("g u"), others=other))

    assert world.first.ended == InstanceEnded("failed", "e1", None, {})


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_escalation_of_a_child_is_caught_on_the_call(interrupting):
    other = child(throw("kt", ESCALATION), user("ku"), chain="ks kt ku")
    parts = (
        call(),
        boundary("b", "c", ESCALATION, interrupting=interrupting),
        mark("h"),
        mark("z"),
    )
    world = ran(diagram(start(), *parts, go("s c z"), go("b h"), others=other))

    assert world.trace() == (["h"] if interrupting else ["h", "z"])
    cancelled = any(isinstance(one, CallCancelled) for one in world.first.effects)
    assert cancelled is interrupting


def test_an_escalation_of_a_child_is_raised_again_when_nobody_catches_it():
    other = child(script("kx", "n = 3"), throw("kt", ESCALATION), chain="ks kx kt")
    world = ran(diagram(start(), call(), mark("z"), go("s c z"), others=other))

    raised = [one for one in world.first.effects if isinstance(one, EscalationRaised)]
    assert raised == [EscalationRaised(Place("c"), "x1", None, {"n": Decimal(3)})]
    assert world.trace() == ["z"]


def test_a_call_that_is_interrupted_is_cancelled():
    other = child(user("ku"), chain="ks ku")
    parts = (call(), boundary("b", "c", timer("PT1H")), mark("h"))
    world = World(diagram(start(), *parts, go("s c"), go("b h"), others=other))
    world.start("p")
    world.settle()
    world.tick(hours=1)
    effects = world.fire("b")

    assert CallCancelled(Place("c")) in effects
    assert world.trace() == ["h"]
    with pytest.raises(NotWaitingHere):
        world.step(world.first, ChildEnded(Place("c"), "child"))


def test_a_global_task_is_a_process_of_its_own():
    shared = '<globalScriptTask id="k"><script>n = 1</script></globalScriptTask>'
    world = ran(diagram(start(), call(), mark("z"), go("s c z"), others=shared))

    assert world.variables()["n"] == Decimal(1)
    assert world.trace() == ["z"]


def test_a_child_gets_only_what_the_inputs_give_it():
    other = child(script("kx", "sum = a + b"), chain="ks kx")
    asks = call(regie_inputs="{a: n, b: 2}")
    world = ran(diagram(start(), asks, go("s c"), others=other), n=Decimal(1))

    started = next(one for one in world.first.effects if isinstance(one, CallStarted))
    assert started.variables == {"a": Decimal(1), "b": Decimal(2)}
    assert world.variables()["sum"] == Decimal(3)


def test_only_what_the_outputs_make_of_it_comes_back():
    other = child(script("kx", 'n = 100\nadvice = "yes"'), chain="ks kx")
    asks = call(regie_outputs="{outcome: advice, shown: [advice, n, m]}")
    world = ran(diagram(start(), asks, go("s c"), others=other), n=Decimal(1), m=Decimal(5))

    assert world.variables() == {
        "trace": [],
        "n": Decimal(1),
        "m": Decimal(5),
        "outcome": "yes",
        "shown": ["yes", Decimal(100), Decimal(5)],
    }


def test_outputs_give_nothing_back_of_a_child_that_failed():
    other = process("k", start("ks"), script("kx", "n = 2"), end("ke", ERROR), go("ks kx ke"))
    parts = (start(), call(regie_outputs="{n: n}"), boundary("b", "c", ERROR), mark("x"))
    world = ran(diagram(*parts, go("s c"), go("b x"), others=other), n=Decimal(1))

    assert world.variables() == {"trace": ["x"], "n": Decimal(1)}


def test_outputs_that_cannot_be_worked_out_wait_as_an_incident_and_keep_what_came_back():
    other = child(script("kx", "n = 2"), chain="ks kx")
    asks = call(regie_outputs="if missing then {n: n} else null")
    source = diagram(start(), asks, go("s c"), others=other)
    assert "not-a-mapping" in {one.code for one in interpreter.problems(source)}
    assert [place.element_id for place in ran(source).first.incidents] == ["c"]

    asks = call(regie_outputs="{n: n, many: for i in 1..1000000 return i}")
    world = ran(diagram(start(), asks, go("s c"), others=other))
    assert [place.element_id for place in world.first.incidents] == ["c"]

    world.step(world.first, IncidentRetried(next(iter(world.first.incidents))))
    assert [place.element_id for place in world.first.incidents] == ["c"]


@pytest.mark.parametrize("caught", [True, False])
def test_outputs_see_what_a_child_wrote_before_it_escalated(caught):
    parts = (script("kx", "n = 2"), throw("kt", ESCALATION), script("ky", "m = 3"))
    other = child(*parts, chain="ks kx kt ky")
    edge = boundary("b", "c", ESCALATION, interrupting=False) + mark("x") + go("b x")
    asks = call(regie_outputs="{a: n, b: m}")
    world = ran(diagram(start(), asks, edge if caught else "", go("s c"), others=other))

    assert world.variables()["a"] == Decimal(2)
    assert world.variables()["b"] == Decimal(3)
