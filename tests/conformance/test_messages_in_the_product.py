"""What the interpreter leaves to the product: who gets a message, and which process it starts."""

import pytest
from sqlalchemy import func, select

from engine import cases, deployments, messages, openings, store, tables
from engine.messages import AmbiguousMessage, AmbiguousStart, Incoming, NobodyWaits
from engine.model import Severity, Who
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
    throw,
)
from tests.engine.office import FRED

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


def deploy_two(product):
    """Deploy two processes that start with the message m1."""
    source = diagram(start("t", MESSAGE), mark("a"), go("t a"))
    deploy(product, source)
    with product.read() as tx:
        (warned,) = deployments.check(tx, source.replace(b'id="p"', b'id="q"'))
    assert (warned.code, warned.severity) == ("shared-start", Severity.WARNING)
    assert "Met het bericht 'm1' begint ook: p." in warned.say("nl")
    assert "The message 'm1' also starts: p." in warned.say("en")
    deploy(product, source.replace(b'id="p"', b'id="q"'))


def count_cases(product):
    with product.read() as tx:
        return tx.row(select(func.count()).select_from(tables.case))[0]


def test_a_message_that_starts_two_processes_is_refused_and_opens_nothing(product):
    deploy_two(product)

    with pytest.raises(AmbiguousStart, match="p/t, q/t"):
        receive(product, "m1")
    assert count_cases(product) == 0


def test_a_sent_or_kept_message_that_starts_two_processes_starts_none(product):
    deploy_two(product)
    sender = diagram(start(), throw("w", MESSAGE), element("userTask", "u"), go("s w u"))
    deploy(product, sender.replace(b'id="p"', b'id="stuurt"'))
    with product.begin() as tx:
        number = openings.open_case(tx, Opening("stuurt", {}), ANYBODY).number
        messages.keep(tx, Incoming("m1", None, {}))

    assert messages.deliver(product) == 0
    with product.read() as tx:
        assert len(store.instances.of_case(tx, number)) == 1
        failed = messages.failed(tx, FRED)
        assert ["p/t, q/t" in one.reason.nl for one in failed] == [True, True]
    assert count_cases(product) == 1


def test_a_process_that_starts_with_its_message_at_two_places_is_warned_about(product):
    two = (start("t", MESSAGE), start("v", MESSAGE), mark("a"))
    with product.read() as tx:
        found = deployments.check(tx, diagram(*two, go("t a"), go("v a")))

    assert [one.element_id for one in found if one.code == "shared-start"] == ["t", "v"]


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
