"""Named failpoints: before and after every statement and every commit.

They hang on the engine of SQLAlchemy from the outside, so that the product has no door for them.
"""

import os
import re

from sqlalchemy import event

KILLED = 137
_NAMES = re.compile(r'(?:INTO|UPDATE|FROM)\s+"?(\w+)')


class Points:
    """Counts the points that a store passes, and calls `reached` with the number and the name."""

    def __init__(self, found_store, reached):
        self.reached = reached
        self.names = []
        self.is_committing = False
        engine = found_store._engine
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "after_cursor_execute", self._after)
        event.listen(engine, "commit", self._commit)
        event.listen(engine, "checkin", self._over)

    def _before(self, _connection, _cursor, statement, *_):
        self._pass(f"before {_named(statement)}")

    def _after(self, _connection, _cursor, statement, *_):
        self._pass(f"after {_named(statement)}")

    def _commit(self, _connection):
        self.is_committing = True
        self._pass("before COMMIT")

    def _over(self, *_):
        """The connection comes back, so the commit is made."""
        if self.is_committing:
            self.is_committing = False
            self._pass("after COMMIT")

    def _pass(self, name):
        self.names.append(name)
        self.reached(len(self.names) - 1, name)


def die_at(number):
    """Give what ends this process at the point with this number, at once and without a word."""

    def reached(at, _name):
        if at == number:
            os._exit(KILLED)

    return reached


def _named(statement):
    table = _NAMES.search(statement)
    return " ".join([statement.split()[0], *([table[1]] if table else [])])
