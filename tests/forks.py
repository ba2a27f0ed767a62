"""Processes forked from one that has loaded the program already.

Loading it for each of them takes longer than all that they do.
"""

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
# One server forks for all tests of a run, so it loads what any of them need.
FORKS.set_forkserver_preload(
    [
        "tests.acceptance.terminal",
        "tests.engine.worker.plant",
        "tests.proofs.dying",
        "tests.proofs.racing",
    ]
)
