"""What the drawing needs to know about BPMN XML. The only module that parses.

Only elements in the BPMN namespace count; what extensions say is never drawn. An id that is
missing leaves an element out of the picture, an id that is there twice is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from engine.drawing.errors import DiagramTooLarge, DuplicateId, UnreadableDiagram
from engine.limits import LARGEST

Element = etree._Element  # noqa: SLF001  lxml names its type so

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"

EVENTS = frozenset(
    {
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
    }
)
GATEWAYS = frozenset(
    {
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    }
)
TASKS = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "scriptTask",
        "sendTask",
        "receiveTask",
        "businessRuleTask",
        "callActivity",
    }
)
SUB_PROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})
ACTIVITIES = TASKS | SUB_PROCESSES
DATA = frozenset({"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
ARTIFACTS = frozenset({"textAnnotation"})
FLOW_NODES = EVENTS | GATEWAYS | ACTIVITIES

#: more than this cannot be deployed and would keep a server busy
MOST_ELEMENTS = LARGEST.elements
#: a name is written out up to this length, in the picture and in the step list
LONGEST_NAME = 300


def parse(xml: bytes) -> Element:
    """Parse untrusted XML: no entities, no document type, no network, no giants."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableDiagram(line=getattr(problem, "lineno", None) or 1) from problem
    if root.tag != f"{{{BPMN}}}definitions" or root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableDiagram(line=1)
    _check_ids(root)
    return root


def _check_ids(root: Element) -> None:
    seen: set[str] = set()
    for element in root.iter(f"{{{BPMN}}}*"):
        id_ = element.get("id")
        if id_ in seen:
            raise DuplicateId(element_id=id_)
        if id_:
            seen.add(id_)
    if len(seen) > MOST_ELEMENTS:
        raise DiagramTooLarge(
            count=len(seen), most=MOST_ELEMENTS, what_nl="elementen", what_en="elements"
        )


def tag(element: Element) -> str:
    """Name a BPMN element without its namespace; empty for anything else."""
    name: object = element.tag
    if not isinstance(name, str):
        return ""
    space, _, local = name.rpartition("}")
    return local if space[1:] == BPMN else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the BPMN children with one of these names, or all of them."""
    yield from element.iterchildren(*(f"{{{BPMN}}}{name}" for name in names or ("*",)))


def flow_nodes(scope: Element) -> Iterator[Element]:
    """Yield the events, gateways and activities directly in a process or sub-process."""
    return (child for child in children(scope, *FLOW_NODES) if child.get("id"))


def trigger(event: Element) -> str:
    """Say what an event waits for or throws: `timer`, `message`, …, `multiple`, or empty."""
    found = [
        tag(child).removesuffix("EventDefinition")
        for child in event
        if tag(child).endswith("EventDefinition")
    ]
    found += ["reference" for _ in children(event, "eventDefinitionRef")]
    if len(found) > 1:
        return "parallelMultiple" if event.get("parallelMultiple") == "true" else "multiple"
    return found[0] if found and found[0] != "reference" else ""


def loop(activity: Element) -> str:
    """Say how an activity repeats: `loop`, `parallel`, `sequential`, or empty."""
    for _ in children(activity, "standardLoopCharacteristics"):
        return "loop"
    for child in children(activity, "multiInstanceLoopCharacteristics"):
        return "sequential" if child.get("isSequential") == "true" else "parallel"
    return ""


def is_event_sub_process(element: Element) -> bool:
    """Tell whether an event starts this sub-process, not a sequence flow."""
    return tag(element) in SUB_PROCESSES and element.get("triggeredByEvent") == "true"


def has_content(element: Element) -> bool:
    """Tell whether a process or sub-process has something inside to show."""
    return next(flow_nodes(element), None) is not None


def name_of(element: Element) -> str:
    """Read the name of an element, or the text of an annotation, with single spaces."""
    if tag(element) == "textAnnotation":
        found = next(children(element, "text"), None)
        return single_spaced("".join(map(str, found.itertext()))) if found is not None else ""
    if tag(element) == "group":
        return ""
    return single_spaced(element.get("name") or "")


def single_spaced(text: str) -> str:
    """Join the words of a text with single spaces; what is longer than a name is cut off."""
    joined = " ".join(text.split())
    return joined if len(joined) <= LONGEST_NAME else joined[: LONGEST_NAME - 1] + "…"


def reference(element: Element, name: str) -> str:
    """Read a reference to another element; a namespace prefix before it is dropped."""
    return (element.get(name) or "").rpartition(":")[2]


def leaf_lanes(
    scope: Element, around: tuple[str, ...] = ()
) -> list[tuple[Element, tuple[str, ...]]]:
    """List the lanes that hold nodes, in the order of the file; of nested lanes the inner ones.

    With each comes a tuple of the ids of the lanes it lies in, the outermost first.
    """
    found = []
    for lanes in children(scope, "laneSet", "childLaneSet"):
        for lane in children(lanes, "lane"):
            id_ = lane.get("id")
            found += leaf_lanes(lane, (*around, id_) if id_ else around) or [(lane, around)]
    return found


def host_of(element: Element, shown: Mapping[str, Element]) -> str | None:
    """Find the activity that a boundary event sits on; one that sits on nothing stands alone."""
    host = reference(element, "attachedToRef")
    if tag(element) != "boundaryEvent" or host not in shown:
        return None
    return host if tag(shown[host]) in ACTIVITIES else None
