"""Data of receive tasks that did not wait themselves: an event-based gateway did, or nobody yet."""

from __future__ import annotations

from tests.engine.interpreter.behaviour.running import waiting
from tests.engine.interpreter.diagrams import (
    catch,
    data,
    diagram,
    element,
    first_of,
    given,
    go,
    own_data,
    script,
    taken,
    timer,
    user,
)
from tests.engine.interpreter.world import World


def receiving(*inner, **attributes):
    return element("receiveTask", "r", "".join(inner), messageRef="M1", **attributes)


def behind_a_gateway(received, *before):
    """Draw a gateway that waits for the message of `r`, or for an hour."""
    ids = " ".join(["s", *(f"x{n}" for n in range(len(before))), "g r u"])
    scripts = (script(f"x{n}", text) for n, text in enumerate(before))
    parts = (*scripts, first_of("g"), received, catch("c", timer("PT1H")), user("u"))
    return waiting(data("doel"), data("bron"), *parts, go(ids), go("g c"))


def test_a_receive_task_behind_a_gateway_gives_out_what_its_message_brought():
    world = behind_a_gateway(receiving(own_data(outputs="o"), given("o", "data_doel")))
    world.receive("r", "m1", o=7)

    assert world.variables()["doel"] == 7
    assert "o" not in world.variables()


def test_a_receive_task_behind_a_gateway_takes_its_data_in_when_it_begins_to_wait():
    inner = (own_data("i", "o"), taken("data_bron", "i"), given("o", "data_doel", made="o + i"))
    world = behind_a_gateway(receiving(*inner), "bron = 3")
    world.receive("r", "m1", o=7)

    assert world.variables()["doel"] == 10


def test_data_that_a_receive_task_behind_a_gateway_cannot_take_in_is_an_incident_there():
    endless = 'string length(string join(for n in 1..99999 return "x"))'
    inner = (own_data("i", "o"), taken("data_bron", "i", made=endless))
    world = behind_a_gateway(receiving(*inner))
    assert [place.element_id for place in world.first.incidents] == ["r"]
    world.fire("c")

    assert world.first.ended


def test_a_receive_task_that_starts_a_process_gives_out_what_its_message_brought():
    received = receiving(own_data(outputs="o"), given("o", "data_doel"), instantiate="true")
    world = World(diagram(data("doel"), received, user("u"), go("r u")))
    world.start("p", {"o": 7}, start="r")

    assert world.variables()["doel"] == 7


def test_a_receive_task_that_starts_a_process_takes_its_data_in_too():
    inner = (own_data("i", "o"), taken("data_bron", "i"), given("o", "data_doel", made="o + i"))
    received = receiving(*inner, instantiate="true")
    world = World(diagram(data("doel"), data("bron"), received, user("u"), go("r u")))
    world.start("p", {"o": 7, "bron": 1}, start="r")

    assert world.variables()["doel"] == 8


def test_a_receive_task_takes_its_data_in_once():
    counted = taken("", "", assigned=("times + 1", "times"))
    world = waiting(receiving(counted), user("u"), go("s r u"), variables={"times": 0})
    world.receive("r", "m1")

    assert world.variables()["times"] == 1
