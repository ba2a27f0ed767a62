"""What history is made of: past-tense, frozen facts. Never renamed, never deleted.

A *cause* came from outside and moves an instance; its *effects* are all that followed in the same
step. A *record* is noted beside them and moves nothing. Fields marked `SEALED` hold what people
wrote or may not know; history stores them encrypted under the key of the case.

Fields may be added at the end of a class, with a default; nothing else may change, because old
histories are read with these classes for ever.
"""

from __future__ import annotations

from engine.events.causes import (
    Cause,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    IncidentRetried,
    InstanceCancelled,
    InstanceStarted,
    MessageReceived,
    SignalReceived,
    TaskCompleted,
    TimerFired,
)
from engine.events.effects import (
    CallCancelled,
    CallStarted,
    CompensationStarted,
    Effect,
    ElementCancelled,
    ElementEntered,
    ElementLeft,
    ErrorRaised,
    EscalationRaised,
    FlowChosen,
    IncidentRaised,
    IncidentResolved,
    InstanceEnded,
    ItemStarted,
    JoinStuck,
    MessageSent,
    Outcome,
    SignalSent,
    SubscriptionClosed,
    SubscriptionOpened,
    TaskOffered,
    TaskWithdrawn,
    TimerCleared,
    TimerSet,
    TokensJoined,
    VariableSet,
)
from engine.events.records import (
    CommentAdded,
    DocumentAdded,
    Record,
    TaskClaimed,
    TaskReleased,
    Unreadable,
)
from engine.events.sealed import (
    SEALED,
)

__all__ = [
    "SEALED",
    "CallCancelled",
    "CallStarted",
    "Cause",
    "ChildEnded",
    "ChildEscalated",
    "ChildFailed",
    "CommentAdded",
    "CompensationStarted",
    "DocumentAdded",
    "Effect",
    "ElementCancelled",
    "ElementEntered",
    "ElementLeft",
    "ErrorRaised",
    "EscalationRaised",
    "FlowChosen",
    "IncidentRaised",
    "IncidentResolved",
    "IncidentRetried",
    "InstanceCancelled",
    "InstanceEnded",
    "InstanceStarted",
    "ItemStarted",
    "JoinStuck",
    "MessageReceived",
    "MessageSent",
    "Outcome",
    "Record",
    "SignalReceived",
    "SignalSent",
    "SubscriptionClosed",
    "SubscriptionOpened",
    "TaskClaimed",
    "TaskCompleted",
    "TaskOffered",
    "TaskReleased",
    "TaskWithdrawn",
    "TimerCleared",
    "TimerFired",
    "TimerSet",
    "TokensJoined",
    "Unreadable",
    "VariableSet",
]
