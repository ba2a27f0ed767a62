"""Instances move in one way; a called process runs beside its caller, in the same transaction."""

import pytest

from engine import cases, replay, store
from engine.errands import UnknownProcess
from tests.engine.office import EVE


def outcomes(office, number):
    with office.store.read() as tx:
        return {one.id: one.outcome for one in store.instances.of_case(tx, number)}


def variables(office, instance_id):
    with office.store.read() as tx:
        return cases.variables(tx, store.instances.find(tx, instance_id))


@pytest.fixture
def called(office):
    """A case whose process waits for the process it called."""
    return office.open("ouder", aantal=1)


def test_a_called_process_is_an_instance_of_its_own(office, called):
    assert office.open_tasks(called) == [f"{called}.2/werk#1"]
    assert outcomes(office, called) == {f"{called}.1": None, f"{called}.2": None}


def test_the_end_of_the_child_moves_its_caller_and_gives_back_what_it_wrote(office, called):
    office.complete(f"{called}.2/werk#1", hoe="goed")
    office.complete(f"{called}.2/door#1")

    assert outcomes(office, called) == {f"{called}.1": "completed", f"{called}.2": "completed"}
    assert variables(office, f"{called}.1")["aantal"] == 2
    assert office.case(called).closed_at is not None


def test_an_escalation_of_the_child_reaches_its_caller_and_the_child_goes_on(office, called):
    office.complete(f"{called}.2/werk#1", hoe="hulp")

    assert set(office.open_tasks(called)) == {f"{called}.1/help#1", f"{called}.2/door#1"}


def test_an_error_of_the_child_takes_the_way_out_of_its_caller(office, called):
    office.complete(f"{called}.2/werk#1", hoe="stuk")

    assert office.open_tasks(called) == [f"{called}.1/herstel#1"]
    assert outcomes(office, called)[f"{called}.2"] == "failed"


def test_every_instance_of_the_case_verifies(office, called):
    office.complete(f"{called}.2/werk#1", hoe="hulp")
    office.complete(f"{called}.2/door#1")
    office.complete(f"{called}.1/help#1")

    with office.store.read() as tx:
        verdicts = replay.verify_case(tx, called, EVE)
    assert [verdict.subject for verdict in verdicts] == [f"{called}.1", f"{called}.2", called]
    assert all(verdict.right for verdict in verdicts)


def test_an_unknown_process_cannot_be_started(office):
    with pytest.raises(UnknownProcess, match="No process 'nergens' is deployed"):
        office.open("nergens")
