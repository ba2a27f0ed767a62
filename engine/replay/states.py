"""Compare where an instance stands, in its row, with where its history brings it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine import interpreter, store
from engine.errors import EngineError
from engine.replay.executing import Examined
from engine.replay.verdicts import Difference, differs
from engine.snapshots import Snapshot
from engine.store import Transaction


def compared(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Yield what the row of an instance says otherwise than its history."""
    yield from _beginning(found)
    if found.is_whole:
        yield from _end(found)
        yield from _snapshot(tx, found)


def _beginning(found: Examined) -> Iterator[Difference]:
    running, started = found.running, found.started
    if started is None:
        return
    followed = found.digest if found.is_whole else running.digest
    if (running.digest, running.process_id) != (followed, started.process_id):
        yield differs(
            "Het proces wijst naar een ander diagram dan het volgens de geschiedenis volgt.",
            "The instance points to another diagram than it follows according to history.",
            position=1,
        )
    if running.started_at != found.events[0].line.at:
        yield differs(
            "Wanneer het proces begon, klopt niet met de geschiedenis.",
            "When the instance began is not as history tells it.",
            position=1,
        )


def _end(found: Examined) -> Iterator[Difference]:
    running = found.running
    told_at, told_outcome = _told_end(found)
    if told_at is None and running.ended_at is not None:
        yield differs(
            "Het proces is volgens zijn stand afgelopen, maar de geschiedenis loopt nog: haar"
            " einde ontbreekt.",
            "The instance has ended according to its state, but its history has not: its end is"
            " missing.",
            position=len(found.events) + 1,
        )
    elif told_at is not None and running.ended_at is None:
        yield differs(
            "Het proces is volgens de geschiedenis afgelopen, maar loopt volgens zijn stand nog.",
            "The instance has ended according to history, but still runs according to its state.",
        )
    elif (told_at, told_outcome) != (running.ended_at, running.outcome):
        yield differs(
            "Hoe of wanneer het proces afliep, klopt niet met de geschiedenis.",
            "How or when the instance ended is not as history tells it.",
        )


def _told_end(found: Examined) -> tuple[datetime | None, str | None]:
    end = found.end
    return (None, None) if end is None else (end[0].line.at, end[1].outcome)


def _snapshot(tx: Transaction, found: Examined) -> Iterator[Difference]:
    """Compare the stored state, unless there is nothing any more to work it out with."""
    if found.erased or found.definition is None:
        return
    if (found.end is None) != (found.running.ended_at is None):
        return
    stored, expected = found.running.snapshot, found.snapshot if found.end is None else None
    if not _is_same(stored, expected):
        yield differs(
            "De bewaarde stand van het proces is niet die van de geschiedenis.",
            "The stored state of the instance is not that of its history.",
        )
    elif store.pages.numbers(tx, found.running.id) != _pages_of(stored):
        yield differs(
            "Bij de bewaarde stand van het proces liggen bladzijden die er niet bij horen.",
            "Beside the stored state of the instance lie pages that do not belong to it.",
        )


def _is_same(stored: Snapshot | None, expected: Snapshot | None) -> bool:
    """Compare letter for letter, whatever lies on pages and whatever in one text."""
    if stored is None or expected is None:
        return stored is expected
    try:
        return interpreter.whole(stored) == interpreter.whole(expected)
    except (EngineError, AttributeError, LookupError, TypeError, ValueError):
        return False  # what a forger wrote may be wrong in any way; the database is not


def _pages_of(stored: Snapshot | None) -> frozenset[int]:
    return frozenset() if stored is None else interpreter.page_numbers(stored)
