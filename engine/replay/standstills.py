"""Compare what an instance stands still for with its history: services asked, and suspensions.

When a call is due, and how often it was tried, is not told: it is the affair of who asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine import events, store
from engine.model import Place
from engine.replay.executing import Event, Examined
from engine.replay.verdicts import Difference, Finding, differs
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.calls import Call
from engine.store.steering import Remark
from engine.store.transaction import Erased


def compared(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Yield what an instance stands still for otherwise than its history tells."""
    told: dict[Place, tuple[Event, events.ServiceCalled]] = {}
    suspended: Event | None = None
    for event in found.events:
        _follow_calls(told, event)
        suspended = _suspended(suspended, event)
    yield from _calls(tx, found, told)
    yield from _suspension(tx, found, suspended)


def of_nobody(tx: Transaction) -> Iterator[Finding]:
    """Yield what stands in the work lists for an instance that is not there."""
    for table, instance_id in store.standing.of_nobody(tx):
        wrong = differs(
            "In tabel {table} staat iets van {instance_id}, maar dat proces is er niet.",
            "Table {table} holds something of {instance_id}, but that instance is not there.",
            table=table,
            instance_id=instance_id,
        )
        yield Finding(wrong)


def _follow_calls(told: dict[Place, tuple[Event, events.ServiceCalled]], event: Event) -> None:
    cause = event.told.event
    if isinstance(cause, events.ServiceAnswered | events.ServiceFailed):
        told.pop(cause.place, None)
    for effect in event.told.effects:
        if isinstance(effect, events.ServiceCalled):
            told[effect.place] = event, effect
        elif isinstance(effect, events.ServiceWithdrawn):
            told.pop(effect.place, None)


def _suspended(before: Event | None, event: Event) -> Event | None:
    cause = event.told.event
    if isinstance(cause, events.InstanceSuspended):
        return event
    is_over = isinstance(cause, events.InstanceResumed | events.InstanceCancelled)
    return None if is_over else before


def _calls(
    tx: Transaction, found: Examined, told: dict[Place, tuple[Event, events.ServiceCalled]]
) -> Iterator[Difference]:
    stand = set(store.standing.calls(tx, found.running.id))
    for place in sorted(told.keys() | stand):
        if place not in stand:
            yield differs(
                "De aanroep van een dienst bij '{place}' ontbreekt.",
                "The call of a service at '{place}' is missing.",
                place=place,
            )
        elif place not in told:
            yield differs(
                "Er staat een aanroep van een dienst bij '{place}', maar volgens de geschiedenis "
                "niet.",
                "A call of a service stands at '{place}', but not according to history.",
                place=place,
            )
        elif not _is_so(tx, found, *told[place]):
            yield differs(
                "De aanroep van een dienst bij '{place}' staat er anders dan in de geschiedenis.",
                "The call of a service at '{place}' does not stand as in history.",
                place=place,
            )


def _is_so(tx: Transaction, found: Examined, event: Event, told: events.ServiceCalled) -> bool:
    running = found.running
    if store.standing.case_of_call(tx, running.id, told.place) != running.case_number:
        return False
    call = _opened(lambda: store.calls.find(tx, running.id, told.place))
    if not isinstance(call, Call):
        return found.erased > 0
    is_same = (call.service, call.called_at) == (told.service, event.line.at)
    return is_same and (found.erased > 0 or call.payload == told.payload)


def _suspension(tx: Transaction, found: Examined, told: Event | None) -> Iterator[Difference]:
    stands = store.standing.suspended(tx, found.running.id)
    if told is None or stands is None:
        if (told is None) != (stands is None):
            yield differs(
                "Of het proces is stilgelegd, klopt niet met de geschiedenis.",
                "Whether the instance is suspended is not as history tells it.",
            )
        return
    remark = _opened(lambda: store.steering.suspension(tx, found.running.id))
    cause = told.told.event
    assert isinstance(cause, events.InstanceSuspended), "looked for before"
    is_same = stands == (told.line.at, told.line.by)
    is_said = isinstance(remark, Remark) and remark.reason == cause.reason
    if not is_same or not (is_said or found.erased):
        yield differs(
            "Wanneer, door wie of waarom het proces is stilgelegd, klopt niet met de geschiedenis.",
            "When, by whom or why the instance was suspended is not as history tells it.",
            position=told.line.position,
        )


def _opened(what: Callable[[], object]) -> object:
    """Open what somebody may have changed; None when it does not open."""
    try:
        return what()
    except (Erased, SealBroken, ValueError):
        return None
