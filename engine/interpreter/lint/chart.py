"""The elements right inside a process or sub-process, and the flows between them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.interpreter.bpmn import Xml, children, flag, local, reference, text
from engine.interpreter.document import Document, flow_nodes
from engine.interpreter.lint.files import containers

_JOINS = ("parallelGateway", "inclusiveGateway", "complexGateway")


@dataclass
class Chart:
    """Elements by id, and the flows that leave and enter them, in file order.

    Flows that lead nowhere are left out.
    """

    nodes: dict[str, Xml]
    leaving: dict[str, list[Xml]] = field(default_factory=dict)
    arriving: dict[str, list[Xml]] = field(default_factory=dict)


def charts(document: Document) -> Iterator[tuple[Xml, Chart]]:
    """Give every process and sub-process with its chart."""
    for container in containers(document):
        chart = Chart({str(node.get("id")): node for node in flow_nodes(container)})
        for flow in children(container, "sequenceFlow"):
            source, target = ends(flow)
            if source in chart.nodes and target in chart.nodes:
                chart.leaving.setdefault(source, []).append(flow)
                chart.arriving.setdefault(target, []).append(flow)
        yield container, chart


def ends(flow: Xml) -> tuple[str, str]:
    """Give the ids of what a flow leaves and of what it enters."""
    return reference(flow.get("sourceRef")) or "", reference(flow.get("targetRef")) or ""


def reached(first: str, ways: Mapping[str, Sequence[str]], without: Container[str]) -> set[str]:
    """Give what is reached from an element, itself included, by ways that pass by some others."""
    found: set[str] = set()
    to_do = [first]
    while to_do:
        one = to_do.pop()
        if one not in found and one not in without:
            found.add(one)
            to_do += ways[one]
    return found


def starting(chart: Chart) -> list[str]:
    """Give the ids of what starts by itself in a container."""
    events = [node_id for node_id, node in chart.nodes.items() if is_start(node)]
    return events or [
        node_id
        for node_id, node in chart.nodes.items()
        if node_id not in chart.arriving
        and local(node) != "boundaryEvent"
        and not flag(node, "triggeredByEvent", otherwise="false")
        and not flag(node, "isForCompensation", otherwise="false")
        and not _is_link_target(node)
    ]


def is_start(node: Xml) -> bool:
    """Say whether an element starts a process: a start event, or a task or gateway that does."""
    return local(node) == "startEvent" or (
        local(node) in ("receiveTask", "eventBasedGateway")
        and flag(node, "instantiate", otherwise="false")
    )


def is_join(chart: Chart, node_id: str) -> bool:
    """Say whether tokens may wait here for each other, or for a condition on them."""
    node, flows = chart.nodes[node_id], len(chart.arriving.get(node_id, ()))
    asks = flows == 1 and text(node, "activationCondition") is not None
    return (local(node) in _JOINS and flows > 1) or (local(node) == "complexGateway" and asks)


def waits_for_all(node: Xml) -> bool:
    """Say whether an event-based gateway waits for all that stands behind it."""
    return local(node) == "eventBasedGateway" and node.get("eventGatewayType") == "Parallel"


def _is_link_target(node: Xml) -> bool:
    return local(node) == "intermediateCatchEvent" and bool(children(node, "linkEventDefinition"))
