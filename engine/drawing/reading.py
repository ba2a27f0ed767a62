"""Turn BPMN elements into boards: one for each plane, one inside each sub-process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from engine.drawing import bpmn, icons, words
from engine.drawing.board import Band, Board, Item, Wire
from engine.drawing.bpmn import Element
from engine.drawing.errors import NothingToDraw

Size = tuple[float, float]

GUEST = 80.0
PAIR = 2
#: a task grows with its longest word, up to this
WIDEST_TASK = 150.0
#: between a name and the sides of its task; above and below it, where the signs of a task stand
BESIDE, ABOVE = 9.0, 25.5
SHOWN = bpmn.FLOW_NODES | bpmn.DATA | bpmn.ARTIFACTS
ENDS = ("source", "target")
FLOWS = {"sequenceFlow": "sequence", "messageFlow": "message", "association": "association"}


def boards_of(root: Element, inner: Mapping[str, Size]) -> list[tuple[Element, Board]]:
    """Read the planes: the collaboration if there is one, then each process outside it.

    `inner` holds the sizes of the expanded sub-processes, by id.
    """
    processes = {str(one.get("id")): one for one in bpmn.children(root, "process") if one.get("id")}
    found: list[tuple[Element, Board]] = []
    for collaboration in bpmn.children(root, "collaboration"):
        if collaboration.get("id") and _participants(collaboration):
            found.append((collaboration, _collaborating(collaboration, processes, inner)))
            break
    for process in processes.values():
        board = Board([], {}, [])
        _add_process(board, process, None, inner)
        found.append((process, board))
    if not found:
        raise NothingToDraw
    return found


def board_inside(scope: Element, inner: Mapping[str, Size]) -> Board:
    """Read what is inside one sub-process."""
    board = Board([Band(None, "")], {}, [])
    _add_items(board, scope, {}, 0, inner)
    _add_wires(board, scope)
    return board


def _collaborating(
    collaboration: Element, processes: dict[str, Element], inner: Mapping[str, Size]
) -> Board:
    """Read the pools from the top down; takes the processes that they show out of `processes`."""
    board = Board([], {}, [])
    for participant in _participants(collaboration):
        id_ = str(participant.get("id"))
        process = processes.pop(bpmn.reference(participant, "processRef"), None)
        if process is None or not bpmn.has_content(process):
            board.bands.append(Band(id_, bpmn.name_of(participant), id_, black_box=True))
        else:
            _add_process(board, process, id_, inner)
    _add_wires(board, collaboration)
    return board


def _participants(collaboration: Element) -> list[Element]:
    return [one for one in bpmn.children(collaboration, "participant") if one.get("id")]


def _add_process(
    board: Board, process: Element, pool: str | None, inner: Mapping[str, Size]
) -> None:
    first = len(board.bands)
    lane_of: dict[str, int] = {}
    for lane, around in bpmn.leaf_lanes(process):
        for node in bpmn.children(lane, "flowNodeRef"):
            lane_of[(node.text or "").strip()] = len(board.bands)
        board.bands.append(Band(lane.get("id"), bpmn.name_of(lane), pool, around))
    if len(board.bands) == first:
        board.bands.append(Band(None, "", pool))
    _add_items(board, process, lane_of, first, inner)
    _add_wires(board, process)
    _adopt_strays(board, lane_of)


def _add_items(
    board: Board, scope: Element, lane_of: dict[str, int], band: int, inner: Mapping[str, Size]
) -> None:
    shown = {
        str(element.get("id")): element
        for element in bpmn.children(scope)
        if element.get("id") and bpmn.tag(element) in SHOWN
    }
    hosts = {id_: bpmn.host_of(element, shown) for id_, element in shown.items()}
    guests = Counter(host for host in hosts.values() if host)
    for id_, element in shown.items():
        name = bpmn.name_of(element)
        width, height = inner.get(id_) or _size(element, name, hosts=guests[id_] > 0)
        board.items[id_] = Item(
            id_,
            bpmn.tag(element),
            name,
            lane_of.get(id_, band),
            max(width, guests[id_] * GUEST if guests[id_] > PAIR else 0.0),
            height,
            host=hosts[id_],
            expanded=id_ in inner,
            apart=bpmn.is_event_sub_process(element),
        )


def _size(element: Element, name: str, *, hosts: bool) -> Size:
    """Choose how large a node is; one that `hosts` boundary events keeps its lower edge free."""
    kind = bpmn.tag(element)
    if kind in bpmn.EVENTS:
        return 36.0, 36.0
    if kind in bpmn.GATEWAYS:
        return 50.0, 50.0
    if kind == "textAnnotation":
        return 100.0, max(30.0, words.block(name, 90, words.TEXT)[1] + 10)
    if kind in bpmn.DATA:
        return (50.0, 50.0) if kind == "dataStoreReference" else (36.0, 50.0)
    signs = kind in icons.TASK or hosts or bpmn.loop(element)
    longest = words.longest_of(name, words.TEXT)
    width = min(max(100.0, 10 * -(-(longest + 2 * BESIDE) // 10)), WIDEST_TASK)
    height = words.block(name, width - 2 * BESIDE, words.TEXT)[1]
    return width, max(80.0, height + 2 * (ABOVE if signs else BESIDE))


def _add_wires(board: Board, scope: Element) -> None:
    for element in bpmn.children(scope):
        kind = FLOWS.get(bpmn.tag(element))
        if kind and element.get("id"):
            source, target = (_shown(board, scope, element, f"{end}Ref") for end in ENDS)
            if source and target and (source != target or source in board.items):
                name = bpmn.name_of(element)
                board.wires.append(Wire(str(element.get("id")), source, target, kind, name))
        board.wires += _data_wires(board, element)


def _shown(board: Board, scope: Element, flow: Element, end: str) -> str:
    """Find what a flow meets on this board: its end, or the sub-process that its end lies in."""
    id_ = bpmn.reference(flow, end)
    if id_ in board.items:
        return id_
    if bpmn.tag(flow) != "messageFlow":
        return ""
    if id_ in {band.pool for band in board.bands}:
        return id_
    everything = scope.getroottree().getroot().iter(f"{{{bpmn.BPMN}}}*")
    inner = [node for node in everything if node.get("id") == id_]
    around = (str(one.get("id")) for node in inner for one in node.iterancestors())
    return next((one for one in around if one in board.items), "")


def _data_wires(board: Board, activity: Element) -> list[Wire]:
    wires = []
    for link in bpmn.children(activity, "dataInputAssociation", "dataOutputAssociation"):
        named = "sourceRef" if bpmn.tag(link) == "dataInputAssociation" else "targetRef"
        other = next(((end.text or "").strip() for end in bpmn.children(link, named)), "")
        if other in board.items and activity.get("id") in board.items and link.get("id"):
            ends = (other, str(activity.get("id")))
            source, target = ends if named == "sourceRef" else ends[::-1]
            wires.append(Wire(str(link.get("id")), source, target, "association"))
    return wires


def _adopt_strays(board: Board, lane_of: Mapping[str, int]) -> None:
    """Put nodes that no lane claims where the node before them stands, or the one after."""
    if not lane_of:
        return
    settled = set(lane_of) & set(board.items)
    for item in board.items.values():
        if item.host in settled:
            item.band = board.items[item.host].band
            settled.add(item.id)
    while _adopt(board, settled):
        pass


def _adopt(board: Board, settled: set[str]) -> bool:
    before = len(settled)
    for wire in board.wires:
        for known, other in ((wire.source, wire.target), (wire.target, wire.source)):
            if known in settled and other in board.items and other not in settled:
                board.items[other].band = board.items[known].band
                settled.add(other)
    return len(settled) > before
