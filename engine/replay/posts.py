"""Compare what is kept for delivery, and what was delivered, with what histories say was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from engine import store
from engine.replay import deliveries, letters, signals
from engine.replay.executing import Examined
from engine.replay.letters import Letters
from engine.replay.verdicts import Difference, Finding, differs
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.deliveries import Delivery
from engine.store.post import Posted
from engine.values import Variables


def compared(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Yield what of an instance is kept, was delivered or came in otherwise than history tells."""
    told = letters.told(found)
    kept = store.post.sent_by(tx, found.running.id)
    delivered = store.deliveries.of_sender(tx, found.running.id)
    yield from _kept(tx, found, told, kept, delivered)
    yield from deliveries.of_sender(tx, told, kept, delivered)
    yield from signals.compared(tx, found.running.id, told, kept, delivered)
    yield from deliveries.received(tx, found)


def _kept(
    tx: Transaction,
    found: Examined,
    told: Letters,
    kept: Sequence[Posted],
    delivered: Sequence[Delivery],
) -> Iterator[Difference]:
    stand: Counter[object] = Counter()
    for posted in kept:
        sent = told.of(posted)
        which = (posted.sent, posted.kind, posted.name, posted.key, posted.sent_at)
        stand[which] += 1
        gone = told.count_dismissed(posted) + deliveries.is_delivered(tx, posted, delivered)
        if not sent:
            yield _differs(
                posted,
                "Bericht {id} ('{name}') staat klaar, maar is volgens de geschiedenis zo niet "
                "verstuurd.",
                "Message {id} ('{name}') is kept for delivery, but was not sent like this "
                "according to history.",
            )
        elif stand[which] + gone > len(sent):
            yield _differs(
                posted,
                "Bericht {id} ('{name}') staat vaker klaar dan het volgens de geschiedenis is "
                "verstuurd.",
                "Message {id} ('{name}') is kept for delivery more often than it was sent "
                "according to history.",
            )
        yield from _content(tx, posted, None if found.erased else sent)


def of_nobody(tx: Transaction) -> Iterator[Finding]:
    """Yield what is kept, was delivered or went out in the name of no instance that is there.

    What came whole from outside is right.
    """
    for posted in store.post.sent_by_none(tx):
        if posted.sender is not None:
            wrong = _differs(
                posted,
                "Bericht {id} ('{name}') is verstuurd door een proces dat er niet is.",
                "Message {id} ('{name}') was sent by an instance that is not there.",
            )
            yield Finding(wrong)
        yield from (Finding(one) for one in _content(tx, posted, None))
    for one in store.deliveries.of_nobody(tx):
        wrong = differs(
            "Dat {receiver} iets ontving van {sender}, staat in de lijst van wat is bezorgd, maar "
            "dat proces of die gebeurtenis is er niet.",
            "That {receiver} received something of {sender} is on the list of what was delivered, "
            "but that instance or event is not there.",
            receiver=one.receiver,
            sender=one.sent.instance_id,
        )
        yield Finding(wrong)
    for sender in store.broadcasts.of_nobody(tx):
        wrong = differs(
            "Er is vastgelegd dat een signaal van {sender} uitging, maar dat proces is er niet.",
            "It was recorded that a signal of {sender} went out, but that instance is not there.",
            sender=sender,
        )
        yield Finding(wrong)


def _content(tx: Transaction, posted: Posted, sent: list[Variables] | None) -> Iterator[Difference]:
    """See that the content opens in this row, and is what was sent as far as that is known."""
    try:
        found = store.post.payload(tx, posted)
    except (SealBroken, ValueError):
        yield _differs(
            posted,
            "De inhoud van bericht {id} ('{name}') is niet te openen.",
            "The content of message {id} ('{name}') cannot be opened.",
        )
        return
    if sent and found not in sent:
        yield _differs(
            posted,
            "De inhoud van bericht {id} ('{name}') is volgens de geschiedenis zo niet verstuurd.",
            "The content of message {id} ('{name}') was not sent like this according to history.",
        )


def _differs(posted: Posted, nl: str, en: str) -> Difference:
    return differs(nl, en, id=posted.id, name=posted.name)
