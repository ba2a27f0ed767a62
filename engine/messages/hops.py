"""How far what is delivered came from somebody outside, so that a round of messages has an end.

What a person, time, a service or somebody outside caused is 0; what a step sends that a delivery
caused is one further than what was delivered, as the hops of mail are counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import EngineError
from engine.store import Transaction
from engine.store.post import Posted
from engine.store.work import Waiting


class TooFar(EngineError):
    """Deliveries brought about each other, and nobody did anything meanwhile: it may be a round."""

    nl = (
        "Dit is niet bezorgd, want er gingen meer dan {most} bezorgingen aan vooraf zonder dat "
        "iemand iets deed of een tijd verstreek. Blijven zaken elkaar berichten of signalen sturen?"
    )
    en = (
        "This was not delivered, because more than {most} deliveries brought it about while nobody "
        "did anything and nothing waited for time. Do cases keep sending each other messages or "
        "signals?"
    )

    def __init__(self, hops: int, most: int) -> None:
        self.hops = hops
        super().__init__(most=most)


def check(tx: Transaction, hops: int) -> None:
    """Refuse what comes from so far. Raises TooFar."""
    if hops > tx.limits.hops:
        raise TooFar(hops, tx.limits.hops)


def follow(tx: Transaction, hops: int) -> None:
    """Let what happens in this transaction follow from what comes from so far. Raises TooFar."""
    check(tx, hops)
    tx.hops = hops + 1


def reached(posted: Posted, waiting: Sequence[Waiting]) -> int:
    """Tell how far a message is: it goes on from what came last, itself or who waits for it.

    What was sent before is kept until somebody waits, and a person or time may bring that about.
    """
    if not waiting:
        return posted.hops
    last = waiting[0]
    begun_later = last.opened_at is not None and last.opened_at > posted.kept_since
    return last.hops if begun_later else posted.hops
