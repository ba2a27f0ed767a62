"""Whatever happens to a random diagram, its history tells what it is. `make machine` does more."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine

SHORT = settings(
    max_examples=14,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_whatever_happens_history_tells_what_every_instance_is():
    run_state_machine_as_test(Machine, settings=SHORT)
