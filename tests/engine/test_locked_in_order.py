"""Who locks several rows does so in one order, so that no two wait for each other: PostgreSQL."""

from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import delete, select, update

from engine import cases, instances, messages, openings, people, store, tables, tasks
from engine.errands import Beginning
from engine.events import CommentAdded
from engine.model import Case, Place, Who
from engine.openings import Opening
from engine.store.cases import Comment
from engine.store.post import Letter
from engine.tasks import TaskDone
from tests.engine.at_once import await_waiter, goes_as_far_as_it_can, program
from tests.engine.interpreter.diagrams import (
    MESSAGE,
    OTHER_MESSAGE,
    SIGNAL,
    both,
    catch,
    diagram,
    element,
    end,
    flow,
    go,
    start,
    throw,
    user,
)
from tests.engine.keeping import kept, needs
from tests.engine.letters import deploy
from tests.engine.office import BOB, CAROL
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql


def call(element_id):
    return element("serviceTask", element_id, **{"regie:service": "mail"})


ANSWERS = {"volledig": True, "bedrag": 10}
THROWS = diagram(start(), throw("t", SIGNAL), end(), go("s t e"))
HEARS = diagram(start(), catch("c", SIGNAL), user("u"), go("s c u"))
CALLS = diagram(
    start(), both("g"), call("a"), call("b"), end(), flow("s", "g"), go("g a e"), go("g b e")
)
AN_HOUR = timedelta(hours=1)
BEGINS = diagram(start("s", SIGNAL), user("u"), go("s u"))


class ForgetIt(Exception):
    """Nothing of a transaction is to be kept."""


def delivering(office):
    """Give another thread that delivers; what goes wrong in it fails the test."""
    return Thread(target=messages.deliver, args=(office.store,))


def lock(tx, post_id):
    message = tables.message
    tx.rows(select(message.c.id).where(message.c.id == post_id).with_for_update())


def send(office, *names):
    with office.store.begin() as tx:
        for name in names:
            store.post.send(tx, Letter("message", name, "k"))


def begun(office, process_id):
    with office.store.read() as tx:
        found = select(tables.instance.c.id).where(tables.instance.c.process_id == process_id)
        return len(tx.rows(found))


def test_who_looks_for_another_part_has_given_back_what_it_found_with_a_broken_one(two):
    office, other = two
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    send(office, "m1", "m1", "m2")
    with office.store.begin() as tx:
        tx.change(update(tables.message).where(tables.message.c.id == 1).values(payload=b"?"))
    thread = delivering(office)
    with other.begin() as tx:
        lock(tx, 2)
        thread.start()
        await_waiter(tx, thread)
        lock(tx, 3)
    thread.join()

    assert (begun(office, "samen"), kept(office)) == (1, 1)
    judge(office.store)


def test_who_looks_for_another_part_has_given_back_those_found_beside_one_that_is_gone(two, third):
    office, other = two
    deploy(office, samen=needs(MESSAGE, OTHER_MESSAGE))
    send(office, "m1", "m1", "m2")
    thread = delivering(office)
    with other.begin() as tx:
        lock(tx, 2)
        with third.begin() as taking:
            taking.change(delete(tables.message).where(tables.message.c.id == 1))
            thread.start()
            await_waiter(taking, thread)
        await_waiter(tx, thread)
        lock(tx, 3)
    thread.join()

    assert (begun(office, "samen"), kept(office)) == (1, 0)
    judge(office.store)


def test_the_cases_that_hear_a_signal_and_the_one_that_sent_it_are_locked_in_one_order(two):
    office, other = two
    deploy(office, stuurt=THROWS, hoort=HEARS, begint=BEGINS)
    with office.store.begin() as tx:
        first = openings.open_case(tx, Opening("stuurt", {}), Who("bob")).number
        second = openings.open_case(tx, Opening("hoort", {}), Who("bob")).number
    thread = delivering(office)
    with other.begin() as tx:
        store.instances.lock_case(tx, first)
        thread.start()
        await_waiter(tx, thread)
        store.instances.lock_case(tx, second)
    thread.join()

    assert (begun(office, "begint"), kept(office)) == (1, 0)
    assert office.open_tasks(second) == [f"{second}.1/u#1"]
    judge(office.store)


# --- one case


def comment(tx, case_number, text, by):
    """Begin to add a comment: it is kept, and stands in no history yet."""
    new = Comment(f"{by.id}1", tx.now, by.id, text)
    store.cases.add_comment(tx, case_number, new)
    return CommentAdded(new.id, text)


def test_two_who_comment_on_a_case_at_once_do_not_wait_for_each_other_in_a_ring(two):
    office, other = two
    number = office.open()
    bobs = program(office.store, lambda tx: cases.comment(tx, number, "Goed plan", BOB))
    with other.begin() as tx:
        carols = comment(tx, number, "Duur", CAROL)
        goes_as_far_as_it_can(tx, bobs)
        instances.note(tx, f"{number}.1", carols, Who(CAROL.id))
    bobs.end()

    with other.read() as tx:
        assert {one.text for one in store.cases.comments(tx, number)} == {"Goed plan", "Duur"}
    judge(office.store)


def test_who_opens_a_case_about_one_that_hears_a_signal_does_not_wait_for_it(two):
    office, other = two
    deploy(office, stuurt=THROWS, hoort=HEARS, begint=BEGINS)
    number = office.open("hoort")
    with office.store.begin() as tx:
        store.post.send(tx, Letter("signal", "s1"))
    thread = delivering(office)
    with other.begin() as tx:
        new = store.cases.next_number(tx, "RD", 2026)  # as who opens a case does first
        thread.start()
        await_waiter(tx, thread)
        case = Case(new, "Bezwaar", "hoort", "Nieuw", tx.now, None, about=number)
        store.cases.add(tx, case)
        opened = Beginning("hoort", new, {"titel": "Bezwaar"})
        instances.start(tx, opened, Who("bob"))
    thread.join()

    assert (begun(office, "begint"), kept(office)) == (1, 0)
    judge(office.store)


def test_who_claims_a_task_locks_its_case_before_it(two):
    office, other = two
    number = office.open()
    task_id = f"{number}.1/beoordeel#1"
    claims = program(office.store, lambda tx: tasks.claim(tx, task_id, BOB))
    with other.begin() as tx:
        store.instances.lock_case(tx, number)
        goes_as_far_as_it_can(tx, claims)
        tasks.complete(tx, task_id, answers=ANSWERS, by=CAROL)
    with pytest.raises(TaskDone):
        claims.end()

    judge(office.store)


def test_who_gives_a_task_back_locks_its_case_before_it(two):
    office, other = two
    number = office.open()
    task_id = f"{number}.1/beoordeel#1"
    with office.store.begin() as tx:
        tasks.claim(tx, task_id, BOB)
    releases = program(office.store, lambda tx: tasks.release(tx, task_id, BOB))
    with other.begin() as tx:
        store.instances.lock_case(tx, number)
        goes_as_far_as_it_can(tx, releases)
        tasks.complete(tx, task_id, answers=ANSWERS, by=BOB)
    with pytest.raises(TaskDone):
        releases.end()

    judge(office.store)


@pytest.mark.parametrize("first", [0, 1])
def test_who_ends_old_sessions_waits_for_nobody_who_ends_one(two, first):
    office, other = two
    with office.store.begin() as tx:
        tokens = [people._digest(people._new_session(tx, BOB.id)) for _ in range(2)]
    office.clock.tick(hours=13)
    ends = program(office.store, people.forget_old_sessions)
    with other.begin() as tx:
        store.sessions.end(tx, tokens[first])
        goes_as_far_as_it_can(tx, ends)
        store.sessions.end(tx, tokens[1 - first])
    ends.end()

    with other.read() as tx:
        assert tx.rows(select(tables.session)) == []


def test_who_claims_calls_of_services_waits_for_no_case_that_takes_them_back(two):
    office, other = two
    deploy(office, belt=CALLS)
    instance_id = f"{office.open('belt')}.1"
    claims = program(
        office.store, lambda tx: store.calls.claim(tx, until=tx.now + AN_HOUR, most=10)
    )
    with suppress(ForgetIt), other.begin() as tx:
        store.calls.done(tx, instance_id, Place("b"))
        goes_as_far_as_it_can(tx, claims)
        store.calls.done(tx, instance_id, Place("a"))
        raise ForgetIt

    assert [str(one.place) for one in claims.end()] == ["a#1"]
