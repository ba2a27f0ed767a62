"""One step of an instance with the definition it follows: how it is moved, and moved again.

Reads bundles and writes nothing, so that the mover and whoever verifies take the very same step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from engine import decisions, entries, interpreter, store, terms
from engine.decisions import InvalidDecisions
from engine.errors import EngineError
from engine.events import (
    Cause,
    Effect,
    InstanceMigrated,
    InstanceStarted,
    MessageSent,
    Outcome,
    SignalSent,
    TaskCompleted,
)
from engine.interpreter import Definition, InvalidDiagram
from engine.limits import Limits
from engine.model import Bundle, Place, Task
from engine.snapshots import Snapshot
from engine.store import ConflictingChange, Transaction
from engine.store.instances import Running
from engine.values import Variables

_KEPT_DEFINITIONS = 256
_SENT = (MessageSent, SignalSent)  #: the effects by which an instance sends something

_definitions: dict[str, Definition] = {}


class UnknownBundle(EngineError):
    """No bundle with this digest was ever deployed."""

    nl = "Er is geen gepubliceerde versie met controlegetal {digest}."
    en = "There is no deployed version with digest {digest}."

    def __init__(self, digest: str) -> None:
        super().__init__(digest=digest)


class BundleDamaged(UnknownBundle):
    """What is kept of a bundle cannot be read any more; only a change by hand does that."""

    nl = "De gepubliceerde versie met controlegetal {digest} is beschadigd en niet te lezen."
    en = "The deployed version with digest {digest} is damaged and cannot be read."


@dataclass(frozen=True, slots=True)
class Step:
    """What one cause led to, and the definition the instance follows after it."""

    digest: str
    definition: Definition
    outcome: Outcome


def definition(tx: Transaction, digest: str) -> Definition:
    """Give the definition of a bundle; it never changes, so it is read once.

    Raises UnknownBundle, BundleDamaged.
    """
    found = _definitions.get(digest)
    if found is None:
        bundle = store.bundles.find(tx, digest)
        if bundle is None:
            raise UnknownBundle(digest)
        found = _read(bundle)
        if len(_definitions) >= _KEPT_DEFINITIONS:
            _definitions.clear()
        _definitions[digest] = found
    return found


def _read(bundle: Bundle) -> Definition:
    """Read what was read before it was deployed: it is only refused when it was changed since."""
    try:
        return interpreter.read(
            bundle.diagram,
            bundle.process_id,
            functions=terms.FUNCTIONS,
            decisions=decisions.catalogue(bundle.decisions, terms.FUNCTIONS),
        )
    except (InvalidDiagram, InvalidDecisions) as damaged:
        raise BundleDamaged(bundle.digest) from damaged


def take(  # noqa: PLR0913, PLR0917 - a cause with all that it happened to
    tx: Transaction,
    digest: str,
    snapshot: Snapshot | None,
    cause: Cause,
    at: datetime,
    limits: Limits,
) -> Step:
    """Execute one cause; the digest is that of the bundle the instance follows before it.

    Whoever executes it again does so under `interpreter.limits_reached`, not under the limits of
    today. Raises as `interpreter.advance` and `interpreter.migrate` do, and UnknownBundle.
    """
    found = definition(tx, digest)
    if not isinstance(cause, InstanceMigrated):
        outcome = interpreter.advance(found, snapshot, cause, at=at, limits=limits)
        return Step(digest, found, _numbered(outcome))
    if snapshot is None:
        raise interpreter.NotWaitingHere(found.process_id)
    other = definition(tx, cause.digest)
    outcome = interpreter.migrate(found, snapshot, other, cause, at=at, limits=limits)
    return Step(cause.digest, other, _numbered(outcome))


def _numbered(outcome: Outcome) -> Outcome:
    """Give what was sent a number, by which whoever receives it can tell it from the rest."""
    if not any(isinstance(effect, _SENT) for effect in outcome.effects):
        return outcome
    numbers = count(1)
    numbered = (_with_number(one, numbers) for one in outcome.effects)
    return replace(outcome, effects=tuple(numbered))


def _with_number(effect: Effect, numbers: Iterator[int]) -> Effect:
    if isinstance(effect, MessageSent):
        return replace(effect, number=next(numbers))
    if isinstance(effect, SignalSent):
        return replace(effect, number=next(numbers), followed=True)
    return effect


def as_before_following(effects: Iterable[Effect]) -> Iterator[Effect]:
    """Give effects as older versions wrote them, which did not keep to whom a signal went out."""
    for one in effects:
        yield replace(one, followed=False) if isinstance(one, SignalSent) else one


def as_before_numbers(effects: Iterable[Effect]) -> Iterator[Effect]:
    """Give effects as older versions wrote them, which gave no number to what was sent."""
    for one in as_before_following(effects):
        yield replace(one, number=None) if isinstance(one, _SENT) else one


def known_at(tx: Transaction, running: Running, place: Place) -> Variables:
    """Give the variables that can be seen at a place where an instance waits.

    Raises ConflictingChange when it does not wait there any more.
    """
    if running.snapshot is None:
        raise ConflictingChange(running.id)
    found = definition(tx, running.digest)
    try:
        return interpreter.variables(found, running.snapshot, place)
    except interpreter.NotWaitingHere as moved:
        raise ConflictingChange(running.id) from moved
    except interpreter.SnapshotDamaged as damaged:
        again = store.instances.find(tx, running.id)
        if again is not None and again.position == running.position:
            raise
        raise ConflictingChange(running.id) from damaged  # its pages moved on after its text


def digest_after(digest: str, event: object) -> str:
    """Tell which bundle an instance follows after an event of its history."""
    return event.digest if isinstance(event, InstanceStarted | InstanceMigrated) else digest


def digest_of(tx: Transaction, running: Running, task: Task) -> str:
    """Tell which bundle a task belongs to: for one that is done, the one followed then."""
    digest = running.digest
    if task.done_at is None:
        return digest
    kinds = [kind.__name__ for kind in (InstanceStarted, InstanceMigrated, TaskCompleted)]
    for line in store.history.lines_of_kinds(tx, running.id, kinds):
        event = entries.legible_event(line.kind, line.facts)
        if isinstance(event, TaskCompleted) and event.place == task.place:
            break
        digest = digest_after(digest, event)
    return digest
