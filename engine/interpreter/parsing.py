"""Reads BPMN XML into behaviours, with the parser framework of SpiffWorkflow.

What it reads was checked before; it looks at every element once, and never along the flows.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import chain, count
from typing import Any

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser

from engine.interpreter import (
    activities,
    bpmn,
    catching,
    gateways,
    services,
    subprocesses,
    throwing,
)
from engine.interpreter.bpmn import (
    GLOBAL_TASKS,
    M,
    Xml,
    children,
    flag,
    identity,
    local,
    reference,
    text,
)
from engine.interpreter.details import Details
from engine.interpreter.document import Document, flow_nodes
from engine.interpreter.elements import Behaviour, Flow
from engine.interpreter.process import AdHoc, ProcessSpec
from engine.interpreter.retired import Retired

_OWN_ORDER = "elements are read in the order of the file"


class ElementParser(TaskParser):
    """Reads one element, without following its flows."""

    def parse_node(self) -> Behaviour:
        node: Xml = self.node
        parser: DiagramParser = self.process_parser.parser
        behaviour: Behaviour = self.spec_class(self.spec, self.bpmn_id)
        behaviour.bpmn_id = self.bpmn_id
        behaviour.bpmn_name = node.get("name")
        parser.details.fill(behaviour, node)
        if isinstance(behaviour, subprocesses.SubProcess):
            parser.create_parser(node)
            behaviour.inside = parser.get_spec(self.bpmn_id)
            if isinstance(behaviour, subprocesses.EventSubProcess):
                self._trigger(behaviour)
        self.task = behaviour
        return behaviour

    def _trigger(self, behaviour: subprocesses.EventSubProcess) -> None:
        trigger = behaviour.inside.typed_starts[0]
        behaviour.trigger = trigger
        trigger.event_subprocess = behaviour
        if any(happening.kind == "compensate" for happening in trigger.happenings):
            self.spec.undoing = behaviour
        else:
            self.spec.triggers.append(trigger)

    def _get_lane(self) -> None:
        """Lanes are read with what people see of an element."""

    connect_outgoing = create_task = handles_multiple_outgoing = Retired(_OWN_ORDER)


class SubProcessParser(ElementParser):
    def parse_node(self) -> Behaviour:
        if flag(self.node, "triggeredByEvent", otherwise="false"):
            self.spec_class = subprocesses.EventSubProcess
        return super().parse_node()


class ScopeParser(ProcessParser):
    """Reads a process or the inside of a sub-process."""

    def _index_process_nodes(self) -> None:
        """Nothing to index: the document as a whole is indexed once."""

    def create_spec(self) -> ProcessSpec:
        spec = ProcessSpec(self.bpmn_id)
        details: Details = self.parser.details
        if local(self.node) == "adHocSubProcess":
            sequential = (self.node.get("ordering") or "").strip().lower() == "sequential"
            enough = details.expression(text(self.node, "completionCondition"))
            cancels = flag(self.node, "cancelRemainingInstances", otherwise="true")
            spec.adhoc = AdHoc(sequential, enough, cancels)
        data = children(self.node, "dataObject", "property")
        for specification in children(self.node, "ioSpecification"):
            if local(self.node) == "process":
                data += children(specification, "dataInput", "dataOutput")
        for one in data:
            name = one.get("name") or one.get("id") or ""
            if not name.startswith("__"):
                spec.declared.append(name)
        return spec

    def _parse(self) -> None:
        self.spec = spec = self.create_spec()
        nodes = {identity(node): node for node in flow_nodes(self.node)}
        for node in nodes.values():
            self.parse_node(node)
        self._connect(spec.task_specs)
        self._attach(nodes, spec.task_specs)
        self._begin(nodes, spec)

    def _connect(self, behaviours: dict[str, Behaviour]) -> None:
        details: Details = self.parser.details
        for node in children(self.node, "sequenceFlow"):
            source = behaviours[reference(node.get("sourceRef")) or ""]
            target = behaviours[reference(node.get("targetRef")) or ""]
            condition = text(node, "conditionExpression")
            drawn = node.get("id")
            key = drawn or f"{source.name} {target.name} {len(source.flows)}"
            _join(Flow(key, drawn, source, target, details.expression(condition), condition))
        links = {
            behaviour.happenings[0].name: behaviour
            for behaviour in behaviours.values()
            if isinstance(behaviour, catching.CatchEvent) and _is_link(behaviour)
        }
        for behaviour in behaviours.values():
            if isinstance(behaviour, throwing.Throwing) and _is_link(behaviour):
                target = links[behaviour.happenings[0].name]
                _join(Flow(f"{behaviour.name} {target.name}", None, behaviour, target))

    def _attach(self, nodes: Mapping[str, Xml], behaviours: dict[str, Behaviour]) -> None:
        document: Document = self.parser.details.document
        for name, behaviour in behaviours.items():
            if not isinstance(behaviour, catching.BoundaryEvent):
                continue
            host = behaviours[reference(nodes[name].get("attachedToRef")) or ""]
            host.boundaries.append(behaviour)
            if behaviour.happenings[0].kind == "compensate":
                handler = document.handler(nodes[name])
                behaviour.handler = None if handler is None else behaviours[identity(handler)]

    def _begin(self, nodes: Mapping[str, Xml], spec: ProcessSpec) -> None:
        starts = [one for one in spec.task_specs.values() if isinstance(one, catching.StartEvent)]
        receivers: list[Behaviour] = [
            one
            for one in spec.task_specs.values()
            if isinstance(one, activities.ReceiveTask) and one.instantiates
        ]
        for one in spec.task_specs.values():
            if isinstance(one, catching.EventGateway) and one.instantiates:
                receivers += _first_events(one, spec)
        spec.typed_starts = [one for one in starts if one.happenings] + receivers
        spec.starts = [one for one in starts if not one.happenings]
        if not starts and not receivers:
            spec.starts = [
                behaviour
                for name, behaviour in spec.task_specs.items()
                if _is_free(behaviour, nodes[name])
            ]

    add_tasks = start_messages = Retired(_OWN_ORDER)


_SPECS: dict[str, tuple[type[ElementParser], type[Behaviour]]] = {
    "startEvent": (ElementParser, catching.StartEvent),
    "endEvent": (ElementParser, throwing.EndEvent),
    "intermediateThrowEvent": (ElementParser, throwing.Throwing),
    "intermediateCatchEvent": (ElementParser, catching.CatchEvent),
    "boundaryEvent": (ElementParser, catching.BoundaryEvent),
    **dict.fromkeys(bpmn.PERSON_TASKS, (ElementParser, activities.PersonTask)),
    "scriptTask": (ElementParser, activities.ScriptTask),
    "serviceTask": (ElementParser, services.ServiceTask),
    "sendTask": (ElementParser, activities.SendTask),
    "receiveTask": (ElementParser, activities.ReceiveTask),
    "callActivity": (ElementParser, activities.CallActivity),
    "businessRuleTask": (ElementParser, activities.BusinessRuleTask),
    **dict.fromkeys(bpmn.SUB_PROCESSES, (SubProcessParser, subprocesses.SubProcess)),
    "exclusiveGateway": (ElementParser, gateways.ExclusiveGateway),
    "parallelGateway": (ElementParser, gateways.ParallelGateway),
    "inclusiveGateway": (ElementParser, gateways.InclusiveGateway),
    "complexGateway": (ElementParser, gateways.ComplexGateway),
    "eventBasedGateway": (ElementParser, catching.EventGateway),
}


class DiagramParser(BpmnParser):
    """Reads all processes of one diagram."""

    PROCESS_PARSER_CLASS = ScopeParser
    OVERRIDE_PARSER_CLASSES = {M + tag: pair for tag, pair in _SPECS.items()}  # noqa: RUF012

    def __init__(self, root: Xml, known: frozenset[str]) -> None:
        super().__init__()
        add_global_tasks(root)
        self.details = Details(Document(root), known)
        self.add_bpmn_xml(root)

    def _add_data_stores(self, bpmn: Xml) -> None:
        """Read nothing: it is drawn, or read in another place."""

    _add_diagram_indexes = _add_collaborations = _add_messages = _add_data_stores
    _add_signals = _add_errors = _add_escalations = _add_correlations = _add_data_stores

    def _find_dependencies(self, process: Xml) -> None:
        """Find nothing: called processes are instances of their own."""

    def get_document_positions(self, root: Xml) -> dict[str, Any]:
        """Where something is drawn never changes what it does."""
        del root
        return {}

    add_bpmn_file = add_bpmn_files = add_bpmn_files_by_glob = Retired("diagrams are read as bytes")
    add_bpmn_io = add_bpmn_str = Retired("diagrams are read by read_xml, which is hardened")
    get_collaboration = create_ad_hoc_parser = Retired("each process is an instance of its own")


def add_global_tasks(root: Xml) -> dict[str, str]:
    """Put each global task in a process of its own, which takes over its id.

    Gives, by the id that its task has there, the id of each global task. Histories know that task
    as `<id>_task`: it is another one only where the file uses that id for something else.
    """
    used = {node.get("id") for node in root.iter() if local(node)}
    own: dict[str, str] = {}
    for node in children(root, *GLOBAL_TASKS):
        process = node.makeelement(f"{M}process", {"id": node.get("id") or ""})
        process.set("name", node.get("name") or node.get("id") or "")
        root.replace(node, process)
        node.tag = M + GLOBAL_TASKS[local(node)]
        inner = _free(f"{node.get('id')}_task", used)
        used.add(inner)
        own[inner] = node.get("id") or ""
        node.set("id", inner)
        process.append(node)
    return own


def _free(wanted: str, used: Container[str | None]) -> str:
    """Give an id that nothing has, the same for the same file."""
    others = (f"{wanted}_{number}" for number in count(2))
    return next(one for one in chain((wanted,), others) if one not in used)


def _join(flow: Flow) -> None:
    flow.source.flows.append(flow)
    flow.source.has_conditions |= flow.condition is not None
    flow.target.arriving.append(flow)
    flow.source.connect(flow.target)


def _first_events(gateway: catching.EventGateway, spec: ProcessSpec) -> list[Behaviour]:
    """Give the events with which a gateway starts a process; note which others it waits for."""
    events = [flow.target for flow in gateway.flows]
    if gateway.waits_for_all:
        for event in events:
            spec.beside[event.name] = [other for other in events if other is not event]
    return events


def _is_link(behaviour: Behaviour) -> bool:
    return any(happening.kind == "link" for happening in behaviour.happenings)


def _is_free(behaviour: Behaviour, node: Xml) -> bool:
    """Say whether an element starts by itself where there is no start event."""
    return not (
        behaviour.arriving
        or behaviour.is_event_subprocess
        or isinstance(behaviour, catching.BoundaryEvent)
        or flag(node, "isForCompensation", otherwise="false")
    )
