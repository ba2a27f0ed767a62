"""Event-based gateways that start a process, or wait for all, where that cannot be."""

from __future__ import annotations

from tests.engine.interpreter.diagrams import (
    MESSAGE,
    SIGNAL,
    catch,
    element,
    go,
    start,
    timer,
    user,
)


def two_events(event, first="", **attributes):
    """Draw a gateway `g` with one event and a message behind it."""
    gateway = element("eventBasedGateway", "g", **attributes)
    behind = catch("c", event) + catch("d", MESSAGE) + user("a") + go("g c a") + go("g d a")
    return gateway + behind + first


def needs_all(events):
    """Draw a start event `t` that needs all these events, beside a plain one."""
    return start("t", events, parallelMultiple="true") + user("a") + go("s a") + go("t a")


REFUSED_GATEWAYS = [
    ("event-gateway-all", "g", two_events(SIGNAL, go("s g"), eventGatewayType="Parallel")),
    ("not-executed", "g", two_events(SIGNAL, go("s g"), eventGatewayType="Rond")),
    (
        "event-gateway-signal",
        "g",
        two_events(SIGNAL, instantiate="true", eventGatewayType="Parallel"),
    ),
    ("start-together", "t", needs_all(timer("R/P7D", "timeCycle") + MESSAGE)),
    ("start-together-twice", "t", needs_all(MESSAGE + SIGNAL + MESSAGE)),
    ("event-gateway-start", "g", two_events(timer("PT1H"), instantiate="true")),
    (
        "event-gateway-start",
        "g",
        two_events(timer("PT1H"), instantiate="true", eventGatewayType="Parallel"),
    ),
]
