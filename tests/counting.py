"""Count what is asked of the database, so that a test can say how much a thing costs."""

import gc
import sys
from contextlib import contextmanager

from sqlalchemy import event, text


class Counting:
    """Counts the statements that go to a store; BEGIN and COMMIT do not count."""

    def __init__(self, found_store):
        self.store = found_store
        self.statements = []
        event.listen(found_store._engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_):
        if not statement.startswith("BEGIN"):
            self.statements.append(statement.split()[0])

    def of(self, act):
        """Count those of one transaction."""
        return self.whole(lambda: self._within(act))

    def whole(self, do):
        """Count those of whatever is done."""
        self.statements.clear()
        do()
        return len(self.statements)

    def _within(self, act):
        with self.store.begin() as tx:
            act(tx)


def steps(found_store, do):
    """Count the steps that the machine in SQLite takes while something is done with a store."""
    counted = 0

    def note():
        nonlocal counted
        counted += 1

    def count(connection, *_):
        connection.set_progress_handler(note, 1)

    def stop(connection, *_):
        connection.set_progress_handler(None, 1)

    event.listen(found_store._engine, "checkout", count)
    event.listen(found_store._engine, "checkin", stop)
    try:
        do()
    finally:
        event.remove(found_store._engine, "checkout", count)
        event.remove(found_store._engine, "checkin", stop)
    return counted


READ = """SELECT sum(seq_tup_read + idx_tup_fetch) AS rows FROM pg_stat_xact_user_tables"""


def rows_read(tx, act):
    """Count the rows that PostgreSQL reads while something is done in a transaction."""
    before = tx.row(text(READ)).rows
    act(tx)
    return int(tx.row(text(READ)).rows - before)


def rows_read_in_all(found_store, do):
    """Count the rows that PostgreSQL reads in all transactions that something takes."""
    counted = 0

    def seen(connection):
        return int(connection.execute(text(READ)).scalar())

    def begin(connection):
        nonlocal counted
        counted -= seen(connection)

    def commit(connection):
        nonlocal counted
        counted += seen(connection)

    watched = {"begin": begin, "commit": commit, "rollback": commit}
    for name, note in watched.items():
        event.listen(found_store._engine, name, note)
    try:
        do()
    finally:
        for name, note in watched.items():
            event.remove(found_store._engine, name, note)
    return counted


def calls(do):
    """Count the functions that are called while something is done."""
    counted = 0

    def note(_frame, event, _argument):
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    with _nothing_is_cleared_up():
        sys.setprofile(note)
        try:
            do()
        finally:
            sys.setprofile(before)
    return counted


@contextmanager
def _nothing_is_cleared_up():
    """Keep what others left behind: its end would be counted too, whenever it came."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
