"""Checks events: where each kind may stand, and whether it says what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from engine.interpreter import timing
from engine.interpreter.bpmn import (
    ACTIVITIES,
    EVENTS,
    GATEWAYS,
    TASKS,
    Xml,
    children,
    content,
    flag,
    inside,
    local,
    reference,
    text,
)
from engine.interpreter.details import TIMES
from engine.interpreter.document import Document, event_kind, is_event_definition
from engine.interpreter.happenings import RAISED
from engine.interpreter.throwing import ENDING
from engine.interpreter.wording import problem
from engine.model import Problem

_WAITED_FOR = frozenset(("message", "signal", "timer", "conditional"))
_THROWN = frozenset(("message", "signal", "escalation", "compensate"))
_ALLOWED = {
    "intermediateCatchEvent": _WAITED_FOR | {"link"},
    "boundaryEvent": _WAITED_FOR | {"error", "escalation", "compensate", "cancel"},
    "intermediateThrowEvent": _THROWN | {"link"},
    "endEvent": _THROWN | {"error", "cancel", "terminate"},
}
_THROW = ("endEvent", "intermediateThrowEvent")
_MUST_CATCH = ("intermediateCatchEvent", "boundaryEvent")


def check(document: Document) -> Iterator[Problem]:
    """Check every event, and every event definition that events share."""
    for event in inside(document.root, *EVENTS):
        definitions = document.definitions(event)
        kinds = [event_kind(one) for one in definitions]
        yield from _references(document, event)
        yield from _kinds(event, kinds)
        for definition in definitions:
            yield from _definition(document, definition, event)
        if local(event) == "boundaryEvent":
            yield from _boundary(document, event, kinds)
        elif local(event) == "endEvent" and "cancel" in kinds:
            parent = event.getparent()
            if parent is None or local(parent) != "transaction":
                yield problem("cancel-elsewhere", event)
    yield from _elsewhere(document)
    yield from _without_code(document)
    yield from _handlers(document)
    yield from _never_undone(document)
    for node in inside(document.root, "correlationSubscription", "correlationKey"):
        yield problem("correlation", node)


def _elsewhere(document: Document) -> Iterator[Problem]:
    """Refuse event definitions in what is no event: they would do nothing."""
    for node in inside(document.root, *TASKS, *GATEWAYS, "callActivity"):
        for definition in children(node):
            if is_event_definition(definition):
                yield problem("definition-elsewhere", node, kind=event_kind(definition))


def _without_code(document: Document) -> Iterator[Problem]:
    """Warn of what is raised without a code (BPMN 2.0.2, 10.5.5): few can wait for it."""
    for node in inside(document.root, *_THROW):
        for definition in document.definitions(node):
            kind = event_kind(definition)
            if kind in RAISED and document.code(definition, kind) is None:
                yield problem(f"{kind}-without-code", node)


def _references(document: Document, event: Xml) -> Iterator[Problem]:
    for child in children(event, "eventDefinitionRef"):
        shared = document.target(content(child))
        if shared is None or not is_event_definition(shared):
            yield problem("unknown-event-definition", event, ref=content(child))


def _kinds(event: Xml, kinds: list[str]) -> Iterator[Problem]:
    allowed = _ALLOWED.get(local(event))
    for kind in kinds:
        if allowed is not None and kind not in allowed:
            yield problem("event-kind", event, kind=kind)
    if flag(event, "parallelMultiple", otherwise="false"):
        yield from _together(event, kinds)
    if not kinds and local(event) in _MUST_CATCH:
        yield problem("catches-nothing", event)
    ending = [kind for kind in kinds if kind in ENDING]
    if local(event) == "endEvent" and len(ending) > 1:
        yield problem("ends-twice", event, kinds=", ".join(ending))


def _together(event: Xml, kinds: list[str]) -> Iterator[Problem]:
    """Check an event that needs all that it names."""
    if not _WAITED_FOR.issuperset(kinds):
        yield problem("parallel-of-raised", event)
    elif len(kinds) == 1:
        yield problem("parallel-of-one", event)


def _definition(document: Document, definition: Xml, event: Xml) -> Iterator[Problem]:
    kind = event_kind(definition)
    ref = document.ref(definition, kind)
    if kind in ("message", "signal", "error", "escalation") and ref is not None:
        if document.name(definition, kind) is None:
            yield problem("unknown-reference", event, ref=ref, kind=kind)
    elif kind in ("message", "signal"):
        yield problem(f"without-{kind}", event)
    elif kind == "conditional" and text(definition, "condition") is None:
        yield problem("without-condition", event)
    elif kind == "timer":
        yield from _timer(definition, event)
    elif kind == "compensate":
        yield from _named_activity(document, definition, event)


def _named_activity(document: Document, definition: Xml, event: Xml) -> Iterator[Problem]:
    """Check that the activity to undo can be seen from the event (BPMN 13.5.5)."""
    ref = definition.get("activityRef")
    activity = document.target(ref, *ACTIVITIES)
    if ref and activity is None:
        yield problem("unknown-activity", event, ref=ref)
    elif activity is not None and activity.getparent() not in _seen_from(event):
        yield problem("activity-elsewhere", event, ref=ref)
    elif activity is not None and not _may_be_undone(document, activity):
        yield problem("nothing-to-undo", event, ref=ref)


def _may_be_undone(document: Document, activity: Xml) -> bool:
    """Say whether something undoes an activity: on its edge, or anywhere inside it."""
    for event in inside(document.root, "boundaryEvent", "startEvent"):
        on_edge = reference(event.get("attachedToRef")) == activity.get("id")
        if on_edge or activity in event.iterancestors():
            kinds = [event_kind(one) for one in document.definitions(event)]
            if "compensate" in kinds:
                return True
    return False


def _seen_from(event: Xml) -> Iterator[Xml | None]:
    """Give the container of an event, and those around it as long as it is an event sub-process."""
    container = event.getparent()
    yield container
    while container is not None and flag(container, "triggeredByEvent", otherwise="false"):
        container = container.getparent()
        yield container


def _timer(definition: Xml, event: Xml) -> Iterator[Problem]:
    given = [written for time in TIMES if (written := text(definition, time)) is not None]
    if not given:
        yield problem("timer-without-time", event)
    if len(given) > 1:
        yield problem("two-times", event)
    for written in given:
        if timing.is_cron(written):
            yield problem("cron", event, text=written)


def _boundary(document: Document, event: Xml, kinds: list[str]) -> Iterator[Problem]:
    host = document.target(event.get("attachedToRef"), *ACTIVITIES)
    if host is None or host.getparent() is not event.getparent():
        yield problem("attached-to-nothing", event)
        return
    if flag(host, "triggeredByEvent", otherwise="false"):
        yield problem("event-sub-process-flow", host)
    if flag(host, "isForCompensation", otherwise="false"):
        yield problem("handler-boundary", event)
    if "cancel" in kinds and local(host) != "transaction":
        yield problem("cancel-elsewhere", event)
    for kind in ("error", "cancel"):
        if kind in kinds and not flag(event, "cancelActivity", otherwise="true"):
            yield problem("not-interrupting", event, kind=kind)
    if "compensate" in kinds:
        yield from _compensation(document, event, kinds)


def _compensation(document: Document, event: Xml, kinds: list[str]) -> Iterator[Problem]:
    if len(kinds) > 1:
        yield problem("mixed-compensation", event)
    handler = document.handler(event)
    if handler is None or not _is_handler(handler, event):
        yield problem("no-handler", event)


def _never_undone(document: Document) -> Iterator[Problem]:
    """Warn of what would undo, in a process in which nothing undoes or cancels."""
    for process in document.processes():
        waiting = []
        for event in inside(process, *EVENTS):
            kinds = {event_kind(one) for one in document.definitions(event)}
            if local(event) in ("boundaryEvent", "startEvent"):
                waiting += [event] if "compensate" in kinds else []
            elif kinds & {"compensate", "cancel"}:
                break
        else:
            for event in waiting:
                yield problem("never-undone", event)


def _is_handler(node: Xml, boundary: Xml) -> bool:
    """Say whether an activity can undo: it is marked so and stands in the same container."""
    marked = flag(node, "isForCompensation", otherwise="false")
    return marked and local(node) in ACTIVITIES and node.getparent() is boundary.getparent()


def _handlers(document: Document) -> Iterator[Problem]:
    used = {
        handler.get("id")
        for event in inside(document.root, "boundaryEvent")
        if (handler := document.handler(event)) is not None
    }
    for node in inside(document.root, *ACTIVITIES):
        if not flag(node, "isForCompensation", otherwise="false"):
            continue
        if node.get("id") not in used:
            yield problem("handler-alone", node)
        parent = node.getparent()
        flows = [] if parent is None else children(parent, "sequenceFlow")
        ends = {reference(flow.get(end)) for flow in flows for end in ("sourceRef", "targetRef")}
        if node.get("id") in ends:
            yield problem("handler-flows", node)
