"""A case is open as long as something in it runs, also what was started by what ended before."""

import pytest

from engine import deployments, messages, openings, replay
from engine.model import Who
from engine.openings import Opening
from tests.engine.interpreter.diagrams import MESSAGE, SIGNAL, diagram, end, go, start, user
from tests.engine.office import ANN, EVE, FRED
from tests.proofs.judging import judge


@pytest.fixture(params=[MESSAGE, SIGNAL])
def number(office, request):
    """Give the number of a case whose first process started another as it ended."""
    begun = diagram(start("s", request.param), user("t"), end(), go("s t e"))
    with office.store.begin() as tx:
        deployments.deploy(tx, diagram(start(), end("e", request.param), go("s e")), by=ANN)
        deployments.deploy(tx, begun.replace(b'id="p"', b'id="vervolg"'), by=ANN)
        return openings.open_case(tx, Opening("p", {}), Who("bob")).number


def differences(office, number):
    with office.store.read() as tx:
        return [one for one in replay.verify_case(tx, number, EVE) if not one.right]


@pytest.mark.parametrize("hours", [0, 1])
def test_a_case_opens_again_when_what_its_end_sent_starts_a_process(office, number, hours):
    assert office.case(number).closed_at is not None
    office.clock.tick(hours=hours)
    messages.deliver(office.store)

    (task,) = office.open_tasks(number)
    assert office.case(number).closed_at is None
    assert differences(office, number) == []
    judge(office.store)

    office.complete(task, by=FRED)
    assert office.case(number).closed_at == office.clock.now
    assert differences(office, number) == []
    judge(office.store)
