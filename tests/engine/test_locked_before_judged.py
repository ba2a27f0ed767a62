"""Who decides by what stands there has locked it before, so that it still stands so: PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from engine import deployments, messages, openings, people, store, tables, tasks
from engine.deployments import Wish
from engine.messages import Incoming, UnknownMessage
from engine.model import Role, Who, Words
from engine.openings import Opening
from engine.people import SignInRefused
from engine.store import ConflictingChange
from engine.store.post import MOST_TRIES, Letter
from engine.tasks import TaskDone
from tests.engine.at_once import Program, await_waiter, goes_as_far_as_it_can, program
from tests.engine.keeping import WAITS, kept
from tests.engine.letters import deploy
from tests.engine.office import AANVRAAG, ANN, BOB, CAROL, EVE, FRED
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql
ANSWERS = {"volledig": True, "bedrag": 10}
BRINGER = Who("bob")
PASSWORD = "een lang wachtwoord"  # noqa: S105 - of a database that is thrown away


def opened(found_store):
    """Open a case; give its number."""
    with found_store.begin() as tx:
        return openings.open_case(tx, Opening("aanvraag", {"titel": "Brug"}), BRINGER).number


def test_what_was_typed_is_not_kept_for_a_task_that_somebody_completes_now(two):
    office, other = two
    number = office.open()
    task_id = f"{number}.1/beoordeel#1"
    typed = program(office.store, lambda tx: tasks.save_draft(tx, task_id, {"bedrag": ["5"]}, BOB))
    with other.begin() as tx:
        tasks.complete(tx, task_id, answers=ANSWERS, by=CAROL)
        goes_as_far_as_it_can(tx, typed)
    with pytest.raises(TaskDone):
        typed.end()

    with other.read() as tx:
        assert store.tasks.drafts_of(tx, BOB.id) == set()
    judge(office.store)


def test_what_was_typed_twice_at_once_is_kept_as_it_was_last(two):
    office, other = two
    task_id = f"{office.open()}.1/beoordeel#1"
    second = program(office.store, lambda tx: tasks.save_draft(tx, task_id, {"bedrag": ["6"]}, BOB))
    with other.begin() as tx:
        tasks.save_draft(tx, task_id, {"bedrag": ["5"]}, BOB)
        goes_as_far_as_it_can(tx, second)
    second.end()

    with other.read() as tx:
        assert tasks.view(tx, task_id, BOB).draft.raw == {"bedrag": ["6"]}


# --- another version


def test_a_case_that_opens_while_all_migrate_is_not_moved_without_its_lock(two, third):
    office, other = two
    number = office.open()
    for drawn in (AANVRAAG.replace(b"Beoordeel", b"Bekijk"), AANVRAAG):
        with office.store.begin() as tx:
            deployments.deploy(tx, drawn, by=ANN)
    migrates = program(
        office.store, lambda tx: deployments.migrate(tx, Wish("aanvraag", 2, {}), ANN)
    )
    with other.begin() as tx:
        store.instances.lock_case(tx, number)
        migrates.start()
        await_waiter(tx, migrates)
        task_id = f"{opened(third)}.1/beoordeel#1"
    with third.begin() as tx:
        found = tasks.to_do(tx, task_id, BOB)
        goes_as_far_as_it_can(tx, migrates)
        tasks.finish(tx, found, answers=ANSWERS, by=BOB)

    assert [one.case_number for one in migrates.end()] == [number]
    judge(office.store)


# --- post


def test_a_message_that_came_second_is_kept_and_has_not_failed(two):
    office, other = two
    deploy(office, wacht=WAITS)
    office.open("wacht")
    with office.store.begin() as tx:
        store.post.send(tx, Letter("message", "m1", "k"))
    delivers = Program(office.store, messages.deliver)
    with other.begin() as tx:
        messages.receive(tx, Incoming("m1", "k"), BRINGER)
        goes_as_far_as_it_can(tx, delivers)
    delivers.end()

    with other.read() as tx:
        assert messages.failed(tx, FRED) == []
    assert kept(office) == 1
    judge(office.store)


def test_who_brings_a_message_second_is_told_that_somebody_was_first(two):
    office, other = two
    deploy(office, wacht=WAITS)
    office.open("wacht")
    brings = program(office.store, lambda tx: messages.receive(tx, Incoming("m1", "k"), BRINGER))
    with other.begin() as tx:
        messages.receive(tx, Incoming("m1", "k"), BRINGER)
        goes_as_far_as_it_can(tx, brings)
    with pytest.raises(ConflictingChange):
        brings.end()

    judge(office.store)


@pytest.fixture
def failed(two):
    """Give what could not be delivered so often that it is not tried any more."""
    office, _other = two
    reason = {"reason_nl": "vol", "reason_en": "full", "failed_at": office.clock.now}
    with office.store.begin() as tx:
        store.post.send(tx, Letter("message", "m1", "k"))
        tx.change(update(tables.message).values(tries=MOST_TRIES - 1, **reason))
    with office.store.read() as tx:
        return messages.failed(tx, FRED)[0]


def test_what_was_dismissed_meanwhile_is_not_offered_again(two, failed):
    office, other = two
    offers = program(office.store, lambda tx: messages.offer_again(tx, failed.id, FRED))
    with other.begin() as tx:
        messages.dismiss(tx, failed.id, FRED)
        goes_as_far_as_it_can(tx, offers)
    with pytest.raises(UnknownMessage):
        offers.end()

    with other.read() as tx:
        assert [one.what for one in messages.steered(tx, EVE)] == ["dismissed"]


def test_what_was_offered_again_while_it_failed_is_tried_as_often_as_what_is_new(two, failed):
    office, _other = two
    with office.store.begin() as tx:
        messages.offer_again(tx, failed.id, FRED)
    with office.store.begin() as tx:
        store.post.fail(tx, failed, Words("vol", "full"))

    with office.store.read() as tx:
        assert messages.failed(tx, FRED) == []


def test_a_timer_that_was_set_anew_is_not_postponed_for_the_one_before(two):
    office, _other = two
    number = office.open()
    office.complete(f"{number}.1/beoordeel#1", volledig=True, bedrag=5)
    with office.store.read() as tx:
        before, *_ = store.timers.due_timers(tx, most=1, until=tx.now + timedelta(days=365))
    stale = replace(before, due=before.due - timedelta(hours=1))
    with office.store.begin() as tx:
        store.timers.postpone(tx, stale, tx.now)
        assert store.timers.due_timers(tx, most=1) == []


# --- people


def test_who_signs_in_with_the_password_that_is_changed_now_is_refused(two):
    office, other = two
    with office.store.begin() as tx:
        people.set_password(tx, BOB.id, PASSWORD)
    signs_in = Program(office.store, lambda opened: people.sign_in(opened, BOB.id, PASSWORD, "a"))
    with other.begin() as tx:
        people.set_password(tx, BOB.id, "een heel ander wachtwoord")
        goes_as_far_as_it_can(tx, signs_in)
    with pytest.raises(SignInRefused):
        signs_in.end()


@pytest.mark.parametrize(
    ("verb", "one", "another"),
    [
        (people.set_bodies, {"Stuurgroep"}, {"Bezwarencommissie"}),
        (people.set_roles, {Role.AUDITOR}, {Role.ADMINISTRATOR}),
    ],
)
def test_of_two_who_say_what_somebody_is_the_last_one_counts(two, verb, one, another):
    office, other = two
    says = program(office.store, lambda tx: verb(tx, BOB.id, another))
    with other.begin() as tx:
        verb(tx, BOB.id, one)
        goes_as_far_as_it_can(tx, says)
    says.end()

    with other.read() as tx:
        bob = people.person(tx, BOB.id)
    assert another in (bob.bodies, bob.roles)
