"""Work for people: who may do it, once, and nothing typed is lost."""

from dataclasses import replace
from decimal import Decimal
from threading import Thread

import pytest

from engine import store, tasks
from engine.errors import EngineError
from engine.model import Substitution
from engine.store.answers import KeyReused
from engine.tasks import InvalidAnswers, TaskClaimedBy, TaskDone, UnknownTask
from tests.engine.office import BOB, CAROL, DAAN

FULL = {"volledig": True, "bedrag": Decimal("49999.99")}


@pytest.fixture
def task(office):
    return f"{office.open()}.1/beoordeel#1"


def test_completing_a_task_moves_the_case_on(office, task):
    office.complete(task, **FULL)

    assert office.open_tasks("AV-2026-0001") == ["AV-2026-0001.1/besluit#1"]


def test_a_task_cannot_be_completed_twice(office, task):
    office.complete(task, **FULL)

    with pytest.raises(TaskDone, match="Bob Bakker has already completed this task on 05-01-2026"):
        office.complete(task, by=CAROL, **FULL)


def test_the_same_command_sent_again_is_carried_out_once(office, task):
    office.complete(task, key="k1", **FULL)
    office.complete(task, key="k1", **FULL)

    assert office.open_tasks("AV-2026-0001") == ["AV-2026-0001.1/besluit#1"]


def test_a_key_is_good_for_one_command_only(office, task):
    office.complete(task, key="k1", **FULL)

    with pytest.raises(KeyReused):
        office.complete(task, key="k1", volledig=False, bedrag=Decimal(1))


def test_two_people_at_once_complete_a_task_once(office, task):
    outcomes = []

    def attempt(by):
        try:
            office.complete(task, by=by, **FULL)
            outcomes.append("done")
        except EngineError as refused:
            outcomes.append(type(refused).__name__)

    threads = [Thread(target=attempt, args=[by]) for by in (BOB, CAROL)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["TaskDone", "done"]
    assert office.open_tasks("AV-2026-0001") == ["AV-2026-0001.1/besluit#1"]


def test_somebody_outside_the_lane_does_not_even_see_the_task(office, task):
    with pytest.raises(UnknownTask), office.store.read() as tx:
        tasks.view(tx, task, DAAN)
    with pytest.raises(UnknownTask):
        office.complete(task, by=DAAN, **FULL)


def test_wrong_answers_are_refused_field_by_field_and_nothing_moves(office, task):
    with pytest.raises(InvalidAnswers) as refused:
        office.complete(task, bedrag=Decimal(-1))

    assert set(refused.value.errors) == {"volledig", "bedrag"}
    assert office.open_tasks("AV-2026-0001") == [task]


def test_an_answer_nobody_asked_for_is_refused(office, task):
    with pytest.raises(InvalidAnswers):
        office.complete(task, uitkomst="goedgekeurd", **FULL)


def test_a_claimed_task_is_only_for_who_claimed_it_until_it_is_given_back(office, task):
    with office.store.begin() as tx:
        tasks.claim(tx, task, BOB)
    with pytest.raises(TaskClaimedBy, match="Bob Bakker"), office.store.begin() as tx:
        tasks.claim(tx, task, CAROL)
    with office.store.begin() as tx:
        tasks.release(tx, task, BOB)
    with office.store.begin() as tx:
        tasks.claim(tx, task, CAROL)
        listed = tasks.mine(tx, CAROL)

    assert [row.task.id for row in listed.rows] == [task]


def test_lists_show_mine_then_my_bodies_then_done(office, task):
    with office.store.begin() as tx:
        assert tasks.mine(tx, BOB).total == 0
        assert [row.task.id for row in tasks.of_bodies(tx, BOB).rows] == [task]
        assert tasks.of_bodies(tx, DAAN).total == 0
        tasks.claim(tx, task, BOB)
        assert tasks.of_bodies(tx, BOB).total == 0
        assert tasks.count_mine(tx, BOB) == (1, 0)
    office.complete(task, **FULL)
    with office.store.read() as tx:
        assert [row.task.id for row in tasks.done(tx, BOB).rows] == [task]


def test_a_task_is_late_after_its_last_day(office, task):
    with office.store.begin() as tx:
        tasks.claim(tx, task, BOB)
    office.clock.tick(days=8)

    with office.store.read() as tx:
        assert tasks.count_mine(tx, BOB) == (1, 1)


@pytest.mark.usefixtures("task")
def test_search_looks_at_number_title_and_step(office):
    with office.store.read() as tx:
        for found in ("AV-2026", "fiets", "beoordeel aanvraag", "Kernteam"):
            assert tasks.of_bodies(tx, BOB, search=found).total == 1
        assert tasks.of_bodies(tx, BOB, search="100%_").total == 0


def test_a_draft_is_kept_for_its_writer_alone(office, task):
    with office.store.begin() as tx:
        tasks.save_draft(tx, task, {"bedrag": ["12,5x"]}, BOB)
    with office.store.read() as tx:
        assert tasks.view(tx, task, BOB).draft.raw == {"bedrag": ["12,5x"]}
        assert tasks.view(tx, task, CAROL).draft is None
        assert tasks.with_drafts(tx, BOB) == {task}


def test_a_substitute_does_the_work_on_behalf_of_who_is_absent(office, task):
    with office.store.begin() as tx:
        today = office.clock().date()
        store.people.add_substitution(tx, Substitution("bob", "daan", today, today))
    with office.store.read() as tx:
        daan = store.people.find(tx, "daan", today)
        assert tasks.view(tx, task, daan).on_behalf_of.id == "bob"
    office.complete(task, by=daan, **FULL)
    with office.store.read() as tx:
        found = store.tasks.find(tx, task)

    assert (found.done_by, found.done_for) == ("daan", "bob")


def test_a_substitution_ends_with_its_last_day(office):
    with office.store.begin() as tx:
        today = office.clock().date()
        store.people.add_substitution(tx, Substitution("bob", "daan", today, today))
        tomorrow = today.replace(day=today.day + 1)

        assert store.people.find(tx, "daan", tomorrow) == replace(DAAN, stands_in_for=())


def test_the_view_holds_why_by_when_and_the_form(office, task):
    with office.store.read() as tx:
        view = tasks.view(tx, task, BOB)

    assert view.element.why == "U bent lid van het kernteam."
    assert [field.name for field in view.form.fields] == ["volledig", "bedrag"]
    assert view.known["titel"] == "Fietspad"
    assert f"{view.task.due:%Y-%m-%d}" == "2026-01-12"
