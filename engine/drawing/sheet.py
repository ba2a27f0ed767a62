"""Read what a file already draws: the shapes and edges of one plane, checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from engine.drawing import bpmn
from engine.drawing.board import Box, Point
from engine.drawing.bpmn import Element
from engine.drawing.errors import NothingToDraw, UnknownProcess, UnusablePosition

FARTHEST = 100_000.0
MOVED_LEAST = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A node, lane or pool as the file draws it."""

    element: Element
    id: str
    kind: str
    name: str
    box: Box
    label: Box | None
    expanded: bool
    horizontal: bool
    #: a boundary event sits on its edge
    hosts: bool

    @property
    def is_ground(self) -> bool:
        """Tell whether flows run over this shape."""
        return self.expanded or self.kind in {"participant", "lane", "group"}


@dataclass(frozen=True, slots=True)
class Edge:
    """A flow as the file draws it."""

    element: Element
    id: str
    kind: str
    name: str
    points: tuple[Point, ...]
    label: Box | None
    #: the element it leaves from
    source: Element | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one plane shows, in the order of the file."""

    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]


def has_layout(xml: bytes) -> bool:
    """Tell whether the file says where to draw everything its first diagram shows.

    A file without a layout, or with half a one, is laid out by `tidy` before it is drawn.
    """
    return laid_out(bpmn.parse(xml), None) is not None


def laid_out(root: Element, process_id: str | None) -> Sheet | None:
    """Read the plane that shows a process, or the first one; None when it is not complete."""
    plane = _plane(root, process_id)
    if plane is None:
        return None
    sheet = _read(root, plane)
    drawn = {shape.id for shape in sheet.shapes} | {edge.id for edge in sheet.edges}
    opened = {shape.id for shape in sheet.shapes if shape.expanded}
    subject = bpmn.reference(plane, "bpmnElement")
    return sheet if _expected(root, subject, opened) <= drawn else None


def _plane(root: Element, process_id: str | None) -> Element | None:
    wanted = _planes_for(root, process_id) if process_id is not None else None
    for plane in root.iterfind(f"{{{bpmn.BPMNDI}}}BPMNDiagram/{{{bpmn.BPMNDI}}}BPMNPlane"):
        if wanted is None or bpmn.reference(plane, "bpmnElement") in wanted:
            return plane
    return None


def _planes_for(root: Element, process_id: str) -> set[str]:
    """Name what a plane may draw to show this process: itself, or a collaboration it is part of."""
    kinds = {"process", *bpmn.SUB_PROCESSES}
    if all(one.get("id") != process_id for one in root.iter() if bpmn.tag(one) in kinds):
        raise UnknownProcess(process_id=process_id)
    wanted = {process_id}
    for collaboration in bpmn.children(root, "collaboration"):
        for participant in bpmn.children(collaboration, "participant"):
            if bpmn.reference(participant, "processRef") == process_id:
                wanted.add(str(collaboration.get("id")))
    return wanted


def _expected(root: Element, subject: str, opened: set[str]) -> set[str]:
    """List what a complete plane shows: all nodes, and the flows that join two of them."""
    scopes = [one for one in root.iter(f"{{{bpmn.BPMN}}}*") if one.get("id") == subject]
    if scopes and bpmn.tag(scopes[0]) == "collaboration":
        shown = {bpmn.reference(one, "processRef") for one in bpmn.children(scopes[0])}
        scopes = [one for one in bpmn.children(root, "process") if one.get("id") in shown]
    found: set[str] = set()
    while scopes:
        scope = scopes.pop()
        nodes = {str(one.get("id")): one for one in bpmn.flow_nodes(scope)}
        found.update(nodes)
        for flow in bpmn.children(scope, "sequenceFlow"):
            ends = {bpmn.reference(flow, "sourceRef"), bpmn.reference(flow, "targetRef")}
            if flow.get("id") and ends <= nodes.keys():
                found.add(str(flow.get("id")))
        scopes += [node for id_, node in nodes.items() if id_ in opened]
    return found


def _read(root: Element, plane: Element) -> Sheet:
    by_id = {str(one.get("id")): one for one in root.iter(f"{{{bpmn.BPMN}}}*") if one.get("id")}
    hosts = {bpmn.reference(one, "attachedToRef") for one in by_id.values()}
    shapes: list[Shape] = []
    edges: list[Edge] = []
    for di in plane:
        id_ = bpmn.reference(di, "bpmnElement")
        element = by_id.get(id_)
        if element is None:
            continue
        facts = (element, id_, bpmn.tag(element), bpmn.name_of(element))
        label = _bounds(di.find(f"{{{bpmn.BPMNDI}}}BPMNLabel"), id_)
        if di.tag == f"{{{bpmn.BPMNDI}}}BPMNShape" and (box := _bounds(di, id_)):
            is_open, upright = di.get("isExpanded") == "true", di.get("isHorizontal") == "false"
            shapes.append(Shape(*facts, box, label, is_open, not upright, id_ in hosts))
        elif di.tag == f"{{{bpmn.BPMNDI}}}BPMNEdge":
            points = tuple(_points(di, id_))
            if len(points) >= MOVED_LEAST:
                source = by_id.get(bpmn.reference(element, "sourceRef"))
                edges.append(Edge(*facts, points, label, source))
    return Sheet(tuple(shapes), tuple(edges))


def _points(edge: Element, id_: str) -> Iterator[Point]:
    for waypoint in edge.iterfind(f"{{{bpmn.DI}}}waypoint"):
        yield _number(waypoint, "x", id_), _number(waypoint, "y", id_)


def _bounds(parent: Element | None, id_: str) -> Box | None:
    found = parent.find(f"{{{bpmn.DC}}}Bounds") if parent is not None else None
    if found is None:
        return None
    x, y, width, height = (_number(found, side, id_) for side in ("x", "y", "width", "height"))
    if width < 0 or height < 0:
        raise UnusablePosition(element_id=id_)
    return Box(x, y, width, height)


def _number(element: Element, name: str, id_: str) -> float:
    try:
        value = float(element.get(name) or 0)
    except ValueError as problem:
        raise UnusablePosition(element_id=id_) from problem
    if not isfinite(value) or abs(value) > FARTHEST:
        raise UnusablePosition(element_id=id_)
    return value


def require_content(sheet: Sheet | None) -> Sheet:
    """Insist on something to draw."""
    if sheet is None or not sheet.shapes:
        raise NothingToDraw
    return sheet
