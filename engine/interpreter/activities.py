"""Elements that do work: tasks of people, scripts, messages, called processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.errors import EngineError
from engine.events import CallCancelled, CallStarted, TaskOffered, TaskWithdrawn
from engine.interpreter import compensation, dataflow, deciding, joins, loops, throwing, timing
from engine.interpreter.catching import Catching
from engine.interpreter.elements import Behaviour
from engine.interpreter.errors import NotAMapping, NotAnAssignee
from engine.interpreter.throwing import Throwing
from engine.interpreter.tokens import ARRIVING, WAITING, Token
from engine.interpreter.variables import Names, must_fit
from engine.interpreter.waiting import look_for
from engine.interpreter.weighing import must_be_light
from engine.values import Value, Variables, plain

if TYPE_CHECKING:
    from engine.interpreter.loops import Many
    from engine.interpreter.process import ProcessSpec

SCRIPT_FAILED = "script-mislukt"  #: code of the error that a failing script is


class Activity(Behaviour):
    """What all activities share: boundary events, loops, several tokens at once, compensation."""

    is_activity = True

    def __init__(self, wf_spec: ProcessSpec, name: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(wf_spec, name, **kwargs)
        self.start_quantity = 1
        self.many: Many | None = None

    def arrive(self, token: Token) -> bool:
        kept = token.internal_data
        if self.start_quantity > 1 and "undo for" not in kept:
            return self._gather(token)
        if "redo" not in kept and not self._listen(token):
            return False
        return self.proceed(token)

    def proceed(self, token: Token) -> bool:
        if token.internal_data.pop("gathered", None) and not self._listen(token):
            return False
        if self.many is not None and not token.internal_data.keys() & {"item of", "redo"}:
            loops.start(token, self.many)
            return False
        if "redo" not in token.internal_data:
            dataflow.take(token)
        return self.begin(token)

    def begin(self, token: Token) -> bool:
        """Start the work itself; True when nobody needs to be waited for."""
        del token
        return True

    def _run_hook(self, my_task: Token) -> bool:
        """Do the work; a condition on its edge that it made true is heard before it leaves."""
        is_done = self.work(my_task)
        if is_done:
            look_for(my_task.top, my_task.outer.internal_data.get("ears", ()))
        return is_done

    def leave(self, token: Token) -> None:
        kept = token.internal_data
        if not (token.is_item or "undo for" in kept):
            super().leave(token)
            return
        own = dict(kept.get("variables", {}))
        if "redo" in kept or dataflow.given(token):  # it gave its data when it was done
            if token.is_item:
                loops.item_done(token, own)
            else:
                self._undone(token)

    def remember(self, token: Token) -> None:
        token.workflow.past.extend(self.memories(token))

    def memories(self, token: Token) -> list[dict[str, Any]]:
        """Give what compensation may undo of this activity, oldest first."""
        handled = any(boundary.handler is not None for boundary in self.boundaries)
        return [{"at": self.name}] if handled else token.internal_data.get("past", [])

    def _on_cancel(self, my_task: Token) -> None:
        if "many" in my_task.internal_data:
            loops.cancel_items(my_task)
        joins.release(my_task)
        super()._on_cancel(my_task)

    def _listen(self, token: Token) -> bool:
        """Let boundary events listen; False when one of them took the token away at once."""
        for boundary in self.boundaries:
            if boundary.is_armed:
                listener = token.workflow.listen(boundary, token.id)
                token.internal_data.setdefault("ears", []).append(listener.id)
                boundary.arm(listener)
                if not token.alive:
                    return False
        return True

    def _gather(self, token: Token) -> bool:
        ids = [i for waiting in joins.hold(token).values() for i in waiting]
        if len(ids) >= self.start_quantity:
            first = joins.join(token.workflow, sorted(ids)[: self.start_quantity])
            first.internal_data["gathered"] = 1
            first._set_state(ARRIVING)
            first.top.queue.append(first)
        return False

    def _undone(self, token: Token) -> None:
        """End a compensation handler that has done its work; the next may follow."""
        scope = token.workflow
        thrower = token.top.shelf.token(token.internal_data["undo for"])
        scope.send(token, [])
        if thrower is None:
            scope.settle(enough=False)
        else:
            compensation.next_one(thrower)


class ScriptTask(Activity):
    """Writes variables; when a line fails, none of them is written.

    A failure is an error with the code `SCRIPT_FAILED`; where nothing catches it, it is an
    incident.
    """

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.script: feel.Script | None = None

    def work(self, token: Token) -> bool:
        if self.script is None:
            return True
        try:
            written = token.top.script_engine.execute(token, self.script)
            must_fit(written)
        except EngineError:
            found = throwing.find_catcher(token, "error", SCRIPT_FAILED, itself=True)
            if found is None:
                raise
            throwing.raise_error(token, token.place, SCRIPT_FAILED, found)
            return False
        must_be_light(
            (value for _, value in written), token.top.limits
        )  # nothing catches a limit that was reached
        for name, value in written:
            token.write(name, value)
        return True


class BusinessRuleTask(Activity):
    """Asks a decision of DMN and keeps its outcome under one name."""

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.decision = ""
        self.result = ""
        self.gives: feel.Expression | None = None

    def work(self, token: Token) -> bool:
        asked = mapped(token, self.gives, token.view())
        token.write(self.result, deciding.decide(token, self.decision, asked))
        return True


class CallActivity(Activity):
    """Asks for a child instance of another process and waits for its end.

    The child gets all that can be seen here, or what `gives` makes of it; all that it wrote comes
    back, or what `takes` makes of it. It begins at the plain start event `start`, if that is given.
    """

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.called = ""
        self.start: str | None = None
        self.gives: feel.Expression | None = None
        self.takes: feel.Expression | None = None

    def begin(self, token: Token) -> bool:
        given = mapped(token, self.gives, token.view())
        token.internal_data["asked"] = 1
        token._set_state(WAITING)
        token.top.note(CallStarted(token.place, self.called, dict(given), self.start))
        return False

    def take(self, token: Token, given: Variables) -> None:
        """Take what a child gave back; with a mapping, only its end gives something to others."""
        if self.takes is None:
            token.write_all(given)
        else:
            kept = token.internal_data.setdefault("given", {})
            kept.update((name, plain(value)) for name, value in given.items())

    def work(self, token: Token) -> bool:
        if self.takes is not None and "given" in token.internal_data:
            given = Names(token.internal_data["given"], token.id)
            token.write_all(mapped(token, self.takes, token.view(given)))
            del token.internal_data["given"]
        return True

    def withdraw(self, token: Token) -> None:
        if token.internal_data.pop("asked", None):
            token.top.note(CallCancelled(token.place))


class ReceiveTask(Activity, Catching):
    """Waits for a message as work of its own; it may start a process."""

    instantiates = False

    def arrive(self, token: Token) -> bool:
        return token.happened or Activity.arrive(self, token)

    def begin(self, token: Token) -> bool:
        return Catching.proceed(self, token)

    def proceed(self, token: Token) -> bool:
        return Activity.proceed(self, token)

    def work(self, token: Token) -> bool:
        """Keep as its own what a message brought that came before the token did."""
        dataflow.keep(token)
        return True

    def arm(self, listener: Token) -> None:
        """Take its data in before it listens, as its work begins there."""
        try:
            dataflow.take(listener)
        except EngineError as fault:
            listener.top.park(listener, "arm", fault)
            return
        super().arm(listener)


class SendTask(Activity, Throwing):
    """Sends a message as work of its own."""


def mapped(
    token: Token, mapping: feel.Expression | None, seen: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Give what a mapping, a FEEL context, makes of what can be seen; without one, all of it."""
    if mapping is None:
        return seen
    value = token.top.script_engine.environment.evaluate(mapping, seen)
    if not isinstance(value, dict):
        raise NotAMapping(text=mapping.text)
    must_fit(value.items())
    return value


class PersonTask(Activity):
    """Work for a person: it waits in a work list."""

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.due: feel.Expression | timing.Duration | None = None
        self.due_source = ""
        self.assignee: feel.Expression | None = None
        self.assignee_source = ""
        self.result: str | None = None

    def begin(self, token: Token) -> bool:
        offered = TaskOffered(token.place, token.id, self._due(token), self._assignee(token))
        token.internal_data["asked"] = 1
        token._set_state(WAITING)
        token.top.note(offered)
        return False

    def withdraw(self, token: Token) -> None:
        if token.internal_data.pop("asked", None):
            token.top.note(TaskWithdrawn(token.place))

    def _due(self, token: Token) -> Any:  # noqa: ANN401 - a moment or None
        if self.due is None:
            return None
        if isinstance(self.due, timing.Duration):
            return self.due.after(token.top.at)
        value = token.top.script_engine.evaluate(token, self.due)
        if value is None:
            return None
        return timing.due_moment(value, self.due_source, token.top.at)

    def _assignee(self, token: Token) -> str | None:
        if self.assignee is None:
            return None
        value = token.top.script_engine.evaluate(token, self.assignee)
        if value is not None and not isinstance(value, str):
            raise NotAnAssignee(text=self.assignee_source)
        return value or None
