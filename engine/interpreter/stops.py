"""What one limit stops at once: one incident, however many tokens were stopped for it.

The token that was stopped first has the incident, and keeps under `with it` the numbers of the
others and why. They stand still as it does, `held`, and have no incident of their own: whoever
retries it lets all of them go on. When it is taken away, the next of them has the incident.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError
from engine.events import IncidentRaised, IncidentResolved
from engine.interpreter.errors import ChildNotStarted, LimitReached, StillStopped, StoppedTogether
from engine.interpreter.tokens import STUCK, Token
from engine.limits import UNNAMED

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance

#: these may stop thousands for one reason; any other reason is one's own
_SHARED = (LimitReached, ChildNotStarted)


@dataclass(slots=True)
class _Stop:
    """`first` has the incident, which is effect number `at`; so many were `raised` for `fault`."""

    first: Token
    at: int
    fault: EngineError
    raised: int
    held: list[int] = field(default_factory=list)


class Stops:
    """The stops of one step, by their sentence, and those that lost who had the incident."""

    __slots__ = ("_instance", "_left", "_now")

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._now: dict[str, _Stop] = {}
        self._left: list[dict[str, Any]] = []

    def add(self, token: Token, fault: EngineError) -> None:
        """Raise an incident, or let a token wait with one that the same limit stopped before."""
        if not isinstance(fault, _SHARED):
            self._raise(token, fault)
            return
        said = fault.sentence("en")
        before = self._now.get(said)
        raised = before.raised if before is not None else 0
        if before is not None and raised >= self._instance.limits.incidents and _has(before.first):
            token.internal_data["held"] = 1
            before.held.append(token.id)
            return
        self._leave(before)
        self._now[said] = _Stop(token, len(self._instance.effects), fault, raised + 1)
        self._raise(token, fault)

    def resolve(self, token: Token) -> None:
        """Tell the outside that an incident is none any more; others may have waited with it."""
        if token.internal_data.pop("held", None):
            return
        self._instance.note(IncidentResolved(token.place))
        if "with it" in token.internal_data:
            self._left.append(token.internal_data.pop("with it"))

    def release(self, token: Token) -> list[Token]:
        """Give all that go on when an incident is retried: the token, and who waited with it."""
        group = token.internal_data.pop("with it", None)
        self._instance.note(IncidentResolved(token.place))
        held = self._held(group["held"]) if group else []
        for one in held:
            del one.internal_data["held"]
        return [token, *held]

    def settle(self) -> None:
        """Say at the end of a step how many were stopped, and see that each has its incident."""
        for stop in self._now.values():
            if stop.held and _has(stop.first):
                self._instance.effects[stop.at] = self._together(stop.first, stop.fault, stop.held)
            else:
                self._leave(stop)
        for group in self._left:
            held = [] if self._instance.over else self._held(group["held"])
            if held:
                nl, en = group["why"]
                fault = StillStopped(reason_nl=nl, reason_en=en)
                self._hand_over(held, fault)

    def _hand_over(self, held: list[Token], fault: StillStopped) -> None:
        first, *others = held
        del first.internal_data["held"]
        if others:
            effect = self._together(first, fault, [one.id for one in others])
            self._instance.note(effect)
        else:
            self._raise(first, fault)

    def _leave(self, stop: _Stop | None) -> None:
        if stop is not None and stop.held:
            self._left.append(_group(stop.held, stop.fault))

    def _held(self, numbers: Iterable[int]) -> list[Token]:
        found = map(self._instance.shelf.token, numbers)
        return [one for one in found if one is not None and "held" in one.internal_data]

    def _raise(self, token: Token, fault: EngineError) -> None:
        self._instance.raise_incident(token, fault)

    def _together(self, first: Token, fault: EngineError, held: list[int]) -> IncidentRaised:
        """Let a token keep who waits with it, and tell how many they are."""
        group = _group(held, fault)
        first.internal_data["with it"] = group
        nl, en = group["why"]
        times = 1 + len(held)
        told = StoppedTogether(reason_nl=nl, reason_en=en, times=times)
        return raised(first, told, limit(fault), times)


def raised(
    token: Token, fault: EngineError, reached: tuple[str, int] | None, tokens: int = 1
) -> IncidentRaised:
    """Give the effect that tells of an incident, in both languages."""
    return IncidentRaised(
        token.place, token.id, fault.sentence("nl"), fault.sentence("en"), reached, tokens
    )


def limit(fault: EngineError) -> tuple[str, int] | None:
    """Name the limit that was reached, so that the step can be taken again under it."""
    if not isinstance(fault, LimitReached) or fault.most == UNNAMED.get(fault.of):
        return None
    return fault.of, fault.most


def _group(held: list[int], fault: EngineError) -> dict[str, Any]:
    return {"held": held, "why": [fault.sentence("nl"), fault.sentence("en")]}


def _has(token: Token) -> bool:
    """Say whether a token still has its incident."""
    return token.alive and token._state == STUCK
