"""Reads what elements say about themselves: events, loops, forms, expressions."""

from __future__ import annotations

from engine import feel
from engine.interpreter import associations, timing
from engine.interpreter.activities import (
    Activity,
    BusinessRuleTask,
    CallActivity,
    PersonTask,
    ReceiveTask,
    ScriptTask,
)
from engine.interpreter.bpmn import (
    EVENTS,
    Xml,
    children,
    content,
    flag,
    local,
    own,
    reference,
    text,
)
from engine.interpreter.catching import EventGateway, Triggering
from engine.interpreter.document import Document, event_kind
from engine.interpreter.elements import Behaviour
from engine.interpreter.gateways import ComplexGateway
from engine.interpreter.happenings import RAISED, Happening
from engine.interpreter.loops import Many
from engine.interpreter.services import ServiceTask
from engine.interpreter.throwing import LATE, Throwing

TIMES = ("timeDate", "timeDuration", "timeCycle")


class Details:
    """Fills behaviours from their XML. `known` are function names of several words."""

    def __init__(self, document: Document, known: frozenset[str]) -> None:
        self.document = document
        self._known = known

    def expression(self, written: str | None) -> feel.Expression | None:
        return None if written is None else feel.parse(written, known=self._known)

    def fill(self, behaviour: Behaviour, node: Xml) -> None:
        """Read everything that stands in or under one element."""
        behaviour.default = reference(node.get("default"))
        behaviour.completion_quantity = int(node.get("completionQuantity") or 1)
        behaviour.all_needed = flag(node, "parallelMultiple", otherwise="false")
        behaviour.happenings = self._happenings(node)
        behaviour.dataflow = associations.read(self.document, node, self.expression)
        if isinstance(behaviour, Activity):
            self._activity(behaviour, node)
        if isinstance(behaviour, Triggering):
            attribute = "cancelActivity" if node.get("attachedToRef") else "isInterrupting"
            behaviour.interrupting = flag(node, attribute, otherwise="true")
        if isinstance(behaviour, Throwing):
            kinds = {happening.kind for happening in behaviour.happenings}
            behaviour.throws_late = not kinds.isdisjoint(LATE)
        if isinstance(behaviour, EventGateway):
            behaviour.instantiates = flag(node, "instantiate", otherwise="false")
            behaviour.waits_for_all = node.get("eventGatewayType") == "Parallel"
        if isinstance(behaviour, ComplexGateway):
            behaviour.activation = self.expression(text(node, "activationCondition"))

    # --- activities

    def _activity(self, behaviour: Activity, node: Xml) -> None:
        behaviour.start_quantity = int(node.get("startQuantity") or 1)
        behaviour.many = self._many(node)
        if isinstance(behaviour, PersonTask):
            self._person_task(behaviour, node)
        elif isinstance(behaviour, ScriptTask):
            script = text(node, "script")
            if script is not None:
                behaviour.script = feel.parse_script(script, known=self._known)
        elif isinstance(behaviour, CallActivity):
            behaviour.called = reference(node.get("calledElement")) or ""
            behaviour.start = own(node, "start")
            behaviour.gives = self.expression(own(node, "inputs"))
            behaviour.takes = self.expression(own(node, "outputs"))
        elif isinstance(behaviour, BusinessRuleTask):
            behaviour.decision = own(node, "decision") or ""
            behaviour.result = own(node, "result") or ""
            behaviour.gives = self.expression(own(node, "inputs"))
        elif isinstance(behaviour, ServiceTask):
            self._service_task(behaviour, node)
        elif isinstance(behaviour, ReceiveTask):
            behaviour.instantiates = flag(node, "instantiate", otherwise="false")

    def _person_task(self, behaviour: PersonTask, node: Xml) -> None:
        due, assignee = own(node, "due"), own(node, "assignee")
        if due is not None:
            behaviour.due_source = due
            behaviour.due = timing.read_duration(due) or self.expression(due)
        if assignee is not None:
            behaviour.assignee_source = assignee
            behaviour.assignee = self.expression(assignee)
        behaviour.result = own(node, "result")

    def _service_task(self, behaviour: ServiceTask, node: Xml) -> None:
        behaviour.service = own(node, "service") or ""
        behaviour.gives = self.expression(own(node, "inputs"))
        behaviour.result = own(node, "result")

    def _many(self, node: Xml) -> Many | None:
        for loop in children(node, "standardLoopCharacteristics"):
            most = loop.get("loopMaximum")
            return Many(
                "loop",
                again=self.expression(text(loop, "loopCondition")),
                asks_first=flag(loop, "testBefore", otherwise="false"),
                most=int(most) if most else None,
            )
        for many in children(node, "multiInstanceLoopCharacteristics"):
            return self._multi_instance(many)
        return None

    def _multi_instance(self, node: Xml) -> Many:
        behavior = node.get("behavior") or "All"
        return Many(
            "sequential" if flag(node, "isSequential", otherwise="false") else "parallel",
            count=self.expression(text(node, "loopCardinality")),
            collection=self.document.variable(text(node, "loopDataInputRef")),
            item=_item(node, "inputDataItem"),
            output=self.document.variable(text(node, "loopDataOutputRef")),
            output_item=_item(node, "outputDataItem"),
            enough=self.expression(text(node, "completionCondition")),
            behavior=behavior,
            throws=self._throws(node, behavior),
        )

    def _throws(
        self, node: Xml, behavior: str
    ) -> tuple[tuple[feel.Expression | None, Happening], ...]:
        if behavior == "Complex":
            return tuple(
                (self.expression(text(complex_, "condition")), self._happening(definition))
                for complex_ in children(node, "complexBehaviorDefinition")
                for event in children(complex_, "event")
                for definition in self.document.definitions(event)
            )
        ref = node.get(f"{behavior.lower()}BehaviorEventRef")
        shared = self.document.target(ref)
        return () if shared is None else ((None, self._happening(shared)),)

    # --- events

    def _happenings(self, node: Xml) -> list[Happening]:
        if local(node) in ("sendTask", "receiveTask"):
            return [self._happening(node, "message")]
        if local(node) not in EVENTS:
            return []
        return [self._happening(one, holder=node) for one in self.document.definitions(node)]

    def _happening(
        self, node: Xml, kind: str | None = None, holder: Xml | None = None
    ) -> Happening:
        kind = kind or event_kind(node)
        happening = Happening(kind)
        if kind in ("message", "signal", "error", "escalation"):
            happening.name = self.document.name(node, kind)
        if kind in RAISED:
            happening.has_no_code = self.document.code(node, kind) is None
        if kind == "message":
            self._message(happening, node)
        elif kind == "conditional":
            happening.source = text(node, "condition") or ""
            happening.expression = self.expression(happening.source)
        elif kind == "timer":
            self._timer(happening, node)
        elif kind == "compensate":
            happening.name = reference(node.get("activityRef"))
            happening.waits = flag(node, "waitForCompletion", otherwise="true")
        elif kind == "link":
            happening.name = link_name(node, holder)
        return happening

    def _message(self, happening: Happening, node: Xml) -> None:
        happening.key_source = own(node, "key") or ""
        happening.key = self.expression(happening.key_source or None)
        happening.payload = tuple(names(own(node, "payload")))

    def _timer(self, happening: Happening, node: Xml) -> None:
        happening.source = next(filter(None, (text(node, time) for time in TIMES)), "")
        happening.schedule = timing.read(happening.source)
        if happening.schedule is None:
            happening.expression = self.expression(happening.source)


def names(listed: str | None) -> list[str]:
    """Read a list of names with commas between them."""
    return [name for part in (listed or "").split(",") if (name := part.strip())]


def link_name(definition: Xml, holder: Xml | None) -> str | None:
    """Give the name that joins a throwing and a catching link."""
    return definition.get("name") or (None if holder is None else holder.get("name"))


def _item(node: Xml, tag: str) -> str | None:
    for item in children(node, tag):
        return item.get("name") or item.get("id") or content(item)
    return None
