"""A transaction is one moment: what it reads fits together, whoever writes meanwhile."""

from sqlalchemy import func, select

from engine import tables


def count(tx):
    return tx.row(select(func.count()).select_from(tables.case))[0]


def test_what_a_reader_reads_is_of_one_moment(office):
    office.open()
    with office.store.read() as tx:
        before = count(tx)
        office.open()

        assert count(tx) == before == 1
