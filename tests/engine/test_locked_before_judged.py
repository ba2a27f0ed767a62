"""Who decides by what stands there has locked it before, so that it still stands so: PostgreSQL."""

import pytest

from engine import store, tasks
from engine.tasks import TaskDone
from tests.engine.at_once import goes_as_far_as_it_can, program
from tests.engine.office import BOB, CAROL
from tests.proofs.judging import judge

pytestmark = pytest.mark.postgresql
ANSWERS = {"volledig": True, "bedrag": 10}


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
