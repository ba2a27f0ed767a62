"""Service tasks: work done by code, outside the step. The token waits for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import feel
from engine.events import ServiceCalled, ServiceWithdrawn
from engine.interpreter.activities import Activity, mapped
from engine.interpreter.tokens import STUCK, WAITING, Token

if TYPE_CHECKING:
    from engine.interpreter.process import ProcessSpec


class ServiceTask(Activity):
    """Asks a service by its name with what `gives` makes of what can be seen; it waits."""

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name)
        self.service = ""
        self.gives: feel.Expression | None = None
        self.result: str | None = None

    def begin(self, token: Token) -> bool:
        given = {} if self.gives is None else mapped(token, self.gives, token.view())
        called = ServiceCalled(token.place, token.id, self.service, dict(given))
        token.internal_data["asked"] = 1
        token._set_state(WAITING)
        token.top.note(called)
        return False

    def withdraw(self, token: Token) -> None:
        if token.internal_data.pop("asked", None):
            token.top.note(ServiceWithdrawn(token.place))


def may_be_answered(token: Token) -> bool:
    """Say whether an answer is waited for; also when asking failed and nobody is asked now."""
    task = token.task_spec
    if not isinstance(task, ServiceTask) or (task.many is not None and not token.is_item):
        return False
    if token._state == WAITING:
        return "asked" in token.internal_data
    return bool(token._state == STUCK and token.internal_data.get("stuck") == "begin")
