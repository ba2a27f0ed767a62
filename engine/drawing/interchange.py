"""Write what was laid out as BPMN diagram interchange. The only module that changes the XML."""

from __future__ import annotations

from lxml import etree

from engine.drawing import bpmn
from engine.drawing.board import Board, Box, Point
from engine.drawing.bpmn import Element

NAMES = {"bpmndi": bpmn.BPMNDI, "dc": bpmn.DC, "di": bpmn.DI}
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


class Sheet:
    """The file with its old diagrams taken out; fresh planes go in at the same place."""

    def __init__(self, root: Element) -> None:
        self.root = root
        old = root.findall(f"{{{bpmn.BPMNDI}}}BPMNDiagram")
        self.place = root.index(old[0]) if old else len(root)
        self.tail = old[-1].tail if old else "\n"
        for diagram in old:
            root.remove(diagram)
        self.taken = {str(one.get("id")) for one in root.iter() if one.get("id")}
        self.diagrams: list[Element] = []

    def plane(self, subject_id: str) -> Plane:
        """Add an empty diagram of one collaboration or process."""
        diagram = etree.Element(
            f"{{{bpmn.BPMNDI}}}BPMNDiagram",
            {"id": self.fresh_id(f"{subject_id}_diagram")},
            nsmap=NAMES,
        )
        self.root.insert(self.place + len(self.diagrams), diagram)
        self.diagrams.append(diagram)
        facts = {"id": self.fresh_id(f"{subject_id}_plane"), "bpmnElement": subject_id}
        return Plane(self, etree.SubElement(diagram, f"{{{bpmn.BPMNDI}}}BPMNPlane", facts))

    def fresh_id(self, wish: str) -> str:
        """Give an id that nothing else in the file has."""
        while wish in self.taken:
            wish += "_"
        self.taken.add(wish)
        return wish

    def finish(self) -> bytes:
        """Write the file; what stands outside the diagrams is as it was."""
        for diagram in self.diagrams:
            etree.indent(diagram, "  ", level=1)
            diagram.tail = "\n  " if diagram is not self.diagrams[-1] else self.tail
        return DECLARATION + etree.tostring(self.root.getroottree(), encoding="UTF-8") + b"\n"


class Plane:
    """A fresh diagram in the file: shapes and edges are added to it."""

    def __init__(self, sheet: Sheet, element: Element) -> None:
        self.sheet = sheet
        self.element = element

    def shape(self, id_: str, box: Box, label: Box | None = None, **facts: str) -> None:
        """Add the shape of a node, lane or pool."""
        shape = self._add("BPMNShape", id_, facts)
        _bounds(shape, box)
        _label(shape, label)

    def edge(self, id_: str, points: list[Point], label: Box | None = None) -> None:
        """Add the line of a flow."""
        edge = self._add("BPMNEdge", id_, {})
        for x, y in points:
            etree.SubElement(edge, f"{{{bpmn.DI}}}waypoint", {"x": _number(x), "y": _number(y)})
        _label(edge, label)

    def board(self, board: Board, dx: float, dy: float) -> None:
        """Add all items and wires of a board, moved to where the board lies."""
        for item in board.items.values():
            facts = {"isExpanded": "true"} if item.expanded else {}
            if item.kind == "exclusiveGateway":
                facts["isMarkerVisible"] = "true"
            label = item.label.moved(dx, dy) if item.label else None
            self.shape(item.id, item.box.moved(dx, dy), label, **facts)
        for wire in board.wires:
            label = wire.label.moved(dx, dy) if wire.label else None
            self.edge(wire.id, [(x + dx, y + dy) for x, y in wire.points], label)

    def _add(self, kind: str, id_: str, facts: dict[str, str]) -> Element:
        named = {"id": self.sheet.fresh_id(f"{id_}_di"), "bpmnElement": id_, **facts}
        return etree.SubElement(self.element, f"{{{bpmn.BPMNDI}}}{kind}", named)


def _label(parent: Element, box: Box | None) -> None:
    if box:
        _bounds(etree.SubElement(parent, f"{{{bpmn.BPMNDI}}}BPMNLabel"), box)


def _bounds(parent: Element, box: Box) -> None:
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    etree.SubElement(
        parent, f"{{{bpmn.DC}}}Bounds", {name: _number(side) for name, side in sides.items()}
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
