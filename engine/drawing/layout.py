"""Lay out a BPMN diagram anew: `tidy` takes a file and gives it back with a fresh diagram.

The steps, one module each: `reading` (XML to boards), `columns` (left to right), `rows` (top to
bottom), `routes` over a `grid` (a way for each flow), `tracks` (flows that share a way),
`geometry` (pixels), `labels` (names beside shapes), `interchange` (back to XML).
"""

from __future__ import annotations

from engine.drawing import (
    bpmn,
    columns,
    geometry,
    interchange,
    labels,
    reading,
    routes,
    rows,
    tracks,
)
from engine.drawing.board import Board, Box
from engine.drawing.bpmn import Element
from engine.drawing.errors import DiagramTooLarge
from engine.drawing.grid import Grid

MARGIN = 40.0
#: what is larger is not read by anybody, and would keep a server busy for seconds
MOST = 400
LAID_OUT = bpmn.FLOW_NODES | bpmn.DATA | bpmn.ARTIFACTS | set(reading.FLOWS)
#: how much wider the channels get, in turn, until every label has a free spot
WIDER = (0.0, 14.0, 28.0, 42.0)
#: how often flows are sent another way because they would lie on others
DETOURS = 3


def tidy(xml: bytes) -> bytes:
    """Compute where everything goes and write it into the file; nothing else changes.

    An existing drawing is replaced and never looked at: the same process always gives the same
    drawing, so tidying twice changes nothing. Raises DiagramNotDrawn.
    """
    root = bpmn.parse(xml)
    _check_size(root)
    insides = _Insides()
    for process in bpmn.children(root, "process"):
        insides.lay_out(process)
    sheet = interchange.Sheet(root)
    for subject, board in reading.boards_of(root, insides.sizes):
        grid = arrange(board)
        plane = sheet.plane(str(subject.get("id")))
        left = _left_of(board)
        _write_bands(plane, board, grid, left)
        _write(plane, board, insides, left, MARGIN)
    return sheet.finish()


def _check_size(root: Element) -> None:
    count = sum(1 for one in root.iter() if bpmn.tag(one) in LAID_OUT)
    if count > MOST:
        raise DiagramTooLarge(
            count=count, most=MOST, what_nl="elementen en lijnen", what_en="elements and lines"
        )


def arrange(board: Board) -> Grid:
    """Solve one board, step by step."""
    order = columns.Order(board)
    columns.give_columns(board, order)
    columns.squeeze(board, order)
    rows.give_rows(board, order)
    while columns.release(board, order):
        rows.give_rows(board, order)
    columns.fold(board)
    geometry.spread_boundaries(board)
    grid = Grid(board)
    router = routes.Router(board, grid)
    router.route_all()
    router.reroute()
    geometry.spread_boundaries(board)
    offsets = tracks.give_tracks(board, grid)
    for _ in range(DETOURS):
        if not router.detour():
            break
        offsets = tracks.give_tracks(board, grid)
    # what is too wide however close things stand gets the usual room
    for channel in (*geometry.CHANNELS, geometry.CHANNELS[0]):
        _give_room(board, grid, router, offsets, channel)
        if _width_of(board, grid) <= columns.WIDEST:
            break
    return grid


def _give_room(
    board: Board, grid: Grid, router: routes.Router, offsets: tracks.Offsets, channel: float
) -> None:
    """Place everything, ever wider until each label has a free spot."""
    for extra in WIDER:
        geometry.measure(board, grid, router.busy(), extra, channel)
        geometry.place(board, grid, offsets)
        if labels.place_labels(board, geometry.band_boxes(board, grid)):
            break


def _width_of(board: Board, grid: Grid) -> float:
    return _left_of(board) + geometry.band_boxes(board, grid)[0].width


class _Insides:
    """The boards inside sub-processes, laid out from the inside out so that sizes are known."""

    def __init__(self) -> None:
        self.boards: dict[str, Board] = {}
        self.sizes: dict[str, tuple[float, float]] = {}

    def lay_out(self, scope: Element) -> None:
        for element in bpmn.children(scope, *bpmn.SUB_PROCESSES):
            id_ = element.get("id")
            if id_ and bpmn.has_content(element):
                self.lay_out(element)
                self.boards[id_] = board = reading.board_inside(element, self.sizes)
                box = geometry.band_boxes(board, arrange(board))[0]
                self.sizes[id_] = box.width + geometry.INSIDE, box.height + geometry.INSIDE + 10


def _write(plane: interchange.Plane, board: Board, insides: _Insides, dx: float, dy: float) -> None:
    plane.board(board, dx, dy)
    for item in board.items.values():
        if item.id in insides.boards:
            x, y = item.box.x + geometry.INSIDE / 2, item.box.y + geometry.INSIDE / 2 + 10
            _write(plane, insides.boards[item.id], insides, dx + x, dy + y)


def _write_bands(plane: interchange.Plane, board: Board, grid: Grid, left: float) -> None:
    """Write pools, then lanes; a lane in a lane starts one strip further to the right."""
    held: dict[str, list[Box]] = {}
    starts: dict[str, float] = {}
    for band, box in zip(board.bands, geometry.band_boxes(board, grid), strict=True):
        lanes = () if band.black_box or not band.id else (*band.around, band.id)
        for depth, owner in enumerate([band.pool, *lanes]):
            if owner:
                held.setdefault(owner, []).append(box)
                starts[owner] = MARGIN + geometry.HEADER * (depth - _without_pools(board))
    for owner in sorted(held, key=lambda owner: starts[owner]):
        mine = held[owner]
        width = left + mine[0].width - starts[owner]
        box = Box(starts[owner], mine[0].y + MARGIN, width, mine[-1].bottom - mine[0].y)
        plane.shape(owner, box, isHorizontal="true")


def _without_pools(board: Board) -> bool:
    return not any(band.pool for band in board.bands)


def _left_of(board: Board) -> float:
    """Tell where the items begin: to the right of the strips with the names of pools and lanes."""
    strips = max(
        bool(band.pool) + (len(band.around) + 1 if band.id and not band.black_box else 0)
        for band in board.bands
    )
    return MARGIN + geometry.HEADER * max(strips, 1)
