"""Fold history into where an instance was at some moment, as a picture or a list may show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.entries import Told
from engine.events import (
    ElementCancelled,
    ElementEntered,
    ElementLeft,
    InstanceStarted,
    ItemStarted,
    TokenMigrated,
    TokensJoined,
    VariableSet,
)
from engine.values import Variables


@dataclass(slots=True)
class Past:
    """An instance as it was.

    `tokens` maps a live token to the element it was at; `visits` tells how often each element was
    entered, `flows` how often each flow was taken; `finished` are the elements a token has left.
    `variables` are those of the instance, `inner` those of sub-processes and items, by token.
    """

    tokens: dict[int, str] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    finished: set[str] = field(default_factory=set)
    flows: dict[str, int] = field(default_factory=dict)
    variables: Variables = field(default_factory=dict)
    inner: dict[int, Variables] = field(default_factory=dict)

    @property
    def current(self) -> frozenset[str]:
        """Give the elements where a token was."""
        return frozenset(self.tokens.values())


def fold(entries: Iterable[Told]) -> Past:
    """Go through the entries in order and give the state after the last."""
    past = Past()
    for told in entries:
        if isinstance(told.event, InstanceStarted):
            past.variables |= told.event.variables
        for effect in told.effects:
            if apply := _APPLIED.get(type(effect)):
                apply(past, effect)
    return past


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


def _variable_set(past: Past, effect: VariableSet) -> None:
    scope = past.inner.setdefault(effect.scope, {}) if effect.scope else past.variables
    scope[effect.name] = effect.after


_APPLIED: dict[type, Callable[[Past, Any], None]] = {
    ElementEntered: _entered,
    ElementLeft: _left,
    ItemStarted: _item_started,
    ElementCancelled: _cancelled,
    TokenMigrated: _migrated,
    TokensJoined: _joined,
    VariableSet: _variable_set,
}
