"""The lines wires may run over: through and between the columns and rows of a board."""

from __future__ import annotations

from dataclasses import dataclass

from engine.drawing.board import Board, Item


@dataclass(slots=True, eq=False)
class Line:
    """One vertical or horizontal line: `channel` lies between cells, else through them."""

    channel: bool
    #: index of the column, or of the row inside the band
    number: int
    band: int = -1
    #: pixels: where it lies, and how far its own strip reaches to both sides
    at: float = 0.0
    before: float = 0.0
    after: float = 0.0
    #: number of parallel tracks a channel carries
    tracks: int = 0


class Grid:
    """All lines of a board, and which crossings of lines are covered by items."""

    def __init__(self, board: Board) -> None:
        self.board = board
        placed = [item for item in board.items.values() if not item.host]
        columns = max((item.column + item.span for item in placed), default=1)
        self.verticals = [Line(channel=n % 2 == 0, number=n // 2) for n in range(2 * columns + 1)]
        self.horizontals: list[Line] = []
        self.row_line: dict[tuple[int, int], int] = {}
        for index, band in enumerate(board.bands):
            for row in range(band.rows):
                self.horizontals.append(Line(channel=True, number=row, band=index))
                self.row_line[index, row] = len(self.horizontals)
                self.horizontals.append(Line(channel=False, number=row, band=index))
            self.horizontals.append(Line(channel=True, number=band.rows, band=index))
        self.covered: dict[tuple[int, int], str] = {}
        for item in placed:
            for x in range(2 * item.column + 1, 2 * (item.column + item.span)):
                self.covered[x, self.line_of(item)] = item.id

    def line_of(self, item: Item) -> int:
        return self.row_line[item.band, item.row]

    def ports(self, item: Item) -> list[tuple[str, tuple[int, int]]]:
        """List at which crossings of lines each side of an item is reached."""
        y = self.line_of(item)
        left, right = 2 * item.column + 1, 2 * (item.column + item.span) - 1
        upright = [(side, (x, y)) for x in range(left, right + 1, 2) for side in ("top", "bottom")]
        return [("left", (left, y)), ("right", (right, y)), *upright]
