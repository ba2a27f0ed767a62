"""The starts that are to come, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass

from engine import access, interpreter, store
from engine.access import Action
from engine.interpreter import Series
from engine.model import Person, Words
from engine.starts.wording import Moments, say
from engine.store import Transaction
from engine.store.start_steering import Steered
from engine.store.starts import StartTimer

_STOPPED = Words(
    "Begint niet, tot iemand dit hervat.",
    "Does not start until somebody resumes it.",
)
_FAILED = Words(
    "Begint niet, tot iemand dit opnieuw probeert.",
    "Does not start until somebody tries it again.",
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A start to come. `id` is how people name it: the process and the start event."""

    id: str
    timer: StartTimer
    moments: Moments

    @property
    def told(self) -> Words:
        """When it starts, or what must be done first, as a sentence."""
        if self.timer.stopped_at is not None:
            return _STOPPED
        if self.timer.failed_at is not None:
            return _FAILED
        said = say(self.moments)
        return Words(f"Begint {said.nl}.", f"Starts {said.en}.")


def pending(tx: Transaction, by: Person, process_id: str | None = None) -> list[Pending]:
    """Give the starts of all processes, or of one: by process, the first to come first.

    Raises NotAllowed.
    """
    access.require(by, Action.SEE_PROCESSES)
    return [_pending(one) for one in store.starts.listed(tx, process_id)]


def failed(tx: Transaction, by: Person) -> list[Pending]:
    """Give the starts that could not open a case and stand still. Raises NotAllowed."""
    return [one for one in pending(tx, by) if one.timer.failed_at is not None]


def _pending(timer: StartTimer) -> Pending:
    try:
        moments = series(timer)
    except ValueError:  # somebody wrote in the database what is no moment
        return Pending(name(timer), timer, Moments(timer.due, 0, None))
    left = None if moments.turns is None else moments.turns - timer.opened - 1
    if moments.every is None:
        left = 0
    return Pending(name(timer), timer, Moments(timer.due, left, moments.every))


def name(timer: StartTimer | Steered) -> str:
    """Give how people name a timer: its process, its start event, its number unless 0."""
    number = f".{timer.event}" if timer.event else ""
    return f"{timer.process_id}/{timer.element_id}{number}"


def series(timer: StartTimer) -> Series:
    """Give all moments of a timer."""
    return interpreter.read_series(timer.moments)
