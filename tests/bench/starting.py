"""What it takes to start the program on data that is there already."""

from __future__ import annotations

from statistics import median

from tests.acceptance.terminal import Terminal, free_port

TIMES = 5


def measure(settings) -> dict[str, float]:
    """Give seconds of a processor from the start of `regie serve` until it answers; the median."""
    return {"server, until it answers": round(median(_once(settings) for _ in range(TIMES)), 2)}


def _once(settings) -> float:
    with Terminal(settings.data).service(free_port()) as server:
        server.wait_until_it_answers()
        server.kill()
    return server.cpu_seconds
