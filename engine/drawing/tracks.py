"""Keep wires that share a line apart: each gets its own track, ordered so that they cross least."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from engine.drawing import bpmn
from engine.drawing.board import Board, Wire
from engine.drawing.grid import Grid, Line

SPACING = 14.0
#: what it costs when two pieces would lie on each other, and when neither can move aside
OPPOSED = 10
FIXED = 100

Key = tuple[bool, int]
Offsets = dict[tuple[str, int], float]


@dataclass(slots=True, eq=False)
class End:
    """Where a piece of a wire ends, and how the wire goes on from there."""

    at: int
    #: -1 to the left or up, 1 to the right or down, 0 the wire ends here
    turn: int
    #: the piece after this one must stay on the middle of its line
    fixed: bool
    #: how far the piece after this one runs beside the middle of its line
    beside: float = 0.0

    @property
    def exact(self) -> tuple[int, float]:
        return self.at, self.beside


@dataclass(slots=True, eq=False)
class Segment:
    """One straight piece of a wire: on which line, from where to where."""

    wire: Wire
    number: int
    vertical: bool
    line: int
    ends: tuple[End, End]


@dataclass(slots=True, eq=False)
class Strand:
    """Segments drawn as one line: wires that split from one source or join at one target."""

    segments: list[Segment]
    pin: float | None = None
    track: int = 0
    rivals: list[Strand] = field(default_factory=list)

    @property
    def low(self) -> End:
        return min((segment.ends[0] for segment in self.segments), key=lambda end: end.exact)

    @property
    def high(self) -> End:
        return max((segment.ends[1] for segment in self.segments), key=lambda end: end.exact)


def give_tracks(board: Board, grid: Grid) -> Offsets:
    """Tell for each piece of each wire how far it runs beside the middle of its line.

    Upright pieces first: where they run decides which level pieces overlap.
    """
    by_line: dict[Key, list[Segment]] = defaultdict(list)
    for wire in board.wires:
        for segment in _segments_of(board, grid, wire):
            by_line[segment.vertical, segment.line].append(segment)
    offsets: Offsets = {}
    for (vertical, number), segments in sorted(by_line.items(), reverse=True):
        line = (grid.verticals if vertical else grid.horizontals)[number]
        line.tracks = 0
        if not vertical:
            _note_offsets(segments, offsets)
        for strand, offset in _tracks_on(board, line, segments):
            for segment in strand.segments:
                offsets[segment.wire.id, segment.number] = offset
    return offsets


def _tracks_on(board: Board, line: Line, segments: list[Segment]) -> Iterator[tuple[Strand, float]]:
    strands = _strands(segments)
    for strand in strands:
        strand.pin = _pin(board, strand) if not line.channel else None
    _find_rivals(strands, closed=line.channel)
    for cluster in _clusters(strands):
        line.tracks = max(line.tracks, _arrange(cluster))
        yield from _spread(cluster)


def _segments_of(board: Board, grid: Grid, wire: Wire) -> list[Segment]:
    """Split a route into its straight pieces."""
    route, found = wire.route, []
    for number, (here, there) in enumerate(pairwise(route)):
        vertical = here[0] == there[0]
        along, line = (1, here[0]) if vertical else (0, here[1])
        before = _end(board, grid, wire, (number, number - 1), along)
        after = _end(board, grid, wire, (number + 1, number + 1), along)
        ends = (before, after) if before.at <= after.at else (after, before)
        found.append(Segment(wire, number, vertical, line, ends))
    return found


def _end(board: Board, grid: Grid, wire: Wire, where: tuple[int, int], along: int) -> End:
    """Describe one end of a piece; `where`: the corner, and the piece on its other side."""
    corner, piece = where
    at = wire.route[corner][along]
    if not 0 <= piece < len(wire.route) - 1:
        return End(at, 0, fixed=False)
    away = wire.route[piece if piece < corner else piece + 1]
    across = 1 - along
    lines = grid.horizontals if along else grid.verticals
    turn = away[across] - wire.route[corner][across]
    line = lines[wire.route[corner][along]]
    fixed = not line.channel and _pin_of(board, wire, piece) is not None
    return End(at, (turn > 0) - (turn < 0), fixed)


def _note_offsets(segments: list[Segment], offsets: Offsets) -> None:
    for segment in segments:
        ends = segment.ends
        route = segment.wire.route
        if route[segment.number][0] > route[segment.number + 1][0]:
            ends = ends[::-1]
        for end, piece in zip(ends, (segment.number - 1, segment.number + 1), strict=True):
            end.beside = offsets.get((segment.wire.id, piece), 0.0)


def _strands(segments: list[Segment]) -> list[Strand]:
    """Put pieces on one line that share their way from a source, or their way to a target.

    Never both at once: where a split and a join met on one line, nobody could tell who goes where.
    """
    splits: dict[Hashable, list[Segment]] = defaultdict(list)
    joins: dict[Hashable, list[Segment]] = defaultdict(list)
    for segment in segments:
        splits[_way_here(segment)].append(segment)
        joins[_way_on(segment)].append(segment)
    together: dict[Hashable, list[Segment]] = defaultdict(list)
    for segment in segments:
        split, join = _way_here(segment), _way_on(segment)
        together[split if len(splits[split]) >= len(joins[join]) else join].append(segment)
    return [Strand(found) for found in together.values()]


def _way_here(segment: Segment) -> Hashable:
    wire = segment.wire
    return wire.kind, "from", wire.source, *wire.route[: segment.number + 1]


def _way_on(segment: Segment) -> Hashable:
    wire = segment.wire
    return wire.kind, "to", wire.target, *wire.route[segment.number + 1 :]


def _pin(board: Board, strand: Strand) -> float | None:
    """Find where a strand must lie that ends at an event, a gateway or a boundary event."""
    pins = (_pin_of(board, segment.wire, segment.number) for segment in strand.segments)
    return next((pin for pin in pins if pin is not None), None)


def _pin_of(board: Board, wire: Wire, number: int) -> float | None:
    for id_, is_outer in ((wire.source, number == 0), (wire.target, number == len(wire.route) - 2)):
        item = board.items.get(id_)
        if is_outer and item and (item.is_point or item.kind in bpmn.DATA):
            return item.shift
    return None


def _find_rivals(strands: list[Strand], *, closed: bool) -> None:
    """Tell strands that would lie on each other; in a channel (`closed`) also those that meet."""
    for one, other in combinations(strands, 2):
        low, high = max(one.low.exact, other.low.exact), min(one.high.exact, other.high.exact)
        both_pinned = one.pin is not None and other.pin is not None
        if both_pinned:
            if one.pin == other.pin and low < high:
                _bar(other, low[0], high[0]) or _bar(one, low[0], high[0])
        elif low < high or (closed and low[0] <= high[0]):
            one.rivals.append(other)
            other.rivals.append(one)


def _bar(strand: Strand, low: int, high: int) -> bool:
    """Note that wires may not turn where they would lie on another that cannot move aside."""
    barred = False
    for segment in strand.segments:
        for end in segment.ends:
            if end.turn and low <= end.at <= high:
                spot = (segment.line, end.at) if segment.vertical else (end.at, segment.line)
                segment.wire.barred.add(spot)
                barred = True
    return barred


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
    return _loss(one, other) - _loss(other, one)


def _loss(mine: Strand, theirs: Strand) -> int:
    ends = {(end.at, end.turn): end for piece in theirs.segments for end in piece.ends}
    low, high = theirs.low.at, theirs.high.at
    loss = 0
    for segment in mine.segments:
        for end in segment.ends:
            if end.turn and low <= end.at <= high and (end.at, end.turn) not in ends:
                facing = ends.get((end.at, -end.turn))
                loss += end.turn * (_weight(end, facing) if facing else 1)
    return loss


def _weight(one: End, other: End) -> int:
    """Two that turn away from each other at one spot would lie on each other there."""
    return FIXED if one.fixed and other.fixed else OPPOSED


def _spread(cluster: list[Strand]) -> Iterator[tuple[Strand, float]]:
    """Turn track numbers into distances from the middle of the line."""
    pinned = next((one for one in cluster if one.pin is not None), None)
    last = max(one.track for one in cluster)
    for strand in cluster:
        if strand.pin is not None:
            offset = strand.pin
        elif pinned is not None and pinned.pin is not None:
            offset = pinned.pin + (strand.track - pinned.track) * SPACING
        else:
            offset = (strand.track - last / 2) * SPACING
        yield strand, offset
