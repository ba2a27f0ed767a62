"""What the token game knows of a diagram: read from the file, with nothing of the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from xml.etree import ElementTree as ET

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
INSIDE = ("subProcess", "transaction", "adHocSubProcess")
ACTIVITIES = (*INSIDE, "userTask", "scriptTask", "receiveTask", "callActivity")
GATEWAYS = ("exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway")
EVENTS = ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent")
NODES = (*ACTIVITIES, *GATEWAYS, *EVENTS, "boundaryEvent")


@dataclass(eq=False)
class Flow:
    source: Node
    target: Node
    condition: str
    is_default: bool


@dataclass(eq=False)
class Event:
    """`name` is what is sent or raised, or the activity to undo; `seconds` how long a timer takes.

    `waits` tells whether who asks to undo goes on only when that is done; `has_no_code` that what
    is raised has none, so that who waits for it waits for all of its kind.
    """

    kind: str
    name: str = ""
    seconds: int = 0
    waits: bool = True
    has_no_code: bool = False


@dataclass(eq=False)
class Node:
    """An element, or (`tag` is process) the whole."""

    id: str
    tag: str
    xml: ET.Element
    event: Event | None = None
    flows: list[Flow] = field(default_factory=list)
    arriving: list[Flow] = field(default_factory=list)
    edges: list[Node] = field(default_factory=list)  #: its boundary events
    host: Node | None = None  #: what it stands on the edge of
    undoer: Node | None = None  #: the activity that undoes it
    inside: list[Node] = field(default_factory=list)

    @property
    def interrupts(self) -> bool:
        names = ("cancelActivity", "isInterrupting")
        return all(self.xml.get(name, "true") == "true" for name in names)

    @property
    def script(self) -> str:
        return self.xml.findtext(f"{BPMN}script", "")

    @property
    def declared(self) -> list[str]:
        return [one.get("name", "") for one in self.xml.findall(f"{BPMN}dataObject")]

    @property
    def is_handler(self) -> bool:
        return self.xml.get("triggeredByEvent") == "true"

    @property
    def triggers(self) -> list[tuple[Node, Node]]:
        """Give the event sub-processes inside, each with its start event."""
        return [(one, one.starts[0]) for one in self.inside if one.is_handler]

    @property
    def starts(self) -> list[Node]:
        """Give the start events; without any, all that nothing leads to."""
        plain = [one for one in self.inside if one.tag == "startEvent"]
        free = [
            one
            for one in self.inside
            if not (one.arriving or one.is_handler or one.undoes or one.tag == "boundaryEvent")
        ]
        return plain or free

    @property
    def undoes(self) -> bool:
        return self.xml.get("isForCompensation") == "true"

    @property
    def own_undoer(self) -> Node | None:
        """Give the event sub-process inside that undoes what was done here."""
        starts = {one: start.event for one, start in self.triggers}
        return next((one for one, on in starts.items() if on and on.kind == "compensate"), None)

    @property
    def many(self) -> tuple[bool, int] | None:
        """Tell whether items come one by one, and how many there are."""
        found = self.xml.find(f"{BPMN}multiInstanceLoopCharacteristics")
        if found is not None:
            many = int(found.findtext(f"{BPMN}loopCardinality", "0"))
            return found.get("isSequential") == "true", many
        loop = self.xml.find(f"{BPMN}standardLoopCharacteristics")
        return None if loop is None else (True, int(loop.get("loopMaximum", "0")))


def read(source: bytes) -> dict[str, Node]:
    """Give the processes of a file by their id."""
    root = ET.fromstring(source)  # noqa: S314 - drawn by the tests
    shared = {one.get("id"): one for one in root if one.get("id")}
    return {one.get("id", ""): _inside(one, shared) for one in root.findall(f"{BPMN}process")}


def _code(one: ET.Element) -> str:
    return one.get("errorCode") or one.get("escalationCode") or ""


def _name(one: ET.Element) -> str:
    return _code(one) or one.get("name") or one.get("id", "")


def _inside(xml: ET.Element, shared: dict) -> Node:
    whole = Node(xml.get("id", ""), xml.tag.removeprefix(BPMN), xml)
    for one in xml:
        if one.tag.removeprefix(BPMN) in NODES:
            node = _inside(one, shared)
            node.event = _event(one, shared)
            whole.inside.append(node)
    known = {one.id: one for one in whole.inside}
    for one in xml.findall(f"{BPMN}sequenceFlow"):
        source, target = known[one.get("sourceRef", "")], known[one.get("targetRef", "")]
        default = source.xml.get("default")
        condition = one.findtext(f"{BPMN}conditionExpression", "")
        flow = Flow(source, target, condition, default is not None and one.get("id") == default)
        source.flows.append(flow)
        target.arriving.append(flow)
    for one in whole.inside:
        if one.tag == "boundaryEvent":
            one.host = known[one.xml.get("attachedToRef", "")]
            one.host.edges.append(one)
    for one in xml.findall(f"{BPMN}association"):
        edge, undoer = known[one.get("sourceRef", "")], known[one.get("targetRef", "")]
        edge.host.undoer = undoer
    _link(whole)
    return whole


def _link(whole: Node) -> None:
    """Draw the jump of a link as the flow it stands for."""
    links = [
        (one, one.event.name) for one in whole.inside if one.event and one.event.kind == "link"
    ]
    for one, name in links:
        for other, same in links:
            if name == same and one.tag.endswith("ThrowEvent") and other.tag.endswith("CatchEvent"):
                jump = Flow(one, other, "", is_default=False)
                one.flows.append(jump)
                other.arriving.append(jump)


def _event(xml: ET.Element, shared: dict) -> Event | None:
    if xml.tag == f"{BPMN}receiveTask":
        return Event("message", _name(shared[xml.get("messageRef")]))
    for one in xml:
        kind = one.tag.removeprefix(BPMN).removesuffix("EventDefinition")
        if kind in ("message", "signal", "error", "escalation"):
            named = shared[one.get(f"{kind}Ref")]
            return Event(kind, _name(named), has_no_code=not _code(named))
        if kind == "timer":
            text = one.findtext(f"{BPMN}timeDuration", "")
            return Event(kind, seconds=int(re.fullmatch(r"PT(\d+)S", text)[1]))
        if kind in ("link", "compensate", "cancel", "terminate"):
            name = one.get("name", one.get("activityRef", ""))
            return Event(kind, name, waits=one.get("waitForCompletion") != "false")
    return None


@cache
def before(flow: Flow, *, edges: bool) -> frozenset[Node]:
    """Give all elements from which a token can come along this flow without passing its target.

    `edges`: also when something must happen on the edge of an activity.
    """
    found: set[Node] = set()
    todo = [flow.source]
    while todo:
        node = todo.pop()
        if node in found or node is flow.target:
            continue
        found.add(node)
        todo += [one.source for one in node.arriving]
        if edges and node.host is not None:
            todo.append(node.host)
    return frozenset(found)
