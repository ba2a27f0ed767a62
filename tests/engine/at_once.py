"""Several programs at once on one database, each held where a test wants it. No test here sleeps.

A program waits because another one holds what it wants, so the order in which they go on is that of
the test.
"""

from threading import Thread

import pytest
from sqlalchemy import text

from tests.engine.keeping import A_MOMENT

WAITS_FOR_ME = text(
    "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)
LOOKS = 3_000


class Program(Thread):
    """Another program: a transaction of its own in which it does one thing.

    `result` is what that gave. What it raised is raised once more by who asks for the end.
    """

    def __init__(self, found_store, do):
        super().__init__()
        self._store, self._do = found_store, do
        self.result = self._problem = None

    def run(self):
        try:
            self.result = self._do(self._store)
        except Exception as problem:  # noqa: BLE001 - raised where the test waits for it
            self._problem = problem

    def end(self):
        """Wait until it is over; give its result."""
        self.join()
        if self._problem is not None:
            raise self._problem
        return self.result


def program(found_store, do):
    """Give a program that does something in one transaction."""

    def in_one(opened):
        with opened.begin() as tx:
            return do(tx)

    return Program(found_store, in_one)


def await_waiter(tx, thread):
    """Look until somebody waits for what this transaction holds."""
    for _ in range(LOOKS):
        if _is_waited_for(tx):
            return
        thread.join(A_MOMENT)
    pytest.fail("nobody had to wait")


def goes_as_far_as_it_can(tx, thread):
    """Look until it is over or waits for what this transaction holds; start it if need be."""
    if thread.ident is None:
        thread.start()
    while thread.is_alive() and not _is_waited_for(tx):
        thread.join(A_MOMENT)


def _is_waited_for(tx):
    return tx.row(WAITS_FOR_ME) is not None
