"""Effects by which an instance waits for somebody outside the step, or does so no longer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from engine.events.sealed import SEALED
from engine.model import Place
from engine.values import Variables


@dataclass(frozen=True, slots=True)
class TaskOffered:
    """Work for a person. `assignee` narrows the body to one person or organisation (an id)."""

    place: Place
    token: int
    due: datetime | None = None
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class TaskWithdrawn:
    """The task is no longer there: something else went first."""

    place: Place


@dataclass(frozen=True, slots=True)
class TimerSet:
    place: Place
    due: datetime
    event: int = 0


@dataclass(frozen=True, slots=True)
class TimerCleared:
    place: Place
    event: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionOpened:
    """`kind` is message or signal. A message is matched by name and key; a signal by name."""

    place: Place
    kind: str
    name: str
    key: str | None = None
    event: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionClosed:
    place: Place
    event: int = 0


@dataclass(frozen=True, slots=True)
class CallStarted:
    """A call activity asks for a child instance of the process current at this moment.

    `start` is the id of the plain start event at which it begins; None where there is no choice.
    """

    place: Place
    process_id: str
    variables: Variables = field(default_factory=dict, metadata=SEALED)
    start: str | None = None


@dataclass(frozen=True, slots=True)
class CallCancelled:
    place: Place


@dataclass(frozen=True, slots=True)
class ServiceCalled:
    """Work for code: a service of the product is asked, after the step, outside of it."""

    place: Place
    token: int
    service: str
    payload: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ServiceWithdrawn:
    """The answer is not waited for any more: something else went first."""

    place: Place
