"""Checks processes that call themselves before anybody does or decides anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.interpreter.bpmn import Xml, children, local, reference, text
from engine.interpreter.document import Document
from engine.interpreter.lint.chart import Chart, charts, ends, is_start, starting
from engine.interpreter.lint.times import is_no_wait
from engine.interpreter.wording import problem
from engine.model import Problem

_GO_ON = frozenset(
    (
        "startEvent",
        "scriptTask",
        "sendTask",
        "businessRuleTask",
        "intermediateThrowEvent",
        "parallelGateway",
    )
)
_INSIDE = ("subProcess", "transaction")
_REPEATED = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")

Calls = Mapping[str, list[tuple[Xml, str]]]  #: per process the call activities, and what they call


def check(document: Document, known: frozenset[str]) -> Iterator[Problem]:
    """Warn of calls that come back to their own process, whatever the variables are."""
    walk = _Walk(document, known)
    calls = {str(one.get("id")): list(walk.certain(one)) for one in document.processes()}
    for process_id, found in calls.items():
        for node, called in found:
            if process_id in _reached(called, calls):
                yield problem("calls-itself", node)


class _Walk:
    """Finds what happens in any case, at once: no choice, no person, no time, no other program."""

    def __init__(self, document: Document, known: frozenset[str]) -> None:
        self._document = document
        self._known = known
        self._charts = dict(charts(document))

    def certain(self, container: Xml) -> Iterator[tuple[Xml, str]]:
        """Give the call activities that are always reached at once, and what they call."""
        chart = self._charts[container]
        to_do = [one for one in starting(chart) if self._is_plain(chart.nodes[one])]
        passed: dict[str, int] = {}
        while to_do:
            node = chart.nodes[to_do.pop()]
            if local(node) == "callActivity" and not children(node, *_REPEATED):
                yield node, reference(node.get("calledElement")) or ""
            elif local(node) in _INSIDE and not children(node, *_REPEATED):
                yield from self.certain(node)
            elif self._goes_on(node):
                to_do += _next(chart, node, passed)

    def _is_plain(self, node: Xml) -> bool:
        """Say whether a call begins here; what starts on an event is never called."""
        return not is_start(node) or (
            local(node) == "startEvent" and not self._document.definitions(node)
        )

    def _goes_on(self, node: Xml) -> bool:
        if children(node, *_REPEATED) or (node.get("startQuantity") or "1") != "1":
            return False
        return local(node) in _GO_ON or is_no_wait(self._document, node, self._known)


def _next(chart: Chart, node: Xml, passed: dict[str, int]) -> Iterator[str]:
    """Give what a token comes to next without a choice; a join waits until all have come."""
    leaving = chart.leaving.get(str(node.get("id")), [])
    default = reference(node.get("default"))
    decides = any(text(flow, "conditionExpression") is not None for flow in leaving)
    for flow in leaving:
        otherwise = decides and default and flow.get("id") == default
        if otherwise or text(flow, "conditionExpression") is not None:
            continue
        target = ends(flow)[1]
        passed[target] = passed.get(target, 0) + 1
        joins = local(chart.nodes[target]) == "parallelGateway"
        if passed[target] == (len(chart.arriving[target]) if joins else 1):
            yield target


def _reached(called: str, calls: Calls) -> set[str]:
    """Give the processes that are started by calling this one, itself among them."""
    found: set[str] = set()
    to_do = [called]
    while to_do:
        one = to_do.pop()
        if one not in found:
            found.add(one)
            to_do += [further for _, further in calls.get(one, ())]
    return found
