"""What a call costs in a process that calls itself, deeper and deeper: down, and back up again."""

from __future__ import annotations

import statistics
import time
from decimal import Decimal

from engine import deployments, openings, tasks
from engine.model import Person, Role, Who
from engine.openings import Opening
from tests.bench.engine_w import ANN
from tests.engine.interpreter.diagrams import diagram, element, end, flow, go, start, user, xor

FRED = Person("fred", "Fred Faber", roles=frozenset({Role.ADMINISTRATOR}))
DEPTHS = (10, 50)
TURNS = 5  #: medians of so many

NESTED = diagram(
    start(),
    *(xor("x", "down"), user("u"), end()),
    element("callActivity", "c", calledElement="p", regie_inputs="{n: n - 1}"),
    *(go("s x"), flow("x", "c", flow_id="down"), flow("x", "u", "n = 0"), go("u e"), go("c e")),
    regie_series="DIEP",
)


def measure(found_store) -> dict[str, float]:
    """Give milliseconds a call, by the depth."""
    with found_store.begin() as tx:
        deployments.deploy(tx, NESTED, by=ANN)
    found = {}
    for depth in DEPTHS:
        down, up = zip(*(_there_and_back(found_store, depth) for _ in range(TURNS)), strict=True)
        found[f"{depth} nested calls, a call down"] = statistics.median(down)
        found[f"{depth} nested calls, a call back up"] = statistics.median(up)
    return {name: round(value, 3) for name, value in found.items()}


def _there_and_back(found_store, depth) -> tuple[float, float]:
    began = time.perf_counter()
    with found_store.begin() as tx:
        opened = openings.open_case(tx, Opening("p", {"n": Decimal(depth)}), Who("bob"))
    down = time.perf_counter()
    with found_store.begin() as tx:
        deepest = f"{opened.number}.{depth + 1}"
        tasks.complete(tx, f"{deepest}/u#1", answers={}, by=FRED)
    up = time.perf_counter()
    return (down - began) * 1000 / depth, (up - down) * 1000 / depth
