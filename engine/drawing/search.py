"""Search the cheapest way over a grid (A*). Knows states and costs, nothing of diagrams."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping

Spot = tuple[int, int]
#: column, row, and in which direction one goes there
State = tuple[int, int, str]
Moves = Callable[[State], list[tuple[State, float]]]

BEND = 5.0
FORBIDDEN = 1000.0


class Goals:
    """Where a way may end, and how far that is at least; the estimate never exceeds the cost."""

    def __init__(self, costs: Mapping[State, float]) -> None:
        self.costs = costs
        self.spots = {(x, y) for x, y, _ in costs}
        self.left, self.right = min(x for x, _ in self.spots), max(x for x, _ in self.spots)
        self.top, self.bottom = min(y for _, y in self.spots), max(y for _, y in self.spots)

    def estimate(self, state: State) -> float:
        x, y, way = state
        dx = max(self.left - x, 0, x - self.right)
        dy = max(self.top - y, 0, y - self.bottom)
        upright = way in {"top", "bottom"}
        return dx + dy + (BEND if (dx if upright else dy) else 0.0)


def cheapest_way(starts: Mapping[State, float], goals: Goals, moves: Moves) -> list[State]:
    """Give the states of the cheapest way, first to last; an empty list when there is none."""
    best = dict(starts)
    came: dict[State, State] = {}
    queue = [(cost + goals.estimate(one), n, one) for n, (one, cost) in enumerate(starts.items())]
    heapq.heapify(queue)
    count = len(queue)
    least, final = float("inf"), None
    done: set[State] = set()
    while queue and queue[0][0] < least:
        state = heapq.heappop(queue)[2]
        if state in done:
            continue
        done.add(state)
        cost = best[state]
        if state[:2] in goals.spots and state in came:
            total = cost + goals.costs.get(state, FORBIDDEN)
            least, final = min((least, final), (total, state), key=lambda end: end[0])
            continue
        for after, step in moves(state):
            if cost + step < best.get(after, float("inf")):
                best[after], came[after] = cost + step, state
                count += 1
                heapq.heappush(queue, (cost + step + goals.estimate(after), count, after))
    return _traced(final, came)


def _traced(final: State | None, came: Mapping[State, State]) -> list[State]:
    if final is None:
        return []
    states = [final]
    while states[-1] in came:
        states.append(came[states[-1]])
    return states[::-1]
