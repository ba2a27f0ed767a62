"""What one move asks of the instances around it, done in the same transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from engine import children, entries, interpreter, steps, store, suspensions
from engine.children import CallsTooDeep, Refused, TooManyChildren
from engine.errors import EngineError
from engine.events import (
    CallCancelled,
    CallStarted,
    Cause,
    ChildEscalated,
    Effect,
    ElementEntered,
    EscalationHeard,
    InstanceCancelled,
    InstanceStarted,
    MessageSent,
    Outcome,
    SignalSent,
)
from engine.interpreter import CannotBegin
from engine.model import Place, Sending, Who
from engine.store import Transaction
from engine.store.history import NOTHING_BEFORE
from engine.store.instances import Running
from engine.store.post import Letter
from engine.store.steering import Steered
from engine.values import Variables

#: the effects that ask something of others, or tell them something
_FOLLOWED = frozenset((CallStarted, CallCancelled, MessageSent, SignalSent))


class UnknownProcess(EngineError):
    """No process with this id is deployed."""

    nl = "Er is geen proces '{process_id}' gepubliceerd."
    en = "No process '{process_id}' is deployed."

    def __init__(self, process_id: str) -> None:
        super().__init__(process_id=process_id)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What an instance starts from. `start` is the start event triggered; None for the plain one.

    `parent` and `place` are the instance and the call activity that asked for it; `due` is the
    moment of the timer that did, `sent` where the message or signal was sent that did. `gathered`
    is what did together, and `senders` where that was sent.
    """

    process_id: str
    case_number: str
    variables: Variables
    start: str | None = None
    parent: Running | None = None
    place: Place | None = None
    due: datetime | None = None
    sent: Sending | None = None
    gathered: Variables = field(default_factory=dict)
    senders: tuple[Sending, ...] = ()

    @property
    def depth(self) -> int:
        """Count the calls above it."""
        return self.parent.depth + 1 if self.parent else 0


class Errands:
    """What one move asks of the instances around it, done one by one, first come first served.

    Who must stop goes first, before it or those that it called do more; then what escalated,
    before others begin. Who escalated goes on when its caller has heard of it; until then what it
    is told waits. Calls that are refused come last: those of one parent for one reason are refused
    together.
    """

    def __init__(self, tx: Transaction, who: Who) -> None:
        self._tx = tx
        self._who = who
        self._waiting: deque[Callable[[], None]] = deque()
        self._stopping: deque[Callable[[], None]] = deque()
        self._paused: set[str] = set()  #: instances that escalated
        self._called: set[tuple[str, Place]] = set()  #: calls that nobody cancelled since
        self._refused: dict[tuple[str, ...], Refused] = {}  #: by parent, process and start

    def run(self) -> None:
        while self._stopping or self._waiting or self._refused:
            while waiting := self._stopping or self._waiting:
                waiting.popleft()()
            self._refuse()

    def begin(self, beginning: Beginning) -> str:
        """Make an instance and its first step; give its id."""
        tx = self._tx
        digest = store.bundles.current_digest(tx, beginning.process_id)
        if digest is None:
            raise UnknownProcess(beginning.process_id)
        if beginning.parent:
            children.admit(tx, beginning.process_id, depth=beginning.depth)
            interpreter.check_plain(steps.definition(tx, digest), beginning.start)
        new = _new(tx, beginning, digest)
        store.cases.may_be_seen_by(tx, new.case_number, steps.definition(tx, digest).workers)
        variables = beginning.variables | {"zaaknummer": new.case_number}
        begun_by = (beginning.start, variables, beginning.due, beginning.sent)
        together = (beginning.gathered, beginning.senders)
        is_heeded = beginning.parent is not None
        self.step(new, InstanceStarted(new.process_id, digest, *begun_by, *together, is_heeded))
        return new.id

    def step(self, before: Running, cause: Cause) -> Outcome:
        """Take one step and write all of it; put what it asks of others on the list."""
        tx = self._tx
        cause = entries.settled(cause)
        try:
            taken = steps.take(tx, before.digest, before.snapshot, cause, tx.now, tx.limits)
        except interpreter.Suspended as refused:
            raise suspensions.why(tx, before.id) or refused from refused
        found, outcome = taken.definition, taken.outcome
        entry = entries.write(cause, outcome.effects)
        head = store.history.append(tx, before, entry, self._who)
        after = _after(tx, before, head, taken)
        if before.position == 0:
            store.instances.add(tx, after)
        else:
            store.instances.save(tx, after, was_at=before.position)
        store.pages.keep(tx, after.case_number, after.id, outcome.snapshot.pages)
        store.work.take(tx, after, cause, self._who)
        store.deliveries.keep(tx, after, cause)
        store.work.project(tx, after, outcome.effects, found.elements)
        store.steering.follow(tx, after, Steered(cause, outcome.effects, self._who, found.elements))
        _tell_status(tx, after, outcome, found)
        self._pass_on(after, outcome)
        return outcome

    def _pass_on(self, moved: Running, outcome: Outcome) -> None:
        for effect in outcome.effects:
            if type(effect) in _FOLLOWED:
                self._follow(moved, effect)
        self._paused.discard(moved.id)
        news = children.news(moved, outcome.effects)
        errands: list[Callable[[], None]] = [partial(self._tell_parent, moved, one) for one in news]
        if outcome.pauses:
            self._paused.add(moved.id)
            errands.append(partial(self._go_on, moved))
        if news and isinstance(news[0], ChildEscalated):
            self._waiting.extendleft(reversed(errands))
        else:
            self._waiting.extend(errands)

    def _follow(self, moved: Running, effect: Effect) -> None:
        match effect:
            case CallStarted(place=place, process_id=process_id, variables=variables, start=start):
                child = Beginning(
                    process_id, moved.case_number, variables, start, parent=moved, place=place
                )
                children.ask(self._tx)
                self._called.add((moved.id, place))
                self._waiting.append(partial(self._begin_child, child))
            case CallCancelled(place=place):
                self._stopping.append(partial(self._stop_child, moved, place))
                self._called.discard((moved.id, place))
            case MessageSent() | SignalSent():
                letter = Letter.of(effect, moved.id, moved.position, self._tx.hops)
                store.post.send(self._tx, letter)
            case _:
                pass

    def _begin_child(self, child: Beginning) -> None:
        """Let a child begin, unless its call was cancelled before its turn came."""
        assert child.parent is not None, "a child has a parent"
        assert child.place is not None, "a child has a place"
        if (child.parent.id, child.place) not in self._called:
            return  # nor does it when its parent has ended: that cancels what it called
        key = child.parent.id, child.process_id, child.start or ""
        if key in self._refused:
            self._refused[key].places.append(child.place)
            return
        try:
            self.begin(child)
        except (CallsTooDeep, TooManyChildren, UnknownProcess, CannotBegin) as refused:
            self._refused[key] = Refused(refused, [child.place])

    def _refuse(self) -> None:
        """Tell parents which of their calls did not begin, as far as they still make them."""
        refused, self._refused = self._refused, {}
        for (parent_id, *_), one in refused.items():
            left = [place for place in one.places if (parent_id, place) in self._called]
            parent = store.instances.find(self._tx, parent_id)
            if parent is not None and left:
                self.step(parent, one.told(left))

    def _stop_child(self, parent: Running, place: Place) -> None:
        child_id = store.instances.child_at(self._tx, parent.id, str(place))
        child = store.instances.find(self._tx, child_id) if child_id else None
        if child is not None:
            self.step(child, InstanceCancelled("call cancelled"))

    def _tell_parent(self, child: Running, cause: Cause) -> None:
        if child.parent_id in self._paused:
            self._waiting.append(partial(self._tell_parent, child, cause))
            return
        parent = store.instances.find(self._tx, child.parent_id) if child.parent_id else None
        if parent is None or parent.ended_at is not None:
            return
        with suppress(interpreter.NotWaitingHere):  # cancelled earlier in this transaction
            self.step(parent, cause)

    def _go_on(self, paused: Running) -> None:
        """Let one that escalated go on unless it was stopped, after its caller if that did too."""
        if paused.parent_id in self._paused:
            self._waiting.append(partial(self._go_on, paused))
            return
        found = store.instances.find(self._tx, paused.id)
        if found is not None and found.ended_at is None:
            self.step(found, EscalationHeard())


def _new(tx: Transaction, beginning: Beginning, digest: str) -> Running:
    return Running(
        id=store.cases.next_instance_id(tx, beginning.case_number),
        case_number=beginning.case_number,
        process_id=beginning.process_id,
        digest=digest,
        parent_id=beginning.parent.id if beginning.parent else None,
        parent_place=str(beginning.place) if beginning.place else None,
        depth=beginning.depth,
        started_at=tx.now,
        ended_at=None,
        outcome=None,
        position=0,
        head=NOTHING_BEFORE,
        snapshot=None,
    )


def _after(tx: Transaction, before: Running, head: bytes, taken: steps.Step) -> Running:
    ended = taken.outcome.ended
    return replace(
        before,
        digest=taken.digest,
        position=before.position + 1,
        head=head,
        snapshot=None if ended else taken.outcome.snapshot,
        ended_at=tx.now if ended else None,
        outcome=ended.outcome if ended else None,
    )


def _tell_status(
    tx: Transaction, after: Running, outcome: Outcome, found: interpreter.Definition
) -> None:
    """Let the case say where it is: the status of the element entered last that has one."""
    entered = (e for e in reversed(outcome.effects) if isinstance(e, ElementEntered))
    stated = (found.elements[e.place.element_id].status for e in entered)
    status = next((status for status in stated if status), None)
    if status:
        store.cases.set_status(tx, after.case_number, status)
    if outcome.ended and (after.parent_id is None or after.outcome == "cancelled"):
        store.cases.close_when_over(tx, after.case_number)
