"""Undoing what was done: records are undone last first, one after the other, each once.

The token that asks for it holds under `to undo` what must still be undone: the number of the
scope in which it was done, and the record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.events import CompensationStarted
from engine.interpreter.tokens import WORKING, Token

if TYPE_CHECKING:
    from engine.interpreter.elements import Behaviour
    from engine.interpreter.scopes import Scope


def throw(token: Token, *, ends: bool = False) -> bool:
    """Start what compensate events ask for; True when there is nothing to wait for.

    What then `ends` everything around the token would take the undoing away: it waits for all.
    """
    waited_for: list[list[Any]] = []
    for happening in token.task_spec.happenings:
        if happening.kind == "compensate":
            records = _collect(token, happening.name)
            if happening.waits or ends:
                waited_for = records + waited_for
            elif records:
                begin(_aside(token), records)
    if not waited_for:
        return True
    begin(token, waited_for)
    return False


def begin(token: Token, records: list[list[Any]]) -> None:
    """Let a token undo these records before it goes on."""
    token.internal_data["to undo"] = records
    token._set_state(WORKING)
    next_one(token)


def next_one(token: Token) -> None:
    """Undo the last record that is left; when none is left the token goes on."""
    records = token.internal_data["to undo"]
    if not records:
        del token.internal_data["to undo"]
        _go_on(token)
        return
    number, record = records.pop()
    scope = token.top.scope(number)
    behaviour: Behaviour = scope.spec.task_specs[record["at"]]
    handlers = [boundary.handler for boundary in behaviour.boundaries if boundary.handler]
    undoing = scope.spawn(handlers[0] if handlers else behaviour)
    undoing.visit = token.top.visits.next(undoing.task_spec.name)
    undoing.internal_data["undo for"] = token.id
    if not handlers:
        undoing.internal_data["redo"] = record["inside"]
    token.top.note(CompensationStarted(undoing.place, behaviour.name))


def _collect(token: Token, activity: str | None) -> list[list[Any]]:
    """Take the records that a token may undo; in an event sub-process also those around it."""
    scopes: list[Scope] = [token.workflow]
    while (host := scopes[0].host) is not None and host.task_spec.is_event_subprocess:
        scopes.insert(0, host.workflow)
    return [record for scope in scopes for record in _take(scope, activity)]


def _take(scope: Scope, activity: str | None) -> list[list[Any]]:
    wanted = [record for record in scope.past if activity in (None, record["at"])]
    scope.past = [record for record in scope.past if record not in wanted]
    return [[scope.names.owner, record] for record in wanted]


def _aside(token: Token) -> Token:
    """Put down a token beside the thrower, which does not wait."""
    token.workflow.alive += 1
    aside = Token(token.workflow, token.task_spec, token.top.next_id(), token.visit)
    aside.internal_data["aside"] = 1
    return aside


def _go_on(token: Token) -> None:
    scope = token.workflow
    if "aside" in token.internal_data:
        scope.drop(token)
        scope.settle(enough=False)
    elif "redo" in token.internal_data:
        token.top.scope(token.id).finish()
    elif "cancels" in token.internal_data:
        _cancelled(token)
    else:
        token._ready()
        if token.task_spec.conclude(token):
            token.complete()


def give_back(token: Token) -> None:
    """Give back what a token that is taken away had not begun to undo; another may undo it.

    What is given back was done before all that its scope remembers by now. A sub-process that was
    being undone comes after what who asked for that gives back: it was done later.
    """
    left = token.internal_data.pop("to undo", None)
    if left is None:
        return
    if "redo" in token.internal_data:
        inside = token.top.scope(token.id)
        past = [record for _, record in left] + inside.past
        if past:
            record = {"variables": inside.names.raw, "past": past}
            older = token.internal_data.get("older", 0)
            token.workflow.past.insert(older, {"at": token.task_spec.name, "inside": record})
        return
    for number in dict.fromkeys(number for number, _ in left):
        if token.top.has_scope(number):
            _return(token, token.top.scope(number), [one for n, one in left if n == number])


def _return(token: Token, scope: Scope, records: list[dict[str, Any]]) -> None:
    scope.past = records + scope.past
    for one in scope.tasks.values():
        if "redo" in one.internal_data and one.internal_data["undo for"] == token.id:
            one.internal_data["older"] = len(records)


def cancel(token: Token) -> None:
    """Stop all else in the transaction and undo what was done in it."""
    scope = token.workflow
    scope.interrupt(keep=token)
    scope.closed = True
    token.internal_data["cancels"] = 1
    begin(token, _take(scope, None))


def _cancelled(token: Token) -> None:
    """Go on at the cancel boundary of a transaction that was undone, else end it as usual."""
    scope = token.workflow
    assert scope.host is not None
    outer = scope.host.outer
    scope.send(token, [])
    for boundary in outer.task_spec.boundaries:
        if any(happening.kind == "cancel" for happening in boundary.happenings):
            boundary.fire(outer)
            return
    scope.settle(enough=False)
