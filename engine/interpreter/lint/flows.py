"""Checks sequence flows and gateways, and that something leads to every element."""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import Xml, children, flag, local, reference, text
from engine.interpreter.document import Document, event_kind
from engine.interpreter.lint.chart import (
    Chart,
    charts,
    ends,
    is_start,
    starting,
    waits_for_all,
)
from engine.interpreter.lint.links import link_targets
from engine.interpreter.wording import problem
from engine.model import Problem

_ALL_GO_ON = ("parallelGateway", "eventBasedGateway")
_WAITS = frozenset(("message", "signal", "timer", "conditional"))


def check(document: Document) -> Iterator[Problem]:
    """Check the flows of every process and sub-process."""
    for container, chart in charts(document):
        yield from _ends(container, chart)
        for node_id, node in chart.nodes.items():
            leaving = chart.leaving.get(node_id, [])
            yield from _choices(node, leaving)
            if local(node) == "eventBasedGateway":
                yield from _event_gateway(node, leaving)
                yield from _awaited(document, node, leaving, chart)
            joins = len(chart.arriving.get(node_id, ())) > 1
            if local(node) == "complexGateway" and joins and not text(node, "activationCondition"):
                yield problem("complex-without-condition", node)
        yield from _reach(document, container, chart)


def _ends(container: Xml, chart: Chart) -> Iterator[Problem]:
    for flow in children(container, "sequenceFlow"):
        source, target = ends(flow)
        lost = [ref for ref in (source, target) if ref not in chart.nodes]
        for ref in lost:
            yield problem("flow-ends", flow, ref=ref)
        if lost:
            continue
        if local(chart.nodes[source]) == "endEvent":
            yield problem("flow-out-of-end", chart.nodes[source])
        if is_start(chart.nodes[target]) or local(chart.nodes[target]) == "boundaryEvent":
            yield problem("flow-into-start", chart.nodes[target])


def _choices(node: Xml, leaving: list[Xml]) -> Iterator[Problem]:
    default = reference(node.get("default"))
    if default is not None and default not in [flow.get("id") for flow in leaving]:
        yield problem("default-elsewhere", node, flow=default)
    for flow in leaving:
        name = flow.get("name") or flow.get("id") or flow.get("targetRef")
        condition = text(flow, "conditionExpression")
        chooses = local(node) == "exclusiveGateway" and len(leaving) > 1
        is_default = default is not None and flow.get("id") == default
        if local(node) in _ALL_GO_ON and condition is not None:
            yield problem("condition-does-not-count", node, flow=name)
        elif is_default and condition is not None:
            yield problem("condition-on-default", node, flow=name)
        if chooses and condition is None and not is_default:
            yield problem("flow-without-condition", node, flow=name)


def _event_gateway(node: Xml, leaving: list[Xml]) -> Iterator[Problem]:
    if not leaving:
        yield problem("event-gateway-none", node)
    elif len(leaving) == 1:
        yield problem("event-gateway-one", node)
    kind = node.get("eventGatewayType") or "Exclusive"
    if kind not in ("Exclusive", "Parallel"):
        yield problem("not-executed", node, kind=f"eventGatewayType={kind}")
    elif waits_for_all(node) and not is_start(node):
        yield problem("event-gateway-all", node)


def _awaited(document: Document, node: Xml, leaving: list[Xml], chart: Chart) -> Iterator[Problem]:
    """Check what stands behind an event-based gateway."""
    starts = flag(node, "instantiate", otherwise="false")
    hosts = [reference(one.get("attachedToRef")) for one in chart.nodes.values()]
    targets = [chart.nodes[reference(flow.get("targetRef")) or ""] for flow in leaving]
    if _are_mixed(document, targets):
        yield problem("event-gateway-mixed", node)
    for target in targets:
        other = target.get("name") or target.get("id")
        kinds = {event_kind(one) for one in document.definitions(target)}
        is_catch = local(target) == "intermediateCatchEvent" and kinds and kinds <= _WAITS
        if not is_catch and local(target) != "receiveTask":
            yield problem("behind-event-gateway", node, other=other)
        elif starts and kinds & {"timer", "conditional"}:
            yield problem("event-gateway-start", node, other=other)
        elif starts and waits_for_all(node) and "signal" in kinds:
            yield problem("event-gateway-signal", node, other=other)
        elif len(chart.arriving[target.get("id") or ""]) > 1:
            yield problem("event-gateway-shared", node, other=other)
        elif target.get("id") in hosts or any("Loop" in local(child) for child in target):
            yield problem("event-gateway-boundary", node, other=other)


def _are_mixed(document: Document, targets: list[Xml]) -> bool:
    """Tell whether both receive tasks and message events are waited for (BPMN 2.0.2, 10.6.6)."""
    events = [one for one in targets if local(one) == "intermediateCatchEvent"]
    kinds = {event_kind(found) for one in events for found in document.definitions(one)}
    return "message" in kinds and any(local(one) == "receiveTask" for one in targets)


def _reach(document: Document, container: Xml, chart: Chart) -> Iterator[Problem]:
    """Refuse what would never happen, without anybody noticing."""
    to_do = starting(chart)
    if not to_do:
        yield problem("no-way-to-start", container)
        return
    to_do += [node_id for node_id, node in chart.nodes.items() if _is_called_for(document, node)]
    links = link_targets(document, container)
    on_edge: dict[str | None, list[str]] = {}
    for node_id, node in chart.nodes.items():
        on_edge.setdefault(reference(node.get("attachedToRef")), []).append(node_id)
    seen: set[str] = set()
    while to_do:
        node_id = to_do.pop()
        if node_id in seen:
            continue
        seen.add(node_id)
        to_do += [reference(f.get("targetRef")) or "" for f in chart.leaving.get(node_id, ())]
        to_do += on_edge.get(node_id, [])
        to_do += links.get(node_id, [])
    for node_id, node in chart.nodes.items():
        if node_id not in seen:
            yield problem("unreachable", node)


def _is_called_for(document: Document, node: Xml) -> bool:
    """Say whether an element happens although no flow leads to it."""
    kinds = [event_kind(one) for one in document.definitions(node)]
    return (
        flag(node, "triggeredByEvent", otherwise="false")
        or flag(node, "isForCompensation", otherwise="false")
        or (local(node) == "boundaryEvent" and "compensate" in kinds)
        or (local(node) == "boundaryEvent" and node.get("attachedToRef") is None)
    )
