"""The alarm clock goes on, whatever a bell meets; a refusal is one line of the log."""

import pytest

from engine.scheduler import Bell, rung
from engine.store import DatabaseAway


def refused():
    raise DatabaseAway


def broken():
    raise RuntimeError


def test_a_bell_that_is_refused_what_it_needs_is_one_line_and_not_an_error(caplog):
    rung(Bell("tick", refused))

    (line,) = caplog.messages
    assert line.startswith("'tick' was not finished: The database does not answer now.")
    assert line.endswith("The next ring finds the rest.")
    assert "Traceback" not in caplog.text


def test_a_fault_of_the_program_is_left_to_the_alarm_clock():
    with pytest.raises(RuntimeError):
        rung(Bell("tick", broken))
