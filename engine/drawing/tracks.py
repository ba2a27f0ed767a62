"""Keep wires that share a line apart: each gets its own track, ordered so that they cross least."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from engine.drawing import bpmn
from engine.drawing.board import Board, Wire
from engine.drawing.grid import Grid

SPACING = 14.0
OPPOSED = 10

Key = tuple[bool, int]


@dataclass(slots=True, eq=False)
class Segment:
    """One straight piece of a wire: on which line, from where to where, and how it goes on."""

    wire: Wire
    number: int
    vertical: bool
    line: int
    low: int
    high: int
    #: where the wire turns at each end: -1 to the left or up, 1 to the right or down, 0 it ends
    turns: tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True, eq=False)
class Strand:
    """Segments drawn as one line: wires that split from one source or join at one target."""

    segments: list[Segment]
    pin: float | None = None
    track: int = 0
    rivals: list[Strand] = field(default_factory=list)

    @property
    def low(self) -> int:
        return min(segment.low for segment in self.segments)

    @property
    def high(self) -> int:
        return max(segment.high for segment in self.segments)


def give_tracks(board: Board, grid: Grid) -> dict[tuple[str, int], float]:
    """Tell for each piece of each wire how far it runs beside the middle of its line."""
    by_line: dict[Key, list[Segment]] = defaultdict(list)
    for wire in board.wires:
        for segment in segments_of(wire):
            by_line[segment.vertical, segment.line].append(segment)
    offsets: dict[tuple[str, int], float] = {}
    for (vertical, number), segments in sorted(by_line.items()):
        line = (grid.verticals if vertical else grid.horizontals)[number]
        strands = _strands(segments)
        for strand in strands:
            strand.pin = _pin(board, strand) if not line.channel else None
        _find_rivals(strands, closed=line.channel)
        for cluster in _clusters(strands):
            line.tracks = max(line.tracks, _arrange(cluster))
            for strand, offset in _spread(cluster):
                for segment in strand.segments:
                    offsets[segment.wire.id, segment.number] = offset
    return offsets


def segments_of(wire: Wire) -> list[Segment]:
    """Split a route into its straight pieces."""
    route, found = wire.route, []
    for number in range(len(route) - 1):
        x, y = route[number]
        vertical = x == route[number + 1][0]
        axis = 0 if vertical else 1
        here, there = route[number][1 - axis], route[number + 1][1 - axis]
        before = _sign(route[number - 1][axis] - route[number][axis]) if number else 0
        last = number + 2 == len(route)
        after = 0 if last else _sign(route[number + 2][axis] - route[number + 1][axis])
        ends = sorted([(here, before), (there, after)], key=lambda end: end[0])
        line = x if vertical else y
        turns = (ends[0], ends[1])
        found.append(Segment(wire, number, vertical, line, ends[0][0], ends[1][0], turns))
    return found


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _strands(segments: list[Segment]) -> list[Strand]:
    strands: list[Strand] = []
    for segment in segments:
        same = [
            strand for strand in strands if any(_joined(segment, one) for one in strand.segments)
        ]
        merged = Strand([segment, *(one for strand in same for one in strand.segments)])
        strands = [strand for strand in strands if strand not in same] + [merged]
    return strands


def _joined(one: Segment, other: Segment) -> bool:
    """Tell whether two pieces lead from the same source, or to the same target, the same way."""
    if one.wire.kind != other.wire.kind:
        return False
    a, b = one.wire, other.wire
    if a.source == b.source:
        return a.route[: one.number + 1] == b.route[: other.number + 1]
    if a.target == b.target:
        return a.route[one.number + 1 :] == b.route[other.number + 1 :]
    return False


def _pin(board: Board, strand: Strand) -> float | None:
    """Find where a piece must lie that ends at an event, a gateway or a boundary event."""
    for segment in strand.segments:
        wire = segment.wire
        for id_, at_end in (
            (wire.source, segment.number == 0),
            (wire.target, segment.number == len(wire.route) - 2),
        ):
            item = board.items.get(id_)
            if at_end and item and (item.is_point or item.kind in bpmn.DATA):
                return item.shift
    return None


def _find_rivals(strands: list[Strand], *, closed: bool) -> None:
    for index, strand in enumerate(strands):
        for other in strands[index + 1 :]:
            low, high = max(strand.low, other.low), min(strand.high, other.high)
            both_pinned = strand.pin is not None and other.pin is not None
            apart = both_pinned and strand.pin != other.pin
            if (low < high or (closed and low == high)) and not apart:
                strand.rivals.append(other)
                other.rivals.append(strand)


def _clusters(strands: list[Strand]) -> list[list[Strand]]:
    seen: list[Strand] = []
    clusters = []
    for strand in strands:
        if any(strand is one for one in seen):
            continue
        cluster = [strand]
        for member in cluster:
            cluster += [one for one in member.rivals if not any(one is other for other in cluster)]
        seen += cluster
        clusters.append(cluster)
    return clusters


def _arrange(cluster: list[Strand]) -> int:
    """Give each strand a track, from left to right or from the top down; return how many."""
    left = list(cluster)
    done: list[Strand] = []
    while left:
        first = min(
            left, key=lambda one: sum(wish(one, other) for other in left if other in one.rivals)
        )
        first.track = max((one.track + 1 for one in done if one in first.rivals), default=0)
        left.remove(first)
        done.append(first)
    return max(strand.track for strand in cluster) + 1


def wish(one: Strand, other: Strand) -> int:
    """Count what is lost by `one` lying before `other`: negative when it should."""
    score = 0
    for mine, theirs, sign in ((one, other, 1), (other, one, -1)):
        ends = {end for piece in theirs.segments for end in piece.turns}
        for segment in mine.segments:
            for at, turn in segment.turns:
                if turn and theirs.low <= at <= theirs.high and (at, turn) not in ends:
                    # two that turn away from each other at one spot would lie on each other
                    score += sign * turn * (OPPOSED if (at, -turn) in ends else 1)
    return score


def _spread(cluster: list[Strand]) -> list[tuple[Strand, float]]:
    """Turn track numbers into distances from the middle of the line."""
    pinned = next((one for one in cluster if one.pin is not None), None)
    last = max(one.track for one in cluster)
    found = []
    for strand in cluster:
        if strand.pin is not None:
            offset = strand.pin
        elif pinned is not None and pinned.pin is not None:
            offset = pinned.pin + (strand.track - pinned.track) * SPACING
        else:
            offset = (strand.track - last / 2) * SPACING
        found.append((strand, offset))
    return found
