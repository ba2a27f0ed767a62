"""Children: instances that others call. Whether one may begin, and what its parent is told."""

from __future__ import annotations

from engine import store
from engine.errors import EngineError
from engine.events import (
    Cause,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    Effect,
    EscalationRaised,
    InstanceEnded,
)
from engine.store import Transaction
from engine.store.instances import Running

#: so many times `Limits.children` may be asked for; to refuse one takes time as well, and each that
#: begins may ask for thousands
ASKED = 10


class CallsTooDeep(EngineError):
    """Processes call each other without end."""

    nl = (
        "Proces '{process_id}' zou meer dan {deepest} aanroepen diep lopen. Roept het zichzelf aan?"
    )
    en = "Process '{process_id}' would run more than {deepest} calls deep. Does it call itself?"

    def __init__(self, process_id: str, deepest: int) -> None:
        super().__init__(process_id=process_id, deepest=deepest)


class TooManyChildren(EngineError):
    """One thing that happened would start more instances than others can wait for."""

    nl = (
        "Er worden meer dan {most} processen in één keer aangeroepen, dus '{process_id}' is niet "
        "gestart. Probeer het opnieuw: dan start het apart."
    )
    en = (
        "More than {most} processes are called at once, so '{process_id}' was not started. "
        "Retry: then it starts by itself."
    )

    def __init__(self, process_id: str, most: int) -> None:
        super().__init__(process_id=process_id, most=most)


def ask(tx: Transaction) -> None:
    """Count a child that was asked for and waits for its turn."""
    tx.called += 1


def admit(tx: Transaction, process_id: str, *, depth: int) -> None:
    """Count a child that is about to begin. Raises CallsTooDeep, TooManyChildren."""
    if depth > tx.limits.calls:
        raise CallsTooDeep(process_id, tx.limits.calls)
    most = tx.limits.children
    if tx.children >= most or tx.called > ASKED * most:
        raise TooManyChildren(process_id, most)
    tx.children += 1


def told(child: Running, effect: Effect) -> Cause | None:
    """Give what the parent hears of an effect in its child; None when it hears nothing."""
    place = store.standing.place(child.parent_place or "")
    match effect:
        case EscalationRaised(escalation=code, variables=variables):
            return ChildEscalated(place, child.id, code, variables)
        case InstanceEnded(outcome="failed", error=error, variables=variables):
            return ChildFailed(place, child.id, error, variables)
        case InstanceEnded(outcome="completed", variables=variables):
            return ChildEnded(place, child.id, variables)
        case _:
            return None
