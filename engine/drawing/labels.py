"""Find a free spot for each name that stands outside its shape."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engine.drawing import words
from engine.drawing.board import FLOW_LABEL_ROOM, FLOW_LABEL_START, Board, Box, Item, Point, Wire

GAP = 4.0
ON_SHAPE = 100.0
ON_LABEL = 100.0
ON_WIRE = 30.0
ON_BORDER = 12.0
ON_STEM = 20.0
UPRIGHT = 7.0
NEAR_WIRE = 9.0
NEAR = 22.0
NEAR_LABEL = 6.0
#: how often to try another order before more room is made
ROUNDS = 3


def place_labels(board: Board, bands: list[Box]) -> bool:
    """Place the names of nodes, then those of flows; tell whether all found a free spot.

    A name that finds none goes first in the next round.
    """
    named: list[Item | Wire] = [item for item in board.items.values() if item.has_label]
    named += [wire for wire in board.wires if wire.name]
    spots = [sorted(_spots(one, board), key=lambda spot: spot[1]) for one in named]
    first: list[int] = []
    for _ in range(ROUNDS):
        crowd = _Crowd(board, bands)
        order = [*first, *(n for n in range(len(named)) if n not in first)]
        stuck = [n for n in order if not crowd.place(named[n], spots[n])]
        if not stuck:
            return True
        first = [*stuck, *(n for n in first if n not in stuck)]
    return False


def _spots(one: Item | Wire, board: Board) -> Iterator[tuple[Box, float]]:
    return _around(one) if isinstance(one, Item) else _along(one, _stem(one, board))


class _Crowd:
    """What is already on the board."""

    def __init__(self, board: Board, bands: list[Box]) -> None:
        self.borders = [Box(b.x, y, b.width, 0) for b in bands for y in (b.y, b.bottom)]
        self.borders += [Box(x, b.y, 0, b.height) for b in bands for x in (b.x, b.right)]
        self.right = max(band.right for band in bands)
        self.shapes = [item.box for item in board.items.values()]
        self.labels: list[Box] = []
        self.wires = [
            (wire, _thin(one, other))
            for wire in board.wires
            for one, other in pairwise(wire.points)
        ]

    def place(self, one: Item | Wire, spots: list[tuple[Box, float]]) -> bool:
        """Take the spot with the least penalty, the first of equals; tell whether it is free."""
        best, least, clear = Box(0, 0, 0, 0), float("inf"), True
        for box, cost in spots:
            if cost >= least:
                break
            penalty = self._penalty(box)
            total = cost + penalty + (NEAR_WIRE if self._misleads(box, one) else 0.0)
            if total < least:
                best, least, clear = box, total, penalty < ON_WIRE
        self.labels.append(best)
        one.label = best
        return clear

    def _penalty(self, box: Box) -> float:
        penalty = sum(ON_SHAPE for other in self.shapes if box.touches(other))
        penalty += ON_SHAPE if box.x < 0 or box.right > self.right else 0.0
        penalty += sum(ON_LABEL for other in self.labels if box.touches(other, 1.0))
        penalty += sum(ON_BORDER for other in self.borders if box.touches(other, 1.0))
        return penalty + sum(ON_WIRE for _, other in self.wires if box.touches(other, 0.5))

    def _misleads(self, box: Box, one: Item | Wire) -> bool:
        """Tell whether the name of a flow would seem to be another's, or to go on in another."""
        if isinstance(one, Item):
            return False
        if any(box.touches(other, NEAR_LABEL) for other in self.labels):
            return True
        return any(wire is not one and box.touches(other, NEAR) for wire, other in self.wires)


def _thin(one: tuple[float, float], other: tuple[float, float]) -> Box:
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return Box(x, y, abs(one[0] - other[0]), abs(one[1] - other[1]))


def _around(item: Item) -> Iterator[tuple[Box, float]]:
    """Offer spots for the name of a node, the usual one first."""
    width, height = item.label_block()
    box = item.box
    x, y = box.middle
    beside = GAP + 2
    spots = [
        (x - width / 2, box.bottom + GAP),
        (x - width / 2, box.y - height - GAP),
        (x + beside, box.bottom + 1),
        (x - beside - width, box.bottom + 1),
        (x + beside + box.width / 4, box.y - height + 4),
        (x - beside - box.width / 4 - width, box.y - height + 4),
        (box.right + GAP, y - height - GAP),
        (box.x - width - GAP, y - height - GAP),
        (box.right + GAP, y + GAP),
        (box.x - width - GAP, y + GAP),
    ]
    if item.host:
        spots = [*spots[2:4], *spots[8:]]
    for number, (left, top) in enumerate(spots):
        yield Box(left, top, width, height), float(number)


def _stem(wire: Wire, board: Board) -> float:
    """Measure how far a wire runs together with another from the same source."""
    longest = 0.0
    for other in board.wires:
        if other is not wire and other.source == wire.source and other.points[0] == wire.points[0]:
            shared = 0.0
            for (one, to_one), (two, to_two) in zip(
                pairwise(wire.points), pairwise(other.points), strict=False
            ):
                same = one == two and _heading(one, to_one) == _heading(two, to_two)
                shared += min(_length(one, to_one), _length(two, to_two)) if same else 0.0
                if not same or to_one != to_two:
                    break
            longest = max(longest, shared)
    return longest


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _heading(one: Point, other: Point) -> tuple[bool, bool, bool]:
    return other[0] > one[0], other[1] > one[1], other[0] == one[0]


def _along(wire: Wire, stem: float) -> Iterator[tuple[Box, float]]:
    """Offer spots along a wire, near its start first, above a piece before below it."""
    width, height = words.block(wire.name, FLOW_LABEL_ROOM, words.LABEL)
    gone = 0.0
    upright = 6 * UPRIGHT if stem else UPRIGHT
    for (x, y), (to_x, to_y) in pairwise(wire.points):
        length = abs(to_x - x) + abs(to_y - y)
        way = 1 if to_x + to_y >= x + y else -1
        for step in range(0, int(min(length, 600)) + 1, 8):
            own = gone + step - stem
            cost = own / 10 if own > -1 else ON_STEM - own / 10
            if y == to_y:
                start = x + way * (step + FLOW_LABEL_START)
                left = start if way > 0 else start - width
                if step and step + width > length:
                    break
                yield Box(left, y - height - 2, width, height), cost
                yield Box(left, y + 3, width, height), cost + 1
            else:
                start = y + way * (step + FLOW_LABEL_START)
                top = start if way > 0 else start - height
                if step and step + height > length:
                    break
                yield Box(x + GAP + 1, top, width, height), cost + upright
                yield Box(x - GAP - 1 - width, top, width, height), cost + upright + 1
        gone += length
