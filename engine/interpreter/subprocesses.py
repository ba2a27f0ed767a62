"""Elements with an inside: sub-processes, transactions, ad-hoc and event sub-processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask

from engine.interpreter import compensation
from engine.interpreter.activities import Activity
from engine.interpreter.retired import Retired
from engine.interpreter.tokens import WORKING, Token

if TYPE_CHECKING:
    from engine.interpreter.catching import StartEvent
    from engine.interpreter.process import ProcessSpec


class SubProcess(Activity, SubWorkflowTask):
    """Works as long as something lives inside. `trigger` is set for an event sub-process."""

    inside: ProcessSpec

    def __init__(self, wf_spec: ProcessSpec, name: str) -> None:
        super().__init__(wf_spec, name, subworkflow_spec=name)
        self.trigger: StartEvent | None = None

    def begin(self, token: Token) -> bool:
        token._set_state(WORKING)
        redo = token.internal_data.get("redo")
        if redo is not None:
            self._reopen(token, redo)
            return False
        inside = token.top.create_subprocess(token, {})
        inside.begin(self.trigger, token.internal_data.pop("visit of start", 0))
        return False

    def work(self, token: Token) -> bool:
        """Close the inside, which is done, and keep what compensation may need."""
        inside = token.top.subprocesses.pop(token.id)
        if inside.past or inside.spec.undoing is not None:
            own = token.internal_data.get("variables", {})
            variables = {**own, **inside.names.raw}
            record = {"variables": variables, "past": inside.past}
            token.internal_data["past"] = [{"at": self.name, "inside": record}]
        return True

    def _on_cancel(self, my_task: Token) -> None:
        inside = my_task.top.subprocesses.get(my_task.id)
        if inside is not None:
            inside.over = True
            inside.interrupt()
            compensation.give_back(my_task)
            del my_task.top.subprocesses[my_task.id]
        super()._on_cancel(my_task)

    def _reopen(self, token: Token, redo: dict[str, Any]) -> None:
        """Open the inside as it was when it was done, to undo what was done there."""
        inside = token.top.create_subprocess(token, dict(redo))
        inside.closed = True
        if inside.spec.undoing is not None:
            inside.spawn(inside.spec.undoing)
            return
        records = [[token.id, record] for record in inside.past]
        inside.past = []
        compensation.begin(token, records)

    _on_subworkflow_completed = start_workflow = copy_data = update_data = Retired(
        "the inside of a sub-process is a scope of the same instance"
    )


class EventSubProcess(SubProcess):
    """Starts when its start event happens in the scope around it."""

    is_event_subprocess = True
