"""Compare the signals that an instance sent with what is kept of them and to whom they went out.

A signal is for whoever listens when it is delivered, and that may be nobody; but it went out once,
or is kept, or was dismissed. To whom it went out is sealed, and each of those received it, or it is
kept for her, or was dismissed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from engine import store
from engine.model import Sending, Words
from engine.replay.letters import Letters
from engine.replay.verdicts import Difference, differs
from engine.store import Transaction
from engine.store.broadcasts import Broadcast
from engine.store.deliveries import Delivery
from engine.store.post import Posted

_START = "/"


@dataclass(slots=True)
class _Traces:
    """Where one signal was seen: kept or dismissed, by key; gone out, by key; and received."""

    stays: set[str | None] = field(default_factory=set)
    out: dict[str | None, tuple[str, ...]] = field(default_factory=dict)
    received: set[str] = field(default_factory=set)
    starts: int = 0  #: so many start events got it, or have it kept for them

    def stay(self, key: str | None) -> None:
        self.stays.add(key)
        self.starts += _START in (key or "")

    def is_there(self, key: str | None) -> bool:
        return key in self.stays or key in self.out

    def reached(self, receiver: str, key: str | None) -> bool:
        """Tell whether it came to whom it went out under a key, or is on its way."""
        return receiver in self.received or (receiver != key and self.is_there(receiver))


def compared(
    tx: Transaction,
    instance_id: str,
    letters: Letters,
    kept: Sequence[Posted],
    delivered: Sequence[Delivery],
) -> Iterator[Difference]:
    """Yield each signal that is nowhere, or did not reach all to whom it went out."""
    gone_out = store.broadcasts.of_sender(tx, instance_id)
    traces = _traces(letters, kept, delivered, gone_out)
    for where, letter in letters.numbered.items():
        if letter.sent.kind == "signal" and letter.followed:
            yield from _followed(where, letter.sent.name, traces.get(where, _Traces()))
    for one in gone_out:
        found = letters.numbered.get(one.sent)
        if one.to is None or found is None or found.sent.kind != "signal":
            yield differs(
                "Dat hier een signaal uitging, en naar wie, is niet zo vastgelegd.",
                "That a signal went out here, and to whom, was not recorded like this.",
                position=one.sent.position,
            )


def _traces(
    letters: Letters,
    kept: Sequence[Posted],
    delivered: Sequence[Delivery],
    gone_out: Sequence[Broadcast],
) -> dict[Sending, _Traces]:
    found: dict[Sending, _Traces] = defaultdict(_Traces)
    for posted in kept:
        if posted.sent is not None:
            found[posted.sent].stay(posted.key)
    for sent, key in letters.dismissed_for:
        found[sent].stay(key)
    for out in gone_out:
        found[out.sent].out[out.key] = out.to or ()
    for one in delivered:
        found[one.sent].received.add(one.receiver)
        found[one.sent].starts += one.position == 1
    return found


def _followed(where: Sending, name: str, traces: _Traces) -> Iterator[Difference]:
    if not traces.is_there(None):
        yield differs(
            "Signaal '{name}' is hier verstuurd, maar nooit uitgegaan. "
            "Het staat ook niet meer klaar.",
            "Signal '{name}' was sent here, but never went out. "
            "Nor is it kept for delivery any more.",
            position=where.position,
            name=name,
        )
    receivers = [(one, key) for key, to in traces.out.items() for one in to]
    for receiver, key in receivers:
        if _START not in receiver and not traces.reached(receiver, key):
            yield differs(
                "Signaal '{name}' ging uit naar {receiver}, maar kwam daar nooit aan.",
                "Signal '{name}' went out to {receiver}, but never arrived there.",
                position=where.position,
                name=name,
                receiver=receiver or Words("wat ermee begint", "what starts with it"),
            )
    if sum(_START in receiver for receiver, _ in receivers) > traces.starts:
        yield differs(
            "Signaal '{name}' kwam niet aan bij elk proces dat ermee begint.",
            "Signal '{name}' did not arrive at every process that starts with it.",
            position=where.position,
            name=name,
        )
