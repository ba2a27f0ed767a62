"""The rule of the chain: no entry of the history of an instance was changed, added or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine import store
from engine.replay.verdicts import Differs
from engine.store import Transaction
from engine.store.history import NOTHING_BEFORE, Line
from engine.store.instances import Running


@dataclass(slots=True)
class Chain:
    """The history of an instance as far as it fits: its last hash, and the position of that."""

    head: bytes = NOTHING_BEFORE
    position: int = 0

    def follow(self, line: Line, last: int) -> None:
        """Go one entry further; `last` is where the instance stands. Raises Differs."""
        if self.position == last:
            raise Differs(
                "De geschiedenis gaat verder dan de stand van het proces.",
                "The history goes further than the state of the instance.",
            )
        if line.position != self.position + 1:
            raise Differs("Deze gebeurtenis ontbreekt.", "This event is missing.")
        if line.previous != self.head:
            raise Differs(
                "Deze gebeurtenis sluit niet aan op de vorige.",
                "This event does not follow from the one before it.",
            )
        if not line.is_unchanged:
            raise Differs("Deze gebeurtenis is gewijzigd.", "This event was changed.")
        self.head, self.position = line.hash, line.position

    def finish(self, head: bytes, position: int) -> None:
        """See that this is the end, which the row of the instance tells. Raises Differs."""
        if (self.head, self.position) != (head, position):
            raise Differs(
                "De geschiedenis is korter dan de stand van het proces: het einde ontbreekt.",
                "The history is shorter than the state of the instance: its end is missing.",
            )
        if position == 0:
            raise Differs("Dit proces heeft geen geschiedenis.", "This instance has no history.")


def chained(tx: Transaction, running: Running) -> Iterator[Line]:
    """Yield each line that fits the chain; raise Differs at the first that does not."""
    chain = Chain()
    for line in store.history.lines(tx, running.id):
        chain.follow(line, running.position)
        yield line
    chain.finish(running.head, running.position)
