"""Checks conditions: flows that are never taken, and choices that may have no way out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from engine import feel
from engine.errors import EngineError
from engine.interpreter.bpmn import ACTIVITIES, Xml, local, reference, text
from engine.interpreter.document import Document
from engine.interpreter.gateways import COUNT
from engine.interpreter.lint.answers import MOMENT, constant, meaning
from engine.interpreter.lint.chart import charts
from engine.interpreter.wording import problem
from engine.model import Problem
from engine.values import Value

_MOST_FLOWS = 100
_CHOOSE = ("exclusiveGateway", "inclusiveGateway", "complexGateway", *ACTIVITIES)


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Check the conditions of every process and sub-process."""
    for _, chart in charts(document):
        for node_id, node in chart.nodes.items():
            if local(node) in _CHOOSE:
                yield from _choice(node, chart.leaving.get(node_id, []), known)
            if local(node) == "complexGateway":
                yield from _activation(node, len(chart.arriving.get(node_id, ())), known)


def never_taken(node: Xml, leaving: list[Xml], known: frozenset[str]) -> list[Xml]:
    """Give the flows out of an element that no token can ever take, in the order of the file."""
    if local(node) not in _CHOOSE:
        return []
    only_one = local(node) == "exclusiveGateway"
    default = reference(node.get("default"))
    never: list[Xml] = []
    certain = False
    seen: set[tuple[str, bool]] = set()
    for flow in leaving:
        found = condition(flow, known)
        if found is None or (default and flow.get("id") == default):
            continue
        answer, meant = constant(found), meaning(found.node)
        if answer is False or (only_one and (certain or meant in seen)):
            never.append(flow)
        certain = certain or answer is True
        seen.add(meant)
    if certain:
        never += [flow for flow in leaving if default and flow.get("id") == default]
    return never


def condition(flow: Xml, known: frozenset[str]) -> feel.Expression | None:
    """Give the condition on a flow; None when there is none, or none that can be read."""
    written = text(flow, "conditionExpression")
    if written is None:
        return None
    try:
        return feel.parse(written, known=known)
    except feel.FeelSyntax:
        return None


def _activation(node: Xml, flows: int, known: frozenset[str]) -> Iterator[Problem]:
    """Warn of a gateway that one token per flow is not enough for, or that nothing is."""
    written = text(node, "activationCondition")
    if written is None or not 1 <= flows <= _MOST_FLOWS:
        return
    try:
        expression = feel.parse(written, known=known)
    except feel.FeelSyntax:
        return
    if constant(expression) is False:
        yield problem("activation-false", node, text=written)
    elif expression.names == {COUNT} and not expression.calls:
        found = [_answer(expression, count) for count in range(1, flows + 1)]
        if not any(isinstance(one, bool) for one in found):
            yield problem("activation-false", node, text=written)
        elif True not in found:
            yield problem("activation-never", node, text=written)


def _answer(expression: feel.Expression, count: int) -> Value:
    try:
        return feel.evaluate(expression, {COUNT: Decimal(count)}, at=MOMENT)
    except EngineError:
        return True  # it is an incident there, and said


def _choice(node: Xml, leaving: list[Xml], known: frozenset[str]) -> Iterator[Problem]:
    never = never_taken(node, leaving, known)
    for flow in never:
        ends = f"{flow.get('sourceRef')} → {flow.get('targetRef')}"
        yield problem("flow-never", flow, name=flow.get("name") or flow.get("id") or ends)
    conditional = [flow for flow in leaving if text(flow, "conditionExpression") is not None]
    if not conditional or len(conditional) < len(leaving) or reference(node.get("default")):
        return
    found = [one for flow in leaving if (one := condition(flow, known)) is not None]
    meanings = {meaning(one.node) for one in found}
    covered = any((written, not holds) in meanings for written, holds in meanings)
    certain = any(constant(one) is True for one in found)
    if len(found) == len(leaving) and not covered and not certain:
        yield problem("no-default", node)
