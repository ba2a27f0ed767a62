"""Let a case have more open tasks than its diagram ever gives it, or many cases like it."""

from sqlalchemy import insert, select

from engine import tables
from engine.store import owned

_task = tables.task


def crowd(found_store, number, many):
    """Let so many tasks stand beside the first of a case, alike but for their place."""
    with found_store.begin() as tx:
        first = tx.row(select(_task).where(_task.c.case_number == number))._asdict()
        places = [f"meer#{n}" for n in range(many)]
        ids = [{"id": f"{first['instance_id']}/{place}", "place": place} for place in places]
        tx.change(insert(_task), [first | one for one in ids])


def family(found_store, number, many):
    """Let so many instances stand in a case beside its first, alike but for their ids."""
    table = tables.instance
    with found_store.begin() as tx:
        first = tx.row(select(table).where(table.c.id == f"{number}.1"))._asdict()
        tx.change(insert(table), [first | {"id": f"{number}.{n}"} for n in range(2, many + 2)])


def alike(found_store, number, many, series="K"):
    """Let so many cases stand beside one, alike but for their numbers, with all they have."""
    renamed = [f"{series}-{n}" for n in range(many)]
    with found_store.begin() as tx:
        belong = owned.by_case(number) | {tables.history: owned.in_case(tables.history, number)}
        for table, mine in belong.items():
            rows = [row._asdict() for row in tx.rows(select(table).where(mine))]
            copies = [_renamed(row, number, other) for other in renamed for row in rows]
            if copies:
                tx.change(insert(table), copies)
    return renamed


def _renamed(row, number, other):
    return {
        name: value.replace(number, other) if isinstance(value, str) else value
        for name, value in row.items()
    }
