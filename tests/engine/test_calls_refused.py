"""A call that cannot be done waits as an incident with its reason; other branches go on."""

import pytest

from engine import deployments, incidents
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    both,
    diagram,
    element,
    end,
    go,
    mark,
    start,
    user,
)
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge

CALL = element("callActivity", "roep", calledElement="kind")
PARENT = diagram(start(), both("g"), CALL, user("t"), end(), go("s g roep e"), go("g t"))
ON_AN_EVENT = diagram(start("s", MESSAGE), user("k"), go("s k"))
BY_HAND = diagram(start("s"), mark("k"), go("s k"))
BY_HAND_TOO = diagram(start("s"), start("m", MESSAGE), mark("k"), go("s k"), go("m k"))


@pytest.fixture
def deploy(office):
    def one(source, process_id="kind"):
        named = source.replace(b'<process id="p"', f'<process id="{process_id}"'.encode())
        with office.store.begin() as tx:
            deployments.deploy(tx, named, by=ANN)

    return one


def reasons(office):
    with office.store.read() as tx:
        return [(str(one.place), one.reason.en) for one in incidents.listed(tx, FRED)]


def test_a_call_of_what_only_starts_on_an_event_is_an_incident_and_other_branches_go_on(
    office, deploy
):
    deploy(BY_HAND)
    deploy(PARENT, "p")
    deploy(ON_AN_EVENT)
    number = office.open("p")

    why = "The process kind only starts on an event, not by hand."
    assert reasons(office) == [("roep#1", why)]
    assert office.open_tasks(number) == [f"{number}.1/t#1"]
    judge(office.store)


def test_it_is_called_after_all_when_a_next_version_can_be(office, deploy):
    deploy(BY_HAND)
    deploy(PARENT, "p")
    deploy(ON_AN_EVENT)
    number = office.open("p")
    deploy(BY_HAND_TOO)
    with office.store.begin() as tx:
        incidents.retry(tx, f"{number}.1", "roep#1", FRED)

    assert reasons(office) == []
    judge(office.store)


def test_a_call_that_cannot_begin_there_refuses_no_other_call_of_the_process(office, deploy):
    at_a, at_b = (
        element("callActivity", f"roep_{one}", calledElement="kind", regie_start=one)
        for one in ("a", "b")
    )
    deploy(diagram(start("a"), start("b"), user("k", regie_form="hoe"), go("a k"), go("b k")))
    deploy(diagram(start(), both("g"), at_b, at_a, go("s g roep_b"), go("g roep_a")), "p")
    deploy(diagram(start("a"), start("c"), user("k", regie_form="hoe"), go("a k"), go("c k")))

    number = office.open("p")

    assert [place for place, _ in reasons(office)] == ["roep_b#1"]
    assert office.open_tasks(number) == [f"{number}.2/k#1"]
    judge(office.store)
