"""What a process or the inside of a sub-process holds, indexed once when the diagram is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine import feel
from engine.interpreter.retired import Retired

if TYPE_CHECKING:
    from engine.interpreter.catching import StartEvent
    from engine.interpreter.elements import Behaviour
    from engine.interpreter.subprocesses import SubProcess


@dataclass(frozen=True, slots=True)
class AdHoc:
    """How an ad-hoc sub-process goes: one by one or not, and when it is enough."""

    sequential: bool
    enough: feel.Expression | None
    cancels_rest: bool


class ProcessSpec(BpmnProcessSpec):
    """A process, or the inside of a sub-process, without helper elements of the library.

    `starts` is where tokens are born; `beside` are the elements at which tokens are born too when
    one of `typed_starts` happened; `triggers` are the start events of its event sub-processes,
    except the one for compensation, which is `undoing`.
    """

    def __init__(self, name: str) -> None:
        # BpmnProcessSpec.__init__ adds elements named Start and End: those names are free here.
        WorkflowSpec.__init__(self, name=name)
        self.description = name
        self.data_objects: dict[str, object] = {}  # the library looks whether there are any
        self.declared: list[str] = []
        self.adhoc: AdHoc | None = None
        self.starts: list[Behaviour] = []
        self.typed_starts: list[Behaviour] = []
        self.beside: dict[str, list[Behaviour]] = {}
        self.triggers: list[StartEvent] = []
        self.undoing: SubProcess | None = None
        self._reaches: dict[str, dict[str, frozenset[str]]] = {}
        self._flows: dict[str, dict[str, frozenset[str]]] = {}

    def upstream(self, gateway: Behaviour) -> dict[str, frozenset[str]]:
        """Tell per arriving flow from which elements a token can still come along it.

        Ways through the gateway itself do not count. Derived once per gateway.
        """
        if gateway.name not in self._reaches:
            back = self._backwards()
            for behaviour in self.task_specs.values():
                for boundary in behaviour.boundaries:
                    back[boundary.name].append(behaviour.name)
            self._reaches[gateway.name] = _sources(gateway, back)
        return self._reaches[gateway.name]

    def along_flows(self, gateway: Behaviour) -> dict[str, frozenset[str]]:
        """Tell the same for tokens to which no boundary event happens (BPMN 13.4.3)."""
        if gateway.name not in self._flows:
            self._flows[gateway.name] = _sources(gateway, self._backwards())
        return self._flows[gateway.name]

    def _backwards(self) -> dict[str, list[str]]:
        back: dict[str, list[str]] = {name: [] for name in self.task_specs}
        for behaviour in self.task_specs.values():
            for flow in behaviour.flows:
                back[flow.target.name].append(behaviour.name)
        return back

    validate = get_dump = dump = Retired("the diagram is checked before it is read")
    serialize = deserialize = Retired("definitions are read from their diagram")


def _sources(gateway: Behaviour, back: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {flow.key: _before(flow.source.name, gateway.name, back) for flow in gateway.arriving}


def _before(name: str, gateway: str, back: dict[str, list[str]]) -> frozenset[str]:
    seen: set[str] = set()
    to_do = [name]
    while to_do:
        name = to_do.pop()
        if name not in seen and name != gateway:
            seen.add(name)
            to_do += back[name]
    return frozenset(seen)
