"""How far what is delivered came from somebody outside, so that a round of messages has an end.

What a person, time, a service or somebody outside caused is 0; what a step sends that a delivery
caused is one further than what was delivered, as the hops of mail are counted. So a message counts
for itself and not for who waits for it: those that were sent before are no further for being taken
one after another.
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

    def __init__(self, most: int) -> None:
        super().__init__(most=most)


def check(tx: Transaction, hops: int) -> None:
    """Refuse what comes from so far. Raises TooFar."""
    if hops > tx.limits.hops:
        raise TooFar(tx.limits.hops)


def follow(tx: Transaction, hops: int) -> None:
    """Let what happens in this transaction follow from what comes from so far. Raises TooFar."""
    check(tx, hops)
    tx.hops = hops + 1


def reached(posted: Posted, waiting: Sequence[Waiting]) -> int:
    """Tell how far a message is: as far as it was sent, or 0 when it lay there for somebody.

    That is so when it was sent before a person, time, a service or somebody outside let the place
    wait. At one moment with that it was not: a place may stay open, and then a round would too.
    """
    if waiting and _begun_by_somebody(waiting[0], posted):
        return 0
    return posted.hops


def last(parts: Sequence[Posted]) -> Posted:
    """Give the one that came last of what starts something together: that brought it about."""
    return max(parts, key=lambda one: (one.kept_since, one.id))


def _begun_by_somebody(place: Waiting, posted: Posted) -> bool:
    begun = place.opened_at
    return place.hops == 0 and begun is not None and begun > posted.sent_at
