"""The work lists of one instance, made of its causes and effects alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from engine import interpreter
from engine.events import (
    CallCancelled,
    CallStarted,
    Cause,
    ChildEnded,
    ChildFailed,
    ChildRefused,
    Effect,
    IncidentRaised,
    IncidentResolved,
    InstanceEnded,
    ServiceAnswered,
    ServiceCalled,
    ServiceFailed,
    ServiceWithdrawn,
    SubscriptionClosed,
    SubscriptionOpened,
    TaskCompleted,
    TaskOffered,
    TaskWithdrawn,
    TimerCleared,
    TimerFailed,
    TimerFired,
    TimerSet,
    VariableSet,
)
from engine.model import Place
from engine.snapshots import Snapshot

OPENS = {
    TaskOffered: "tasks",
    TimerSet: "timers",
    SubscriptionOpened: "ears",
    CallStarted: "calls",
    ServiceCalled: "services",
    IncidentRaised: "incidents",
}
CLOSES = {
    TaskCompleted: "tasks",
    TaskWithdrawn: "tasks",
    TimerFailed: "timers",
    TimerFired: "timers",
    TimerCleared: "timers",
    SubscriptionClosed: "ears",
    CallCancelled: "calls",
    ChildEnded: "calls",
    ChildFailed: "calls",
    ServiceAnswered: "services",
    ServiceFailed: "services",
    ServiceWithdrawn: "services",
    IncidentResolved: "incidents",
}


@dataclass
class Running:
    """One instance. What it asked must be answered or taken back before it ends."""

    definition: interpreter.Definition
    parent: tuple[Running, Place] | None = None
    snapshot: Snapshot | None = None
    ended: InstanceEnded | None = None
    effects: list[Effect] = field(default_factory=list)
    causes: list[tuple[Cause, datetime]] = field(default_factory=list)
    wrote: list[VariableSet] = field(default_factory=list)
    tasks: dict[Place, TaskOffered] = field(default_factory=dict)
    timers: dict[tuple[Place, int], datetime] = field(default_factory=dict)
    ears: dict[tuple[Place, int], SubscriptionOpened] = field(default_factory=dict)
    calls: dict[Place, CallStarted] = field(default_factory=dict)
    services: dict[Place, ServiceCalled] = field(default_factory=dict)
    incidents: dict[Place, IncidentRaised] = field(default_factory=dict)
    pauses: bool = False

    @property
    def is_called(self) -> bool:
        """Say whether its parent still waits for it."""
        return self.parent is not None and self.parent[1] in self.parent[0].calls

    def project(self, fact: Cause | Effect) -> None:
        """Change the work lists as one cause or effect says."""
        assert self.ended is None, "nothing follows the end"
        if isinstance(fact, InstanceEnded):
            self.ended = fact
            left = [self.tasks, self.timers, self.ears, self.calls, self.services, self.incidents]
            assert not any(left), left
        elif type(fact) in OPENS:
            self._open(getattr(self, OPENS[type(fact)]), fact)
        elif isinstance(fact, ServiceAnswered) and fact.place in self.incidents:
            assert fact.place not in self.services, "an administrator answers what nobody is asked"
        elif isinstance(fact, ChildRefused):
            for place in (fact.place, *fact.others):
                del self.calls[place]
        elif type(fact) in CLOSES:
            del getattr(self, CLOSES[type(fact)])[_key(fact)]

    def _open(self, listed, fact) -> None:
        assert isinstance(fact, TimerSet) or _key(fact) not in listed
        listed[_key(fact)] = fact.due if isinstance(fact, TimerSet) else fact


def _key(fact):
    return (fact.place, fact.event) if hasattr(fact, "event") else fact.place
