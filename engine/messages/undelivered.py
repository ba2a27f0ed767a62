"""What was sent and did not arrive: nobody waited in time, or something failed on the way."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from engine import access, instances, store
from engine.access import Action
from engine.errors import EngineError
from engine.events import MessageDismissed, MessageOfferedAgain
from engine.model import Person, Sending, Who
from engine.settings import Settings
from engine.store import Store, Transaction
from engine.store.post import Posted
from engine.store.post_steering import PostSteered

logger = logging.getLogger(__name__)


class UnknownMessage(EngineError):
    """The message was delivered or dismissed, or never there."""

    nl = "Dit bericht is er niet (meer)."
    en = "This message is not there (any more)."


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


def unclaimed(
    tx: Transaction, by: Person, *, most: int | None = None, skip: int = 0
) -> list[Posted]:
    """Give the messages that nobody waited for in time, oldest first. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.post.reported(tx, most=most, skip=skip)


def count_unclaimed(tx: Transaction, by: Person, *, most: int) -> int:
    """Count the messages that nobody waited for in time, `most` at most. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.post.count_reported(tx, most=most)


def failed(tx: Transaction, by: Person, *, most: int | None = None, skip: int = 0) -> list[Posted]:
    """Give what could not be delivered, each with the reason, oldest first. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.post.failed(tx, most=most, skip=skip)


def count_failed(tx: Transaction, by: Person, *, most: int) -> int:
    """Count what could not be delivered, `most` at most. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    return store.post.count_failed(tx, most=most)


def has_failed(tx: Transaction, post_id: int, by: Person) -> bool:
    """Tell whether a message stands among what could not be delivered. Raises NotAllowed."""
    access.require(by, Action.HANDLE_INCIDENTS)
    posted = store.post.find_undelivered(tx, post_id)
    return posted is not None and posted.reason is not None


def origin(tx: Transaction, posted: Posted) -> tuple[str, str] | None:
    """Give the case and the name of the process that sent it; None when it came from outside."""
    sender = store.instances.find(tx, posted.sender) if posted.sender else None
    if sender is None:
        return None
    return sender.case_number, instances.definition(tx, sender.digest).name


def offer_again(tx: Transaction, post_id: int, by: Person) -> None:
    """Keep such a message once more for the stated time, and deliver it at the next ring.

    That is noted for who looks back, and in the history of who sent it. Raises NotAllowed,
    UnknownMessage.
    """
    posted = _undelivered(tx, post_id, by)
    store.post.offer_again(tx, post_id)
    store.post_steering.note(tx, posted, "offered", by=by.id)
    logger.warning("%s offers %s %r with key %r again", by.id, *_named(posted))
    if posted.sender is not None:
        again = MessageOfferedAgain(*_told(posted))
        instances.note(tx, posted.sender, again, Who(by.id))


def dismiss(tx: Transaction, post_id: int, by: Person) -> None:
    """Take such a message away. That is noted as with one that is offered again.

    Raises NotAllowed, UnknownMessage.
    """
    posted = _undelivered(tx, post_id, by)
    store.wanted.take(tx, posted)
    store.post_steering.note(tx, posted, "dismissed", by=by.id)
    logger.warning("%s dismissed %s %r with key %r", by.id, *_named(posted))
    if posted.sender is not None:
        instances.note(tx, posted.sender, MessageDismissed(*_told(posted)), Who(by.id))


def steered(tx: Transaction, by: Person) -> list[PostSteered]:
    """Tell who offered what again or took it away, and when; the latest first. Raises NotAllowed.

    What an instance sent is told in its history as well, what came from outside only here.
    """
    access.require(by, Action.READ_HISTORY)
    return store.post_steering.noted(tx)


def _named(posted: Posted) -> tuple[str, str, str | None]:
    return posted.kind, posted.name, posted.key


def _told(posted: Posted) -> tuple[str, str | None, datetime, str, Sending | None]:
    """Give what a record tells of a message."""
    why = "unclaimed" if posted.reason is None else "undeliverable"
    return posted.name, posted.key, posted.sent_at, why, posted.sent


def _undelivered(tx: Transaction, post_id: int, by: Person) -> Posted:
    access.require(by, Action.HANDLE_INCIDENTS)
    posted = store.post.lock_undelivered(tx, post_id)
    if posted is None:
        raise UnknownMessage
    return posted
