"""Let the machine run for a while: `python -m tests.machine --seconds 600 [--seed N]`.

Each round has a seed of its own, which is printed; `--seed N --seconds 0` does one round again.
"""

from __future__ import annotations

import argparse
import sys
import time

from hypothesis import seed as seeded
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.machine import Machine, counted
from tests.machine.second import agree
from tests.machine.test_machine import SHORT

ASKED = 25  #: diagrams in each round on which the library gives its opinion
LONG = settings(SHORT, derandomize=False, max_examples=25, stateful_step_count=40)


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare the engine with its own history.")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    began, number, tasks = time.monotonic(), arguments.seed, 0
    while True:
        sys.stdout.write(f"seed {number}\n")
        sys.stdout.flush()
        run_state_machine_as_test(seeded(number)(Machine), settings=LONG)
        tasks += sum(agree(number * ASKED + n) for n in range(ASKED))
        number += 1
        spent = time.monotonic() - began
        if spent >= arguments.seconds:
            break
    figures = f"{counted['diagrams']} diagrams, {counted['steps']} steps, {spent:.0f} seconds"
    sys.stdout.write(f"history told what every instance was: {figures}\n")
    asked = f"{(number - arguments.seed) * ASKED} diagrams, {tasks} tasks"
    sys.stdout.write(f"the library as it comes did the same: {asked}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
