"""What waits for the rest with which a process starts, as administrators are shown it."""

import pytest

from engine import messages
from engine.access import NotAllowed
from tests.engine.interpreter.diagrams import MESSAGE, OTHER_MESSAGE
from tests.engine.office import BOB, FRED
from tests.engine.test_gathering import deploy, needs, receive


def test_it_is_counted_and_given_in_portions_with_the_name_of_the_current_version(office):
    deploy(office, needs(MESSAGE, OTHER_MESSAGE))
    deploy(office, needs(MESSAGE, OTHER_MESSAGE).replace(b'id="samen"', b'id="samen" name="Samen"'))
    for number in range(3):
        receive(office, "m1", f"sleutel {number}")
    with office.store.read() as tx:
        two, rest = messages.gathered(tx, FRED, most=2), messages.gathered(tx, FRED, skip=2)

        assert messages.count_gathered(tx, FRED) == 3
    assert [one.posted.key for one in (*two, *rest)] == ["sleutel 0", "sleutel 1", "sleutel 2"]
    assert {one.process for one in (*two, *rest)} == {"Samen"}


def test_only_who_handles_incidents_may_count_it(sqlite_office):
    with sqlite_office.store.read() as tx, pytest.raises(NotAllowed):
        messages.count_gathered(tx, BOB)
