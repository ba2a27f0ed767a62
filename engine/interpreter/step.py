"""The one step: a cause happens to an instance, and everything that follows from it.

It reads no clock, no database and no random source: the same input gives the same outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from engine.events import (
    Cause,
    ChildEnded,
    ChildEscalated,
    ChildFailed,
    ChildRefused,
    EscalationHeard,
    IncidentRetried,
    InstanceCancelled,
    InstanceResumed,
    InstanceStarted,
    InstanceSuspended,
    MessageReceived,
    Outcome,
    SentBack,
    ServiceAnswered,
    ServiceFailed,
    SignalReceived,
    TaskCompleted,
    TimerFailed,
    TimerFired,
)
from engine.interpreter import beginning, finding, moving, pausing, sending_back, throwing, waiting
from engine.interpreter.activities import CallActivity, PersonTask
from engine.interpreter.definition import Definition
from engine.interpreter.errors import (
    ChildNotStarted,
    NotSuspended,
    NotWaitingHere,
    ServiceUnanswered,
    Suspended,
    TimerNotFired,
)
from engine.interpreter.instances import Instance
from engine.interpreter.paging import PageLost, SnapshotDamaged
from engine.interpreter.services import ServiceTask, may_be_answered
from engine.interpreter.snapshot import load, outcome_of
from engine.interpreter.tokens import STUCK, Token
from engine.limits import DEFAULT, Limits
from engine.snapshots import Snapshot
from engine.values import plain


def advance(
    definition: Definition,
    snapshot: Snapshot | None,
    cause: Cause,
    *,
    at: datetime,
    limits: Limits = DEFAULT,
) -> Outcome:
    """Let one cause happen and give what followed. `snapshot` is None for a new instance.

    `at` is aware UTC. What goes further than `limits` is an incident. Raises NotWaitingHere when
    nothing waits for the cause, Suspended, NotSuspended, CannotSendBack, and SnapshotDamaged; then
    nothing changed.
    """
    try:
        return outcome_of(_moved(definition, snapshot, cause, at, limits))
    except PageLost as lost:
        raise SnapshotDamaged from lost


def _moved(
    definition: Definition,
    snapshot: Snapshot | None,
    cause: Cause,
    at: datetime,
    limits: Limits,
) -> Instance:
    if isinstance(cause, InstanceStarted):
        if snapshot is not None:
            raise NotWaitingHere(definition.process_id)
        instance = _start(definition, cause, at, limits)
    else:
        if snapshot is None:
            raise NotWaitingHere(definition.process_id)
        instance = load(definition, snapshot, at)
        instance.limits = limits
        if instance.over:
            raise NotWaitingHere(definition.process_id)
        if instance.caller.paused and not isinstance(cause, EscalationHeard | InstanceCancelled):
            raise NotWaitingHere(definition.process_id)
        if instance.suspended and not isinstance(cause, InstanceResumed | InstanceCancelled):
            raise Suspended
        _REACTIONS[type(cause)](instance, cause)
    moving.run(instance)
    return instance


# --- causes


def _start(
    definition: Definition, cause: InstanceStarted, at: datetime, limits: Limits
) -> Instance:
    assert cause.process_id == definition.process_id
    head = {"variables": {name: plain(value) for name, value in cause.variables.items()}}
    start = beginning.start_event(definition, cause, at)
    instance = Instance(definition, at, head)
    instance.limits = limits
    instance.caller.hears = cause.is_heeded
    instance.begin(start)
    return instance


def _complete_task(instance: Instance, cause: TaskCompleted) -> None:
    token = finding.asked(instance, cause.place, PersonTask)
    result = token.task_spec.result
    token.write_all(cause.answers if result is None else {result: dict(cause.answers)})
    _go_on(token)


def _fire_timer(instance: Instance, cause: TimerFired) -> None:
    token = finding.listening(instance, cause.place, cause.event, "timer", None)
    token.task_spec.occur(token, cause.event)


def _fail_timer(instance: Instance, cause: TimerFailed) -> None:
    token = finding.listening(instance, cause.place, cause.event, "timer", None)
    why = {"reason_nl": cause.reason_nl, "reason_en": cause.reason_en}
    waiting.fail(token, cause.event, TimerNotFired(tries=cause.tries, **why))


def _receive_message(instance: Instance, cause: MessageReceived) -> None:
    token = finding.listening(instance, cause.place, cause.event, "message", cause.message)
    token.write_all(cause.payload)
    if waiting.is_open(token, cause.event):
        token.task_spec.occur(token, cause.event)


def _receive_signal(instance: Instance, cause: SignalReceived) -> None:
    if not throwing.hear(instance, cause.signal):
        raise NotWaitingHere(cause.signal)


def _end_child(instance: Instance, cause: ChildEnded) -> None:
    token = finding.asked(instance, cause.place, CallActivity)
    token.task_spec.take(token, cause.variables)
    _go_on(token)


def _fail_child(instance: Instance, cause: ChildFailed) -> None:
    token = finding.asked(instance, cause.place, CallActivity)
    token.task_spec.take(token, cause.variables)
    del token.internal_data["asked"]
    found = throwing.find_catcher(token, "error", cause.error, itself=True)
    throwing.raise_error(token, token.place, cause.error, found)


def _escalate_child(instance: Instance, cause: ChildEscalated) -> None:
    token = finding.asked(instance, cause.place, CallActivity)
    token.task_spec.take(token, cause.variables)
    found = throwing.find_catcher(token, "escalation", cause.escalation, itself=True)
    throwing.raise_escalation(token, token.place, cause.escalation, found)


def _hear_escalation(instance: Instance, cause: EscalationHeard) -> None:
    del cause
    pausing.go_on(instance)


def _refuse_child(instance: Instance, cause: ChildRefused) -> None:
    fault = ChildNotStarted(reason_nl=cause.reason_nl, reason_en=cause.reason_en)
    for place in (cause.place, *cause.others):
        token = finding.asked(instance, place, CallActivity)
        del token.internal_data["asked"]
        instance.park(token, "begin", fault)


def _answer_service(instance: Instance, cause: ServiceAnswered) -> None:
    token = finding.find(instance, cause.place, may_be_answered)
    if token.internal_data.pop("stuck", None):
        instance.stops.resolve(token)
        token.internal_data["asked"] = 1
    result = token.task_spec.result
    token.write_all({} if result is None else {result: cause.answer})
    _go_on(token)


def _fail_service(instance: Instance, cause: ServiceFailed) -> None:
    token = finding.asked(instance, cause.place, ServiceTask)
    del token.internal_data["asked"]
    if cause.error is not None:
        found = throwing.find_catcher(token, "error", cause.error, itself=True)
        throwing.raise_error(token, token.place, cause.error, found)
        return
    why = {"reason_nl": cause.reason_nl, "reason_en": cause.reason_en}
    fault = ServiceUnanswered(service=token.task_spec.service, tries=cause.tries, **why)
    instance.park(token, "begin", fault)


def _cancel(instance: Instance, cause: InstanceCancelled) -> None:
    del cause
    instance.end("cancelled")


def _suspend(instance: Instance, cause: InstanceSuspended) -> None:
    del cause
    instance.suspended = True


def _resume(instance: Instance, cause: InstanceResumed) -> None:
    del cause
    if not instance.suspended:
        raise NotSuspended
    instance.suspended = False


def _send_back(instance: Instance, cause: SentBack) -> None:
    token = finding.find(instance, cause.place, lambda token: "ear" not in token.internal_data)
    sending_back.send_back(token, cause.to)


def _retry(instance: Instance, cause: IncidentRetried) -> None:
    token = finding.find(
        instance,
        cause.place,
        lambda token: (
            "held" not in token.internal_data
            and (token._state == STUCK or "failed" in token.internal_data)
        ),
    )
    if token._state == STUCK:
        moving.retry(token)
    else:
        waiting.set_again(token)


def _go_on(token: Token) -> None:
    """Let a token go on that got its answer."""
    del token.internal_data["asked"]
    token._ready()
    token.top.queue.append(token)


_REACTIONS: dict[type[Cause], Callable[[Instance, Any], None]] = {
    TaskCompleted: _complete_task,
    TimerFired: _fire_timer,
    TimerFailed: _fail_timer,
    MessageReceived: _receive_message,
    SignalReceived: _receive_signal,
    ChildEnded: _end_child,
    ChildFailed: _fail_child,
    ChildEscalated: _escalate_child,
    ChildRefused: _refuse_child,
    EscalationHeard: _hear_escalation,
    ServiceAnswered: _answer_service,
    ServiceFailed: _fail_service,
    InstanceCancelled: _cancel,
    InstanceSuspended: _suspend,
    InstanceResumed: _resume,
    SentBack: _send_back,
    IncidentRetried: _retry,
}
