"""Which variables the parts of a process write, and which they read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from engine import feel
from engine.interpreter import timing
from tests.processes import shipped
from tests.processes.shipped import BPMN, REGIE

_EXPRESSIONS = {
    BPMN + name
    for name in (
        *("conditionExpression", "completionCondition", "loopCardinality"),
        *("timeDate", "timeDuration", "timeCycle"),
    )
}
_OWN = ("due", "assignee", "key", "title", "inputs")


@cache
def names(process_id: str) -> frozenset[str]:
    """Give what is written anywhere in the family of a process, and what a case always has."""
    found = {"zaaknummer"}
    for each in shipped.family(process_id):
        found |= set(_written(each))
    return frozenset(found)


def expressions(process_id: str) -> Iterator[tuple[str, feel.Expression]]:
    """Give every FEEL text of a diagram with the id of what it belongs to."""
    for element in shipped.tree(process_id).iter():
        where = str(element.get("id") or element.getparent().get("id"))
        for name in _OWN:
            text = element.get(REGIE + name)
            if text and timing.read(text) is None:
                yield where, feel.parse(text, known=shipped.FUNCTIONS)
        if element.tag in _EXPRESSIONS and timing.read(element.text) is None:
            yield where, feel.parse(element.text, known=shipped.FUNCTIONS)
        if element.tag == BPMN + "script":
            yield from ((where, each) for _, each in _assignments(element.text))


def _written(process_id: str) -> Iterator[str]:
    for script in shipped.nodes(process_id, "script"):
        yield from (name for name, _ in _assignments(script.text))
    for task in shipped.tasks(process_id):
        result = task.get(REGIE + "result")
        answers = (each.name for each in shipped.form(task.get(REGIE + "form")).fields)
        yield from [result] if result else answers
    for rule in shipped.nodes(process_id, "businessRuleTask"):
        yield rule.get(REGIE + "result")
    for item in shipped.nodes(process_id, "inputDataItem", "outputDataItem"):
        yield item.get("name")
    for output in shipped.nodes(process_id, "loopDataOutputRef"):
        yield output.text
    for message in shipped.nodes(process_id, "message"):
        brought = shipped.MESSAGES[message.get("name")]
        if isinstance(brought, str):
            brought = [each.name for each in shipped.form(brought).fields]
        yield from brought


def _assignments(text: str) -> tuple[tuple[str, feel.Expression], ...]:
    return feel.parse_script(text, known=shipped.FUNCTIONS).assignments
