"""Go through the history of one instance, and execute every cause again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine import entries, instances, interpreter, steps, store
from engine.entries import Told
from engine.events import Cause, InstanceEnded, InstanceStarted, Outcome
from engine.interpreter import Definition
from engine.model import Content, Words
from engine.replay.chains import chained
from engine.replay.looking import opened
from engine.replay.verdicts import Difference, Differs, Verdict
from engine.snapshots import Snapshot
from engine.store import Transaction
from engine.store.history import Line
from engine.store.instances import Running


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of history that fits, with what it tells.

    `definition` is that of the bundle which the instance follows after it.
    """

    line: Line
    told: Told
    definition: Definition | None


@dataclass(slots=True)
class Examined:
    """An instance, its history as far as it fits, and all that does not.

    `is_whole`: the history was gone through to its end. `definition` is None when the bundle is
    not what was deployed; nothing is executed again then, nor once content was erased. Both it and
    `digest` are those of the bundle which it follows so far, according to history.
    """

    running: Running
    events: list[Event] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    digest: str = ""
    definition: Definition | None = None
    snapshot: Snapshot | None = None
    erased: int = 0
    is_whole: bool = False

    @property
    def started(self) -> InstanceStarted | None:
        first = self.events[0].told.event if self.events else None
        return first if isinstance(first, InstanceStarted) else None

    @property
    def end(self) -> tuple[Event, InstanceEnded] | None:
        """The entry in which it ended, and how."""
        for event in reversed(self.events):
            if event.told.effects and isinstance(event.told.effects[-1], InstanceEnded):
                return event, event.told.effects[-1]
        return None

    def verdict(self) -> Verdict:
        return Verdict(
            self.running.id, len(self.events), tuple(self.differences), erased=self.erased
        )


def go_through(tx: Transaction, running: Running) -> Examined:
    """Read the whole history of an instance, until an entry does not fit."""
    found = Examined(running)
    try:
        for line in chained(tx, running):
            _take(tx, found, line)
    except Differs as differs:
        found.differences.append(Difference(differs.reason, len(found.events) + 1))
    else:
        found.is_whole = True
    return found


def _take(tx: Transaction, found: Examined, line: Line) -> None:
    """Read one line, execute it again where that is possible, and keep it."""
    sealed, content = opened(tx, found.running, line)
    told = _read(line, sealed, content)
    if line.position == 1:
        _begin(found, told)
    was_readable = found.definition is not None or line.position == 1
    before = found.digest
    _follow(tx, found, told)
    if found.erased or content is Content.ERASED:
        found.erased += 1
    elif was_readable and found.definition is not None and isinstance(told.event, Cause):
        found.snapshot = _executed_again(tx, before, found.snapshot, line, told, sealed)
    found.events.append(Event(line, told, found.definition))


def _read(line: Line, sealed: str, content: Content) -> Told:
    unreadable = Differs(
        "De inhoud van deze gebeurtenis is niet te lezen.",
        "The content of this event cannot be read.",
    )
    if content is Content.BROKEN:
        raise unreadable
    try:
        return entries.read(line.kind, line.facts, sealed)
    except ValueError as problem:
        raise unreadable from problem


def _begin(found: Examined, told: Told) -> None:
    """See that the history has a beginning."""
    started = told.event
    if not isinstance(started, InstanceStarted):
        raise Differs(
            "Een geschiedenis begint met het begin van een proces.",
            "A history begins with the start of an instance.",
        )
    found.digest = started.digest


def _follow(tx: Transaction, found: Examined, told: Told) -> None:
    """Find the definition that is followed from here on, and see that nobody changed that."""
    digest = steps.digest_after(found.digest, told.event)
    if found.events and digest == found.digest:
        return
    found.digest = digest
    wrong = changed_bundle(tx, digest)
    found.definition = None if wrong else instances.definition(tx, digest)
    if wrong is not None:
        found.differences.append(Difference(wrong))


def changed_bundle(tx: Transaction, digest: str) -> Words | None:
    """Say what is wrong with a bundle, if anything: its digest must be that of all it holds."""
    bundle = store.bundles.find(tx, digest)
    if bundle is None:
        return Words(
            "Het diagram waarmee dit proces begon, ontbreekt.",
            "The diagram that this instance began with is missing.",
        )
    if store.bundles.digest(bundle) == digest:
        return None
    return Words(
        f"Het diagram, een formulier of een lijst van versie {bundle.version} van"
        f" '{bundle.process_id}' is na het publiceren gewijzigd.",
        f"The diagram, a form or a list of version {bundle.version} of '{bundle.process_id}'"
        " was changed after it was published.",
    )


def _executed_again(  # noqa: PLR0913, PLR0917 - a cause with all that it happened to
    tx: Transaction, digest: str, snapshot: Snapshot | None, line: Line, told: Told, sealed: str
) -> Snapshot:
    """Execute a cause again and compare, letter for letter; `digest` is the bundle before it."""
    cause = told.event
    assert isinstance(cause, Cause), "asked before"
    try:
        limits = interpreter.limits_reached(told.effects)
        outcome = steps.take(tx, digest, snapshot, cause, line.at, limits).outcome
        again = entries.write(cause, outcome.effects)
    except Exception as refused:  # what a forger wrote may be wrong in any way
        raise Differs(
            "Deze gebeurtenis kan hier niet gebeuren.", "This event cannot happen here."
        ) from refused
    is_same = again.facts == line.facts or line.facts in _as_before(cause, outcome)
    if not is_same or again.sealed != sealed:
        raise Differs(
            "Opnieuw uitgevoerd geeft deze gebeurtenis een ander gevolg.",
            "Executed again, this event has another effect.",
        )
    return outcome.snapshot


def _as_before(cause: Cause, outcome: Outcome) -> Iterator[str]:
    """Yield the facts as older versions wrote them, the latest first.

    They did not say that a signal is followed, before that gave no numbers to what was sent, and
    before that wrote full names.
    """
    yield entries.write(cause, tuple(steps.as_before_following(outcome.effects))).facts
    effects = tuple(steps.as_before_numbers(outcome.effects))
    yield entries.write(cause, effects).facts
    yield entries.write_in_full(cause, effects).facts
