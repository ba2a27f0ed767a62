"""Service calls: nothing leaves before the commit, nothing is lost, nothing is done twice."""

import os

import pytest

from engine import cases, deployments, incidents, openings, services, store
from engine.interpreter import InvalidDiagram
from engine.model import Who
from engine.openings import Opening
from engine.services import mail
from engine.settings import Settings
from engine.store import open_store
from tests.engine.office import ANN, CAROL, FRED
from tests.engine.postroom import ADDRESS, MELDING
from tests.forks import FORKS

KILLED = 137


def variables(room, number):
    with room.store.read() as tx:
        return cases.variables(tx, store.instances.find(tx, f"{number}.1"))


def reasons(room):
    with room.store.read() as tx:
        return [one.reason.en for one in incidents.listed(tx, FRED)]


# --- the way it should go


def test_a_letter_leaves_after_the_commit_and_its_answer_moves_the_case(room):
    number = room.send()

    assert room.mailbox.letters == []
    assert room.perform() == 1
    (letter,) = room.mailbox.letters
    assert (letter["To"], letter["Subject"]) == (ADDRESS, f"Uw aanvraag {number}")
    assert letter.get_content().strip() == "Fietspad"
    assert room.office.case(number).status == "Gemeld"
    sent = {"bericht": letter["Message-ID"], "geweigerd": []}
    assert variables(room, number)["verzonden"] == sent
    assert room.kinds(number) == ["InstanceStarted", "ServiceAnswered"]
    assert [one.by for one in room.history(number)] == ["bob", "service"]


def test_a_case_that_is_rolled_back_sends_nothing(room):
    opening = Opening("melding", {"titel": "Fietspad", "adres": ADDRESS})

    def open_and_fail():
        with room.store.begin() as tx:
            openings.open_case(tx, opening, Who("bob"))
            raise KeyError

    with pytest.raises(KeyError):
        open_and_fail()
    assert room.perform() == 0
    assert room.mailbox.letters == []


def test_what_was_answered_is_not_asked_again(room):
    room.send()
    room.perform()
    room.office.clock.tick(days=1)

    assert room.perform() == 0
    assert len(room.mailbox.letters) == 1


def test_many_calls_are_performed_side_by_side(room):
    numbers = [room.send() for _ in range(20)]

    assert room.perform() == 20
    assert len(room.mailbox.kept) == 20
    assert {room.office.case(number).status for number in numbers} == {"Gemeld"}


# --- no service without a name


def test_a_service_that_does_not_exist_is_refused_by_name_at_deployment(sqlite_office):
    unknown = MELDING.replace(b'regie:service="mail"', b'regie:service="fax"')
    with sqlite_office.store.read() as tx:
        found = deployments.check(tx, unknown)

    (problem,) = [one for one in found if one.code == "unknown-service"]
    assert problem.say("nl") == (
        "Verstuur bericht (verstuur): Er is geen dienst 'fax'. Kies uit: mail."
    )
    with pytest.raises(InvalidDiagram), sqlite_office.store.begin() as tx:
        deployments.deploy(tx, unknown, by=ANN)


def test_a_service_that_is_gone_from_the_product_is_an_incident(sqlite_room):
    sqlite_room.send()
    sqlite_room.perform(known={})

    (reason,) = reasons(sqlite_room)
    assert "There is no service 'mail'." in reason


# --- failing


def test_a_server_that_is_away_is_asked_again_with_growing_pauses_then_it_is_an_incident(room):
    number = room.send()
    away = {"smtp": "smtp://127.0.0.1:1"}
    clock = room.office.clock

    assert room.perform(**away) == 0
    clock.tick(seconds=59)
    room.perform(**away)
    assert reasons(room) == []
    clock.tick(seconds=1)
    room.perform(**away)  # the second try
    clock.tick(seconds=119)
    assert room.kinds(number) == ["InstanceStarted"]
    room.perform(**away)
    clock.tick(seconds=1)
    room.perform(**away)  # the third, which is the last

    (reason,) = reasons(room)
    assert reason.startswith("The service mail gave no answer (tries: 3). The mail server: ")
    assert room.kinds(number) == ["InstanceStarted", "ServiceFailed"]
    clock.tick(days=1)
    assert room.perform() == 0


def test_a_server_that_comes_back_gets_the_letter_once(room):
    number = room.send()
    room.perform(smtp="smtp://127.0.0.1:1")
    room.office.clock.tick(minutes=1)

    assert room.perform() == 1
    assert len(room.mailbox.letters) == 1
    assert room.office.case(number).status == "Gemeld"


def test_pauses_double_up_to_six_hours():
    settings = Settings(data=None, service_pause_seconds=60)

    minutes = [services.performing.pause(settings, n).total_seconds() / 60 for n in range(1, 5)]
    assert minutes == [1, 2, 4, 8]
    assert services.performing.pause(settings, 99).total_seconds() == 6 * 3600


def test_a_service_with_a_fault_of_its_own_is_tried_again_then_an_incident(sqlite_room, caplog):
    number = sqlite_room.send()
    sqlite_room.perform(known={"mail": lambda request, _: request.payload["weg"]})
    sqlite_room.perform(known={"mail": lambda request, _: request.payload["weg"]})
    assert reasons(sqlite_room) == []
    for _ in range(2):
        sqlite_room.office.clock.tick(hours=1)
        sqlite_room.perform(known={"mail": lambda request, _: request.payload["weg"]})

    (reason,) = reasons(sqlite_room)
    assert "The service itself has a fault" in reason
    assert f"service mail broke at {number}.1/verstuur#1" in caplog.text
    assert "Traceback" in caplog.text


# --- nobody waits any more


def test_an_answer_nobody_waits_for_any_more_is_noted(room):
    number = room.send()

    def meanwhile(request, settings):
        room.office.tick(days=7)
        return mail.send(request, settings)

    assert room.perform(known={"mail": meanwhile}) == 1
    assert room.office.open_tasks(number) == [f"{number}.1/bel#1"]
    assert room.kinds(number) == ["InstanceStarted", "TimerFired", "ServiceAnsweredLate"]
    room.office.complete(f"{number}.1/bel#1", by=CAROL)
    assert room.office.case(number).status == "Gemeld"


def test_a_call_that_was_withdrawn_is_not_performed(room):
    room.send()
    room.office.tick(days=7)

    assert room.perform() == 0
    assert room.mailbox.letters == []


def test_an_answer_after_the_case_ended_is_noted_in_its_history(sqlite_room):
    number = sqlite_room.send()

    def meanwhile(request, settings):
        sqlite_room.office.tick(days=7)
        sqlite_room.office.complete(f"{number}.1/bel#1", by=CAROL)
        return mail.send(request, settings)

    sqlite_room.perform(known={"mail": meanwhile})

    assert sqlite_room.kinds(number)[-1] == "ServiceAnsweredLate"


# --- two workers, and workers that die


def test_while_one_worker_holds_a_call_another_does_not_perform_it(room):
    room.send()

    def another_looks(request, settings):
        assert room.perform() == 0
        return mail.send(request, settings)

    assert room.perform(known={"mail": another_looks}) == 1
    assert len(room.mailbox.letters) == 1


def test_a_lease_that_ended_is_taken_over_and_both_answers_count_once(room):
    number = room.send()

    def slow(request, settings):
        room.office.clock.tick(minutes=5)
        assert room.perform() == 1  # another takes it over, and answers first
        return mail.send(request, settings)

    assert room.perform(known={"mail": slow}) == 1
    assert len(room.mailbox.letters) == 2
    assert len(room.mailbox.kept) == 1
    assert room.kinds(number) == ["InstanceStarted", "ServiceAnswered", "ServiceAnsweredLate"]


def test_a_failure_counts_not_when_another_took_the_call_over(room):
    number = room.send()

    def slow(*_):
        room.office.clock.tick(minutes=5)
        room.perform(smtp="smtp://127.0.0.1:1")
        raise services.NoUse(services.errors.TookTooLong(1).reason)

    room.perform(known={"mail": slow})

    assert room.kinds(number) == ["InstanceStarted"]
    room.office.clock.tick(minutes=5)
    assert room.perform() == 1


def _perform_and_die(data, url, now, settings):
    """Send the letter for real, and be killed before the answer is written."""

    def send_and_die(request, chosen):
        mail.send(request, chosen)
        os._exit(KILLED)

    opened = open_store(Settings(data=data, database_url=url), lambda: now)
    services.perform_due(opened, settings, {"mail": send_and_die})


def killed_while_performing(room, tmp_path, url):
    arguments = (tmp_path, url, room.office.clock.now, room.settings)
    worker = FORKS.Process(target=_perform_and_die, args=arguments)
    worker.start()
    worker.join()
    return worker.exitcode


def test_a_worker_killed_between_sending_and_recording_loses_nothing_and_doubles_nothing(
    room, tmp_path, database_url
):
    number = room.send()

    assert killed_while_performing(room, tmp_path, database_url) == KILLED
    assert len(room.mailbox.letters) == 1
    assert room.perform() == 0  # it is still held
    room.office.clock.tick(minutes=2)
    assert room.perform() == 1
    assert len(room.mailbox.letters) == 2
    assert len(room.mailbox.kept) == 1
    assert room.office.case(number).status == "Gemeld"
    assert room.kinds(number) == ["InstanceStarted", "ServiceAnswered"]


def test_a_call_that_kills_its_worker_each_time_becomes_an_incident(
    sqlite_room, tmp_path, sqlite_url
):
    sqlite_room.send()
    for _ in range(3):
        assert killed_while_performing(sqlite_room, tmp_path, sqlite_url) == KILLED
        sqlite_room.office.clock.tick(minutes=2)

    assert sqlite_room.perform() == 0
    (reason,) = reasons(sqlite_room)
    assert "stopped each time" in reason
    assert len(sqlite_room.mailbox.kept) == 1
