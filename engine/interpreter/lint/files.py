"""Checks the file as a whole: ids, processes, depth."""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter.bpmn import CONTAINERS, FLOW_NODES, SUB_PROCESSES, Xml, inside, local
from engine.interpreter.document import Document, flow_nodes
from engine.interpreter.wording import problem
from engine.model import Problem

MOST_NESTED = 50
_NEEDS_ID = (*FLOW_NODES, "process")


def check(document: Document) -> Iterator[Problem]:
    """Check ids, that there is something to execute, and how deep it is nested."""
    seen: set[str] = set()
    for node in document.root.iter():
        node_id = node.get("id") if local(node) else None
        if node_id in seen:
            yield problem("id-twice", node, id=node_id)
        elif node_id:
            seen.add(node_id)
        elif local(node) in _NEEDS_ID:
            yield problem("no-id", node, kind=local(node))
    if not document.processes():
        yield problem("no-process")
    for node in inside(document.root, *SUB_PROCESSES):
        if _depth(node) == MOST_NESTED + 1:
            yield problem("nested-too-deep", node, depth=MOST_NESTED)


def containers(document: Document) -> Iterator[Xml]:
    """Give every process and sub-process with something in it, in file order."""
    for node in inside(document.root, *CONTAINERS):
        if flow_nodes(node):
            yield node


def _depth(node: Xml) -> int:
    return 1 + sum(local(above) in SUB_PROCESSES for above in node.iterancestors())
