"""Count what is asked of the database, so that a test can say how much a thing costs."""

import sys

from sqlalchemy import event


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


def calls(do):
    """Count the functions that are called while something is done."""
    counted = 0

    def note(_frame, event, _argument):
        nonlocal counted
        counted += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(before)
    return counted
