"""Steer a running case: suspend, resume, stop it, send its work back. Always with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from engine import access, forms, instances, interpreter, openings, store
from engine.access import Action
from engine.cases.viewing import UnknownCase
from engine.errors import EngineError
from engine.events import InstanceCancelled, InstanceResumed, InstanceSuspended, SentBack
from engine.model import Element, Person, Place, Task, Who
from engine.store import Transaction
from engine.store.instances import Running
from engine.store.steering import Remark

LONGEST_REASON = 2_000


class NoReason(EngineError):
    """Whoever steers a case says why."""

    nl = "Schrijf op waarom. De reden komt in het verloop van de zaak."
    en = "Write down why. The reason becomes part of what happened in the case."


class ReasonTooLong(EngineError):
    """The reason has a greatest length."""

    nl = "De reden is te lang: {length} tekens. Schrijf er ten hoogste {longest}."
    en = "The reason is too long: {length} characters. Write {longest} at most."

    def __init__(self, length: int) -> None:
        super().__init__(length=length, longest=LONGEST_REASON)


class CaseOver(EngineError):
    """Nothing runs in the case any more."""

    nl = "Zaak {number} is klaar: er loopt niets meer."
    en = "Case {number} is over: nothing runs any more."

    def __init__(self, number: str) -> None:
        super().__init__(number=number)


@dataclass(frozen=True, slots=True)
class WayBack:
    """Something open that can be sent back, and the work it can go back to, in file order."""

    instance_id: str
    place: Place
    element: Element
    targets: tuple[Element, ...]


def suspend(tx: Transaction, number: str, reason: str, by: Person) -> None:
    """Let nothing happen to a case until it is resumed.

    Raises NotAllowed, NoReason, ReasonTooLong, Unreadable (the reason), UnknownCase, CaseOver,
    CaseSuspended; nothing changed then, as with every verb here.
    """
    why = _why(by, reason)
    found = _running(tx, number)
    for running in [one for one in found if not _stands_still(tx, one)] or found:
        instances.move(tx, running, InstanceSuspended(why), Who(by.id))


def resume(tx: Transaction, number: str, reason: str, by: Person) -> None:
    """Let a suspended case go on; what became due meanwhile happens now.

    Raises as `suspend` does, and NotSuspended.
    """
    why = _why(by, reason)
    found = _running(tx, number)
    for running in [one for one in found if _stands_still(tx, one)] or found:
        instances.move(tx, running, InstanceResumed(why), Who(by.id))


def cancel(tx: Transaction, number: str, reason: str, by: Person) -> None:
    """Stop everything in a case, suspended or not. Raises as `suspend` does."""
    why = _why(by, reason)
    for found in _running(tx, number):
        running = store.instances.find(tx, found.id)
        if running is not None and running.ended_at is None and running.parent_id is None:
            instances.move(tx, running, InstanceCancelled(openings.BY_HAND, why), Who(by.id))
    store.cases.set_status(tx, number, openings.STOPPED_STATUS)


def send_back(  # noqa: PLR0913 - what, where to, why and who
    tx: Transaction, instance_id: str, place: Place, to: str, *, reason: str, by: Person
) -> None:
    """Stop what stands at a place, and begin once more at an element that came before it.

    Raises NotAllowed, NoReason, ReasonTooLong, Unreadable (the reason), UnknownInstance,
    NotWaitingHere, CaseSuspended, or a CannotSendBack that says why that is not right.
    """
    why = _why(by, reason)
    running = instances.locked(tx, instance_id)
    instances.move(tx, running, SentBack(place, to, why), Who(by.id))


def ways_back(tx: Transaction, number: str, by: Person) -> list[WayBack]:
    """List what can be sent back in a case and where to; nothing while it is suspended."""
    access.require(by, Action.STEER)
    return [
        way
        for running in store.instances.of_case(tx, number)
        if running.snapshot is not None and store.steering.suspension(tx, running.id) is None
        for way in _ways_back(tx, running)
    ]


def sent_back(tx: Transaction, task: Task) -> Remark | None:
    """Tell who sent this task back, when and why; None when nobody did."""
    return store.steering.sent_back(tx, task)


def _ways_back(tx: Transaction, running: Running) -> list[WayBack]:
    assert running.snapshot is not None, "it runs"
    definition = instances.definition(tx, running.digest)
    found = interpreter.ways_back(definition, running.snapshot)
    elements = definition.elements
    return [
        WayBack(running.id, place, elements[place.element_id], tuple(elements[to] for to in ways))
        for place, ways in found.items()
    ]


def _why(by: Person, reason: str) -> str:
    """Give the reason of somebody who may steer.

    Raises NotAllowed, NoReason, ReasonTooLong, Unreadable.
    """
    access.require(by, Action.STEER)
    reason = forms.remark(reason)
    if not reason:
        raise NoReason
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(len(reason))
    return reason


def _stands_still(tx: Transaction, running: Running) -> bool:
    """Tell whether one instance is suspended: one that began since the others were may not be."""
    return store.steering.suspension(tx, running.id) is not None


def _running(tx: Transaction, number: str) -> list[Running]:
    """Lock a case and give what runs in it. Raises UnknownCase, CaseOver."""
    if store.cases.find(tx, number) is None:
        raise UnknownCase
    store.instances.lock_case(tx, number)
    found = [one for one in store.instances.of_case(tx, number) if one.ended_at is None]
    if not found:
        raise CaseOver(number)
    return found
