"""What follows from a cause: tokens move until nothing can move any more.

Arrivals go first in, first out. Conditions are looked at right after every change. Signals and
messages are thrown when nothing else can move; joins that must look round come last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.interpreter import joins, loops, pausing, waiting, weighing
from engine.interpreter.errors import LimitReached, OutOfMoves, TooMuchWritten
from engine.interpreter.tokens import ARRIVING, READY, WAITING, WORKING, Token

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance


def run(instance: Instance) -> None:
    """Move until nothing can; whoever goes round for ever or writes too much is an incident.

    A called instance that escalates pauses until its caller has heard of it.

    What the cause itself brought does not count: whoever brings it has limits of its own.
    """
    _run(instance)
    if instance.caller.must_hear and not instance.over:
        pausing.pause(instance)
    instance.stops.settle()


def _run(instance: Instance) -> None:
    limits, effects = instance.limits, instance.effects
    told = len(effects)
    while not instance.caller.must_hear:
        token = _next(instance)
        if token is None:
            joins.report_stuck(instance)
            return
        if instance.moves >= limits.moves:
            _stop(instance, token, OutOfMoves(limits.moves))
            return
        if instance.weight > limits.written:
            _stop(instance, token, TooMuchWritten(limits.written))
            return
        _move(token)
        instance.moves += 1
        instance.weight += weighing.weigh(effects[told:])
        told = len(effects)


def retry(token: Token) -> None:
    """Let a token that waits as an incident do again what failed, and all that wait with it."""
    for one in token.top.stops.release(token):
        if one.alive:  # what another does at once may take it away
            _again(one)


def _again(token: Token) -> None:
    phase = token.internal_data.pop("stuck")
    if phase == "arm":
        token._set_state(WAITING)
        token.task_spec.arm(token)
    elif phase == "turn":
        token._set_state(WORKING)
        loops.go_on(token)
    elif phase == "leave":
        token._ready()
        token.task_spec.leave(token)
    else:
        _wake(token, phase)


def _wake(token: Token, phase: str) -> None:
    if phase == "arrive":
        pausing.find_way(token)
    token._set_state(READY if phase == "go" else ARRIVING)
    late = phase == "go" and token.task_spec.throws_late
    (token.top.late if late else token.top.queue).append(token)


def _next(instance: Instance) -> Token | None:
    """Give the token whose turn it is."""
    while not instance.over:
        if instance.is_changed and instance.conditions:
            waiting.look(instance)
        for turns in (instance.queue, instance.late):
            while turns:
                turn = turns.popleft()
                token = turn if isinstance(turn, Token) else pausing.taken(instance, turn)
                if token is not None and token.alive and token._state in (ARRIVING, READY):
                    return token
        if not _look_round(instance):
            return None
    return None


def _look_round(instance: Instance) -> bool:
    """Let joins look round until one fires; False when none does."""
    for number, name in list(instance.joins):
        scope = instance.scope(number) if instance.has_scope(number) else None
        if scope is None or scope.spec.task_specs[name].look_round(scope):
            del instance.joins[number, name]
        if instance.queue:
            return True
    return False


def _move(token: Token) -> None:
    """Let a token arrive, work and leave, as far as it can."""
    try:
        if token._state == READY:
            token.run()
        elif not token.task_spec._update(token):
            return
        elif token.task_spec.throws_late:
            token.top.late.append(token)
        else:
            token.run()
    except EngineError as fault:
        token.top.park(token, "begin" if token._state == ARRIVING else "go", fault)


def _stop(instance: Instance, token: Token | None, reached: LimitReached) -> None:
    """Park everything that still wants to move."""
    while token is not None:
        phase = "go" if token._state == READY else "begin"
        if not token.entered:
            phase = "arrive"
            token.visit = token.visit or instance.visits.next(token.task_spec.name)
            pausing.keep_way(token)
        instance.park(token, phase, reached)
        token = _next(instance)
