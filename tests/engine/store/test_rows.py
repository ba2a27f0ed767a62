"""What is read from a row by position."""

import pytest

from engine import tables
from engine.model import Case, Task
from engine.store.history import Line
from engine.store.instances import Running
from engine.store.sessions import Session

KINDS = {
    Case: tables.case,
    Line: tables.history,
    Running: tables.instance,
    Session: tables.session,
    Task: tables.task,
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_from_a_row_by_position_has_the_order_of_its_table(kind):
    names = [column.name for column in KINDS[kind].columns]

    assert names[: len(kind.__slots__)] == list(kind.__slots__)
