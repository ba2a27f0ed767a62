"""A small world around the interpreter: instances, a clock, messages, signals and called processes.

Every step is taken twice and every snapshot restored; both must give the same to the last byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from engine import feel, interpreter
from engine.events import (
    CallStarted,
    Cause,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    Effect,
    EscalationHeard,
    EscalationRaised,
    InstanceCancelled,
    InstanceEnded,
    InstanceStarted,
    MessageReceived,
    MessageSent,
    SignalReceived,
    SignalSent,
    TaskCompleted,
    TimerFired,
    VariableSet,
)
from engine.interpreter import snapshot as snapshots
from engine.model import Place
from engine.values import Variables
from tests.engine.interpreter.hands import Hands
from tests.engine.interpreter.worklists import Running

FROM_CHILD = (ChildEnded, ChildFailed, ChildEscalated)
MANY = 1000
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


class World(Hands):
    """All instances of the processes of one diagram; `now` only moves when it is told to."""

    def __init__(
        self, source: bytes | str, functions: Mapping[str, feel.Function] | None = None
    ) -> None:
        data = source.encode() if isinstance(source, str) else source
        self.definitions = {
            process_id: interpreter.read(data, process_id, functions=functions or {})
            for process_id in interpreter.process_ids(data)
        }
        self.instances: list[Running] = []
        self.mail: list[tuple[MessageSent, Running]] = []
        self.work: list[tuple[Running, object]] = []
        self.now = BEGIN

    @property
    def first(self) -> Running:
        return self.instances[0]

    def start(
        self,
        process_id: str | None = None,
        variables: Variables | None = None,
        *,
        start: str | None = None,
        parent: tuple[Running, Place] | None = None,
    ) -> Running:
        process_id = process_id or next(iter(self.definitions))
        running = Running(self.definitions[process_id], parent)
        self.instances.append(running)
        variables = {"trace": [], **(variables or {})}
        is_heeded = parent is not None
        cause = InstanceStarted(process_id, "digest", start, variables, is_heeded=is_heeded)
        self.step(running, cause)
        return running

    def step(self, running: Running, cause: Cause) -> tuple[Effect, ...]:
        """Advance an instance; the step is done twice and must be the same to the last byte."""
        outcome = interpreter.advance(running.definition, running.snapshot, cause, at=self.now)
        again = interpreter.advance(running.definition, running.snapshot, cause, at=self.now)
        assert again == outcome
        assert len(outcome.effects) > MANY or repr(again) == repr(outcome)
        loaded = snapshots.load(running.definition, outcome.snapshot, self.now)
        assert snapshots.save(loaded) == outcome.snapshot
        loaded.shelf.take_all()
        assert snapshots.save(loaded) == outcome.snapshot
        running.snapshot, running.pauses = outcome.snapshot, outcome.pauses
        running.causes.append((cause, self.now))
        running.project(cause)
        given = len(cause.variables) if isinstance(cause, FROM_CHILD) else 0
        wrote = [one for one in outcome.effects if isinstance(one, VariableSet)]
        running.wrote += wrote[given:]
        for effect in outcome.effects:
            running.effects.append(effect)
            running.project(effect)
            self._follow(running, effect)
        if outcome.pauses:
            self.work.append((running, EscalationHeard()))
        return outcome.effects

    def settle(self) -> None:
        """Serve calls, signals and messages until nobody is waiting for another instance."""
        while self.work or self._deliver():
            if self.work:
                running, what = self.work.pop(0)
                self._serve(running, what)

    def run(self, turns: int = 200) -> None:
        """Do all work at once, and let time pass while something waits for it."""
        for _ in range(turns):
            self.settle()
            if self._complete_tasks():
                continue
            due = [
                (moment, n, key)
                for n, running in enumerate(self.instances)
                for key, moment in running.timers.items()
            ]
            if not due:
                return
            moment, n, (place, event) = min(due)
            self.now = max(self.now, moment)
            self.step(self.instances[n], TimerFired(place, event))

    def variables(self, place: Place | None = None) -> Variables:
        return interpreter.variables(self.first.definition, self.first.snapshot, place)

    def _complete_tasks(self) -> bool:
        for running in self.instances:
            for place in list(running.tasks):
                if place in running.tasks:
                    self.step(running, TaskCompleted(place, {}))
                    return True
        return False

    def _follow(self, running: Running, effect: Effect) -> None:
        match effect:
            case MessageSent():
                self.mail.append((effect, running))
            case CallStarted() | SignalSent() | InstanceEnded():
                self.work.append((running, effect))
            case EscalationRaised(caught_by=None):
                self.work.append((running, effect))
            case _:
                pass

    def _serve(self, running: Running, what: object) -> None:
        """Do what an instance asked of others: a call, a signal, or news for its parent."""
        match what:
            case CallStarted(place, process_id, variables, start):
                if place in running.calls:
                    self.start(process_id, variables, start=start, parent=(running, place))
            case SignalSent(_, signal):
                self._signal(running, signal)
            case _ if running.parent and running.parent[0].pauses:
                self.work.append((running, what))
            case EscalationHeard():
                stopped = InstanceCancelled("call cancelled")
                self.step(running, what if running.is_called else stopped)
            case _ if running.is_called:
                parent, place = running.parent
                if (cause := _news(place, what)) is not None:
                    self.step(parent, cause)
            case _:
                pass

    def _signal(self, sender: Running, signal: str) -> None:
        for running in list(self.instances):
            if running is not sender and signal in {ear.name for ear in running.ears.values()}:
                self.step(running, SignalReceived(signal))
        for process_id, definition in self.definitions.items():
            for start in definition.starts:
                if (start.kind, start.name) == ("signal", signal):
                    self.start(process_id, start=start.element_id)

    def _deliver(self) -> bool:
        """Deliver the first message that somebody waits for."""
        for message, sender in self.mail:
            others = sorted(self.instances, key=lambda one: one is sender)
            for running in others:
                for (place, event), ear in running.ears.items():
                    if ear.kind == "message" and ear.name == message.message:
                        self.mail.remove((message, sender))
                        cause = MessageReceived(place, ear.name, event, message.payload)
                        self.step(running, cause)
                        return True
            for process_id, definition in self.definitions.items():
                for start in definition.starts:
                    if (start.kind, start.name) == ("message", message.message):
                        self.mail.remove((message, sender))
                        self.start(process_id, message.payload, start=start.element_id)
                        return True
        return False

    # --- what came of it

    def trace(self) -> list[str]:
        """Give what the scripts of all instances added to `trace`, in order of the alphabet."""
        found: list[str] = []
        for running in self.instances:
            for effect in running.wrote:
                if effect.name == "trace":
                    found += effect.after[len(effect.before or []) :]
        return sorted(found)

    def outcome(self) -> str:
        for running in self.instances:
            if running.incidents:
                return "incident"
            if running.ended and running.ended.outcome == "failed" and not running.parent:
                return "uncaught_error"
            if not running.parent:
                for effect in running.effects:
                    if isinstance(effect, EscalationRaised) and effect.caught_by is None:
                        return "uncaught_escalation"
        return "completed"


def _news(place: Place, what: object) -> Cause | None:
    """Give what a parent hears of its child."""
    match what:
        case EscalationRaised(_, code, _, variables):
            return ChildEscalated(place, "child", code, variables)
        case InstanceEnded("completed", _, _, variables):
            return ChildEnded(place, "child", variables)
        case InstanceEnded("failed", error, _, variables):
            return ChildFailed(place, "child", error, variables)
        case _:
            return None
