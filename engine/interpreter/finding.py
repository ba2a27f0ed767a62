"""Find the token that waits for a cause."""

from __future__ import annotations

from collections.abc import Callable

from engine.interpreter import waiting
from engine.interpreter.elements import Behaviour
from engine.interpreter.errors import NotWaitingHere
from engine.interpreter.instances import Instance
from engine.interpreter.tokens import WAITING, Token
from engine.model import Place


def find(instance: Instance, place: Place, fits: Callable[[Token], bool]) -> Token:
    """Find the token at a place that fits. Raises NotWaitingHere, as the others do."""
    for token in instance.shelf.at(place):
        if fits(token):
            return token
    raise NotWaitingHere(place)


def asked(instance: Instance, place: Place, kind: type[Behaviour]) -> Token:
    """Find the token that waits for an answer to what it asked the outside."""
    return find(
        instance,
        place,
        lambda token: (
            isinstance(token.task_spec, kind)
            and token._state == WAITING
            and "asked" in token.internal_data
        ),
    )


def listening(instance: Instance, place: Place, n: int, kind: str, name: str | None) -> Token:
    """Find the token or listener that waits for this event definition."""
    token = find(instance, place, lambda token: waiting.is_open(token, n))
    happening = token.task_spec.happenings[n]
    if happening.kind != kind or name not in (None, happening.name):
        raise NotWaitingHere(place)
    return token
