"""Begin what a version listens for that the one before it did not have."""

from __future__ import annotations

from engine.interpreter.activities import Activity
from engine.interpreter.catching import EventGateway
from engine.interpreter.elements import Behaviour
from engine.interpreter.gateways import ComplexGateway
from engine.interpreter.instances import Instance
from engine.interpreter.scopes import Scope
from engine.interpreter.tokens import STUCK, WAITING, WORKING, Token


def arm(instance: Instance) -> None:
    """Let every token and scope listen for all that its element has, and know its variables."""
    tokens = instance.shelf.everyone()
    for scope in [instance, *instance.subprocesses.values()]:
        if not scope.over:
            _arm_scope(instance, scope)
    for token in tokens:
        if token.alive and token._state in (WAITING, WORKING, STUCK):
            _arm_token(token)
    for scope in [instance, *instance.subprocesses.values()]:
        _ask_again(scope)


def _ask_again(scope: Scope) -> None:
    """Let what waits at complex gateways go on if it may: their condition may be another one."""
    for name in list(scope.pools):
        gateway = scope.spec.task_specs[name]
        if isinstance(gateway, ComplexGateway):
            gateway.ask_again(scope)


def _arm_scope(instance: Instance, scope: Scope) -> None:
    for name in scope.spec.declared:
        scope.names.raw.setdefault(name, None)
    known = {instance.token(ear).task_spec for ear in scope.ears}
    for trigger in scope.spec.triggers:
        if not scope.closed and trigger.is_armed and trigger not in known:
            listener = scope.listen(trigger, 0)
            scope.ears.append(listener.id)
            trigger.arm(listener)


def _arm_token(token: Token) -> None:
    known = {token.top.token(ear).task_spec for ear in token.internal_data.get("ears", ())}
    for behaviour in _heard_by(token):
        if behaviour not in known and token.alive:
            listener = token.workflow.listen(behaviour, token.id)
            token.internal_data.setdefault("ears", []).append(listener.id)
            behaviour.arm(listener)


def _heard_by(token: Token) -> list[Behaviour]:
    """Give what a token must listen for while it is where it is."""
    behaviour: Behaviour = token.task_spec
    kept = token.internal_data
    if kept.get("stuck") == "arrive":
        return []  # it was stopped before it listened, and will when it is retried
    if isinstance(behaviour, EventGateway):
        return [flow.target for flow in behaviour.flows]
    waits_to_be_joined = token.workflow.pools.get(behaviour.name)
    if not isinstance(behaviour, Activity) or waits_to_be_joined or not token.entered:
        return []
    if kept.keys() & {"item of", "redo", "ear"}:
        return []
    return [boundary for boundary in behaviour.boundaries if boundary.is_armed]
