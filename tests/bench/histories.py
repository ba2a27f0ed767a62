"""What it costs to look back: replay of a long case, and verification of much history."""

from __future__ import annotations

import statistics
import time
from decimal import Decimal

from sqlalchemy import select

from engine import deployments, openings, replay, tables, tasks
from engine.model import Person, Role, Who
from engine.openings import Opening
from tests.bench.engine_w import ANN
from tests.engine.interpreter.diagrams import diagram, end, flow, go, script, start, user, xor

EVE = Person("eve", "Eve Everts", roles=frozenset({Role.AUDITOR}))
FRED = Person("fred", "Fred Faber", roles=frozenset({Role.ADMINISTRATOR}))
EVENTS = 2_000
SHORT_CASES = 100  #: of workload W, five events each
TURNS = 5  #: medians of so many
A_MILLION = 1_000_000

LONG = diagram(
    start(),
    *(xor("m"), user("u"), script("c", "n = n + 1"), xor("x", "again")),
    *(end(), go("s m u c x"), flow("x", "m", flow_id="again"), flow("x", "e", f"n >= {EVENTS}")),
    regie_series="LANG",
)


def measure(found_store, apart) -> dict[str, float]:
    """Give seconds: to replay a case of 2,000 events, and to verify a million, reckoned.

    `found_store` holds short cases, mostly of W; the long one goes into the empty store `apart`.
    """
    long = _long_case(apart)
    short = _short_cases(found_store)
    beside = f"(on {EVENTS:,} in one case)"
    found = {
        f"replay of a case of {EVENTS:,} events": _median(lambda: _replayed(apart, long)),
        f"chains, per million {beside}": _chains_per_million(apart),
        f"executed again, per million {beside}": _per_million(apart, [long]),
        "chains, per million (on cases of 5)": _chains_per_million(found_store),
        "executed again, per million (on cases of 5)": _per_million(found_store, short),
    }
    return {name: round(value, 3) for name, value in found.items()}


def _long_case(found_store) -> str:
    """Make a case of so many events; give the id of its instance."""
    with found_store.begin() as tx:
        deployments.deploy(tx, LONG, by=ANN)
        opened = openings.open_case(tx, Opening("p", {"n": Decimal(0)}), Who("bob"))
        for turn in range(1, EVENTS):
            tasks.complete(tx, f"{opened.instance_id}/u#{turn}", answers={}, by=FRED)
    return opened.instance_id


def _short_cases(found_store) -> list[str]:
    """Give instances of W that have ended; they were run before."""
    instance = tables.instance
    ended = select(instance.c.id).where(
        instance.c.process_id == "w", instance.c.ended_at.is_not(None)
    )
    with found_store.read() as tx:
        return [row.id for row in tx.rows(ended.limit(SHORT_CASES))]


def _replayed(found_store, instance_id) -> None:
    with found_store.read() as tx:
        history = replay.happenings(tx, instance_id, EVE)
        assert replay.at(history, EVENTS).current


def _chains_per_million(found_store) -> float:
    """Check the chains of all that is in a store."""
    checked = 0

    def work() -> None:
        nonlocal checked
        portions = list(replay.verify_chains(found_store, EVE))
        assert not any(one.findings for one in portions)
        checked = sum(one.events for one in portions)

    return _median(work) * A_MILLION / checked


def _per_million(found_store, instances) -> float:
    checked = 0

    def work() -> None:
        nonlocal checked
        with found_store.read() as tx:
            verdicts = [replay.verify(tx, one, EVE) for one in instances]
        assert all(one.right for one in verdicts)
        checked = sum(one.checked for one in verdicts)

    return _median(work) * A_MILLION / checked


def _median(work) -> float:
    taken = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
