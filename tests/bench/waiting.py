"""What a timer costs that fires in an instance while many others wait in it, through the store."""

from __future__ import annotations

import statistics
import time

from engine import deployments, openings, timers
from engine.model import Who
from engine.openings import Opening
from tests.bench.engine_w import ANN
from tests.clock import Clock
from tests.engine.interpreter.diagrams import catch, diagram, end, go, many, start, sub, timer

WAITING = (50, 500, 5_000)
AT_ONCE = 8  #: timers due at each of the rounds
TURNS = 5  #: medians of so many


def measure(found_store) -> dict[str, float]:
    """Give milliseconds a timer, durable, by how many wait in the same instance."""
    return {
        f"a timer fires, {count:,} waiting in one instance": round(_fired(found_store, count), 3)
        for count in WAITING
    }


def _drawn(count: int) -> bytes:
    """Draw so many waits at the same time, of which one is over each hour."""
    wait = (start("qs"), catch("c", timer('duration("PT" + string(loopCounter) + "H")')))
    inside = (*wait, end("qe"), go("qs c qe"), many(str(count)))
    drawn = diagram(start(), sub("q", *inside), end(), go("s q e"), regie_series="VEEL")
    return drawn.replace(b'<process id="p"', b'<process id="velen"')


def _fired(found_store, count: int) -> float:
    clock = Clock()
    at_hand = found_store.at_clock(clock)
    with at_hand.begin() as tx:
        deployments.deploy(tx, _drawn(count), by=ANN)
        opened = openings.open_case(tx, Opening("velen", {}), Who("bob"))
    taken = []
    for _ in range(1 + TURNS):  # the first finds nothing warm
        clock.tick(hours=AT_ONCE)
        began = time.perf_counter()
        assert timers.fire_due(at_hand, of=opened.instance_id) == AT_ONCE
        taken.append((time.perf_counter() - began) * 1000 / AT_ONCE)
    return statistics.median(taken[1:])
