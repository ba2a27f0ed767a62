"""Rows are counted no further than somebody wants to know."""

import pytest

from engine import cases
from tests.engine.office import BOB


@pytest.mark.parametrize(("most", "counted"), [(2, 2), (3, 3), (4, 3)])
def test_cases_are_counted_up_to_a_number(sqlite_office, most, counted):
    for _ in range(3):
        sqlite_office.open()
    with sqlite_office.store.read() as tx:
        assert cases.count(tx, BOB, most=most) == counted
