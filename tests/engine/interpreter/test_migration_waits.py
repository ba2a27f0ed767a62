"""What was asked of a service or another process goes along to another version, and is told."""

from __future__ import annotations

import pytest

from engine.events import ServiceAnswered
from engine.model import Place
from tests.engine.interpreter.behaviour.test_complex_gateways import complex_gateway, first_and_rest
from tests.engine.interpreter.diagrams import diagram, element, end, go, mark, start
from tests.engine.interpreter.migrating import asking, migrated, read, running, said, told
from tests.engine.interpreter.world import World


def version(*tasks):
    ids = " ".join(one.partition('id="')[2].partition('"')[0] for one in tasks)
    return (start(), *tasks, end(), go(f"s {ids} e"))


def test_a_service_that_was_asked_answers_in_the_other_version():
    world = running(*version(asking("a", "kvk")))
    longer = read(*version(asking("a", "kvk"), mark("z")))

    assert told(world, longer) == [("service", "stays", "a")]
    assert said(world, longer)[0][0] == "De aanroep van de dienst bij 'a' blijft."
    assert migrated(world, longer) == ()
    world.step(world.first, ServiceAnswered(Place("a"), "ja"))
    assert world.trace() == ["z"]
    assert world.variables()["got"] == "ja"


def test_what_the_service_of_before_answers_counts_and_is_told():
    world = running(*version(asking("a", "kvk")))
    other = read(*version(asking("a", "register", regie_result="found")))

    ((dutch, english),) = said(world, other)
    assert dutch == (
        "De aanroep van de dienst bij 'a' blijft, "
        "en wat kvk antwoordt telt, al vraagt die versie register."
    )
    assert english == (
        "The service call at 'a' stays, "
        "and what kvk answers counts, though that version asks register."
    )
    migrated(world, other)
    world.step(world.first, ServiceAnswered(Place("a"), "ja"))
    assert world.variables()["found"] == "ja"


def test_a_service_under_another_name_says_why_it_cannot_come_along():
    world = running(*version(asking("a", "kvk")))

    ((dutch, english),) = said(world, read(*version(asking("b", "kvk"))), {"a": "b"})
    assert dutch == (
        "De aanroep van de dienst bij 'a' kan niet mee: "
        "de dienst is al gevraagd, en antwoordt alleen aan hetzelfde element."
    )
    assert english == (
        "The service call at 'a' cannot come along: "
        "the service was asked already, and answers the same element only."
    )


def test_a_process_that_was_called_before_counts_and_is_told():
    def calling(process_id):
        return version(element("callActivity", "a", calledElement=process_id))

    world = World(diagram(*calling("q")))
    world.start()

    assert said(world, read(*calling("q"))) == [
        ("Het aangeroepen proces van 'a' blijft.", "The process called by 'a' stays.")
    ]
    assert said(world, read(*calling("r")))[0][1] == (
        "The process called by 'a' stays, and what q answers counts, though that version asks r."
    )


def test_what_stays_behind_at_a_complex_gateway_goes_along():
    one = (start(), *first_and_rest("activationCount >= 1"), go("s g"))
    world = running(*one, done=["a"])
    migrated(world, read(*one, mark("last"), go("y last")))
    world.complete("b")

    assert world.trace() == ["last", "x", "y"]
    assert world.first.ended


def held(gate):
    return (start(), gate, mark("z"), go("s j z"))


@pytest.mark.parametrize(
    "gate",
    [
        complex_gateway("j", "true"),
        complex_gateway("j", "activationCount = 1"),
        element("complexGateway", "j"),
    ],
)
def test_what_waits_at_a_complex_gateway_goes_on_where_its_condition_holds(gate):
    world = running(*held(complex_gateway("j", "false")))
    assert world.trace() == []
    migrated(world, read(*held(gate)))

    assert world.first.ended.variables["trace"] == ["z"]


def test_what_waits_at_a_complex_gateway_stays_where_its_condition_does_not_hold():
    world = running(*held(complex_gateway("j", "false")))

    assert migrated(world, read(*held(complex_gateway("j", "activationCount = 2")))) == ()
    assert not world.first.ended
