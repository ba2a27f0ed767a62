"""Open a case for every start whose moment has come, each in its own transaction."""

from __future__ import annotations

import logging
from datetime import datetime

from engine import interpreter, openings, ringing, store
from engine.openings import Opening
from engine.ringing import TIMER
from engine.store import DatabaseAway, Store, Transaction
from engine.store.starts import StartTimer

_STANDS_STILL = "It stands still until somebody tries it again: see `regie incidents`."

logger = logging.getLogger(__name__)


def open_due(found_store: Store) -> int:
    """Open a case for every start that is due, oldest first; return how many were opened.

    A start is due once in a call, however many of its moments were missed. One that cannot open a
    case stands still with the reason, for people to see; the others still start. Raises
    DatabaseAway; what did not start is due at the next ring.
    """
    with found_store.read() as tx:
        due = store.starts.due(tx)
    return sum(_open(found_store, timer) for timer in due)


def _open(found_store: Store, timer: StartTimer) -> bool:
    try:
        with found_store.begin() as tx:
            if not store.starts.take(tx, timer, following(tx, timer)):
                return False
            opening = Opening(timer.process_id, {}, timer.element_id, due=timer.due)
            openings.open_case(tx, opening, TIMER)
    except DatabaseAway:
        raise  # that says nothing about this start: the next ring finds it where it is
    # a fault of the program must not be tried for ever either
    except Exception as problem:  # noqa: BLE001 - logged
        what = f"the start {timer.element_id} of {timer.process_id} opened no case"
        ringing.log(logger, what, problem, _STANDS_STILL)
        with found_store.begin() as tx:
            store.starts.fail(tx, timer, ringing.reason(problem))
        return False
    return True


def following(tx: Transaction, timer: StartTimer) -> datetime | None:
    """Give the next moment after now; None when the timer opens its last case."""
    moments = interpreter.read_series(timer.moments)
    if moments.turns is not None and timer.opened + 1 >= moments.turns:
        return None
    return moments.after(tx.now)
