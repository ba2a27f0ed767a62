"""Let the machine run for a while: `python -m tests.machine --seconds 600 [--seed N]`.

Each round has a seed of its own, which is printed; `--seed N --seconds 0` does one round again. A
round is done on SQLite, and the beginning of it on PostgreSQL where that is there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import seed as seeded
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests import postgresql
from tests.machine.ground import OnServer
from tests.machine.machine import Machine, counted, met, on
from tests.machine.roaming import Roamer
from tests.machine.second import agree
from tests.machine.test_machine import SHORT

ASKED = 25  #: diagrams in each round on which the library gives its opinion
LONG = settings(SHORT, derandomize=False, max_examples=25, stateful_step_count=40)
LESS = settings(LONG, max_examples=8)


@contextmanager
def _machines() -> Iterator[list]:
    """Give the machine on each kind of database, and how much it does there."""
    programs = postgresql.programs()
    if programs is None:
        sys.stdout.write("there is no PostgreSQL for this machine\n")
        yield [(Machine, LONG), (Roamer, LESS)]
        return
    with postgresql.server(programs) as found:
        yield [(Machine, LONG), (Roamer, LESS), (on(OnServer(found.folder)), LESS)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the engine with its own history.")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    began, number, tasks = time.monotonic(), arguments.seed, 0
    with _machines() as machines:
        while True:
            sys.stdout.write(f"seed {number}\n")
            sys.stdout.flush()
            for machine, most in machines:
                run_state_machine_as_test(seeded(number)(machine), settings=most)
            tasks += sum(agree(number * ASKED + n) for n in range(ASKED))
            number += 1
            spent = time.monotonic() - began
            if spent >= arguments.seconds:
                break
    figures = f"{counted['diagrams']} diagrams, {counted['steps']} steps, {spent:.0f} seconds"
    sys.stdout.write(f"history told what every instance was: {figures}\n")
    kinds = sorted((kind.__name__, times) for kind, times in met.items())
    sys.stdout.write(f"met: {', '.join(f'{name} {times}' for name, times in kinds)}\n")
    asked = f"{(number - arguments.seed) * ASKED} diagrams, {tasks} tasks"
    sys.stdout.write(f"the library as it comes did the same: {asked}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
