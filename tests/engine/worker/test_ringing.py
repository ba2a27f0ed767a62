"""A ring puts into the queue what is due now, once; the queue itself may be lost at any moment."""

import pytest

from engine.worker import running
from engine.worker.queue import FIRE, PERFORM, Queue, Work
from engine.worker.ringing import ring
from tests.engine.worker.test_working import fired_once, have_fired

pytestmark = pytest.mark.postgresql

LONG = 120  #: seconds, more than the test takes


def test_what_is_due_is_put_in_once_with_a_lock_for_its_instance(room, late, queue, plant):
    letter = room.send()
    expected = [*(f"{FIRE} {number}.1" for number in late), f"{PERFORM} {letter}.1"]

    assert ring(room.store, queue) == 4
    assert plant.waiting() == expected
    assert ring(room.store, queue) == 0
    assert plant.ask("SELECT count(*) FROM procrastinate_jobs WHERE scheduled_at > now()") == [(0,)]


def test_what_is_not_due_is_not_put_in(room, queue, plant):
    number = room.office.open()
    room.office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)

    assert ring(room.store, queue) == 0
    assert plant.waiting() == []


@pytest.mark.usefixtures("late")
def test_the_queue_stays_short_whatever_is_due(room, queue):
    assert ring(room.store, queue, window=2) == 2
    assert ring(room.store, queue, window=2) == 0


def test_of_two_workers_that_ring_at_the_same_moment_one_puts_it_in(late, queue, plant):
    another = Queue(plant.settings.url)
    wanted = [Work(FIRE, f"{number}.1") for number in late]
    known = another._jobs.list_locks
    another._jobs.list_locks = lambda: known() if queue.fill(wanted) else []
    assert another.fill(wanted) == 0
    another.close()

    assert len(plant.waiting()) == len(late)


def test_a_queue_that_is_emptied_by_hand_loses_nothing(room, late, queue, plant):
    ring(room.store, queue)
    assert plant.ask("DELETE FROM procrastinate_jobs") == len(late)
    plant.start()
    plant.wait_until(have_fired(room, late))

    assert fired_once(room, late)


def test_a_worker_that_cannot_write_its_job_down_begins_anew_and_goes_on(room, late, plant):
    number = room.send()
    room.mailbox.is_deaf = True
    plant.start(service_timeout_seconds=LONG)
    plant.wait_until(lambda: plant.busy_with(PERFORM))
    plant.wait_until(lambda: len(plant.crews()) == len(running.CREWS))
    plant.wait_until(lambda: room.mailbox.unheard)
    before = plant.crews()
    plant.ask("DELETE FROM procrastinate_jobs")
    room.mailbox.hang_up()
    plant.wait_until(lambda: plant.crews() - before)
    room.mailbox.is_deaf = False
    plant.wait_until(have_fired(room, late))

    assert fired_once(room, late)
    assert room.office.case(number).closed_at is None


def test_a_queue_that_is_dropped_under_a_worker_is_missed_and_nothing_is_lost(room, late, plant):
    plant.start()
    plant.wait_until(have_fired(room, late))
    plant.ask("DROP SCHEMA regie_queue CASCADE")
    letter = room.send()
    plant.start()
    plant.wait_until(lambda: room.office.case(letter).status == "Gemeld")

    assert len(room.mailbox.kept) == 1
