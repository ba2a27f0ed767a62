"""Read in the history of an instance which calls it made, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.events import (
    CallCancelled,
    CallStarted,
    ChildEnded,
    ChildFailed,
    ChildRefused,
    Effect,
    ElementCancelled,
    ElementLeft,
    TokenMigrated,
)
from engine.model import Place
from engine.replay.executing import Event, Examined


@dataclass(slots=True)
class Call:
    """What was asked, and by which event. `is_over`: nothing stands there any more."""

    event: Event
    asked: CallStarted
    was_refused: bool = False
    came_back: bool = False
    cancelled_at: datetime | None = None
    is_over: bool = False

    @property
    def may_have_begun_nothing(self) -> bool:
        """Whether it was refused, or cancelled before its turn came."""
        return self.was_refused or self.cancelled_at == self.event.line.at


def made(instance: Examined) -> Mapping[str, Call]:
    """Give the calls of an instance by the place where each stands, or stood last.

    Another version may have given an element another id. Whoever retries a call that was refused
    makes it again at the same place: the last one counts. History is gone through once.
    """
    found: dict[Place, Call] = {}
    for event in instance.events:
        effects = event.told.effects
        into = {one.place: one.into for one in effects if isinstance(one, TokenMigrated)}
        if into:
            found = {into.get(place, place): call for place, call in found.items()}
        _hear(found, event.told.event)
        for effect in effects:
            _follow(found, event, effect)
    return {str(place): call for place, call in found.items()}


def _hear(found: Mapping[Place, Call], told: object) -> None:
    """Mark what a parent heard of those that it called."""
    if isinstance(told, ChildRefused):
        for place in (told.place, *told.others):
            if place in found:
                found[place].was_refused = True
    elif isinstance(told, ChildEnded | ChildFailed) and told.place in found:
        found[told.place].came_back = True


def _follow(found: dict[Place, Call], event: Event, effect: Effect) -> None:
    if isinstance(effect, CallStarted):
        found[effect.place] = Call(event, effect)
    elif isinstance(effect, CallCancelled) and effect.place in found:
        found[effect.place].cancelled_at = event.line.at
        found[effect.place].is_over = True
    elif isinstance(effect, ElementLeft | ElementCancelled) and effect.place in found:
        found[effect.place].is_over = True
