"""Which limits decided what followed from a cause, so that it can be executed again under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from engine.events import Effect, IncidentRaised
from engine.interpreter.errors import LimitReached, NotACount, OutOfMoves, StillStopped
from engine.limits import DEFAULT, LARGEST, UNBOUNDED, UNNAMED, Limits

_OF_STEPS = ("moves", "items", "written")  #: those that decide what follows from a cause
_HANDED_OVER = StillStopped.en.partition("{")[0]  #: the first versions did not say so


def limits_reached(effects: Iterable[Effect]) -> Limits:
    """Give the limits under which the same cause has these effects again, whatever is set now.

    A limit that was reached stands with its incident; one that was not decided nothing, and is as
    large as it may be, or has no bound where the first versions had none. They raised an incident
    for each token, too. Raises ValueError for a limit that cannot have been set.
    """
    named = {"written": UNBOUNDED, "incidents": UNBOUNDED}
    for effect in effects:
        if not isinstance(effect, IncidentRaised):
            continue
        limit = _limit(effect)
        if limit is not None:
            named[limit[0]] = limit[1]
        if effect.tokens != 1 or effect.reason_en.startswith(_HANDED_OVER):
            named["incidents"] = DEFAULT.incidents
    return replace(LARGEST, **named)


def _limit(incident: IncidentRaised) -> tuple[str, int] | None:
    if incident.limit is None:
        return _unnamed(incident)
    of, most = incident.limit
    if of not in _OF_STEPS or type(most) is not int or not 0 < most <= getattr(LARGEST, of):
        raise ValueError(f"not a limit: {incident.limit!r}")
    return of, most


def _unnamed(incident: IncidentRaised) -> tuple[str, int] | None:
    """Know by its words an incident of a limit that is not written down."""
    kinds: tuple[type[LimitReached], ...] = (OutOfMoves, NotACount)
    for kind in kinds:
        most = UNNAMED[kind.of]
        if incident.reason_en.startswith(kind.en.partition("{value}")[0].format(most=most)):
            return kind.of, most
    return None
