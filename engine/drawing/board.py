"""The drawing problem without XML: items in bands, joined by wires. Filled in step by step.

Words: a *band* is a lane, a pool without lanes, or a black-box pool. An *item* is drawn in a cell
(column, row) of its band. A *wire* is a flow. A *line* is where wires may run: through the
middle of a column or row, or through the *channel* between two of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.drawing import bpmn, words

LABEL_ROOM = 100.0
#: a name gets this much room rather than have its longest word cut
WORD_ROOM = 116.0
EDGE_LABEL_ROOM = 72.0
FLOW_LABEL_ROOM = 92.0
FLOW_LABEL_START = 9.0
PITCH = 160.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def touches(self, other: Box, gap: float = 0.0) -> bool:
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


@dataclass(slots=True, eq=False)
class Item:
    """One node: what it is, then the cell it was given, then its box and its label's box."""

    id: str
    kind: str
    name: str
    band: int
    width: float
    height: float
    #: id of the activity this boundary event sits on
    host: str | None = None
    #: a sub-process whose inside is shown
    expanded: bool = False
    #: an event sub-process: no flow leads to it
    apart: bool = False
    column: int = 0
    row: int = 0
    #: x of a boundary event relative to the middle of its host
    shift: float = 0.0
    box: Box = Box(0, 0, 0, 0)
    label: Box | None = None

    @property
    def span(self) -> int:
        """How many columns it covers."""
        return (
            1
            if self.kind not in bpmn.SUB_PROCESSES
            else max(1, -(-int(self.width - 100) // int(PITCH)) + 1)
        )

    @property
    def is_point(self) -> bool:
        """Tell whether flows must meet its middle lines exactly, and its name stands outside."""
        return self.kind in bpmn.EVENTS or self.kind in bpmn.GATEWAYS

    @property
    def has_label(self) -> bool:
        return bool(self.name) and (self.is_point or self.kind in bpmn.DATA)

    def label_block(self) -> tuple[float, float]:
        longest = words.longest_of(self.name, words.LABEL)
        room = EDGE_LABEL_ROOM if self.host else max(LABEL_ROOM, min(longest, WORD_ROOM))
        return words.block(self.name, room, words.LABEL)


@dataclass(slots=True, eq=False)
class Wire:
    """One flow: its ends, then its route over lines, then its points and its label's box."""

    id: str
    source: str
    target: str
    #: `sequence`, `message` or `association`
    kind: str
    name: str = ""
    #: closes a loop
    back: bool = False
    #: runs on to the next strip of a folded diagram
    wraps: bool = False
    #: (vertical line, horizontal line) of each turn, ends included
    route: list[tuple[int, int]] = field(default_factory=list)
    #: crossings of lines where it may not turn
    barred: set[tuple[int, int]] = field(default_factory=set)
    points: list[Point] = field(default_factory=list)
    label: Box | None = None


@dataclass(slots=True)
class Band:
    """A horizontal strip with one owner, from the top down."""

    #: id of the lane or participant, or None for a bare process
    id: str | None
    name: str
    #: participant this band belongs to
    pool: str | None = None
    #: the lanes this lane lies in, the outermost first
    around: tuple[str, ...] = ()
    #: a pool without anything inside; messages go to its edge
    black_box: bool = False
    rows: int = 1


@dataclass(slots=True)
class Board:
    """Everything drawn in one plane or inside one sub-process."""

    bands: list[Band]
    items: dict[str, Item]
    wires: list[Wire]

    def cell_owner(self, id_: str) -> Item | None:
        """Find the item whose cell a wire's end stands in: the host for a boundary event."""
        item = self.items.get(id_)
        return self.items[item.host] if item and item.host else item

    def boundaries(self, host: str) -> list[Item]:
        return [item for item in self.items.values() if item.host == host]
