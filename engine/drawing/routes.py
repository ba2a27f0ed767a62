"""Find a way over the grid for each wire: few bends, few crossings, never through an item."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import pairwise

from engine.drawing import bpmn
from engine.drawing.board import Board, Item, Wire
from engine.drawing.errors import NoRoom
from engine.drawing.grid import Grid, Line
from engine.drawing.search import BEND, FORBIDDEN, Goals, Spot, State, cheapest_way

Costs = dict[State, float]

STEPS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
CROSSING = 6.0
SHARED = 9.0
CLOSE = 0.4
#: for one flow to leave where another arrives, at a point that both must meet exactly
SAME_SIDE = 30.0
STRAIGHT = 2

#: what leaving from, or arriving at, a side costs by kind of wire
LEAVE = {
    "ahead": {"right": 0.0, "top": 1.0, "bottom": 1.0, "left": 20.0},
    "back": {"right": 4.0, "top": 0.0, "bottom": 0.5, "left": 6.0},
    "wrap": {"right": 0.0, "bottom": 2.0, "top": 6.0, "left": 20.0},
    "message": {"right": 9.0, "top": 0.0, "bottom": 0.0, "left": 9.0},
    "association": {"right": 4.0, "top": 0.0, "bottom": 0.0, "left": 4.0},
}
ARRIVE = {
    "ahead": {"left": 0.0, "top": 1.5, "bottom": 1.5, "right": 20.0},
    "back": {"left": 2.0, "top": 0.0, "bottom": 0.5, "right": 6.0},
    "wrap": {"left": 0.0, "top": 2.0, "bottom": 6.0, "right": 20.0},
    "message": {"left": 9.0, "top": 0.0, "bottom": 0.0, "right": 9.0},
    "association": {"left": 4.0, "top": 0.0, "bottom": 0.0, "right": 4.0},
}


class Router:
    """Routes wires one after the other; each next wire sees where the others run."""

    def __init__(self, board: Board, grid: Grid) -> None:
        self.board = board
        self.grid = grid
        #: wires passing a spot, by direction of travel
        self.across: dict[Spot, list[Wire]] = defaultdict(list)
        self.down: dict[Spot, list[Wire]] = defaultdict(list)
        #: which wires use a side of an item, and whether they arrive there
        self.docked: dict[tuple[str, str, int], list[tuple[bool, str]]] = defaultdict(list)
        self.passed: dict[str, list[tuple[dict[Spot, list[Wire]], Spot]]] = {}
        self.sides: dict[tuple[str, bool], tuple[str, str, int]] = {}
        self.kin = _kin(board)

    def route_all(self) -> None:
        """Route straight neighbours first, then by length; loops back and messages last."""
        for wire in sorted(self.board.wires, key=partial(_turn, self.board, self.grid)):
            self.route(wire)

    def reroute(self) -> None:
        """Give each wire with bends a second chance, now that all others are known."""
        for wire in sorted(self.board.wires, key=partial(_turn, self.board, self.grid)):
            if len(wire.route) > STRAIGHT:
                self._lift(wire)
                self.route(wire)

    def detour(self) -> bool:
        """Route wires anew that turn where they may not; tell whether there were any."""
        stuck = [wire for wire in self.board.wires if wire.barred.intersection(wire.route)]
        for wire in stuck:
            self._lift(wire)
            self.route(wire)
        return bool(stuck)

    def route(self, wire: Wire) -> None:
        starts, goals = self._ends(wire, leaving=True), self._ends(wire, leaving=False)
        if starts.keys() & goals.keys():
            starts, goals = _around_itself(starts, goals)
        if not starts or not goals:
            raise NoRoom(element_id=wire.id)
        marked = Goals(goals)
        own = {(x, y) for x, y, _ in starts}
        states = cheapest_way(starts, marked, partial(self._moves, wire, marked.spots, own))
        if not states:
            raise NoRoom(element_id=wire.id)
        self._settle(wire, states)

    def _ends(self, wire: Wire, *, leaving: bool) -> Costs:
        """List the spots and directions in which a wire may leave or arrive, with their cost."""
        id_ = wire.source if leaving else wire.target
        item = self.board.cell_owner(id_)
        if item is None:
            return self._pool_edge(id_, leaving=leaving)
        boundary = self.board.items[id_].host is not None
        ends = {}
        for side, (x, y) in self.grid.ports(item):
            last = x == 2 * (item.column + item.span) - 1
            cost = self._side_cost(wire, item, side, x, leaving=leaving)
            if side == "bottom" and last and self.board.boundaries(item.id):
                cost = FORBIDDEN
            if boundary and leaving:
                cost = 0.0 if side == "bottom" and last else FORBIDDEN
            if cost < FORBIDDEN:
                ends[x, y, side if leaving else OPPOSITE[side]] = cost
        return ends

    def _pool_edge(self, pool: str, *, leaving: bool) -> Costs:
        """List where a message may cross the upper and the lower edge of a pool."""
        mine = [n for n, line in enumerate(self.grid.horizontals) if self._pool_of(line) == pool]
        if self.board.bands[self.grid.horizontals[mine[0]].band].black_box:
            mine = mine[1:2]
        ways = ("top", "bottom") if leaving else ("bottom", "top")
        return {
            (x, y, way): 0.0 if x % 2 else 1.0
            for x in range(len(self.grid.verticals))
            for y, way in zip((mine[0], mine[-1]), ways, strict=True)
        }

    def _pool_of(self, line: Line) -> str | None:
        return self.board.bands[line.band].pool

    def _side_cost(self, wire: Wire, item: Item, side: str, x: int, *, leaving: bool) -> float:
        kind = wire.kind
        if kind == "sequence":
            kind = "wrap" if wire.wraps else "back" if wire.back else "ahead"
        cost = (LEAVE if leaving else ARRIVE)[kind][side]
        if item.kind not in bpmn.GATEWAYS and side in {"top", "bottom"} and kind == "ahead":
            cost += 3.0
        for arrives, kind_there in self.docked[item.id, side, x]:
            if arrives is leaving:
                cost += SAME_SIDE if item.is_point else 9.0 if kind_there == wire.kind else 4.0
            else:
                cost += 2.5 if leaving else 1.0
        if leaving and kind == "ahead" and item.kind in bpmn.GATEWAYS:
            cost -= 0.5
        return cost

    def _moves(
        self, wire: Wire, ends: set[Spot], own: set[Spot], state: State
    ) -> list[tuple[State, float]]:
        x, y, way = state
        dx, dy = STEPS[way]
        moves = []
        to_x, to_y = x + dx, y + dy
        if 0 <= to_x < len(self.grid.verticals) and 0 <= to_y < len(self.grid.horizontals):
            there = to_x, to_y
            if there in ends or (
                there not in self.grid.covered
                and not _is_black(self.board, self.grid.horizontals[to_y], wire)
            ):
                moves.append(((to_x, to_y, way), 1.0 + self._traffic(x, y, to_x, to_y, wire)))
        if (x, y) not in own and (x, y) not in ends and (x, y) not in wire.barred:
            turns = ("top", "bottom") if dx else ("left", "right")
            moves += [((x, y, turn), BEND) for turn in turns]
        return moves

    def _traffic(self, x: int, y: int, to_x: int, to_y: int, wire: Wire) -> float:
        """Price a step: wires it crosses where it arrives, wires it would run along with."""
        guest = self.board.items.get(wire.source)
        cost = 3.0 if to_x < x and guest and guest.host and not wire.back else 0.0
        along, cross = (self.across, self.down) if to_x != x else (self.down, self.across)
        turning = along.get((to_x, to_y), ())
        kin = self.kin[wire.id]
        for other in cross.get((to_x, to_y), ()):
            if other.id not in kin:
                cost += CROSSING / 2 if other in turning else CROSSING
        line = self.grid.horizontals[y] if to_x != x else self.grid.verticals[x]
        here = along.get((x, y), ())
        for other in along.get((to_x, to_y), ()):
            if other.id not in kin and other in here:
                cost += CLOSE if line.channel else SHARED
        return cost

    def _settle(self, wire: Wire, states: list[State]) -> None:
        passed = self.passed[wire.id] = []
        for (x, y, _), (to_x, to_y, _) in pairwise(states):
            if (x, y) != (to_x, to_y):
                along = self.across if to_x != x else self.down
                for spot in ((x, y), (to_x, to_y)):
                    if wire not in along[spot]:
                        along[spot].append(wire)
                        passed.append((along, spot))
        turns = [one for one, after in pairwise(states) if one[2] != after[2]]
        corners = [states[0], *turns, states[-1]]
        wire.route = [(x, y) for x, y, _ in corners]
        self._dock(wire, states[0][2], states[0][0], leaving=True)
        self._dock(wire, OPPOSITE[states[-1][2]], states[-1][0], leaving=False)

    def _dock(self, wire: Wire, side: str, x: int, *, leaving: bool) -> None:
        id_ = wire.source if leaving else wire.target
        self.sides[wire.id, leaving] = id_, side, x
        self.docked[id_, side, x].append((not leaving, wire.kind))

    def busy(self) -> set[tuple[str, str]]:
        """List the sides of items where a wire leaves or arrives."""
        return {(id_, side) for (id_, side, _), docked in self.docked.items() if docked}

    def _lift(self, wire: Wire) -> None:
        for passing, spot in self.passed.pop(wire.id):
            passing[spot].remove(wire)
        for leaving in (True, False):
            self.docked[self.sides[wire.id, leaving]].remove((not leaving, wire.kind))


def _around_itself(starts: Costs, goals: Costs) -> tuple[Costs, Costs]:
    """Let a wire back to its own source leave at one side and come in at another."""
    first = min(starts, key=lambda state: starts[state])
    same = {first[2], OPPOSITE[first[2]]}
    return {first: starts[first]}, {one: cost for one, cost in goals.items() if one[2] not in same}


def _kin(board: Board) -> dict[str, set[str]]:
    """List for each wire the wires it may run along with: same source, host or target."""
    families: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    member_of: dict[str, list[set[str]]] = defaultdict(list)
    for wire in board.wires:
        source = board.cell_owner(wire.source)
        host = source.id if source and source.id != wire.source else ""
        for family in (("from", wire.source), ("to", wire.target), ("beside", host)):
            if family[1]:
                families[wire.kind, *family].add(wire.id)
                member_of[wire.id].append(families[wire.kind, *family])
    return {id_: set().union(*found) for id_, found in member_of.items()}


def _turn(board: Board, grid: Grid, wire: Wire) -> tuple[int, int]:
    """Say when a wire is laid: sequence flows first, short ones before long ones."""
    source, target = board.cell_owner(wire.source), board.cell_owner(wire.target)
    kind = {"sequence": 1 if wire.back else 0, "message": 2, "association": 3}[wire.kind]
    if source is None or target is None:
        return kind, 0
    away = abs(grid.line_of(source) - grid.line_of(target))
    return kind, away + abs(target.column - source.column)


def _is_black(board: Board, line: Line, wire: Wire) -> bool:
    """Tell whether a line lies in a black box that the wire has nothing to do with."""
    band = board.bands[line.band]
    return band.black_box and not line.channel and band.id not in {wire.source, wire.target}
