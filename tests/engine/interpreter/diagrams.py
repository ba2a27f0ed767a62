"""Small diagrams written as text: one line an element, so that a test shows what it draws."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="file" '
    'xmlns:regie="urn:regie:bpmn" xmlns:other="http://example.org/other">'
    '<error id="E1" errorCode="e1"/><error id="E2" errorCode="e2"/><error id="E0"/>'
    '<escalation id="X1" escalationCode="x1"/><escalation id="X2" escalationCode="x2"/>'
    '<escalation id="X0" name="x0"/>'
    '<signal id="S1" name="s1"/><signal id="S2" name="s2"/>'
    '<message id="M1" name="m1"/><message id="M2" name="m2"/>'
)

ERROR = '<errorEventDefinition errorRef="E1"/>'
OTHER_ERROR = '<errorEventDefinition errorRef="E2"/>'
ANY_ERROR = "<errorEventDefinition/>"
CODELESS_ERROR = '<errorEventDefinition errorRef="E0"/>'
ESCALATION = '<escalationEventDefinition escalationRef="X1"/>'
OTHER_ESCALATION = '<escalationEventDefinition escalationRef="X2"/>'
ANY_ESCALATION = "<escalationEventDefinition/>"
CODELESS_ESCALATION = '<escalationEventDefinition escalationRef="X0"/>'
SIGNAL = '<signalEventDefinition signalRef="S1"/>'
OTHER_SIGNAL = '<signalEventDefinition signalRef="S2"/>'
MESSAGE = '<messageEventDefinition messageRef="M1"/>'
OTHER_MESSAGE = '<messageEventDefinition messageRef="M2"/>'
COMPENSATE = "<compensateEventDefinition/>"
CANCEL = "<cancelEventDefinition/>"
TERMINATE = "<terminateEventDefinition/>"


def diagram(*parts: str, others: str = "", **attributes: str) -> bytes:
    """Draw one process `p`; `others` stands beside it in the file."""
    body = "".join(parts)
    xml = f'{HEAD}<process id="p"{_written(attributes)}>{body}</process>{others}</definitions>'
    return xml.encode()


def process(process_id: str, *parts: str) -> str:
    return f'<process id="{process_id}">{"".join(parts)}</process>'


def element(tag: str, element_id: str, inner: str = "", **attributes: str) -> str:
    return f'<{tag} id="{element_id}"{_written(attributes)}>{inner}</{tag}>'


def start(element_id: str = "s", event: str = "", **attributes: str) -> str:
    return element("startEvent", element_id, event, **attributes)


def end(element_id: str = "e", event: str = "") -> str:
    return element("endEvent", element_id, event)


def user(element_id: str, inner: str = "", **attributes: str) -> str:
    return element("userTask", element_id, inner, **attributes)


def script(element_id: str, text: str, inner: str = "", **attributes: str) -> str:
    inner = f"{inner}<script>{escape(text)}</script>"
    return element("scriptTask", element_id, inner, **attributes)


def mark(element_id: str, inner: str = "", **attributes: str) -> str:
    """Draw a script that adds its id to the trace."""
    return script(element_id, f'trace = append(trace, "{element_id}")', inner, **attributes)


def sub(element_id: str, *parts: str, tag: str = "subProcess", **attributes: str) -> str:
    return element(tag, element_id, "".join(parts), **attributes)


def handler(element_id: str, event: str, *parts: str, interrupting: bool = True) -> str:
    """Draw an event sub-process that starts at `<id>_s` and ends at `<id>_e`."""
    first = start(f"{element_id}_s", event, isInterrupting=str(interrupting).lower())
    return sub(element_id, first, *parts, end(f"{element_id}_e"), triggeredByEvent="true")


def boundary(
    element_id: str, host: str, event: str, *, interrupting: bool = True, **attributes: str
) -> str:
    attributes = {"attachedToRef": host, "cancelActivity": str(interrupting).lower(), **attributes}
    return element("boundaryEvent", element_id, event, **attributes)


def undo(host: str, by: str) -> str:
    """Let the activity `by` undo what was done at `host`."""
    return boundary(f"b_{host}", host, COMPENSATE) + associate(f"b_{host}", by)


def associate(source: str, target: str) -> str:
    return f'<association sourceRef="{source}" targetRef="{target}"/>'


def throw(element_id: str, event: str) -> str:
    return element("intermediateThrowEvent", element_id, event)


def catch(element_id: str, event: str, **attributes: str) -> str:
    return element("intermediateCatchEvent", element_id, event, **attributes)


def xor(element_id: str, default: str = "") -> str:
    return element("exclusiveGateway", element_id, **({"default": default} if default else {}))


def both(*ids: str) -> str:
    return "".join(element("parallelGateway", one) for one in ids)


def some(*ids: str) -> str:
    return "".join(element("inclusiveGateway", one) for one in ids)


def first_of(element_id: str) -> str:
    return element("eventBasedGateway", element_id)


def timer(text: str, kind: str = "timeDuration") -> str:
    return f"<timerEventDefinition><{kind}>{escape(text)}</{kind}></timerEventDefinition>"


def when(text: str) -> str:
    condition = f"<condition>{escape(text)}</condition>"
    return f"<conditionalEventDefinition>{condition}</conditionalEventDefinition>"


def many(  # noqa: PLR0913 - as BPMN has it
    count: str = "",
    *,
    over: str = "",
    item: str = "",
    into: str = "",
    result: str = "",
    enough: str = "",
    sequential: bool = False,
) -> str:
    """Draw a multi-instance: `count` times, or for every `item` of the list `over`."""
    inner = "".join(
        f"<{tag}>{escape(text)}</{tag}>"
        for tag, text in (
            ("loopCardinality", count),
            ("loopDataInputRef", over),
            ("loopDataOutputRef", into),
            ("completionCondition", enough),
        )
        if text
    )
    inner += f'<inputDataItem id="{item}"/>' if item else ""
    inner += f'<outputDataItem id="{result}"/>' if result else ""
    one_by_one = str(sequential).lower()
    tag = "multiInstanceLoopCharacteristics"
    return f'<{tag} isSequential="{one_by_one}">{inner}</{tag}>'


def loop(condition: str = "", **attributes: str) -> str:
    inner = f"<loopCondition>{escape(condition)}</loopCondition>" if condition else ""
    tag = "standardLoopCharacteristics"
    return f"<{tag}{_written(attributes)}>{inner}</{tag}>"


def data(name: str) -> str:
    return f'<dataObject id="data_{name}" name="{name}"/>'


def given(
    sources: str, target: str, *, made: str = "", assigned: tuple[str, str] | None = None
) -> str:
    """Draw what an element gives out: a copy, what FEEL made of it, or an assignment."""
    return _association("dataOutputAssociation", sources, target, made, assigned)


def taken(
    sources: str, target: str, *, made: str = "", assigned: tuple[str, str] | None = None
) -> str:
    """Draw what an element takes in."""
    return _association("dataInputAssociation", sources, target, made, assigned)


def own_data(inputs: str = "", outputs: str = "") -> str:
    """Declare what an activity takes in and gives out; each has its name as id too."""
    inner = "".join(f'<dataInput id="{one}" name="{one}"/>' for one in inputs.split())
    inner += "".join(f'<dataOutput id="{one}" name="{one}"/>' for one in outputs.split())
    return f"<ioSpecification>{inner}<inputSet/><outputSet/></ioSpecification>"


def _association(
    tag: str, sources: str, target: str, made: str, assigned: tuple[str, str] | None
) -> str:
    inner = "".join(f"<sourceRef>{one}</sourceRef>" for one in sources.split())
    inner += f"<targetRef>{target}</targetRef>" if target else ""
    inner += f"<transformation>{escape(made)}</transformation>" if made else ""
    if assigned:
        value, name = assigned
        inner += f"<assignment><from>{escape(value)}</from><to>{name}</to></assignment>"
    return f"<{tag}>{inner}</{tag}>"


def flow(source: str, target: str, condition: str = "", flow_id: str = "") -> str:
    named = f' id="{flow_id}"' if flow_id else ""
    inner = f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
    return f'<sequenceFlow{named} sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def go(chain: str) -> str:
    """Draw flows along a chain of ids: `go("s a b e")`."""
    ids = chain.split()
    return "".join(flow(a, b) for a, b in pairwise(ids))


def _written(attributes: dict[str, str]) -> str:
    """Write attributes; `regie_due` is `regie:due`."""
    return "".join(
        f" {name.replace('regie_', 'regie:').replace('other_', 'other:')}={quoteattr(value)}"
        for name, value in attributes.items()
    )
