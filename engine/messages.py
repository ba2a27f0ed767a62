"""Messages and signals: receive them from outside, deliver those that instances sent."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from engine import access, instances, interpreter, openings, store
from engine.access import Action
from engine.errors import EngineError
from engine.events import MessageDismissed, MessageReceived, SignalReceived
from engine.instances import Beginning
from engine.model import Person, Who
from engine.openings import Opened, Opening
from engine.settings import Settings
from engine.store import DatabaseAway, Store, Transaction
from engine.store.post import Letter, Posted
from engine.store.work import Waiting
from engine.values import Variables

MESSAGE = Who("message")
MOST_AT_ONCE = 10_000

logger = logging.getLogger(__name__)


class NobodyWaits(EngineError):
    """No instance waits for the message, and no process starts with it."""

    nl = "Niemand wacht op het bericht '{name}' met sleutel '{key}'."
    en = "Nobody waits for the message '{name}' with key '{key}'."

    def __init__(self, name: str, key: str | None) -> None:
        super().__init__(name=name, key=key or "")


class UnknownMessage(EngineError):
    """The message was delivered or dismissed, or never there."""

    nl = "Dit bericht is er niet (meer)."
    en = "This message is not there (any more)."


class AmbiguousMessage(EngineError):
    """More than one place waits for the message, so it is not clear who should get it."""

    nl = "Op het bericht '{name}' wachten meer plaatsen tegelijk: {places}. Er is niets gewijzigd."
    en = "More than one place waits for the message '{name}': {places}. Nothing was changed."

    def __init__(self, name: str, waiting: list[Waiting]) -> None:
        places = ", ".join(f"{found.instance_id}/{found.place}" for found in waiting)
        super().__init__(name=name, places=places)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from outside. `about` is the number of the case that a new case objects to."""

    name: str
    key: str | None = None
    payload: Variables | None = None
    about: str | None = None
    receipt: str | None = None


def receive(tx: Transaction, incoming: Incoming, who: Who) -> Opened | None:
    """Give a message from outside to the one place that waits for it, or start a process with it.

    Gives the case it opened, if any. Raises NobodyWaits, AmbiguousMessage; nothing changed then.
    """
    waiting = store.work.waiting_for(tx, "message", incoming.name, incoming.key)
    if waiting:
        _wake(tx, incoming.name, waiting, incoming.payload or {}, who)
        return None
    starts = store.bundles.started_by(tx, "message", incoming.name)
    if not starts:
        raise NobodyWaits(incoming.name, incoming.key)
    process_id, element_id = starts[0]
    opening = Opening(
        process_id,
        incoming.payload or {},
        start=element_id,
        about=incoming.about,
        receipt=incoming.receipt,
    )
    return openings.open_case(tx, opening, who)


def keep(tx: Transaction, incoming: Incoming) -> None:
    """Keep a message from outside until somebody waits for it, or it must be reported."""
    letter = Letter("message", incoming.name, incoming.key, payload=incoming.payload)
    store.post.send(tx, letter)


def opens_cases(tx: Transaction, name: str) -> bool:
    """Tell whether a process starts with a message of this name."""
    return bool(store.bundles.started_by(tx, "message", name))


def awaited(tx: Transaction, case_number: str, by: Person) -> list[str]:
    """Give the names of the messages that this person may pass on to a case now.

    That is for the body in whose lane the message is awaited, and for the body that takes in what
    comes for the case: the one in whose lane the case began.
    """
    waiting = store.work.awaited_with(tx, case_number)
    desk = _desk(tx, case_number) if waiting else None
    return list(
        dict.fromkeys(name for name, place in waiting if by.all_bodies & {desk, _body(tx, place)})
    )


def known_where_awaited(tx: Transaction, case_number: str, name: str) -> Variables:
    """Give the variables of the instance that waits for a message; none if none does."""
    waiting = (place for each, place in store.work.awaited_with(tx, case_number) if each == name)
    found = next(waiting, None)
    if found is None:
        return {}
    running = store.instances.find(tx, found.instance_id)
    assert running is not None, "an instance that waits is there"
    assert running.snapshot is not None, "and has not ended"
    return interpreter.variables(instances.definition(tx, running.digest), running.snapshot)


def pass_on(tx: Transaction, case_number: str, name: str, payload: Variables, by: Person) -> None:
    """Give a case what came in for it from outside. Raises NobodyWaits, AmbiguousMessage.

    Nobody waits, as far as this person is told, when it is not for her to pass it on.
    """
    if name not in awaited(tx, case_number, by):
        raise NobodyWaits(name, case_number)
    receive(tx, Incoming(name, case_number, payload), Who(by.id))


def _desk(tx: Transaction, case_number: str) -> str | None:
    first = store.instances.of_case(tx, case_number)[0]
    found = instances.definition(tx, first.digest)
    starts = (found.elements[start.element_id].body for start in found.starts if start.element_id)
    return next((body for body in starts if body), None)


def _body(tx: Transaction, waiting: Waiting) -> str | None:
    running = store.instances.find(tx, waiting.instance_id)
    assert running is not None, "an instance that waits is there"
    found = instances.definition(tx, running.digest)
    return found.elements[waiting.place.element_id].body


def form_id(name: str) -> str:
    """Give the id of the form that asks what comes with a message, if there is one."""
    return "bericht_" + "".join(letter if letter.isalnum() else "_" for letter in name)


def wait(tx: Transaction) -> bool:
    """Tell whether this transaction let something be delivered now; the clock finds the rest."""
    return tx.moves_post and store.post.deliverable(tx) is not None


def deliver(found_store: Store) -> int:
    """Deliver all that instances sent and somebody waits for; return how many were delivered.

    Each goes in its own transaction; one that cannot be delivered is logged and kept. Raises
    DatabaseAway.
    """
    failed: set[int] = set()
    for delivered in range(MOST_AT_ONCE):
        with found_store.read() as tx:
            posted = store.post.deliverable(tx, skip=failed)
        if posted is None:
            return delivered - len(failed)
        try:
            with found_store.begin() as tx:
                _deliver(tx, posted)
        except DatabaseAway:
            raise  # that says nothing about this message: it is delivered at the next ring
        except EngineError:
            logger.exception("%s %r was not delivered", posted.kind, posted.name)
            failed.add(posted.id)
    return MOST_AT_ONCE - len(failed)


def report_unclaimed(found_store: Store, settings: Settings) -> int:
    """Report what nobody waited for in all the time it was kept; return how many there were.

    It stays where it is, for an administrator to see; it is not offered to anybody any more.
    """
    with found_store.begin() as tx:
        found = store.post.report(tx, tx.now - timedelta(days=settings.message_days))
    for posted in found:
        logger.warning(
            "nobody waited for %s %r with key %r, sent %s by %s",
            posted.kind,
            posted.name,
            posted.key,
            posted.sent_at.isoformat(),
            posted.sender or "somebody outside",
        )
    return len(found)


def unclaimed(tx: Transaction, by: Person) -> list[Posted]:
    """Give the messages that nobody waited for in time, oldest first. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.post.reported(tx)


def offer_again(tx: Transaction, post_id: int, by: Person) -> None:
    """Keep such a message once more for the stated time. Raises NotAllowed, UnknownMessage."""
    posted = _unclaimed(tx, post_id, by)
    store.post.offer_again(tx, post_id)
    logger.warning("%s offers message %r with key %r again", by.id, posted.name, posted.key)


def dismiss(tx: Transaction, post_id: int, by: Person) -> None:
    """Take such a message away, told in the history of who sent it.

    Raises NotAllowed, UnknownMessage.
    """
    posted = _unclaimed(tx, post_id, by)
    store.post.take(tx, posted)
    logger.warning("%s dismissed message %r with key %r", by.id, posted.name, posted.key)
    if posted.sender is not None:
        dismissed = MessageDismissed(posted.name, posted.key, posted.sent_at)
        instances.note(tx, posted.sender, dismissed, Who(by.id))


def _unclaimed(tx: Transaction, post_id: int, by: Person) -> Posted:
    access.require(by, Action.HANDLE_INCIDENTS)
    posted = store.post.find_reported(tx, post_id)
    if posted is None:
        raise UnknownMessage
    return posted


def _deliver(tx: Transaction, posted: Posted) -> None:
    if not store.post.take(tx, posted):
        return
    if posted.kind == "signal":
        _broadcast(tx, posted)
        return
    waiting = store.work.waiting_for(tx, "message", posted.name, posted.key)
    if waiting:
        _wake(tx, posted.name, waiting, posted.payload, MESSAGE)
    else:
        _start(tx, posted)


def _wake(tx: Transaction, name: str, waiting: list[Waiting], payload: Variables, who: Who) -> None:
    if len(waiting) > 1:
        raise AmbiguousMessage(name, waiting)
    found = waiting[0]
    cause = MessageReceived(found.place, name, found.event, payload)
    instances.move(tx, instances.locked(tx, found.instance_id), cause, who)


def _broadcast(tx: Transaction, posted: Posted) -> None:
    """Let every instance but the sender hear a signal, then start the processes it starts.

    An instance that is suspended hears it after it is resumed, by a signal for it alone.
    """
    waiting = store.work.waiting_for(tx, "signal", posted.name, None)
    for instance_id in dict.fromkeys(found.instance_id for found in waiting):
        if instance_id != posted.sender and posted.key in (None, instance_id):
            running = instances.locked(tx, instance_id)
            if store.steering.suspension(tx, instance_id) is not None:
                letter = Letter("signal", posted.name, instance_id, posted.sender)
                store.post.send(tx, letter)
                continue
            instances.move(tx, running, SignalReceived(posted.name), MESSAGE)
    if posted.key is None:
        _start(tx, posted)


def _start(tx: Transaction, posted: Posted) -> None:
    """Start what a message or signal starts, in the case of its sender."""
    sender = store.instances.find(tx, posted.sender) if posted.sender else None
    for process_id, element_id in store.bundles.started_by(tx, posted.kind, posted.name):
        if sender is None:
            openings.open_case(tx, Opening(process_id, posted.payload, element_id), MESSAGE)
        else:
            beginning = Beginning(process_id, sender.case_number, posted.payload, element_id)
            instances.start(tx, beginning, MESSAGE)
