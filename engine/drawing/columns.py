"""From left to right: open the loops, give each item a column, fold what is too wide."""

from __future__ import annotations

from collections import defaultdict

from engine.drawing import bpmn
from engine.drawing.board import Board, Item, Wire

WIDEST = 2400.0


class Order:
    """The flows between cells with the loops opened: who comes before whom."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.ahead: dict[str, list[str]] = defaultdict(list)
        self.behind: dict[str, list[str]] = defaultdict(list)
        self.gap: dict[tuple[str, str], int] = {}
        #: pairs joined by a normal flow, not only from a boundary event
        self.plain: set[tuple[str, str]] = set()
        #: pairs that share a column although one follows the other
        self.squeezed: list[tuple[Item, Item]] = []
        self._open_loops()
        self._add_messages()

    def flows(self) -> list[tuple[Wire, Item, Item]]:
        """List the wires between two items, boundary events counted as their host."""
        found = []
        for wire in self.board.wires:
            source, target = self.board.cell_owner(wire.source), self.board.cell_owner(wire.target)
            if source and target:
                found.append((wire, source, target))
        return found

    def _open_loops(self) -> None:
        flows = [flow for flow in self.flows() if flow[0].kind == "sequence"]
        leaving: dict[str, list[tuple[Wire, str]]] = defaultdict(list)
        entered = {target.id for _, _, target in flows}
        for wire, source, target in flows:
            leaving[source.id].append((wire, target.id))
        cells = [item.id for item in self.board.items.values() if not item.host]
        state: dict[str, int] = {}
        for start in sorted(cells, key=lambda id_: id_ in entered):
            self._walk(start, leaving, state)
        for wire, source, target in flows:
            if not wire.back:
                self._link(source, target, source.span)
                if source.id == wire.source:
                    self.plain.add((source.id, target.id))

    def _walk(
        self, start: str, leaving: dict[str, list[tuple[Wire, str]]], state: dict[str, int]
    ) -> None:
        """Go depth first; a flow to a cell that is still open closes a loop."""
        if start in state:
            return
        state[start] = 1
        stack = [(start, iter(leaving[start]))]
        while stack:
            here, rest = stack[-1]
            for wire, there in rest:
                if state.get(there) == 1:
                    wire.back = True
                elif there not in state:
                    state[there] = 1
                    stack.append((there, iter(leaving[there])))
                    break
            else:
                state[here] = 2
                stack.pop()

    def _add_messages(self) -> None:
        """Let a message go straight down or to the right, unless that would close a loop."""
        for wire, source, target in self.flows():
            if wire.kind == "message" and not self._reaches(target.id, source.id):
                self._link(source, target, 0)

    def _link(self, source: Item, target: Item, gap: int) -> None:
        self.ahead[source.id].append(target.id)
        self.behind[target.id].append(source.id)
        key = source.id, target.id
        self.gap[key] = max(gap, self.gap.get(key, 0))

    def _reaches(self, start: str, goal: str) -> bool:
        seen, todo = {start}, [start]
        while todo:
            here = todo.pop()
            if here == goal:
                return True
            todo += [there for there in self.ahead[here] if there not in seen]
            seen.update(self.ahead[here])
        return False

    def sequence(self) -> list[str]:
        """List all cells so that each comes after everything before it."""
        left = {
            item.id: len(self.behind[item.id])
            for item in self.board.items.values()
            if not item.host
        }
        ready = [id_ for id_, count in left.items() if not count]
        found = []
        for id_ in ready:
            found.append(id_)
            for there in self.ahead[id_]:
                left[there] -= 1
                if not left[there]:
                    ready.append(there)
        return found


def give_columns(board: Board, order: Order) -> None:
    """Give each item the leftmost column its flows allow; late starters move to the right."""
    items = board.items
    sequence = order.sequence()
    for id_ in sequence:
        items[id_].column = max(
            (items[one].column + order.gap[one, id_] for one in order.behind[id_]), default=0
        )
    for id_ in reversed(sequence):
        if not order.behind[id_] and order.ahead[id_]:
            room = min(items[one].column - order.gap[id_, one] for one in order.ahead[id_])
            items[id_].column = max(room, 0)


def squeeze(board: Board, order: Order) -> None:
    """In a diagram that is too wide, let work that goes to another lane go straight down or up."""
    if width_of(board) <= WIDEST:
        return
    for wire, source, target in order.flows():
        steps = source.kind in bpmn.ACTIVITIES and target.kind in bpmn.ACTIVITIES
        handed_over = steps and wire.kind == "sequence" and source.band != target.band
        edge = target.band > source.band and board.boundaries(source.id)
        if handed_over and not edge and not wire.back and len(order.behind[target.id]) == 1:
            order.gap[source.id, target.id] = source.span - 1
            order.squeezed.append((source, target))
    give_columns(board, order)


def release(board: Board, order: Order) -> bool:
    """Undo the squeeze where something stands in between; tell whether anything changed."""
    standing = [item for item in board.items.values() if not item.host]
    blocked = [pair for pair in order.squeezed if any(_between(*pair, one) for one in standing)]
    for source, target in blocked:
        order.gap[source.id, target.id] = source.span
        order.squeezed.remove((source, target))
    if blocked:
        give_columns(board, order)
    return bool(blocked)


def _between(source: Item, target: Item, other: Item) -> bool:
    if other in {source, target} or not other.column <= target.column < other.column + other.span:
        return False
    low, high = sorted([(source.band, source.row), (target.band, target.row)])
    return target.column < source.column + source.span and low < (other.band, other.row) < high


def width_of(board: Board) -> float:
    """Guess how wide the columns will be, before anything is routed."""
    widths: dict[int, float] = defaultdict(float)
    for item in board.items.values():
        if not item.host:
            label = item.label_block()[0] if item.has_label else 0.0
            for column in range(item.column, item.column + item.span):
                part = item.width if item.span == 1 else item.width / item.span - 50
                widths[column] = max(widths[column], part, label)
    return sum(width + 50 for width in widths.values())


def fold(board: Board) -> None:
    """Wrap a diagram that is too wide: later columns continue at the left, in rows below.

    A diagram with lanes stays wide: lanes cannot be repeated, so its owner splits the process.
    """
    wide = width_of(board)
    if wide <= WIDEST or len(board.bands) > 1:
        return
    placed = [item for item in board.items.values() if not item.host]
    columns = max(item.column + item.span for item in placed)
    strips = -(-int(wide) // int(WIDEST))
    start = 0
    cuts = []
    for strip in range(1, strips):
        ideal = start + (columns - start) // (strips - strip + 1)
        tries = range(max(start + 2, ideal - 2), min(columns - 1, ideal + 3))
        start = min(tries, key=lambda cut: (_torn(board, cut), abs(cut - ideal)))
        cuts.append(start)
    _continue_below(board, placed, [0, *cuts])


def _torn(board: Board, cut: int) -> int:
    """Count the wires and wide items that a cut before this column tears."""
    torn = 0
    for wire in board.wires:
        source, target = board.cell_owner(wire.source), board.cell_owner(wire.target)
        if source and target:
            torn += (source.column < cut) != (target.column < cut)
    wide = (item for item in board.items.values() if item.column < cut < item.column + item.span)
    return torn + 5 * sum(1 for _ in wide)


def _continue_below(board: Board, placed: list[Item], cuts: list[int]) -> None:
    strip_of = {item.id: sum(item.column >= cut for cut in cuts) - 1 for item in placed}
    for index, band in enumerate(board.bands):
        top = 0
        for strip in range(len(cuts)):
            here = [item for item in placed if item.band == index and strip_of[item.id] == strip]
            used = sorted({item.row for item in here})
            for item in here:
                item.row = top + used.index(item.row)
                item.column -= cuts[strip]
            top += len(used)
        band.rows = max(top, 1)
    for wire in board.wires:
        source, target = board.cell_owner(wire.source), board.cell_owner(wire.target)
        if source and target and strip_of[source.id] != strip_of[target.id]:
            wire.wraps = True
