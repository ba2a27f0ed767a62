"""Checks that attributes hold what XML Schema and BPMN allow there: ids, and yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.interpreter.bpmn import FLOW_NODES, Xml, inside, local
from engine.interpreter.document import Document
from engine.interpreter.wording import problem
from engine.model import Problem

_ID = re.compile(r"[^\s#/:]+")
_YES_OR_NO = ("true", "false", "1", "0")
_FLAGS = (
    "cancelActivity",
    "cancelRemainingInstances",
    "instantiate",
    "isForCompensation",
    "isInterrupting",
    "isSequential",
    "parallelMultiple",
    "testBefore",
    "triggeredByEvent",
    "waitForCompletion",
)


def check(document: Document) -> Iterator[Problem]:
    """Check the ids of what is executed, and every attribute that is a yes or no."""
    for node in inside(document.root, "process", "sequenceFlow", *FLOW_NODES):
        node_id = node.get("id")
        is_ours = node_id in document.global_tasks  # its process has the id that the file gives
        if node_id and not is_ours and not _ID.fullmatch(node_id):
            yield problem("id-characters", node, id=node_id)
    for node in document.root.iter():
        for name in _FLAGS if local(node) else ():
            value = node.get(name)
            if value is not None and value.strip() not in _YES_OR_NO:
                yield problem("not-yes-or-no", _holder(node), name=name, value=value)
    for node in inside(document.root, "transaction"):
        method = (node.get("method") or "##Compensate").strip()
        if method.strip("#").lower() != "compensate":
            yield problem("transaction-method", node, method=method)


def _holder(node: Xml) -> Xml | None:
    above: Xml | None = node
    while above is not None and local(above) not in FLOW_NODES:
        above = above.getparent()
    return above
