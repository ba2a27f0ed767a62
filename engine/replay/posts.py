"""Compare what is kept for delivery with what the history of its sender says was sent.

What was delivered leaves no row, and who receives it is not told by whom it was sent. So a row that
was taken away cannot be told from one that was delivered, nor one that was put back after that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from engine import store
from engine.events import MessageDismissed, MessageSent, SignalSent
from engine.replay.executing import Event, Examined
from engine.replay.verdicts import Difference, Finding, differs
from engine.seals import SealBroken
from engine.store import Transaction
from engine.store.post import Posted
from engine.values import Variables


class _Sent(NamedTuple):
    """What was sent at one moment; a signal has no key, only who is to hear it has."""

    kind: str
    name: str
    key: str | None
    at: datetime


@dataclass(slots=True)
class _History:
    """What one instance sent, with the content of each, and what of it was dismissed."""

    sent: dict[_Sent, list[Variables]] = field(default_factory=dict)
    dismissed: Counter[tuple[str, str | None, datetime]] = field(default_factory=Counter)

    def of(self, posted: Posted) -> list[Variables]:
        return self.sent.get(_sent(posted), [])

    def count_dismissed(self, posted: Posted) -> int:
        """Count what was dismissed; that does not say its kind, so another may account for it."""
        gone = self.dismissed[posted.name, posted.key, posted.sent_at]
        is_signal = posted.kind == "signal"
        other = (
            _Sent("message", posted.name, posted.key, posted.sent_at)
            if is_signal
            else _Sent("signal", posted.name, None, posted.sent_at)
        )
        return max(0, gone - len(self.sent.get(other, [])))


def compared(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Yield what is kept in the name of an instance otherwise than its history tells."""
    told = _told(found)
    stand: Counter[tuple[_Sent, str | None]] = Counter()
    for posted in store.post.sent_by(tx, found.running.id):
        letters = told.of(posted)
        which = (_sent(posted), posted.key)
        stand[which] += 1
        if not letters:
            yield _differs(
                posted,
                "Bericht {id} ('{name}') staat klaar, maar is volgens de geschiedenis zo niet "
                "verstuurd.",
                "Message {id} ('{name}') is kept for delivery, but was not sent like this "
                "according to history.",
            )
        elif stand[which] + told.count_dismissed(posted) > len(letters):
            yield _differs(
                posted,
                "Bericht {id} ('{name}') staat vaker klaar dan het volgens de geschiedenis is "
                "verstuurd.",
                "Message {id} ('{name}') is kept for delivery more often than it was sent "
                "according to history.",
            )
        yield from _content(tx, posted, None if found.erased else letters)


def of_nobody(tx: Transaction) -> Iterator[Finding]:
    """Yield what is kept in the name of no instance, unless it came whole from outside."""
    for posted in store.post.sent_by_none(tx):
        if posted.sender is not None:
            wrong = _differs(
                posted,
                "Bericht {id} ('{name}') is verstuurd door een proces dat er niet is.",
                "Message {id} ('{name}') was sent by an instance that is not there.",
            )
            yield Finding(wrong)
        yield from (Finding(one) for one in _content(tx, posted, None))


def _content(
    tx: Transaction, posted: Posted, letters: list[Variables] | None
) -> Iterator[Difference]:
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
    if letters and found not in letters:
        yield _differs(
            posted,
            "De inhoud van bericht {id} ('{name}') is volgens de geschiedenis zo niet verstuurd.",
            "The content of message {id} ('{name}') was not sent like this according to history.",
        )


def _differs(posted: Posted, nl: str, en: str) -> Difference:
    return differs(nl, en, id=posted.id, name=posted.name)


def _sent(posted: Posted) -> _Sent:
    key = posted.key if posted.kind == "message" else None
    return _Sent(posted.kind, posted.name, key, posted.sent_at)


def _told(found: Examined) -> _History:
    told = _History()
    for event in found.events:
        for effect in event.told.effects:
            _add(told, event, effect)
        match event.told.event:
            case MessageDismissed(message=name, key=key, sent_at=sent_at):
                told.dismissed[name, key, sent_at] += 1
            case _:
                pass
    return told


def _add(told: _History, event: Event, effect: Any) -> None:  # noqa: ANN401 - any effect
    at = event.line.at
    match effect:
        case MessageSent(message=name, key=key, payload=payload):
            told.sent.setdefault(_Sent("message", name, key, at), []).append(payload)
        case SignalSent(signal=name):
            told.sent.setdefault(_Sent("signal", name, None, at), []).append({})
        case _:
            pass
