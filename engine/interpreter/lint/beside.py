"""Tells what may be at work at the same time as an element, in the same process or sub-process.

That is what stands on another branch of a split that has not joined yet, behind an event on its
edge that does not interrupt, and in an event sub-process that does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import Xml, children, flag, local, reference
from engine.interpreter.document import Document, event_kind
from engine.interpreter.lint.chart import (
    Chart,
    ends,
    is_start,
    reached,
    starting,
    waits_for_all,
)
from engine.interpreter.lint.links import link_targets

_JOINS = ("parallelGateway", "inclusiveGateway", "complexGateway")
_ONE_OF = ("exclusiveGateway", "eventBasedGateway")
MOST_STEPS = 200_000  #: that are looked at; what is larger is left alone


class Beside:
    """Knows the branches of one process or sub-process."""

    def __init__(self, document: Document, container: Xml, chart: Chart) -> None:
        self._document = document
        self._chart = chart
        self._order = {node_id: n for n, node_id in enumerate(chart.nodes)}
        links = link_targets(document, container)
        self._next = {
            node_id: [
                *(ends(flow)[1] for flow in chart.leaving.get(node_id, [])),
                *links.get(node_id, []),
            ]
            for node_id in chart.nodes
        }
        for edge, host in self._edges():
            self._next[host].append(edge)
        splits = list(self._splits())
        branches = sum(len(split) for split in splits)
        if branches * len(chart.nodes) > MOST_STEPS:
            splits = []
        self._splits_of: dict[str, list[tuple[list[set[str]], int]]] = {}
        for split in splits:
            split_up = self._until_joined(split)
            for n, branch in enumerate(split_up):
                for node_id in branch:
                    self._splits_of.setdefault(node_id, []).append((split_up, n))
        self._handlers = [one for one, node in chart.nodes.items() if _is_beside_all(node)]

    def of(self, node_id: str) -> list[str]:
        """Give the ids of what may be at work meanwhile, in the order of the file."""
        found: set[str] = set()
        for branches, own in self._splits_of.get(node_id, []):
            found.update(*(branch for n, branch in enumerate(branches) if n != own))
        found.update(self._chart.nodes if node_id in self._handlers else self._handlers)
        found.discard(node_id)
        return sorted(found, key=self._order.__getitem__)

    def _edges(self) -> Iterator[tuple[str, str]]:
        """Give the boundary events that may happen while their activity is at work, with that."""
        for node_id, node in self._chart.nodes.items():
            host = reference(node.get("attachedToRef")) or ""
            if local(node) == "boundaryEvent" and host in self._chart.nodes:
                kinds = {event_kind(one) for one in self._document.definitions(node)}
                if "compensate" not in kinds:
                    yield node_id, host

    def _splits(self) -> Iterator[list[tuple[str, str]]]:
        """Give the first elements of all branches per split, each with what it does not enter."""
        for node_id, node in self._chart.nodes.items():
            one_of = local(node) in _ONE_OF and not waits_for_all(node)
            leaving = self._chart.leaving.get(node_id, [])
            if len(leaving) > 1 and not one_of:
                yield [(ends(flow)[1], "") for flow in leaving]
        for edge, host in self._edges():
            if not flag(self._chart.nodes[edge], "cancelActivity", otherwise="true"):
                yield [(host, edge), (edge, "")]
        first = starting(self._chart)
        if len(first) > 1 and not any(is_start(self._chart.nodes[one]) for one in first):
            yield [(one, "") for one in first]

    def _until_joined(self, split: list[tuple[str, str]]) -> list[set[str]]:
        """Give what each branch reaches before a gateway that joins it with another one."""
        whole = [reached(first, self._next, {without}) for first, without in split]
        joins = {
            node_id
            for node_id, node in self._chart.nodes.items()
            if local(node) in _JOINS
            and len(self._chart.arriving.get(node_id, [])) > 1
            and sum(node_id in branch for branch in whole) > 1
        }
        return [reached(first, self._next, joins | {without}) for first, without in split]


def _is_beside_all(node: Xml) -> bool:
    """Say whether this is an event sub-process that interrupts nothing."""
    return flag(node, "triggeredByEvent", otherwise="false") and any(
        not flag(one, "isInterrupting", otherwise="true") for one in children(node, "startEvent")
    )
