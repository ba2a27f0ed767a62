"""How elements behave: what they have in common, whatever their kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec

from engine import feel
from engine.errors import EngineError
from engine.events import ElementCancelled, FlowChosen
from engine.interpreter import compensation, dataflow
from engine.interpreter.errors import NoFlowTaken
from engine.interpreter.retired import Retired
from engine.interpreter.tokens import STUCK, Token

if TYPE_CHECKING:
    from engine.interpreter.catching import BoundaryEvent
    from engine.interpreter.dataflow import DataFlow
    from engine.interpreter.happenings import Happening
    from engine.interpreter.process import ProcessSpec


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A sequence flow, or the jump of a link. `drawn` is its id in the diagram, if it has one."""

    key: str
    drawn: str | None
    source: Behaviour
    target: Behaviour
    condition: feel.Expression | None = None
    source_text: str | None = None


class Behaviour(BpmnTaskSpec):
    """What a token does at one element. It never changes once the diagram has been read."""

    is_activity = False
    is_event_subprocess = False
    throws_late = False  #: signals and messages go out when nothing else can move

    def __init__(self, wf_spec: ProcessSpec, name: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(wf_spec, name, **kwargs)
        self.flows: list[Flow] = []
        self.arriving: list[Flow] = []
        self.has_conditions = False  #: whether a flow that leaves has one
        self.boundaries: list[BoundaryEvent] = []
        self.happenings: list[Happening] = []
        self.dataflow: DataFlow | None = None
        self.default: str | None = None
        self.all_needed = False
        self.completion_quantity = 1

    # --- the hooks of the library

    def test(self) -> None:
        """Nothing to test: the diagram was checked when it was read."""

    def _update(self, my_task: Token) -> bool:
        """Let a token arrive, or begin again after an incident; True when it may go on at once."""
        if not my_task.entered:
            my_task.enter()
            goes_on = self.arrive(my_task)
        else:
            goes_on = self.proceed(my_task)
        if goes_on:
            my_task._ready()
        return goes_on

    def _on_ready_hook(self, my_task: Token) -> None:
        pass

    def _run_hook(self, my_task: Token) -> bool:
        return self.work(my_task)

    def _on_complete_hook(self, my_task: Token) -> None:
        self.leave(my_task)

    def _on_error(self, my_task: Token) -> None:
        my_task._set_state(STUCK)

    def _on_cancel(self, my_task: Token) -> None:
        """Take the token away with all that hangs on it."""
        self.withdraw(my_task)
        compensation.give_back(my_task)
        my_task.workflow.quiet(my_task)
        if my_task._state == STUCK:
            my_task.top.stops.resolve(my_task)
        if my_task.entered:
            my_task.top.note(ElementCancelled(my_task.place, my_task.id))
        my_task.workflow.drop(my_task)

    # --- what kinds of elements change

    def arrive(self, token: Token) -> bool:
        """Do what must be done on arrival; True when the token may go on at once."""
        return self.proceed(token)

    def proceed(self, token: Token) -> bool:
        """Begin, or begin again after an incident; True when the token may go on at once."""
        del token
        return True

    def work(self, token: Token) -> bool:
        """Do the work; True when it is done."""
        del token
        return True

    def withdraw(self, token: Token) -> None:
        """Take back what the outside world was told about a token that is cancelled."""

    def remember(self, token: Token) -> None:
        """Keep what compensation may need later."""

    # --- leaving

    def leave(self, token: Token) -> None:
        """Send the token on; when no flow can be chosen it waits here as an incident."""
        if not dataflow.given(token):
            return
        try:
            enough = token.workflow.is_enough(token)
            flows = [] if enough else self.choose(token)
        except EngineError as fault:
            token.top.park(token, "leave", fault)
            return
        scope = token.workflow
        self.remember(token)
        scope.send(token, flows * self.completion_quantity)
        scope.settle(enough=enough)

    def choose(self, token: Token) -> list[Flow]:
        """Give the flows to take: all without a condition, and those whose condition holds."""
        return decide(self, token, first_only=False) if self.has_conditions else self.flows

    ancestors = _predict = _predict_hook = _update_hook = Retired("nothing is predicted")
    serialize = deserialize = Retired("definitions are read from their diagram")
    set_data = get_data = Retired("variables live in scopes")


def decide(behaviour: Behaviour, token: Token, *, first_only: bool) -> list[Flow]:
    """Evaluate conditions in the order of the file and note why each flow is taken."""
    view, environment = token.view(), token.top.script_engine.environment
    taken: list[Flow] = []
    read: set[str] = set()
    held = False
    for flow in behaviour.flows:
        if flow.key == behaviour.default or (held and first_only):
            continue
        if flow.condition is None:
            taken.append(flow)
            continue
        read |= flow.condition.names
        if environment.evaluate(flow.condition, view) is True:
            taken.append(flow)
            held = True
    if not held:
        taken += [flow for flow in behaviour.flows if flow.key == behaviour.default]
    if not taken:
        raise NoFlowTaken
    values = view.seen(read)
    for flow in taken:
        token.top.note(FlowChosen(token.place, flow.key, flow.source_text, values))
    return taken
