"""A process that calls itself is stopped at a stated depth: an incident, with its reason."""

import pytest

from engine import cases, deployments, incidents
from engine.limits import DEFAULT
from tests.engine.interpreter.diagrams import diagram, element, end, go, start, user
from tests.engine.office import ANN, FRED
from tests.proofs.judging import judge

ITSELF = diagram(
    start(),
    user("t"),
    element("callActivity", "roep", calledElement="p"),
    end(),
    go("s t roep e"),
)


@pytest.fixture
def deep(office):
    """Give the number of a case in which the process called itself as deep as it may."""
    with office.store.begin() as tx:
        deployments.deploy(tx, ITSELF, by=ANN)
    number = office.open("p")
    for depth in range(DEFAULT.calls + 1):
        office.complete(f"{number}.{depth + 1}/t#1", by=FRED)
    return number


def reasons(office):
    with office.store.read() as tx:
        return [(one.instance_id, one.reason.en) for one in incidents.listed(tx, FRED)]


def test_calls_that_go_too_deep_are_an_incident_with_its_reason(office, deep):
    (found,) = reasons(office)

    why = f"Process 'p' would run more than {DEFAULT.calls} calls deep. Does it call itself?"
    assert found == (f"{deep}.{DEFAULT.calls + 1}", why)
    judge(office.store)


def test_trying_again_calls_again_and_is_refused_again(office, deep):
    with office.store.begin() as tx:
        incidents.retry(tx, f"{deep}.{DEFAULT.calls + 1}", "roep#1", FRED)

    assert len(reasons(office)) == 1
    judge(office.store)


def test_a_case_that_went_too_deep_can_be_stopped(office, deep):
    with office.store.begin() as tx:
        cases.cancel(tx, deep, "Dit proces roept zichzelf aan", FRED)

    assert reasons(office) == []
    assert office.case(deep).closed_at is not None
    judge(office.store)
