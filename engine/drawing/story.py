"""Tell a diagram as an ordered list of steps: the text that stands beside every picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.drawing import bpmn
from engine.drawing.bpmn import Element
from engine.drawing.errors import NothingToDraw, UnknownProcess


@dataclass(frozen=True, slots=True)
class Step:
    """One element in the order of the story."""

    id: str
    name: str
    #: its BPMN name: `userTask`, `exclusiveGateway`, `boundaryEvent`, …
    kind: str
    #: the name of the lane it lies in, empty when there are no lanes
    lane: str
    #: the sub-process it is inside of
    parent: str | None
    #: the activity it interrupts or accompanies, for boundary events
    host: str | None
    #: what an event waits for or throws: `timer`, `message`, …, or empty
    trigger: str


def steps(xml: bytes, process_id: str | None = None) -> tuple[Step, ...]:
    """List the elements of a process (default: of all) in the order a reader would tell them.

    Along the flows; at a choice each branch is told to its end before the next, short ones first;
    what follows a boundary event comes right after its host, what is inside a sub-process right
    after it, event sub-processes last. Raises DiagramNotDrawn.
    """
    root = bpmn.parse(xml)
    processes = [one for one in bpmn.children(root, "process") if one.get("id")]
    if not processes:
        raise NothingToDraw
    if process_id is not None:
        processes = [one for one in processes if one.get("id") == process_id]
        if not processes:
            raise UnknownProcess(process_id=process_id)
    teller = _Teller()
    for process in processes:
        teller.tell(process, None, _lane_names(process), "")
    return tuple(teller.told)


class _Teller:
    """Collects the steps, scope by scope."""

    def __init__(self) -> None:
        self.told: list[Step] = []

    def tell(
        self, scope: Element, parent: str | None, lane_of: Mapping[str, str], lane: str
    ) -> None:
        nodes = {str(one.get("id")): one for one in bpmn.flow_nodes(scope)}
        for id_ in _order(scope, nodes):
            node = nodes[id_]
            host = bpmn.host_of(node, nodes)
            here = lane_of.get(host or id_) or lane_of.get(id_) or lane
            kind, name = bpmn.tag(node), bpmn.name_of(node)
            self.told.append(Step(id_, name, kind, here, parent, host, bpmn.trigger(node)))
            if kind in bpmn.SUB_PROCESSES:
                self.tell(node, id_, _lane_names(node), here)


def _lane_names(scope: Element) -> dict[str, str]:
    return {
        (node.text or "").strip(): bpmn.name_of(lane)
        for lane, _ in bpmn.leaf_lanes(scope)
        for node in bpmn.children(lane, "flowNodeRef")
    }


def _order(scope: Element, nodes: Mapping[str, Element]) -> list[str]:
    """Order the nodes of one scope: depth first, each after all that leads to it."""
    ahead = _followers(scope, nodes)
    starts = _starts(nodes, ahead)
    length = _lengths(starts, ahead)
    for id_, after in ahead.items():
        hosted = {one for one in after if bpmn.host_of(nodes[one], nodes) == id_}
        after.sort(key=lambda one: (one not in hosted, length[one]))
        # walked last to first, because the walk is told backwards
        after.reverse()
    return _finished(starts[::-1], ahead)[::-1]


def _starts(nodes: Mapping[str, Element], ahead: Mapping[str, list[str]]) -> list[str]:
    """List where the walk begins: what nothing leads to, then one node of each closed loop."""
    entered = {one for after in ahead.values() for one in after}
    starts = sorted((id_ for id_ in nodes if id_ not in entered), key=lambda id_: _rank(nodes[id_]))
    reached = set(_finished(starts, ahead))
    for id_ in nodes:
        if id_ not in reached:
            starts.append(id_)
            reached.update(_finished([id_], ahead))
    return starts


def _followers(scope: Element, nodes: Mapping[str, Element]) -> dict[str, list[str]]:
    """List what follows each node directly, its boundary events included."""
    ahead: dict[str, list[str]] = defaultdict(list)
    for id_, node in nodes.items():
        if host := bpmn.host_of(node, nodes):
            ahead[host].append(id_)
    for flow in bpmn.children(scope, "sequenceFlow"):
        source, target = bpmn.reference(flow, "sourceRef"), bpmn.reference(flow, "targetRef")
        if source in nodes and target in nodes and source != target:
            ahead[source].append(target)
    return ahead


def _rank(node: Element) -> int:
    """Tell first what a process starts with, last what an event starts on its own."""
    if bpmn.is_event_sub_process(node):
        return 2
    return 0 if bpmn.tag(node) == "startEvent" else 1


def _lengths(starts: Iterable[str], ahead: Mapping[str, list[str]]) -> dict[str, int]:
    """Measure the longest way from each node to an end, loops not counted."""
    length: dict[str, int] = {}
    for here in _finished(starts, ahead):
        length[here] = 1 + max((length.get(one, 0) for one in ahead.get(here, ())), default=0)
    return length


def _finished(starts: Iterable[str], ahead: Mapping[str, list[str]]) -> list[str]:
    """List the nodes in the order in which a depth-first walk has seen all that follows them."""
    seen: set[str] = set()
    finished: list[str] = []
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(ahead.get(start, ())))]
        while stack:
            here, rest = stack[-1]
            there = next((one for one in rest if one not in seen), None)
            if there is None:
                finished.append(here)
                stack.pop()
            else:
                seen.add(there)
                stack.append((there, iter(ahead.get(there, ()))))
    return finished
