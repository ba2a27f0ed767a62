"""A diagram as a whole: what its ids, messages, signals and codes stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.interpreter.bpmn import (
    CONTAINERS,
    FLOW_NODES,
    Xml,
    children,
    content,
    inside,
    local,
    reference,
    text,
)

_NO_TASKS: Mapping[str, str] = {}
_NAMED = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}


class Document:
    """The root of a diagram with an index of its ids.

    `global_tasks` are the ids of global tasks in the file, by the id of the task that stands for
    each in a process of its own.
    """

    def __init__(self, root: Xml, global_tasks: Mapping[str, str] = _NO_TASKS) -> None:
        self.root = root
        self.global_tasks = global_tasks
        self.by_id: dict[str, Xml] = {}
        for node in root.iter():
            node_id = node.get("id") if local(node) else None
            if node_id:
                self.by_id.setdefault(node_id, node)

    def target(self, ref: str | None, *tags: str) -> Xml | None:
        """Give the node that a reference points to, if it is one of these."""
        node = self.by_id.get(reference(ref) or "")
        return node if node is not None and (not tags or local(node) in tags) else None

    def processes(self) -> list[Xml]:
        """Give the processes with something to execute, in file order."""
        return [process for process in children(self.root, "process") if flow_nodes(process)]

    def definitions(self, event: Xml) -> list[Xml]:
        """Give the event definitions of an event, its own and those it refers to, in order."""
        found = []
        for child in children(event):
            if local(child) == "eventDefinitionRef":
                shared = self.by_id.get(reference(content(child)) or "")
                if shared is not None and is_event_definition(shared):
                    found.append(shared)
            elif is_event_definition(child):
                found.append(child)
        return found

    def ref(self, node: Xml, kind: str) -> str | None:
        """Give what a node refers to; one that names no message means that of its operation."""
        named = node.get(f"{kind}Ref")
        if named is not None or kind != "message":
            return named
        through = node.get("operationRef") or text(node, "operationRef")
        operation = self.target(through, "operation")
        return None if operation is None else text(operation, "inMessageRef")

    def name(self, node: Xml, kind: str) -> str | None:
        """Give the name or code of the message, signal, error or escalation a node refers to."""
        target = self.target(self.ref(node, kind), kind)
        if target is None:
            return None
        return target.get(_NAMED[kind]) or target.get("name") or target.get("id")

    def code(self, node: Xml, kind: str) -> str | None:
        """Give the code of the error or escalation a node refers to; None when it has none."""
        target = self.target(self.ref(node, kind), kind)
        return None if target is None else target.get(_NAMED[kind]) or None

    def variable(self, ref: str | None) -> str | None:
        """Give the name of the variable that a multi-instance refers to.

        Through a data input or output that is the data object on the other side.
        """
        node = self.target(ref)
        if node is None:
            return ref
        if local(node) == "dataObjectReference":
            shown = self.target(node.get("dataObjectRef"), "dataObject")
            if shown is not None and (shown.get("name") or not node.get("name")):
                node = shown
        if local(node) in ("dataInput", "dataOutput"):
            other = self._other_side(node)
            if other is not None:
                return self.variable(other)
        return node.get("name") or node.get("id")

    def handler(self, boundary: Xml) -> Xml | None:
        """Give the activity that compensates, as an association anywhere in the file says."""
        for association in inside(self.root, "association"):
            if reference(association.get("sourceRef")) == boundary.get("id"):
                return self.target(association.get("targetRef"))
        return None

    def _other_side(self, data: Xml) -> str | None:
        activity = data.getparent()
        activity = None if activity is None else activity.getparent()
        if activity is None:
            return None
        for association in children(activity, "dataInputAssociation", "dataOutputAssociation"):
            ends = [reference(content(end)) for end in children(association)]
            if data.get("id") in ends:
                return next((end for end in ends if end != data.get("id")), None)
        return None


def is_event_definition(node: Xml) -> bool:
    """Say whether a node is an event definition of any kind."""
    return local(node).endswith("EventDefinition")


def event_kind(definition: Xml) -> str:
    """Give what an event definition is about: message, timer, error..."""
    return local(definition).removesuffix("EventDefinition")


def flow_nodes(container: Xml) -> list[Xml]:
    """Give the elements right inside a process or sub-process, in file order."""
    return [child for child in container if local(child) in FLOW_NODES]


def all_flow_nodes(container: Xml) -> Iterator[Xml]:
    """Give the elements at any depth, in file order."""
    for node in flow_nodes(container):
        yield node
        if local(node) in CONTAINERS:
            yield from all_flow_nodes(node)
