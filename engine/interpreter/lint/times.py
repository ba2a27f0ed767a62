"""Checks times, counts and conditions that depend on nothing: what they give is known beforehand.

The times at which a process starts are checked when it is deployed, by the clock of that moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine import feel
from engine.errors import EngineError
from engine.feel.tree import Name
from engine.interpreter import timing
from engine.interpreter.bpmn import (
    ACTIVITIES,
    EVENTS,
    Xml,
    children,
    flag,
    inside,
    local,
    own,
    text,
)
from engine.interpreter.document import Document, event_kind
from engine.interpreter.errors import StandsStill
from engine.interpreter.lint.answers import nodes
from engine.interpreter.loops import is_whole_count
from engine.interpreter.texts import TIMES
from engine.interpreter.timing import Cycle, Duration, Schedule
from engine.interpreter.wording import problem
from engine.model import Problem
from engine.values import Value

_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  #: no instance is older than the product
_NOTHING = timedelta()
#: functions that give the same at every moment
_STEADY = frozenset(("duration", "date", "date and time", "time", "years and months duration"))


class _Unknown(Exception):
    """What a text gives depends on variables or on the moment, or cannot be read at all."""


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Check every timer but those that start a process, every due date, count and condition."""
    for event in inside(document.root, *EVENTS):
        for definition in document.definitions(event):
            if event_kind(definition) == "conditional":
                yield from _condition(definition, event, known)
            elif event_kind(definition) == "timer" and not _starts_process(event):
                for written in _times(definition):
                    yield from _timer(event, written, known)
    for node in inside(document.root, *ACTIVITIES):
        yield from _activity(node, known)


def _activity(node: Xml, known: frozenset[str]) -> Iterator[Problem]:
    yield from _due(node, known)
    for loop in children(node, "standardLoopCharacteristics"):
        yield from _loop(node, loop, known)
    for many in children(node, "multiInstanceLoopCharacteristics"):
        yield from _count(node, text(many, "loopCardinality"), known)


def is_no_wait(document: Document, node: Xml, known: frozenset[str]) -> bool:
    """Say whether a token goes past a catching event at once, in a round if not the first time."""
    if local(node) != "intermediateCatchEvent":
        return False
    found = [_passes(one, known) for one in document.definitions(node)]
    needs_all = flag(node, "parallelMultiple", otherwise="false")
    return bool(found) and (all(found) if needs_all else any(found))


def _passes(definition: Xml, known: frozenset[str]) -> bool:
    """Say whether a timer takes no time, or waits for one and the same moment every time."""
    for written in _times(definition) if event_kind(definition) == "timer" else ():
        try:
            plan = _plan(written, known)
        except (_Unknown, EngineError):
            continue
        if isinstance(plan, datetime):
            return True
        return isinstance(plan, Duration) and plan.is_below(timedelta.resolution)
    return False


def _timer(event: Xml, written: str, known: frozenset[str]) -> Iterator[Problem]:
    try:
        plan = _plan(written, known)
        if isinstance(plan, Cycle):
            if plan.every.is_below(timing.SHORTEST_STEP):
                raise StandsStill
            plan.every.after(_EARLIEST)
        elif isinstance(plan, Duration):
            plan.after(_EARLIEST)
            if plan.is_below(_NOTHING):
                yield problem("time-goes-back", event, text=written)
    except _Unknown:
        return
    except EngineError as never:
        yield _never(event, written, never)


def _due(node: Xml, known: frozenset[str]) -> Iterator[Problem]:
    written = own(node, "due")
    if written is None:
        return
    try:
        plan = timing.read_duration(written)
        value = _time_given(written, known) if plan is None else None
        if isinstance(plan, Duration):
            plan.after(_EARLIEST)
        elif value is not None:
            timing.due_moment(value, written, _EARLIEST)
    except _Unknown:
        return
    except EngineError as never:
        yield _never(node, written, never)


def _never(node: Xml, written: str, never: EngineError) -> Problem:
    reasons = {"reason_nl": never.sentence("nl"), "reason_en": never.sentence("en")}
    return problem("never-a-time", node, text=written, **reasons)


def _count(node: Xml, written: str | None, known: frozenset[str]) -> Iterator[Problem]:
    if written is None:
        return
    try:
        value = _given(written, known)
    except _Unknown:
        return
    if value is None or (isinstance(value, Decimal) and not is_whole_count(value)):
        yield problem("never-a-count", node, text=written)


def _loop(node: Xml, loop: Xml, known: frozenset[str]) -> Iterator[Problem]:
    written = text(loop, "loopCondition")
    try:
        holds = _given(written or "", known) is True
    except _Unknown:
        return
    if holds and not loop.get("loopMaximum"):
        yield problem("loop-never-ends", node, text=written)


def _condition(definition: Xml, event: Xml, known: frozenset[str]) -> Iterator[Problem]:
    written = text(definition, "condition")
    try:
        _given(written or "", known)
    except _Unknown:
        return
    yield problem("condition-of-nothing", event, text=written)


def _times(definition: Xml) -> list[str]:
    return [written for time in TIMES if (written := text(definition, time)) is not None]


def _starts_process(event: Xml) -> bool:
    parent = event.getparent()
    return local(event) == "startEvent" and parent is not None and local(parent) == "process"


def _plan(written: str, known: frozenset[str]) -> Schedule:
    found = timing.read(written)
    return timing.schedule(_time_given(written, known), written) if found is None else found


def _time_given(written: str, known: frozenset[str]) -> Value:
    """Give what FEEL gives; of what is misspelt, which is said elsewhere, nothing is known."""
    if timing.seems_time(written):
        raise _Unknown
    value = _given(written, known)
    no_time = isinstance(value, str) and timing.read(value) is None
    if no_time or isinstance(value, (bool, Decimal)):
        raise _Unknown  # that its type does not fit is said when a diagram is deployed
    return value


def _given(written: str, known: frozenset[str]) -> Value:
    """Give what an expression gives at any moment. Raises _Unknown."""
    try:
        expression = feel.parse(written, known=known)
        names = {one.name for one in nodes(expression.node) if isinstance(one, Name)}
        if names <= _STEADY:
            return feel.evaluate(expression, {}, at=_EARLIEST)
    except EngineError as unreadable:
        raise _Unknown from unreadable
    raise _Unknown
