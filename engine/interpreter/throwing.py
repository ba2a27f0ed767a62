"""Elements that throw events, and who catches what: from the inside out, the exact code first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from engine.events import ErrorRaised, EscalationRaised, MessageSent, SignalSent
from engine.interpreter import compensation, dataflow, waiting
from engine.interpreter.catching import BoundaryEvent, StartEvent
from engine.interpreter.elements import Behaviour
from engine.interpreter.errors import EndsTwice
from engine.interpreter.happenings import RAISED, Happening
from engine.interpreter.tokens import Token
from engine.model import Place

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance
    from engine.interpreter.scopes import Scope

Event = TypeVar("Event", BoundaryEvent, StartEvent)

LATE = ("message", "signal")  #: thrown when nothing else can move
ENDING = frozenset(("error", "cancel", "terminate"))  #: these always end what they stand in


class Throwing(Behaviour):
    """An intermediate throw event or an end event.

    It throws all its results: first those that leave it where it is, as drawn; then it undoes;
    last comes the one that ends what it stands in, whose number it keeps under `last`.
    """

    def work(self, token: Token) -> bool:
        if not self.is_activity:
            dataflow.take(token)
        keys = {
            n: waiting.key(token, happening)
            for n, happening in enumerate(self.happenings)
            if happening.kind == "message"
        }
        last = _last(token)
        for n, happening in enumerate(self.happenings):
            if n != last:
                cast(token, token.place, happening, key=keys.get(n))
        if last is not None:
            token.internal_data["last"] = last
        return compensation.throw(token, ends=last is not None) and self.conclude(token)

    def conclude(self, token: Token) -> bool:
        """Throw what comes last, if anything does; True when the token may leave."""
        last = token.internal_data.pop("last", None)
        if last is None:
            return True
        happening = self.happenings[last]
        if happening.kind == "terminate":
            token.workflow.interrupt(keep=token)
        elif happening.kind == "cancel":
            compensation.cancel(token)
            return False
        else:
            cast(token, token.place, happening)
        return token.alive


class EndEvent(Throwing):
    """Where a branch ends; the instance remembers the last one at its own level."""

    def work(self, token: Token) -> bool:
        if token.workflow is token.top:
            token.top.end_event = self.name
        return super().work(token)


def cast(
    token: Token,
    place: Place,
    happening: Happening,
    *,
    key: str | None = None,
    softly: bool = False,
) -> None:
    """Throw one event. `softly`: the boundary of the token itself does not interrupt it."""
    top = token.top
    if happening.kind == "message":
        assert happening.name is not None
        view = token.view()
        payload = {name: view.get(name) for name in happening.payload}
        top.note(MessageSent(place, happening.name, key, payload))
    elif happening.kind == "signal":
        assert happening.name is not None
        top.note(SignalSent(place, happening.name))
        hear(top, happening.name, soft=token if softly else None)
    elif happening.kind == "error":
        found = find_catcher(token, "error", happening.name, itself=softly)
        raise_error(token, place, happening.name, found, softly=softly)
    elif happening.kind == "escalation":
        found = find_catcher(token, "escalation", happening.name, itself=softly)
        raise_escalation(token, place, happening.name, found, softly=softly)


def cast_softly(token: Token, place: Place, happenings: Sequence[Happening]) -> None:
    """Throw what an item of many throws; what ends the activity from outside comes last.

    Raises EndsTwice when there are more of those, and NoKey; then nothing was thrown.
    """
    ends = [_ends(token, happening, softly=True) for happening in happenings]
    if sum(ends) > 1:
        raise EndsTwice
    order = sorted(range(len(happenings)), key=ends.__getitem__)
    ordered = [happenings[n] for n in order]
    keys = [waiting.key(token, one) if one.kind == "message" else None for one in ordered]
    for happening, key in zip(ordered, keys, strict=True):
        cast(token, place, happening, key=key, softly=True)


def hear(instance: Instance, signal: str, soft: Token | None = None) -> bool:
    """Let a signal reach every place that waits for it; False when nobody does."""
    if signal not in instance.definition.signals:
        return False
    heard = _listeners(instance, signal)
    for token, n in heard:
        if not waiting.is_open(token, n):
            continue
        if soft is not None and token.internal_data.get("ear") == soft.id:
            token.task_spec.fire(soft, softly=True)
        else:
            token.task_spec.occur(token, n)
    return bool(heard)


def _listeners(instance: Instance, signal: str) -> list[tuple[Token, int]]:
    return [
        (token, n)
        for token in instance.shelf.everyone()
        for n, happening in enumerate(token.task_spec.happenings)
        if happening.kind == "signal" and happening.name == signal and waiting.is_open(token, n)
    ]


# --- what comes last


def _last(token: Token) -> int | None:
    """Give the number of the result that ends what the token stands in; None when none does.

    Raises EndsTwice when there are more: one of them would be skipped.
    """
    happenings = token.task_spec.happenings
    last = [n for n, happening in enumerate(happenings) if _ends(token, happening)]
    if len(last) > 1:
        raise EndsTwice
    return last[0] if last else None


def _ends(token: Token, happening: Happening, *, softly: bool = False) -> bool:
    """Say whether throwing this takes the token away, as things are now.

    `softly`: the boundary of the token itself does not.
    """
    if happening.kind == "signal":
        return _is_interrupted_by(token, happening.name, softly=softly)
    if happening.kind not in RAISED:
        return happening.kind in ENDING
    found = find_catcher(token, happening.kind, happening.name, itself=softly)
    if found is None:
        return happening.kind == "error"
    return found.event.interrupting and not (softly and found.owner is token)


def _is_interrupted_by(token: Token, signal: str | None, *, softly: bool) -> bool:
    """Say whether somebody around the token waits for this signal, to interrupt it."""
    if signal not in token.top.definition.signals:
        return False
    hosts, owners = set(), {token.workflow.names.owner}
    one: Token | None = token.workflow.host if softly else token
    while one is not None:
        hosts.add(one.outer.id)
        hosts.add(one.id)
        owners.add(one.workflow.names.owner)
        one = one.workflow.host
    for listener, n in _listeners(token.top, signal):
        behaviour = listener.task_spec
        if not isinstance(behaviour, BoundaryEvent | StartEvent) or not behaviour.interrupting:
            continue
        ear = listener.internal_data["ear"]
        around = ear in hosts if ear else listener.workflow.names.owner in owners
        rest = listener.internal_data["on"].keys() - {str(n)}
        if around and not (behaviour.all_needed and rest):
            return True
    return False


# --- errors and escalations


@dataclass(frozen=True, slots=True)
class Catcher:
    """A boundary event with the activity it stands on, or a start event with its scope."""

    event: BoundaryEvent | StartEvent
    owner: Token | Scope

    @property
    def name(self) -> str:
        if isinstance(self.event, StartEvent):
            assert self.event.event_subprocess is not None
            return str(self.event.event_subprocess.name)
        return str(self.event.name)

    def take_over(self, soft: Token | None = None) -> None:
        """Go on where the event is caught; the activity of the token `soft` is not interrupted."""
        if isinstance(self.event, BoundaryEvent):
            assert isinstance(self.owner, Token)
            self.event.fire(self.owner, softly=self.owner is soft)
        else:
            assert not isinstance(self.owner, Token)
            self.event.fire(self.owner)


def find_catcher(token: Token, kind: str, code: str | None, *, itself: bool) -> Catcher | None:
    """Look for who catches, from the inside out. `itself`: begin at the activity of the token.

    What is thrown in an event sub-process never starts that same event sub-process. What is done
    and only open to be undone catches nothing any more.
    """
    scope: Scope = token.workflow
    passed: Behaviour | None = None
    host: Token | None = token if itself else None
    while True:
        if host is not None:
            outer = host.outer
            is_done = "redo" in host.internal_data
            boundary = None if is_done else _best(outer.task_spec.boundaries, kind, code)
            if boundary is not None:
                return Catcher(boundary, outer)
            passed, scope = host.task_spec, host.workflow
        triggers = [t for t in scope.spec.triggers if t.event_subprocess is not passed]
        if not scope.closed and (start := _best(triggers, kind, code)) is not None:
            return Catcher(start, scope)
        host = scope.host
        if host is None:
            return None


def raise_error(
    token: Token, place: Place, code: str | None, found: Catcher | None, *, softly: bool = False
) -> None:
    """Let whoever catches the error take over; when nobody does the instance fails."""
    top = token.top
    top.note(ErrorRaised(place, code, found.name if found else None))
    if isinstance(token.task_spec, Throwing) and not token.task_spec.is_activity:
        token.workflow.send(token, [])
    if found is None:
        top.end("failed", code)
    else:
        found.take_over(token if softly else None)


def raise_escalation(
    token: Token, place: Place, code: str | None, found: Catcher | None, *, softly: bool = False
) -> None:
    """Let whoever catches the escalation take over; the thrower goes on if it is still there."""
    top = token.top
    wrote = {} if found else top.give_back()
    top.note(EscalationRaised(place, code, found.name if found else None, wrote))
    if found is None:
        top.caller.hear()
    else:
        found.take_over(token if softly else None)


def _best(events: Sequence[Event], kind: str, code: str | None) -> Event | None:
    """Give who catches exactly this, else who names nothing, else who names what has no code.

    Of those that are alike the first in the file (BPMN 2.0.2, 10.5.5: no code is every code).
    """
    found = [
        (happening.name, event)
        for event in events
        for happening in event.happenings
        if happening.matches(kind, code)
    ]
    for wanted in (code, None):
        for name, event in found:
            if name == wanted:
                return event
    return found[0][1] if found else None
