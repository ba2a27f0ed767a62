"""Diagrams with times at which nothing can happen."""

from __future__ import annotations

from tests.engine.interpreter.diagrams import catch, go, start, timer, user

TO_A = go("s a")

REFUSED_TIMES = [
    ("timed-start-reads", "t", start("t", timer("dag")) + TO_A + user("a") + go("t a")),
    ("time-backwards", "t", start("t", timer("-P1D")) + TO_A + user("a") + go("t a")),
    ("time-until", "c", catch("c", timer("R2/PT1H/2026-01-02T00:00", "timeCycle")) + go("s c")),
    ("not-a-time", "c", catch("c", timer("R/2026-01-03/2026-01-02", "timeCycle")) + go("s c")),
    ("time-never", "c", catch("c", timer("R0/P1D", "timeCycle")) + go("s c")),
]
