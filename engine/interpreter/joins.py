"""Tokens that wait to be joined: they stand in a pool of their scope, per flow they came along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.events import ElementLeft, JoinStuck, TokensJoined
from engine.interpreter.tokens import STUCK, WAITING, Token
from engine.model import Place

if TYPE_CHECKING:
    from engine.interpreter.instances import Instance
    from engine.interpreter.scopes import Scope

Pool = dict[str, list[int]]


def hold(token: Token) -> Pool:
    """Let a token wait to be joined; give all that waits at its element, per flow."""
    scope = token.workflow
    token._set_state(WAITING)
    pool: Pool = scope.pools.setdefault(token.task_spec.name, {})
    pool.setdefault(token.flow.key if token.flow else "", []).append(token.id)
    return pool


def release(token: Token) -> None:
    """Take a token out of the pool it waits in, if it does."""
    pools = token.workflow.pools
    pool = pools.get(token.task_spec.name)
    if pool is None:
        return
    for key in [key for key, ids in pool.items() if token.id in ids]:
        pool[key].remove(token.id)
        if not pool[key]:
            del pool[key]
    if not pool:
        del pools[token.task_spec.name]


def join(scope: Scope, ids: Sequence[int]) -> Token:
    """Make one token of several that waited; the one with the lowest number goes on."""
    top = scope.top_workflow
    first, *others = (top.token(i) for i in sorted(ids))
    release(first)
    if first.task_spec.name in scope.stuck:
        scope.stuck.remove(first.task_spec.name)
    if others:
        top.note(TokensJoined(first.place, tuple(sorted(ids)), first.id))
    for token in others:
        release(token)
        top.note(ElementLeft(token.place, token.id))
        _resolve(token)
        scope.drop(token)
    _resolve(first)
    return first


def _resolve(token: Token) -> None:
    if token._state == STUCK:
        token.top.stops.resolve(token)


def report_stuck(instance: Instance) -> None:
    """Report scopes in which all that lives waits at a join, once for each join."""
    for scope in [instance, *instance.subprocesses.values()]:
        if scope.pools and not scope.over:
            held = [ids for pool in scope.pools.values() for ids in pool.values()]
            if sum(len(ids) for ids in held) == scope.alive:
                _report(scope)


def _report(scope: Scope) -> None:
    for name, pool in scope.pools.items():
        first = scope.top_workflow.token(min(i for ids in pool.values() for i in ids))
        if name not in scope.stuck:
            scope.stuck.append(name)
            scope.top_workflow.note(JoinStuck(Place(name, first.visit)))
