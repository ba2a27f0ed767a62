"""What the history of an instance tells of the messages and signals that it sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from engine.entries import Told
from engine.events import MessageDismissed, MessageSent, SignalSent
from engine.model import Sending
from engine.replay.executing import Event, Examined
from engine.store.post import Posted
from engine.values import Variables


class Sent(NamedTuple):
    """What was sent at one moment; a signal has no key, only who is to hear it has."""

    kind: str
    name: str
    key: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Written:
    """One message or signal with its content, and which number it has in its entry of history.

    `number` is None in an entry that an older version wrote. A signal is `followed` when it is kept
    to whom it went out.
    """

    sent: Sent
    payload: Variables
    number: int | None
    followed: bool = False


@dataclass(slots=True)
class Letters:
    """All that one instance sent, and what of it was dismissed.

    What has a number is found by where it was sent; what an older version sent only by what it is.
    """

    numbered: dict[Sending, Written] = field(default_factory=dict)
    dismissed: Counter[Sending] = field(default_factory=Counter)
    dismissed_for: Counter[tuple[Sending, str | None]] = field(default_factory=Counter)
    unnumbered: dict[Sent, list[Variables]] = field(default_factory=dict)
    dismissed_before: Counter[tuple[str, str | None, datetime]] = field(default_factory=Counter)

    def of(self, posted: Posted) -> list[Variables]:
        """Give the content of all that was sent just as this is kept."""
        if posted.sent is None or not posted.sent.is_known:
            return self.unnumbered.get(_sent(posted), [])
        found = self.numbered.get(posted.sent)
        return [found.payload] if found is not None and found.sent == _sent(posted) else []

    def count_dismissed(self, posted: Posted) -> int:
        """Count what was dismissed of what was sent like this.

        A record of an older version does not say the kind, so another may account for it.
        """
        if posted.sent is not None and posted.sent.is_known:
            return self.dismissed_for[posted.sent, posted.key]
        gone = self.dismissed_before[posted.name, posted.key, posted.sent_at]
        is_signal = posted.kind == "signal"
        other = (
            Sent("message", posted.name, posted.key, posted.sent_at)
            if is_signal
            else Sent("signal", posted.name, None, posted.sent_at)
        )
        return max(0, gone - len(self.unnumbered.get(other, [])))


def told(found: Examined) -> Letters:
    """Read all that an instance sent in its history."""
    letters = Letters()
    for event in found.events:
        for one in written(event.told, event.line.at):
            if one.number is None:
                letters.unnumbered.setdefault(one.sent, []).append(one.payload)
            else:
                where = Sending(found.running.id, event.line.position, one.number)
                letters.numbered[where] = one
        _dismissed(letters, event)
    return letters


def written(entry: Told, at: datetime) -> Iterator[Written]:
    """Yield what was sent in one entry of history."""
    for effect in entry.effects:
        found: Any = effect
        if isinstance(found, MessageSent):
            sent = Sent("message", found.message, found.key, at)
            yield Written(sent, found.payload, found.number)
        elif isinstance(found, SignalSent):
            sent = Sent("signal", found.signal, None, at)
            yield Written(sent, {}, found.number, found.followed)


def _dismissed(letters: Letters, event: Event) -> None:
    match event.told.event:
        case MessageDismissed(key=key, sent=Sending() as sent) if sent.is_known:
            letters.dismissed[sent] += 1
            letters.dismissed_for[sent, key] += 1
        case MessageDismissed(message=name, key=key, sent_at=sent_at):
            letters.dismissed_before[name, key, sent_at] += 1
        case _:
            pass


def _sent(posted: Posted) -> Sent:
    key = posted.key if posted.kind == "message" else None
    return Sent(posted.kind, posted.name, key, posted.sent_at)
