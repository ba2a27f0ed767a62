"""Elements that wait for events: start, catch and boundary events, event-based gateways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.events import ElementLeft
from engine.interpreter import waiting
from engine.interpreter.elements import Behaviour
from engine.interpreter.happenings import ARMED
from engine.interpreter.tokens import ARRIVING, WAITING, Token

if TYPE_CHECKING:
    from engine.interpreter.process import ProcessSpec
    from engine.interpreter.scopes import Scope
    from engine.interpreter.subprocesses import SubProcess


class Catching(Behaviour):
    """An element at which a token waits until its event happens."""

    def arrive(self, token: Token) -> bool:
        return token.happened or self.proceed(token)

    def proceed(self, token: Token) -> bool:
        waiting.arm(token)
        if not token.happened:
            token._set_state(WAITING)
        return token.happened

    def withdraw(self, token: Token) -> None:
        waiting.close(token)

    def arm(self, listener: Token) -> None:
        """Listen here for an event-based gateway."""
        listen(listener)

    def occur(self, token: Token, n: int) -> None:
        """Event definition `n` happened to this token or listener."""
        if self.all_needed:
            waiting.use(token, n)
            if token.internal_data["on"]:
                return
        if "ear" in token.internal_data:
            self._decide(token, n)
            return
        if waiting.is_open(token, n):
            if waiting.turn(token, n):
                token.workflow.spawn(self).happened = True
                return
            waiting.use(token, n)
        waiting.close(token)
        token.happened = True
        if token._state != ARRIVING:
            token._ready()
            token.top.queue.append(token)

    def _decide(self, listener: Token, n: int) -> None:
        """Let the event-based gateway go this way, in the place of the listener."""
        if waiting.is_open(listener, n):
            waiting.use(listener, n)
        gateway = listener.top.token(listener.internal_data["ear"])
        visit = listener.visit
        gateway.workflow.quiet(gateway)
        gateway.top.note(ElementLeft(gateway.place, gateway.id))
        gateway.follow(self.arriving[0])
        if "variables" in listener.internal_data:
            gateway.internal_data["variables"] = listener.internal_data["variables"]
        gateway.visit = visit
        gateway.happened = True
        gateway.top.queue.append(gateway)


class CatchEvent(Catching):
    """An intermediate catch event. As the target of a link it waits for nothing."""

    def arrive(self, token: Token) -> bool:
        waits = any(happening.kind in ARMED for happening in self.happenings)
        return not waits or super().arrive(token)


class EventGateway(Behaviour):
    """The first event that happens behind it decides the way; the others are forgotten.

    One that starts a process is never entered: the process starts at the event that happened. If
    it `waits_for_all` (Parallel), the process waits for the others from then on.
    """

    instantiates = False
    waits_for_all = False

    def proceed(self, token: Token) -> bool:
        token._set_state(WAITING)
        ears = token.internal_data["ears"] = []
        for flow in self.flows:
            listener = token.workflow.listen(flow.target, token.id)
            ears.append(listener.id)
            flow.target.arm(listener)
            if token._state == ARRIVING:
                break
        return False


class Triggering(Behaviour):
    """An element that starts something when its event happens, once or again and again."""

    interrupting = True

    @property
    def is_armed(self) -> bool:
        """Say whether somebody must listen for it; errors and escalations find it themselves."""
        return any(happening.kind in ARMED for happening in self.happenings)

    def arm(self, listener: Token) -> None:
        listen(listener)

    def withdraw(self, token: Token) -> None:
        waiting.close(token)

    def occur(self, listener: Token, n: int) -> None:
        """Event definition `n` happened: start what it leads to, once or once more."""
        timer = self.happenings[n].kind == "timer"
        if self.all_needed or self.interrupting:
            waiting.use(listener, n)
            if self.all_needed and listener.internal_data["on"]:
                return
        elif timer and not waiting.turn(listener, n):
            waiting.use(listener, n)
        first = listener.visit if "used" not in listener.internal_data else 0
        listener.internal_data["used"] = 1
        if self.all_needed and not self.interrupting:
            listen(listener, was=1)
        self.trigger(listener, first)

    def trigger(self, listener: Token, visit: int) -> None:
        """Start what the event leads to; `visit` is known the first time."""
        raise NotImplementedError


class BoundaryEvent(Triggering):
    """Stands on an activity; its token starts when the event happens."""

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.handler: Behaviour | None = None

    def trigger(self, listener: Token, visit: int) -> None:
        self.fire(listener.top.token(listener.internal_data["ear"]), visit)

    def fire(self, host: Token, visit: int = 0, *, softly: bool = False) -> None:
        """Put a token down here; an interrupting event takes the activity away, unless softly."""
        scope = host.workflow
        if self.interrupting and not softly:
            host.cancel()
        scope.spawn(self, visit)


class StartEvent(Triggering):
    """Where a process, a sub-process or an event sub-process starts."""

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.event_subprocess: SubProcess | None = None

    def trigger(self, listener: Token, visit: int) -> None:
        self.fire(listener.workflow, visit)

    def fire(self, scope: Scope, visit: int = 0) -> None:
        """Start the event sub-process in this scope; an interrupting one takes all else away."""
        assert self.event_subprocess is not None
        if self.interrupting:
            scope.interrupt()
            scope.closed = True
        scope.spawn(self.event_subprocess).internal_data["visit of start"] = visit


def listen(listener: Token, *, was: int = 0) -> None:
    """Open what a listener waits for; when that fails the listener itself is the incident."""
    try:
        waiting.arm(listener, was=was)
    except EngineError as fault:
        listener.top.park(listener, "arm", fault)
