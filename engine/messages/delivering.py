"""Deliver what instances sent to who waits for it, or say why that could not be done."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress

from engine import instances, openings, ringing, store
from engine.errands import Beginning
from engine.events import SignalReceived
from engine.interpreter import NotWaitingHere
from engine.messages import gathering, hops, starting
from engine.messages.gathering import Unusable
from engine.messages.receiving import Incoming, hold_start, wake
from engine.model import Who, Words
from engine.openings import Opening
from engine.store import DatabaseAway, Store, Transaction
from engine.store.bundles import StartedBy
from engine.store.locks import Alone, be_alone
from engine.store.post import Letter, Posted
from engine.store.together import address
from engine.store.transaction import Overtaken
from engine.store.work import Waiting
from engine.suspensions import CaseSuspended
from engine.values import Variables

MESSAGE = Who("message")
MOST_AT_ONCE = 500  #: the rest at the next ring: others have their turn before
A_FEW = 100  #: after so many what they brought about is sorted, for it is looked at each time
NOBODY = ""  #: the key of a signal for no instance, only for processes that it starts

_STAYS = "It is tried again a few times, and stands with its reason: see `regie incidents`."

logger = logging.getLogger(__name__)


def wait(tx: Transaction) -> bool:
    """Tell whether this transaction let something be delivered now; the clock finds the rest."""
    return tx.moves_post and store.wanted.deliverable(tx) is not None


def deliver(found_store: Store) -> int:
    """Deliver all that instances sent and somebody waits for; return how many were delivered.

    What gave way to others that are looked at next counts too. Each goes in its own
    transaction. One that cannot be delivered stays, with the reason, for administrators to see;
    it is tried again later, a few times. Raises DatabaseAway.
    """
    passed_over: set[int] = set()
    for delivered in range(MOST_AT_ONCE):
        if delivered and delivered % A_FEW == 0:
            lay_aside(found_store)
        with found_store.read() as tx:
            posted = store.wanted.deliverable(tx, skip=passed_over)
        if posted is None:
            return delivered - len(passed_over)
        if not _delivered(found_store, posted):
            passed_over.add(posted.id)
    return MOST_AT_ONCE - len(passed_over)


def deliver_now(found_store: Store) -> None:
    """Deliver as `deliver` does, for somebody whose own step is kept already.

    When the database fails meanwhile that says nothing about her step: the next ring delivers.
    """
    try:
        deliver(found_store)
    except DatabaseAway as problem:
        logger.warning("%s What was kept is delivered at the next ring.", problem.sentence("en"))


def lay_aside(found_store: Store) -> None:
    """Lay aside what was looked at and nobody waits for, so that nobody looks at it in vain again.

    What can be delivered stays where it is. For who looks from time to time, as the clock does;
    until then each look costs a little more. Raises DatabaseAway.
    """
    with found_store.read() as tx:
        if not store.news.of(tx).any:
            return
    with found_store.begin() as tx:
        store.aside.spread(tx)
    with found_store.read() as tx:
        marked = store.aside.marked(tx)
    for ids in marked:
        with found_store.begin() as tx:
            store.aside.lay_aside(tx, ids)


def look_over(found_store: Store) -> None:
    """Look at all that is kept, for what lies aside though somebody waits for it.

    There is nothing of the kind unless somebody else wrote in the database. Raises DatabaseAway.
    """
    with found_store.read() as tx:
        overlooked = store.aside.overlooked(tx)
    if overlooked:
        logger.warning("%s of what is kept for delivery lay aside wrongly", len(overlooked))
        with found_store.begin() as tx:
            store.aside.mark(tx, overlooked)


def _delivered(found_store: Store, posted: Posted) -> bool:
    try:
        with found_store.begin() as tx:
            return _deliver(tx, posted)
    except DatabaseAway:
        raise  # that says nothing about this message: it is delivered at the next ring
    except CaseSuspended:
        return False  # since it was found; it is delivered when the case is resumed
    except Overtaken:
        return True  # what others left is looked at next
    except Unusable as found:
        _fail(found_store, found.parts)
        return True  # what comes after those is looked at next
    # a fault of the program must not be tried for ever either
    except Exception as problem:  # noqa: BLE001 - logged
        what = f"{posted.kind} {posted.name!r} of {posted.sender or 'outside'} was not delivered"
        ringing.log(logger, what, problem, _STAYS)
        return _replaced(found_store, posted, problem)


def _fail(found_store: Store, parts: Mapping[Posted, Words]) -> None:
    with found_store.begin() as tx:
        for posted, reason in sorted(parts.items(), key=lambda part: part[0].id):
            store.post.fail(tx, posted, reason)


def _replaced(found_store: Store, posted: Posted, problem: Exception) -> bool:
    """Tell whether others took its place, which are delivered next; else it stays, and says why."""
    with found_store.begin() as tx:
        if _set_apart(tx, posted):
            return True
        store.post.fail(tx, posted, ringing.reason(problem))
    return False


def _deliver(tx: Transaction, posted: Posted) -> bool:
    """Deliver it; False when it waits for others that are not all there (any more)."""
    if gathering.is_kept_signal(posted):
        return gathering.begin(tx, gathering.started_by_kept(posted), posted.key, MESSAGE)
    if posted.kind == "signal":
        _send_out(tx, posted)
        return True
    waiting = store.work.waiting_for(tx, "message", posted.name, posted.key)
    start = None if waiting else hold_start(tx, posted.name)
    if start is not None and start.together:
        return gathering.begin(tx, start, posted.key, MESSAGE)
    if waiting or start is not None:  # else who waited has stopped: it is kept for the next
        _hand_over(tx, posted, waiting, start)
    return True


def _hand_over(
    tx: Transaction, posted: Posted, waiting: list[Waiting], start: StartedBy | None
) -> None:
    take = store.wanted.take if start is None else store.wanted.take_for_start
    if not take(tx, posted):
        return
    hops.follow(tx, hops.reached(posted, waiting))
    payload = store.post.payload(tx, posted)
    if start is None:
        wake(tx, waiting, Incoming(posted.name, posted.key, payload), MESSAGE, posted.sent)
    else:
        _start(tx, posted, start, payload)


def _send_out(tx: Transaction, posted: Posted) -> None:
    """Broadcast a signal; what it starts stays so, and is held before any post is."""
    starts = [] if posted.key else store.current.hold_started_by(tx, "signal", posted.name)
    if store.wanted.take(tx, posted):
        hops.follow(tx, posted.hops)
        _broadcast(tx, posted, starts)


def _broadcast(tx: Transaction, posted: Posted, starts: Sequence[StartedBy]) -> None:
    """Let every instance but the sender hear a signal, then start the processes it starts.

    An instance that is suspended hears it after it is resumed, by a signal for it alone. One that
    waits no more because of what another one did that heard it is passed over. All their cases are
    locked before, in one order: another signal may be heard by the same ones. So may another start
    processes whose cases are numbered in the same series, in another order.
    """
    heard: dict[str, bool] = {}
    listeners = _listeners(tx, posted)
    store.instances.lock_cases_of(tx, [*listeners, posted.sender or NOBODY])
    for instance_id in listeners:
        with suppress(NotWaitingHere):
            heard[instance_id] = _is_heard(tx, posted, instance_id)
    if len(starts) > 1:
        be_alone(tx, Alone.STARTING_SEVERAL)
    addresses = [address(one.process_id, one.element_id) for one in starts]
    if not posted.key or [*heard.values()] != [False]:  # else it stays, for her alone as before
        store.broadcasts.keep(tx, posted, [*heard, *addresses])
    payload = {} if posted.key else store.post.payload(tx, posted)
    for start in starts:
        begin = gathering.keep_signal if start.together else _start
        begin(tx, posted, start, payload)


def _is_heard(tx: Transaction, posted: Posted, instance_id: str) -> bool:
    running = instances.locked(tx, instance_id)
    if store.steering.suspension(tx, instance_id) is not None:
        store.post.send(tx, _for_one(posted, instance_id))
        return False
    instances.move(tx, running, SignalReceived(posted.name, posted.sent), MESSAGE)
    return True


def _set_apart(tx: Transaction, posted: Posted) -> bool:
    """Replace a signal for all by one for each, so that one who cannot hear it stops no other.

    It is tried again for those who listened when it was sent, and for nobody who came later. False
    when it was for one alone, who then has the reason.
    """
    if posted.kind != "signal" or posted.key is not None:
        return False
    keys = [*_listeners(tx, posted)]
    if store.bundles.started_by(tx, "signal", posted.name):
        keys.append(NOBODY)
    if not keys or not store.wanted.take(tx, posted):
        return False
    store.broadcasts.keep(tx, posted, keys)
    for key in keys:
        store.post.send(tx, _for_one(posted, key))
    return True


def _for_one(posted: Posted, key: str) -> Letter:
    """Give what one listener hears of a signal; it was sent when the signal was."""
    return Letter("signal", posted.name, key, posted.sent, sent_at=posted.sent_at, hops=posted.hops)


def _listeners(tx: Transaction, posted: Posted) -> list[str]:
    """Give the instances that hear a signal now, each once, in the order in which they wait."""
    waiting: list[Waiting] = store.work.waiting_for(tx, "signal", posted.name, None)
    heard = dict.fromkeys(found.instance_id for found in waiting)
    return [one for one in heard if one != posted.sender and posted.key in {None, one}]


def _start(tx: Transaction, posted: Posted, start: StartedBy, payload: Variables) -> None:
    """Start what a message or signal starts, in the case of its sender."""
    sender = store.instances.find(tx, posted.sender) if posted.sender else None
    if sender is None:
        openings.open_case(tx, Opening(start.process_id, payload, start.element_id), MESSAGE)
    else:
        beginning = Beginning(
            *(start.process_id, sender.case_number, payload, start.element_id), sent=posted.sent
        )
        starting.start(tx, beginning, MESSAGE)
