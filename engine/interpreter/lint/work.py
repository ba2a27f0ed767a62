"""Checks work: what is not executed is refused by name, the rest must say what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from engine import feel
from engine.interpreter import summary
from engine.interpreter.bpmn import (
    ACTIVITIES,
    CONTAINERS,
    EVENTS,
    FLOW_NODES,
    PERSON_TASKS,
    Xml,
    children,
    content,
    flag,
    inside,
    local,
    own,
    reference,
    text,
)
from engine.interpreter.document import Document
from engine.interpreter.lint.loops import whole_number
from engine.interpreter.wording import problem
from engine.model import Problem

_ROOT = frozenset(
    [
        "process",
        "collaboration",
        "message",
        "signal",
        "error",
        "escalation",
        "itemDefinition",
        "interface",
        "dataStore",
        "category",
        "resource",
        "partnerEntity",
        "partnerRole",
        "endPoint",
        "import",
        "extension",
        "documentation",
        "extensionElements",
        "correlationProperty",
        "relationship",
    ]
)
_IN_CONTAINER = frozenset(
    [
        "documentation",
        "extensionElements",
        "laneSet",
        "sequenceFlow",
        "association",
        "textAnnotation",
        "group",
        "incoming",
        "outgoing",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "property",
        "auditing",
        "monitoring",
        "artifact",
        "standardLoopCharacteristics",
        "multiInstanceLoopCharacteristics",
        "completionCondition",
        "supportedInterfaceRef",
        "dataInputAssociation",
        "dataOutputAssociation",
        "correlationSubscription",
        "potentialOwner",
        "humanPerformer",
        "performer",
        "resourceRole",
        "ioSpecification",
    ]
)
_DECLARES = ("var", "let", "const", "def")
MOST_TOKENS = 1_000  #: that an activity needs or gives at once
_PERFORMERS = ("potentialOwner", "humanPerformer", "performer", "resourceRole")


def check(document: Document) -> Iterator[Problem]:
    """Check everything that is not an event or a flow."""
    yield from _unknown(document)
    for node in inside(document.root, *EVENTS):
        for data in children(node, "property"):
            yield problem("property-of-event", node, name=data.get("name") or data.get("id"))
    for node in inside(document.root, *FLOW_NODES):
        for name in ("startQuantity", "completionQuantity"):
            yield from whole_number(node, node, name, 1, MOST_TOKENS)
    for node in inside(document.root, *ACTIVITIES):
        yield from _activity(document, node)
        yield from _people(node)


def _unknown(document: Document) -> Iterator[Problem]:
    """Refuse what we do not know, at the top of the file and inside processes."""
    for node in document.root:
        tag = local(node)
        if tag and tag not in _ROOT and not tag.endswith("EventDefinition"):
            yield problem("not-executed", node, kind=tag)
    for container in inside(document.root, *CONTAINERS):
        for node in children(container):
            if local(node) not in FLOW_NODES | _IN_CONTAINER:
                yield problem("not-executed", node, kind=local(node))


def check_people(document: Document) -> Iterator[Problem]:
    """Warn where a task would reach nobody, or is not said to be work for a person."""
    for process in document.processes():
        yield from _lanes(document, process)
        for element in summary.elements(process).values():
            node = document.by_id.get(element.id)
            if element.kind == "task":
                yield problem("plain-task", node)
            if element.kind == "userTask" and not element.form_id:
                yield problem("no-form", node)
            if element.kind in PERSON_TASKS and not element.body and not element.assignee:
                is_global = element.id in document.global_tasks
                yield problem("no-assignee" if is_global else "no-lane", node)


def _lanes(document: Document, process: Xml) -> Iterator[Problem]:
    """Warn of what stands in two lanes; a lane and one inside it are one place."""
    lanes: dict[str | None, list[Xml]] = {}
    for lane in inside(process, "lane"):
        for inner in children(lane, "flowNodeRef"):
            lanes.setdefault(reference(content(inner)), []).append(lane)
    for ref, found in lanes.items():
        deepest = [one for one in found if not any(one in other.iterancestors() for other in found)]
        if len(deepest) > 1:
            names = ", ".join(one.get("name") or one.get("id") or "" for one in deepest)
            yield problem("two-lanes", document.target(ref), lanes=names)


def _activity(document: Document, node: Xml) -> Iterator[Problem]:
    tag = local(node)
    if tag == "serviceTask" and own(node, "service") is None:
        yield problem("without-service", node)
    if tag in ("sendTask", "receiveTask"):
        yield from _message(document, node)
    if tag == "callActivity" and reference(node.get("calledElement")) is None:
        yield problem("calls-nothing", node)
    if tag == "businessRuleTask":
        yield from _decision(node)
    if tag == "scriptTask":
        yield from _script(node)
    if tag == "adHocSubProcess" and flag(node, "triggeredByEvent", otherwise="false"):
        yield problem("not-executed", node, kind="triggeredByEvent")


def _script(node: Xml) -> Iterator[Problem]:
    """Refuse a script in another language; warn of one that does nothing or is written so.

    A global script task calls its format `scriptLanguage` (BPMN 2.0.2, 10.3.7).
    """
    language = node.get("scriptFormat") or node.get("scriptLanguage") or "feel"
    if "feel" not in language.lower():
        yield problem("script-format", node, format=language)
        return
    written = text(node, "script")
    if written is None:
        yield problem("script-empty", node)
        return
    if not any(f"{word} " in written for word in _DECLARES):
        return
    try:
        assignments = feel.parse_script(written).assignments
    except feel.FeelSyntax:
        return  # that is said of every text that is not FEEL
    for name, _ in assignments:
        word = name.partition(" ")[0]
        if word in _DECLARES and word != name:
            yield problem("script-declares", node, name=name, word=word)


def _decision(node: Xml) -> Iterator[Problem]:
    for name, code in (("decision", "without-decision"), ("result", "without-result")):
        if own(node, name) is None:
            yield problem(code, node)


def _people(node: Xml) -> Iterator[Problem]:
    """Refuse people who are not in a lane."""
    for performer in children(node, *_PERFORMERS):
        yield problem("performer", node, kind=local(performer))


def _message(document: Document, node: Xml) -> Iterator[Problem]:
    ref = document.ref(node, "message")
    if ref is None:
        yield problem("without-message", node)
    elif document.name(node, "message") is None:
        yield problem("unknown-reference", node, ref=ref, kind="message")
