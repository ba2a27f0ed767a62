"""Causes: what came from outside and moves an instance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.events.sealed import SEALED
from engine.model import Place, Sending
from engine.values import Variables


@dataclass(frozen=True, slots=True)
class InstanceStarted:
    """`start` is the id of the start event that was triggered; None for the plain start.

    `due` is the moment of the timer that triggered it; None when no timer did. `sent` is where the
    message or signal that triggered it was sent; None when it came from outside. `gathered` is what
    triggered a start event that needs several events together: `message <name>` or `signal <name>`
    -> when it was sent, and its payload; `senders` is where they were sent, of those that an
    instance sent. `is_heeded` says that another instance called it, which hears what it escalates
    before it goes on; older versions let it go on at once.
    """

    process_id: str
    digest: str
    start: str | None = None
    variables: Variables = field(default_factory=dict, metadata=SEALED)
    due: datetime | None = None
    sent: Sending | None = None
    gathered: Variables = field(default_factory=dict, metadata=SEALED)
    senders: tuple[Sending, ...] = ()
    is_heeded: bool = False


@dataclass(frozen=True, slots=True)
class TaskCompleted:
    place: Place
    answers: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class TimerFired:
    """`event` tells which event definition of the element, counted from 0."""

    place: Place
    event: int = 0


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """`sent` is where it was sent; None when it came from outside, or in an older history."""

    place: Place
    message: str
    event: int = 0
    payload: Variables = field(default_factory=dict, metadata=SEALED)
    sent: Sending | None = None


@dataclass(frozen=True, slots=True)
class SignalReceived:
    """A signal reaches every place of the instance that waits for it.

    `sent` is where it was sent; None in an older history.
    """

    signal: str
    sent: Sending | None = None


@dataclass(frozen=True, slots=True)
class ChildEnded:
    """The instance that the call activity at `place` started came to its end."""

    place: Place
    child_id: str
    variables: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ChildFailed:
    """The called instance ended with an error that it did not catch. `error` is its code."""

    place: Place
    child_id: str
    error: str | None
    variables: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ChildEscalated:
    """The called instance raised an escalation that it did not catch."""

    place: Place
    child_id: str
    escalation: str | None
    variables: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class EscalationHeard:
    """The caller heard what the instance escalated and did not stop it, so it goes on."""


@dataclass(frozen=True, slots=True)
class TimerFailed:
    """A timer that was due could not fire, however often it was tried; it rings no more.

    `tries` counts how often it was tried.
    """

    place: Place
    event: int = 0
    tries: int = 1
    reason_nl: str = field(default="", metadata=SEALED)
    reason_en: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ServiceAnswered:
    """`reason` is why an administrator gave the answer herself; empty when the service did."""

    place: Place
    answer: Any = field(default=None, metadata=SEALED)
    reason: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """`error` is the BPMN error that the service gave; None when it gave no answer at all.

    `tries` counts how often it was asked.
    """

    place: Place
    error: str | None = None
    tries: int = 1
    reason_nl: str = field(default="", metadata=SEALED)
    reason_en: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ChildRefused:
    """The process that was called could not be started, for a reason that is not in the diagram.

    Nor could those that were called at the `others`, for the same reason.
    """

    place: Place
    reason_nl: str = field(default="", metadata=SEALED)
    reason_en: str = field(default="", metadata=SEALED)
    others: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceCancelled:
    """Everything in the instance was stopped from outside.

    `reason` is `call cancelled` (nobody waits for it any more) or `by hand`; `words` is what the
    person who stopped it wrote.
    """

    reason: str
    words: str | None = field(default=None, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class InstanceSuspended:
    """Nothing may happen to the instance until it is resumed."""

    reason: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class InstanceResumed:
    """The instance goes on where it was suspended."""

    reason: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class SentBack:
    """What stood at `place` was stopped, and the element `to` begins once more."""

    place: Place
    to: str
    reason: str = field(default="", metadata=SEALED)


@dataclass(frozen=True, slots=True)
class InstanceMigrated:
    """The instance follows the bundle `digest` from here on.

    `mapping` tells where to go on with what stands at an element: its id -> the id there.
    """

    digest: str
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IncidentRetried:
    place: Place


Cause = (
    InstanceStarted
    | TaskCompleted
    | TimerFired
    | TimerFailed
    | MessageReceived
    | SignalReceived
    | ChildEnded
    | ChildFailed
    | ChildEscalated
    | ChildRefused
    | EscalationHeard
    | ServiceAnswered
    | ServiceFailed
    | InstanceCancelled
    | InstanceSuspended
    | InstanceResumed
    | SentBack
    | InstanceMigrated
    | IncidentRetried
)
