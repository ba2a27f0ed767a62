"""Let due timers fire, each in its own transaction so that one failure stops no other.

One that fails is tried again later, and becomes an incident in the end.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from engine import access, instances, ringing, store
from engine.access import Action
from engine.events import TimerFailed, TimerFired
from engine.model import Person, Words
from engine.ringing import TIMER
from engine.store import DatabaseAway, Store, Transaction
from engine.store.timers import DueTimer
from engine.suspensions import CaseSuspended

MOST_AT_ONCE = 100
MOST_ROUNDS = 100  #: a case whose timers are due again and again holds up nothing else at a ring
MOST_TRIES = 6
LATER = timedelta(minutes=5)
_AGAIN = "It is tried again in five minutes."
_INCIDENT = "It is an incident now: see `regie incidents`."
_STOPPED = Words(
    "Het programma stopte elke keer terwijl de wekker afging.",
    "The program stopped each time while the timer fired.",
)

#: of one that no administrator can do anything about before the program is right
BROKEN = Words(
    "De wekker kan niet afgaan en ook geen storing worden. De reden staat in het logboek; "
    "Regie probeert het elke vijf minuten opnieuw.",
    "The timer can neither fire nor become an incident. The reason is in the log; "
    "Regie tries it again every five minutes.",
)

logger = logging.getLogger(__name__)


def fire_due(found_store: Store, *, of: str | None = None) -> int:
    """Fire every due timer, of any instance or `of` one, oldest first; return how many fired.

    What becomes due while it works waits for the next ring. A timer that cannot fire is logged and
    rings again later, or is an incident when it was tried often enough; the others still fire.
    Raises DatabaseAway; what did not fire is due at the next ring.
    """
    fired, until = 0, None
    for _round in range(MOST_ROUNDS):
        with found_store.read() as tx:
            until = until or tx.now
            due = store.timers.due_timers(tx, most=MOST_AT_ONCE, of=of, until=until)
        if not due:
            break
        fired += sum(_fire(found_store, timer) for timer in due)
    return fired


def give_up(found_store: Store, instance_id: str, *, tries: int) -> None:
    """Make incidents of the due timers of an instance, because who fires them dies each time.

    Raises DatabaseAway; nothing changed then.
    """
    with found_store.read() as tx:
        due = store.timers.due_timers(tx, most=MOST_AT_ONCE, of=instance_id)
    for timer in due:
        _raise_incident(found_store, timer, tries, _STOPPED)


def broken(tx: Transaction, by: Person) -> list[DueTimer]:
    """Give the timers that can neither fire nor become an incident. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.timers.failing(tx, tries=MOST_TRIES, until=tx.now + LATER)


def _fire(found_store: Store, timer: DueTimer) -> bool:
    try:
        with found_store.begin() as tx:
            running = instances.locked(tx, timer.instance_id)
            if not store.timers.timer_stands(tx, timer):
                return False
            instances.move(tx, running, TimerFired(timer.place, timer.event), TIMER)
    except DatabaseAway:
        raise  # that says nothing about this timer: the next ring finds it where it is
    except CaseSuspended:
        return False  # since it was found due; it fires when the case is resumed
    except Exception as problem:  # noqa: BLE001 - logged
        tries = timer.tries + 1
        is_last = tries >= MOST_TRIES
        what = f"timer {timer.place} of {timer.instance_id} did not fire (tries: {tries})"
        ringing.log(logger, what, problem, _INCIDENT if is_last else _AGAIN)
        if is_last:
            _raise_incident(found_store, timer, tries, ringing.reason(problem))
        else:
            _postpone(found_store, timer)
        return False
    return True


def _postpone(found_store: Store, timer: DueTimer) -> None:
    with found_store.begin() as tx:
        store.timers.postpone(tx, timer, tx.now + LATER)


def _raise_incident(found_store: Store, timer: DueTimer, tries: int, reason: Words) -> None:
    """Let the timer ring no more until an administrator tries again; else let it ring later."""
    failed = TimerFailed(timer.place, timer.event, tries, reason.nl, reason.en)
    try:
        with found_store.begin() as tx:
            running = instances.locked(tx, timer.instance_id)
            if store.timers.timer_stands(tx, timer):
                instances.move(tx, running, failed, TIMER)
    except DatabaseAway:
        raise
    except CaseSuspended:
        return
    except Exception as problem:  # noqa: BLE001 - logged
        what = f"timer {timer.place} of {timer.instance_id} could not become an incident"
        ringing.log(logger, what, problem, _AGAIN)
        _postpone(found_store, timer)
