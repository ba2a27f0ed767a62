"""Fold history into where an instance was at some moment, as a picture or a list may show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from engine.entries import Told
from engine.events import (
    DecisionMade,
    ElementCancelled,
    ElementEntered,
    ElementLeft,
    FlowChosen,
    IncidentRaised,
    IncidentResolved,
    InstanceStarted,
    ItemStarted,
    TaskOffered,
    TokenMigrated,
    TokensJoined,
    VariableSet,
)
from engine.model import Place
from engine.values import Variables


@dataclass(slots=True)
class Past:
    """An instance as it was.

    `tokens` maps a live token to the element it was at; `visits` tells how often each element was
    entered, `flows` how often each flow was taken; `finished` are the elements a token has left.
    By element, `chosen` is the flow that was chosen there last and `offered` where its last task
    was offered; `stuck` are the places with an incident that nobody resolved, the oldest first.
    `variables` are those of the instance, `inner` those of sub-processes and items, by token.
    """

    tokens: dict[int, str] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    finished: set[str] = field(default_factory=set)
    flows: dict[str, int] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)
    offered: dict[str, Place] = field(default_factory=dict)
    stuck: dict[Place, None] = field(default_factory=dict)
    has_decided: bool = False
    variables: Variables = field(default_factory=dict)
    inner: dict[int, Variables] = field(default_factory=dict)

    @property
    def current(self) -> frozenset[str]:
        """Give the elements where a token was."""
        return frozenset(self.tokens.values())


def fold(entries: Iterable[Told], since: Past | None = None) -> Past:
    """Go through the entries in order and give the state after the last.

    They begin after those that `since` was folded from, which itself stays as it is.
    """
    past = Past() if since is None else _copied(since)
    for told in entries:
        if isinstance(told.event, InstanceStarted):
            past.variables |= told.event.variables
        for effect in told.effects:
            if apply := _APPLIED.get(type(effect)):
                apply(past, effect)
    return past


def _copied(past: Past) -> Past:
    return replace(
        past,
        tokens=dict(past.tokens),
        visits=dict(past.visits),
        finished=set(past.finished),
        flows=dict(past.flows),
        chosen=dict(past.chosen),
        offered=dict(past.offered),
        stuck=dict(past.stuck),
        variables=dict(past.variables),
        inner={token: dict(own) for token, own in past.inner.items()},
    )


def _entered(past: Past, effect: ElementEntered) -> None:
    element_id = effect.place.element_id
    past.tokens[effect.token] = element_id
    past.visits[element_id] = past.visits.get(element_id, 0) + 1
    if effect.flow is not None:
        past.flows[effect.flow] = past.flows.get(effect.flow, 0) + 1


def _item_started(past: Past, effect: ItemStarted) -> None:
    """Put down the token of one item: it stands where its activity as a whole stands."""
    past.tokens[effect.token] = effect.place.element_id
    past.inner[effect.token] = {"loopCounter": Decimal(effect.item)}


def _left(past: Past, effect: ElementLeft) -> None:
    _forget(past, effect.token)
    past.finished.add(effect.place.element_id)


def _cancelled(past: Past, effect: ElementCancelled) -> None:
    _forget(past, effect.token)


def _forget(past: Past, token: int) -> None:
    """Take a token from its element, with the variables it had there."""
    past.tokens.pop(token, None)
    past.inner.pop(token, None)


def _joined(past: Past, effect: TokensJoined) -> None:
    for token in effect.tokens:
        if token != effect.into:
            past.tokens.pop(token, None)


def _migrated(past: Past, effect: TokenMigrated) -> None:
    if effect.token in past.tokens:
        into = effect.into
        past.tokens[effect.token] = into.element_id
        past.visits[into.element_id] = max(past.visits.get(into.element_id, 0), into.visit)
    if effect.place in past.stuck:
        del past.stuck[effect.place]
        past.stuck[effect.into] = None
    if past.offered.get(effect.place.element_id) == effect.place:
        past.offered[effect.into.element_id] = effect.into


def _variable_set(past: Past, effect: VariableSet) -> None:
    scope = past.inner.setdefault(effect.scope, {}) if effect.scope else past.variables
    scope[effect.name] = effect.after


def _chosen(past: Past, effect: FlowChosen) -> None:
    past.chosen[effect.place.element_id] = effect.flow


def _offered(past: Past, effect: TaskOffered) -> None:
    past.offered[effect.place.element_id] = effect.place


def _decided(past: Past, _effect: DecisionMade) -> None:
    past.has_decided = True


def _stuck(past: Past, effect: IncidentRaised) -> None:
    past.stuck[effect.place] = None


def _resolved(past: Past, effect: IncidentResolved) -> None:
    past.stuck.pop(effect.place, None)


_APPLIED: dict[type, Callable[[Past, Any], None]] = {
    DecisionMade: _decided,
    ElementCancelled: _cancelled,
    ElementEntered: _entered,
    ElementLeft: _left,
    FlowChosen: _chosen,
    IncidentRaised: _stuck,
    IncidentResolved: _resolved,
    ItemStarted: _item_started,
    TaskOffered: _offered,
    TokenMigrated: _migrated,
    TokensJoined: _joined,
    VariableSet: _variable_set,
}
