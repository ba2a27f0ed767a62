"""Workers do what is due, each thing once, however many they are and whatever becomes of them."""

import pytest

from engine import replay
from tests.engine.office import EVE

pytestmark = pytest.mark.postgresql


def kinds(room, number, instance=1):
    """Give what happened in an instance, after proving that all of the case is true."""
    with room.store.read() as tx:
        assert all(one.right for one in replay.verify_case(tx, number, EVE))
        return [one.kind for one in replay.happenings(tx, f"{number}.{instance}", EVE)]


def test_a_worker_fires_a_timer_that_is_due(room, waiting, plant):
    plant.start()
    plant.wait_until(lambda: room.office.case(waiting).status == "Afgewezen")

    assert kinds(room, waiting).count("TimerFired") == 1


def test_a_worker_sends_a_letter_and_its_answer_moves_the_case(room, plant):
    number = room.send()
    plant.start()
    plant.wait_until(lambda: room.office.case(number).status == "Gemeld")

    assert len(room.mailbox.letters) == 1
    assert kinds(room, number) == ["InstanceStarted", "ServiceAnswered"]
