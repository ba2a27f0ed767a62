"""A start event that needs several events together: what comes is kept until all of it is there."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from engine import cases, deployments, messages, replay, store
from engine.access import NotAllowed
from engine.messages import AmbiguousStart, Incoming
from engine.model import Who
from engine.settings import Settings
from engine.store import open_store
from engine.store.post import LATER
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    OTHER_SIGNAL,
    SIGNAL,
    diagram,
    go,
    start,
    throw,
    user,
)
from tests.engine.office import ANN, BOB, EVE, FRED
from tests.proofs.judging import judge

KEEPS = timedelta(days=Settings(data=Path()).message_days)
PATIENCE = 60
PAIRS = 5


def needs(*events, process_id="samen"):
    """Draw a process that starts when all of these events have happened."""
    first = start("alles", "".join(events), parallelMultiple="true")
    return named(diagram(first, user("u"), go("alles u")), process_id)


def named(source, process_id):
    return source.replace(b'<process id="p"', f'<process id="{process_id}"'.encode())


def throws(process_id, *events):
    names = [f"t{n}" for n, _ in enumerate(events)]
    thrown = (throw(name, event) for name, event in zip(names, events, strict=True))
    return named(
        diagram(start(), *thrown, user("klaar"), go(f"s {' '.join(names)} klaar")), process_id
    )


def deploy(office, *sources):
    with office.store.begin() as tx:
        for source in sources:
            deployments.deploy(tx, source, by=ANN)


def receive(office, name, key=None, **payload):
    with office.store.begin() as tx:
        found = messages.receive(tx, Incoming(name, key, payload), Who("bob"))
    messages.deliver(office.store)
    return found


def begun(office):
    """Give the instances of the process that needs several events, the first one first."""
    with office.store.read() as tx:
        numbers = [one.number for one in store.case_lists.listed(tx, FRED, most=100)][::-1]
        found = [one for number in numbers for one in store.instances.of_case(tx, number)]
    return [one for one in found if one.process_id == "samen"]


def known(office, running):
    with office.store.read() as tx:
        return cases.variables(tx, running)


def waiting(office):
    with office.store.read() as tx:
        return [
            (one.process_id, one.element_id, one.posted.kind, one.posted.name)
            for one in messages.gathered(tx, FRED)
        ]


@pytest.mark.parametrize("order", [("m1", "m2"), ("m2", "m1")])
def test_a_process_starts_when_all_messages_have_come_in_any_order(office, order):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    assert receive(office, order[0], **{order[0]: 1}) is None
    assert begun(office) == []
    assert waiting(office) == [("samen", "alles", "message", order[0])]

    receive(office, order[1], **{order[1]: 2})
    (running,) = begun(office)
    assert office.open_tasks(running.case_number) == [f"{running.id}/u#1"]
    brought = {order[0]: 1, order[1]: 2}
    assert known(office, running) == brought | {"zaaknummer": running.case_number}
    assert waiting(office) == []
    judge(office.store)


def test_history_tells_of_all_that_came_when_it_was_sent_and_what_it_brought(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    first = office.clock.now
    receive(office, "m2", bedrag=1)
    office.tick(hours=3)
    receive(office, "m1", bedrag=2)
    (running,) = begun(office)

    with office.store.read() as tx:
        told = replay.happenings(tx, running.id, EVE)[0].told.event
    assert told.start == "alles"
    assert told.gathered == {
        "message m2": {"sent": first, "payload": {"bedrag": 1}},
        "message m1": {"sent": office.clock.now, "payload": {"bedrag": 2}},
    }
    assert known(office, running)["bedrag"] == 2
    judge(office.store)


def test_what_came_is_still_there_after_the_program_was_off(office, tmp_path, database_url, clock):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    receive(office, "m1")
    again = open_store(Settings(data=tmp_path, database_url=database_url), clock)

    with again.begin() as tx:
        messages.receive(tx, Incoming("m2"), Who("bob"))
    messages.deliver(again)
    again.close()
    assert len(begun(office)) == 1


def test_messages_with_different_keys_do_not_count_for_each_other(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    for name, key in (("m1", "een"), ("m2", "twee"), ("m1", None), ("m1", "een")):
        receive(office, name, key)
    assert begun(office) == []

    receive(office, "m2", "een", n=1)
    (running,) = begun(office)
    assert known(office, running)["n"] == 1
    assert Counter(waiting(office)) == {
        ("samen", "alles", "message", "m1"): 2,
        ("samen", "alles", "message", "m2"): 1,
    }
    judge(office.store)


def test_the_oldest_of_each_counts_and_the_next_starts_the_next(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    for number in (1, 2):
        receive(office, "m1", n=number)
    for _ in range(2):
        receive(office, "m2")

    assert [known(office, one)["n"] for one in begun(office)] == [1, 2]
    judge(office.store)


@pytest.mark.parametrize("order", [("een", "twee"), ("twee", "een")])
def test_signals_are_kept_for_a_start_that_needs_several(office, order):
    deploy(office, needs(SIGNAL, OTHER_SIGNAL), throws("een", SIGNAL), throws("twee", OTHER_SIGNAL))
    office.open(order[0])
    assert begun(office) == []
    assert [kind for _, _, kind, _ in waiting(office)] == ["signal"]
    judge(office.store)
    office.open(order[1])

    assert len(begun(office)) == 1
    assert waiting(office) == []
    judge(office.store)


@pytest.mark.parametrize("first", ["signal", "message"])
def test_a_signal_counts_for_a_message_with_any_key_and_only_once(office, first):
    deploy(office, needs(SIGNAL, MESSAGE), throws("een", SIGNAL))
    if first == "signal":
        office.open("een")
    receive(office, "m1", "k")
    receive(office, "m1", "l")
    if first == "message":
        office.open("een")
        messages.deliver(office.store)

    assert len(begun(office)) == 1
    assert [name for *_, name in waiting(office)] == ["m1"]
    judge(office.store)


def test_what_one_case_sent_together_starts_in_that_case(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), throws("stuurt", MESSAGE, OTHER_MESSAGE))
    number = office.open("stuurt")

    (running,) = begun(office)
    assert running.case_number == number
    judge(office.store)


def test_what_two_cases_sent_starts_a_case_of_its_own(office):
    deploy(office, needs(SIGNAL, OTHER_SIGNAL), throws("een", SIGNAL), throws("twee", OTHER_SIGNAL))
    numbers = {office.open("een"), office.open("twee")}

    (running,) = begun(office)
    assert running.case_number not in numbers


def test_what_waits_in_vain_is_reported_after_the_stated_time_and_can_be_offered_again(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    receive(office, "m1")
    office.tick(seconds=KEEPS.total_seconds() + 1)
    assert messages.report_unclaimed(office.store, Settings(data=Path())) == 1
    assert waiting(office) == []
    receive(office, "m2")
    assert begun(office) == []

    with office.store.begin() as tx:
        (reported,) = messages.unclaimed(tx, FRED)
        messages.offer_again(tx, reported.id, FRED)
    messages.deliver(office.store)
    assert len(begun(office)) == 1
    judge(office.store)


def test_what_a_suspended_case_sent_waits_until_it_is_resumed(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    deploy(office, throws("stuurt", MESSAGE.replace("/>", ' regie:key="&quot;k&quot;"/>')))
    number = office.open("stuurt")
    with office.store.begin() as tx:
        cases.suspend(tx, number, "Even wachten", FRED)
    receive(office, "m2", "k")
    assert begun(office) == []

    with office.store.begin() as tx:
        cases.resume(tx, number, "Weer verder", FRED)
    messages.deliver(office.store)
    assert len(begun(office)) == 1
    judge(office.store)


def test_a_message_with_which_another_process_starts_too_is_refused_as_ambiguous(office):
    other = named(diagram(start("b", MESSAGE), user("u"), go("b u")), "ander")
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), other)

    with pytest.raises(AmbiguousStart, match=r"ander/b, samen/alles"):
        receive(office, "m1")


def test_what_cannot_start_loses_nothing_and_starts_when_that_is_mended(office):
    ander = named(diagram(start("b", OTHER_MESSAGE), user("u"), go("b u")), "ander")
    deploy(office, needs(MESSAGE, OTHER_MESSAGE), ander)
    receive(office, "m1")
    with office.store.begin() as tx:
        messages.keep(tx, Incoming("m2"))
    messages.deliver(office.store)
    assert begun(office) == []

    deploy(office, named(diagram(start(), user("u"), go("s u")), "ander"))
    office.tick(seconds=LATER.total_seconds())
    messages.deliver(office.store)
    assert len(begun(office)) == 1
    judge(office.store)


def test_a_next_version_that_needs_less_starts_with_what_it_needs(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE, SIGNAL))
    receive(office, "m1")
    receive(office, "m2")
    assert begun(office) == []
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    messages.deliver(office.store)

    assert len(begun(office)) == 1


def test_many_that_come_at_the_same_moment_start_each_pair_once(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    names = ["m1", "m2"] * PAIRS
    gate = Barrier(len(names))

    def one(name):
        gate.wait(PATIENCE)
        receive(office, name, "k")

    threads = [Thread(target=one, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    messages.deliver(office.store)
    assert len(begun(office)) == PAIRS
    assert waiting(office) == []
    judge(office.store)


def test_only_who_handles_incidents_sees_what_waits_for_the_rest(sqlite_office):
    with sqlite_office.store.read() as tx, pytest.raises(NotAllowed):
        messages.gathered(tx, BOB)
