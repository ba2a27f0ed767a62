"""Workers do what is due, each thing once, however many they are and whatever becomes of them."""

import os
import signal

import pytest

from engine import incidents, replay, store, timers, worker
from engine.limits import Limits
from engine.model import Who
from engine.openings import Opening, open_case
from tests.engine import rounds
from tests.engine import test_gathering as gathering
from tests.engine.office import EVE, FRED
from tests.engine.starting import MONDAY, deploy, opened, timed
from tests.engine.worker.plant import KILLED
from tests.forks import FORKS

pytestmark = pytest.mark.postgresql

FIRING = "DELETE FROM timer"

EITHER = ("TimerFired", "ServiceAnswered")


def kinds(room, number):
    """Give what happened in an instance, after proving that all of the case is true."""
    with room.store.read() as tx:
        assert all(one.right for one in replay.verify_case(tx, number, EVE))
        return [one.kind for one in replay.happenings(tx, f"{number}.1", EVE)]


def have_fired(room, numbers):
    return lambda: {room.office.case(number).status for number in numbers} == {"Afgewezen"}


def fired_once(room, numbers):
    return [kinds(room, number).count("TimerFired") for number in numbers] == [1] * len(numbers)


# --- the way it should go


def test_a_worker_fires_the_timers_that_are_due(room, late, plant):
    plant.start()
    plant.wait_until(have_fired(room, late))

    assert fired_once(room, late)
    plant.wait_until(lambda: plant.waiting() == [])


def test_a_worker_sends_a_letter_and_its_answer_moves_the_case(room, plant):
    number = room.send()
    plant.start()
    plant.wait_until(lambda: room.office.case(number).status == "Gemeld")

    assert len(room.mailbox.letters) == 1
    assert kinds(room, number) == ["InstanceStarted", "ServiceAnswered"]


def test_of_two_workers_one_opens_the_case_of_a_process_that_starts_by_itself(room, plant):
    deploy(room.office, timed(MONDAY))
    room.office.clock.tick(days=7)
    plant.start()
    plant.start()
    plant.wait_until(lambda: opened(room.office))
    plant.wait_until(lambda: plant.waiting() == [])

    (case,) = opened(room.office)
    assert kinds(room, case.number) == ["InstanceStarted"]


def test_a_worker_delivers_what_nobody_came_round_to(room, plant):
    number = room.office.open()
    room.office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    with room.store.begin() as tx:
        store.post.send(tx, store.post.Letter("message", "antwoord", number))
    plant.start()
    plant.wait_until(lambda: "MessageReceived" in kinds(room, number))


def test_workers_stop_a_case_that_sends_itself_messages_for_ever(room, plant):
    gathering.deploy(room.office, rounds.ITSELF)
    with room.store.begin() as tx:
        number = open_case(tx, Opening("rond", {}), Who("bob")).number
    for _ in range(2):
        plant.start(limits=Limits(hops=rounds.MOST))
    plant.wait_until(lambda: rounds.failed(room.office))

    assert kinds(room, number).count("MessageReceived") == rounds.MOST + 1


def test_a_timer_fires_while_a_slow_service_keeps_its_own_instance_waiting(room, plant):
    number = room.send()
    room.mailbox.is_deaf = True
    plant.start()
    plant.wait_until(lambda: plant.busy_with("perform calls"))
    room.office.clock.tick(days=7)
    plant.start()
    plant.wait_until(lambda: room.office.open_tasks(number) == [f"{number}.1/bel#1"])

    assert kinds(room, number) == ["InstanceStarted", "TimerFired"]


def test_a_worker_that_is_told_to_stop_ends_well(room, late, plant):
    process = plant.start()
    plant.wait_until(have_fired(room, late))
    process.terminate()
    process.join()

    assert process.exitcode == 0
    assert plant.crews() == set()


# --- many


def test_two_workers_and_a_process_without_a_queue_do_each_thing_once(room, plant):
    office = room.office
    numbers = [office.open() for _ in range(12)]
    for number in numbers:
        office.complete(f"{number}.1/beoordeel#1", volledig=False, bedrag=10)
    letters = [room.send() for _ in range(6)]
    office.clock.tick(days=28)
    plant.start()
    plant.start()
    plant.wait_until(plant.crews)
    timers.fire_due(room.store)
    plant.wait_until(have_fired(room, numbers))

    assert fired_once(room, numbers)
    # the letter and its timer are due together: whichever comes first, the other comes no more
    plant.wait_until(lambda: all(len(kinds(room, number)) > 1 for number in letters))
    for number in letters:
        (_came_first,) = [kind for kind in kinds(room, number) if kind in EITHER]


def test_programs_that_start_at_once_make_the_queue_once(plant):
    starting = [FORKS.Process(target=worker.prepare, args=(plant.settings,)) for _ in range(3)]
    for process in starting:
        process.start()
    for process in starting:
        process.join()

    assert [process.exitcode for process in starting] == [0, 0, 0]
    assert plant.waiting() == []


def test_a_queue_that_another_version_made_is_made_anew(queue, plant):
    plant.ask("COMMENT ON SCHEMA regie_queue IS 'procrastinate 0.1'")
    plant.ask("DROP TABLE procrastinate_periodic_defers")
    worker.prepare(plant.settings)

    assert plant.ask("SELECT * FROM procrastinate_periodic_defers") == []
    assert queue.fill([]) == 0


# --- dying


def test_a_timer_whose_worker_dies_halfway_is_taken_over_and_fires_once(room, late, plant):
    dead = plant.start(dies_at=FIRING)
    dead.join()
    assert dead.exitcode == KILLED
    plant.bury()
    plant.start()
    plant.wait_until(have_fired(room, late))

    assert fired_once(room, late)


def test_a_letter_whose_worker_is_killed_is_taken_over_and_kept_once(room, plant):
    number = room.send()
    room.mailbox.is_deaf = True
    dead = plant.start()
    plant.wait_until(lambda: plant.busy_with("perform calls"))
    os.kill(dead.pid, signal.SIGKILL)
    dead.join()
    room.mailbox.is_deaf = False
    plant.bury()
    room.office.clock.tick(minutes=2)  # the lease of the call is over
    plant.start()
    plant.wait_until(lambda: room.office.case(number).status == "Gemeld")

    assert len(room.mailbox.kept) == 1
    assert kinds(room, number) == ["InstanceStarted", "ServiceAnswered"]


def test_a_timer_of_which_every_worker_dies_is_an_incident_and_stops_no_other(room, late, plant):
    first, *others = late
    deadly = f"UPDATE instance|{first}.1"
    for _ in range(worker.jobs.DEATHS):
        dead = plant.start(dies_at=deadly)
        dead.join()
        assert dead.exitcode == KILLED
        plant.bury()
    plant.start()
    plant.wait_until(lambda: listed(room) != [])

    (found,) = listed(room)
    assert found.instance_id == f"{first}.1"
    assert "(tries: 3). The program stopped each time" in found.reason.en
    plant.wait_until(have_fired(room, others))
    with room.store.begin() as tx:
        incidents.retry(tx, found.instance_id, str(found.place), FRED)
    plant.wait_until(have_fired(room, [first]))
    assert fired_once(room, late)


def test_a_letter_that_never_gets_an_answer_is_an_incident(room, plant):
    room.send()
    plant.start(smtp="")
    plant.wait_until(lambda: listed(room) != [])

    (found,) = listed(room)
    assert found.service == "mail"


def listed(room):
    with room.store.read() as tx:
        return incidents.listed(tx, FRED)
