"""From top to bottom: the main path runs straight, branches find the nearest free row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from engine.drawing import bpmn
from engine.drawing.board import Board, Item
from engine.drawing.columns import Order

Cell = tuple[int, int, int]
Cell2 = tuple[int, int]

HELD = 3.0
BEND = 1.6
NEW_ROW = 1.2
NEW_COLUMN = 2.0
UNDER = 6.0
OTHER_BAND = 0.15


@dataclass(slots=True, eq=False)
class Run:
    """Items of one path that stay in one band and share a row."""

    items: list[Item]

    @property
    def band(self) -> int:
        return self.items[0].band

    @property
    def first(self) -> int:
        return self.items[0].column

    @property
    def last(self) -> int:
        return self.items[-1].column + self.items[-1].span - 1


class Rows:
    """The cells of the board while runs are being placed."""

    def __init__(self, board: Board, order: Order) -> None:
        self.board = board
        self.order = order
        self.taken: dict[Cell, str] = {}
        #: cells that a straight wire between two items of a run passes through
        self.held: dict[Cell, int] = defaultdict(int)
        #: number of items in each row
        self.filled: dict[tuple[int, int], int] = defaultdict(int)
        self.placed: set[str] = set()
        #: neighbours by flow, and whether this item must lie below (1) or above (-1) them
        self.near: dict[str, list[tuple[Item, int]]] = defaultdict(list)
        for wire, source, target in order.flows():
            below = int(wire.source != source.id)
            self.near[source.id].append((target, -below))
            self.near[target.id].append((source, below))

    def place(self, run: Run) -> None:
        """Put a run in its cheapest free row."""
        fits = [row for row in self._tries(run.band) if self._is_free(run, row)]
        row = min(fits, key=lambda row: self._cost(run, row))
        for item in run.items:
            item.row = row
            self.placed.add(item.id)
        self._mark(run, row, 1)

    def lift(self, run: Run) -> None:
        """Take a run off the board again."""
        self._mark(run, run.items[0].row, -1)
        self.placed.difference_update(item.id for item in run.items)

    def _mark(self, run: Run, row: int, change: int) -> None:
        for column in range(run.first, run.last + 1):
            self.held[run.band, row, column] += change
        self.filled[run.band, row] += change * len(run.items)
        for item in run.items:
            for column in range(item.column, item.column + item.span):
                if change > 0:
                    self.taken[run.band, row, column] = item.id
                else:
                    del self.taken[run.band, row, column]

    def _tries(self, band: int) -> list[int]:
        """List the rows in use and one more at each side, the middle ones first."""
        used = [row for there, row in self.filled if there == band]
        rows = range(min(used, default=0) - 1, max(used, default=0) + 2)
        return sorted(rows, key=lambda row: (abs(row), row < 0))

    def _is_free(self, run: Run, row: int) -> bool:
        return all(
            (run.band, row, column) not in self.taken
            for item in run.items
            for column in range(item.column, item.column + item.span)
        )

    def _cost(self, run: Run, row: int) -> float:
        """Add up what a row would cost: distance, bends, wires and cells in the way."""
        band = run.band
        cost = 0.2 * abs(row)
        if not self.filled[band, row]:
            cost += NEW_ROW
        columns = range(run.first, run.last + 1)
        cost += sum(HELD for column in columns if self.held[band, row, column] > 0)
        for item in run.items:
            for other, below in self.near[item.id]:
                if other.id in self.placed and other not in run.items:
                    cost += self._pull(item, row, other, below)
        return cost

    def blocked(self, item: Item, row: int, column: int) -> int:
        """Count the flows that would have no straight way past an item in these cells."""
        there, end = (item.band, row), column + item.span
        count = 0
        for _, source, target in self.order.flows():
            low, high = sorted([(source.band, source.row), (target.band, target.row)])
            first, last = sorted([source.column, target.column])
            ways = range(first + 1, last + 1) or range(first, first + 1)
            inside = column <= first < end if first == last else all(column < w < end for w in ways)
            count += low < there < high and inside
        return count

    def _pull(self, item: Item, row: int, other: Item, below: int) -> float:
        if other.band != item.band:
            return OTHER_BAND * min(max(row if other.band < item.band else -row, -1), 1)
        cost = abs(row - other.row) + (BEND if row != other.row else 0.0)
        if below and (row - other.row) * below <= 0:
            cost += UNDER
        low, high = sorted((item, other), key=lambda one: one.column)
        between = range(low.column + low.span, high.column)
        blocked = sum((item.band, row, column) in self.taken for column in between)
        return cost + BEND * min(blocked if row == other.row else blocked / 2, 2)


def give_rows(board: Board, order: Order) -> None:
    """Give each item a row inside its band, then number the rows of each band from 0."""
    rows = Rows(board, order)
    main, *branches = paths(board, order) or [[]]
    for run in _runs(main):
        rows.place(run)
    runs = [run for path in branches for run in _runs(path)]
    for run in runs:
        rows.place(run)
    for _ in range(2):
        for run in runs:
            rows.lift(run)
            rows.place(run)
    _place_loose(board, rows)
    _number(board)


def paths(board: Board, order: Order) -> list[list[Item]]:
    """Split the flows into paths: first the longest, then the longest of what is left."""
    sequence = order.sequence()
    flowing = [id_ for id_ in sequence if not _is_loose(board.items[id_], order)]
    found: list[list[Item]] = []
    left = dict.fromkeys(flowing)
    while left:
        length: dict[str, int] = {}
        for id_ in reversed(sequence):
            if id_ in left:
                after = (one for one in order.ahead[id_] if (id_, one) in order.plain)
                length[id_] = 1 + max((length.get(one, 0) for one in after), default=0)
        here = max(left, key=lambda id_: length[id_])
        path = []
        while here:
            path.append(board.items[here])
            del left[here]
            ahead = [one for one in order.ahead[here] if one in left and (here, one) in order.plain]
            here = max(ahead, key=lambda one: length[one], default="")
        found.append(path)
    return found


def _is_loose(item: Item, order: Order) -> bool:
    joined = order.ahead[item.id] or order.behind[item.id]
    return item.apart or item.kind in bpmn.DATA | bpmn.ARTIFACTS or not joined


def _runs(path: list[Item]) -> list[Run]:
    runs: list[Run] = []
    for item in path:
        if runs and runs[-1].band == item.band:
            runs[-1].items.append(item)
        else:
            runs.append(Run([item]))
    return runs


def _place_loose(board: Board, rows: Rows) -> None:
    """Place what no sequence flow holds: data and notes beside their item, the rest below all."""
    for item in board.items.values():
        if not item.host and item.id not in rows.placed and item.kind in bpmn.DATA | bpmn.ARTIFACTS:
            friends = [one for one, _ in rows.near[item.id] if one.id in rows.placed]
            if friends:
                item.band, item.column = friends[0].band, friends[0].column
            _place_near(item, friends[0].row if friends else 0, rows)
    for index in range(len(board.bands)):
        rest = [
            item
            for item in board.items.values()
            if item.band == index and not item.host and item.id not in rows.placed
        ]
        for item in rest:
            item.column, item.row = _gap(item, rows)
            for column in range(item.column, item.column + item.span):
                rows.taken[index, item.row, column] = item.id
                rows.held[index, item.row, column] += 1


def _gap(item: Item, rows: Rows) -> Cell2:
    """Find a gap that is wide enough and blocks no flow, in a row that exists or in a new one."""
    used = sorted({row for band, row, _ in rows.taken if band == item.band})
    columns = max((column for _, _, column in rows.taken), default=0) + 1
    below = max(used, default=-1) + 1
    best, least = (0, below), float("inf")
    for row in [*reversed(used), below]:
        for column in range(columns + 1):
            wider = max(column + item.span - columns, 0)
            cost = (NEW_ROW if row == below else 0.0) + NEW_COLUMN * wider + 0.01 * column
            if cost < least and _is_gap(item, rows, row, column):
                cost += HELD * rows.blocked(item, row, column)
                best, least = ((column, row), cost) if cost < least else (best, least)
    return best


def _is_gap(item: Item, rows: Rows, row: int, column: int) -> bool:
    """Tell whether a wide item fits, with one cell more on each side so nothing is crammed in."""
    cells = [(item.band, row, one) for one in range(column - 1, column + item.span + 1)]
    return all(cell not in rows.taken and rows.held[cell] <= 0 for cell in cells)


def _place_near(item: Item, row: int, rows: Rows) -> None:
    """Try above, below, then one column to the right."""
    spots = [(row + step, item.column + aside) for aside in (0, 1) for step in (-1, 1, -2, 2)]
    spots += [(row + step, item.column) for step in range(3, 20)]
    free = (
        (r, c)
        for r, c in spots
        if (item.band, r, c) not in rows.taken and rows.held[item.band, r, c] <= 0
    )
    item.row, item.column = next(free)
    rows.taken[item.band, item.row, item.column] = item.id
    rows.placed.add(item.id)


def _number(board: Board) -> None:
    for index, band in enumerate(board.bands):
        here = [item for item in board.items.values() if item.band == index and not item.host]
        used = sorted({item.row for item in here})
        band.rows = max(len(used), 1)
        for item in here:
            item.row = used.index(item.row)
