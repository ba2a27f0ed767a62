"""The words of BPMN XML: namespaces, kinds of elements, and small ways to read a node."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine import sources

Xml = sources.Xml

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
REGIE = "urn:regie:bpmn"
M = f"{{{MODEL}}}"

PERSON_TASKS = ("task", "userTask", "manualTask")
TASKS = (*PERSON_TASKS, "scriptTask", "sendTask", "receiveTask", "serviceTask", "businessRuleTask")
SUB_PROCESSES = ("subProcess", "transaction", "adHocSubProcess")
ACTIVITIES = (*TASKS, *SUB_PROCESSES, "callActivity")
EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateThrowEvent",
    "intermediateCatchEvent",
    "boundaryEvent",
)
GATEWAYS = (
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "complexGateway",
    "eventBasedGateway",
)
FLOW_NODES = frozenset((*ACTIVITIES, *EVENTS, *GATEWAYS))
CONTAINERS = ("process", *SUB_PROCESSES)
GLOBAL_TASKS = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}
#: attributes of ours that hold a FEEL context: what somebody gets, what comes of it
MAPPINGS = ("inputs", "outputs")
#: how a variable may be called
NAME = re.compile(r"[^\W\d]\w*")


def local(node: Xml) -> str:
    """Give the tag without the BPMN namespace; empty for a comment or another vendor's node."""
    tag: object = node.tag  # a comment has no text for a tag, whatever the stubs say
    return tag[len(M) :] if isinstance(tag, str) and tag.startswith(M) else ""


def children(node: Xml, *names: str) -> list[Xml]:
    """Give the BPMN children with one of these tags; all BPMN children without `names`."""
    return [child for child in node if (tag := local(child)) and (not names or tag in names)]


def inside(node: Xml, *names: str) -> Iterator[Xml]:
    """Give every BPMN node at any depth with one of these tags, in file order."""
    return node.iter(*(M + name for name in names))


def text(node: Xml, name: str) -> str | None:
    """Give the text of the child with this tag; None when there is none or it is blank."""
    child = node.find(M + name)
    return None if child is None else content(child)


def content(node: Xml) -> str | None:
    """Give the text of a node, without what stands inside it; None when it is blank."""
    parts = (node.text, *(child.tail for child in node))
    return "".join(filter(None, parts)).strip() or None


def identity(node: Xml) -> str:
    """Give the id of a node; empty when it has none."""
    return node.get("id") or ""


def reference(value: str | None) -> str | None:
    """Give the id that a reference points to, without a namespace prefix."""
    return value.rsplit(":", 1)[-1].strip() or None if value else None


def own(node: Xml, name: str) -> str | None:
    """Give an attribute of our vocabulary; None when it is absent or blank."""
    return (node.get(f"{{{REGIE}}}{name}") or "").strip() or None


def flag(node: Xml, name: str, *, otherwise: str) -> bool:
    """Read a yes-or-no attribute of XML Schema."""
    return (node.get(name) or otherwise).strip() in ("true", "1")
