"""The reckoning after a load: what was acknowledged is there, and everything happened once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from engine.events import ChildEnded, InstanceStarted, ServiceAnswered, TaskCompleted, TimerFired
from tests.proofs.judging import judge
from tests.proofs.workshop import INSTANCES, TASKS, Workshop

LATER = timedelta(minutes=10)  #: every lease and every pause is over by then


def reckon(found_store, sink, acknowledged):
    """Do what is left, prove that nothing is missing or doubled, and give the figures."""
    later = found_store.at_clock(lambda: datetime.now(UTC) + LATER)
    workshop = Workshop(later, sink)
    workshop.ring()
    workshop.finish()
    judged = judge(later)
    cases = len(judged.cases)
    said = Counter(acknowledged)
    keys = sink.read_text(encoding="ascii").split()

    done = {number for kind, number in said if kind == "done"}
    assert done - judged.of_kind(TaskCompleted) == set()
    assert {number for kind, number in said if kind == "opened"} - judged.cases == set()
    assert len(judged.of_kind(TaskCompleted)) == TASKS * cases
    assert len(judged.of_kind(InstanceStarted)) == INSTANCES * cases
    for once in (TimerFired, ServiceAnswered, ChildEnded):
        assert len(judged.of_kind(once)) == cases
    assert set(keys) == judged.of_kind(ServiceAnswered)
    return {
        "acknowledged": len(said),
        "cases": cases,
        "entries": judged.entries,
        "missing": 0,
        "doubled": 0,
        "asked twice with one key": len(keys) - len(set(keys)),
    }
