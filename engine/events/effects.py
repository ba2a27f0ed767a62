"""Effects: all that followed from one cause, and what the step left behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.events.sealed import SEALED
from engine.events.waits import (
    CallCancelled,
    CallStarted,
    ServiceCalled,
    ServiceWithdrawn,
    SubscriptionClosed,
    SubscriptionOpened,
    TaskOffered,
    TaskWithdrawn,
    TimerCleared,
    TimerSet,
)
from engine.model import Place
from engine.snapshots import Snapshot
from engine.values import Variables


@dataclass(frozen=True, slots=True)
class ElementEntered:
    """`flow` is the sequence flow the token came by; None at a start or a caught event."""

    place: Place
    token: int
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class ElementLeft:
    place: Place
    token: int


@dataclass(frozen=True, slots=True)
class ElementCancelled:
    place: Place
    token: int


@dataclass(frozen=True, slots=True)
class TokensJoined:
    """A join took these tokens; `into` goes on."""

    place: Place
    tokens: tuple[int, ...]
    into: int


@dataclass(frozen=True, slots=True)
class FlowChosen:
    """Why a token went this way. `expression` is None for a default flow.

    `values` are the variables the decision read, by name, as they were.
    """

    place: Place
    flow: str
    expression: str | None = None
    values: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A decision table or another decision of DMN was evaluated; one that it requires comes first.

    `digest` is that of its file; `inputs` are what it looked at, by expression; `rules` are the
    rules that matched, counted from 1, empty where there is no table. `given` are the inputs that
    did not fit their type and became null, by name, as they came; `warnings` are sentences in Dutch
    and English about what became null. Both are None in a history that was written before them.
    """

    place: Place
    decision: str
    name: str
    digest: str
    inputs: Variables = field(default_factory=dict, metadata=SEALED)
    rules: tuple[int, ...] = ()
    output: Any = field(default=None, metadata=SEALED)
    given: Any = field(default=None, metadata=SEALED)
    warnings: Any = field(default=None, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class VariableSet:
    """`scope` is the token that owns the scope; 0 is the instance."""

    name: str
    scope: int = 0
    before: Any = field(default=None, metadata=SEALED)
    after: Any = field(default=None, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class ItemStarted:
    """One instance of a multi-instance or loop activity; `item` counts from 1."""

    place: Place
    token: int
    item: int


@dataclass(frozen=True, slots=True)
class CompensationStarted:
    """`place` undoes what was done at `element_id`."""

    place: Place
    element_id: str


@dataclass(frozen=True, slots=True)
class MessageSent:
    """`number` counts what was sent in the step, from 1; None in a history of older versions."""

    place: Place
    message: str
    key: str | None = None
    payload: Variables = field(default_factory=dict, metadata=SEALED)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SignalSent:
    """`number` counts what was sent in the step, from 1; None in a history of older versions.

    `followed` says that it is kept to whom it went out, which older versions did not.
    """

    place: Place
    signal: str
    number: int | None = None
    followed: bool = False


@dataclass(frozen=True, slots=True)
class ErrorRaised:
    """`caught_by` is the element that takes over; None when nothing in the instance does."""

    place: Place
    error: str | None
    caught_by: str | None = None


@dataclass(frozen=True, slots=True)
class EscalationRaised:
    """`caught_by` is the element that takes over; None when nothing in the instance does."""

    place: Place
    escalation: str | None
    caught_by: str | None = None
    variables: Variables = field(default_factory=dict, metadata=SEALED)


@dataclass(frozen=True, slots=True)
class IncidentRaised:
    """The token at `place` could not move; it waits for an administrator.

    `limit` is the one that was reached, if that is why: its name and how much it allowed. None
    then means the one that stood in the first versions. So many `tokens` were stopped for it and
    wait with this one; the first versions raised an incident for each of them.
    """

    place: Place
    token: int
    reason_nl: str = field(metadata=SEALED)
    reason_en: str = field(metadata=SEALED)
    limit: tuple[str, int] | None = None
    tokens: int = 1


@dataclass(frozen=True, slots=True)
class IncidentResolved:
    place: Place


@dataclass(frozen=True, slots=True)
class JoinStuck:
    """Nothing can reach this join any more, so the tokens that wait there never go on."""

    place: Place


@dataclass(frozen=True, slots=True)
class TokenMigrated:
    """What stood or listened at `place` goes on as what another version has at `into`.

    The two are the same place when only the words, the lane or the form of a task changed.
    """

    place: Place
    into: Place
    token: int


@dataclass(frozen=True, slots=True)
class InstanceEnded:
    """`outcome` is completed, failed (an error nobody caught) or cancelled.

    `end` is the end event reached last; `variables` are those the instance wrote itself, which
    is what a calling instance gets back.
    """

    outcome: str
    error: str | None = None
    end: str | None = None
    variables: Variables = field(default_factory=dict, metadata=SEALED)


Effect = (
    ElementEntered
    | ElementLeft
    | ElementCancelled
    | TokensJoined
    | FlowChosen
    | DecisionMade
    | TaskOffered
    | TaskWithdrawn
    | TimerSet
    | TimerCleared
    | SubscriptionOpened
    | SubscriptionClosed
    | CallStarted
    | CallCancelled
    | ServiceCalled
    | ServiceWithdrawn
    | VariableSet
    | ItemStarted
    | CompensationStarted
    | MessageSent
    | SignalSent
    | ErrorRaised
    | EscalationRaised
    | IncidentRaised
    | IncidentResolved
    | JoinStuck
    | TokenMigrated
    | InstanceEnded
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one cause led to. `snapshot` is the interpreter's live state, for the next step.

    An instance that `pauses` goes on, by EscalationHeard, when its caller heard what it escalated.
    """

    snapshot: Snapshot
    effects: tuple[Effect, ...]
    pauses: bool = False

    @property
    def ended(self) -> InstanceEnded | None:
        """How the instance ended in this step, if it did."""
        last = self.effects[-1] if self.effects else None
        return last if isinstance(last, InstanceEnded) else None
