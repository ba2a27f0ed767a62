"""Judge a drawing by its diagram interchange alone: what covers what that should stand free."""

from __future__ import annotations

from itertools import combinations, pairwise

from engine.drawing import bpmn
from engine.drawing.board import Box
from engine.drawing.sheet import laid_out

SLACK = -0.5
GROUND = {"participant", "lane"}


def overlaps(xml: bytes) -> list[tuple[str, str, str]]:
    """List (kind, one id, other id) of everything drawn over something else."""
    sheet = laid_out(bpmn.parse(xml), None)
    assert sheet is not None, "something was not drawn"
    judge = _Judge(sheet)
    return [
        *judge.shapes_on_shapes(),
        *judge.labels_on_labels(),
        *judge.labels_on_shapes(),
        *judge.labels_on_wires(),
        *judge.wires_on_shapes(),
    ]


def slanting(xml: bytes) -> list[str]:
    """List the flows with a piece that is neither level nor upright."""
    sheet = laid_out(bpmn.parse(xml), None)
    return [
        edge.id
        for edge in sheet.edges
        for (x, y), (to_x, to_y) in pairwise(edge.points)
        if abs(x - to_x) > 0.05 and abs(y - to_y) > 0.05
    ]


def crossing(xml: bytes, flow_id: str) -> list[str]:
    """List the flows that a flow crosses."""
    sheet = laid_out(bpmn.parse(xml), None)
    mine = next(edge for edge in sheet.edges if edge.id == flow_id)
    return [
        edge.id
        for edge in sheet.edges
        if any(
            _cross(one, other) for one in pairwise(mine.points) for other in pairwise(edge.points)
        )
    ]


def _cross(one, other):
    """Tell whether a level piece and an upright piece cross, not only touch."""
    for level, upright in ((one, other), (other, one)):
        (x, y), (to_x, to_y) = level
        (up_x, up_y), (up_to_x, up_to_y) = upright
        if y == to_y and up_x == up_to_x:
            beside = min(x, to_x) < up_x < max(x, to_x)
            if beside and min(up_y, up_to_y) < y < max(up_y, up_to_y):
                return True
    return False


class _Judge:
    def __init__(self, sheet):
        self.nodes = [shape for shape in sheet.shapes if shape.kind not in GROUND]
        self.edges = sheet.edges
        self.by_id = {shape.id: shape for shape in sheet.shapes}
        self.labels = [(one.id, one.label) for one in (*self.nodes, *sheet.edges) if one.label]

    def shapes_on_shapes(self):
        for one, other in combinations(self.nodes, 2):
            if not self._belong(one, other) and one.box.touches(other.box, SLACK):
                yield "shape on shape", one.id, other.id

    def labels_on_labels(self):
        for (id_, one), (other_id, other) in combinations(self.labels, 2):
            if one.touches(other, SLACK):
                yield "label on label", id_, other_id

    def labels_on_shapes(self):
        for id_, label in self.labels:
            for node in self.nodes:
                inside = node.expanded and _holds(node.box, label)
                if node.id != id_ and not inside and label.touches(node.box, SLACK):
                    yield "label on shape", id_, node.id

    def labels_on_wires(self):
        for id_, label in self.labels:
            for edge in self.edges:
                if any(label.touches(piece, -1.0) for piece in _pieces(edge)):
                    yield "label on wire", id_, edge.id

    def wires_on_shapes(self):
        for edge in self.edges:
            ends = self._ends(edge)
            for node in self.nodes:
                if node.id in ends or (node.expanded and self._around(node, ends)):
                    continue
                if node.element.get("attachedToRef") in ends or self._hosts(node, ends):
                    continue
                if any(piece.touches(node.box, SLACK) for piece in _pieces(edge)):
                    yield "wire through shape", edge.id, node.id

    def wires_on_wires(self):
        for one, other in combinations(self.edges, 2):
            kin = one.element.get("sourceRef") == other.element.get("sourceRef") or one.element.get(
                "targetRef"
            ) == other.element.get("targetRef")
            if not kin and any(
                _run_together(piece, beside)
                for piece in pairwise(one.points)
                for beside in pairwise(other.points)
            ):
                yield "wire on wire", one.id, other.id

    def _belong(self, one, other):
        attached = {one.element.get("attachedToRef"), other.element.get("attachedToRef")}
        return bool(attached & {one.id, other.id}) or _inside(one, other) or _inside(other, one)

    def _ends(self, edge):
        return {edge.element.get("sourceRef"), edge.element.get("targetRef")}

    def _around(self, node, ends):
        return any(end in self.by_id and _inside(self.by_id[end], node) for end in ends)

    def _hosts(self, node, ends):
        return any(
            end in self.by_id and self.by_id[end].element.get("attachedToRef") == node.id
            for end in ends
        )


def _inside(one, other):
    return any(around is other.element for around in one.element.iterancestors())


def _holds(box, label):
    return (
        label.x >= box.x
        and label.right <= box.right
        and label.y >= box.y
        and label.bottom <= box.bottom
    )


def _pieces(edge):
    for (x, y), (to_x, to_y) in pairwise(edge.points):
        yield Box(min(x, to_x), min(y, to_y), abs(x - to_x), abs(y - to_y))


def _run_together(one, other):
    for axis in (0, 1):
        level = {point[1 - axis] for point in (*one, *other)}
        if len(level) == 1:
            low = max(min(point[axis] for point in piece) for piece in (one, other))
            high = min(max(point[axis] for point in piece) for piece in (one, other))
            return high - low > 1
    return False
