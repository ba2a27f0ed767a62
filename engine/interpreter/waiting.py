"""Waiting for events: what a token or a listener has open, and what the outside is told of it.

What is open stands in the token under `on`: number of the event definition -> what is needed to
go on with it (a timer: when, and how often; a condition: how it was last; the others: 1). Timers
that could not fire and ring no more stand under `failed`, by number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.events import (
    IncidentResolved,
    SubscriptionClosed,
    SubscriptionOpened,
    TimerCleared,
    TimerSet,
)
from engine.interpreter import timing
from engine.interpreter.errors import BeyondCalendar, NoKey
from engine.interpreter.happenings import ARMED, Happening
from engine.interpreter.timing import Cycle, Duration
from engine.interpreter.tokens import Token
from engine.values import Value

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance

_MICROSECOND = timedelta(microseconds=1)


def arm(token: Token, *, was: int = 0) -> None:
    """Open all that its element waits for; conditions are looked at once, at the end.

    `was` is how its conditions were last: 1 for one that must become false before it happens.
    Raises a CannotMove or a FEEL fault; then nothing is open.
    """
    armed = [(n, h) for n, h in enumerate(token.task_spec.happenings) if h.kind in ARMED]
    plans = [(n, happening, _plan(token, happening)) for n, happening in armed]
    token.internal_data["on"] = {}
    for n, happening, plan in plans:
        _open(token, n, happening, plan, was)
    try:
        for n, happening, _ in plans:
            if happening.kind == "conditional" and is_open(token, n):
                _check(token, n, happening)
    except EngineError:
        close(token)  # else the next write would look at it again, and raise it again
        raise


def is_open(token: Token, n: int) -> bool:
    """Say whether the token waits for its event definition number `n` at this moment."""
    return token.alive and str(n) in token.internal_data.get("on", ())


def close(token: Token) -> None:
    """Stop waiting, and tell the outside."""
    on = token.internal_data.pop("on", {})
    failed = token.internal_data.pop("failed", [])
    if failed:
        token.top.note(IncidentResolved(token.place))
    for number in on:
        n = int(number)
        kind = token.task_spec.happenings[n].kind
        if kind == "timer":
            if n not in failed:
                token.top.note(TimerCleared(token.place, n))
        elif kind == "conditional":
            token.top.conditions.pop(token.id, None)
        else:
            token.top.note(SubscriptionClosed(token.place, n))


def use(token: Token, n: int) -> None:
    """Event `n` happened and is not waited for any longer. A timer that fired closes itself."""
    del token.internal_data["on"][str(n)]
    kind = token.task_spec.happenings[n].kind
    if kind in ("message", "signal"):
        token.top.note(SubscriptionClosed(token.place, n))
    if not token.internal_data["on"]:
        token.top.conditions.pop(token.id, None)


def turn(token: Token, n: int) -> bool:
    """Set a timer that repeats for its next turn; False when there is none."""
    timer = token.internal_data["on"][str(n)]
    if not isinstance(timer, list) or len(timer) == 1:
        return False
    _, origin, count, turns, months, microseconds = timer
    if turns is not None and turns <= 1:
        return False
    every = Duration(months, microseconds * _MICROSECOND)
    try:
        due = every.after(datetime.fromisoformat(origin), count + 1)
    except BeyondCalendar:
        return False
    left = None if turns is None else turns - 1
    _set(token, n, due, [origin, count + 1, left, months, microseconds])
    return True


def fail(token: Token, n: int, fault: EngineError) -> None:
    """Let a timer ring no more until an administrator tries again; all else goes on."""
    failed = token.internal_data.setdefault("failed", [])
    failed.append(n)
    if len(failed) == 1:
        token.top.raise_incident(token, fault)


def set_again(token: Token) -> None:
    """Set the timers that could not fire once more, for the moments they had."""
    token.top.note(IncidentResolved(token.place))
    for n in token.internal_data.pop("failed"):
        due, *_ = token.internal_data["on"][str(n)]
        token.top.note(TimerSet(token.place, datetime.fromisoformat(due), n))


def look(instance: Instance) -> None:
    """Look at every condition that is waited for, because a variable changed."""
    instance.is_changed = False
    for token_id in list(instance.conditions):
        token = instance.shelf.token(token_id)
        if token is not None:
            _look(token)


def look_for(instance: Instance, ears: Iterable[int]) -> None:
    """Look now, when a variable changed and one of these listeners waits for a condition."""
    if instance.is_changed and any(ear in instance.conditions for ear in ears):
        look(instance)


def _look(token: Token) -> None:
    for n, happening in enumerate(token.task_spec.happenings):
        if happening.kind != "conditional" or not is_open(token, n):
            continue
        try:
            _check(token, n, happening)
        except EngineError as fault:
            close(token)
            token.top.park(token, "arm" if "ear" in token.internal_data else "begin", fault)


def _check(token: Token, n: int, happening: Happening) -> None:
    """Let a conditional event happen when its condition became true since the last look."""
    before = token.internal_data["on"][str(n)]
    now = token.top.script_engine.evaluate(token, happening.expression) is True
    token.internal_data["on"][str(n)] = int(now)
    if now and not before:
        token.task_spec.occur(token, n)


# --- opening


def _plan(token: Token, happening: Happening) -> Any:  # noqa: ANN401 - a key or a schedule
    """Work out what an event waits for, so that nothing is opened when that fails."""
    if happening.kind == "message":
        return key(token, happening)
    if happening.kind == "timer":
        if happening.schedule is not None:
            return happening.schedule
        value = token.top.script_engine.evaluate(token, happening.expression)
        return timing.schedule(value, happening.source)
    return None


def _open(
    token: Token,
    n: int,
    happening: Happening,
    plan: Any,  # noqa: ANN401
    was: int,
) -> None:
    if happening.kind == "timer":
        _start_timer(token, n, plan)
        return
    token.internal_data["on"][str(n)] = was if happening.kind == "conditional" else 1
    if happening.kind == "conditional":
        token.top.conditions[token.id] = None
        return
    assert happening.name is not None
    opened = SubscriptionOpened(token.place, happening.kind, happening.name, plan, n)
    token.top.note(opened)


def _start_timer(token: Token, n: int, plan: timing.Schedule) -> None:
    at = token.top.at
    if isinstance(plan, datetime):
        _set(token, n, plan, [])
    elif isinstance(plan, Duration):
        _set(token, n, plan.after(at), [])
    else:
        _start_cycle(token, n, plan)


def _start_cycle(token: Token, n: int, cycle: Cycle) -> None:
    count = 1 if cycle.start is None else 0
    origin = cycle.start or token.top.at
    months, microseconds = cycle.every.months, cycle.every.exact // _MICROSECOND
    due = cycle.every.after(origin, count)
    _set(token, n, due, [origin.isoformat(), count, cycle.turns, months, microseconds])


def _set(token: Token, n: int, due: datetime, rest: list[Any]) -> None:
    due = due.astimezone(UTC)
    token.internal_data["on"][str(n)] = [due.isoformat(), *rest]
    token.top.note(TimerSet(token.place, due, n))


def key(token: Token, happening: Happening) -> str | None:
    """Give the key that a message is matched with. Raises NoKey when the diagram gives none."""
    value: Value
    if happening.key is None:
        value = token.view().get("zaaknummer")
        return value if isinstance(value, str) else None
    value = token.top.script_engine.evaluate(token, happening.key)
    if not isinstance(value, str) or not value:
        raise NoKey(text=happening.key_source, message=happening.name)
    return value
