"""Administrators suspend, resume, stop and send back whole cases; history says who and why."""

from contextlib import contextmanager

import pytest

from engine import cases, deployments, messages, replay, store, timers
from engine.access import NotAllowed
from engine.cases import CaseOver, NoReason, ReasonTooLong, UnknownCase
from engine.forms import Unreadable
from engine.interpreter import CannotSendBack, NotSuspended
from engine.messages import Incoming
from engine.model import Person, Place, Role, Who
from engine.suspensions import CaseSuspended
from tests.engine.interpreter.diagrams import SIGNAL, catch, diagram, end, go, start, user
from tests.engine.office import ANN, BOB, EVE

FEMKE = Person("femke", "Femke Feenstra", roles=frozenset({Role.ADMINISTRATOR}))
FULL = {"volledig": True, "bedrag": 10}
WAITING = {"volledig": False, "bedrag": 10}


@pytest.fixture
def steered(office):
    """Give the office with an administrator."""
    with office.store.begin() as tx:
        store.people.add(tx, FEMKE, "!")
    return office


def steer(office, verb, number, reason="wacht op advies van de provincie", by=FEMKE):
    with office.store.begin() as tx:
        verb(tx, number, reason, by)
    messages.deliver(office.store)


def send_back(office, task_id, to, reason="De begroting klopt niet", by=FEMKE):
    instance_id, _, place = task_id.partition("/")
    with office.store.begin() as tx:
        cases.send_back(tx, instance_id, Place.parse(place), to, reason=reason, by=by)


def right(office, number):
    """Give the verdict on each instance; that on the dossier only when something is wrong."""
    with office.store.read() as tx:
        found = replay.verify_case(tx, number, EVE)
    return [one.reason for one in found if one.subject != number or one.reason]


def test_a_suspended_case_says_who_suspended_it_and_why(steered):
    number = steered.open()
    steer(steered, cases.suspend, number)

    with pytest.raises(CaseSuspended) as refused:
        steered.complete(f"{number}.1/beoordeel#1", **FULL)
    assert refused.value.sentence("nl") == (
        "Deze zaak is stilgelegd door Femke Feenstra op 05-01-2026 om 09.00 uur: "
        "wacht op advies van de provincie"
    )
    with pytest.raises(CaseSuspended):
        steer(steered, cases.suspend, number)


def test_timers_of_a_suspended_case_fire_after_it_is_resumed(steered):
    number = steered.open()
    steered.complete(f"{number}.1/beoordeel#1", **WAITING)
    steer(steered, cases.suspend, number)

    assert steered.tick(days=40) == 0
    with steered.store.read() as tx:
        assert store.timers.next_due(tx) is None
    steer(steered, cases.resume, number, "advies is er")
    assert steered.tick(seconds=1) == 1
    assert steered.case(number).status == "Afgewezen"
    assert right(steered, number) == [None]


class Meanwhile:
    """A store of which a case is suspended right after what is due in it was read."""

    def __init__(self, steered, number):
        self.begin = steered.store.begin
        self._steered, self._to_suspend = steered, [number]

    @contextmanager
    def read(self):
        with self._steered.store.read() as tx:
            yield tx
        while self._to_suspend:
            steer(self._steered, cases.suspend, self._to_suspend.pop())


@pytest.mark.parametrize("gives_up", [True, False])
def test_a_case_that_is_suspended_while_its_timer_rings_loses_no_time(steered, gives_up, caplog):
    number = steered.open()
    steered.complete(f"{number}.1/beoordeel#1", **WAITING)
    steered.clock.tick(days=28)
    meanwhile = Meanwhile(steered, number)
    if gives_up:
        timers.give_up(meanwhile, f"{number}.1", tries=timers.MOST_TRIES)
    else:
        assert timers.fire_due(meanwhile) == 0
    assert caplog.messages == []
    steer(steered, cases.resume, number, "advies is er")

    assert timers.fire_due(steered.store) == 1
    assert right(steered, number) == [None]


def test_a_suspended_case_stops_no_timer_of_another(steered):
    first, second = steered.open(), steered.open()
    for number in (first, second):
        steered.complete(f"{number}.1/beoordeel#1", **WAITING)
    steer(steered, cases.suspend, first)

    assert steered.tick(days=28) == 1
    assert steered.case(second).closed_at is not None
    assert steered.case(first).closed_at is None


def test_a_message_for_a_suspended_case_is_refused_and_one_on_its_way_waits(steered):
    number = steered.open()
    steered.complete(f"{number}.1/beoordeel#1", **WAITING)
    steer(steered, cases.suspend, number)

    with pytest.raises(CaseSuspended), steered.store.begin() as tx:
        messages.receive(tx, Incoming("antwoord", number), Who("bob"))
    with steered.store.begin() as tx:
        store.post.send(tx, store.post.Letter("message", "antwoord", number))
    assert messages.deliver(steered.store) == 0
    steer(steered, cases.resume, number)
    assert steered.open_tasks(number) == [f"{number}.1/beoordeel#2"]


def test_a_case_that_is_suspended_while_a_message_comes_gets_it_when_it_is_resumed(steered, caplog):
    number = steered.open()
    steered.complete(f"{number}.1/beoordeel#1", **WAITING)
    with steered.store.begin() as tx:
        store.post.send(tx, store.post.Letter("message", "antwoord", number))

    assert messages.deliver(Meanwhile(steered, number)) == 0
    assert caplog.messages == []
    steer(steered, cases.resume, number, "advies is er")

    assert steered.open_tasks(number) == [f"{number}.1/beoordeel#2"]
    assert right(steered, number) == [None]


def test_a_suspended_case_hears_a_signal_after_it_is_resumed_and_others_at_once(steered):
    waits = diagram(start(), catch("c", SIGNAL), user("u"), end(), go("s c u e"))
    with steered.store.begin() as tx:
        deployments.deploy(tx, waits, by=ANN)
    first, second = steered.open("p"), steered.open("p")
    steer(steered, cases.suspend, first)
    with steered.store.begin() as tx:
        store.post.send(tx, store.post.Letter("signal", "s1"))

    messages.deliver(steered.store)
    assert (steered.open_tasks(first), steered.open_tasks(second)) == ([], [f"{second}.1/u#1"])
    steer(steered, cases.resume, first)
    assert steered.open_tasks(first) == [f"{first}.1/u#1"]
    assert right(steered, first) == [None]


def test_a_suspended_case_stands_still_with_all_its_instances(steered):
    number = steered.open("ouder")
    with steered.store.read() as tx:
        running = [one.id for one in store.instances.of_case(tx, number) if not one.ended_at]
    assert len(running) > 1
    steer(steered, cases.suspend, number)

    (task_id,) = steered.open_tasks(number)
    with pytest.raises(CaseSuspended):
        steered.complete(task_id, hoe="goed")
    steer(steered, cases.resume, number)
    with steered.store.read() as tx:
        assert store.steering.suspension_of(tx, number) is None
    assert right(steered, number) == [None] * len(running)


def test_a_case_can_be_stopped_with_all_its_instances_also_when_it_is_suspended(steered):
    number = steered.open("ouder")
    steer(steered, cases.suspend, number)

    steer(steered, cases.cancel, number, "De aanvrager trok zich terug")

    found = steered.case(number)
    assert (found.status, found.closed_at is not None) == ("Gestopt", True)
    assert steered.open_tasks(number) == []
    with steered.store.read() as tx:
        assert store.steering.suspension_of(tx, number) is None
        outcomes = {one.outcome for one in store.instances.of_case(tx, number)}
    assert outcomes == {"cancelled"}
    assert set(right(steered, number)) == {None}
    with pytest.raises(CaseOver, match="nothing runs any more"):
        steer(steered, cases.suspend, number)


def test_work_that_is_sent_back_opens_again_with_the_reason(steered):
    number = steered.open()
    steered.complete(f"{number}.1/beoordeel#1", **FULL)

    send_back(steered, f"{number}.1/besluit#1", "beoordeel")

    assert steered.open_tasks(number) == [f"{number}.1/beoordeel#2"]
    assert steered.tick(days=7) == 0  # the reminder of the decision is gone
    with steered.store.read() as tx:
        remark = cases.sent_back(tx, store.tasks.find(tx, f"{number}.1/beoordeel#2"))
        timeline = cases.timeline(tx, cases.view(tx, number, FEMKE), most=99)
    assert (remark.by, remark.reason) == ("femke", "De begroting klopt niet")
    assert [one.told.event.reason for one in timeline if one.kind == "SentBack"] == [remark.reason]
    assert right(steered, number) == [None]


def test_work_goes_back_as_far_as_the_list_of_ways_says(steered):
    number = steered.open()
    steered.complete(f"{number}.1/beoordeel#1", **FULL)
    with steered.store.read() as tx:
        ways = cases.ways_back(tx, number, FEMKE)

    assert [(str(way.place), [one.id for one in way.targets]) for way in ways] == [
        ("besluit#1", ["beoordeel"])
    ]
    with pytest.raises(CannotSendBack, match="cannot be sent back to 'Herinner de voorzitter'"):
        send_back(steered, f"{number}.1/besluit#1", "herinnering")
    steer(steered, cases.suspend, number)
    with steered.store.read() as tx:
        assert cases.ways_back(tx, number, FEMKE) == []
    with pytest.raises(CaseSuspended):
        send_back(steered, f"{number}.1/besluit#1", "beoordeel")


def test_what_is_not_suspended_cannot_be_resumed(steered):
    with pytest.raises(NotSuspended):
        steer(steered, cases.resume, steered.open())


@pytest.mark.parametrize("verb", [cases.suspend, cases.resume, cases.cancel])
def test_steering_is_for_administrators_and_has_a_reason(steered, verb):
    number = steered.open()

    for person in (ANN, BOB, EVE):
        with pytest.raises(NotAllowed):
            steer(steered, verb, number, by=person)
    with pytest.raises(NoReason):
        steer(steered, verb, number, "  ")
    with pytest.raises(ReasonTooLong, match="Write 2000 at most"):
        steer(steered, verb, number, "x" * 2001)
    for unseen in ("\0", "\u202e"):
        with pytest.raises(Unreadable, match="holds an invisible character"):
            steer(steered, verb, number, f"op {unseen}verzoek")
    with pytest.raises(UnknownCase):
        steer(steered, verb, "AV-2026-9999")


def test_the_reason_is_readable_only_with_the_key_of_the_case(steered):
    number = steered.open()
    steer(steered, cases.suspend, number)

    with steered.store.read() as tx:
        line = list(store.history.lines(tx, f"{number}.1"))[-1]
    assert line.kind == "InstanceSuspended"
    assert "advies" not in line.facts
    assert line.by == "femke"
