"""What people and work lists need to know of a process: elements, lanes, ways to start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeGuard

from engine.interpreter.bpmn import (
    PERSON_TASKS,
    Xml,
    children,
    content,
    flag,
    inside,
    local,
    own,
    reference,
)
from engine.interpreter.document import Document, all_flow_nodes, event_kind, flow_nodes
from engine.model import Element, Start


def elements(process: Xml) -> dict[str, Element]:
    """Give all elements of a process by id, nested ones too, in file order."""
    lanes = _lanes(process)
    return {str(node.get("id")): _element(process, node, lanes) for node in all_flow_nodes(process)}


def bodies(process: Xml) -> tuple[str, ...]:
    """Give the names of the lanes that hold elements, in file order, each once."""
    names = [_name(lane) for lane in inside(process, "lane") if children(lane, "flowNodeRef")]
    return tuple(dict.fromkeys(name for name in names if name))


def workers(found: Iterable[Element]) -> tuple[str, ...]:
    """Give the bodies that have tasks among these elements, in file order, each once."""
    bodies = (one.body for one in found if one.kind in PERSON_TASKS)
    return tuple(dict.fromkeys(body for body in bodies if body))


def starts(document: Document, process: Xml) -> tuple[Start, ...]:
    """Give every way to start a process; a process without start event starts by hand."""
    nodes = {str(node.get("id")): node for node in flow_nodes(process)}
    behind = _behind_starting_gateways(process, nodes)
    found = [
        start
        for node_id, node in nodes.items()
        for start in _starts_at(document, node, starts=node_id in behind)
    ]
    if found or not nodes:
        return tuple(found)
    return (Start("", "none"),)


def documentation(node: Xml) -> str | None:
    """Give the documentation of a node as one text."""
    texts = [content(child) for child in children(node, "documentation")]
    return "\n".join(text for text in texts if text) or None


def is_whole(written: str | None) -> TypeGuard[str]:
    """Say whether a text is a whole number of a sensible size."""
    return written is not None and re.fullmatch(r"-?[0-9]{1,9}", written) is not None


def _element(process: Xml, node: Xml, lanes: dict[str, str]) -> Element:
    parent = node.getparent()
    priority = own(node, "priority")
    called = node.get("calledElement") if local(node) == "callActivity" else None
    assert parent is not None
    return Element(
        id=str(node.get("id")),
        name=_name(node),
        kind=local(node),
        body=_body(node, process, lanes),
        parent_id=None if parent is process else parent.get("id"),
        form_id=own(node, "form"),
        due=own(node, "due"),
        assignee=own(node, "assignee"),
        priority=int(priority) if is_whole(priority) else 0,
        why=own(node, "why"),
        status=own(node, "status"),
        called_process=reference(called),
        documentation=documentation(node),
        decision=own(node, "decision"),
        service=own(node, "service") if local(node) == "serviceTask" else None,
        called_start=own(node, "start") if called else None,
    )


def _name(node: Xml) -> str:
    return " ".join((node.get("name") or "").split())


def _lanes(process: Xml) -> dict[str, str]:
    """Tell which lane each element lies in; the innermost lane counts."""
    found: dict[str, str] = {}
    for lane in inside(process, "lane"):
        for ref in children(lane, "flowNodeRef"):
            found[reference(content(ref)) or ""] = _name(lane)
    return found


def _body(node: Xml, process: Xml, lanes: dict[str, str]) -> str | None:
    """Give the lane of an element, else that of the sub-process it lies in."""
    place: Xml | None = node
    while place is not None and place is not process:
        attached = place.get("attachedToRef")
        for name in (place.get("id"), reference(attached)):
            if name in lanes:
                return lanes[name] or None
        place = place.getparent()
    return None


def _behind_starting_gateways(process: Xml, nodes: dict[str, Xml]) -> set[str | None]:
    """Give the ids of events behind event-based gateways that start the process."""
    gateways = {
        node_id
        for node_id, node in nodes.items()
        if local(node) == "eventBasedGateway" and flag(node, "instantiate", otherwise="false")
    }
    return {
        reference(flow.get("targetRef"))
        for flow in children(process, "sequenceFlow")
        if reference(flow.get("sourceRef")) in gateways
    }


def _starts_at(document: Document, node: Xml, *, starts: bool) -> Iterator[Start]:
    """Give the ways to start here; `starts` when it stands behind a gateway that starts."""
    element_id = str(node.get("id"))
    if local(node) == "receiveTask" and (starts or flag(node, "instantiate", otherwise="false")):
        yield Start(element_id, "message", document.name(node, "message"))
    if local(node) != "startEvent" and not (starts and local(node) == "intermediateCatchEvent"):
        return
    definitions = document.definitions(node)
    if not definitions:
        yield Start(element_id, "none")
    needs_all = flag(node, "parallelMultiple", otherwise="false")
    together = needs_all and local(node) == "startEvent" and len(definitions) > 1
    for definition in definitions:
        kind = event_kind(definition)
        name = document.name(definition, kind) if kind in ("message", "signal") else None
        yield Start(element_id, kind, name, together)
