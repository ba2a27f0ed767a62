"""What the interpreter leaves to the product: who gets a message, and which process it starts."""

import pytest

from engine import cases, deployments, messages, openings, store
from engine.messages import AmbiguousMessage, Incoming, NobodyWaits
from engine.model import Who
from engine.openings import Opening
from engine.settings import Settings
from engine.store import open_store
from tests.clock import Clock
from tests.conformance.behaviour import ANN
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    both,
    catch,
    diagram,
    element,
    go,
    mark,
    start,
)

ANYBODY = Who("ann")


@pytest.fixture
def product(tmp_path):
    found = open_store(Settings(data=tmp_path), Clock())
    yield found
    found.close()


def deploy(product, source):
    with product.begin() as tx:
        deployments.deploy(tx, source, by=ANN)


def opened(product):
    with product.begin() as tx:
        return openings.open_case(tx, Opening("p", {"trace": []}), ANYBODY).number


def receive(product, name, key=None):
    with product.begin() as tx:
        return messages.receive(tx, Incoming(name, key, {"trace": []}), ANYBODY)


def trace(product, number):
    with product.read() as tx:
        (only,) = store.instances.of_case(tx, number)
        return cases.variables(tx, only)["trace"]


def test_a_message_for_which_two_places_wait_is_refused_and_changes_nothing(product):
    two = (both("g"), catch("c", MESSAGE), catch("d", MESSAGE))
    deploy(product, diagram(start(), *two, go("s g c"), go("g d")))
    number = opened(product)

    with pytest.raises(AmbiguousMessage, match=r"c#1.*d#1"):
        receive(product, "m1", number)
    with product.read() as tx:
        assert len(store.work.waiting_for(tx, "message", "m1", number)) == 2


def test_a_message_with_the_number_of_another_case_finds_nobody(product):
    deploy(product, diagram(start(), catch("c", MESSAGE), go("s c")))
    opened(product)

    with pytest.raises(NobodyWaits):
        receive(product, "m1", "RD-2020-9999")


@pytest.mark.parametrize(("name", "marked"), [("m1", "x"), ("m2", "y")])
def test_a_message_opens_a_case_behind_a_gateway_that_starts(product, name, marked):
    parts = (
        element("eventBasedGateway", "g", instantiate="true"),
        catch("c", MESSAGE),
        element("receiveTask", "r", messageRef="M2"),
        mark("x"),
        mark("y"),
    )
    deploy(product, diagram(*parts, go("g c x"), go("g r y")))
    case = receive(product, name)

    assert trace(product, case.number) == [marked]


@pytest.mark.parametrize("name", ["m1", "m2"])
def test_one_start_event_may_start_on_several_messages(product, name):
    both_messages = start("t", MESSAGE + OTHER_MESSAGE + MESSAGE)
    deploy(product, diagram(both_messages, mark("a"), go("t a")))
    case = receive(product, name)

    assert trace(product, case.number) == ["a"]


def test_a_start_event_with_several_messages_may_be_deployed_again(product):
    for last in ("a", "b"):
        deploy(product, diagram(start("t", MESSAGE + OTHER_MESSAGE), mark(last), go(f"t {last}")))
    case = receive(product, "m2")

    assert trace(product, case.number) == ["b"]


def test_a_gateway_that_waits_for_all_opens_one_case_for_both_messages(product):
    gateway = element("eventBasedGateway", "g", instantiate="true", eventGatewayType="Parallel")
    events = (catch("c", MESSAGE), catch("d", OTHER_MESSAGE))
    deploy(product, diagram(gateway, *events, mark("x"), mark("y"), go("g c x"), go("g d y")))
    case = receive(product, "m2")
    assert trace(product, case.number) == ["y"]
    receive(product, "m1", case.number)

    assert trace(product, case.number) == ["x"]  # what a message brings begins the list anew
