"""From cells and tracks to pixels: how wide each column and how high each row must be."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from engine.drawing import words
from engine.drawing.board import FLOW_LABEL_ROOM, FLOW_LABEL_START, Board, Box, Item, Point, Wire
from engine.drawing.grid import Grid, Line
from engine.drawing.tracks import SPACING, Offsets

#: how wide a channel between columns is; narrower in a diagram that would be too wide
CHANNELS = (46.0, 38.0, 30.0, 24.0)
GUTTER = 26.0
EDGE = 18.0
HEADER = 30.0
POOL_GAP = 44.0
BLACK_BOX = 60.0
LANE = 110.0
INSIDE = 30.0
#: up to two boundary events have room for their names on both sides
PAIR = 2


def spread_boundaries(board: Board) -> None:
    """Spread boundary events along the bottom edge of their host, up to its right corner.

    They leave the middle free, where the signs of an activity stand. Once their flows have ways,
    whose way turns left comes first.
    """
    for host in board.items.values():
        guests = sorted(board.boundaries(host.id), key=partial(_bearing, board, host))
        guests.sort(key=partial(_turn, board))
        step = 52.0 if len(guests) == PAIR else 72.0
        start = host.width / 2 - 24 - step * (len(guests) - 1)
        if len(guests) == PAIR and host.width <= 3 * step:
            start = -step / 2
        for number, guest in enumerate(guests):
            guest.shift = start + step * number
            guest.band, guest.row, guest.column = host.band, host.row, host.column


def _bearing(board: Board, host: Item, guest: Item) -> tuple[bool, int, int]:
    """Order boundary events so that their flows do not cross: back first, then the lowest goal."""
    goals = [
        board.items[wire.target]
        for wire in board.wires
        if wire.source == guest.id and wire.target in board.items
    ]
    goal = next(iter(goals), host)
    return goal.column > host.column, -goal.band, -goal.row


def _turn(board: Board, guest: Item) -> tuple[int, int]:
    """Order boundary events by where their flows turn: a shorter stem nearer to that side."""
    for wire in board.wires:
        if wire.source == guest.id and wire.route:
            start = wire.route[0][0]
            for (_, level), (column, _) in pairwise(wire.route):
                if column != start:
                    return (-1, level) if column < start else (1, -level)
    return 0, 0


def measure(
    board: Board, grid: Grid, busy: set[tuple[str, str]], extra: float, channel: float
) -> None:
    """Give every line its place, so that items, labels and tracks fit.

    `busy`: (item id, side) where a wire docks; `extra`: pixels to widen each channel by;
    `channel`: how wide one between columns is at least.
    """
    for line in (*grid.verticals, *grid.horizontals):
        line.before = line.after = 0.0
    _measure_channels(board, grid, extra, channel)
    for item in board.items.values():
        if item.host:
            _make_room_below(grid, item, board.items[item.host])
        else:
            _make_room(grid, item, busy, clear=extra > 0)
    for host in board.items.values():
        _make_guest_room(board, grid, host)
    for wire in board.wires:
        if wire.name and wire.route:
            _make_label_room(board, grid, wire, clear=extra > 0)
    _even_out(board, grid)
    _lay(grid.verticals)
    _make_span_room(board, grid)
    _lay(grid.verticals)
    _lay_bands(board, grid)


def _measure_channels(board: Board, grid: Grid, extra: float, channel: float) -> None:
    for line in grid.verticals:
        if line.channel:
            outer = line.number in {0, len(grid.verticals) // 2}
            room = SPACING * max(line.tracks - 1, 0) + extra
            line.before = line.after = ((EDGE if outer else channel) + room) / 2
    for line in grid.horizontals:
        if line.channel:
            rows = board.bands[line.band].rows
            base = EDGE if line.number in {0, rows} else GUTTER
            room = SPACING * max(line.tracks - 1, 0) + (8 if line.tracks else 0) + extra / 2
            line.before = line.after = (base + room) / 2


def _make_room(grid: Grid, item: Item, busy: set[tuple[str, str]], *, clear: bool) -> None:
    """Make a cell large enough; `clear`: also for a name beside an item with wires all around."""
    row = grid.horizontals[grid.line_of(item)]
    column = grid.verticals[2 * item.column + 1]
    width, height = item.label_block() if item.has_label else (0.0, 0.0)
    below = item.height / 2 + (height + 5 if item.has_label else 0)
    row.before = max(row.before, item.height / 2)
    upward, downward = (item.id, "top") in busy, (item.id, "bottom") in busy
    above = downward and not upward
    row.after = max(row.after, item.height / 2 if above else below)
    if downward or upward:
        row.before = max(row.before, below)
    if clear and upward and downward and item.has_label:
        column.after = max(column.after, width + 8)
    if item.span == 1:
        column.before = max(column.before, item.width / 2, width / 2)
        column.after = max(column.after, item.width / 2, width / 2)


def _make_room_below(grid: Grid, guest: Item, host: Item) -> None:
    row = grid.horizontals[grid.line_of(host)]
    row.after = max(row.after, (host.height + guest.height) / 2 + guest.label_block()[1] + 4)


def _make_guest_room(board: Board, grid: Grid, host: Item) -> None:
    """Keep the name of the last boundary event clear of the wires beside a crowded host."""
    guests = board.boundaries(host.id)
    if len(guests) > PAIR and host.span == 1:
        last = max(guests, key=lambda guest: guest.shift)
        column = grid.verticals[2 * host.column + 1]
        column.after = max(column.after, last.shift + 8 + last.label_block()[0])


def _make_label_room(board: Board, grid: Grid, wire: Wire, *, clear: bool) -> None:
    """Widen what the first horizontal piece of a named wire runs through.

    `clear`: the name must also fit before the tracks of other wires.
    """
    width, height = words.block(wire.name, FLOW_LABEL_ROOM, words.LABEL)
    flat = next(
        (n for n in range(len(wire.route) - 1) if wire.route[n][1] == wire.route[n + 1][1]), None
    )
    if flat is None:
        return
    (x, y), (to_x, _) = wire.route[flat], wire.route[flat + 1]
    line = grid.horizontals[y]
    line.before = max(line.before, height + 6)
    source = board.cell_owner(wire.source)
    if to_x > x and source and x % 2:
        column, channel = grid.verticals[x], grid.verticals[x + 1]
        taken = source.width / 2 if flat == 0 else 0.0
        short = (
            width + FLOW_LABEL_START + 10 - (column.after - taken) - channel.before - channel.after
        )
        if clear and channel.tracks:
            beside = SPACING * (channel.tracks - 1) / 2 + FLOW_LABEL_START + 2
            channel.before = max(channel.before, width + beside - (column.after - taken))
        elif short > 0:
            channel.before += short / 2
            channel.after += short / 2


def _make_span_room(board: Board, grid: Grid) -> None:
    for item in board.items.values():
        if item.span > 1:
            first, last = (
                grid.verticals[2 * item.column + 1],
                grid.verticals[2 * (item.column + item.span) - 1],
            )
            short = item.width - (last.at + last.after - first.at + first.before)
            if short > 0:
                last.before += short / 2
                last.after += short / 2


def _even_out(board: Board, grid: Grid) -> None:
    """Make lanes high enough for their names."""
    for index, band in enumerate(board.bands):
        lines = [line for line in grid.horizontals if line.band == index]
        if band.black_box:
            for line in lines:
                line.before = line.after = 0.0 if line.channel else BLACK_BOX / 2
        elif band.id or band.pool:
            least = max(LANE, min(words.width_of(band.name, words.TEXT) + 20, 180.0))
            short = least - sum(line.before + line.after for line in lines)
            if short > 0:
                for line in (lines[0], lines[-1]):
                    line.before += short / 4
                    line.after += short / 4


def _lay(lines: list[Line], start: float = 0.0) -> float:
    at = start
    for line in lines:
        line.at = at + line.before
        at = line.at + line.after
    return at


def _lay_bands(board: Board, grid: Grid) -> None:
    at = 0.0
    for index, band in enumerate(board.bands):
        if index and band.pool != board.bands[index - 1].pool:
            at += POOL_GAP
        at = _lay([line for line in grid.horizontals if line.band == index], at)


def place(board: Board, grid: Grid, offsets: Offsets) -> None:
    """Give every item its box and every wire its points."""
    for item in board.items.values():
        owner = board.items[item.host] if item.host else item
        first, last = (
            grid.verticals[2 * owner.column + 1],
            grid.verticals[2 * (owner.column + owner.span) - 1],
        )
        x = first.at if owner.span == 1 else (first.at - first.before + last.at + last.after) / 2
        y = grid.horizontals[grid.line_of(owner)].at
        if item.host:
            x, y = x + item.shift, y + owner.height / 2
        item.box = Box(x - item.width / 2, y - item.height / 2, item.width, item.height)
    for wire in board.wires:
        wire.points = _points(board, grid, wire, offsets)


def _points(board: Board, grid: Grid, wire: Wire, offsets: Offsets) -> list[Point]:
    """Meet consecutive pieces in their corners, and stop at the borders of the ends."""
    route, lines = wire.route, grid.horizontals
    corners: list[Point] = []
    for number, (x, y) in enumerate(route):
        at_x, at_y = grid.verticals[x].at, grid.horizontals[y].at
        for piece in (number - 1, number):
            if 0 <= piece < len(route) - 1:
                if route[piece][0] == route[piece + 1][0]:
                    at_x = grid.verticals[x].at + offsets.get((wire.id, piece), 0.0)
                else:
                    at_y = grid.horizontals[y].at + offsets.get((wire.id, piece), 0.0)
        guest = board.items.get(wire.source)
        if number <= 1 and guest and guest.host and route[0][0] == x:
            at_x = guest.box.middle[0]
        corners.append((at_x, at_y))
    corners[0] = _border(board, lines[route[0][1]], wire.source, corners[1], corners[0])
    corners[-1] = _border(board, lines[route[-1][1]], wire.target, corners[-2], corners[-1])
    return [(round(x, 1), round(y, 1)) for x, y in corners]


def _border(board: Board, line: Line, id_: str, outside: Point, inside: Point) -> Point:
    """Find where a wire that ends straight at an item or pool meets its border."""
    item = board.items.get(id_)
    if item is None:
        return inside[0], line.at - line.before if outside[1] < line.at else line.at + line.after
    box = item.box
    if outside[0] == inside[0]:
        return inside[0], box.y if outside[1] < box.middle[1] else box.bottom
    return box.x if outside[0] < box.middle[0] else box.right, inside[1]


def band_boxes(board: Board, grid: Grid) -> list[Box]:
    """Give the box of each band; the caller adds headers."""
    right = grid.verticals[-1].at + grid.verticals[-1].after
    boxes = []
    for index in range(len(board.bands)):
        lines = [line for line in grid.horizontals if line.band == index]
        top = lines[0].at - lines[0].before
        boxes.append(Box(0.0, top, right, lines[-1].at + lines[-1].after - top))
    return boxes
