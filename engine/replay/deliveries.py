"""Compare what an instance sent with who received it, from both sides.

A message must be somewhere: delivered once, dismissed once, or still kept. A signal need not: it is
for whoever listens when it is delivered, and that may be nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from engine import entries, store
from engine.events import InstanceStarted, MessageReceived, SignalReceived
from engine.model import Content, Sending
from engine.replay.executing import Event, Examined
from engine.replay.letters import Letters, Written, written
from engine.replay.looking import opened
from engine.replay.verdicts import Difference, differs
from engine.store import Transaction
from engine.store.deliveries import Delivery
from engine.store.post import Posted


def of_sender(
    tx: Transaction, letters: Letters, kept: Sequence[Posted], delivered: Sequence[Delivery]
) -> Iterator[Difference]:
    """Yield each message that is nowhere, or in more than one place, and each false delivery."""
    came = Counter(one.sent for one in delivered)
    there = {one.sent for one in kept}
    for where, letter in letters.numbered.items():
        if letter.sent.kind != "message":
            continue
        gone = came[where] + letters.dismissed[where]
        if not gone and where not in there:
            yield differs(
                "Bericht '{name}' is hier verstuurd, maar nergens bezorgd. "
                "Het staat ook niet meer klaar.",
                "Message '{name}' was sent here, but was delivered nowhere. "
                "Nor is it kept for delivery any more.",
                position=where.position,
                name=letter.sent.name,
            )
        elif gone > 1:
            yield differs(
                "Bericht '{name}' is hier één keer verstuurd, en vaker bezorgd of afgevoerd.",
                "Message '{name}' was sent here once, and delivered or dismissed more often.",
                position=where.position,
                name=letter.sent.name,
            )
    for one in delivered:
        yield from _false(tx, letters.numbered.get(one.sent), one)


def is_delivered(tx: Transaction, posted: Posted, delivered: Iterable[Delivery]) -> bool:
    """Tell whether what is kept was delivered already to whom it is for.

    A signal with a key is for one instance or for one start event, an empty one for processes that
    it starts.
    """
    came = [one for one in delivered if one.sent == posted.sent]
    if posted.kind == "message" or posted.key is None:
        return bool(came)
    if not posted.key:
        return any(one.position == 1 for one in came)
    return any(posted.key in {one.receiver, _begun_at(tx, one)} for one in came)


def _begun_at(tx: Transaction, one: Delivery) -> str | None:
    """Give the start event with which the receiver began, if that is what the delivery was for."""
    line = store.history.line_at(tx, one.receiver, 1) if one.position == 1 else None
    event = None if line is None else entries.legible_event(line.kind, line.facts)
    if not isinstance(event, InstanceStarted) or not event.start:
        return None
    return f"{event.process_id}/{event.start}"


def _false(tx: Transaction, letter: Written | None, one: Delivery) -> Iterator[Difference]:
    """Yield a delivery of what was not sent, or of which the receiver knows nothing."""
    line = store.history.line_at(tx, one.receiver, one.position)
    event = None if line is None else entries.legible_event(line.kind, line.facts)
    is_told = one.sent in store.deliveries.received(event)
    if letter is None or not is_told or not _fits(letter, event):
        yield differs(
            "Dat {receiver} iets ontving wat hier is verstuurd, zegt de geschiedenis niet.",
            "That {receiver} received something sent here is not what history tells.",
            position=one.sent.position,
            receiver=one.receiver,
        )


def _fits(letter: Written, event: object) -> bool:
    match event:
        case MessageReceived(message=name):
            return letter.sent[:2] == ("message", name)
        case SignalReceived(signal=name):
            return letter.sent[:2] == ("signal", name)
        case _:
            return isinstance(event, InstanceStarted)


# --- from the side of who received it


def received(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Yield what an instance received from another that did not send it so."""
    for event in found.events:
        for sent in store.deliveries.received(event.told.event):
            yield from _received(tx, found, event, sent)


def _received(
    tx: Transaction, found: Examined, event: Event, sent: Sending
) -> Iterator[Difference]:
    at = event.line.position
    letter, is_open = _letter(tx, sent)
    if letter is None or not _fits(letter, event.told.event):
        yield differs(
            "Wat hier is ontvangen, is volgens de geschiedenis van {sender} daar niet verstuurd.",
            "What was received here was not sent there according to the history of {sender}.",
            position=at,
            sender=sent.instance_id,
        )
        return
    if not store.deliveries.is_kept(tx, Delivery(sent, found.running.id, at)):
        yield differs(
            "Dat {sender} dit hierheen verstuurde, ontbreekt in de lijst van wat is bezorgd.",
            "That {sender} sent this here is missing from the list of what was delivered.",
            position=at,
            sender=sent.instance_id,
        )
    if is_open and not found.erased and not _same(found, event, letter):
        yield differs(
            "De inhoud die hier is ontvangen, is niet wat {sender} verstuurde.",
            "The content that was received here is not what {sender} sent.",
            position=at,
            sender=sent.instance_id,
        )


def _letter(tx: Transaction, sent: Sending) -> tuple[Written | None, bool]:
    """Find what was sent there, and tell whether its content can be read."""
    sender = store.instances.look_at(tx, sent.instance_id)
    line = store.history.line_at(tx, sent.instance_id, sent.position)
    if sender is None or line is None:
        return None, False
    sealed, content = opened(tx, sender, line)
    told = entries.legible(line.kind, line.facts, sealed)
    letters = {one.number: one for one in written(told, line.at)}
    return letters.get(sent.number), content is Content.OPEN


def _same(found: Examined, event: Event, letter: Written) -> bool:
    match event.told.event:
        case MessageReceived(payload=came):
            return came == letter.payload
        case InstanceStarted(sent=None, gathered=gathered):
            part = gathered.get(f"{letter.sent.kind} {letter.sent.name}")
            return isinstance(part, dict) and part.get("payload") == letter.payload
        case InstanceStarted(variables=came):
            return came == letter.payload | {"zaaknummer": found.running.case_number}
        case _:
            return True
