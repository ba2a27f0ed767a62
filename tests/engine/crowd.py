"""Let a case have more open tasks than its diagram ever gives it."""

from sqlalchemy import insert, select

from engine import tables

_task = tables.task


def crowd(found_store, number, many):
    """Let so many tasks stand beside the first of a case, alike but for their place."""
    with found_store.begin() as tx:
        first = tx.row(select(_task).where(_task.c.case_number == number))._asdict()
        places = [f"meer#{n}" for n in range(many)]
        ids = [{"id": f"{first['instance_id']}/{place}", "place": place} for place in places]
        tx.change(insert(_task), [first | one for one in ids])
