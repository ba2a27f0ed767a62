"""Children: instances that others call. Whether one may begin, and what its parent is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine import store
from engine.errors import EngineError
from engine.events import (
    Cause,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    ChildRefused,
    Effect,
    EscalationRaised,
    InstanceEnded,
)
from engine.model import Place
from engine.store import Transaction
from engine.store.instances import Running

#: so many times `Limits.children` may be asked for: each that begins may ask for thousands, which
#: are written down before they are refused
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
        "gestart. Probeer het opnieuw: dan starten de volgende."
    )
    en = (
        "More than {most} processes are called at once, so '{process_id}' was not started. "
        "Retry: then the next ones start."
    )

    def __init__(self, process_id: str, most: int) -> None:
        super().__init__(process_id=process_id, most=most)


@dataclass(frozen=True, slots=True)
class Refused:
    """Calls of one process by one parent that did not begin, and why: once no is no for all."""

    why: EngineError
    places: list[Place]

    def told(self, left: Sequence[Place]) -> ChildRefused:
        """Give what the parent hears of those that it still makes."""
        first, *others = left
        return ChildRefused(first, self.why.sentence("nl"), self.why.sentence("en"), (*others,))


def ask(tx: Transaction) -> None:
    """Count a child that was asked for after others had begun.

    What the first one asks for is not counted: whoever retries asks for all of that again.
    """
    if tx.children:
        tx.called += 1


def admit(tx: Transaction, process_id: str, *, depth: int) -> None:
    """Count a child that is about to begin. Raises CallsTooDeep, TooManyChildren."""
    if depth > tx.limits.calls:
        raise CallsTooDeep(process_id, tx.limits.calls)
    most = tx.limits.children
    if tx.children >= most or tx.called > ASKED * most:
        raise TooManyChildren(process_id, most)
    tx.children += 1


def news(child: Running, effects: Iterable[Effect]) -> list[Cause]:
    """Give what the parent hears of what a child did, in that order."""
    if child.parent_place is None:
        return []
    place = store.standing.place(child.parent_place)
    told = (_told(place, child.id, effect) for effect in effects)
    return [cause for cause in told if cause is not None]


def _told(place: Place, child_id: str, effect: Effect) -> Cause | None:
    match effect:
        case EscalationRaised(caught_by=None, escalation=code, variables=variables):
            return ChildEscalated(place, child_id, code, variables)
        case InstanceEnded(outcome="failed", error=error, variables=variables):
            return ChildFailed(place, child_id, error, variables)
        case InstanceEnded(outcome="completed", variables=variables):
            return ChildEnded(place, child_id, variables)
        case _:
            return None
