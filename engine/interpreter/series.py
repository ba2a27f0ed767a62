"""The moments at which a process starts by itself: once, or again and again.

A timer on a start event is read when the process is deployed, before there is any instance; so its
expression can read no variables. Days and months count on the calendar in Europe/Amsterdam, so that
what starts at nine starts at nine in summer too; shorter periods count exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.interpreter import timing
from engine.interpreter.definition import Definition
from engine.interpreter.errors import BeyondCalendar, NotAMoment, StandsStill
from engine.interpreter.expressions import FeelEnvironment
from engine.interpreter.timing import Cycle, Duration

_DAY = timedelta(days=1)
_LONGEST_MONTH = timedelta(days=31, hours=1)  #: an hour more when summer time ends


@dataclass(frozen=True, slots=True)
class Series:
    """`first` is aware UTC; each next moment lies `every` later; there are so many `turns`.

    `every` is None for a single moment; `turns` is None when they never end.
    """

    first: datetime
    every: Duration | None = None
    turns: int | None = 1

    def after(self, moment: datetime) -> datetime | None:
        """Give the first of its moments after this one, however many turns there were."""
        if self.first > moment:
            return self.first
        if self.every is None:
            return None
        try:
            longest = self.every.exact + self.every.months * _LONGEST_MONTH
        except OverflowError:
            return None
        turn = max(1, (moment - self.first) // longest)
        found = self._at(turn)
        while found is not None and found <= moment:
            turn += 1
            found = self._at(turn)
        return found

    def repeats_within(self, span: timedelta) -> bool:
        """Tell whether there is a next moment that comes sooner than this."""
        if self.every is None or self.turns == 1 or self.every.months:
            return False
        return self.every.exact < span

    def _at(self, turn: int) -> datetime | None:
        """Give the moment of a turn, counted from 0; None when no calendar goes that far."""
        assert self.every is not None, "a single moment has no turns"
        months, exact = self.every.months, self.every.exact
        try:
            moment = timing.months_later(self.first, months * turn)
            if exact % _DAY:
                return moment.astimezone(UTC) + exact * turn
            return (moment + exact * turn).astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    def __str__(self) -> str:
        """Write it in ISO 8601, for `read`."""
        first = self.first.isoformat()
        if self.every is None:
            return first
        return f"R{'' if self.turns is None else self.turns}/{first}/{self.every}"


def timed_starts(definition: Definition) -> Iterator[tuple[str, int]]:
    """Yield the timers that start a process: id of the start event, number of the definition."""
    for behaviour in definition.spec.typed_starts:
        for n, happening in enumerate(behaviour.happenings):
            if happening.kind == "timer":
                yield behaviour.name, n


def series(definition: Definition, element_id: str, event: int, at: datetime) -> Series:
    """Work out when a start event happens, for a process that is deployed at this moment.

    Raises NotAMoment, StandsStill, or a fault of FEEL.
    """
    happening = definition.behaviours[element_id].happenings[event]
    plan = happening.schedule
    if plan is None:
        environment = FeelEnvironment(definition.functions, at)
        value = environment.evaluate(happening.expression, {})
        plan = timing.schedule(value, happening.source)
    try:
        return _begun(plan, at)
    except (BeyondCalendar, ValueError) as far:
        raise NotAMoment(text=happening.source) from far


def read_series(written: str) -> Series:
    """Read what `str` wrote. Raises ValueError for anything else."""
    found = timing.read(written)
    if isinstance(found, datetime):
        return Series(found)
    if isinstance(found, Cycle) and found.start is not None:
        return Series(found.start, found.every, found.turns)
    raise ValueError(f"no moments of a start: {written!r}")


def _begun(plan: timing.Schedule, at: datetime) -> Series:
    if isinstance(plan, datetime):
        return Series(plan.astimezone(UTC))
    if isinstance(plan, Duration):
        return Series(plan.after(at))
    if plan.every.is_below(timing.SHORTEST_STEP):
        raise StandsStill
    first = plan.start or Series(at, plan.every)._at(1)
    if first is None:
        raise ValueError("no calendar goes that far")
    return Series(first, plan.every, plan.turns)
